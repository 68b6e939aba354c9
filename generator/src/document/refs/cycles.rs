//! Circles of references that lead to nothing but one another.

use serde_json::Value;

use super::target::{Spot, Trees};
use crate::document::path::Path;

/// How many references are followed.
const LIMIT: usize = 64;

/// The members of the circle that starts at a place, in their order; `None` where the way ends in something else.
pub(super) fn circle(trees: &Trees<'_>, start: &Spot) -> Option<Vec<Spot>> {
    let mut way: Vec<Spot> = Vec::new();
    let mut here = start.clone();
    while way.len() < LIMIT {
        let Value::Object(map) = trees.get(&here)? else { return None };
        let reference = map.get("$ref")?.as_str()?;
        if let Some(first) = way.iter().position(|passed| *passed == here) {
            return Some(way.split_off(first));
        }
        let next = trees.find(reference, here.file, &Path::Base(&here.pointer)).ok()?;
        way.push(std::mem::replace(&mut here, next));
    }
    Some(way)
}
