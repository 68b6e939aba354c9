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
    let mut document = assemble::assemble(&sorted);
    crate::evidence::kindred::strip(&mut document);
    Some(document)
}

/// The codes of importing, and what each means.
pub const CODES: &[(&str, &str)] = &[
    (
        "import-conflict",
        "Two requests of a collection have one method and URL. The first is taken; the true URL of the other must be found out and added by hand.",
    ),
    ("import-empty", "Nothing in the files is a request of an API."),
    (
        "import-foreign",
        "A request goes to another server than most, such as an upload to a signed URL. It is no operation of this API and is left out.",
    ),
    ("import-format", "The file is neither a Postman collection 2.0.0 or 2.1.0 nor a HAR recording, or it is cut off."),
    ("import-no-status", "A saved response has no status. It is taken for the success of its request."),
    (
        "import-not-json",
        "The text of a saved response is not JSON and has no media type of its own: a remark, not a body. It says nothing of the type.",
    ),
    (
        "import-undecided",
        "The document and what was found name two types for one place, or the document closes an object that has more members. Nothing is changed; look which is true.",
    ),
    ("import-url", "The URL of a request had a brace too much, which was taken away."),
];
