//! What `cargo xtask guard` counts: one long list of devices, decoded, and also encoded.
//!
//! `pace decode`, `pace encode`

use iru_client::models::Device;
use openapi_client_runtime as rt;
use rt::{HeaderMap, RawResponse, StatusCode};

const DEVICES: usize = 2_000;

/// What the server sends: every member that the model has.
const DEVICE: &str = r#"{"device_id": "0b6c9c1e-6f0c-4c5e-9a51-000000000001", "device_name": "Mac of somebody",
"model": "MacBook Pro (14-inch, 2023)", "serial_number": "C02XK000001", "platform": "Mac", "os_version": "15.3.1",
"supplemental_build_version": "24D70", "supplemental_os_version_extra": "", "last_check_in": "2025-03-04T16:29:55.253454Z",
"user": {"email": "someone@example.com", "name": "Some One", "id": "5d1f8a52-31d7-4be9-90ad-7d5b71cfa0a1",
"is_archived": false}, "asset_tag": "A-1", "blueprint_id": "3f0d4ba5-0f51-4a3c-a2f4-8a0e6c3b9d11", "mdm_enabled": true,
"agent_installed": true, "is_missing": false, "is_removed": false, "agent_version": "4.6.0 (5120)",
"first_enrollment": "2024-01-26 16:15:36.087016+00:00", "last_enrollment": "2024-06-17 11:32:35+00:00",
"blueprint_name": "Everyone", "lost_mode_status": "", "tags": ["sales", "remote"]}"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = format!("[{}]", vec![DEVICE; DEVICES].join(","));
    let raw = RawResponse::new(StatusCode::OK, HeaderMap::new(), text.into_bytes());
    let decoded = rt::reply::json::<Vec<Device>>(&raw)?;
    assert!(decoded.set_aside.is_empty() && decoded.value.len() == DEVICES);
    if std::env::args().any(|word| word == "encode") {
        assert!(serde_json::to_vec(&decoded.value)?.len() > DEVICES * 500);
    }
    Ok(())
}
