//! One call of every kind.

use iru_client::runtime::{Confirm, File};
use iru_client::{DeviceOrdering, Platform};

use super::wire::{BLUEPRINT, DEVICE, ITEM, json, plain_request, read, wire, write};

#[tokio::test]
async fn lists_with_filters() {
    let order = [DeviceOrdering::SerialNumber, DeviceOrdering::from("-platform")];
    assert_eq!(
        sent!(c => c.devices().list().platform(Platform::Mac).ordering(order).tag_name("A & B, ü").limit(300)),
        read(
            "/api/v1/devices?platform=Mac&ordering=serial_number,-platform&tag_name=A%20%26%20B%2C%20%C3%BC&limit=300"
        )
    );
    assert_eq!(
        sent!(c => c.blueprints().list().id_in([BLUEPRINT, ITEM])),
        read(&format!("/api/v1/blueprints?id__in={BLUEPRINT},{ITEM}"))
    );
}

#[tokio::test]
async fn streams_ask_for_whole_pages() {
    let users =
        wire(
            vec![r#"{"results":[]}"#],
            |c| async move { c.users().list().archived(false).stream().try_collect().await },
        );
    assert_eq!(users.await, [read("/api/v1/users?archived=false&sizePerPage=300")]);
    // Cursor mode of Prism begins with an empty cursor and takes no `sort_by`.
    let rows = wire(vec![r#"{"data":[]}"#], |c| async move {
        c.prism().filevault().blueprint_ids([BLUEPRINT]).stream().try_collect().await
    });
    assert_eq!(rows.await, [read(&format!("/api/v1/prism/filevault?blueprint_ids={BLUEPRINT}&limit=300&cursor="))]);
}

#[tokio::test]
async fn reads_of_one_thing() {
    assert_eq!(sent!(c => c.devices().get(DEVICE)), read(&format!("/api/v1/devices/{DEVICE}")));
    assert_eq!(
        sent!(c => c.device_secrets().filevault_key(DEVICE)),
        read(&format!("/api/v1/devices/{DEVICE}/secrets/filevaultkey"))
    );
    assert_eq!(
        sent!(c => c.vulnerabilities().get("CVE-2024-1234")),
        read("/api/v1/vulnerability-management/vulnerabilities/CVE-2024-1234")
    );
}

#[tokio::test]
async fn trailing_slashes_are_the_apis_own() {
    assert_eq!(sent!(c => c.blueprints().templates()), read("/api/v1/blueprints/templates/"));
}

#[tokio::test]
async fn files_are_asked_for_by_their_type() {
    assert_eq!(
        sent!(c => c.blueprints().enrollment_profile(BLUEPRINT).sso(true)),
        plain_request(
            &format!("GET /api/v1/blueprints/{BLUEPRINT}/ota-enrollment-profile?sso=true"),
            "application/x-apple-aspen-config, application/json"
        )
    );
}

#[tokio::test]
async fn json_bodies_hold_what_was_set() {
    assert_eq!(
        sent!(c => c.devices().update(DEVICE).blueprint_id(BLUEPRINT).clear_asset_tag()),
        json(
            &format!("PATCH /api/v1/devices/{DEVICE}"),
            r#"{"blueprint_id":"0b9a3c1e-52d4-4a6f-8a27-6a1f0c9d3e55","asset_tag":null}"#
        )
    );
    assert_eq!(
        sent!(c => c.device_actions().set_name(DEVICE, "Front \"desk\"")),
        json(&format!("POST /api/v1/devices/{DEVICE}/action/setname"), r#"{"DeviceName":"Front \"desk\""}"#)
    );
    assert_eq!(
        sent!(c => c.blueprints().remove_library_item(BLUEPRINT, ITEM)),
        json(
            &format!("POST /api/v1/blueprints/{BLUEPRINT}/remove-library-item"),
            r#"{"library_item_id":"5d1f8a70-9a44-4d0c-b7c1-0e6b1a2c3d4e"}"#
        )
    );
    assert_eq!(sent!(c => c.tags().create("pilot")), json("POST /api/v1/tags", r#"{"name":"pilot"}"#));
    assert_eq!(
        sent!(c => c.custom_apps().upload("Tool 1.2.pkg")),
        json("POST /api/v1/library/custom-apps/upload", r#"{"name":"Tool 1.2.pkg"}"#)
    );
}

#[tokio::test]
async fn an_action_without_options_has_no_body() {
    assert_eq!(
        sent!(c => c.device_actions().blank_push(DEVICE)),
        plain_request(&format!("POST /api/v1/devices/{DEVICE}/action/blankpush"), "application/json")
    );
}

#[tokio::test]
async fn forms_are_urlencoded() {
    assert_eq!(
        sent!(c => c.blueprints().create("Sales & Co", true).description("a=b")),
        write(
            "POST /api/v1/blueprints",
            "application/x-www-form-urlencoded",
            66,
            "name=Sales+%26+Co&enrollment_code.is_active=true&description=a%3Db"
        )
    );
}

#[tokio::test]
async fn files_travel_in_parts() {
    let file = File::new("token.p7m", "CERT");
    let body = [
        "--BOUNDARY\nContent-Disposition: form-data; name=\"phone\"\n\n+1 555 0100\n",
        "--BOUNDARY\nContent-Disposition: form-data; name=\"email\"\n\nmdm@example.com\n",
        "--BOUNDARY\nContent-Disposition: form-data; name=\"file\"; filename=\"token.p7m\"\n",
        "Content-Type: application/octet-stream\n\nCERT\n",
        "--BOUNDARY\nContent-Disposition: form-data; name=\"blueprint_id\"\n\n",
        "0b9a3c1e-52d4-4a6f-8a27-6a1f0c9d3e55\n--BOUNDARY--\n",
    ];
    assert_eq!(
        sent!(c => c.ade().create("+1 555 0100", "mdm@example.com", file).blueprint_id(BLUEPRINT)),
        write("POST /api/v1/integrations/apple/ade/", "multipart/form-data; boundary=BOUNDARY", 611, &body.concat())
    );
}

#[tokio::test]
async fn a_destructive_call_reads_its_target_first() {
    let device = r#"{"device_id":"7a0c6f52-3d0b-4a51-9f5e-2f1f6f0e9b11","serial_number":"ZX7QK2M519"}"#;
    let requests = wire(vec![device, ""], |c| async move {
        c.device_actions().erase(DEVICE).pin("123456").confirm(Confirm::target("ZX7QK2M519")).send().await
    });
    let erase = json(&format!("POST /api/v1/devices/{DEVICE}/action/erase"), r#"{"PIN":"123456"}"#);
    assert_eq!(requests.await, [read(&format!("/api/v1/devices/{DEVICE}")), erase]);

    // The wrong serial number: the device is read, and nothing is sent after that.
    let requests = wire(vec![device], |c| async move {
        c.device_actions().erase(DEVICE).confirm(Confirm::target("ZX7QK2M999")).send().await
    });
    assert_eq!(requests.await, [read(&format!("/api/v1/devices/{DEVICE}"))]);
}

#[tokio::test]
async fn where_nothing_tells_the_target_its_identifier_is_repeated() {
    assert_eq!(
        sent!(c => c.notes().delete(DEVICE, ITEM).confirm(Confirm::target(ITEM))),
        plain_request(&format!("DELETE /api/v1/devices/{DEVICE}/notes/{ITEM}"), "application/json")
    );
}
