use std::time::Duration;

use iru_client::workflows::{Error, Progress};
use iru_client::{InstallEnforcement, InstallType};

use super::support::{Answer, Asked, Folder, ITEM, Server, heard, json, xml};

const PROCESSING: &str = r#"{"detail":"The upload is still being processed. Try again later."}"#;

fn ticket(asked: &Asked) -> Answer {
    let body = format!(
        r#"{{"name":"Tool.pkg","expires":"2026-03-02T09:00:00Z","post_url":"{}/storage/{}","file_key":"companies/x/Tool_{}.pkg",
            "post_data":{{"key":"companies/x/Tool.pkg","x-amz-algorithm":"AWS4-HMAC-SHA256","x-amz-credential":"c",
            "x-amz-date":"20260302T080000Z","x-amz-security-token":"st","policy":"p","x-amz-signature":"s","x-new":"kept"}}}}"#,
        asked.url, asked.before, asked.before
    );
    json(201, body)
}

/// Storage as it is: it refuses a token, wants every field before the file, and answers with nothing.
fn storage(asked: &Asked) -> Answer {
    let text = asked.text();
    let place = |part: &str| text.find(&format!("name=\"{part}\""));
    let file = place("file");
    let fields = ["key", "x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-security-token", "policy"];
    match () {
        () if asked.header("authorization").is_some() => xml(400, "InvalidArgument", "Only one auth mechanism allowed"),
        () if asked.header("content-length").is_none() => xml(411, "MissingContentLength", "no length"),
        () if fields
            .iter()
            .chain(&["x-amz-signature", "x-new"])
            .any(|part| place(part).is_none() || place(part) > file) =>
        {
            xml(403, "AccessDenied", "a field is missing or comes after the file")
        }
        () => Answer::Full(204, "application/xml", Vec::new()),
    }
}

