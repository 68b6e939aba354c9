//! A destructive call cannot be awaited or sent without its confirmation.

use golden_client::Client;

fn main() {}

async fn call(client: Client) {
    let _ = client.device_actions().erase("d-1").await;
}

fn send(client: Client) {
    let _ = client.device_actions().erase("d-1").send();
}
