//! An order without a direction.
use gadgets_client::{Client, gadget};

fn main() {
    let client: Client = unreachable!();
    client.gadgets().list().order_by(gadget::SIZE);
}
