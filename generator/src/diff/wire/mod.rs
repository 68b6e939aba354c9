//! Two documents into what differs on the wire: for any client of the API, whoever wrote it.
//!
//! The documents are walked side by side (`walk`), a pair of schemas seen through `schema`; each rule (`rules`, one
//! file each) says what a difference means for values that travel to the server and for those that come from it.

mod at;
mod map;
mod parts;
mod rules;
mod same;
mod schema;
mod walk;

pub use map::oasdiff_id;

pub use at::{Area, Finding};
pub(super) use rules::infos;
pub(super) use schema::escape;

use serde_json::Value;

/// What differs between two documents whose references are all local.
#[must_use]
pub fn compare(old: &Value, new: &Value) -> Vec<Finding> {
    let mut found = walk::documents(old, new);
    found.sort_by_cached_key(|one| (std::cmp::Reverse(one.wire), one.rank()));
    // A shared schema is met from many operations and said once.
    found.dedup_by(|a, b| a.rank() == b.rank() && a.wire == b.wire);
    found
}
