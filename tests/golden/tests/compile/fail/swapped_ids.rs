//! A blueprint's id is no device's.

use golden_client::{BlueprintId, Client};

fn main() {}

fn call(client: Client, blueprint_id: BlueprintId) {
    let _ = client.devices().get(blueprint_id);
}
