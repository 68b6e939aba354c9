//! A long list of devices: decoded and encoded by the client's models, by structs that serde derives, and as free JSON.
//!
//! `cargo bench -p iru-client`

use iru_client::models::Device;
use openapi_client_runtime as rt;
use rt::{HeaderMap, RawResponse, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

fn main() {
    divan::main();
}

const DEVICES: usize = 10_000;

/// What the server sends: every member that the model has.
fn list() -> Vec<u8> {
    let device = |n: usize| {
        json!({
            "device_id": format!("0b6c9c1e-6f0c-4c5e-9a51-{n:012x}"),
            "device_name": format!("Mac of employee {n}"),
            "model": "MacBook Pro (14-inch, 2023)",
            "serial_number": format!("C02XK{n:06}"),
            "platform": "Mac",
            "os_version": "15.3.1",
            "supplemental_build_version": "24D70",
            "supplemental_os_version_extra": "",
            "last_check_in": "2025-03-04T16:29:55.253454Z",
            "user": {"email": "someone@example.com", "name": "Some One", "id": "5d1f8a52-31d7-4be9-90ad-7d5b71cfa0a1", "is_archived": false},
            "asset_tag": format!("A-{n}"),
            "blueprint_id": "3f0d4ba5-0f51-4a3c-a2f4-8a0e6c3b9d11",
            "mdm_enabled": true,
            "agent_installed": true,
            "is_missing": false,
            "is_removed": false,
            "agent_version": "4.6.0 (5120)",
            "first_enrollment": "2024-01-26 16:15:36.087016+00:00",
            "last_enrollment": "2024-06-17 11:32:35+00:00",
            "blueprint_name": "Everyone",
            "lost_mode_status": "",
            "tags": ["sales", "remote"],
        })
    };
    Value::from_iter((0..DEVICES).map(device)).to_string().into_bytes()
}

/// The same members, as one writes them by hand.
#[derive(Clone, PartialEq, Deserialize, Serialize)]
struct Plain {
    device_id: String,
    device_name: Option<String>,
    model: Option<String>,
    serial_number: Option<String>,
    platform: Option<Platform>,
    os_version: Option<String>,
    supplemental_build_version: Option<String>,
    supplemental_os_version_extra: Option<String>,
    full_software_version: Option<String>,
    last_check_in: Option<String>,
    user: Option<PlainUser>,
    asset_tag: Option<String>,
    blueprint_id: Option<String>,
    blueprint_name: Option<String>,
    mdm_enabled: Option<bool>,
    agent_installed: Option<bool>,
    is_missing: Option<bool>,
    is_removed: Option<bool>,
    agent_version: Option<String>,
    first_enrollment: Option<String>,
    last_enrollment: Option<String>,
    lost_mode_status: Option<String>,
    tags: Option<Vec<String>>,
}

#[derive(Clone, PartialEq, Deserialize, Serialize)]
enum Platform {
    Mac,
    #[serde(rename = "iPad")]
    IPad,
    #[serde(rename = "iPhone")]
    IPhone,
}

#[derive(Clone, PartialEq, Deserialize, Serialize)]
struct PlainUser {
    email: Option<String>,
    name: Option<String>,
    id: Option<String>,
    is_archived: Option<bool>,
}

/// All devices, nothing set aside: what is measured is made once, before the clock runs, and is whole.
fn client(text: &[u8]) -> Vec<Device> {
    let raw = RawResponse::new(StatusCode::OK, HeaderMap::new(), text.to_vec());
    let whole = rt::reply::json::<Vec<Device>>(&raw).ok().filter(|decoded| decoded.set_aside.is_empty());
    let devices = whole.map(|decoded| decoded.value).unwrap_or_default();
    assert_eq!(devices.len(), DEVICES, "a reply of the list is not read as it is");
    devices
}

#[divan::bench]
fn decode_by_the_client(bencher: divan::Bencher<'_, '_>) {
    let text = list();
    let _ = client(&text);
    let raw = RawResponse::new(StatusCode::OK, HeaderMap::new(), text);
    bencher.bench_local(|| rt::reply::json::<Vec<Device>>(&raw).is_ok());
}

#[divan::bench]
fn decode_by_derived_structs(bencher: divan::Bencher<'_, '_>) {
    let text = list();
    assert!(serde_json::from_slice::<Vec<Plain>>(&text).is_ok());
    bencher.bench_local(|| serde_json::from_slice::<Vec<Plain>>(&text).is_ok());
}

#[divan::bench]
fn decode_as_free_json(bencher: divan::Bencher<'_, '_>) {
    let text = list();
    bencher.bench_local(|| serde_json::from_slice::<Value>(&text).is_ok());
}

#[divan::bench]
fn encode_by_the_client(bencher: divan::Bencher<'_, '_>) {
    let devices = client(&list());
    bencher.bench_local(|| serde_json::to_vec(&devices).is_ok());
}

#[divan::bench]
fn encode_by_derived_structs(bencher: divan::Bencher<'_, '_>) {
    let devices: Vec<Plain> = serde_json::from_slice(&list()).unwrap_or_default();
    assert_eq!(devices.len(), DEVICES);
    bencher.bench_local(|| serde_json::to_vec(&devices).is_ok());
}
