//! Something is deprecated now, or no longer.

use super::{At, Check, Direction, Kind, Rule, Says, SchemaPair, Thing, Wire, subject};

pub(super) const RULE: Rule = Rule {
    id: "wire-deprecation",
    summary: "an operation, parameter, header or value is deprecated now, or no longer",
    wire: Wire::Compatible,
    direction: Direction::Both,
    checks: &[
        Check::Thing(Kind::Operation, thing),
        Check::Thing(Kind::Parameter, thing),
        Check::Thing(Kind::Header, thing),
        Check::Schema(schema),
    ],
};

fn thing(thing: &Thing<'_>, says: &mut Says<'_>) {
    let sunset = thing.new.is_some_and(|new| new.get("x-sunset").is_some());
    if let Some(flags) = thing.flags("deprecated") {
        say(flags, sunset, thing.at, says);
    }
}

fn schema(pair: &SchemaPair<'_>, says: &mut Says<'_>) {
    let flags = (pair.old.flag("deprecated"), pair.new.flag("deprecated"));
    say(flags, pair.new.get("x-sunset").is_some(), pair.at, says);
}

fn say((old, new): (bool, bool), sunset: bool, at: &At, says: &mut Says<'_>) {
    let it = subject(at);
    match (old, new) {
        (false, true) if sunset => {
            says.add("with-sunset", Wire::Compatible, format!("{it} is deprecated and has a last day"))
        }
        (false, true) => says.add("deprecated", Wire::Compatible, format!("{it} is deprecated")),
        (true, false) => says.add("reactivated", Wire::Compatible, format!("{it} is not deprecated any more")),
        _ => {}
    }
}
