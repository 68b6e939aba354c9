//! Changes of the client and findings of the wire into one list: what both say of one place is one change, with both
//! judgements.

use std::collections::BTreeMap;

use super::delta::{Cx, Subject};
use super::model::{Change, ChangePlace, Kind, Level, SideOf, Wire};
use super::pairs;
use super::wire::Finding;
use crate::diagnostics::Place;

/// Rules of the client, by the beginning of their id, with the rules of the wire whose findings they already state.
const STATES: &[(&str, &[&str])] = &[
    ("method-removed", &["wire-endpoint"]),
    ("method-added", &["wire-endpoint"]),
    ("method-moved", &["wire-tag"]),
    ("group-renamed", &["wire-tag"]),
    ("operation-renamed", &["wire-operation-id"]),
    ("deprecated", &["wire-deprecation", "wire-sunset"]),
    ("constraints-changed", &["wire-limit", "wire-pattern", "wire-default"]),
    ("encoding-changed", &["wire-parameter-style", "wire-media-type"]),
    ("security-changed", &["wire-security", "wire-security-scheme"]),
    ("operation-server-changed", &["wire-server"]),
    ("base-url-changed", &["wire-server"]),
    ("requiredness-changed", &["wire-required"]),
    ("access-changed", &["wire-access"]),
    ("further-members-changed", &["wire-additional-properties"]),
    ("discrimination-changed", &["wire-discriminator"]),
    ("error-reply-changed", &["wire-status", "wire-media-type"]),
    ("reply-", &["wire-status", "wire-media-type", "wire-type", "wire-nullable", "wire-alternatives"]),
    ("argument-", INPUT),
    ("setter-", INPUT),
    ("input-", INPUT),
    ("model-setter-", INPUT),
    ("constructor-changed", &["wire-required", "wire-property"]),
    ("field-", MEMBER),
    ("variant-", MEMBER),
    ("type-kind-changed", MEMBER),
    ("set-added", &["wire-endpoint"]),
    ("set-removed", &["wire-endpoint"]),
    ("set-ability", &["wire-endpoint", "wire-parameter", "wire-body"]),
    ("set-moved", &["wire-endpoint"]),
    ("sending-changed", &["wire-media-type"]),
];

const INPUT: &[&str] = &[
    "wire-alternatives",
    "wire-body",
    "wire-const",
    "wire-enum",
    "wire-nullable",
    "wire-parameter",
    "wire-property",
    "wire-required",
    "wire-type",
];

const MEMBER: &[&str] =
    &["wire-alternatives", "wire-const", "wire-enum", "wire-nullable", "wire-property", "wire-required", "wire-type"];

/// The changes with what they mean on the wire, and what differs on the wire alone.
pub(super) fn with_wire(cx: &Cx<'_>, mut changes: Vec<Change>, findings: Vec<Finding>) -> Vec<Change> {
    // Nothing is breaking on the wire but what differs in the documents.
    changes.iter_mut().for_each(|change| change.wire = Wire::None);
    let mut by_anchor: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, change) in changes.iter().enumerate() {
        for anchor in &change.anchors {
            by_anchor.entry(anchor.clone()).or_default().push(at);
        }
    }
    let mut by_key: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (at, change) in changes.iter().enumerate().filter(|(_, change)| !change.key.is_empty()) {
        for user in &change.used_by {
            by_key.entry((user.clone(), change.key.clone())).or_default().push(at);
        }
    }
    let (models, operations) = (models(cx), endpoints(cx));
    let mut more = Vec::new();
    for finding in findings {
        let stated = places(&finding).into_iter().flat_map(|place| nearest(place, &by_anchor, &changes, finding.rule));
        let mut stated: Vec<usize> = stated.collect();
        if stated.is_empty() {
            stated = same_elsewhere(cx, &operations, &finding, &by_key, &changes);
        }
        if stated.is_empty() {
            stated = ability(cx, &operations, &finding, &changes);
        }
        for at in &stated {
            changes[*at].wire = changes[*at].wire.max(finding.wire);
        }
        if stated.is_empty() {
            more.push(alone(cx, &models, &operations, finding));
        }
    }
    changes.extend(more);
    changes
}

fn places(finding: &Finding) -> Vec<&str> {
    [&finding.new, &finding.old].into_iter().flatten().map(String::as_str).collect()
}

/// The changes at the closest place around this one, within the same property, that state what the rule says.
fn nearest(place: &str, by_anchor: &BTreeMap<String, Vec<usize>>, changes: &[Change], rule: &str) -> Vec<usize> {
    for around in ancestors(place) {
        let stating = |at: &&usize| states(changes[**at].id, rule);
        let found: Vec<usize> = by_anchor.get(around).into_iter().flatten().filter(stating).copied().collect();
        let leaves = around.rsplit_once('/').is_some_and(|(above, _)| above.ends_with("/properties"));
        if !found.is_empty() || leaves {
            return found;
        }
    }
    Vec::new()
}

