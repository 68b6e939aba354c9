//! The fault matrix: each fault over a real socket, met by a read, by a write, and by a write that may repeat on 503.
//!
//! The outcome is the table in the runtime's `FAULTS.md`; `UPDATE_FAULTS=1` writes it anew.

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::{Duration, SystemTime};

use openapi_client_runtime as rt;

use crate::faulty::{Act, Faulty};
use crate::support::{READ, TOKEN, WRITE, WRITE_503, client, send};

const GOOD: &str = r#"{"fine":true}"#;

struct Fault {
    name: &'static str,
    acts: Vec<Act>,
}

fn fault(name: &'static str, acts: Vec<Act>) -> Fault {
    Fault { name, acts }
}

fn faults(elsewhere: &str) -> Vec<Fault> {
    let good = || Act::json(GOOD);
    let refuse = |status, headers: &str| Act::reply(status, headers, r#"{"detail":"Later."}"#);
    let date = |after: u64| {
        let then = jiff(SystemTime::now() + Duration::from_secs(after));
        format!("Retry-After: {then}\r\n")
    };
    let half = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":".to_vec();
    let head =
        |headers: &str| format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{headers}\r\n").into_bytes();
    let redirect = |to: &str| Act::reply("302 Found", &format!("Location: {to}\r\n"), "");
    vec![
        fault("reset before the request, then well", vec![Act::ResetBefore, good()]),
        fault("reset after the request, then well", vec![Act::ResetAfter, good()]),
        fault("reset after every request", vec![Act::ResetAfter]),
        fault("half a body, then well", vec![Act::Send(half), good()]),
        fault("no head in time", vec![Act::Hang(Vec::new())]),
        fault("body stalls", vec![Act::Hang(head("Content-Length: 100\r\n"))]),
        fault("429, then well", vec![refuse("429 Too Many Requests", ""), good()]),
        fault(
            "429 with `Retry-After: 0`, then well",
            vec![refuse("429 Too Many Requests", "Retry-After: 0\r\n"), good()],
        ),
        fault("429 with `Retry-After` as a date, then well", vec![refuse("429 Too Many Requests", &date(0)), good()]),
        fault("429 with `Retry-After: 3600`", vec![refuse("429 Too Many Requests", "Retry-After: 3600\r\n"), good()]),
        fault("503, then well", vec![refuse("503 Service Unavailable", ""), good()]),
        fault("503 without end", vec![refuse("503 Service Unavailable", "")]),
        fault("500, then well", vec![refuse("500 Internal Server Error", ""), good()]),
        fault("400", vec![refuse("400 Bad Request", "")]),
        fault(
            "HTML error page",
            vec![Act::reply(
                "404 Not Found",
                "Content-Type: text/html\r\n",
                "<html><head><title>Gone</title></head></html>",
            )],
        ),
        fault("redirect to another origin", vec![redirect(&format!("{elsewhere}/stolen"))]),
        fault("redirect to http off this machine", vec![redirect("http://192.0.2.1/x")]),
        fault("redirects in a circle", vec![redirect("/things")]),
        fault("body that announces 2 GB", vec![Act::Hang(head("Content-Length: 2147483648\r\n"))]),
        fault("compressed body", vec![Act::Send(compressed(GOOD.as_bytes(), 1))]),
        fault("compression bomb", vec![Act::Send(compressed(&[b' '; 1024], 100_000))]),
        fault("no HTTP at all", vec![Act::Send(b"SSH-2.0-OpenSSH\r\n".to_vec())]),
    ]
}

fn jiff(time: SystemTime) -> String {
    let zoned = rt::jiff::Timestamp::try_from(time).unwrap();
    rt::jiff::fmt::strtime::format("%a, %d %b %Y %H:%M:%S GMT", zoned).unwrap()
}

fn compressed(piece: &[u8], times: usize) -> Vec<u8> {
    let mut out = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n".to_vec();
    let mut encoder = flate2::write::GzEncoder::new(&mut out, flate2::Compression::best());
    (0..times).for_each(|_| encoder.write_all(piece).unwrap());
    encoder.finish().unwrap();
    out
}

/// What came of a call: one cell of the table.
fn outcome(result: &Result<rt::RawResponse, rt::Error>) -> String {
    match result {
        Ok(raw) => format!("{}", raw.status().as_u16()),
        Err(error) => match (error.kind(), error.status()) {
            (rt::ErrorKind::Status, Some(status)) => format!("error {}", status.as_u16()),
            (kind, _) => format!("error `{kind:?}`"),
        },
    }
}

#[tokio::test]
async fn the_matrix_is_as_documented() {
    let elsewhere = Faulty::start(vec![Act::json(GOOD)]).await;
    let mut table = String::from(
        "| fault | read: outcome | sent | write: outcome | sent | write that may repeat on 503 | sent | token seen elsewhere |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for fault in faults(&elsewhere.url()) {
        let mut row = format!("| {} |", fault.name);
        for operation in [&READ, &WRITE, &WRITE_503] {
            let server = Faulty::start(fault.acts.clone()).await;
            let client = client(&server.url()).max_reply_bytes(1_000_000).build().unwrap();
            let result = send(&client, operation).await;
            let sent = server.requests();
            write!(row, " {} | {} |", outcome(&result), sent.len()).unwrap();
            if let Err(error) = &result {
                assert!(error.may_have_reached_server(), "{} {error:?}", fault.name);
                assert!(!format!("{error} {error:?}").contains(TOKEN));
            }
            let own = |request: &String| request.is_empty() || request.contains(TOKEN);
            assert!(sent.iter().all(own), "{}: the own server gets the token", fault.name);
        }
        let leaked = elsewhere.requests().iter().filter(|request| request.contains(TOKEN)).count();
        assert_eq!(leaked, 0, "{}", fault.name);
        writeln!(table, "{row} {leaked} |").unwrap();
    }
    assert_eq!(elsewhere.requests().len(), 1, "the read alone follows the redirect");
    check_document(&table);
}

fn check_document(table: &str) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../generated-client/runtime/FAULTS.md");
    let document = std::fs::read_to_string(path).unwrap();
    let (before, rest) = document.split_once("<!-- table -->\n").unwrap();
    let (known, after) = rest.split_once("<!-- /table -->").unwrap();
    if std::env::var_os("UPDATE_FAULTS").is_some() {
        std::fs::write(path, format!("{before}<!-- table -->\n{table}<!-- /table -->{after}")).unwrap();
    } else {
        assert_eq!(known, table, "UPDATE_FAULTS=1 writes the table anew");
    }
}

