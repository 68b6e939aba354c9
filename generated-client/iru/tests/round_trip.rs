//! What was decoded and is written again equals what came, for everything that is typed.
#![expect(clippy::panic, reason = "a test that cannot set up has failed")]

use iru_client::runtime::serde::Serialize;
use iru_client::runtime::serde::de::DeserializeOwned;
use iru_client::{fake, ids, models};
use serde_json::Value;

/// Decodes and writes again.
type Again = fn(&str) -> Result<Value, String>;

fn again<T: DeserializeOwned + Serialize>(text: &str) -> Result<Value, String> {
    let value: T = serde_json::from_str(text).map_err(|error| error.to_string())?;
    serde_json::to_value(value).map_err(|error| error.to_string())
}

/// The type of each operation's JSON reply.
const TYPES: &[(&str, Again)] = &[
    ("GET /api/v1/devices", again::<Vec<models::Device>>),
    ("GET /api/v1/devices/{device_id}", again::<models::Device>),
    ("PATCH /api/v1/devices/{device_id}", again::<models::Device>),
    ("GET /api/v1/devices/{device_id}/details", again::<models::DeviceDetails>),
    ("GET /api/v1/devices/{device_id}/activity", again::<models::DeviceActivity>),
    ("GET /api/v1/devices/{device_id}/apps", again::<models::DeviceApps>),
    ("GET /api/v1/devices/{device_id}/library-items", again::<models::DeviceLibraryItems>),
    ("GET /api/v1/devices/{device_id}/parameters", again::<models::DeviceParameters>),
    ("GET /api/v1/devices/{device_id}/status", again::<models::DeviceStatus>),
    ("GET /api/v1/devices/{device_id}/details/lostmode", again::<models::DeviceLostMode>),
    ("GET /api/v1/devices/{device_id}/commands", again::<models::DeviceCommands>),
    ("GET /api/v1/devices/{device_id}/notes", again::<Vec<models::Note>>),
    ("POST /api/v1/devices/{device_id}/notes", again::<models::Note>),
    ("GET /api/v1/devices/{device_id}/notes/{note_id}", again::<models::Note>),
    ("DELETE /api/v1/devices/{device_id}/notes/{note_id}", again::<models::DeletedNote>),
    ("PATCH /api/v1/devices/{device_id}/notes/{note_id}", again::<models::Note>),
    ("POST /api/v1/devices/{device_id}/action/lock", again::<models::LockResult>),
    ("GET /api/v1/devices/{device_id}/secrets/bypasscode", again::<models::BypassCodes>),
    ("GET /api/v1/devices/{device_id}/secrets/filevaultkey", again::<models::FileVaultKey>),
    ("GET /api/v1/devices/{device_id}/secrets/recoverypassword", again::<models::RecoveryPassword>),
    ("GET /api/v1/devices/{device_id}/secrets/unlockpin", again::<models::UnlockPin>),
    ("GET /api/v1/blueprints", again::<models::BlueprintList>),
    ("POST /api/v1/blueprints", again::<models::Blueprint>),
    ("GET /api/v1/blueprints/templates/", again::<models::BlueprintTemplateList>),
    ("GET /api/v1/blueprints/{blueprint_id}", again::<models::Blueprint>),
    ("PATCH /api/v1/blueprints/{blueprint_id}", again::<models::Blueprint>),
    ("POST /api/v1/blueprints/{blueprint_id}/assign-library-item", again::<Vec<ids::LibraryItemId>>),
    ("POST /api/v1/blueprints/{blueprint_id}/remove-library-item", again::<Vec<ids::LibraryItemId>>),
    ("GET /api/v1/blueprints/{blueprint_id}/list-library-items", again::<models::BlueprintLibraryItemList>),
    ("GET /api/v1/blueprint-routing/", again::<models::BlueprintRoutingSettings>),
    ("PATCH /api/v1/blueprint-routing/", again::<models::BlueprintRoutingSettings>),
    ("GET /api/v1/blueprint-routing/activity", again::<models::RoutingActivityPage>),
    ("GET /api/v1/integrations/apple/ade", again::<models::AdeTokenList>),
    ("POST /api/v1/integrations/apple/ade/", again::<models::AdeToken>),
    ("GET /api/v1/integrations/apple/ade/{ade_token_id}", again::<models::AdeToken>),
    ("PATCH /api/v1/integrations/apple/ade/{ade_token_id}", again::<models::AdeToken>),
    ("POST /api/v1/integrations/apple/ade/{ade_token_id}/renew", again::<models::AdeToken>),
    ("GET /api/v1/integrations/apple/ade/{ade_token_id}/devices", again::<models::AdeDeviceList>),
    ("GET /api/v1/integrations/apple/ade/devices", again::<models::AdeDeviceList>),
    ("GET /api/v1/integrations/apple/ade/devices/{device_id}", again::<models::AdeDevice>),
    ("PATCH /api/v1/integrations/apple/ade/devices/{device_id}", again::<models::AdeDevice>),
    ("GET /api/v1/library/library-items/{library_item_id}/activity", again::<models::LibraryItemActivityList>),
    ("GET /api/v1/library/library-items/{library_item_id}/status", again::<models::LibraryItemStatusList>),
    ("GET /api/v1/library/custom-apps", again::<models::CustomAppList>),
    ("POST /api/v1/library/custom-apps", again::<models::CustomApp>),
    ("POST /api/v1/library/custom-apps/upload", again::<models::CustomAppUpload>),
    ("GET /api/v1/library/custom-apps/{library_item_id}", again::<models::CustomApp>),
    ("PATCH /api/v1/library/custom-apps/{library_item_id}", again::<models::CustomApp>),
    ("GET /api/v1/library/ipa-apps", again::<models::InHouseAppList>),
    ("POST /api/v1/library/ipa-apps/upload", again::<models::InHouseAppUpload>),
    ("GET /api/v1/library/ipa-apps/upload/{pending_upload_id}/status", again::<models::InHouseAppUploadStatus>),
    ("GET /api/v1/library/ipa-apps/{library_item_id}", again::<models::InHouseApp>),
    ("GET /api/v1/library/custom-profiles", again::<models::CustomProfileList>),
    ("POST /api/v1/library/custom-profiles", again::<models::CustomProfile>),
    ("GET /api/v1/library/custom-profiles/{library_item_id}", again::<models::CustomProfile>),
    ("PATCH /api/v1/library/custom-profiles/{library_item_id}", again::<models::CustomProfile>),
    ("GET /api/v1/library/custom-scripts", again::<models::CustomScriptList>),
    ("POST /api/v1/library/custom-scripts", again::<models::CustomScript>),
    ("GET /api/v1/library/custom-scripts/{library_item_id}", again::<models::CustomScript>),
    ("PATCH /api/v1/library/custom-scripts/{library_item_id}", again::<models::CustomScript>),
    ("GET /api/v1/self-service/categories", again::<Vec<models::SelfServiceCategory>>),
    ("GET /api/v1/prism/activation_lock", again::<models::PrismActivationLockPage>),
    ("GET /api/v1/prism/application_firewall", again::<models::PrismApplicationFirewallPage>),
    ("GET /api/v1/prism/apps", again::<models::PrismAppPage>),
    ("GET /api/v1/prism/cellular", again::<models::PrismCellularPage>),
    ("GET /api/v1/prism/certificates", again::<models::PrismCertificatePage>),
    ("GET /api/v1/prism/desktop_and_screensaver", again::<models::PrismDesktopAndScreensaverPage>),
    ("GET /api/v1/prism/device_information", again::<models::PrismDeviceInformationPage>),
    ("GET /api/v1/prism/filevault", again::<models::PrismFileVaultPage>),
    ("GET /api/v1/prism/gatekeeper_and_xprotect", again::<models::PrismGatekeeperAndXProtectPage>),
    ("GET /api/v1/prism/installed_profiles", again::<models::PrismInstalledProfilePage>),
    ("GET /api/v1/prism/kernel_extensions", again::<models::PrismKernelExtensionPage>),
    ("GET /api/v1/prism/launch_agents_and_daemons", again::<models::PrismLaunchItemPage>),
    ("GET /api/v1/prism/local_users", again::<models::PrismLocalUserPage>),
    ("GET /api/v1/prism/startup_settings", again::<models::PrismStartupSettingsPage>),
    ("GET /api/v1/prism/system_extensions", again::<models::PrismSystemExtensionPage>),
    ("GET /api/v1/prism/transparency_database", again::<models::PrismTransparencyEntryPage>),
    ("GET /api/v1/prism/count", again::<models::PrismCount>),
    ("POST /api/v1/prism/export", again::<models::PrismExport>),
    ("GET /api/v1/prism/export/{export_id}", again::<models::PrismExport>),
    ("GET /api/v1/users", again::<models::UserList>),
    ("GET /api/v1/users/{user_id}", again::<models::User>),
    ("GET /api/v1/tags", again::<models::TagList>),
    ("POST /api/v1/tags", again::<models::Tag>),
    ("PATCH /api/v1/tags/{tag_id}", again::<models::Tag>),
    ("GET /api/v1/threat-details", again::<models::ThreatList>),
    ("GET /api/v1/behavioral-detections", again::<models::BehavioralDetectionList>),
    ("GET /api/v2/threat/threat-details", again::<models::ThreatListV2>),
    ("GET /api/v2/threat/behavioral-detections/events", again::<models::BehavioralDetectionListV2>),
    ("GET /api/v1/vulnerability-management/detections", again::<models::VulnerabilityDetectionPage>),
    ("GET /api/v1/vulnerability-management/vulnerabilities", again::<models::VulnerabilityPage>),
    ("GET /api/v1/vulnerability-management/vulnerabilities/{cve_id}", again::<models::VulnerabilityDetails>),
    ("GET /api/v1/vulnerability-management/vulnerabilities/{cve_id}/devices", again::<models::AffectedDevicePage>),
    ("GET /api/v1/vulnerability-management/vulnerabilities/{cve_id}/software", again::<models::AffectedSoftwarePage>),
    (
        "GET /api/v1/vulnerability-management/vulnerabilities/{cve_id}/applications",
        again::<models::AffectedSoftwarePage>,
    ),
    ("GET /api/v1/audit/events", again::<models::AuditEventPage>),
    ("GET /api/v1/admins", again::<models::AdminPage>),
    ("GET /api/v1/settings/licensing", again::<models::Licensing>),
];

