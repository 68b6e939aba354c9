//! The id of a fleet is no key of a gadget.
use gadgets_client::{Client, Fleet, rt::odata::Id};

fn main() {}

fn example(client: Client) {
    let _ = client.gadgets().get(Id::<Fleet>::new(1));
}
