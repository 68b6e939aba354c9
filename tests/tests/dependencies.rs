//! Every direct dependency of the workspace stands in `DEPENDENCIES.md`, and nothing else does.

use std::collections::BTreeSet;
use std::path::Path;

use tests::root;

/// Names of the dependencies and of the package in a manifest.
fn manifest(path: &Path) -> (BTreeSet<String>, String) {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut section = String::new();
    let (mut found, mut package) = (BTreeSet::new(), String::new());
    for line in text.lines() {
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']').to_owned();
            continue;
        }
        let Some((key, value)) = line.split_once('=') else { continue };
        let name = key.trim().split('.').next().unwrap_or_default();
        if section == "package" && name == "name" {
            package = value.trim().trim_matches('"').to_owned();
        }
        if section.ends_with("dependencies") && section != "workspace.dependencies" && !name.starts_with('#') {
            found.insert(name.to_owned());
        }
    }
    (found, package)
}

fn members() -> Vec<String> {
    let text = std::fs::read_to_string(root().join("Cargo.toml")).expect("the workspace has a manifest");
    let line = text.lines().find(|line| line.starts_with("members")).expect("the workspace names its members");
    line.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_direct_dependency_is_explained() {
    let (mut used, mut own) = (BTreeSet::new(), BTreeSet::new());
    for member in members() {
        let (found, package) = manifest(&root().join(member).join("Cargo.toml"));
        used.extend(found);
        own.insert(package);
    }
    let used: BTreeSet<_> = used.difference(&own).cloned().collect();
    assert!(used.contains("serde_json") && used.contains("clap"), "the manifests were not understood: {used:?}");
    let table = std::fs::read_to_string(root().join("DEPENDENCIES.md")).expect("the table is there");
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next().map(str::to_owned));
    let listed: BTreeSet<_> = rows.collect();
    let missing: Vec<_> = used.difference(&listed).collect();
    let left_over: Vec<_> = listed.difference(&used).collect();
    assert!(missing.is_empty(), "DEPENDENCIES.md lacks {missing:?}");
    assert!(left_over.is_empty(), "DEPENDENCIES.md names what nothing uses: {left_over:?}");
}
