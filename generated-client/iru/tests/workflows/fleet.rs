use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use iru_client::runtime::Error;
use iru_client::workflows::{Checkpoint, Fleet};
use iru_client::{Client, DeviceId};

use super::support::{Server, json};

fn devices(count: usize) -> Vec<DeviceId> {
    (0..count).map(|number| DeviceId::from(format!("device-{number}"))).collect()
}

/// A tenant in which the sixth device does not exist.
fn server() -> Server {
    Server::start(|asked| match asked.target.contains("device-5/") {
        true => json(404, r#"{"detail":"Not found."}"#),
        false => json(200, ""),
    })
}

fn push(client: &Client, devices: Vec<DeviceId>) -> Fleet<(), Error> {
    client.workflows().fleet(devices, |client, device| async move { client.device_actions().blank_push(device).await })
}

#[tokio::test]
async fn every_device_has_a_result_and_one_failure_stops_nothing() {
    let server = server();
    let mut fleet = push(&server.client(), devices(20)).concurrency(4);
    let mut failed = Vec::new();
    let mut count = 0;
    while let Some((device, result)) = fleet.next().await {
        count += 1;
        if let Err(error) = result {
            assert!(error.is_not_found());
            failed.push(device);
        }
    }
    assert_eq!((count, fleet.total(), failed), (20, 20, vec!["device-5".into()]));
    assert_eq!(fleet.checkpoint().len(), 19);
}

#[tokio::test]
async fn a_run_goes_on_after_a_stop_from_what_was_written_down() {
    let server = server();
    let mut first = push(&server.client(), devices(20)).concurrency(1);
    for _ in 0..8 {
        let _ = first.next().await.expect("a result");
    }
    let text = serde_json::to_string(first.checkpoint()).expect("JSON");
    drop(first);
    let before = server.lines().len();

    let checkpoint: Checkpoint = serde_json::from_str(&text).expect("a checkpoint");
    assert_eq!(checkpoint.len(), 7, "one of the eight failed");
    assert!(checkpoint.done().all(|device| device.as_str() != "device-5"));
    let mut second = push(&server.client(), devices(20)).concurrency(3).resume(checkpoint);
    let mut again = Vec::new();
    while let Some((device, _)) = second.next().await {
        again.push(device);
    }
    assert_eq!(again.len(), 13);
    assert!(again.contains(&"device-5".into()) && !again.contains(&"device-0".into()));
    assert_eq!(second.checkpoint().len(), 19);
    assert_eq!(server.lines().len() - before, 13);
}

#[tokio::test]
async fn no_more_run_at_a_time_than_were_asked_for() {
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (running, peak) = (now.clone(), most.clone());
    let mut fleet = server().client().workflows().fleet(devices(30), move |_, _| {
        let (running, peak) = (running.clone(), peak.clone());
        async move {
            peak.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(2)).await;
            running.fetch_sub(1, Ordering::SeqCst);
            Ok::<(), Error>(())
        }
    });
    fleet = fleet.concurrency(5);
    while fleet.next().await.is_some() {}
    assert_eq!((most.load(Ordering::SeqCst), now.load(Ordering::SeqCst)), (5, 0));
}

#[tokio::test]
async fn the_limits_hold_for_all_together() {
    let server = server();
    let builder = Client::builder().base_url(&server.url).token("TOKEN");
    let limits = [(5, Duration::from_millis(200))];
    let client = builder.configure(|builder| builder.rate_limits(limits)).build().expect("a client");
    let start = std::time::Instant::now();
    let mut fleet = push(&client, devices(15)).concurrency(15);
    while fleet.next().await.is_some() {}
    // Five at once, five after one window, five after two.
    assert!(start.elapsed() >= Duration::from_millis(400), "{:?}", start.elapsed());
}
