//! `openapi-client.toml` → the crates that it names, for workspaces that generate their clients with this generator.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use generator::lower::{Selection, Selector};
use toml_edit::{DocumentMut, Item, TableLike};

use super::target::Target;

/// What a `[[client]]` may say.
const KEYS: [&str; 9] = ["name", "spec", "overlays", "out", "runtime", "features", "include", "exclude", "lock"];

/// The targets of a configuration file; its paths start at the file.
pub(super) fn targets(file: &Path) -> Result<Vec<Target>> {
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let folder = file.parent().unwrap_or(Path::new("."));
    parse(&text, folder).with_context(|| file.display().to_string())
}

fn parse(text: &str, folder: &Path) -> Result<Vec<Target>> {
    let document: DocumentMut = text.parse()?;
    if let Some((key, _)) = document.iter().find(|(key, _)| *key != "client") {
        bail!("`{key}` is not known; clients are tables named [[client]]");
    }
    let clients = document.get("client").and_then(Item::as_array_of_tables);
    let clients = clients.context("no client; write [[client]] with `name`, `spec` and `out`")?;
    clients
        .iter()
        .enumerate()
        .map(|(index, client)| target(client, folder).with_context(|| format!("client {}", index + 1)))
        .collect()
}

fn target(client: &dyn TableLike, folder: &Path) -> Result<Target> {
    if let Some((key, _)) = client.iter().find(|(key, _)| !KEYS.contains(key)) {
        bail!("`{key}` is not known; a client has {}", KEYS.join(", "));
    }
    let name = needed(client, "name")?;
    let spec = folder.join(needed(client, "spec")?);
    let out = folder.join(needed(client, "out")?);
    let overlays = list(client, "overlays")?.into_iter().flatten();
    let overlays: Vec<PathBuf> = overlays.map(|path| folder.join(path)).collect();
    let runtime = text(client, "runtime")?.unwrap_or("embed");
    let select = Selection { include: selectors(client, "include")?, exclude: selectors(client, "exclude")? };
    let lock = text(client, "lock")?.map(|path| folder.join(path));
    Target::foreign(&spec, Some(&out), name, &overlays, runtime)?
        .with_default_features(list(client, "features")?)
        .taking(select, lock.as_deref())
}

fn selectors(client: &dyn TableLike, key: &str) -> Result<Vec<Selector>> {
    let written = list(client, key)?.into_iter().flatten();
    written.map(|text| text.parse().with_context(|| format!("`{key}`"))).collect()
}

fn text<'a>(client: &'a dyn TableLike, key: &str) -> Result<Option<&'a str>> {
    let Some(item) = client.get(key) else { return Ok(None) };
    item.as_str().map(Some).with_context(|| format!("`{key}` is no text"))
}

fn needed<'a>(client: &'a dyn TableLike, key: &str) -> Result<&'a str> {
    text(client, key)?.with_context(|| format!("`{key}` is missing"))
}

fn list(client: &dyn TableLike, key: &str) -> Result<Option<Vec<String>>> {
    let Some(item) = client.get(key) else { return Ok(None) };
    let list = item.as_array().with_context(|| format!("`{key}` is no list; write [\"…\"]"))?;
    let texts = list.iter().map(|value| value.as_str().map(str::to_owned));
    texts.collect::<Option<_>>().map(Some).with_context(|| format!("an element of `{key}` is no text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_are_read() {
        let text = "[[client]]\nname = 'a-client'\nspec = 'a.yaml'\nout = 'clients/a'\noverlays = ['o.yaml']\n\
            include = ['tag=Dogs', 'path=/cats/*']\nexclude = ['operation=GET /cats/{id}']\n";
        let targets = parse(text, Path::new("here")).unwrap();
        assert_eq!(targets.len(), 1);
        assert_eq!(targets[0].document, Path::new("here/a.yaml"));
        assert_eq!(targets[0].overlays, [Path::new("here/o.yaml")]);
        assert_eq!(targets[0].select.include, [Selector::Tag("Dogs".into()), Selector::Path("/cats/*".into())]);
        assert_eq!(targets[0].select.exclude, [Selector::Operation("GET /cats/{id}".into())]);
    }

    #[test]
    fn mistakes_are_named() {
        for (text, expected) in [
            ("", "no client"),
            ("x = 1", "`x` is not known"),
            ("[[client]]\nname = 'a'", "`spec` is missing"),
            ("[[client]]\nnmae = 'a'", "`nmae` is not known"),
            ("[[client]]\nname = 1", "`name` is no text"),
            ("[[client]]\nname='a'\nspec='a'\nout='a'\noverlays='x'", "`overlays` is no list"),
            ("[[client]]\nname='a'\nspec='a'\nout='a'\nfeatures=[1]", "an element of `features` is no text"),
            ("[[client]]\nname='a'\nspec='a'\nout='a'\ninclude=['x']", "`include`: \"x\" selects nothing: write `tag="),
            ("[[client]]\nname='a'\nspec='a'\nout='a'\nlock='l'\nexclude=['tag=x']", "keeps the names of the whole"),
        ] {
            let error = parse(text, Path::new(".")).err().map(|error| format!("{error:#}")).unwrap_or_default();
            assert!(error.contains(expected), "{text}: {error}");
        }
    }
}
