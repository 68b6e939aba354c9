//! A creation without what the server needs.
use gadgets_client::GadgetTagCreate;

fn main() {
    GadgetTagCreate::new(1, "key");
}
