//! A call gets on its way differently: it can be downloaded, or is opened as a stream.

use super::{Aspect, Cx, Delta, Finding, Rule};
use crate::diff::{Direction, Kind, Level, Wire};

pub(super) const RULE: Rule = Rule {
    id: "sending-changed",
    summary: "a call is sent in another way",
    client: Level::Major,
    kind: Kind::Compile,
    wire: Wire::None,
    direction: Direction::Response,
    check,
};

fn check(_: &Cx<'_>, delta: &Delta) -> Option<Finding> {
    let (old, new) = delta.changed(Aspect::Ways)?;
    let gained = old.split(", ").all(|way| new.split(", ").any(|other| other == way));
    let finding = Finding::new(format!("is started by {} instead of {}", words(new), words(old)));
    Some(if gained { finding.level(Level::Minor).kind(Kind::Addition) } else { finding })
}

fn words(ways: &str) -> &'static str {
    match ways {
        "open" => "awaiting it alone",
        "send, download" => "awaiting it, `send()` or `download()`",
        _ => "awaiting it or `send()`",
    }
}
