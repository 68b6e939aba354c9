//! A category of Prism → its rows as a stream: the export is ordered, waited for, and read while it arrives.

use std::time::Duration;

use super::course::{Backoff, Course, Progress, Settings, workflow};
use super::rows::ExportRows;
use super::{Error, Workflows, download};
use crate::operations::prism as calls;
use crate::runtime::CallOptions;
use crate::{Client, PrismExport, PrismExportCategory, PrismExportState};

/// Orders an export and reads it; see [`Workflows::export`].
#[must_use = "a workflow does nothing until it is awaited"]
pub struct Export {
    client: Client,
    settings: Settings,
    call: calls::ExportPrism,
}

workflow!(Export => ExportRows);

impl Workflows {
    /// Orders an export of a category of Prism, waits until it is there, and gives its rows as a stream: no more of it is
    /// in memory than a piece.
    ///
    /// The deadline holds for the whole, the rows included: an hour unless [`deadline`](Export::deadline) says otherwise.
    ///
    /// ```no_run
    /// # use iru_client::{Client, PrismExportCategory, PrismFamily};
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let export = client.workflows().export(PrismExportCategory::Apps);
    /// let mut rows = export.configure(|call| call.device_families([PrismFamily::Mac])).await?;
    /// while let Some(row) = rows.try_next().await? {
    ///     println!("{:?} {:?}", row.get("name"), row.get("version"));
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn export(&self, category: impl Into<PrismExportCategory>) -> Export {
        Export {
            client: self.client.clone(),
            settings: Settings::new(Duration::from_secs(3600)),
            call: self.client.prism().export(category),
        }
    }
}

impl Export {
    /// Sets what the operation lets a caller set: Blueprints, device families, a filter, the order.
    pub fn configure(mut self, change: impl FnOnce(calls::ExportPrism) -> calls::ExportPrism) -> Self {
        self.call = change(self.call);
        self
    }

    async fn run(self, course: &Course) -> Result<ExportRows, Error> {
        course.tell(Progress::Asking);
        let mut export = self.call.await?;
        let mut backoff = Backoff::new(Duration::from_secs(1), Duration::from_secs(15));
        let url = loop {
            if let Some(url) = address(&export)? {
                break url;
            }
            course.wait(&mut backoff).await;
            export = self.client.prism().get_export(&export.id).with(CallOptions::new().no_cache()).await?;
        };
        let body = download::open(&self.client, &url).await?;
        ExportRows::begin(body, course.clone()).await
    }
}

/// Where the finished export lies; none while it is not finished.
fn address(export: &PrismExport) -> Result<Option<String>, Error> {
    let text = export.error_msg.as_ref().filter(|text| !text.is_empty());
    if let Some(message) = text {
        return Err(Error::ExportFailed { message: message.clone() });
    }
    match &export.status {
        Some(PrismExportState::Success) => {
            let url = export.signed_url.as_ref().map(|url| url.expose().to_owned()).filter(|url| !url.is_empty());
            url.map(Some).ok_or(Error::Incomplete { operation: "prism.get_export", member: "signed_url" })
        }
        // Failures were never published; these are what they would be called.
        Some(PrismExportState::Unknown(state)) if is_failure(state) => {
            Err(Error::ExportFailed { message: state.clone() })
        }
        _ => Ok(None),
    }
}

fn is_failure(state: &str) -> bool {
    let state = state.to_ascii_lowercase();
    ["fail", "error", "cancel", "expired"].iter().any(|word| state.contains(word))
}
