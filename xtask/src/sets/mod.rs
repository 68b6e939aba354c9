//! `cargo xtask sets`: the repetitive part of a document from a table: path items and schemas of sets of rows.

mod model;
mod write;

use anyhow::{Context, Result};

use crate::files::{self, Changes};
use crate::{Outcome, report};

/// Write the sets of each `sets.txt` under `spec/` into the `openapi.yaml` beside it.
///
/// The document keeps what stands outside the lines `# sets: …` and `# end of sets`. The table's own head says how it is
/// written.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write nothing; exit with 1 if a document is not what its table says.
    #[arg(long)]
    check: bool,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let changes = changes()?;
    let found = !changes.write.is_empty();
    for path in changes.write.keys() {
        report::line(&format!("{}: {}", if args.check { "stale" } else { "written" }, files::shown(path)));
    }
    if args.check {
        return Ok(if found { Outcome::Found } else { Outcome::Fine });
    }
    changes.apply()?;
    Ok(Outcome::Fine)
}

/// Documents that differ from what their tables say.
fn changes() -> Result<Changes> {
    let mut changes = Changes::default();
    let folders = ["spec", "tests/fixtures/emit"].map(|folder| files::walk(&files::workspace().join(folder)));
    let all = folders.into_iter().collect::<Result<Vec<_>>>()?.into_iter().flatten();
    for table in all.filter(|path| path.ends_with("sets.txt")) {
        let document = table.with_file_name("openapi.yaml");
        let text = files::read_document(&document)?;
        let sets = model::parse(&files::read_document(&table)?).with_context(|| files::shown(&table))?;
        let prefix = marked(&text, "paths").with_context(|| files::shown(&document))?;
        let with_paths = replaced(&text, "paths", &write::paths(&sets, prefix));
        let wanted = with_paths.and_then(|text| replaced(&text, "schemas", &write::schemas(&sets)));
        let wanted = wanted.with_context(|| files::shown(&document))?;
        if wanted != text {
            changes.write.insert(document, wanted);
        }
    }
    Ok(changes)
}

/// What the opening line of a region says behind its name: `# sets: paths under /v7` says `/v7`.
fn marked<'a>(text: &'a str, region: &str) -> Result<&'a str> {
    let opening = format!("# sets: {region}");
    let line = text.lines().find(|line| line.trim_start().starts_with(&opening));
    let line = line.with_context(|| format!("no line says `{opening}`"))?;
    Ok(line.split_once(" under ").map_or("", |(_, prefix)| prefix.trim()))
}

/// The document with other content in a region.
fn replaced(text: &str, region: &str, content: &str) -> Result<String> {
    let opening =
        text.find(&format!("# sets: {region}")).with_context(|| format!("no line says `# sets: {region}`"))?;
    let start = opening + text[opening..].find('\n').map_or(text.len() - opening, |end| end + 1);
    let end = text[start..].find("# end of sets").context("no line says `# end of sets`")? + start;
    let line = text[..end].rfind('\n').map_or(0, |at| at + 1).max(start);
    Ok(format!("{}{content}{}", &text[..start], &text[line..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documents_are_what_their_tables_say() -> Result<()> {
        let changes = super::changes()?;
        assert!(changes.write.is_empty(), "stale: {:?}; run `cargo xtask sets`", changes.write.keys());
        Ok(())
    }

    #[test]
    fn a_region_is_replaced_and_the_rest_kept() {
        let text = "a\n  # sets: paths under /v1\n  old\n  # end of sets\nb\n";
        let replaced = replaced(text, "paths", "  new\n").unwrap_or_default();
        assert_eq!(replaced, "a\n  # sets: paths under /v1\n  new\n  # end of sets\nb\n");
        assert_eq!(marked(text, "paths").ok(), Some("/v1"));
    }
}
