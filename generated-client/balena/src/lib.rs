//! Client of the balena API, version 7.
//!
//! ```no_run
//! use balena_client::{application, device, release, runtime::odata::Query};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = balena_client::Client::builder().token(std::env::var("BALENA_API_KEY")?).build()?;
//!
//! let online = client
//!     .devices()
//!     .list()
//!     .select((device::UUID, device::DEVICE_NAME))
//!     .filter(device::IS_ONLINE.eq(true).and(device::BELONGS_TO_APPLICATION.any(application::SLUG.eq("acme/fleet"))))
//!     .expand(device::IS_RUNNING_RELEASE.with(Query::new().select(release::COMMIT)))
//!     .order_by(device::DEVICE_NAME.asc())
//!     .top(50)
//!     .await?;
//! for device in online {
//!     println!("{:?} {:?}", device.device_name, device.is_running_release.row().map(|release| &release.commit));
//! }
//! # Ok(())
//! # }
//! ```
//!
//! An openBalena of your own is named by `.base_url("https://api.balena.example.com")`. Without a token the client reads
//! what is public.
//!
//! # Sets
//! Each set of rows has a method of the client (`devices()`) and a module (`device`) with a constant for each property
//! and navigation, and a function for each key beside the id. What is read, of which rows and in which order is said with
//! these constants: a property of another set, and a value of another type, do not compile. Every property of a row is
//! optional, since only what was selected is there; a navigation is [`Nav`](runtime::odata::Nav) or
//! [`Many`](runtime::odata::Many).
//!
//! # Changes
//! One row is changed or deleted by its key. Rows that match a condition are changed together only behind a stated
//! maximum: `client.device_tags().matching(device_tag::VALUE.eq("old")).at_most(20).delete().await?` counts first and
//! refuses more. The count and the change are two requests, not one transaction.

mod generated;

pub use generated::*;
/// What every generated client runs on: errors, queries, confirmations, options.
pub use openapi_client_runtime as runtime;
