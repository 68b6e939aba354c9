//! Client of the golden API.

mod client;
#[cfg(feature = "fake")]
pub mod fake;
mod ids;
mod models;
pub mod operations;

pub use client::*;
pub use ids::*;
pub use models::*;
