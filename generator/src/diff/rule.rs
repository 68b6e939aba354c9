//! What a rule is, and what it says of a difference.

use super::delta::{Cx, Delta};
use super::model::{Direction, Kind, Level, Wire};

/// A rule.
pub(super) struct Rule {
    pub(super) id: &'static str,
    pub(super) summary: &'static str,
    /// The level, unless the finding says otherwise.
    pub(super) client: Level,
    pub(super) kind: Kind,
    pub(super) wire: Wire,
    pub(super) direction: Direction,
    pub(super) check: fn(&Cx<'_>, &Delta) -> Option<Finding>,
}

/// What a rule is, for the table in the documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleInfo {
    /// Stable, kebab-case.
    pub id: &'static str,
    /// One line.
    pub summary: &'static str,
    /// The highest level it gives.
    pub client: Level,
    /// How users meet it.
    pub kind: Kind,
    /// The worst it means on the wire.
    pub wire: Wire,
    /// Which way the data travels.
    pub direction: Direction,
}

impl std::fmt::Display for RuleInfo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let word = |value: &dyn std::fmt::Debug| format!("{value:?}").to_lowercase();
        let (client, kind, wire) = (word(&self.client), word(&self.kind), word(&self.wire));
        let way = match self.direction {
            Direction::Both => "both ways",
            Direction::Request => "to the server",
            Direction::Response => "from the server",
        };
        write!(
            f,
            "{}. For users of the client at most {client} ({kind}); on the wire at most {wire}, {way}.",
            self.summary
        )
    }
}

/// What a rule says of a difference.
pub(super) struct Finding {
    pub(super) message: String,
    pub(super) item: Option<String>,
    pub(super) client: Option<Level>,
    pub(super) kind: Option<Kind>,
    pub(super) wire: Option<Wire>,
    pub(super) silent: bool,
}

impl Finding {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), item: None, client: None, kind: None, wire: None, silent: false }
    }

    /// The difference is explained by another one that has a row of its own.
    pub(super) fn silent() -> Self {
        Self { silent: true, ..Self::new("") }
    }

    pub(super) fn item(self, item: &str) -> Self {
        Self { item: Some(item.to_owned()), ..self }
    }

    pub(super) fn level(self, client: Level) -> Self {
        Self { client: Some(client), ..self }
    }

    pub(super) fn kind(self, kind: Kind) -> Self {
        Self { kind: Some(kind), ..self }
    }

    pub(super) fn wire(self, wire: Wire) -> Self {
        Self { wire: Some(wire), ..self }
    }
}
