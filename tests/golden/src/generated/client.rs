//! The client and its groups.

use openapi_client_runtime as rt;

use super::operations::*;

/// The API that this client speaks.
pub static API: rt::Api = rt::Api {
    name: "golden-client",
    version: env!("CARGO_PKG_VERSION"),
    server: "https://{tenant}.{region}",
    variables: &[("tenant", None), ("region", Some("api.example.com"))],
    security: &[rt::Security::Bearer],
    rate_limits: &[(50, 1), (10_000, 3600)],
};

rt::client! {
    /// Client of the golden API.
    Client, ClientBuilder, API
}

impl ClientBuilder {
    /// Name of the tenant, the first part of its host.
    pub fn tenant(self, tenant: impl Into<String>) -> Self {
        self.variable("tenant", tenant)
    }

    /// Host of the region.
    pub fn region(self, region: impl Into<String>) -> Self {
        self.variable("region", region)
    }
}

impl Client {
    /// Devices and what is known of them.
    pub fn devices(&self) -> Devices {
        Devices::new(self.runtime().clone())
    }

    /// Commands to devices.
    pub fn device_actions(&self) -> DeviceActions {
        DeviceActions::new(self.runtime().clone())
    }

    /// What is installed on devices.
    pub fn library(&self) -> Library {
        Library::new(self.runtime().clone())
    }

    /// Inventory, queried with filters.
    pub fn inventory(&self) -> Inventory {
        Inventory::new(self.runtime().clone())
    }
}
