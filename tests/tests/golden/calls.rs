//! Five calls against the golden client's own loopback server.

use golden_client::fake::ROUTES;
use golden_client::rt::fake::{Options, Server};
use golden_client::rt::{Confirm, ErrorKind, File};
use golden_client::{Client, Platform, ReturnToServiceInput, gadget};

fn serve(options: Options) -> (Server, Client) {
    let server = Server::start(ROUTES, options).unwrap();
    let client = Client::builder().base_url(server.base_url()).token(server.token()).build().unwrap();
    (server, client)
}

fn asked(server: &Server) -> Vec<String> {
    let line = |request: golden_client::rt::fake::Request| {
        let query = if request.query.is_empty() { String::new() } else { format!("?{}", request.query) };
        format!("{} {}{query} {}", request.method, request.path, request.status)
    };
    server.requests().into_iter().map(line).collect()
}

#[tokio::test]
async fn a_list_is_read_to_its_last_page() {
    let (server, client) = serve(Options::default().items(7));
    let devices = client.devices().list().limit(3).platform(Platform::Mac).stream().try_collect().await.unwrap();
    assert_eq!(devices.len(), 7);
    assert_ne!(devices[0].device_id, devices[6].device_id);
    assert!(devices[0].user.is_absent());
    assert_eq!(
        asked(&server),
        [
            "GET /api/v1/devices?limit=3&platform=Mac 200",
            "GET /api/v1/devices?limit=3&platform=Mac&offset=3 200",
            "GET /api/v1/devices?limit=3&platform=Mac&offset=6 200",
        ]
    );
}

#[tokio::test]
async fn streams_ask_for_the_largest_page() {
    let (server, client) = serve(Options::default().items(301));
    let mut devices = client.devices().list().stream().prefetch();
    let mut count = 0;
    while devices.try_next().await.unwrap().is_some() {
        count += 1;
    }
    assert_eq!(count, 301);
    assert_eq!(asked(&server), ["GET /api/v1/devices?limit=300 200", "GET /api/v1/devices?limit=300&offset=300 200"]);
}

#[tokio::test]
async fn a_device_is_got_with_its_head() {
    let (server, client) = serve(Options::default());
    let reply = client.devices().get("a/b").send().await.unwrap();
    assert_eq!((reply.status().as_u16(), reply.attempts()), (200, 1));
    assert_eq!(reply.value().platform, Some(Platform::Mac));
    assert_eq!(asked(&server), ["GET /api/v1/devices/a%2Fb 200"]);
    let head = &server.requests()[0].headers;
    assert_eq!(head["authorization"], "Bearer fake-token");
    assert_eq!(head["accept"], "application/json");
    assert!(head["user-agent"].to_str().unwrap().starts_with("golden-client/"));
}

