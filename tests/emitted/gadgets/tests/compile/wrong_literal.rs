//! A number is not compared with text, nor a boolean with a number.
use gadgets_client::gadget;

fn main() {
    gadget::SIZE.eq("3");
    gadget::IS_ONLINE.eq(1);
}
