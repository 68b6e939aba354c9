//! A property that is not there.
use gadgets_client::gadget;

fn main() {
    gadget::SIZ.eq(3);
}
