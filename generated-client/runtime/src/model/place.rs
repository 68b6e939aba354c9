//! Where in a reply something is: links on the stack while it is read, a path once it is told.

use serde_json::Value;

/// A way from the root of a reply to a value, as links from the value up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At<'a> {
    parent: Option<&'a At<'a>>,
    step: Step<'a>,
}

#[derive(Debug, Clone, Copy)]
enum Step<'a> {
    Root,
    Member(&'a str),
    Element(usize),
}

impl<'a> At<'a> {
    pub(crate) const ROOT: At<'static> = At { parent: None, step: Step::Root };

    pub(crate) fn member(&'a self, name: &'a str) -> At<'a> {
        At { parent: Some(self), step: Step::Member(name) }
    }

    pub(crate) fn element(&'a self, index: usize) -> At<'a> {
        At { parent: Some(self), step: Step::Element(index) }
    }

    /// From the root down.
    fn steps(&self) -> Vec<Step<'a>> {
        let links = std::iter::successors(Some(*self), |at| at.parent.copied());
        let mut steps: Vec<Step<'a>> = links.map(|at| at.step).collect();
        steps.reverse();
        steps
    }

    /// The JSON path (RFC 9535, normalized only where a name needs it).
    pub(crate) fn path(&self) -> String {
        let mut path = String::new();
        for step in self.steps() {
            match step {
                Step::Root => path.push('$'),
                Step::Element(index) => path.push_str(&format!("[{index}]")),
                Step::Member(name) if is_plain(name) => path.push_str(&format!(".{name}")),
                Step::Member(name) => path.push_str(&format!("[{}]", Value::from(name))),
            }
        }
        path
    }

    /// The JSON pointer (RFC 6901).
    pub(crate) fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in self.steps() {
            match step {
                Step::Root => {}
                Step::Element(index) => pointer.push_str(&format!("/{index}")),
                Step::Member(name) => pointer.push_str(&format!("/{}", name.replace('~', "~0").replace('/', "~1"))),
            }
        }
        pointer
    }

    /// Whether it is an element of a list that is not itself inside a list: one that a page counts.
    pub(crate) fn is_item(&self) -> bool {
        let lists = self.steps().iter().filter(|step| matches!(step, Step::Element(_))).count();
        lists == 1 && matches!(self.step, Step::Element(_))
    }
}

fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// A reply that differs from what the client's document says: where and how, never a value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Drift {
    /// The operation, as `group.method`.
    pub operation: &'static str,
    /// JSON pointer (RFC 6901) into the reply.
    pub path: String,
    /// What differs.
    pub kind: DriftKind,
}

/// How a reply differs from the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DriftKind {
    /// A member that the document does not have; it is kept.
    UnknownField,
    /// A value that the document does not list; it is kept.
    UnknownValue,
    /// A value of another type; it was set aside.
    WrongType,
    /// An object without what identifies it; it was set aside.
    MissingIdentity,
}

impl DriftKind {
    /// The kind as `cargo xtask drift` reads it.
    pub fn as_str(self) -> &'static str {
        match self {
            DriftKind::UnknownField => "unknown-field",
            DriftKind::UnknownValue => "unknown-value",
            DriftKind::WrongType => "wrong-type",
            DriftKind::MissingIdentity => "missing-identity",
        }
    }
}

impl Drift {
    /// One line of JSON, as `cargo xtask drift --against` reads it.
    pub fn to_json(&self) -> String {
        serde_json::json!({"operation": self.operation, "path": self.path, "kind": self.kind.as_str()}).to_string()
    }
}

/// What is told while reading: a place and a kind.
pub(crate) type Drifted = (String, DriftKind);

/// Hears of drift while a reply is read.
pub(crate) type Observer<'o> = &'o mut dyn FnMut(Drifted);
