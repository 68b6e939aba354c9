//! From what vendors really publish (Postman collections) and what was recorded (HAR) to an OpenAPI value tree.
//!
//! Types are inferred over all examples of a place together, by the engine that repairs documents. Of a recording only
//! names and types are taken: no value, no header and no token of it reaches the result.

mod assemble;
mod har;
pub mod merge;
mod postman;
mod reading;
mod sketch;
mod traffic;
mod url;

pub use reading::is_recording;
pub(crate) use traffic::shape;

use std::io::Read;

use serde_json::Value;

use crate::diagnostics::Diagnostics;
use crate::document::Source;

/// Reads collections and recordings into one OpenAPI 3.1 tree; `None` if one of them is none, or nothing is in them.
///
/// Messages have the name of the file as their place.
pub fn import(sources: &[Source], d: &mut Diagnostics) -> Option<Value> {
    let mut importer = Importer::default();
    for source in sources {
        importer.add(source, d);
    }
    importer.finish(d)
}

/// An import, file by file.
#[derive(Debug, Default)]
pub struct Importer {
    traffic: traffic::Traffic,
    failed: bool,
}

impl Importer {
    /// Takes in a collection or a recording.
    pub fn add(&mut self, source: &Source, d: &mut Diagnostics) {
        self.take(&source.name, d, |d| reading::read(source, d));
    }

    /// Takes in a recording from where it is stored; of each entry only the types are held.
    pub fn add_recording(&mut self, name: &str, reader: impl Read, d: &mut Diagnostics) {
        self.take(name, d, |d| reading::recording(reader, d));
    }

    fn take(
        &mut self,
        name: &str,
        d: &mut Diagnostics,
        read: impl FnOnce(&mut Diagnostics) -> Option<traffic::Traffic>,
    ) {
        let mut messages = Diagnostics::new();
        let read = read(&mut messages);
        for mut message in messages.into_vec() {
            message.place.file = Some(name.to_owned());
            d.push(message);
        }
        match read {
            Some(traffic) => self.traffic.extend(traffic),
            None => self.failed = true,
        }
    }

    /// The OpenAPI 3.1 tree of everything; `None` if a file could not be read, or nothing is in them.
    pub fn finish(self, d: &mut Diagnostics) -> Option<Value> {
        if self.failed {
            return None;
        }
        let sorted = traffic::sort(self.traffic, d);
        if sorted.operations.is_empty() {
            let help = "export the requests with their saved responses";
            d.error("import-empty", "", "no request of an API was found", help);
            return None;
        }
        let mut document = assemble::assemble(&sorted);
        crate::evidence::kindred::strip(&mut document);
        Some(document)
    }
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
