//! An order without a direction.
use gadgets_client::{Client, gadget};

fn main() {}

fn example(client: Client) {
    let _ = client.gadgets().list().order_by(gadget::SIZE);
}