/// The ten forms of a point in time that were seen, and none.
const TIMES: [&str; 10] = [
    "2025-03-04T16:29:55.253454Z",
    "2023-09-14T20:57:59.298293+00:00",
    "2021-05-11T19:45:19Z",
    "2024-01-26 16:15:36.087016+00:00",
    "2024-06-17 11:32:35+00:00",
    "2023-10-13 16:15:00.000000",
    "2023-04-21T17:23:13.883134",
    "2024-05-13 20:09:23 +0000",
    "Feb 27, 2024 at 7:34:21 AM",
    "2024-12-05",
];

/// Each JSON example of the document with the way to its type and back.
fn examples() -> Vec<(String, Value, Again)> {
    let routes = fake::ROUTES.iter().filter(|route| route.content_type == "application/json");
    routes
        .map(|route| {
            let operation = format!("{} {}", route.method, route.path);
            let Some((_, again)) = TYPES.iter().find(|(known, _)| *known == operation) else {
                panic!("{operation} has JSON and is not in the table of this test");
            };
            let body = serde_json::from_str(route.body).unwrap_or_else(|error| panic!("{operation}: {error}"));
            (operation, body, *again)
        })
        .collect()
}

/// Changes every text of a value for which there is another.
fn change(value: &mut Value, other: &impl Fn(&str) -> Option<Value>) -> usize {
    match value {
        Value::String(text) => match other(text) {
            Some(changed) => {
                *value = changed;
                1
            }
            None => 0,
        },
        Value::Array(items) => items.iter_mut().map(|item| change(item, other)).sum(),
        Value::Object(members) => members.values_mut().map(|member| change(member, other)).sum(),
        _ => 0,
    }
}

