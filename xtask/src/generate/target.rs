//! What is generated from what, and where it goes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use generator::Generated;
use generator::document::Source;
use generator::emit::{self, RuntimeSource};
use generator::evidence;
use generator::lower::Selection;
use generator::names::Lock;

use super::{embed, manifest, region};
use crate::files::{self, Changes};

/// Files outside `src/generated` that the generator owns in every crate.
const EXAMPLES: [&str; 3] = ["examples/decode.rs", "examples/every_operation.rs", "examples/mock.rs"];

/// One document and the crate that is made from it.
pub(super) struct Target {
    /// Name of the crate.
    pub(super) name: String,
    /// The document.
    pub(super) document: PathBuf,
    /// Overlays, in the order in which they apply.
    pub(super) overlays: Vec<PathBuf>,
    /// Folder of the crate; none where only the document is wanted.
    out: Option<PathBuf>,
    /// Whether the crate's own files (manifest, README, `lib.rs`) are generated too.
    whole: bool,
    /// Where the crate finds its runtime.
    runtime: Runtime,
    /// File that keeps the names.
    lock: Option<PathBuf>,
    /// Which operations are wanted.
    pub(super) select: Selection,
    /// Features that the crate has by default, where they are not the generator's choice.
    default_features: Option<Vec<String>>,
}

/// The three answers to `--runtime`.
enum Runtime {
    Path(PathBuf),
    Embed,
    Version(String),
}

/// Every API under `spec/`: `spec/<api>` makes `generated-client/<api>`.
pub(super) fn of_workspace() -> Result<Vec<Target>> {
    let root = files::workspace();
    let mut targets = Vec::new();
    for document in files::walk(&root.join("spec"))? {
        let is_document = document.file_stem().is_some_and(|stem| stem == "openapi");
        let Some(folder) = document.parent().filter(|_| is_document) else { continue };
        let api = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let overlay = folder.join("overlay.yaml");
        targets.push(Target {
            name: format!("{api}-client"),
            overlays: if overlay.is_file() { vec![overlay] } else { Vec::new() },
            out: Some(root.join("generated-client").join(&api)),
            whole: false,
            runtime: Runtime::Path(runtime_folder()),
            lock: Some(folder.join("names.lock")),
            select: Selection::default(),
            default_features: None,
            document,
        });
    }
    Ok(targets)
}

fn runtime_folder() -> PathBuf {
    files::workspace().join("generated-client/runtime")
}

impl Target {
    /// A complete crate for a document from elsewhere.
    pub(super) fn foreign(
        spec: &Path,
        out: Option<&Path>,
        name: &str,
        overlays: &[PathBuf],
        runtime: &str,
    ) -> Result<Self> {
        let valid = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
        if !name.starts_with(|c: char| c.is_ascii_lowercase()) || !name.chars().all(valid) {
            bail!("{name:?} cannot be a crate's name; use lower-case letters, digits and hyphens: acme-client");
        }
        let runtime = match runtime {
            "path" => Runtime::Path(runtime_folder()),
            "embed" => Runtime::Embed,
            version if version.starts_with(|c: char| c.is_ascii_digit()) => Runtime::Version(version.to_owned()),
            other => bail!("--runtime {other:?}: say `path`, `embed`, or a version such as 0.1"),
        };
        Ok(Self {
            name: name.to_owned(),
            document: spec.to_owned(),
            overlays: overlays.to_vec(),
            out: out.map(Path::to_path_buf),
            whole: true,
            runtime,
            lock: None,
            select: Selection::default(),
            default_features: None,
        })
    }

    /// The same target, of some operations alone or with a file that keeps its names.
    pub(super) fn taking(self, select: Selection, lock: Option<&Path>) -> Result<Self> {
        if lock.is_some() && !select.is_everything() {
            bail!(
                "a lock keeps the names of the whole document; leave it out where operations are included or excluded"
            );
        }
        Ok(Self { select, lock: lock.map(Path::to_path_buf), ..self })
    }

    /// The same target, with other features by default.
    pub(super) fn with_default_features(self, default_features: Option<Vec<String>>) -> Self {
        Self { default_features, ..self }
    }

    /// The names chosen last time.
    pub(super) fn lock(&self) -> Result<Option<Lock>> {
        let Some(path) = self.lock.as_ref().filter(|path| path.exists()) else { return Ok(None) };
        let shown = files::shown(path);
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {shown}"))?;
        Lock::parse(&text).map(Some).with_context(|| format!("cannot understand {shown}"))
    }

