//! `cargo xtask diff-judge`: whether the compiler finds what the review finds.
//!
//! Of each pair of documents the old one yields a program that uses every public item of its client. It has to compile
//! against the new client exactly when the review finds no major change of the kind `compile`.

mod build;
mod caller;
mod mutate;
mod witness;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use generator::diagnostics::Diagnostics;
use generator::diff::{Kind, Level, Report, Side, diff};
use generator::document::{Document, NoFiles, Source};
use generator::emit::{RuntimeSource, surface};
use generator::ir::Api;
use generator::names::{self, Names};
use generator::{Input, Options, emit};
use serde_json::Value;

use crate::progress::Progress;
use crate::{Outcome, files, report};
use build::Crate;

/// Ask the compiler whether the review is right: callers of the old client against the new one. Takes minutes.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folder of versions of one document; each is compared with the next by name.
    #[arg(long, value_name = "FOLDER")]
    history: Option<PathBuf>,
    /// How many variants of the documents to make and compare with them, both ways.
    #[arg(long, value_name = "COUNT", default_value_t = 60)]
    mutations: usize,
    /// Documents that variants are made of.
    #[arg(long, value_name = "FILE", default_values = ["tests/fixtures/diff/base.yaml", "tests/fixtures/emit/features/openapi.yaml", "tests/fixtures/emit/gadgets/openapi.yaml"])]
    document: Vec<PathBuf>,
    /// Ask `cargo-semver-checks` about each step as well, and say where it finds something else.
    #[arg(long)]
    semver_checks: bool,
}

/// A version of a document, understood and named.
struct Version {
    name: String,
    text: String,
    api: Api,
    names: Names,
    tree: Value,
}

/// Two versions: indices of the old one and of the new one.
type Step = (usize, usize);

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let (mut versions, mut steps) = (Vec::new(), Vec::new());
    if let Some(folder) = &args.history {
        history(folder, &mut versions, &mut steps)?;
    }
    for (at, document) in args.document.iter().enumerate() {
        let share = (args.mutations + at) / args.document.len();
        mutations(document, share, &mut versions, &mut steps)?;
    }
    if steps.is_empty() {
        bail!("nothing to compare: `--history FOLDER` or `--mutations COUNT` says what");
    }
    // Each client with its own caller first: a caller that does not fit its own client proves nothing.
    let mut crates: Vec<Crate> = versions.iter().enumerate().map(|(at, _)| Crate::new(at, at)).collect();
    crates.extend(steps.iter().map(|(old, new)| Crate::new(*new, *old)));
    for (at, version) in versions.iter().enumerate() {
        build::write_client(at, &emitted(at, version)?)?;
    }
    for one in &crates {
        let of = &versions[one.caller];
        build::write_caller(one, &caller::program(&of.api, &of.names, &surface(&of.api, &of.names)))?;
    }
    let failed = {
        let _progress = Progress::wait(format!("compiling {} clients and {} callers", versions.len(), crates.len()));
        build::check(versions.len(), &crates)?
    };
    let outcome = judge(&versions, &crates, &failed);
    if args.semver_checks {
        second_witness(&versions, &steps)?;
    }
    Ok(outcome)
}

/// What `cargo-semver-checks` says of each step, beside the review. It decides nothing: what it does not see is known.
fn second_witness(versions: &[Version], steps: &[Step]) -> Result<()> {
    let progress = Progress::wait(format!("describing {} clients for cargo-semver-checks", versions.len()));
    (0..versions.len()).try_for_each(witness::describe)?;
    drop(progress);
    let (mut agree, mut unseen, mut alone) = (0, 0, 0);
    for (old, new) in steps {
        let lints = witness::ask(*old, *new)?;
        let report = review(&versions[*old], &versions[*new]);
        let rules: BTreeMap<&str, usize> =
            report.changes.iter().filter(|change| is_major(change, true)).fold(BTreeMap::new(), |mut rules, change| {
                *rules.entry(change.id).or_default() += 1;
                rules
            });
        *match (rules.is_empty(), lints.is_empty()) {
            (false, true) => &mut unseen,
            (true, false) => &mut alone,
            _ => &mut agree,
        } += 1;
        let rules: Vec<String> = rules.iter().map(|(id, times)| format!("{times} {id}")).collect();
        let (old, new) = (&versions[*old].name, &versions[*new].name);
        report::result(&format!(
            "{old} to {new}: the review finds {}; cargo-semver-checks {}",
            listed(&rules),
            listed(&lints.into_iter().collect::<Vec<_>>())
        ));
    }
    report::result(&format!(
        "cargo-semver-checks: {} steps, the same verdict in {agree}; {unseen} that break programs it does not see, in \
         {alone} it alone finds something",
        steps.len()
    ));
    Ok(())
}

fn listed(all: &[String]) -> String {
    if all.is_empty() { "nothing".to_owned() } else { all.join(", ") }
}

