//! What the `decode`, `every_operation` and `mock` examples of every generated crate do.
//!
//! Exit codes: 0 fine; 1 the check found something; 2 it could not be done.

mod decode;
mod every_operation;
#[cfg(feature = "fake")]
mod mock;

pub use decode::{OfType, Replies, decode};
pub use every_operation::{Calls, every_operation, http_client};
#[cfg(feature = "fake")]
pub use mock::mock;

use std::io::Write;
use std::process::ExitCode;

/// A line on standard output.
fn say(line: &str) {
    // A reader that has gone away needs no line.
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

/// A line on standard error.
fn complain(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// The command was not understood.
fn usage(problem: &str, usage: &str) -> ExitCode {
    complain(problem);
    complain(usage);
    ExitCode::from(2)
}
