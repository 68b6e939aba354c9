//! A parameter that the operation does not have.

use golden_client::Client;

fn main() {}

fn call(client: Client) {
    let _ = client.devices().list().colour("red");
}
