//! An `.ipa` on disk → an in-house app that has it: upload, wait until the server has checked it, create or change.

use std::path::PathBuf;
use std::time::Duration;

use super::course::{Backoff, Course, Progress, Settings, workflow};
use super::storage::{self, Installer, Kind, Ticket};
use super::{Error, Workflows};
use crate::operations::in_house_apps as calls;
use crate::runtime::CallOptions;
use crate::{Client, InHouseApp, InHouseAppUploadStatus, LibraryItemId, PendingUploadId, UploadState};

/// Long enough for a large app on a slow line.
const DEADLINE: Duration = Duration::from_secs(3600);

/// Uploads an `.ipa` and creates an in-house app with it; see [`Workflows::create_in_house_app`].
#[must_use = "a workflow does nothing until it is awaited"]
pub struct CreateInHouseApp {
    client: Client,
    settings: Settings,
    path: PathBuf,
    call: Box<dyn Fn(&str) -> calls::CreateInHouseApp + Send + Sync>,
}

/// Uploads an `.ipa` and gives it to an in-house app; see [`Workflows::replace_in_house_app`].
#[must_use = "a workflow does nothing until it is awaited"]
pub struct ReplaceInHouseApp {
    client: Client,
    settings: Settings,
    path: PathBuf,
    call: calls::UpdateInHouseApp,
}

/// An in-house app that was uploaded.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct InHouseAppUploaded {
    /// Where it lies in storage.
    pub file_key: String,
    /// What the server found in it.
    pub status: InHouseAppUploadStatus,
    /// The Library Item. The API does not say which one it made, so it is looked for; none where it was not found.
    pub app: Option<InHouseApp>,
}

workflow!(CreateInHouseApp => InHouseAppUploaded);
workflow!(ReplaceInHouseApp => InHouseAppUploaded);

impl Workflows {
    /// Creates an in-house app from an `.ipa` on disk, which is read while it is sent.
    ///
    /// The connection to storage may break twice, and its ticket may expire once. The server is then asked each second
    /// whether it has checked the app. An hour in all, unless [`deadline`](CreateInHouseApp::deadline) says otherwise.
    pub fn create_in_house_app(&self, name: impl Into<String>, path: impl Into<PathBuf>) -> CreateInHouseApp {
        let (apps, name) = (self.client.in_house_apps(), name.into());
        CreateInHouseApp {
            client: self.client.clone(),
            settings: Settings::new(DEADLINE),
            path: path.into(),
            call: Box::new(move |file_key| apps.create(file_key, name.clone())),
        }
    }

    /// Gives an in-house app another `.ipa`, and changes nothing else unless
    /// [`configure`](ReplaceInHouseApp::configure) says so. Otherwise as
    /// [`create_in_house_app`](Self::create_in_house_app).
    pub fn replace_in_house_app(
        &self,
        library_item_id: impl Into<LibraryItemId>,
        path: impl Into<PathBuf>,
    ) -> ReplaceInHouseApp {
        ReplaceInHouseApp {
            client: self.client.clone(),
            settings: Settings::new(DEADLINE),
            path: path.into(),
            call: self.client.in_house_apps().update(library_item_id),
        }
    }
}

impl CreateInHouseApp {
    /// Sets what the operation lets a caller set: the devices it runs on, whether it is active.
    pub fn configure(
        mut self,
        change: impl Fn(calls::CreateInHouseApp) -> calls::CreateInHouseApp + Send + Sync + 'static,
    ) -> Self {
        let before = self.call;
        self.call = Box::new(move |file_key| change(before(file_key)));
        self
    }

    async fn run(self, course: &Course) -> Result<InHouseAppUploaded, Error> {
        let file = Installer::look(&self.path, None).await?;
        (self.call)("").plan()?;
        let (ticket, status) = checked(&self.client, course, &file).await?;
        (self.call)(&ticket.file_key).await?;
        found(&self.client, course, ticket, status).await
    }
}

impl ReplaceInHouseApp {
    /// Changes other settings in the same call.
    pub fn configure(mut self, change: impl FnOnce(calls::UpdateInHouseApp) -> calls::UpdateInHouseApp) -> Self {
        self.call = change(self.call);
        self
    }

    async fn run(self, course: &Course) -> Result<InHouseAppUploaded, Error> {
        let file = Installer::look(&self.path, None).await?;
        self.call.plan()?;
        let (ticket, status) = checked(&self.client, course, &file).await?;
        self.call.file_key(&ticket.file_key).await?;
        found(&self.client, course, ticket, status).await
    }
}

/// Uploads, and waits until the server has checked what came.
async fn checked(
    client: &Client,
    course: &Course,
    file: &Installer,
) -> Result<(Ticket, InHouseAppUploadStatus), Error> {
    let ticket = storage::upload(client, course, Kind::InHouseApp, file).await?;
    let lacks = || Error::Incomplete { operation: "in_house_apps.upload", member: "id" };
    let status = settled(client, course, ticket.pending.as_ref().ok_or_else(lacks)?).await?;
    Ok((ticket, status))
}

async fn settled(client: &Client, course: &Course, id: &PendingUploadId) -> Result<InHouseAppUploadStatus, Error> {
    // Each second: the vendor's own advice.
    let mut backoff = Backoff::new(Duration::from_secs(1), Duration::from_secs(1));
    loop {
        let status = client.in_house_apps().upload_status(id).with(CallOptions::new().no_cache()).await?;
        match status.status {
            Some(UploadState::Validated) => return Ok(status),
            Some(state @ (UploadState::UploadFailed | UploadState::ValidateFailed)) => {
                return Err(Error::UploadRejected { state, reason: status.reason });
            }
            // A state that this version does not know is no end.
            _ => course.wait(&mut backoff).await,
        }
    }
}

async fn found(
    client: &Client,
    course: &Course,
    ticket: Ticket,
    status: InHouseAppUploadStatus,
) -> Result<InHouseAppUploaded, Error> {
    course.tell(Progress::Asking);
    let mut apps = client.in_house_apps().list().with(CallOptions::new().no_cache()).stream();
    let mut app = None;
    // The app is there by now; a list that fails does not undo that.
    while let Ok(Some(candidate)) = apps.try_next().await {
        if candidate.file_key.as_deref() == Some(&ticket.file_key) {
            app = Some(candidate);
            break;
        }
    }
    Ok(InHouseAppUploaded { file_key: ticket.file_key, status, app })
}