/// Schemas that say the same are one type, which stands where the first of them does: the same property of a type that
/// the same method uses.
fn same_elsewhere(
    cx: &Cx<'_>,
    operations: &BTreeMap<String, Subject>,
    finding: &Finding,
    by_key: &BTreeMap<(String, String), Vec<usize>>,
    changes: &[Change],
) -> Vec<usize> {
    let Some(user) = operation(cx, operations, finding).map(|subject| cx.item(subject)) else { return Vec::new() };
    let found = by_key.get(&(user, finding.key.clone())).into_iter().flatten();
    found.filter(|at| states(changes[**at].id, finding.rule)).copied().collect()
}

/// Operations by what they call.
fn endpoints(cx: &Cx<'_>) -> BTreeMap<String, Subject> {
    let of = |pair: &pairs::Pair| {
        pair.new.map(|at| pairs::endpoint(cx.new, at)).or(pair.old.map(|at| pairs::endpoint(cx.old, at)))
    };
    let all = cx.operations.iter().enumerate();
    all.filter_map(|(at, pair)| Some((of(pair)?, Subject::Operation(at)))).collect()
}

/// What a finding was made in: an operation, or a set, whose paths are `/device`, `/device({})` and `/device/$count`.
fn operation(cx: &Cx<'_>, operations: &BTreeMap<String, Subject>, finding: &Finding) -> Option<Subject> {
    let endpoint = finding.endpoint.as_deref()?;
    operations.get(endpoint).copied().or_else(|| {
        let (_, path) = endpoint.split_once(' ')?;
        let whole = path.strip_suffix("/$count").or(path.strip_suffix("({})")).unwrap_or(path);
        let is = |pair: &pairs::Pair| {
            let new = pair.new.map(|at| &cx.new.api.sets[at]);
            new.or(pair.old.map(|at| &cx.old.api.sets[at])).is_some_and(|set| set.path == whole)
        };
        cx.sets.iter().position(is).map(Subject::Set)
    })
}

/// Parameters of a set's operations are what can be done with its rows, wherever they are declared.
fn ability(cx: &Cx<'_>, operations: &BTreeMap<String, Subject>, finding: &Finding, changes: &[Change]) -> Vec<usize> {
    let abilities = [
        ("query:$select", "Selectable"),
        ("query:$filter", "Filterable"),
        ("query:$expand", "Expandable"),
        ("query:$orderby", "Sortable"),
        ("query:$top", "Limited"),
        ("query:$skip", "Limited"),
    ];
    let Some((_, ability)) = abilities.iter().find(|(parameter, _)| *parameter == finding.key) else {
        return Vec::new();
    };
    let Some(set @ Subject::Set(_)) = operation(cx, operations, finding) else { return Vec::new() };
    let item = cx.item(set);
    let is = |change: &Change| change.id.starts_with("set-ability") && change.item == item && change.key == *ability;
    (0..changes.len()).filter(|at| is(&changes[*at])).collect()
}

fn states(client: &str, wire: &str) -> bool {
    STATES.iter().any(|(prefix, rules)| client.starts_with(prefix) && rules.contains(&wire))
}

/// A pointer and what lies around it, the closest first.
fn ancestors(pointer: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(pointer), |pointer| pointer.rsplit_once('/').map(|(around, _)| around))
}

/// Models by the pointers of their schemas.
fn models(cx: &Cx<'_>) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for (at, pair) in cx.models.iter().enumerate() {
        let old = pair.old.and_then(|old| Some(cx.old.api.types[cx.old_models[old].ty?].pointer.clone()));
        let new = pair.new.and_then(|new| Some(cx.new.api.types[cx.new_models[new].ty?].pointer.clone()));
        for pointer in old.into_iter().chain(new) {
            found.entry(pointer).or_insert(at);
        }
    }
    found
}

/// What differs on the wire and not for users of the crate.
fn alone(
    cx: &Cx<'_>,
    models: &BTreeMap<String, usize>,
    operations: &BTreeMap<String, Subject>,
    finding: Finding,
) -> Change {
    let model = places(&finding).into_iter().flat_map(ancestors).find_map(|place| models.get(place));
    let operation = operation(cx, operations, &finding);
    let model = model.copied().map(Subject::Model);
    // A shared schema stands for itself, with those that use it.
    let subject = model.or(operation).unwrap_or(Subject::Client);
    let place = |side, pointer: &Option<String>| {
        Some(ChangePlace { side, place: Place::pointer(pointer.clone().filter(|pointer| !pointer.is_empty())?) })
    };
    Change {
        id: finding.rule,
        client: Level::None,
        kind: if finding.wire == Wire::None { Kind::Documentation } else { Kind::Behaviour },
        wire: finding.wire,
        direction: Some(finding.direction).filter(|_| subject != Subject::Client),
        item: cx.item(subject),
        operation: if model.is_none() { operation.and_then(|subject| cx.operation(subject)) } else { None },
        used_by: cx.used_by(subject),
        places: place(SideOf::Old, &finding.old).into_iter().chain(place(SideOf::New, &finding.new)).collect(),
        message: finding.message,
        accepted: None,
        anchors: Vec::new(),
        key: finding.key,
    }
}
