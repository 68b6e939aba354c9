//! The emitted `gadgets` client against a real pinejs server over `tests/pinejs/gadgets.sbvr`: `cargo xtask pinejs-test`
//! starts one and records what it says; otherwise the recordings answer.

mod bulk;
mod errors;
mod filters;
mod keys;
mod nasty;
mod queries;
mod traps;
mod wire;
mod writes;

use gadgets_client::{Fleet, FleetCreate, Gadget, GadgetCreate, GadgetTagCreate, rt};
use rt::odata::Id;
use wire::Wire;

/// A fleet with gadgets `g1`, `g2`, … of sizes 1, 2, …, the odd ones online, each with a tag.
async fn fleet(wire: &Wire, name: &str, gadgets: i64) -> Id<Fleet> {
    let fleet = wire.client.fleets().create(&FleetCreate::new(name)).id_only().await.expect("a fleet");
    for number in 1..=gadgets {
        let row = GadgetCreate::new(format!("{name}-{number}"))
            .name(format!("g{number}"))
            .size(number)
            .is_online(number % 2 == 1)
            .belongs_to_fleet(fleet);
        let gadget = wire.client.gadgets().create(&row).id_only().await.expect("a gadget");
        let tag = GadgetTagCreate::new(gadget, "number", number.to_string());
        wire.client.gadget_tags().create(&tag).id_only().await.expect("a tag");
    }
    fleet
}

fn names(gadgets: &[Gadget]) -> Vec<&str> {
    gadgets.iter().filter_map(|gadget| gadget.name.as_ref().map(String::as_str)).collect()
}
