//! Rows that the API does not let anybody change.
use gadgets_client::{Client, broken_set};

fn main() {}

fn example(client: Client) {
    let _ = client.broken_sets().matching(broken_set::ID.eq(1)).at_most(1).delete();
}
