use iru_client::UploadState;
use iru_client::workflows::Error;

use super::support::{Answer, Asked, Folder, ITEM, Server, json};

const PENDING: &str = "0e2bb0c8-66c1-4d37-8bd1-14c0a2a0a7d5";

fn tenant(asked: &Asked, states: &[&str]) -> Answer {
    match asked.line().as_str() {
        "POST /api/v1/library/ipa-apps/upload" => json(
            201,
            format!(
                r#"{{"id":"{PENDING}","filename":"App.ipa","sha256":null,"post_url":"{}/storage","post_data":{{"key":"k"}},"file_key":"ipas/App_1.ipa"}}"#,
                asked.url
            ),
        ),
        "POST /storage" => Answer::Full(204, "application/xml", Vec::new()),
        line if line.ends_with("/status") => {
            let state = states.get(asked.before).or(states.last()).expect("a state");
            json(200, format!(r#"{{"status":"{state}","reason":"bundle is not signed"}}"#))
        }
        line if line.starts_with("GET /api/v1/library/ipa-apps") => json(
            200,
            format!(
                r#"{{"count":1,"next":null,"previous":null,"results":[{{"id":"{ITEM}","file_key":"ipas/App_1.ipa"}}]}}"#
            ),
        ),
        _ => Answer::Full(201, "application/json", Vec::new()),
    }
}

#[tokio::test]
async fn an_app_is_uploaded_checked_created_and_found() {
    let server =
        Server::start(|asked| tenant(asked, &["UPLOADING", "UPLOADED", "SOMETHING_NEW", "VALIDATING", "VALIDATED"]));
    let folder = Folder::new();
    let path = folder.file("App.ipa", "zip");
    let create = server.client().workflows().create_in_house_app("App", path);
    let uploaded = create.configure(|call| call.runs_on_iphone(true)).await.expect("the app");
    assert_eq!(uploaded.file_key, "ipas/App_1.ipa");
    assert_eq!(uploaded.status.status, Some(UploadState::Validated));
    assert_eq!(uploaded.app.expect("it is in the list").id.as_str(), ITEM);
    let status = format!("GET /api/v1/library/ipa-apps/upload/{PENDING}/status");
    let lines = server.lines();
    assert_eq!(lines.iter().filter(|line| **line == status).count(), 5);
    let create = server.asks().into_iter().find(|asked| asked.line() == "POST /api/v1/library/ipa-apps");
    assert_eq!(
        create.expect("it was created").text(),
        r#"{"file_key":"ipas/App_1.ipa","name":"App","runs_on_iphone":true}"#
    );
}

#[tokio::test]
async fn an_app_that_is_found_wanting_is_not_created() {
    let server = Server::start(|asked| tenant(asked, &["UPLOADED", "VALIDATE_FAILED"]));
    let folder = Folder::new();
    let path = folder.file("App.ipa", "zip");
    let error = server.client().workflows().replace_in_house_app(ITEM, path).await.expect_err("it was refused");
    assert!(matches!(&error, Error::UploadRejected { state: UploadState::ValidateFailed, .. }), "{error:?}");
    assert_eq!(error.to_string(), "the upload ended as VALIDATE_FAILED: bundle is not signed");
    assert!(!server.lines().iter().any(|line| line.starts_with("PATCH")));
}