    /// Reads one of the target's documents.
    pub(super) fn source(&self, path: &Path) -> Result<Source> {
        let text = files::read_document(path)?;
        Ok(Source { name: files::shown(path), text })
    }

    /// What the emitter has to know.
    pub(super) fn emit_options(&self) -> emit::Options {
        let runtime = match &self.runtime {
            Runtime::Path(path) => {
                let out = self.out.as_deref().unwrap_or_else(|| Path::new("."));
                RuntimeSource::Path(relative(out, path).display().to_string())
            }
            Runtime::Embed => RuntimeSource::Embedded,
            Runtime::Version(version) => RuntimeSource::Version(version.clone()),
        };
        emit::Options {
            crate_name: self.name.clone(),
            whole_crate: self.whole,
            runtime,
            document: self.document.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            document_hash: String::new(),
        }
    }

    /// What has to change on disk, and how many files there are.
    pub(super) fn changes(&self, generated: &Generated) -> Result<(Changes, usize)> {
        let (Some(out), Some(files)) = (&self.out, &generated.files) else {
            return Ok((Changes::default(), 0));
        };
        let mut wanted: BTreeMap<PathBuf, String> =
            files.iter().map(|(path, text)| (out.join(path), text.clone())).collect();
        if let (Some(features), Some(manifest)) = (&self.default_features, wanted.get_mut(&out.join("Cargo.toml"))) {
            *manifest = manifest::with_default_features(manifest, features)?;
        }
        if matches!(self.runtime, Runtime::Embed) {
            wanted.extend(embed::runtime(&runtime_folder(), &out.join("runtime"))?);
        }
        if !self.whole {
            wanted.extend(region::pieces(out, generated)?);
            wanted.extend(self.evidence(generated));
        }
        if let (Some(path), Some(lock)) = (&self.lock, &generated.lock) {
            wanted.insert(path.clone(), lock.render());
        }
        let count = wanted.len();
        let remove = self.orphans(out, &wanted)?;
        wanted.retain(|path, text| std::fs::read_to_string(path).ok().as_deref() != Some(text.as_str()));
        self.refuse_foreign_files(&wanted)?;
        Ok((Changes { write: wanted, remove }, count))
    }

    /// The report that stands beside the document.
    fn evidence(&self, generated: &Generated) -> Option<(PathBuf, String)> {
        let report = evidence::report::report(generated.api.as_ref()?, &generated.diagnostics);
        Some((self.document.with_file_name("evidence.md"), report.markdown()))
    }

    /// Files in the generator's own places that nothing generates any more.
    fn orphans(&self, out: &Path, wanted: &BTreeMap<PathBuf, String>) -> Result<Vec<PathBuf>> {
        let mut owned = files::walk(&out.join("src/generated"))?;
        owned.extend(EXAMPLES.iter().map(|example| out.join(example)).filter(|path| path.is_file()));
        owned.retain(|path| !wanted.contains_key(path));
        Ok(owned)
    }

    /// A crate is never written over files of somebody else.
    fn refuse_foreign_files(&self, wanted: &BTreeMap<PathBuf, String>) -> Result<()> {
        if !self.whole {
            return Ok(());
        }
        for path in wanted.keys() {
            let Ok(current) = std::fs::read_to_string(path) else { continue };
            if !current.lines().take(3).any(|line| line.contains("@generated")) {
                bail!(
                    "{} is there already and was not generated; choose an empty folder for --out",
                    files::shown(path)
                );
            }
        }
        Ok(())
    }
}

/// The way from one folder to another, so that a crate and its runtime can move together.
fn relative(from: &Path, to: &Path) -> PathBuf {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (from, to) = (absolute(from), absolute(to));
    let common = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(common).map(|_| PathBuf::from(".."));
    let down = to.components().skip(common).map(|part| PathBuf::from(part.as_os_str()));
    up.chain(down).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths_go_up_and_down() {
        assert_eq!(relative(Path::new("/a/b/c"), Path::new("/a/d")), PathBuf::from("../../d"));
        assert_eq!(relative(Path::new("/a"), Path::new("/a/d/e")), PathBuf::from("d/e"));
    }
}
