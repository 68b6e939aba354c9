//! Whether the version of a client was raised as far as the changes of its document ask for.

use anyhow::{Context, Result};
use generator::diff::Report;
use toml_edit::{DocumentMut, Item};

use crate::{files, git, report};

/// Says of a client whose version is too low; `true` where it is high enough.
pub(super) fn is_raised_enough(client: &str, found: &Report, base: Option<&str>) -> Result<bool> {
    let base = git::merge_base(base)?;
    let read = |file: &str| files::read_document(&files::workspace().join(file));
    let shown = |file: &str| git::show(&base, file);
    let (was, is) = (version(client, shown), version(client, read)?);
    let Ok(was) = was else {
        report::line(&format!("{client} is new: its version {is} is its first"));
        return Ok(true);
    };
    let needed = found.next_version(&was).with_context(|| format!("{client}: {was:?} is no version such as 0.4.2"))?;
    let enough = numbers(&is) >= numbers(&needed);
    if !enough {
        report::line(&format!("{client}: version {is} is too low: {was} was the last, the changes ask for {needed}"));
    }
    Ok(enough)
}

/// The version of a crate, its own or the workspace's.
fn version(client: &str, read: impl Fn(&str) -> Result<String>) -> Result<String> {
    let parse =
        |file: &str| -> Result<DocumentMut> { read(file)?.parse().with_context(|| format!("{file} is no TOML")) };
    let file = format!("{client}/Cargo.toml");
    let own = parse(&file)?;
    if let Some(version) = own.get("package").and_then(|package| package.get("version")).and_then(Item::as_str) {
        return Ok(version.to_owned());
    }
    let workspace = parse("Cargo.toml")?;
    let shared = workspace.get("workspace").and_then(|it| it.get("package")).and_then(|it| it.get("version"));
    shared.and_then(Item::as_str).map(str::to_owned).with_context(|| format!("{file} states no version"))
}

/// Without what stands behind the numbers (`-rc.1`).
fn numbers(version: &str) -> Vec<u64> {
    let plain = version.split(['-', '+']).next().unwrap_or_default();
    plain.split('.').map(|number| number.parse().unwrap_or(0)).collect()
}
