//! A property of another set says nothing about these rows.
use gadgets_client::{Client, fleet};

fn main() {
    let client: Client = unreachable!();
    client.gadgets().list().filter(fleet::NAME.eq("one"));
}