#[tokio::test]
async fn the_servers_word_is_in_the_error() {
    let (server, _) = serve(Options::default());
    let client = Client::builder().base_url(server.base_url()).token("wrong-token").build().unwrap();
    let error = client.devices().get("d-1").await.unwrap_err();
    assert!(error.is_unauthorized() && error.may_have_reached_server());
    assert_eq!(error.to_string(), "devices.get: 401 Unauthorized: Invalid token.");
    assert_eq!(error.body(), br#"{"detail":"Invalid token."}"#);
}

#[tokio::test]
async fn an_erase_needs_the_serial_number() {
    let (server, client) = serve(Options::default());
    let erase =
        || client.device_actions().erase("d-1").pin("123456").return_to_service(ReturnToServiceInput::new(true));
    let wrong = erase().confirm(Confirm::target("C02B")).await.unwrap_err();
    assert_eq!(wrong.kind(), ErrorKind::NotConfirmed);
    assert_eq!(asked(&server), ["GET /api/v1/devices/d-1 200"]);
    erase().confirm(Confirm::target("C02A")).await.unwrap();
    assert_eq!(asked(&server)[1..], ["GET /api/v1/devices/d-1 200", "POST /api/v1/devices/d-1/action/erase 200"]);
    let body = &server.requests()[2].body;
    assert_eq!(&body[..], br#"{"PIN":"123456","ReturnToService":{"Enabled":true}}"#);
}

#[tokio::test]
async fn read_only_and_dry_run_clients_do_not_erase() {
    let (server, client) = serve(Options::default());
    let erase = |client: Client| client.device_actions().erase("d-1").pin("123456").confirm(Confirm::target("C02A"));
    let refused = erase(client.read_only()).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::ReadOnly);
    assert!(asked(&server).is_empty() && !refused.may_have_reached_server());
    let planned = erase(client.dry_run()).await.unwrap_err();
    assert_eq!(planned.kind(), ErrorKind::DryRun);
    let plan = planned.plan().unwrap();
    assert!(plan.to_curl().ends_with(r#"--data-raw '{"PIN":"***"}'"#), "{}", plan.to_curl());
    assert!(plan.headers.contains(&("authorization".to_owned(), "Bearer ***".to_owned())));
    assert_eq!(asked(&server), ["GET /api/v1/devices/d-1 200"]);
    assert_eq!(
        client
            .read_only()
            .dry_run()
            .device_actions()
            .erase("d-1")
            .confirm(Confirm::target("C02A"))
            .await
            .unwrap_err()
            .kind(),
        ErrorKind::ReadOnly
    );
}

#[tokio::test]
async fn an_upload_keeps_its_parts_in_order() {
    let (server, client) = serve(Options::default());
    let path = std::env::temp_dir().join(format!("golden-upload-{}.mobileconfig", std::process::id()));
    std::fs::write(&path, "<plist/>").unwrap();
    let profile = client.library().create_custom_profile("Wi-Fi", File::open(&path)).active(true).await;
    std::fs::remove_file(&path).unwrap();
    assert_eq!(profile.unwrap().name.as_deref(), Some("Wi-Fi"));
    let request = &server.requests()[0];
    let content_type = request.headers["content-type"].to_str().unwrap();
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let file_name = path.file_name().unwrap().to_str().unwrap();
    let expected = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nWi-Fi\r\n\
         --{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file_name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n<plist/>\r\n\
         --{boundary}\r\nContent-Disposition: form-data; name=\"active\"\r\n\r\ntrue\r\n--{boundary}--\r\n"
    );
    assert_eq!(String::from_utf8_lossy(&request.body), expected);
    assert_eq!(request.headers["content-length"], expected.len().to_string().as_str());
    let missing = client.library().create_custom_profile("Wi-Fi", File::open("no/such.file")).await.unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::File);
    assert!(!missing.may_have_reached_server());
}

#[tokio::test]
async fn a_filter_is_one_query_parameter() {
    let (server, client) = serve(Options::default());
    let filter = gadget::NAME.eq("O'Hara & Co").or(gadget::ID.is_in([1, 2]));
    let gadgets = client.inventory().gadgets().filter(filter).select(["id", "name"]).await.unwrap();
    assert_eq!(gadgets.d.as_ref().unwrap()[0].id, 1.into());
    let expected =
        "GET /v7/gadget?$filter=name%20eq%20%27O%27%27Hara%20%26%20Co%27%20or%20id%20in%20(1,2)&$select=id,name 200";
    assert_eq!(asked(&server), [expected]);
}

#[tokio::test]
async fn hostile_ids_reach_no_other_route() {
    let (server, client) = serve(Options::default());
    for id in ["", ".", "..", "%2e%2e", "..%2f..", "a\nb", "\0"] {
        let error = client.devices().get(id).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument, "{id:?}");
    }
    assert!(asked(&server).is_empty());
}

#[test]
fn values_that_nobody_knew_go_there_and_back() {
    let text = r#"{"device_id":"d-1","platform":"Vision","supervised":"True","user":null,"new":{"a":[1]}}"#;
    let device: golden_client::Device = serde_json::from_str(text).unwrap();
    assert_eq!(device.platform, Some(Platform::Unknown("Vision".to_owned())));
    assert_eq!(serde_json::to_string(&device).unwrap(), text);
}
