//! What git knows of this repository.

use std::process::Command;

use anyhow::{Context, Result, bail};
use generator::document::Loader;

/// What a git command prints.
pub(crate) fn git(args: &[&str]) -> Result<String> {
    let output = Command::new("git")
        .args(args)
        .output()
        .with_context(|| format!("cannot run git, which `git {}` needs", args.join(" ")))?;
    if !output.status.success() {
        bail!("git {}: {}", args.join(" "), String::from_utf8_lossy(&output.stderr).trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("what `git {}` prints is not UTF-8 text", args.join(" ")))
}

/// A file as it was in a revision.
pub(crate) fn show(revision: &str, file: &str) -> Result<String> {
    // Git would read it as an option.
    if revision.starts_with('-') {
        bail!("{revision:?} is no revision of git");
    }
    git(&["show", &format!("{revision}:{file}")]).with_context(|| format!("git has no {revision}:{file}"))
}

/// Where the current branch left the default one, or the revision that is named.
pub(crate) fn merge_base(named: Option<&str>) -> Result<String> {
    let exists = |name: &&str| git(&["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")]).is_ok();
    let default = || ["origin/HEAD", "origin/main", "origin/master", "main", "master"].into_iter().find(exists);
    let Some(base) = named.or_else(default) else {
        bail!("no default branch is known; name what to compare with by `--base REV`");
    };
    if base.starts_with('-') {
        bail!("{base:?} is no revision of git");
    }
    let found = git(&["merge-base", base, "HEAD"])?;
    // It stands in every row of a report, so it is only as long as it has to be.
    Ok(git(&["rev-parse", "--short=10", found.trim()])?.trim().to_owned())
}

/// Documents beside a document of a revision.
pub(crate) struct RevisionLoader {
    revision: String,
    folder: String,
}

impl RevisionLoader {
    /// A loader for the documents beside `file`.
    pub(crate) fn beside(revision: &str, file: &str) -> Self {
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        Self { revision: revision.to_owned(), folder: folder.to_owned() }
    }
}

impl Loader for RevisionLoader {
    fn load(&self, relative: &str) -> Result<String, String> {
        if relative.starts_with('/') || relative.split('/').any(|part| part == "..") {
            return Err("it lies outside the document's folder".to_owned());
        }
        let path = if self.folder.is_empty() { relative.to_owned() } else { format!("{}/{relative}", self.folder) };
        show(&self.revision, &path).map_err(|error| format!("{error:#}"))
    }
}
