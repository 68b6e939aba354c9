//! A property of another set says nothing about these rows.
use gadgets_client::{Client, fleet};

fn main() {}

fn example(client: Client) {
    let _ = client.gadgets().list().filter(fleet::NAME.eq("one"));
}
