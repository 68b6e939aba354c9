//! Client of the Iru (formerly Kandji) device management API.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = iru_client::Client::builder()
//!     .tenant("acme")
//!     .token(std::env::var("IRU_API_TOKEN")?)
//!     .build()?;
//!
//! let mut macs = client.devices().list().platform("Mac").stream();
//! while let Some(device) = macs.try_next().await? {
//!     println!("{:?}", device.serial_number);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! [`Client::from_env`] takes tenant and token from the environment; [`ClientBuilder::tenant_url`] takes the tenant's
//! address as people write it, whichever its region.
//!
//! # Calls
//! A method describes a request and returns a *call*: await it for the value, `send()` it for status and headers beside
//! the value, `plan()` it to see the request without sending it, and `stream()` it where the API pages.
//! A call that loses something for good has to be confirmed with what it is aimed at before it can be sent.
//!
//! # Replies
//! Replies are read leniently: no field is required unless it identifies the object, a value of the wrong type costs that
//! value and not the reply, and members that this version does not know are kept in `extra`.
//!
//! # Workflows
//! What takes several calls is one on [`Client::workflows`]: uploads and downloads of installers, exports, assignments,
//! device commands that are followed to their end, and work on a whole fleet.
//!
#![doc = include_str!("../GUIDE.md")]

mod config;
mod generated;
mod tenant;
pub mod workflows;

pub use config::TenantUrl;
pub use generated::*;
/// What every generated client runs on: errors, files, confirmations, options.
pub use openapi_client_runtime as runtime;
pub use tenant::{Migration, TenantLocation, WrongHost};