#[tokio::test]
async fn a_refused_connection_sent_nothing() {
    // A port that was free a moment ago.
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let client = client(&format!("http://{address}")).build().unwrap();
    let error = send(&client, &READ).await.unwrap_err();
    assert!(error.is_connect() && !error.may_have_reached_server());
    assert_eq!(error.attempts(), 3);
    assert_eq!(send(&client, &WRITE).await.unwrap_err().attempts(), 3);
}

#[tokio::test]
async fn a_whole_call_has_its_limit() {
    let server = Faulty::start(vec![Act::reply("503 Service Unavailable", "Retry-After: 1\r\n", "")]).await;
    let client = client(&server.url()).timeout(Duration::from_millis(300)).build().unwrap();
    let before = std::time::Instant::now();
    let error = send(&client, &READ).await.unwrap_err();
    // Waiting a second would pass the limit, so the server's own answer is given at once.
    assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (503, 1));
    assert!(before.elapsed() < Duration::from_millis(250));
    let slow = Faulty::start(vec![Act::Hang(Vec::new())]).await;
    let client = rt::ClientBuilder::new(&crate::support::API).base_url(slow.url()).timeout(Duration::from_millis(200));
    let error = send(&client.build().unwrap(), &READ).await.unwrap_err();
    assert!(error.is_timeout() && error.may_have_reached_server() && error.attempts() == 1, "{error:?}");
}

#[tokio::test]
async fn invalid_json_and_a_wrong_type_say_so() {
    let server = Faulty::start(vec![
        Act::json("{\"cut\":"),
        Act::reply("200 OK", "Content-Type: text/html\r\n", "<title>Log in</title>"),
        Act::json(""),
        Act::json("[1]"),
    ])
    .await;
    let client = client(&server.url()).build().unwrap();
    let mut texts = Vec::new();
    for _ in 0..4 {
        let raw = send(&client, &READ).await.unwrap();
        let error = rt::reply::json::<std::collections::BTreeMap<String, String>>(&raw).unwrap_err();
        assert!(error.is_decode() && error.may_have_reached_server());
        texts.push(error.to_string());
    }
    assert!(texts[0].contains("not JSON"), "{texts:?}");
    assert_eq!(texts[1], "things.get: the reply is text/html, not JSON: Log in");
    assert_eq!(texts[2], "things.get: the reply is empty");
    assert!(texts[3].ends_with(" at $"), "{texts:?}");
}

#[tokio::test]
async fn what_a_retry_repeats_is_the_same_request() {
    let server = Faulty::start(vec![Act::reply("503 Busy", "", ""), Act::json(GOOD)]).await;
    let client = client(&server.url()).build().unwrap();
    assert_eq!(send(&client, &WRITE_503).await.unwrap().attempts(), 2);
    let sent = server.requests();
    assert_eq!(sent[0], sent[1]);
    assert!(sent[0].ends_with("\r\n\r\n{\"name\":\"x\"}"), "{}", sent[0]);
}

#[tokio::test]
async fn an_outage_does_not_become_a_storm() {
    let server = Faulty::start(vec![Act::reply("503 Busy", "", "")]).await;
    let client = client(&server.url()).build().unwrap();
    for _ in 0..60 {
        send(&client, &READ).await.unwrap_err();
    }
    assert_eq!(server.requests().len(), 60 + 50, "fifty retries, then one request a call");
}

#[tokio::test]
async fn a_server_that_asks_for_an_hour_does_not_block_later_calls() {
    let server = Faulty::start(vec![Act::reply("429 Too Many Requests", "Retry-After: 3600\r\n", "")]).await;
    let client = client(&server.url()).build().unwrap();
    let error = send(&client, &READ).await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    let error = send(&client, &READ).await.unwrap_err();
    assert!(error.is_rate_limited() && !error.may_have_reached_server(), "{error}");
    assert!(error.retry_after().unwrap() > Duration::from_secs(3590));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_download_is_read_piece_by_piece_and_saved_whole_or_not_at_all() {
    let half = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".to_vec();
    let server = Faulty::start(vec![
        Act::reply("200 OK", "", "content"),
        Act::Send(half),
        Act::reply("404 Not Found", "", r#"{"detail":"Not found."}"#),
    ])
    .await;
    // The cap is for replies that are kept in memory.
    let client = client(&server.url()).max_reply_bytes(3).build().unwrap();
    let download = || rt::Call::new(&client, &READ).download();
    let path = std::env::temp_dir().join(format!("download-{}", std::process::id()));
    assert_eq!(download().await.unwrap().save(&path).await.unwrap(), 7);
    assert_eq!(std::fs::read(&path).unwrap(), b"content");
    let error = download().await.unwrap().save(&path).await.unwrap_err();
    assert_eq!(error.kind(), rt::ErrorKind::Transport);
    assert!(!path.exists());
    assert_eq!(download().await.unwrap_err().kind(), rt::ErrorKind::TooLarge);
}