fn app(asked: &Asked) -> Answer {
    let sent: serde_json::Value = serde_json::from_slice(&asked.body).unwrap_or_default();
    json(201, format!(r#"{{"id":"{ITEM}","name":"Tool","file_key":{}}}"#, sent["file_key"]))
}

fn tenant(asked: &Asked) -> Answer {
    match asked.line().as_str() {
        "POST /api/v1/library/custom-apps/upload" => ticket(asked),
        line if line.starts_with("POST /storage/") => storage(asked),
        "POST /api/v1/library/custom-apps" if asked.before < 3 => json(503, PROCESSING),
        line if line.starts_with("PATCH /api/v1/library/custom-apps/") && asked.before < 1 => json(503, PROCESSING),
        _ => app(asked),
    }
}

#[tokio::test]
async fn an_installer_is_uploaded_and_waited_for() {
    let (server, folder) = (Server::start(tenant), Folder::new());
    let content = vec![7; 300_000];
    let path = folder.file("Tool.pkg", &content);
    let (progress, hear) = heard();
    let client = server.client();
    let created = client
        .workflows()
        .create_custom_app("Tool", InstallType::Package, InstallEnforcement::InstallOnce, path)
        .configure(|app| app.restart(true).active(false))
        .on_progress(hear)
        .await;

    assert_eq!(created.expect("the app").file_key.as_deref(), Some("companies/x/Tool_0.pkg"));
    let create = "POST /api/v1/library/custom-apps";
    assert_eq!(
        server.lines(),
        ["POST /api/v1/library/custom-apps/upload", "POST /storage/0", create, create, create, create]
    );
    let asks = server.asks();
    assert_eq!(asks[0].text(), r#"{"name":"Tool.pkg"}"#);
    assert_eq!(asks[1].header("content-length"), Some(asks[1].body.len().to_string().as_str()));
    assert_eq!(asks[1].header("transfer-encoding"), None);
    let file = b"Content-Type: application/octet-stream\r\n\r\n";
    let start = asks[1].body.windows(file.len()).position(|window| window == file).expect("the file") + file.len();
    assert_eq!(asks[1].body[start..start + content.len()], content);
    assert!(asks[1].body[start + content.len()..].starts_with(b"\r\n--"), "the file is the last part");
    assert_eq!(
        asks[5].text(),
        r#"{"name":"Tool","file_key":"companies/x/Tool_0.pkg","install_type":"package","install_enforcement":"install_once","restart":true,"active":false}"#
    );
    let progress = progress.lock().expect("no panic").clone();
    assert!(progress.contains(&Progress::Sending { sent: 300_000, total: 300_000 }), "{progress:?}");
    let waits: Vec<u64> = progress
        .iter()
        .filter_map(|one| if let Progress::Waiting { wait, .. } = one { Some(wait.as_secs()) } else { None })
        .collect();
    assert_eq!(waits, [1, 2, 4]);
}

#[tokio::test]
async fn a_replaced_installer_changes_nothing_else() {
    let (server, folder) = (Server::start(tenant), Folder::new());
    let path = folder.file("Tool-2.pkg", "new");
    let client = server.client();
    let app = client.workflows().replace_installer(ITEM, path).file_name("Tool.pkg").await.expect("the app");
    assert_eq!(app.id.as_str(), ITEM);
    let asks = server.asks();
    assert_eq!(asks[0].text(), r#"{"name":"Tool.pkg"}"#);
    assert_eq!(asks.last().map(Asked::text).as_deref(), Some(r#"{"file_key":"companies/x/Tool_0.pkg"}"#));
    assert_eq!(asks.len(), 4);
}

#[tokio::test]
async fn an_expired_ticket_is_replaced_once() {
    let expired = |asked: &Asked| {
        xml(403, "AccessDenied", if asked.before > 9 { "no" } else { "Invalid according to Policy: Policy expired." })
    };
    let once = Server::start(move |asked| if asked.target == "/storage/0" { expired(asked) } else { tenant(asked) });
    let always =
        Server::start(move |asked| if asked.target.starts_with("/storage/") { expired(asked) } else { tenant(asked) });
    let folder = Folder::new();
    let path = folder.file("Tool.pkg", "x");

    let app = once.client().workflows().replace_installer(ITEM, &path).await.expect("the app");
    assert_eq!(app.file_key.as_deref(), Some("companies/x/Tool_1.pkg"));

    let error = always.client().workflows().replace_installer(ITEM, &path).await.expect_err("storage refuses");
    let Error::Storage(storage) = &error else { panic!("{error:?}") };
    assert!(storage.is_expired());
    assert_eq!(always.lines().len(), 4, "two tickets, two uploads: {:?}", always.lines());
}

#[tokio::test]
async fn storage_says_in_xml_what_is_wrong() {
    let server = Server::start(|asked| match asked.target.starts_with("/storage/") {
        true => xml(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size"),
        false => tenant(asked),
    });
    let folder = Folder::new();
    let path = folder.file("Tool.pkg", "x");
    let error = server.client().workflows().replace_installer(ITEM, path).await.expect_err("storage refuses");
    let Error::Storage(storage) = &error else { panic!("{error:?}") };
    assert_eq!(storage.code.as_deref(), Some("EntityTooLarge"));
    assert_eq!(
        error.to_string(),
        "storage refused with 400, EntityTooLarge, Your proposed upload exceeds the maximum allowed size"
    );
}

#[tokio::test]
async fn a_cut_in_the_middle_of_the_upload_is_mended_twice() {
    let folder = Folder::new();
    let path = folder.file("Tool.pkg", vec![1; 5_000_000]);
    let mended = Server::cutting(vec![("/storage/", 1_000_000), ("/storage/", 2_000_000)], tenant);
    assert!(mended.client().workflows().replace_installer(ITEM, &path).await.is_ok());

    let broken = Server::cutting(vec![("/storage/", 1_000_000); 3], tenant);
    let error = broken.client().workflows().replace_installer(ITEM, &path).await.expect_err("three cuts");
    assert!(error.call().is_some_and(|error| error.may_have_reached_server()), "{error:?}");
    assert_eq!(broken.lines(), ["POST /api/v1/library/custom-apps/upload"], "no change was asked for");
}

#[tokio::test]
async fn another_503_is_an_error_at_once() {
    let server = Server::start(|asked| match asked.method.as_str() {
        "PATCH" => json(503, r#"{"detail":"Service unavailable"}"#),
        _ => tenant(asked),
    });
    let folder = Folder::new();
    let path = folder.file("Tool.pkg", "x");
    let error = server.client().workflows().replace_installer(ITEM, path).await.expect_err("unavailable");
    assert_eq!(error.to_string(), "custom_apps.update: 503 Service Unavailable: Service unavailable");
    assert_eq!(server.lines().len(), 3);
}

#[tokio::test]
async fn an_upload_that_is_never_seen_ends_at_the_deadline() {
    let server = Server::start(|asked| if asked.method == "PATCH" { json(503, PROCESSING) } else { tenant(asked) });
    let folder = Folder::new();
    let path = folder.file("Tool.pkg", "x");
    // By the clock of the machine: the waits are of 1, 2 and 4 seconds, and the deadline falls well inside the second.
    let replace = server.patient_client().workflows().replace_installer(ITEM, path).deadline(Duration::from_secs(2));
    let error = replace.await.expect_err("it is never seen");
    assert!(matches!(error, Error::Deadline { during: Progress::Waiting { .. }, .. }), "{error:?}");
}

#[tokio::test]
async fn what_is_wrong_on_this_machine_is_said_before_anything_is_sent() {
    let (server, folder) = (Server::start(tenant), Folder::new());
    let workflows = server.client().workflows();
    for path in [folder.path("missing.pkg"), folder.path("")] {
        let error = workflows.replace_installer(ITEM, &path).await.expect_err("no file");
        assert!(matches!(error, Error::File { .. }), "{error:?}");
    }
    assert!(server.lines().is_empty());
}

#[tokio::test]
async fn storage_does_not_use_up_the_limits_of_the_api() {
    let (server, folder) = (Server::start(tenant), Folder::new());
    let path = folder.file("Tool.pkg", "x");
    let hour = Duration::from_secs(3600);
    let builder = iru_client::Client::builder().base_url(&server.url).token("TOKEN");
    // A ticket and two changes; the file itself goes to another server.
    let client = builder.configure(|builder| builder.rate_limits([(3, hour)])).build().expect("a client");
    let replace = client.workflows().replace_installer(ITEM, path).deadline(Duration::from_secs(10));
    replace.await.expect("the app");
    assert_eq!(server.lines().len(), 4);
}

#[tokio::test]
async fn a_dry_run_plans_the_first_write_and_sends_nothing() {
    let (server, folder) = (Server::start(tenant), Folder::new());
    let path = folder.file("Tool.pkg", "x");
    let error = server.client().dry_run().workflows().replace_installer(ITEM, path).await.expect_err("a dry run");
    let plan = error.call().and_then(|error| error.plan()).expect("a plan").to_string();
    assert_eq!(plan, format!("POST {}/api/v1/library/custom-apps/upload", server.url));
    assert!(server.lines().is_empty());
}
