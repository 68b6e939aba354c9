//! What the API sends and takes.

use openapi_client_runtime as rt;
use serde::{Deserialize, Serialize};

use super::ids::*;

/// A managed device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Device {
    /// Identifies the device.
    pub device_id: DeviceId,
    /// Serial number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serial_number: Option<String>,
    /// Platform.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<Platform>,
    /// When it last called in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_check_in: Option<rt::Timestamp>,
    /// Whether it is supervised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervised: Option<rt::TextBool>,
    /// Who it is assigned to.
    #[serde(default, deserialize_with = "rt::empty_is_absent", skip_serializing_if = "rt::Nullable::is_absent")]
    pub user: rt::Nullable<User>,
    /// Members that this version does not know.
    #[serde(flatten)]
    pub extra: rt::Extra,
}

/// A person.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct User {
    /// Name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// E-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Members that this version does not know.
    #[serde(flatten)]
    pub extra: rt::Extra,
}

/// Kind of device.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Platform {
    /// `Mac`
    Mac,
    /// `iPad`
    IPad,
    /// A value that this version does not know, kept as it came.
    Unknown(String),
}

rt::text_enum!(Platform { Mac = "Mac", IPad = "iPad" });

/// State of a command.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum CommandStatus {
    /// `1`
    Pending,
    /// `3`
    Completed,
    /// A value that this version does not know, kept as it came.
    Unknown(i64),
}

rt::int_enum!(CommandStatus { Pending = 1, Completed = 3 });

/// How a device comes back after it was erased.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ReturnToServiceInput {
    #[serde(rename = "Enabled")]
    enabled: bool,
    #[serde(rename = "ProfileId", skip_serializing_if = "rt::Nullable::is_absent")]
    profile_id: rt::Nullable<String>,
}

impl ReturnToServiceInput {
    /// With what it cannot do without.
    pub fn new(enabled: bool) -> Self {
        Self { enabled, profile_id: rt::Nullable::Absent }
    }

    /// Wi-Fi profile that it joins with; null for none.
    pub fn profile_id(mut self, profile_id: impl Into<rt::Nullable<String>>) -> Self {
        self.profile_id = profile_id.into();
        self
    }
}

/// A profile in the library.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CustomProfile {
    /// Name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether it is in use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    /// Members that this version does not know.
    #[serde(flatten)]
    pub extra: rt::Extra,
}

/// Rows of an inventory query.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct GadgetList {
    /// The rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub d: Vec<Gadget>,
    /// Members that this version does not know.
    #[serde(flatten)]
    pub extra: rt::Extra,
}

/// A gadget.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Gadget {
    /// Identifies the gadget.
    pub id: GadgetId,
    /// Name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Members that this version does not know.
    #[serde(flatten)]
    pub extra: rt::Extra,
}

/// Fields of [`Gadget`] for filters.
pub mod gadget {
    use openapi_client_runtime::filter::Field;

    use super::Gadget;

    /// `id`
    pub const ID: Field<Gadget, i64> = Field::new("id");
    /// `name`
    pub const NAME: Field<Gadget, String> = Field::new("name");
}
