//! Scripts on disk → a custom script that has them; what the caller did not set is not sent.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::course::{Course, Settings, workflow};
use super::{Error, Workflows};
use crate::operations::custom_scripts as calls;
use crate::runtime::PlanBody;
use crate::{Client, CustomScript, ExecutionFrequency, LibraryItemId};

/// Scripts are small.
const DEADLINE: Duration = Duration::from_secs(300);

/// Creates a custom script; see [`Workflows::create_script`].
#[must_use = "a workflow does nothing until it is awaited"]
pub struct CreateScript {
    client: Client,
    settings: Settings,
    script: PathBuf,
    remediation: Option<PathBuf>,
    call: Box<dyn FnOnce(String) -> calls::CreateCustomScript + Send>,
}

/// Changes a custom script; see [`Workflows::update_script`].
#[must_use = "a workflow does nothing until it is awaited"]
pub struct UpdateScript {
    client: Client,
    settings: Settings,
    script: Option<PathBuf>,
    remediation: Option<PathBuf>,
    call: calls::UpdateCustomScript,
}

workflow!(CreateScript => CustomScript);
workflow!(UpdateScript => CustomScript);

impl Workflows {
    /// Creates a custom script from a file. The server takes the last line break off.
    pub fn create_script(
        &self,
        name: impl Into<String>,
        execution_frequency: impl Into<ExecutionFrequency>,
        path: impl Into<PathBuf>,
    ) -> CreateScript {
        let (scripts, name, frequency) = (self.client.custom_scripts(), name.into(), execution_frequency.into());
        CreateScript {
            client: self.client.clone(),
            settings: Settings::new(DEADLINE),
            script: path.into(),
            remediation: None,
            call: Box::new(move |script| scripts.create(name, frequency, script)),
        }
    }

    /// Changes what is set of a custom script, and nothing else: whether a Mac restarts afterwards stays as it is unless
    /// the caller says otherwise.
    pub fn update_script(&self, library_item_id: impl Into<LibraryItemId>) -> UpdateScript {
        UpdateScript {
            client: self.client.clone(),
            settings: Settings::new(DEADLINE),
            script: None,
            remediation: None,
            call: self.client.custom_scripts().update(library_item_id),
        }
    }
}

impl CreateScript {
    /// A file with the script that runs where the first one fails.
    pub fn remediation(mut self, path: impl Into<PathBuf>) -> Self {
        self.remediation = Some(path.into());
        self
    }

    /// Sets what the operation lets a caller set: Self Service, restart, whether it is active.
    pub fn configure(
        mut self,
        change: impl FnOnce(calls::CreateCustomScript) -> calls::CreateCustomScript + Send + 'static,
    ) -> Self {
        let before = self.call;
        self.call = Box::new(move |script| change(before(script)));
        self
    }

    async fn run(self, _: &Course) -> Result<CustomScript, Error> {
        let mut call = (self.call)(read(&self.script).await?);
        if let Some(path) = &self.remediation {
            call = call.remediation_script(read(path).await?);
        }
        Ok(call.await?)
    }
}

impl UpdateScript {
    /// A file with the new script.
    pub fn script(mut self, path: impl Into<PathBuf>) -> Self {
        self.script = Some(path.into());
        self
    }

    /// A file with the new script that runs where the first one fails.
    pub fn remediation(mut self, path: impl Into<PathBuf>) -> Self {
        self.remediation = Some(path.into());
        self
    }

    /// Sets what the operation lets a caller set.
    pub fn configure(mut self, change: impl FnOnce(calls::UpdateCustomScript) -> calls::UpdateCustomScript) -> Self {
        self.call = change(self.call);
        self
    }

    async fn run(self, _: &Course) -> Result<CustomScript, Error> {
        let mut call = self.call;
        if let Some(path) = &self.script {
            call = call.script(read(path).await?);
        }
        if let Some(path) = &self.remediation {
            call = call.remediation_script(read(path).await?);
        }
        if matches!(&call.plan()?.body, PlanBody::None) || call.plan()?.body == PlanBody::Text("{}".to_owned()) {
            return Err(Error::Nothing("the update sets nothing"));
        }
        Ok(call.await?)
    }
}

async fn read(path: &Path) -> Result<String, Error> {
    crate::runtime::files::read_to_string(path).await.map_err(Error::file(path))
}
