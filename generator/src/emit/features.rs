//! Groups of operations → the features of the crate, one for each group.

use std::collections::BTreeSet;

use super::context::Context;

/// The lines that stand under `[features]`; empty where there is but one group.
pub(super) fn lines(cx: &Context<'_>) -> String {
    if !cx.layout.is_split() {
        return String::new();
    }
    let all: Vec<String> = cx.names.groups.iter().map(|group| format!("\"{}\"", group.feature)).collect();
    let groups: String = (0..cx.names.groups.len())
        .map(|index| format!("{} = [{}]\n", cx.names.groups[index].feature, needed(cx, index).join(", ")))
        .collect();
    format!(
        "# A feature for each group of operations. Who calls few says `default-features = false`, and names those and `rustls`.\ngroups = [{}]\n{groups}",
        all.join(", ")
    )
}

/// Other groups without which this one does not compile: those that read what it confirms.
fn needed(cx: &Context<'_>, group: usize) -> Vec<String> {
    let members = cx.api.operations.iter().filter(|operation| operation.group == group);
    let reads = members.filter_map(|operation| operation.confirm.as_ref());
    let groups: BTreeSet<usize> = reads.map(|confirm| cx.api.operations[confirm.operation].group).collect();
    let others = groups.into_iter().filter(|other| *other != group);
    others.map(|other| format!("\"{}\"", cx.names.groups[other].feature)).collect()
}
