//! Commands to devices.

use openapi_client_runtime as rt;

use super::devices::GET_DEVICE;
use crate::generated::{ids::*, models::*};

/// Commands to devices.
#[derive(Debug, Clone)]
pub struct DeviceActions {
    client: rt::Client,
}

impl DeviceActions {
    pub(crate) fn new(client: rt::Client) -> Self {
        Self { client }
    }

    /// Erases a device.
    ///
    /// `POST /api/v1/devices/{device_id}/action/erase`
    ///
    /// Effect: destructive. Confirm with the device's `serial_number`, which is read from
    /// [`Devices::get`](super::Devices::get) and compared. Repeated on 429 only: the server did nothing then.
    pub fn erase(&self, device_id: impl Into<DeviceId>) -> EraseDevice {
        let mut call = rt::Call::new(&self.client, &ERASE_DEVICE);
        call.path("device_id", device_id.into());
        EraseDevice { call }
    }
}

static ERASE_DEVICE: rt::Operation = rt::Operation {
    id: "device_actions.erase",
    method: "POST",
    path: "/api/v1/devices/{device_id}/action/erase",
    effect: rt::Effect::Destructive,
    retry_on: &[429],
    body: rt::BodyKind::Json,
    confirm: Some(rt::ConfirmCheck { operation: &GET_DEVICE, field: "/serial_number" }),
    ..rt::Operation::DEFAULT
};

/// A call of [`DeviceActions::erase`].
#[derive(Debug, Clone)]
#[must_use = "a call does nothing until it is confirmed and awaited or sent"]
pub struct EraseDevice {
    call: rt::Call,
}

impl EraseDevice {
    /// Six characters that unlock the device.
    pub fn pin(mut self, pin: impl Into<rt::SecretText>) -> Self {
        self.call.field("PIN", pin.into());
        self
    }

    /// Whether the mobile data plan is kept.
    pub fn preserve_data_plan(mut self, preserve_data_plan: impl Into<bool>) -> Self {
        self.call.field("PreserveDataPlan", preserve_data_plan.into());
        self
    }

    /// How the device comes back.
    pub fn return_to_service(mut self, return_to_service: impl Into<ReturnToServiceInput>) -> Self {
        self.call.field("ReturnToService", return_to_service.into());
        self
    }
}

rt::destructive_call!(EraseDevice => (), rt::reply::empty);
