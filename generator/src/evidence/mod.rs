//! From what a document's own examples show, to repairs of what its schemas claim.
//!
//! A declared claim falls only to a contradiction, never to taste, and every change is a note that says what stood
//! there and what the examples show. The value tree is worked on in its original form (3.0 or 3.1).

pub(crate) mod dialect;
mod examples;
pub(crate) mod infer;
pub(crate) mod kind;
pub(crate) mod kindred;
pub(crate) mod lenient;
pub(crate) mod observe;
pub mod perturb;
pub mod replies;
pub mod report;
pub(crate) mod rules;
pub(crate) mod sites;
pub(crate) mod text;
pub(crate) mod tree;
mod trust;

pub use rules::{RuleInfo, explain};

use serde_json::Value;

use crate::diagnostics::Diagnostics;

/// Repairs the schemas of an OpenAPI value tree with the examples that the document carries for them.
///
/// Works on the original form of the document, after overlays and before any version is lowered, so that the result
/// can be shown. `x-no-repair: true` on a schema, media type, operation or path leaves that place as it is.
pub fn repair(tree: &mut Value, diagnostics: &mut Diagnostics) {
    examples::restore(tree, diagnostics);
    // Observations point into a copy, because the tree changes under them. Both are linear in the document.
    let snapshot = tree.clone();
    let bodies = sites::bodies(&snapshot);
    let dialect = dialect::Dialect::of(&snapshot);
    let observations = observe::observe(&snapshot, &bodies);
    let trust = trust::Trust::weigh(&observations);
    rules::apply(tree, &snapshot, &bodies, &observations, &trust, dialect, diagnostics);
    kindred::settle(tree, trust.is_doubtful(), dialect, diagnostics);
}
