//! The macros that generated code calls: each writes the same few lines for every client, call, id and enum.
//! Those for models are in [`crate::model`].

mod call;
mod client;
mod id;
mod known_errors;
mod open_enum;
