//! Writes: actions with the keys that each wants, bodies that hold what was set.

use iru_client::runtime::{Confirm, File};
use iru_client::{EraseMode, InstallEnforcement, InstallType, PrismExportCategory, PrismFamily, ResetPasswordFlag};

use super::wire::{BLUEPRINT, DEVICE, ITEM, json, plain_request, read, wire, write};

const SERIAL: &str = "ZX7QK2M519";

fn action(name: &str, body: &str) -> String {
    json(&format!("POST /api/v1/devices/{DEVICE}/action/{name}"), body)
}

fn plain_action(name: &str) -> String {
    plain_request(&format!("POST /api/v1/devices/{DEVICE}/action/{name}"), "application/json")
}

#[tokio::test]
async fn actions_have_keys_of_their_own() {
    assert_eq!(
        sent!(c => c.device_actions().restart(DEVICE).rebuild_kernel_cache(true).notify_user(false)),
        action("restart", r#"{"RebuildKernelCache":true,"NotifyUser":false}"#)
    );
    assert_eq!(
        sent!(c => c.device_actions().remote_desktop(DEVICE, true)),
        action("remotedesktop", r#"{"EnableRemoteDesktop":true}"#)
    );
    assert_eq!(
        sent!(c => c.device_actions().unlock_account(DEVICE, "rosa")),
        action("unlockaccount", r#"{"UserName":"rosa"}"#)
    );
    assert_eq!(
        sent!(c => c.device_actions().set_personal_hotspot(DEVICE, false)),
        action("togglepersonalhotspot", r#"{"Enabled":false}"#)
    );
    assert_eq!(
        sent!(c => c.device_actions().set_data_roaming(DEVICE, true)),
        action("toggledataroaming", r#"{"Enabled":true}"#)
    );
    assert_eq!(
        sent!(c => c.device_actions().refresh_cellular_plans(DEVICE, "https://smdp.example.com")),
        action("refreshcellularplans", r#"{"eSIMServerURL":"https://smdp.example.com"}"#)
    );
}

#[tokio::test]
async fn actions_without_options_have_no_body() {
    assert_eq!(sent!(c => c.device_actions().daily_check_in(DEVICE)), plain_action("dailycheckin"));
    assert_eq!(sent!(c => c.device_actions().renew_mdm_profile(DEVICE)), plain_action("renewmdmprofile"));
    assert_eq!(sent!(c => c.device_actions().reinstall_agent(DEVICE)), plain_action("reinstallagent"));
    assert_eq!(sent!(c => c.device_actions().update_inventory(DEVICE)), plain_action("updateinventory"));
    assert_eq!(sent!(c => c.lost_mode().play_sound(DEVICE)), plain_action("playlostmodesound"));
    assert_eq!(sent!(c => c.lost_mode().disable(DEVICE)), plain_action("disablelostmode"));
}

/// A confirmed call: its target is read first.
macro_rules! confirmed {
    ($client:ident => $call:expr) => {{
        let device = r#"{"device_id":"7a0c6f52-3d0b-4a51-9f5e-2f1f6f0e9b11","serial_number":"ZX7QK2M519"}"#;
        let send = |$client: iru_client::Client| async move { $call.confirm(Confirm::target(SERIAL)).send().await };
        let mut requests = wire(vec![device, ""], send).await;
        assert_eq!(requests.remove(0), read(&format!("/api/v1/devices/{DEVICE}")));
        requests.remove(0)
    }};
}

#[tokio::test]
async fn destructive_actions_come_after_a_look_at_their_target() {
    assert_eq!(
        confirmed!(c => c.device_actions().lock(DEVICE).message("Call IT").phone_number("+46 8 555 01 00")),
        action("lock", r#"{"Message":"Call IT","PhoneNumber":"+46 8 555 01 00"}"#)
    );
    assert_eq!(confirmed!(c => c.device_actions().lock(DEVICE)), plain_action("lock"));
    assert_eq!(
        confirmed!(c => c.device_actions().erase(DEVICE).erase_mode(EraseMode::WipeCloud).preserve_data_plan(false)),
        action("erase", r#"{"erase_mode":"WIPE_CLOUD","PreserveDataPlan":false}"#)
    );
    assert_eq!(
        confirmed!(c => c.device_actions().delete_user(DEVICE).user_name("rosa").force_deletion(true)),
        action("deleteuser", r#"{"UserName":"rosa","ForceDeletion":true}"#)
    );
    assert_eq!(
        confirmed!(c => c.device_actions().reset_work_profile_passcode(DEVICE).new_password("1234").reset_password_flags([ResetPasswordFlag::LockNow])),
        action("resetworkprofilepasscode", r#"{"newPassword":"1234","resetPasswordFlags":["LOCK_NOW"]}"#)
    );
    assert_eq!(
        confirmed!(c => c.lost_mode().enable(DEVICE).message("Lost").footnote("Reward")),
        action("enablelostmode", r#"{"Message":"Lost","Footnote":"Reward"}"#)
    );
    assert_eq!(confirmed!(c => c.device_actions().clear_passcode(DEVICE)), plain_action("clearpasscode"));
    assert_eq!(confirmed!(c => c.device_actions().shutdown(DEVICE)), plain_action("shutdown"));
    assert_eq!(
        confirmed!(c => c.devices().delete(DEVICE)),
        plain_request(&format!("DELETE /api/v1/devices/{DEVICE}"), "application/json")
    );
}

#[tokio::test]
async fn notes_and_tags() {
    assert_eq!(
        sent!(c => c.notes().create(DEVICE, "Screen \u{2014} cracked")),
        json(&format!("POST /api/v1/devices/{DEVICE}/notes"), "{\"content\":\"Screen \u{2014} cracked\"}")
    );
    assert_eq!(
        sent!(c => c.notes().update(DEVICE, ITEM, "Mended")),
        json(&format!("PATCH /api/v1/devices/{DEVICE}/notes/{ITEM}"), r#"{"content":"Mended"}"#)
    );
    assert_eq!(
        sent!(c => c.tags().update(ITEM, "pilots")),
        json(&format!("PATCH /api/v1/tags/{ITEM}"), r#"{"name":"pilots"}"#)
    );
}

#[tokio::test]
async fn devices_are_cleared_with_null_and_empty_lists() {
    let patch = format!("PATCH /api/v1/devices/{DEVICE}");
    assert_eq!(
        sent!(c => c.devices().update(DEVICE).clear_user().tags([] as [&str; 0])),
        json(&patch, r#"{"user":null,"tags":[]}"#)
    );
    assert_eq!(
        sent!(c => c.blueprints().assign_library_item(BLUEPRINT, ITEM).assignment_node_id(DEVICE)),
        json(
            &format!("POST /api/v1/blueprints/{BLUEPRINT}/assign-library-item"),
            &format!(r#"{{"library_item_id":"{ITEM}","assignment_node_id":"{DEVICE}"}}"#)
        )
    );
}

#[tokio::test]
async fn the_library_takes_json_and_parts() {
    assert_eq!(
        sent!(c => c
            .custom_apps()
            .create("Tool", "companies/x/Tool_0a1b2c3d.zip", InstallType::Zip, InstallEnforcement::NoEnforcement)
            .unzip_location("/Applications")
            .show_in_self_service(true)
            .self_service_category_id(ITEM)),
        json(
            "POST /api/v1/library/custom-apps",
            &format!(
                r#"{{"name":"Tool","file_key":"companies/x/Tool_0a1b2c3d.zip","install_type":"zip","install_enforcement":"no_enforcement","unzip_location":"/Applications","show_in_self_service":true,"self_service_category_id":"{ITEM}"}}"#
            )
        )
    );
    assert_eq!(
        sent!(c => c.custom_scripts().update(ITEM).active(false)),
        json(&format!("PATCH /api/v1/library/custom-scripts/{ITEM}"), r#"{"active":false}"#)
    );
    assert_eq!(
        sent!(c => c.in_house_apps().upload("App.ipa")),
        json("POST /api/v1/library/ipa-apps/upload", r#"{"filename":"App.ipa"}"#)
    );
    let parts = "--BOUNDARY\nContent-Disposition: form-data; name=\"file\"; filename=\"wifi.mobileconfig\"\n\
        Content-Type: application/octet-stream\n\n<plist/>\n\
        --BOUNDARY\nContent-Disposition: form-data; name=\"runs_on_mac\"\n\ntrue\n--BOUNDARY--\n";
    let file = File::new("wifi.mobileconfig", "<plist/>");
    let wire_length = |text: &str| text.replace('\n', "\r\n").replace("BOUNDARY", &"b".repeat(51)).len();
    assert_eq!(
        sent!(c => c.custom_profiles().update(ITEM).file(file).runs_on_mac(true)),
        write(
            &format!("PATCH /api/v1/library/custom-profiles/{ITEM}"),
            "multipart/form-data; boundary=BOUNDARY",
            wire_length(parts),
            parts
        )
    );
}

#[tokio::test]
async fn an_export_is_ordered_in_json() {
    assert_eq!(
        sent!(c => c.prism().export(PrismExportCategory::LocalUsers).device_families([PrismFamily::Mac]).blueprint_ids([BLUEPRINT])),
        json(
            "POST /api/v1/prism/export",
            &format!(r#"{{"category":"local_users","device_families":["Mac"],"blueprint_ids":["{BLUEPRINT}"]}}"#)
        )
    );
}
