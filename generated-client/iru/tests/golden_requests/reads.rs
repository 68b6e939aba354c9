//! Reads: paths, filters, and how lists begin.

use iru_client::{
    AdeDeviceFamily, AdeOs, AdeProfileStatus, AuditSort, BehaviorClass, ManagementState, ThreatSeverity, ThreatStateV2,
};

use super::wire::{BLUEPRINT, DEVICE, ITEM, plain_request, read, wire};

#[tokio::test]
async fn what_a_device_has() {
    let device = |rest: &str| read(&format!("/api/v1/devices/{DEVICE}{rest}"));
    assert_eq!(sent!(c => c.devices().details(DEVICE)), device("/details"));
    assert_eq!(sent!(c => c.devices().apps(DEVICE)), device("/apps"));
    assert_eq!(sent!(c => c.devices().library_items(DEVICE)), device("/library-items"));
    assert_eq!(sent!(c => c.devices().parameters(DEVICE)), device("/parameters"));
    assert_eq!(sent!(c => c.devices().status(DEVICE)), device("/status"));
    assert_eq!(sent!(c => c.devices().lost_mode(DEVICE)), device("/details/lostmode"));
    assert_eq!(
        sent!(c => c.devices().activity(DEVICE).limit(300).offset(600)),
        device("/activity?limit=300&offset=600")
    );
    assert_eq!(sent!(c => c.devices().commands(DEVICE).limit(1)), device("/commands?limit=1"));
    assert_eq!(sent!(c => c.notes().list(DEVICE)), device("/notes"));
    assert_eq!(sent!(c => c.notes().get(DEVICE, ITEM)), device(&format!("/notes/{ITEM}")));
}

#[tokio::test]
async fn secrets_of_a_device() {
    let secret = |name: &str| read(&format!("/api/v1/devices/{DEVICE}/secrets/{name}"));
    assert_eq!(sent!(c => c.device_secrets().bypass_code(DEVICE)), secret("bypasscode"));
    assert_eq!(sent!(c => c.device_secrets().recovery_password(DEVICE)), secret("recoverypassword"));
    assert_eq!(sent!(c => c.device_secrets().unlock_pin(DEVICE)), secret("unlockpin"));
}

#[tokio::test]
async fn blueprints_and_the_library() {
    assert_eq!(sent!(c => c.blueprints().get(BLUEPRINT)), read(&format!("/api/v1/blueprints/{BLUEPRINT}")));
    assert_eq!(
        sent!(c => c.blueprints().library_items(BLUEPRINT)),
        read(&format!("/api/v1/blueprints/{BLUEPRINT}/list-library-items"))
    );
    assert_eq!(sent!(c => c.blueprint_routing().get()), read("/api/v1/blueprint-routing/"));
    assert_eq!(sent!(c => c.self_service().categories()), read("/api/v1/self-service/categories"));
    assert_eq!(sent!(c => c.custom_apps().list().page(2)), read("/api/v1/library/custom-apps?page=2"));
    assert_eq!(sent!(c => c.custom_profiles().get(ITEM)), read(&format!("/api/v1/library/custom-profiles/{ITEM}")));
    assert_eq!(sent!(c => c.custom_scripts().list()), read("/api/v1/library/custom-scripts"));
    assert_eq!(
        sent!(c => c.in_house_apps().upload_status(ITEM)),
        read(&format!("/api/v1/library/ipa-apps/upload/{ITEM}/status"))
    );
    assert_eq!(
        sent!(c => c.library_items().status(ITEM)),
        read(&format!("/api/v1/library/library-items/{ITEM}/status"))
    );
}

#[tokio::test]
async fn automated_device_enrollment() {
    assert_eq!(
        sent!(c => c.ade().public_key()),
        plain_request("GET /api/v1/integrations/apple/ade/public_key/", "application/x-x509-ca-cert, application/json")
    );
    assert_eq!(
        sent!(c => c
            .ade()
            .list_devices()
            .dep_account(ITEM)
            .device_family(AdeDeviceFamily::Mac)
            .os(AdeOs::Osx)
            .profile_status(AdeProfileStatus::Pushed)),
        read(&format!(
            "/api/v1/integrations/apple/ade/devices?dep_account={ITEM}&device_family=Mac&os=OSX&profile_status=pushed"
        ))
    );
    assert_eq!(
        sent!(c => c.ade().list_token_devices(ITEM).page(3)),
        read(&format!("/api/v1/integrations/apple/ade/{ITEM}/devices?page=3"))
    );
}

#[tokio::test]
async fn a_prism_list_with_an_order_is_walked_by_offsets() {
    let page = r#"{"offset":0,"limit":300,"total":1,"data":[{"device__id":"x"}],"cursor":null}"#;
    let rows = wire(vec![page], |c| async move { c.prism().apps().sort_by("-name").stream().try_collect().await });
    assert_eq!(rows.await, [read("/api/v1/prism/apps?sort_by=-name&limit=300")]);
    let from = wire(vec![page], |c| async move { c.prism().apps().offset(300).stream().try_collect().await });
    assert_eq!(from.await, [read("/api/v1/prism/apps?offset=300&limit=300")]);
    let exports = sent!(c => c.prism().get_export(ITEM));
    assert_eq!(exports, read(&format!("/api/v1/prism/export/{ITEM}")));
}

#[tokio::test]
async fn people_tags_and_the_audit_log() {
    assert_eq!(sent!(c => c.users().get(ITEM)), read(&format!("/api/v1/users/{ITEM}")));
    assert_eq!(sent!(c => c.tags().list().search("pi lot")), read("/api/v1/tags?search=pi%20lot"));
    assert_eq!(
        sent!(c => c.audit().events().limit(500).sort_by(AuditSort::from("-occurred_at")).start_date("2026-03-01")),
        read("/api/v1/audit/events?limit=500&sort_by=-occurred_at&start_date=2026-03-01")
    );
    assert_eq!(sent!(c => c.audit().admins().size_per_page(300)), read("/api/v1/admins?sizePerPage=300"));
    assert_eq!(sent!(c => c.settings().licensing()), read("/api/v1/settings/licensing"));
}

#[tokio::test]
async fn threats_and_vulnerabilities() {
    assert_eq!(
        sent!(c => c
            .threats()
            .list([ThreatStateV2::Quarantined, ThreatStateV2::Resolved])
            .severities([ThreatSeverity::High, ThreatSeverity::Critical])
            .management_state([ManagementState::Open])
            .detection_date_from("2026-01-21T16:08:00.0")),
        read(
            "/api/v2/threat/threat-details?statuses=quarantined,resolved&severities=high,critical&management_state=open\
             &detection_date_from=2026-01-21T16%3A08%3A00.0"
        )
    );
    assert_eq!(
        sent!(c => c.threats().behavioral_detections(DEVICE).classifications([BehaviorClass::Mal])),
        read(&format!("/api/v2/threat/behavioral-detections/events?device_id={DEVICE}&classifications=mal"))
    );
    assert_eq!(
        sent!(c => c.vulnerabilities().list().page(1).size(50).sort_by("-cvss_score")),
        read("/api/v1/vulnerability-management/vulnerabilities?page=1&size=50&sort_by=-cvss_score")
    );
    assert_eq!(
        sent!(c => c.vulnerabilities().devices("CVE-2024-1234")),
        read("/api/v1/vulnerability-management/vulnerabilities/CVE-2024-1234/devices")
    );
}
