//! Every message code with what it means and what to do about it; `cargo xtask explain` prints it.

/// Code and explanation, sorted by code.
pub const CODES: &[(&str, &str)] = &[];
