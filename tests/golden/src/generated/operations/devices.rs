//! Devices and what is known of them.

use openapi_client_runtime as rt;

use crate::generated::{ids::*, models::*};

/// Devices and what is known of them.
#[derive(Debug, Clone)]
pub struct Devices {
    client: rt::Client,
}

impl Devices {
    pub(crate) fn new(client: rt::Client) -> Self {
        Self { client }
    }

    /// Lists devices.
    ///
    /// `GET /api/v1/devices`
    ///
    /// Effect: read. Pages by `offset`, at most 300 items each; [`stream`](ListDevices::stream) reads them all.
    pub fn list(&self) -> ListDevices {
        ListDevices { call: rt::Call::new(&self.client, &LIST_DEVICES) }
    }

    /// Gets a device.
    ///
    /// `GET /api/v1/devices/{device_id}`
    ///
    /// Effect: read.
    pub fn get(&self, device_id: impl Into<DeviceId>) -> GetDevice {
        let mut call = rt::Call::new(&self.client, &GET_DEVICE);
        call.path("device_id", device_id.into());
        GetDevice { call }
    }
}

static LIST_DEVICES: rt::Operation = rt::Operation {
    id: "devices.list",
    method: "GET",
    path: "/api/v1/devices",
    paging: Some(rt::Paging {
        style: rt::PagingStyle::Offset { parameter: "offset" },
        size: Some(("limit", Some(300))),
    }),
    ..rt::Operation::DEFAULT
};

/// A call of [`Devices::list`].
#[derive(Debug, Clone)]
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct ListDevices {
    call: rt::Call,
}

impl ListDevices {
    /// Devices of this platform only.
    pub fn platform(mut self, platform: impl Into<Platform>) -> Self {
        self.call.query("platform", platform.into());
        self
    }

    /// Items in a page.
    pub fn limit(mut self, limit: impl Into<i64>) -> Self {
        self.call.query("limit", limit.into());
        self
    }

    /// Items to pass over.
    pub fn offset(mut self, offset: impl Into<i64>) -> Self {
        self.call.query("offset", offset.into());
        self
    }
}

rt::paged_call!(ListDevices => Vec<Device>, rt::reply::json, Device, |page: Vec<Device>| rt::Page::new(page));

pub(super) static GET_DEVICE: rt::Operation =
    rt::Operation { id: "devices.get", method: "GET", path: "/api/v1/devices/{device_id}", ..rt::Operation::DEFAULT };

/// A call of [`Devices::get`].
#[derive(Debug, Clone)]
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct GetDevice {
    call: rt::Call,
}

rt::call!(GetDevice => Device, rt::reply::json);
