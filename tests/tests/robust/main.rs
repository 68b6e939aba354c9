//! What the generator bears: random documents by a grammar, and small documents that ask for much.

#[cfg(unix)]
mod commands;
mod limits;
mod random;
