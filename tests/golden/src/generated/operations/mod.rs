//! The operations, a file for each group.

mod device_actions;
mod devices;
mod inventory;
mod library;

pub use device_actions::*;
pub use devices::*;
pub use inventory::*;
pub use library::*;
