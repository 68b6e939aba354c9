//! A navigation of another set leads nowhere from here.
use gadgets_client::{Client, fleet};

fn main() {}

fn example(client: Client) {
    let _ = client.gadgets().list().expand(fleet::OWNS_GADGET);
}
