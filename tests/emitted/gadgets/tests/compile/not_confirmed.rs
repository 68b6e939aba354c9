//! A deletion that nobody confirmed.
use gadgets_client::{Client, gadget};

async fn example(client: Client) {
    let _ = client.gadgets().delete(gadget::by_uuid("u")).await;
}

fn main() {}
