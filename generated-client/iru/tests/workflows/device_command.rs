use std::time::Duration;

use iru_client::runtime::Confirm;
use iru_client::workflows::{CommandOutcome, mdm};

use super::support::{Answer, Asked, DEVICE, Server, json};

const SERIAL: &str = "ZX7QK2M9LD";

/// A device with an old command of the same type, and, once the action was sent, a new one among others.
fn tenant(asked: &Asked, sent: bool, statuses: &[i64]) -> Answer {
    let command = |id: &str, kind: &str, date: &str, status: i64| {
        format!(r#"{{"uuid":"{id}","request_type":"{kind}","status":{status},"date_requested":"2026-03-02T{date}Z"}}"#)
    };
    match asked.method.as_str() {
        "GET" if asked.target.contains("/commands") => {
            let mut all = vec![command("old", "DeviceLock", "08:00:00", 3)];
            if sent && asked.before > 1 {
                let status = statuses.get(asked.before - 2).or(statuses.last()).expect("a status");
                all.insert(0, command("later", "DeviceLock", "09:30:00", 3));
                all.insert(0, command("mine", "DeviceLock", "09:00:00", *status));
                all.insert(0, command("other", "DeviceInformation", "08:59:00", 3));
            }
            json(
                200,
                format!(
                    r#"{{"device_id":"{DEVICE}","commands":{{"count":{},"next":null,"previous":null,"results":[{}]}}}}"#,
                    all.len(),
                    all.join(",")
                ),
            )
        }
        "GET" => json(200, format!(r#"{{"device_id":"{DEVICE}","serial_number":"{SERIAL}"}}"#)),
        _ => json(200, r#"{"PIN":"481516"}"#),
    }
}

fn server(statuses: &'static [i64]) -> Server {
    Server::start(move |asked| tenant(asked, true, statuses))
}

async fn lock(server: &Server) -> CommandOutcome {
    let client = server.client();
    let lock = client.device_actions().lock(DEVICE).message("Call IT").confirm(Confirm::target(SERIAL));
    let sent = client.workflows().device_command(DEVICE, mdm::DEVICE_LOCK, lock).await.expect("it was taken");
    assert_eq!(sent.reply.pin.as_ref().map(|pin| pin.expose()), Some("481516"));
    assert!(!format!("{sent:?}").contains("481516"));
    sent.follow().deadline(Duration::from_secs(60)).await.expect("an outcome")
}

#[tokio::test]
async fn a_command_is_followed_to_its_end() {
    let server = server(&[1, 2, 5, 3]);
    let CommandOutcome::Completed(command) = lock(&server).await else { panic!("it was carried out") };
    assert_eq!(command.uuid.as_str(), "mine");
    let lines = server.lines();
    assert!(lines[0].contains("/commands"), "the commands are read before the action: {lines:?}");
    assert_eq!(lines[1], format!("GET /api/v1/devices/{DEVICE}"), "the confirmation");
    assert_eq!(lines[2], format!("POST /api/v1/devices/{DEVICE}/action/lock"));
}

#[tokio::test]
async fn a_command_that_fails_says_so() {
    assert!(matches!(lock(&server(&[2, 4])).await, CommandOutcome::Failed(command) if command.uuid.as_str() == "mine"));
}

#[tokio::test]
async fn a_command_that_does_not_end_times_out_and_can_be_followed_again() {
    assert!(
        matches!(lock(&server(&[1])).await, CommandOutcome::TimedOut(Some(command)) if command.uuid.as_str() == "mine")
    );

    let silent = Server::start(|asked| tenant(asked, false, &[]));
    let client = silent.client();
    let restart = client.device_actions().restart(DEVICE);
    let sent = client.workflows().device_command(DEVICE, mdm::RESTART_DEVICE, restart).await.expect("it was taken");
    for _ in 0..2 {
        let outcome = sent.follow().deadline(Duration::from_secs(5)).await.expect("an outcome");
        assert_eq!(outcome, CommandOutcome::TimedOut(None));
    }
}

#[tokio::test]
async fn a_lock_that_is_answered_with_nothing_was_taken_all_the_same() {
    let server = Server::start(|asked| match asked.method.as_str() {
        "GET" => json(200, format!(r#"{{"device_id":"{DEVICE}","serial_number":"{SERIAL}"}}"#)),
        _ => json(200, ""),
    });
    let client = server.client();
    let lock = client.device_actions().lock(DEVICE).confirm(Confirm::target(SERIAL)).await.expect("it was taken");
    assert!(lock.pin.is_none());
    // A read that says nothing is no device without members.
    let nothing = Server::start(|_| json(200, ""));
    assert!(nothing.client().devices().details(DEVICE).await.is_err_and(|error| error.is_decode()));
}

#[tokio::test]
async fn erase_needs_the_right_device() {
    let server = server(&[3]);
    let client = server.client();
    let erase = client.device_actions().erase(DEVICE).confirm(Confirm::target("ZX7QK2M999"));
    let error = client.workflows().device_command(DEVICE, mdm::ERASE_DEVICE, erase).await.expect_err("another device");
    assert!(error.call().is_some_and(|error| error.is_refused()), "{error:?}");
    assert!(!server.lines().iter().any(|line| line.starts_with("POST")));
}
