use std::time::Duration;

use iru_client::workflows::{Error, Progress};

use super::support::{Answer, Asked, Folder, ITEM, Server, bytes, heard, json, xml};

const CONTENT: &[u8] = b"what an installer holds";
/// Of `CONTENT`.
const SHA256: &str = "6f54ad5ef34ac2f3fbafef8a4b5df0d8dcf5cc4fa9ff1a7ea6d3fb3fa1a44c77";

fn app(asked: &Asked, sha256: &str) -> Answer {
    let url = format!("{}/storage/Tool.pkg?X-Amz-Signature=s{}", asked.url, asked.before);
    json(200, format!(r#"{{"id":"{ITEM}","file_url":"{url}","sha256":"{sha256}","file_size":{}}}"#, CONTENT.len()))
}

fn digest() -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(CONTENT).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn tenant(asked: &Asked) -> Answer {
    match asked.target.starts_with("/storage/") {
        // A signed address and a token together are refused.
        true if asked.header("authorization").is_some() => {
            xml(400, "InvalidArgument", "Only one auth mechanism allowed")
        }
        true => bytes(CONTENT),
        false => app(asked, &digest().to_uppercase()),
    }
}

#[tokio::test]
async fn a_download_is_checked_and_takes_its_name_at_the_end() {
    let (server, folder) = (Server::start(tenant), Folder::new());
    let target = folder.file("Tool.pkg", "an older one");
    let (progress, hear) = heard();
    let installer = server.client().workflows().download_installer(ITEM, &target).on_progress(hear).await;
    let installer = installer.expect("the installer");
    assert_eq!((installer.length, installer.sha256), (CONTENT.len() as u64, digest()));
    assert_eq!(std::fs::read(&target).expect("the file"), CONTENT);
    assert_eq!(folder.names(), ["Tool.pkg"]);
    let all = Progress::Receiving { received: CONTENT.len() as u64, total: Some(CONTENT.len() as u64) };
    assert!(progress.lock().expect("no panic").contains(&all));
    let asks = server.asks();
    assert_eq!(asks[0].header("cache-control"), Some("no-cache"));
    assert_eq!(asks[1].header("authorization"), None);
}

#[cfg(unix)]
#[tokio::test]
async fn a_download_is_a_file_like_any_other() {
    use std::os::unix::fs::PermissionsExt;
    let (server, folder) = (Server::start(tenant), Folder::new());
    let (target, other) = (folder.path("Tool.pkg"), folder.file("other", ""));
    server.client().workflows().download_installer(ITEM, &target).await.expect("the installer");
    let mode = |path| std::fs::metadata(path).expect("the file").permissions().mode();
    assert_eq!(mode(target), mode(other));
}

#[tokio::test]
async fn a_wrong_checksum_leaves_nothing() {
    let server = Server::start(|asked| match asked.target.starts_with("/storage/") {
        true => bytes(CONTENT),
        false => app(asked, SHA256),
    });
    let folder = Folder::new();
    let target = folder.file("Tool.pkg", "an older one");
    let error = server.client().workflows().download_installer(ITEM, &target).await.expect_err("the wrong bytes");
    let Error::Checksum { expected, found, .. } = &error else { panic!("{error:?}") };
    assert_eq!((expected.as_str(), found), (SHA256, &digest()));
    assert_eq!(std::fs::read(&target).expect("the file"), b"an older one");
    assert_eq!(folder.names(), ["Tool.pkg"]);
    assert_eq!(server.lines().len(), 2, "it would come out wrong again");
}

#[tokio::test]
async fn a_cut_in_the_middle_of_the_download_is_mended_twice() {
    let cut = |times: usize| {
        move |asked: &Asked| match asked.target.starts_with("/storage/") {
            true if asked.target.ends_with(&format!("s{times}")) => bytes(CONTENT),
            true => Answer::Cut(CONTENT.len(), CONTENT[..9].to_vec()),
            false => app(asked, &digest()),
        }
    };
    let folder = Folder::new();
    let target = folder.path("Tool.pkg");
    let mended = Server::start(cut(2));
    assert!(mended.client().workflows().download_installer(ITEM, &target).await.is_ok());
    assert_eq!(folder.names(), ["Tool.pkg"]);
    // Each try asked for an address of its own.
    assert_eq!(mended.lines().iter().filter(|line| line.contains("custom-apps")).count(), 3);

    let (folder, broken) = (Folder::new(), Server::start(cut(usize::MAX)));
    let error = broken.client().workflows().download_installer(ITEM, folder.path("Tool.pkg")).await;
    assert!(matches!(error, Err(Error::Call(_))), "{error:?}");
    assert!(folder.names().is_empty());
}

#[tokio::test]
async fn a_download_that_is_dropped_leaves_nothing() {
    let server = Server::start(|asked| match asked.target.starts_with("/storage/") {
        true => Answer::Endless(vec![0; 1000]),
        false => app(asked, SHA256),
    });
    let folder = Folder::new();
    let (progress, hear) = heard();
    let download = server.client().workflows().download_installer(ITEM, folder.path("Tool.pkg")).on_progress(hear);
    let running = tokio::time::timeout(Duration::from_millis(150), download.into_future());
    assert!(running.await.is_err(), "it never ends");
    let got = progress.lock().expect("no panic").iter().any(|one| matches!(one, Progress::Receiving { .. }));
    assert!(got, "it was dropped in the middle");
    assert!(folder.names().is_empty(), "{:?}", folder.names());
}

#[tokio::test]
async fn a_download_that_never_ends_meets_the_deadline() {
    let server = Server::start(|asked| match asked.target.starts_with("/storage/") {
        true => Answer::Endless(vec![0; 1000]),
        false => app(asked, SHA256),
    });
    let folder = Folder::new();
    let download = server.client().workflows().download_installer(ITEM, folder.path("Tool.pkg"));
    let error = download.deadline(Duration::from_secs(10)).await.expect_err("it never ends");
    assert!(matches!(error, Error::Deadline { during: Progress::Receiving { .. }, .. }), "{error:?}");
    assert!(folder.names().is_empty());
}

#[tokio::test]
async fn an_app_without_a_checksum_is_not_downloaded() {
    let server = Server::start(|_| json(200, format!(r#"{{"id":"{ITEM}","file_url":"https://x.invalid"}}"#)));
    let folder = Folder::new();
    let error = server.client().workflows().download_installer(ITEM, folder.path("Tool.pkg")).await;
    assert!(matches!(error, Err(Error::Incomplete { member: "sha256", .. })), "{error:?}");
}
