//! A change of many rows without a condition.
use gadgets_client::Client;

fn main() {
    let client: Client = unreachable!();
    client.gadgets().matching().at_most(9);
}
