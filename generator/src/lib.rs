//! From an OpenAPI document to the text of a Rust client crate.
#![forbid(unsafe_code)]

pub mod diagnostics;
pub mod document;
pub mod emit;
pub mod ir;
pub mod lower;
pub mod names;
pub mod output;
#[cfg(test)]
mod testing;
