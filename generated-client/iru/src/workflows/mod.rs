//! What an administrator does in several calls, as one: uploads, downloads, exports, assignments, commands, fleets.
//!
//! Each is begun on [`Client::workflows`], takes its options as setters, and runs when it is awaited. All have a deadline
//! for the whole, tell of their progress, and may be dropped at any point: what they were doing ends, and no half-written
//! file stays behind. What was sent to the server by then stays sent.
//!
//! ```no_run
//! use iru_client::{Client, InstallEnforcement, InstallType};
//!
//! # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
//! let app = client
//!     .workflows()
//!     .create_custom_app("Tool", InstallType::Package, InstallEnforcement::InstallOnce, "Tool-1.2.pkg")
//!     .configure(|app| app.restart(false))
//!     .on_progress(|progress| eprintln!("{progress}"))
//!     .await?;
//! println!("{}", app.id);
//! # Ok(())
//! # }
//! ```

mod assignment;
mod course;
mod custom_app;
mod device_command;
mod download;
mod error;
mod export;
mod fleet;
mod in_house_app;
mod profile;
mod rows;
mod script;
mod storage;

pub use assignment::{Assignment, AssignmentOutcome, AssignmentRefusal};
pub use course::Progress;
pub use custom_app::{CreateCustomApp, ReplaceInstaller};
pub use device_command::{CommandOutcome, DeviceCommandCall, FollowCommand, SentCommand, mdm};
pub use download::{DownloadInstaller, Installer};
pub use error::{Error, StorageError};
pub use export::Export;
pub use fleet::{Checkpoint, Fleet};
pub use in_house_app::{CreateInHouseApp, InHouseAppUploaded, ReplaceInHouseApp};
pub use profile::{CreateProfile, UpdateProfile};
pub use rows::{ExportRow, ExportRows};
pub use script::{CreateScript, UpdateScript};

use crate::Client;

/// Begins workflows.
#[derive(Debug, Clone)]
pub struct Workflows {
    client: Client,
}

impl Client {
    /// What takes several calls.
    pub fn workflows(&self) -> Workflows {
        Workflows { client: self.clone() }
    }
}
