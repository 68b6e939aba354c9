//! A change of many rows without a condition.
use gadgets_client::Client;

fn main() {}

fn example(client: Client) {
    let _ = client.gadgets().matching().at_most(9);
}
