//! The id of a fleet is no key of a gadget.
use gadgets_client::{Client, Fleet, rt::odata::Id};

fn main() {
    let client: Client = unreachable!();
    client.gadgets().get(Id::<Fleet>::new(1));
}
