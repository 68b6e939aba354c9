//! What facts tell, and of what.

/// What a fact tells of a thing. Each is explained by its own rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::diff) enum Aspect {
    // of the client
    BaseUrl,
    ServerVariable,
    RateLimits,
    About,
    KnownError,
    KnownErrorText,
    // of a group
    Accessor,
    Feature,
    GroupDocs,
    // of an operation
    Operation,
    Retargeted,
    Group,
    Method,
    Call,
    FormerCall,
    Id,
    PathNames,
    OperationDocs,
    Deprecated,
    Effect,
    Retry,
    Confirm,
    Paging,
    Security,
    Servers,
    Input,
    InputName,
    InputType,
    InputDocs,
    InputDefault,
    InputConstraints,
    InputDeprecated,
    ArgumentOrder,
    Encoding,
    Outcome,
    ReplyVariant,
    Ways,
    Reply,
    ErrorReply,
    ReplyDocs,
    // of a set
    Set,
    SetName,
    SetPath,
    SetRow,
    SetDocs,
    SetProperty,
    SetKey,
    Ability,
    // of a model
    Model,
    ModelName,
    /// Of an operation too: names that it had.
    Former,
    Gate,
    ModelKind,
    Shifted,
    Member,
    MemberName,
    MemberType,
    Setter,
    Constructor,
    Trait,
    ModelDocs,
    ModelDeprecated,
    MemberDocs,
    MemberDeprecated,
    Required,
    Access,
    Default,
    Discrimination,
    Rest,
}

/// What a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::diff) enum Subject {
    Client,
    /// Index into [`Cx::groups`].
    Group(usize),
    /// Index into [`Cx::operations`].
    Operation(usize),
    /// Index into [`Cx::models`].
    Model(usize),
    /// Index into [`Cx::sets`].
    Set(usize),
}
