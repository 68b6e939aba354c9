//! From what vendors really publish (Postman collections) and what was recorded (HAR) to an OpenAPI value tree.
//!
//! Types are inferred over all examples of a place together, by the engine that repairs documents. Of a recording only
//! names and types are taken: no value, no header and no token of it reaches the result.

mod assemble;
mod har;
pub mod merge;
mod postman;
mod reading;
mod traffic;
mod url;

pub(crate) use traffic::shape;

use serde_json::Value;

use crate::diagnostics::Diagnostics;
use crate::document::Source;

/// Reads collections and recordings into one OpenAPI 3.1 tree; `None` if one of them is none, or nothing is in them.
///
/// Messages have the name of the file as their place.
pub fn import(sources: &[Source], d: &mut Diagnostics) -> Option<Value> {
    let mut traffic = traffic::Traffic::default();
    for source in sources {
        let mut messages = Diagnostics::new();
        let read = reading::read(source, &mut messages);
        for mut message in messages.into_vec() {
            message.place.file = Some(source.name.clone());
            d.push(message);
        }
        traffic.extend(read?);
    }
    let sorted = traffic::sort(traffic, d);
    if sorted.operations.is_empty() {
        d.error("import-empty", "", "no request of an API was found", "export the requests with their saved responses");
        return None;
    }
    Some(assemble::assemble(&sorted))
}
