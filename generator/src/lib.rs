//! From an OpenAPI document to the text of a Rust client crate.
#![forbid(unsafe_code)]

pub mod diagnostics;
pub mod document;
pub mod ir;
pub mod lower;
