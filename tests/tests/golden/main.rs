//! The golden client: what the emitter's output must look like, do, and refuse to compile.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that fails should say where")]

mod calls;
