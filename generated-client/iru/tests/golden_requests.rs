//! The exact bytes of requests, written from what is known of the API: one call of every kind.
//!
//! The server of these tests is a bare socket, so that nothing between the client and the wire can tidy up.
#![expect(clippy::expect_used, reason = "a test that cannot set up its server has failed")]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::JoinHandle;

use iru_client::runtime::{Confirm, Error, File};
use iru_client::{Client, DeviceOrdering, Platform};

const DEVICE: &str = "7a0c6f52-3d0b-4a51-9f5e-2f1f6f0e9b11";
const BLUEPRINT: &str = "0b9a3c1e-52d4-4a6f-8a27-6a1f0c9d3e55";
const ITEM: &str = "5d1f8a70-9a44-4d0c-b7c1-0e6b1a2c3d4e";

/// Answers each connection's request with the next reply and keeps what was asked.
fn serve(replies: Vec<&'static str>) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a loopback port");
    let address = listener.local_addr().expect("its address");
    let server = std::thread::spawn(move || {
        replies.into_iter().map(|reply| answer(listener.accept().expect("a connection").0, reply)).collect()
    });
    (format!("http://{address}"), server)
}

fn answer(mut stream: TcpStream, body: &str) -> String {
    let mut asked = Vec::new();
    let mut chunk = [0; 4096];
    while !is_complete(&asked) {
        let length = stream.read(&mut chunk).expect("a request");
        asked.extend_from_slice(&chunk[..length]);
    }
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: ";
    stream.write_all(format!("{head}{}\r\n\r\n{body}", body.len()).as_bytes()).expect("a reply");
    String::from_utf8(asked).expect("text")
}

/// Whether head and body are there (RFC 9112, section 6: by `Content-Length`, or up to the last chunk).
fn is_complete(asked: &[u8]) -> bool {
    let text = String::from_utf8_lossy(asked);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = |line: &str| line.strip_prefix("content-length: ").and_then(|value| value.parse::<usize>().ok());
    match head.lines().find_map(length) {
        Some(length) => body.len() >= length,
        None => !head.contains("transfer-encoding: chunked") || body.ends_with("0\r\n\r\n"),
    }
}

/// Runs calls against the socket and returns what went over the wire, with what differs from run to run replaced.
async fn wire<F, T>(replies: Vec<&'static str>, call: impl FnOnce(Client) -> F) -> Vec<String>
where
    F: Future<Output = Result<T, Error>>,
{
    let (url, server) = serve(replies);
    let client = Client::builder().base_url(&url).token("TOKEN").build().expect("a client");
    // Some replies are too plain for the call's type; here only the request counts.
    drop(call(client).await);
    let host = url.trim_start_matches("http://").to_owned();
    let version = concat!("iru-client/", env!("CARGO_PKG_VERSION"));
    let asked = server.join().expect("the server ends");
    asked.into_iter().map(|request| plain(&request.replace(&host, "HOST").replace(version, "iru-client/V"))).collect()
}

/// Line ends as `\n`, and the boundary of multipart bodies, which is random, as `BOUNDARY`.
fn plain(request: &str) -> String {
    let text = request.replace("\r\n", "\n");
    match text.split_once("boundary=").and_then(|(_, rest)| rest.split_once('\n')) {
        Some((boundary, _)) => {
            let boundary = boundary.trim_matches('"').to_owned();
            text.replace(&boundary, "BOUNDARY")
        }
        None => text,
    }
}

/// A request without a body, as it should be.
fn plain_request(line: &str, accept: &str) -> String {
    let length = if line.starts_with("POST ") { "content-length: 0\n" } else { "" };
    let head = format!("{line} HTTP/1.1\nuser-agent: iru-client/V\naccept: {accept}\n");
    format!("{head}authorization: Bearer TOKEN\n{length}accept-encoding: gzip\nhost: HOST\n\n")
}

fn read(target: &str) -> String {
    plain_request(&format!("GET {target}"), "application/json")
}

/// A request with a body, as it should be; `length` counts the bytes that were really sent.
fn write(line: &str, content_type: &str, length: usize, body: &str) -> String {
    let head = format!("{line} HTTP/1.1\nuser-agent: iru-client/V\naccept: application/json\n");
    let own = format!("content-type: {content_type}\nauthorization: Bearer TOKEN\naccept-encoding: gzip\n");
    format!("{head}{own}host: HOST\ncontent-length: {length}\n\n{body}")
}

fn json(line: &str, body: &str) -> String {
    write(line, "application/json", body.len(), body)
}

/// Calls once; the reply does not matter.
macro_rules! sent {
    ($client:ident => $call:expr) => {
        wire(vec!["{}"], |$client| async move { $call.send().await }).await.remove(0)
    };
}

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
