//! A change of many rows without a maximum.
use gadgets_client::{Client, gadget};

fn main() {
    let client: Client = unreachable!();
    client.gadgets().matching(gadget::SIZE.eq(1)).delete();
}
