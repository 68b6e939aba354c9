//! Two named APIs into the changes between them, judged for the users of the generated client.
//!
//! Both sides become facts (`delta`); a fact that differs is explained by exactly one rule (`rules`), one file each.
//! What no rule explains is shown as `unhandled`, so that nothing passes in silence.

mod delta;
mod facts;
mod model;
mod pairs;
pub mod render;
mod rules;
pub mod wire;

use crate::emit::{Surface, surface};
use crate::ir::Api;
use crate::names::Names;
pub use model::{Change, ChangePlace, Direction, Kind, Level, Report, SideOf, Verdict, Wire};
pub use rules::{RuleInfo, rules};

/// One side of a comparison.
#[derive(Debug)]
pub struct Side<'a> {
    pub(self) api: &'a Api,
    pub(self) names: &'a Names,
    pub(self) surface: Surface,
}

impl<'a> Side<'a> {
    /// A side with the public items of its crate.
    #[must_use]
    pub fn new(api: &'a Api, names: &'a Names) -> Self {
        Self { api, names, surface: surface(api, names) }
    }
}

/// What changes for users who go from the old client to the new one.
#[must_use]
pub fn diff(old: &Side<'_>, new: &Side<'_>) -> Report {
    let cx = delta::Cx::new(old, new);
    let mut changes: Vec<Change> = cx.deltas.iter().filter_map(|delta| rules::judge(&cx, delta)).collect();
    changes.sort_by_cached_key(Change::rank);
    changes.dedup();
    Report { changes }
}
