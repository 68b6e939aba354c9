//! A filter compares a field of its own model with a value of the field's type.

use golden_client::{Client, gadget};

fn main() {}

fn call(client: Client) {
    let _ = client.inventory().gadgets().filter(gadget::ID.eq("one"));
}
