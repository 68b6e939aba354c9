use iru_client::ExecutionFrequency;
use iru_client::workflows::Error;

use super::support::{Folder, ITEM, Server, json};

fn server() -> Server {
    Server::start(|_| json(200, format!(r#"{{"id":"{ITEM}"}}"#)))
}

fn names(body: &str) -> Vec<String> {
    let names = body.split("; name=\"").skip(1);
    names.filter_map(|part| part.split('"').next()).map(str::to_owned).collect()
}

#[tokio::test]
async fn a_profile_names_the_devices_that_it_is_for() {
    let (server, folder) = (server(), Folder::new());
    let path = folder.file("wifi.mobileconfig", "<plist/>");
    let workflows = server.client().workflows();
    for none in [
        workflows.create_profile("Wi-Fi", &path),
        workflows.create_profile("Wi-Fi", &path).configure(|call| call.runs_on_mac(false)),
    ] {
        let error = none.await.expect_err("it is for no device");
        assert!(matches!(error, Error::Nothing(_)), "{error:?}");
    }
    assert!(server.lines().is_empty());
    workflows.create_profile("Wi-Fi", &path).configure(|call| call.runs_on_ipad(true)).await.expect("the profile");
    let asked = server.asks().remove(0);
    assert_eq!(asked.line(), "POST /api/v1/library/custom-profiles");
    assert_eq!(names(&asked.text()), ["name", "file", "runs_on_ipad"]);
}

#[tokio::test]
async fn an_update_of_a_profile_does_not_switch_it_off() {
    let (server, folder) = (server(), Folder::new());
    let path = folder.file("wifi.mobileconfig", "<plist/>");
    let workflows = server.client().workflows();
    workflows.update_profile(ITEM).file(&path).await.expect("the profile");
    workflows.update_profile(ITEM).configure(|call| call.name("WLAN")).await.expect("the profile");
    let asks = server.asks();
    assert_eq!(names(&asks[0].text()), ["file"]);
    assert_eq!(names(&asks[1].text()), ["name"]);
    let error = workflows.update_profile(ITEM).await.expect_err("nothing to do");
    assert_eq!(error.to_string(), "the update sets nothing; nothing was sent");
    let error = workflows.update_profile(ITEM).file(folder.path("missing")).await.expect_err("no file");
    assert!(matches!(error, Error::File { .. }), "{error:?}");
    assert_eq!(server.lines().len(), 2);
}

#[tokio::test]
async fn an_update_of_a_script_leaves_restart_alone() {
    let (server, folder) = (server(), Folder::new());
    let path = folder.file("check.zsh", "#!/bin/zsh\nexit 0\n");
    let workflows = server.client().workflows();
    workflows.create_script("Check", ExecutionFrequency::Once, &path).remediation(&path).await.expect("the script");
    workflows.update_script(ITEM).script(&path).await.expect("the script");
    workflows.update_script(ITEM).configure(|call| call.active(false)).await.expect("the script");
    let bodies: Vec<String> = server.asks().iter().map(super::support::Asked::text).collect();
    assert_eq!(
        bodies,
        [
            r##"{"name":"Check","execution_frequency":"once","script":"#!/bin/zsh\nexit 0\n","remediation_script":"#!/bin/zsh\nexit 0\n"}"##,
            r##"{"script":"#!/bin/zsh\nexit 0\n"}"##,
            r#"{"active":false}"#,
        ]
    );
    let error = workflows.update_script(ITEM).await.expect_err("nothing to do");
    assert!(matches!(error, Error::Nothing(_)), "{error:?}");
}