fn is_time(text: &str) -> bool {
    let digits = |range: std::ops::Range<usize>| {
        text.get(range).is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let date =
        digits(0..4) && text.get(4..5) == Some("-") && digits(5..7) && text.get(7..8) == Some("-") && digits(8..10);
    (date && text.len() > 10) || text.contains(" at ")
}

/// Puts these texts in the place of all that look like `like`, and checks each example.
fn check(name: &str, at_least: usize, like: impl Fn(&str) -> bool, forms: &[Value]) {
    for form in forms {
        let mut changed = 0;
        for (operation, mut body, again) in examples() {
            changed += change(&mut body, &|text: &str| like(text).then(|| form.clone()));
            assert_eq!(lost(&operation, &body, again), [""; 0], "with {form} for every {name}");
        }
        assert!(changed >= at_least, "{changed} places have a {name}");
    }
}

#[test]
fn every_example_comes_back_as_it_was() {
    let all = examples();
    assert_eq!(all.len(), TYPES.len(), "an operation of the table has no example");
    let lost: Vec<String> = all.iter().flat_map(|(operation, body, again)| lost(operation, body, *again)).collect();
    assert!(lost.is_empty(), "{lost:#?}");
}

#[test]
fn every_form_of_a_time_comes_back_as_it_was() {
    let forms: Vec<Value> = TIMES.iter().map(|text| Value::from(*text)).collect();
    check("time", 150, is_time, &forms);
}

#[test]
fn every_spelling_of_a_boolean_comes_back_as_it_was() {
    let forms = ["True", "False", "Yes", "No", "yes", "ON"].map(Value::from);
    check("text boolean", 10, |text| matches!(text, "True" | "False" | "Yes" | "No"), &forms);
}

#[test]
fn every_spelling_of_a_number_comes_back_as_it_was() {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    check("text number", 10, digits, &["501", "007", "24.50", "-1", "16 GB"].map(Value::from));
}

/// An empty text is left out where the document says that it stands for nothing, and comes back everywhere else.
#[test]
fn an_empty_text_comes_back_or_is_left_out_as_nothing() {
    for (operation, mut body, again) in examples() {
        change(&mut body, &|_| Some("".into()));
        let lost: Vec<String> =
            lost(&operation, &body, again).into_iter().filter(|one| !one.ends_with(": \"\" is gone")).collect();
        assert!(lost.is_empty(), "{lost:#?}");
    }
}

/// Where two values differ, by path.
fn differences(place: &str, was: &Value, came: Option<&Value>, found: &mut Vec<String>) {
    match (was, came) {
        (Value::Object(was), Some(Value::Object(came))) => {
            for (name, value) in was {
                differences(&format!("{place}.{name}"), value, came.get(name), found);
            }
            let more = came.keys().filter(|name| !was.contains_key(*name));
            found.extend(more.map(|name| format!("{place}.{name} is new")));
        }
        (Value::Array(was), Some(Value::Array(came))) if was.len() == came.len() => {
            was.iter().zip(came).for_each(|(was, came)| differences(place, was, Some(came), found));
        }
        (was, Some(came)) if was == came => {}
        // Two numbers are equal if they are the same number (JSON Schema, section 4.2.2).
        (Value::Number(was), Some(Value::Number(came))) if was.as_f64() == came.as_f64() => {}
        (was, Some(came)) => found.push(format!("{place}: {was} became {came}")),
        (was, None) => found.push(format!("{place}: {was} is gone")),
    }
}

/// What of the value does not come back; a failure to decode counts as that.
fn lost(operation: &str, body: &Value, again: Again) -> Vec<String> {
    let mut found = Vec::new();
    match again(&body.to_string()) {
        Ok(came) => differences(operation, body, Some(&came), &mut found),
        Err(error) => found.push(format!("{operation}: {error}")),
    }
    found
}
