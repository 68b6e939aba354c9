//! The emitted crate as a program meets it: values there and back, requests byte for byte.

mod encodings;
mod instances;
mod media_types;
mod payloads;
mod round_trip;
