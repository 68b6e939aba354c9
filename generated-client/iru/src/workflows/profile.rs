//! A configuration profile on disk → a custom profile that has it; what the caller did not set is not sent.

use std::path::PathBuf;
use std::time::Duration;

use super::course::{Course, Settings, workflow};
use super::storage::Installer;
use super::{Error, Workflows};
use crate::operations::custom_profiles as calls;
use crate::runtime::{File, Plan, PlanBody, PlanPart};
use crate::{Client, CustomProfile, LibraryItemId};

/// Profiles are small.
const DEADLINE: Duration = Duration::from_secs(300);

/// Creates a custom profile; see [`Workflows::create_profile`].
#[must_use = "a workflow does nothing until it is awaited"]
pub struct CreateProfile {
    client: Client,
    settings: Settings,
    path: PathBuf,
    call: calls::CreateCustomProfile,
}

/// Changes a custom profile; see [`Workflows::update_profile`].
#[must_use = "a workflow does nothing until it is awaited"]
pub struct UpdateProfile {
    client: Client,
    settings: Settings,
    path: Option<PathBuf>,
    call: calls::UpdateCustomProfile,
}

workflow!(CreateProfile => CustomProfile);
workflow!(UpdateProfile => CustomProfile);

impl Workflows {
    /// Creates a custom profile from a `.mobileconfig` on disk. At least one of the kinds of devices has to be named:
    ///
    /// ```no_run
    /// # async fn example(client: iru_client::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let create = client.workflows().create_profile("Acme Wi-Fi", "wifi.mobileconfig");
    /// let profile = create.configure(|call| call.runs_on_mac(true)).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// The server writes identifier, name and UUID at the top of the profile itself, so what it gives back differs there.
    pub fn create_profile(&self, name: impl Into<String>, path: impl Into<PathBuf>) -> CreateProfile {
        let path = path.into();
        CreateProfile {
            client: self.client.clone(),
            settings: Settings::new(DEADLINE),
            call: self.client.custom_profiles().create(name, File::open(&path)),
            path,
        }
    }

    /// Changes what is set of a custom profile, and nothing else: a profile that is not active stays so unless the caller
    /// says otherwise.
    pub fn update_profile(&self, library_item_id: impl Into<LibraryItemId>) -> UpdateProfile {
        UpdateProfile {
            client: self.client.clone(),
            settings: Settings::new(DEADLINE),
            path: None,
            call: self.client.custom_profiles().update(library_item_id),
        }
    }
}

impl CreateProfile {
    /// Sets what the operation lets a caller set: the kinds of devices, whether it is active.
    pub fn configure(mut self, change: impl FnOnce(calls::CreateCustomProfile) -> calls::CreateCustomProfile) -> Self {
        self.call = change(self.call);
        self
    }

    async fn run(self, _: &Course) -> Result<CustomProfile, Error> {
        let on = |part: &PlanPart| matches!(part, PlanPart::Text { name, text } if name.starts_with("runs_on_") && text == "true");
        if !parts(&self.call.plan()?).iter().any(on) {
            return Err(Error::Nothing("a profile has to run on some kind of device: set one of `runs_on_…`"));
        }
        Installer::look(&self.path, None).await?;
        Ok(self.call.await?)
    }
}

impl UpdateProfile {
    /// Replaces the profile itself by a `.mobileconfig` on disk.
    pub fn file(mut self, path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        self.call = self.call.file(File::open(&path));
        self.path = Some(path);
        self
    }

    /// Sets what the operation lets a caller set.
    pub fn configure(mut self, change: impl FnOnce(calls::UpdateCustomProfile) -> calls::UpdateCustomProfile) -> Self {
        self.call = change(self.call);
        self
    }

    async fn run(self, _: &Course) -> Result<CustomProfile, Error> {
        if parts(&self.call.plan()?).is_empty() {
            return Err(Error::Nothing("the update sets nothing"));
        }
        if let Some(path) = &self.path {
            Installer::look(path, None).await?;
        }
        Ok(self.call.await?)
    }
}

fn parts(plan: &Plan) -> &[PlanPart] {
    if let PlanBody::Parts(parts) = &plan.body { parts } else { &[] }
}
