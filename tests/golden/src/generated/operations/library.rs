//! What is installed on devices.

use openapi_client_runtime as rt;

use crate::generated::models::*;

/// What is installed on devices.
#[derive(Debug, Clone)]
pub struct Library {
    client: rt::Client,
}

impl Library {
    pub(crate) fn new(client: rt::Client) -> Self {
        Self { client }
    }

    /// Uploads a profile.
    ///
    /// `POST /api/v1/library/custom-profiles`
    ///
    /// Effect: write.
    pub fn create_custom_profile(&self, name: impl Into<String>, file: rt::File) -> CreateCustomProfile {
        let mut call = rt::Call::new(&self.client, &CREATE_CUSTOM_PROFILE);
        call.text_part("name", name.into());
        call.file_part("file", file);
        CreateCustomProfile { call }
    }
}

static CREATE_CUSTOM_PROFILE: rt::Operation = rt::Operation {
    id: "library.create_custom_profile",
    method: "POST",
    path: "/api/v1/library/custom-profiles",
    effect: rt::Effect::Write,
    body: rt::BodyKind::Multipart,
    body_required: true,
    ..rt::Operation::DEFAULT
};

/// A call of [`Library::create_custom_profile`].
#[derive(Debug, Clone)]
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct CreateCustomProfile {
    call: rt::Call,
}

impl CreateCustomProfile {
    /// Whether it is in use.
    pub fn active(mut self, active: impl Into<bool>) -> Self {
        self.call.text_part("active", active.into());
        self
    }
}

rt::call!(CreateCustomProfile => CustomProfile, rt::reply::json);
