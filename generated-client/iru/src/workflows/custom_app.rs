//! An installer on disk → a custom app that has it: upload, then create or change, waiting until the server has seen it.

use std::future::IntoFuture;
use std::path::PathBuf;
use std::time::Duration;

use super::course::{Backoff, Course, Progress, Settings, workflow};
use super::storage::{self, Installer, Kind};
use super::{Error, Workflows};
use crate::operations::custom_apps as calls;
use crate::{Client, CustomApp, InstallEnforcement, InstallType, KnownError, LibraryItemId, runtime};

/// Long enough for a large installer on a slow line.
const DEADLINE: Duration = Duration::from_secs(3600);

/// Uploads an installer and creates a custom app with it; see [`Workflows::create_custom_app`].
#[must_use = "a workflow does nothing until it is awaited"]
pub struct CreateCustomApp {
    client: Client,
    settings: Settings,
    path: PathBuf,
    file_name: Option<String>,
    call: Box<dyn Fn(&str) -> calls::CreateCustomApp + Send + Sync>,
}

/// Uploads an installer and gives it to a custom app; see [`Workflows::replace_installer`].
#[must_use = "a workflow does nothing until it is awaited"]
pub struct ReplaceInstaller {
    client: Client,
    settings: Settings,
    path: PathBuf,
    file_name: Option<String>,
    call: calls::UpdateCustomApp,
}

workflow!(CreateCustomApp => CustomApp);
workflow!(ReplaceInstaller => CustomApp);

impl Workflows {
    /// Creates a custom app with an installer from disk, which is read while it is sent.
    ///
    /// The connection to storage may break twice, and its ticket may expire once. The server then needs a while for the
    /// file; that is waited for. An hour in all, unless [`deadline`](CreateCustomApp::deadline) says otherwise.
    pub fn create_custom_app(
        &self,
        name: impl Into<String>,
        install_type: impl Into<InstallType>,
        install_enforcement: impl Into<InstallEnforcement>,
        path: impl Into<PathBuf>,
    ) -> CreateCustomApp {
        let (apps, name) = (self.client.custom_apps(), name.into());
        let (kind, enforcement) = (install_type.into(), install_enforcement.into());
        CreateCustomApp {
            client: self.client.clone(),
            settings: Settings::new(DEADLINE),
            path: path.into(),
            file_name: None,
            call: Box::new(move |file_key| apps.create(name.clone(), file_key, kind.clone(), enforcement.clone())),
        }
    }

    /// Gives a custom app a new installer from disk, and changes nothing else unless
    /// [`configure`](ReplaceInstaller::configure) says so. Otherwise as [`create_custom_app`](Self::create_custom_app).
    pub fn replace_installer(
        &self,
        library_item_id: impl Into<LibraryItemId>,
        path: impl Into<PathBuf>,
    ) -> ReplaceInstaller {
        ReplaceInstaller {
            client: self.client.clone(),
            settings: Settings::new(DEADLINE),
            path: path.into(),
            file_name: None,
            call: self.client.custom_apps().update(library_item_id),
        }
    }
}

impl CreateCustomApp {
    /// Sets what the operation lets a caller set: scripts, Self Service, whether it is active.
    pub fn configure(
        mut self,
        change: impl Fn(calls::CreateCustomApp) -> calls::CreateCustomApp + Send + Sync + 'static,
    ) -> Self {
        let before = self.call;
        self.call = Box::new(move |file_key| change(before(file_key)));
        self
    }

    /// Another file name for the server than the one on disk.
    pub fn file_name(mut self, file_name: impl Into<String>) -> Self {
        self.file_name = Some(file_name.into());
        self
    }

    async fn run(self, course: &Course) -> Result<CustomApp, Error> {
        let file = Installer::look(&self.path, self.file_name).await?;
        // What cannot be sent is known before a gigabyte is.
        (self.call)("").plan()?;
        let ticket = storage::upload(&self.client, course, Kind::CustomApp, &file).await?;
        until_processed(course, (self.call)(&ticket.file_key)).await
    }
}

impl ReplaceInstaller {
    /// Changes other settings in the same call.
    pub fn configure(mut self, change: impl FnOnce(calls::UpdateCustomApp) -> calls::UpdateCustomApp) -> Self {
        self.call = change(self.call);
        self
    }

    /// Another file name for the server than the one on disk.
    pub fn file_name(mut self, file_name: impl Into<String>) -> Self {
        self.file_name = Some(file_name.into());
        self
    }

    async fn run(self, course: &Course) -> Result<CustomApp, Error> {
        let file = Installer::look(&self.path, self.file_name).await?;
        self.call.plan()?;
        let ticket = storage::upload(&self.client, course, Kind::CustomApp, &file).await?;
        until_processed(course, self.call.file_key(ticket.file_key)).await
    }
}

/// Repeats the call while the server says that it has not seen the file yet: then it has done nothing.
async fn until_processed<C>(course: &Course, call: C) -> Result<CustomApp, Error>
where
    C: IntoFuture<Output = Result<CustomApp, runtime::Error>> + Clone,
{
    let mut backoff = Backoff::new(Duration::from_secs(1), Duration::from_secs(30));
    loop {
        course.tell(Progress::Asking);
        match call.clone().await {
            Err(error) if is_processing(&error) => course.wait(&mut backoff).await,
            outcome => return Ok(outcome?),
        }
    }
}

/// Other failures have the same status, and prove nothing.
fn is_processing(error: &runtime::Error) -> bool {
    error.status().is_some_and(|status| status.as_u16() == 503)
        && KnownError::of(error) == Some(KnownError::UploadStillProcessed)
}
