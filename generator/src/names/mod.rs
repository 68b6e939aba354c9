//! Placeholder for the stage that makes identifiers: the shape that emission relies on.

/// Identifiers of everything that is emitted.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// By type: the reply or shared type.
    pub types: Vec<String>,
    /// By type: its request twin, where there is one.
    pub inputs: Vec<Option<String>>,
    /// By type and field.
    pub fields: Vec<Vec<String>>,
    /// By type and variant or member.
    pub variants: Vec<Vec<String>>,
    /// By id type.
    pub ids: Vec<String>,
    /// By group.
    pub groups: Vec<GroupNames>,
    /// By operation.
    pub operations: Vec<OperationNames>,
    /// By server and variable.
    pub server_variables: Vec<Vec<String>>,
}

/// Identifiers of a group.
#[derive(Debug, Clone, Default)]
pub struct GroupNames {
    /// Module under `operations`.
    pub module: String,
    /// Method of the client.
    pub accessor: String,
    /// Type of the handle.
    pub handle: String,
}

/// Identifiers of an operation.
#[derive(Debug, Clone, Default)]
pub struct OperationNames {
    /// Method of the handle.
    pub method: String,
    /// Type of the call.
    pub call: String,
    /// Static with its description.
    pub constant: String,
    /// Enum of its replies.
    pub reply: String,
    /// By parameter: argument or setter.
    pub parameters: Vec<String>,
    /// By field of a spread body: argument or setter.
    pub body_fields: Vec<String>,
    /// Argument of the whole body.
    pub body: String,
    /// `group.method`.
    pub identifier: String,
}
