//! A change of many rows without a maximum.
use gadgets_client::{Client, gadget};

fn main() {}

fn example(client: Client) {
    let _ = client.gadgets().matching(gadget::SIZE.eq(1)).delete();
}
