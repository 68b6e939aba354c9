//! Where two documents are compared, and what is said there.

use super::super::model::{Direction, Wire};

/// What a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// The API as a whole.
    Api,
    /// An operation.
    Operation,
    /// A parameter of a request.
    Parameter,
    /// A value within a parameter.
    ParameterProperty,
    /// The whole body of a request.
    RequestBody,
    /// A value within the body of a request.
    RequestProperty,
    /// The whole body of a reply.
    ResponseBody,
    /// A value within the body of a reply.
    ResponseProperty,
    /// A header of a reply.
    ResponseHeader,
}

impl Area {
    /// What lies within.
    pub(super) fn within(self) -> Self {
        match self {
            Self::Parameter => Self::ParameterProperty,
            Self::RequestBody => Self::RequestProperty,
            Self::ResponseBody => Self::ResponseProperty,
            other => other,
        }
    }

    /// The word for it in a sentence.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Api => "the API",
            Self::Operation => "the operation",
            Self::Parameter => "the parameter",
            Self::ParameterProperty => "a value in the parameter",
            Self::RequestBody => "the request body",
            Self::RequestProperty => "the request",
            Self::ResponseBody => "the reply",
            Self::ResponseProperty => "a value in the reply",
            Self::ResponseHeader => "the header",
        }
    }
}

/// Where the walk is.
#[derive(Debug, Clone)]
pub(in crate::diff) struct At {
    pub(super) area: Area,
    pub(super) direction: Direction,
    /// `GET /items/{}`.
    pub(super) endpoint: Option<String>,
    /// `query:limit`, `status 200`, a property.
    pub(super) key: String,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
    /// The value does not travel this way: read-only in a request, write-only in a reply.
    pub(super) exempt: bool,
    /// Every value is written as text: parameters, headers, XML, forms.
    pub(super) text: bool,
    /// A list is written with its name before each element, so that a list of one is written like the value alone.
    pub(super) exploded: bool,
    /// Whether the whole operation is announced as not settled (`x-stability-level: alpha`).
    pub(super) unsettled: bool,
}

impl At {
    /// What it means that fewer values are allowed than before.
    pub(super) fn narrowed(&self) -> Wire {
        self.if_it_travels(self.direction != Direction::Response)
    }

    /// What it means that more values are allowed than before.
    pub(super) fn widened(&self) -> Wire {
        self.if_it_travels(self.direction != Direction::Request)
    }

    /// What it means that other values are allowed than before.
    pub(super) fn changed(&self) -> Wire {
        self.if_it_travels(true)
    }

    fn if_it_travels(&self, hurts: bool) -> Wire {
        if hurts && !self.exempt { Wire::Breaking } else { Wire::Compatible }
    }

    /// A place within this one.
    pub(super) fn within(&self, key: &str) -> Self {
        Self { key: key.to_owned(), ..self.clone() }
    }
}

/// What differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that says it.
    pub rule: &'static str,
    /// Which of the rule's cases.
    pub action: &'static str,
    /// What it is about.
    pub area: Area,
    /// What it means.
    pub wire: Wire,
    /// Which way the data travels.
    pub direction: Direction,
    /// The value does not travel this way, so that nobody is hurt.
    pub exempt: bool,
    /// `GET /items/{}`; of a shared schema that of the first operation that reaches it.
    pub endpoint: Option<String>,
    /// `query:limit`, a status, a property.
    pub key: String,
    /// JSON pointer in the old document.
    pub old: Option<String>,
    /// JSON pointer in the new document.
    pub new: Option<String>,
    /// One sentence of Markdown.
    pub message: String,
}

impl Finding {
    pub(super) fn rank(&self) -> impl Ord + use<> {
        let place = (self.new.clone(), self.old.clone(), self.key.clone());
        (place, self.rule, self.action, self.direction, self.area, self.message.clone())
    }
}
