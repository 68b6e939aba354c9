//! From an OpenAPI document to the text of a Rust client crate.
//!
//! The whole way is [`generate`]; each stage is a module that a reader can enter on its own:
//!
//! ```text
//! document   text → value tree → overlays → (evidence repairs) → 3.1 lowered to 3.0 → openapiv3
//! lower      openapiv3 → ir
//! names      ir → identifiers
//! emit       (ir, names) → tokens
//! output     tokens → text of files
//! ```
//!
//! The library reads no file, no clock and no environment; other documents that a document refers to come through a
//! [`document::Loader`].

pub mod diagnostics;
pub mod document;
pub mod emit;
pub mod evidence;
pub mod ir;
pub mod lower;
