//! A device action → the command that it queued, followed until the device has carried it out or refused it.

use std::collections::BTreeSet;
use std::fmt;
use std::future::IntoFuture;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::course::{Backoff, Course, Progress, Settings, workflow};
use super::{Error, Workflows};
use crate::runtime::{self, BoxFuture, CallOptions};
use crate::{Client, CommandId, CommandStatus, DeviceCommand, DeviceId};

/// What MDM calls the commands that the actions queue (Apple's `RequestType`).
pub mod mdm {
    /// `device_actions().clear_passcode(…)`
    pub const CLEAR_PASSCODE: &str = "ClearPasscode";
    /// `device_actions().delete_user(…)`
    pub const DELETE_USER: &str = "DeleteUser";
    /// `device_actions().update_inventory(…)` and `blank_push(…)`, among others.
    pub const DEVICE_INFORMATION: &str = "DeviceInformation";
    /// `lost_mode().update_location(…)`
    pub const DEVICE_LOCATION: &str = "DeviceLocation";
    /// `device_actions().lock(…)`
    pub const DEVICE_LOCK: &str = "DeviceLock";
    /// `lost_mode().disable(…)`
    pub const DISABLE_LOST_MODE: &str = "DisableLostMode";
    /// `lost_mode().enable(…)`
    pub const ENABLE_LOST_MODE: &str = "EnableLostMode";
    /// `device_actions().erase(…)`
    pub const ERASE_DEVICE: &str = "EraseDevice";
    /// `lost_mode().play_sound(…)`
    pub const PLAY_LOST_MODE_SOUND: &str = "PlayLostModeSound";
    /// `device_actions().refresh_cellular_plans(…)`
    pub const REFRESH_CELLULAR_PLANS: &str = "RefreshCellularPlans";
    /// `device_actions().restart(…)`
    pub const RESTART_DEVICE: &str = "RestartDevice";
    /// `device_actions().set_name(…)`, `set_data_roaming(…)` and `set_personal_hotspot(…)`
    pub const SETTINGS: &str = "Settings";
    /// `device_actions().shutdown(…)`
    pub const SHUT_DOWN_DEVICE: &str = "ShutDownDevice";
    /// `device_actions().unlock_account(…)`
    pub const UNLOCK_USER_ACCOUNT: &str = "UnlockUserAccount";
}

/// An action that is to be sent and followed; see [`Workflows::device_command`].
#[must_use = "a workflow does nothing until it is awaited"]
pub struct DeviceCommandCall<C> {
    client: Client,
    device_id: DeviceId,
    request_type: String,
    call: C,
}

/// An action that the server has taken.
#[derive(Clone)]
pub struct SentCommand<T> {
    /// What the action gave. The PIN of a locked Mac is here, and nowhere else a second time.
    pub reply: T,
    client: Client,
    device_id: DeviceId,
    request_type: String,
    /// The device's commands before this one.
    before: BTreeSet<CommandId>,
}

/// Follows a command; see [`SentCommand::follow`].
#[must_use = "a workflow does nothing until it is awaited"]
pub struct FollowCommand {
    client: Client,
    settings: Settings,
    device_id: DeviceId,
    request_type: String,
    before: BTreeSet<CommandId>,
}

/// What became of a command.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum CommandOutcome {
    /// The device carried it out.
    Completed(DeviceCommand),
    /// The device refused it, or failed at it; `error_chain` says why.
    Failed(DeviceCommand),
    /// It had not ended when the time was up: it is still queued, and may yet be carried out. This is how it stood last;
    /// none where the server had not listed it yet.
    TimedOut(Option<DeviceCommand>),
}

workflow!(FollowCommand);

