//! What is compared: two documents that are named, or each document of the repository with what it was.

use std::path::Path;

use anyhow::{Context, Result, bail};
use generator::diagnostics::{Diagnostics, Place};
use generator::diff::{ChangePlace, Report, Side, SideOf, diff};
use generator::document::Document;
use generator::ir::Api;
use generator::names::Lock;
use generator::{Understood, names};
use serde_json::Value;

use super::Args;
use crate::source::{Named, source};
use crate::{files, git, report};

/// Two documents with what was found between them.
pub(super) struct Pair {
    old: Understood,
    new: Understood,
    /// What was found, with files and lines.
    pub(super) report: Report,
    /// Folder of the client that is made of the new one, where it is a document of this repository.
    pub(super) client: Option<String>,
}

/// Names that were chosen before, on each side.
struct Locks {
    old: Option<Lock>,
    new: Option<Lock>,
}

/// Reads a `names.lock`, a file or `REV:path`.
fn lock(name: Option<&String>) -> Result<Option<Lock>> {
    let Some(name) = name else { return Ok(None) };
    let text = source(name)?.text;
    Lock::parse(&text).map(Some).with_context(|| format!("cannot understand {name}"))
}

/// What is to be compared; `None` where a side cannot be understood, which was said.
pub(super) fn pairs(args: &Args) -> Result<Option<Vec<Pair>>> {
    match (&args.old, &args.new) {
        (Some(old), Some(new)) => {
            let overlay_old = if args.overlay_old.is_empty() { &args.overlay } else { &args.overlay_old };
            let Some(sides) = understand_both((old, overlay_old), (new, &args.overlay))? else { return Ok(None) };
            let lock_old = args.lock_old.as_ref().or(args.lock.as_ref());
            let locks = Locks { old: lock(lock_old)?, new: lock(args.lock.as_ref())? };
            Ok(Some(vec![Pair::new(sides, &locks, None)?]))
        }
        (None, _) if !args.overlay.is_empty() || !args.overlay_old.is_empty() => {
            bail!("`--overlay` goes with the two documents; those of this repository have their own");
        }
        (None, _) => of_repository(args.base.as_deref()),
        (Some(_), None) => bail!("name two documents to compare, or none for those of this repository"),
    }
}

/// Each document under `spec/` against the merge base of the default branch.
fn of_repository(base: Option<&str>) -> Result<Option<Vec<Pair>>> {
    let base = git::merge_base(base)?;
    let root = files::workspace();
    let mut pairs = Vec::new();
    for path in files::walk(&root.join("spec"))? {
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        let Some(folder) = path.parent().filter(|_| stem == Some("openapi")) else { continue };
        let name = below(&root, &path);
        if git::git(&["cat-file", "-e", &format!("{base}:{name}")]).is_err() {
            report::line(&format!("{name} is new since {base}: nothing to compare"));
            continue;
        }
        let was = |file: &str| {
            let name = format!("{base}:{}", below(&root, &folder.join(file)));
            Some(name).filter(|name| git::git(&["cat-file", "-e", name]).is_ok())
        };
        let is = |file: &str| folder.join(file).is_file().then(|| below(&root, &folder.join(file)));
        let overlays = |found: Option<String>| found.into_iter().collect::<Vec<_>>();
        let before = format!("{base}:{name}");
        let (overlays_old, overlays_new) = (overlays(was("overlay.yaml")), overlays(is("overlay.yaml")));
        let Some(sides) = understand_both((&before, &overlays_old), (&name, &overlays_new))? else { return Ok(None) };
        let locks = Locks { old: lock(was("names.lock").as_ref())?, new: lock(is("names.lock").as_ref())? };
        let client = folder.file_name().map(|api| format!("generated-client/{}", api.to_string_lossy()));
        pairs.push(Pair::new(sides, &locks, client)?.named(name));
    }
    Ok(Some(pairs))
}

/// Relative to the repository, as git and annotations name it.
fn below(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}

/// A document as it is named, and its overlays.
type Name<'a> = (&'a str, &'a [String]);

/// Reads both sides at once; what stands in the way of either is said.
fn understand_both(old: Name<'_>, new: Name<'_>) -> Result<Option<(Understood, Understood)>> {
    let (old, new) = at_once(|| understand(old), || understand(new))?;
    let (old, new) = (old?, new?);
    for side in [&old, &new] {
        if side.api.is_none() {
            report::diagnostics(&side.diagnostics(), false);
            return Ok(None);
        }
    }
    Ok(Some((old, new)))
}

fn understand((document, overlays): Name<'_>) -> Result<Understood> {
    let named = Named::read(document, overlays)?;
    let loader = named.loader();
    Ok(generator::understand(named.input, &*loader, true))
}

/// Readers recurse; a thread gets as much room as the main one usually has.
const STACK: usize = 8 << 20;

/// Two things that do not need each other, on two threads.
fn at_once<A: Send, B>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> Result<(A, B)> {
    std::thread::scope(|scope| {
        let one = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, one)?;
        let other = other();
        match one.join() {
            Ok(one) => Ok((one, other)),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

impl Pair {
    fn new((old, new): (Understood, Understood), locks: &Locks, client: Option<String>) -> Result<Self> {
        let report = compare(&old, &new, locks)?;
        Ok(Self { old, new, report, client })
    }

    fn named(mut self, name: String) -> Self {
        self.report.document = Some(name);
        self
    }

    /// What is left in the new document of a place in the old one.
    pub(super) fn nearest(&self, place: &Place) -> Place {
        let mut place = Place::pointer(place.pointer.clone());
        if let Some(document) = &self.new.document {
            document.locate(&mut place);
        }
        place
    }

    /// What a document says at a place, as YAML.
    pub(super) fn excerpt(&self, place: &ChangePlace) -> Option<String> {
        let side = if place.side == SideOf::Old { &self.old } else { &self.new };
        let value = side.document.as_ref()?.tree().pointer(&place.place.pointer)?;
        serde_yaml::to_string(value).ok()
    }
}

fn compare(old: &Understood, new: &Understood, locks: &Locks) -> Result<Report> {
    let (Some(before), Some(after)) = (&old.api, &new.api) else { bail!("a side could not be read") };
    let name = |api: &Api, lock: Option<&Lock>| names::assign_with_lock(api, lock, &mut Diagnostics::new()).0;
    let tree = |side: &Understood| side.document.as_ref().map(Document::resolved).unwrap_or(Value::Null);
    let prepared =
        at_once(|| (name(before, locks.old.as_ref()), tree(old)), || (name(after, locks.new.as_ref()), tree(new)))?;
    let ((old_names, old_tree), (new_names, new_tree)) = prepared;
    let side = |api, names, tree| Side::new(api, names).with_document(tree);
    let (old_side, new_side) = at_once(|| side(before, &old_names, &old_tree), || side(after, &new_names, &new_tree))?;
    let positions = || [old, new].iter().filter_map(|side| side.document.as_ref()).for_each(Document::find_positions);
    // Whatever is found will be shown with its line.
    let ((), mut found) = at_once(positions, || diff(&old_side, &new_side))?;
    found.locate(|side, place| {
        let side = if side == SideOf::Old { old } else { new };
        if let Some(document) = &side.document {
            document.locate(place);
        }
    });
    // See the end of the command: what is as large as the documents is not taken apart.
    std::mem::forget((old_side, new_side));
    std::mem::forget((old_tree, new_tree, old_names, new_names));
    Ok(found)
}
