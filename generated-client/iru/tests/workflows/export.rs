use std::time::Duration;

use iru_client::workflows::{Error, Progress};
use iru_client::{PrismExportCategory, PrismFamily};
use serde::Deserialize;

use super::support::{Answer, Asked, Server, json, xml};

const EXPORT: &str = "4c1b9d0e-3a0a-4b52-8a86-0f0f9d6b1c22";
const CSV: &str =
    "\u{feff}device__name,version,note\r\n\"Rosa's, \"\"Mac\"\"\",1.2,\"two\nlines\"\r\nReception iPad,,ü\r\n";

fn export(asked: &Asked, status: &str, error: &str) -> Answer {
    let url = if status == "success" { format!("\"{}/storage/x.csv?sig=1\"", asked.url) } else { "null".to_owned() };
    json(200, format!(r#"{{"id":"{EXPORT}","status":"{status}","error_msg":{error},"signed_url":{url}}}"#))
}

fn tenant(asked: &Asked, csv: Answer) -> Answer {
    match asked.method.as_str() {
        _ if asked.target.starts_with("/storage/") => match asked.header("authorization") {
            Some(_) => xml(400, "InvalidArgument", "Only one auth mechanism allowed"),
            None => csv,
        },
        "GET" if asked.before == 1 => export(asked, "success", "null"),
        _ => export(asked, "pending", "null"),
    }
}

fn csv(text: &str) -> Answer {
    Answer::Full(200, "text/csv", text.as_bytes().to_vec())
}

#[derive(Debug, PartialEq, Deserialize)]
struct App {
    #[serde(rename = "device__name")]
    device: String,
    version: Option<f64>,
}

#[tokio::test]
async fn an_export_is_ordered_waited_for_and_read_row_by_row() {
    let server = Server::start(|asked| tenant(asked, csv(CSV)));
    let order = server.client().workflows().export(PrismExportCategory::Apps);
    let mut rows = order.configure(|call| call.device_families([PrismFamily::Mac])).await.expect("the export");
    assert_eq!(rows.columns().collect::<Vec<_>>(), ["device__name", "version", "note"]);
    let first = rows.try_next().await.expect("a row").expect("a row");
    assert_eq!((first.get("device__name"), first.get("note")), (Some("Rosa's, \"Mac\""), Some("two\nlines")));
    assert_eq!(first.get("nothing"), None);
    assert_eq!(first.deserialize::<App>().expect("an app").version, Some(1.2));
    let second = rows.try_next().await.expect("a row").expect("a row");
    let app = App { device: "Reception iPad".to_owned(), version: None };
    assert_eq!((second.number(), second.deserialize().ok()), (2, Some(app)));
    assert!(rows.try_next().await.expect("the end").is_none());
    assert_eq!(server.asks()[0].text(), r#"{"category":"apps","device_families":["Mac"]}"#);
    assert_eq!(server.lines().len(), 4, "one order, two looks, one download: {:?}", server.lines());
}

#[tokio::test]
async fn an_export_that_is_never_ready_meets_the_deadline() {
    let server = Server::start(|asked| export(asked, "pending", "null"));
    let export = server.client().workflows().export(PrismExportCategory::Apps).deadline(Duration::from_secs(30));
    let error = export.await.expect_err("it is never ready");
    assert!(matches!(error, Error::Deadline { during: Progress::Waiting { .. }, .. }), "{error:?}");
}

#[tokio::test]
async fn rows_that_never_end_meet_the_deadline() {
    let server = Server::start(|asked| tenant(asked, Answer::Endless(b"a,b\n1,2\n".to_vec())));
    let export = server.client().workflows().export(PrismExportCategory::Apps).deadline(Duration::from_secs(30));
    let mut rows = export.await.expect("it begins");
    let error = loop {
        match rows.try_next().await {
            Ok(Some(_)) => {}
            Ok(None) => panic!("it has no end"),
            Err(error) => break error,
        }
    };
    assert!(matches!(error, Error::Deadline { during: Progress::Receiving { .. }, .. }), "{error:?}");
}

#[tokio::test]
async fn an_export_that_fails_says_why() {
    let server = Server::start(|asked| match asked.method.as_str() {
        "GET" => export(asked, "failed", r#""query timed out""#),
        _ => export(asked, "pending", "null"),
    });
    let error = server.client().workflows().export(PrismExportCategory::Apps).await.expect_err("it failed");
    assert_eq!(error.to_string(), "the export failed: query timed out");

    let server = Server::start(|_| json(400, r#"{"detail":"Invalid category: toast"}"#));
    let error = server.client().workflows().export("toast").await.expect_err("there is none such");
    assert_eq!(error.to_string(), "prism.export: 400 Bad Request: Invalid category: toast");
}

#[tokio::test]
async fn what_is_no_table_is_an_error_with_its_row() {
    for (body, expected) in
        [("a,b\n1,2\n1,2,3\n", "row 2 of the export: it has 3 fields, the header 2"), ("a,b\n1,2\n", ""), ("", "")]
    {
        let server = Server::start(move |asked| tenant(asked, csv(body)));
        let mut rows = server.client().workflows().export(PrismExportCategory::Apps).await.expect("it begins");
        let mut said = String::new();
        loop {
            match rows.try_next().await {
                Ok(Some(_)) => {}
                Ok(None) => break,
                Err(error) => {
                    said = error.to_string();
                    break;
                }
            }
        }
        assert_eq!(said, expected, "{body:?}");
    }
}

#[tokio::test]
async fn a_cut_in_the_middle_of_the_rows_is_an_error() {
    let cut = || Answer::Cut(1000, b"a,b\n1,2\n3".to_vec());
    let server = Server::start(move |asked| tenant(asked, cut()));
    let mut rows = server.client().workflows().export(PrismExportCategory::Apps).await.expect("it begins");
    assert!(rows.try_next().await.expect("the first row").is_some());
    let error = rows.try_next().await.expect_err("half a row is none");
    assert!(error.call().is_some(), "{error:?}");
}
