use iru_client::runtime::CallOptions;
use iru_client::{Client, Migration, TenantUrl};

use super::support::{Asked, Server, json};

fn asked_for_a_device(server: &Server) -> Asked {
    server.asks().into_iter().find(|asked| asked.target.contains("/devices/")).expect("a device was asked for")
}

#[tokio::test]
async fn a_fresh_reading_asks_every_cache_for_one() {
    let server = Server::start(|_| json(200, r#"{"device_id":"x"}"#));
    let client = server.client();
    client.devices().get("x").with(CallOptions::new().no_cache()).await.expect("the device");
    let asked = asked_for_a_device(&server);
    assert_eq!((asked.header("cache-control"), asked.header("pragma")), (Some("no-cache"), Some("no-cache")));
    client.devices().get("x").await.expect("the device");
    assert_eq!(server.asks()[1].header("cache-control"), None);
}

#[tokio::test]
async fn a_tenant_that_is_elsewhere_is_answered_with_the_hosts_to_use() {
    let gateway = r#"{"message":"no Route matched with those values","request_id":"1"}"#;
    let server = Server::start(move |asked| match asked.target.contains("gone") {
        true => json(404, r#"{"detail":"Not found."}"#),
        false => json(404, gateway),
    });
    let error = server.client().devices().get("x").await.expect_err("no route");
    let gone = server.client().devices().get("gone").await.expect_err("no such device");
    // The host of an error is that of the client it is asked of.
    let acme = Client::builder().tenant_url("acme.kandji.io").token("T").build().expect("a client");
    let wrong = acme.wrong_host(&error).expect("another host");
    let hosts: Vec<&str> = wrong.candidates.iter().map(TenantUrl::as_str).collect();
    assert_eq!(hosts, ["https://acme.api.eu.kandji.io", "https://acme.api.iru.com", "https://acme.api.eu.iru.com"]);
    assert!(wrong.to_string().contains("https://acme.api.eu.kandji.io"), "{wrong}");
    assert_eq!(acme.wrong_host(&gone), None, "a device that is gone is no tenant that is");
    assert_eq!(server.client().wrong_host(&error), None, "a host of one's own has no others");
}

#[tokio::test]
async fn the_gateways_say_without_a_token_where_a_tenant_is() {
    let server = Server::start(|asked| match asked.target.as_str() {
        "/us/moved" => json(200, r#"{"auth_migration_status":"COMPLETED"}"#),
        "/us/moving" | "/eu/european" => json(200, r#"{"auth_migration_status":"STARTED"}"#),
        "/us/plain" => json(200, r#"{"auth_migration_status":null}"#),
        "/us/european" => json(404, r#"{"error":"tenantNotFound"}"#),
        "/us/broken" => json(500, "{}"),
        _ => json(200, r#"{"code":"tenantNotFound"}"#),
    });
    let client = server.client();
    let find = async |name: &str| {
        let address = |region: &str| format!("{}/{region}/{name}", server.url);
        let found = client.find_tenant_at("acme", [&address("us"), &address("eu")]).await;
        found.map(|found| found.map(|found| (found.url.to_string(), found.migration)))
    };
    let at = |host: &str, migration| Some((format!("https://acme.api.{host}"), migration));
    assert_eq!(find("moved").await.ok(), Some(at("iru.com", Migration::Completed)));
    assert_eq!(find("moving").await.ok(), Some(at("kandji.io", Migration::Started)));
    assert_eq!(find("plain").await.ok(), Some(at("kandji.io", Migration::None)));
    assert_eq!(find("european").await.ok(), Some(at("eu.kandji.io", Migration::Started)));
    assert_eq!(find("nobody").await.ok(), Some(None));
    assert!(find("broken").await.is_err());
    assert!(server.asks().iter().all(|asked| asked.header("authorization").is_none()));
    // Only of tenants: nobody else has a gateway.
    assert!(client.find_tenant().await.is_err());
}

#[test]
fn a_token_that_cannot_be_sent_is_refused_and_not_shown() {
    let build = |token: &str| Client::builder().tenant_url("acme").token(token).build();
    let error = build("good\nbad").expect_err("a line break");
    assert_eq!(error.to_string(), "the token cannot be sent: character 5 is a line break or another control character");
    assert!(build("").is_err());
    assert!(build("odd but possible").is_ok());
}
