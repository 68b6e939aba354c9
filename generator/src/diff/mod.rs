//! Two named APIs into the changes between them, judged for the users of the generated client.
//!
//! Both sides become facts (`delta`); a fact that differs is explained by exactly one rule (`rules`), one file each.
//! What no rule explains is shown as `unhandled`, so that nothing passes in silence.

mod delta;
mod facts;
mod join;
mod judge;
mod model;
mod pairs;
pub mod render;
mod review;
mod rule;
mod rules;
pub mod wire;

use serde_json::Value;

use crate::emit::{Surface, surface};
use crate::ir::Api;
use crate::names::Names;
pub use model::{Change, ChangePlace, Direction, Kind, Level, Report, SideOf, Verdict, Wire};
pub use review::{Acceptance, Stale};
pub use rule::RuleInfo;
pub use rules::rules;

/// One side of a comparison.
#[derive(Debug)]
pub struct Side<'a> {
    pub(self) api: &'a Api,
    pub(self) names: &'a Names,
    pub(self) surface: Surface,
    pub(self) document: Option<&'a Value>,
}

impl<'a> Side<'a> {
    /// A side with the public items of its crate.
    #[must_use]
    pub fn new(api: &'a Api, names: &'a Names) -> Self {
        Self { api, names, surface: surface(api, names), document: None }
    }

    /// The same with its document, whose references are all local ([`crate::document::Document::resolved`]): what a
    /// change means on the wire is judged on it.
    #[must_use]
    pub fn with_document(self, document: &'a Value) -> Self {
        Self { document: Some(document), ..self }
    }
}

/// What changes for users who go from the old client to the new one, and on the wire, where both sides have their
/// documents.
#[must_use]
pub fn diff(old: &Side<'_>, new: &Side<'_>) -> Report {
    let cx = delta::Cx::new(old, new);
    let mut changes: Vec<Change> = cx.deltas.iter().filter_map(|delta| judge::judge(&cx, delta)).collect();
    if let (Some(old), Some(new)) = (old.document, new.document) {
        changes = join::with_wire(&cx, changes, wire::compare(old, new));
    }
    changes.sort_by_cached_key(Change::rank);
    changes.dedup();
    Report { changes, document: None }
}