impl Workflows {
    /// Sends a device action so that the command which it queues can be followed.
    ///
    /// An action's reply does not name its command. So the device's commands are read before, and the first new one of
    /// this type is the one; [`mdm`] has the types. Destructive actions are confirmed as ever:
    ///
    /// ```no_run
    /// # use std::time::Duration;
    /// # use iru_client::{Client, runtime::Confirm, workflows::{CommandOutcome, mdm}};
    /// # async fn example(client: Client, device: iru_client::DeviceId) -> Result<(), Box<dyn std::error::Error>> {
    /// let lock = client.device_actions().lock(&device).message("Call IT").confirm(Confirm::target("ZX7QK2M9LD"));
    /// let sent = client.workflows().device_command(&device, mdm::DEVICE_LOCK, lock).await?;
    /// // Keep the PIN before anything else can go wrong.
    /// let pin = sent.reply.pin.clone();
    /// match sent.follow().deadline(Duration::from_secs(600)).await? {
    ///     CommandOutcome::Completed(_) => println!("locked"),
    ///     CommandOutcome::Failed(command) => println!("failed: {:?}", command.error_chain),
    ///     outcome => println!("{outcome:?}"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn device_command<C, T>(
        &self,
        device_id: impl Into<DeviceId>,
        request_type: impl Into<String>,
        call: C,
    ) -> DeviceCommandCall<C>
    where
        C: IntoFuture<Output = Result<T, runtime::Error>>,
    {
        let request_type = request_type.into();
        DeviceCommandCall { client: self.client.clone(), device_id: device_id.into(), request_type, call }
    }
}

impl<C, T> IntoFuture for DeviceCommandCall<C>
where
    C: IntoFuture<Output = Result<T, runtime::Error>> + Send + 'static,
    C::IntoFuture: Send,
    T: Send + 'static,
{
    type Output = Result<SentCommand<T>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let Self { client, device_id, request_type, call } = self;
            let before = commands(&client, &device_id).await?.into_iter().map(|command| command.uuid).collect();
            // From here to the end nothing waits for anything but the action itself: its reply may be the only copy.
            let reply = call.await?;
            Ok(SentCommand { reply, client, device_id, request_type, before })
        })
    }
}

impl<C> fmt::Debug for DeviceCommandCall<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceCommandCall").field("request_type", &self.request_type).finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for SentCommand<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The reply may be a secret.
        f.debug_struct("SentCommand").field("request_type", &self.request_type).finish_non_exhaustive()
    }
}

impl<T> SentCommand<T> {
    /// Follows the command until the device has carried it out or failed at it, for ten minutes unless
    /// [`deadline`](FollowCommand::deadline) says otherwise. Can be asked for again after any end.
    pub fn follow(&self) -> FollowCommand {
        FollowCommand {
            client: self.client.clone(),
            settings: Settings::new(Duration::from_secs(600)),
            device_id: self.device_id.clone(),
            request_type: self.request_type.clone(),
            before: self.before.clone(),
        }
    }
}

impl IntoFuture for FollowCommand {
    type Output = Result<CommandOutcome, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let course = Course::new(&self.client, &self.settings);
            let last = Mutex::new(None);
            match course.within(self.watch(&course, &last)).await {
                // To a command the deadline is an outcome.
                Err(Error::Deadline { .. }) => {
                    Ok(CommandOutcome::TimedOut(last.into_inner().unwrap_or_else(PoisonError::into_inner)))
                }
                outcome => outcome,
            }
        })
    }
}

impl FollowCommand {
    async fn watch(&self, course: &Course, last: &Mutex<Option<DeviceCommand>>) -> Result<CommandOutcome, Error> {
        let mut backoff = Backoff::new(Duration::from_secs(2), Duration::from_secs(30));
        loop {
            course.tell(Progress::Asking);
            let mine = self.find(commands(&self.client, &self.device_id).await?);
            if let Some(command) = mine {
                match command.status {
                    Some(CommandStatus::Completed) => return Ok(CommandOutcome::Completed(command)),
                    Some(CommandStatus::Failed) => return Ok(CommandOutcome::Failed(command)),
                    _ => *last.lock().unwrap_or_else(PoisonError::into_inner) = Some(command),
                }
            }
            course.wait(&mut backoff).await;
        }
    }

    /// The first of the new commands of the type; where none says when it was asked for, the first in the list.
    fn find(&self, commands: Vec<DeviceCommand>) -> Option<DeviceCommand> {
        let is_type =
            |kind: &Option<String>| kind.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case(&self.request_type));
        let mine = commands.into_iter().filter(|command| {
            !self.before.contains(&command.uuid) && (is_type(&command.request_type) || is_type(&command.command_type))
        });
        mine.min_by_key(|command| command.date_requested.as_ref().and_then(runtime::Timestamp::instant))
    }
}

async fn commands(client: &Client, device_id: &DeviceId) -> Result<Vec<DeviceCommand>, runtime::Error> {
    client.devices().commands(device_id).with(CallOptions::new().no_cache()).stream().try_collect().await
}
