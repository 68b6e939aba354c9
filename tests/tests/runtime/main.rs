//! The runtime over real sockets: what it does when servers, networks and arguments misbehave.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that fails should say where")]

mod effects;
mod faults;
mod faulty;
mod hostile;
mod limiter;
mod paging;
mod secrets;
mod support;
mod tokens;
mod waiting;
