//! What every generated client runs on.
