//! `cargo xtask decode`: how many examples of replies the emitted client really decodes.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use generator::Input;
use generator::diagnostics::Diagnostics;
use generator::evidence::replies::{self, Example};
use generator::evidence::report::{Leaves, against, report as weigh};
use generator::ir::Api;
use serde::Serialize;
use serde_json::Value;

use crate::emitted::Emitted;
use crate::loader::FolderLoader;
use crate::upstream::{self, Upstream};
use crate::{Outcome, files, report, source};

/// Decode reply examples with the emitted client: the document's own, or those of collections and other documents.
///
/// Builds the emitted crate and runs its `decode --batch`. Strict is a reply of which nothing had to be set aside. Exits
/// with 1 if a reply does not decode at all.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// OpenAPI document that the client is made from.
    #[arg(long, value_name = "FILE")]
    spec: PathBuf,
    /// OpenAPI overlay to apply; may be repeated.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Where the examples are: Postman collections or OpenAPI documents. Without it, the document's own.
    #[arg(long, num_args = 1.., value_name = "FILE")]
    against: Vec<PathBuf>,
    /// How to report.
    #[arg(long, default_value = "text")]
    format: Format,
}

/// How to report.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// An array of objects.
    Json,
}

/// What became of the examples of one file.
#[derive(Debug, Serialize)]
struct Report {
    file: String,
    /// Examples whose operation and status the document has with a JSON type.
    examples: usize,
    /// Of them: decoded whole.
    strict: usize,
    /// Of them: decoded, perhaps without some values.
    lenient: usize,
    /// Examples whose operation the document has, but no JSON reply of their status.
    untyped: usize,
    /// Examples of operations that the document does not have.
    foreign: usize,
    /// Leaf values of success replies, by where the types put them.
    success_leaves: Leaves,
    /// What did not decode whole.
    findings: Vec<Finding>,
}

/// A place where an example and its type disagree.
#[derive(Debug, Serialize)]
struct Finding {
    operation: String,
    status: u16,
    /// `set aside` or `lost`.
    what: &'static str,
    path: String,
    message: String,
}

/// The examples of one file.
struct Examples {
    file: String,
    sorted: replies::Sorted,
    leaves: Leaves,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let input = Input {
        document: source::source(&args.spec.display().to_string())?,
        overlays: args.overlay.iter().map(|path| source::source(&path.display().to_string())).collect::<Result<_>>()?,
    };
    let understood = generator::understand(input, &FolderLoader::beside(&args.spec), true);
    let Some(api) = &understood.api else {
        report::diagnostics(&understood.diagnostics(), false);
        return Ok(Outcome::Failed);
    };
    let Some(files) = examples(args, api)? else { return Ok(Outcome::Failed) };
    let emitted = Emitted::generate("decode/client", &args.spec, &args.overlay, None)?;
    let reports = files.into_iter().map(|file| decode(&emitted, file)).collect::<Result<Vec<_>>>()?;
    report::result(&match args.format {
        Format::Text => reports.iter().map(Report::text).collect::<Vec<_>>().join("\n"),
        Format::Json => serde_json::to_string_pretty(&reports)?,
    });
    let is_fine = reports.iter().all(|report| report.lenient == report.examples);
    Ok(if is_fine { Outcome::Fine } else { Outcome::Found })
}

/// The examples by file; `None` after messages if a file cannot be read.
fn examples(args: &Args, api: &Api) -> Result<Option<Vec<Examples>>> {
    if args.against.is_empty() {
        let sorted = replies::Sorted { replies: replies::own(api), ..replies::Sorted::default() };
        let leaves = weigh(api, &[]).success.leaves;
        return Ok(Some(vec![Examples { file: files::shown(&args.spec), sorted, leaves }]));
    }
    let mut found = Vec::new();
    for path in &args.against {
        let mut messages = Diagnostics::new();
        let Some(tree) = tree(path, &mut messages)?.filter(|_| !messages.has_errors()) else {
            report::diagnostics(messages.all(), false);
            return Ok(None);
        };
        let (sorted, leaves) = (replies::of(api, &tree), against(api, &tree).success.leaves);
        found.push(Examples { file: files::shown(path), sorted, leaves });
    }
    Ok(Some(found))
}

fn tree(path: &Path, messages: &mut Diagnostics) -> Result<Option<Value>> {
    match Upstream::named(path)? {
        Upstream::OpenApi(document) => Ok(upstream::openapi(document, messages)),
        Upstream::Recording(name, _) => bail!("{name} is a recording, of which no value is shown; name a collection"),
        Upstream::Observed(source) => bail!("{} has no examples; name a collection", source.name),
        collection @ Upstream::Collection(_) => upstream::import(&[collection], messages),
    }
}

fn decode(emitted: &Emitted, file: Examples) -> Result<Report> {
    let path = files::workspace().join("target/decode/replies.jsonl");
    write(&file.sorted.replies, &path)?;
    let mut report = Report {
        file: file.file,
        examples: file.sorted.replies.len(),
        strict: 0,
        lenient: 0,
        untyped: file.sorted.untyped.len(),
        foreign: file.sorted.foreign,
        success_leaves: file.leaves,
        findings: Vec::new(),
    };
    let answers = emitted.decode(&path, |index, decoded| {
        let Some(example) = file.sorted.replies.get(index) else { return };
        report.lenient += usize::from(decoded.ok);
        report.strict += usize::from(decoded.ok && decoded.set_aside.is_empty());
        let mut find = |what, path: Option<String>, message| {
            let (operation, status) = (example.operation.clone(), example.status);
            let path = path.unwrap_or_else(|| "$".to_owned());
            report.findings.push(Finding { operation, status, what, path, message });
        };
        for aside in decoded.set_aside {
            find("set aside", Some(aside.path), aside.message);
        }
        if let Some(error) = decoded.error {
            find("lost", decoded.path, error);
        }
    })?;
    if answers != report.examples {
        bail!("the emitted crate answered {answers} of {} replies", report.examples);
    }
    Ok(report)
}

/// Writes the examples as `decode --batch` reads them.
fn write(examples: &[Example], path: &Path) -> Result<()> {
    let context = || format!("cannot write {}", files::shown(path));
    let mut file = BufWriter::new(std::fs::File::create(path).with_context(context)?);
    for Example { operation, status, body } in examples {
        let line = serde_json::json!({ "operation": operation, "status": status, "body": body });
        writeln!(file, "{line}").with_context(context)?;
    }
    file.flush().with_context(context)
}

impl Report {
    fn text(&self) -> String {
        let leaves = self.success_leaves;
        let share = |part: usize, all: usize| part * 1000 / all.max(1);
        let typed = share(leaves.typed, leaves.all());
        let mut text = format!(
            "{}: of {} examples {} decode, {} of them strictly; {}.{} % of {} leaves typed, {} in free JSON, {} contradicting",
            self.file,
            self.examples,
            self.lenient,
            self.strict,
            typed / 10,
            typed % 10,
            leaves.all(),
            leaves.untyped,
            leaves.contradicting
        );
        if self.untyped + self.foreign > 0 {
            text.push_str(&format!(
                "\n  left out: {} of statuses without a JSON reply, {} of operations that the document does not have",
                self.untyped, self.foreign
            ));
        }
        for one in &self.findings {
            let Finding { operation, status, what, path, message } = one;
            text.push_str(&format!("\n  {operation} {status}: {what} {path}: {message}"));
        }
        text
    }
}
