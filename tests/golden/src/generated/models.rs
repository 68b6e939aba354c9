//! What the API sends and takes.

use openapi_client_runtime as rt;

use super::ids::*;

/// A managed device.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Device {
    /// Identifies the device.
    pub device_id: DeviceId,
    /// Serial number.
    pub serial_number: Option<String>,
    /// Platform.
    pub platform: Option<Platform>,
    /// When it last called in.
    pub last_check_in: Option<rt::Timestamp>,
    /// Whether it is supervised.
    pub supervised: Option<rt::TextBool>,
    /// Who it is assigned to.
    pub user: rt::Nullable<User>,
    /// Members that this version does not know.
    pub extra: rt::Extra,
}

rt::model!(Device { device_id = "device_id" (identity), serial_number = "serial_number", platform = "platform", last_check_in = "last_check_in", supervised = "supervised", user = "user" (empty_is_absent) });

/// A person.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct User {
    /// Name.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Members that this version does not know.
    pub extra: rt::Extra,
}

rt::model!(User { name = "name", email = "email" (personal) });

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
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ReturnToServiceInput {
    enabled: bool,
    profile_id: rt::Nullable<String>,
}

rt::request_model!(ReturnToServiceInput { enabled = "Enabled", profile_id = "ProfileId" });

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
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct CustomProfile {
    /// Name.
    pub name: Option<String>,
    /// Whether it is in use.
    pub active: Option<bool>,
    /// Members that this version does not know.
    pub extra: rt::Extra,
}

rt::model!(CustomProfile { name = "name", active = "active" });

/// Rows of an inventory query.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct GadgetList {
    /// The rows.
    pub d: Option<Vec<Gadget>>,
    /// Members that this version does not know.
    pub extra: rt::Extra,
}

rt::model!(GadgetList { d = "d" });

/// A gadget.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Gadget {
    /// Identifies the gadget.
    pub id: GadgetId,
    /// Name.
    pub name: Option<String>,
    /// Members that this version does not know.
    pub extra: rt::Extra,
}

rt::model!(Gadget { id = "id" (identity), name = "name" });

/// Fields of [`Gadget`] for filters.
pub mod gadget {
    use openapi_client_runtime::odata::Field;

    use super::Gadget;

    /// `id`
    pub const ID: Field<Gadget, i64> = Field::new("id");
    /// `name`
    pub const NAME: Field<Gadget, String> = Field::new("name");
}
