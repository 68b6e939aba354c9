//! A navigation of another set leads nowhere from here.
use gadgets_client::{Client, fleet};

fn main() {
    let client: Client = unreachable!();
    client.gadgets().list().expand(fleet::OWNS_GADGET);
}