fn history(folder: &std::path::Path, versions: &mut Vec<Version>, steps: &mut Vec<Step>) -> Result<()> {
    let documents: Vec<PathBuf> = files::walk(folder)?;
    let digit = |path: &&PathBuf| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(|c: char| c.is_ascii_digit()))
    };
    for (at, path) in documents.iter().filter(digit).enumerate() {
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let version = version(name, files::read_document(path)?)?;
        versions.push(version.context("a version of the history cannot be read")?);
        if at > 0 {
            steps.push((versions.len() - 2, versions.len() - 1));
        }
    }
    Ok(())
}

fn mutations(path: &std::path::Path, count: usize, versions: &mut Vec<Version>, steps: &mut Vec<Step>) -> Result<()> {
    if count == 0 {
        return Ok(());
    }
    let path = files::workspace().join(path);
    let text = files::read_document(&path)?;
    let tree: Value = serde_yaml::from_str(&text).with_context(|| format!("{} is no YAML", files::shown(&path)))?;
    let base = version(files::shown(&path), text)?.context("the document cannot be read")?;
    versions.push(base);
    let base = versions.len() - 1;
    let mut made = 0;
    for (at, variant) in mutate::variants(&tree, count * 2).into_iter().enumerate() {
        // A variant that is no document any more says nothing.
        let Some(version) = version(variant.what, variant.document.to_string())?.filter(|_| made < count) else {
            continue;
        };
        versions.push(version);
        let other = versions.len() - 1;
        steps.push(if at % 2 == 0 { (base, other) } else { (other, base) });
        made += 1;
    }
    Ok(())
}

fn version(name: String, text: String) -> Result<Option<Version>> {
    let input = Input { document: Source { name: name.clone(), text: text.clone() }, overlays: Vec::new() };
    let understood = generator::understand(input, &NoFiles, true);
    let Some(api) = understood.api else { return Ok(None) };
    let names = names::assign(&api, &mut Diagnostics::new());
    let tree = understood.document.as_ref().map(Document::resolved).unwrap_or_default();
    Ok(Some(Version { name, text, api, names, tree }))
}

fn emitted(at: usize, version: &Version) -> Result<std::collections::BTreeMap<String, String>> {
    let options = Options {
        repair: true,
        lock: None,
        select: generator::lower::Selection::default(),
        emit: emit::Options {
            whole_crate: true,
            crate_name: build::name(at),
            runtime: RuntimeSource::Path(files::workspace().join("generated-client/runtime").display().to_string()),
            document: "openapi.yaml".to_owned(),
            document_hash: String::new(),
        },
    };
    let source = Source { name: version.name.clone(), text: version.text.clone() };
    let generated = generator::generate(Input { document: source, overlays: Vec::new() }, &NoFiles, &options);
    generated.files.with_context(|| format!("{} yields no client", version.name))
}

fn judge(versions: &[Version], crates: &[Crate], failed: &build::Failed) -> Outcome {
    let mut disagreements = 0;
    let (mut compile, mut fail, mut behaviour) = (0, 0, 0);
    for one in crates {
        let compiles = !failed.contains(&one.name());
        let (old, new) = (&versions[one.caller], &versions[one.client]);
        if one.caller == one.client {
            if !compiles {
                report::line(&format!("{}: the caller does not fit its own client", old.name));
                disagreements += 1;
            }
            continue;
        }
        let report = review(old, new);
        let expected = !report.changes.iter().any(|change| is_major(change, true));
        *(if compiles { &mut compile } else { &mut fail }) += 1;
        let others: Vec<String> = report
            .changes
            .iter()
            .filter(|change| is_major(change, false))
            .map(|change| format!("{} {}", change.id, change.item))
            .collect();
        if compiles && !others.is_empty() {
            behaviour += 1;
            report::result(&format!("{} to {}: compiles, and {}", old.name, new.name, others.join("; ")));
        }
        if compiles != expected {
            disagreements += 1;
            let majors = report.changes.iter().filter(|change| is_major(change, true));
            let ids: Vec<String> = majors.map(|change| format!("{} {}", change.id, change.item)).collect();
            let said = if ids.is_empty() { "the review finds nothing".to_owned() } else { ids.join("; ") };
            let did = if compiles { "compiles" } else { "does not compile" };
            report::result(&format!("{} to {}: {did}, and {said} ({})", old.name, new.name, one.name()));
        }
    }
    report::result(&format!(
        "{} steps: {compile} compile ({behaviour} of them with another major change), {fail} do not; {disagreements} \
         disagreements",
        compile + fail
    ));
    if disagreements == 0 { Outcome::Fine } else { Outcome::Found }
}

fn is_major(change: &generator::diff::Change, compile: bool) -> bool {
    change.client == Level::Major && (change.kind == Kind::Compile) == compile && change.id != OF_FEATURES
}

/// A type that is gone from one feature: callers have every feature, so they do not see it.
const OF_FEATURES: &str = "type-features-changed";

fn review(old: &Version, new: &Version) -> Report {
    let side = Side::new(&old.api, &old.names).with_document(&old.tree);
    diff(&side, &Side::new(&new.api, &new.names).with_document(&new.tree))
}
