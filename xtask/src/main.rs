//! The commands of this repository: the only place with files, processes and the network.

mod completion;
mod corpus;
mod decode;
mod diff;
mod doctor;
mod drift;
mod emitted;
mod evidence;
mod excerpt;
mod explain;
mod fetch;
mod files;
mod fuzz;
mod generate;
mod git;
mod guard;
mod import;
mod judge;
mod loader;
mod mock;
mod peers;
mod perturb;
mod pinejs;
mod prism;
mod progress;
mod report;
mod schemathesis;
mod serving;
mod sets;
mod source;
mod upstream;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Reading, naming and printing make millions of short texts, for which the system's allocator takes far longer.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Generates Rust clients from OpenAPI documents and keeps them true.
///
/// Every command exits with 0 when all is well, 1 when its check found something, and 2 when it could not be done.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version, max_term_width = 100)]
struct Cli {
    /// Say nothing but results, findings and errors.
    #[arg(long, short, global = true, display_order = 1000)]
    quiet: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Generate(generate::Args),
    Evidence(evidence::Args),
    Import(import::Args),
    Drift(drift::Args),
    Diff(diff::Args),
    DiffJudge(judge::Args),
    Decode(decode::Args),
    Perturb(perturb::Args),
    Explain(explain::Args),
    Corpus(corpus::Args),
    BenchPeers(peers::Args),
    Fuzz(fuzz::Args),
    Prism(prism::Args),
    Mock(mock::Args),
    Schemathesis(schemathesis::Args),
    Doctor(doctor::Args),
    Guard(guard::Args),
    PinejsTest(pinejs::Args),
    Sets(sets::Args),
    Completion(completion::Args),
}

/// What a command came to; every command uses the same exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All is well.
    Fine,
    /// The check found something.
    Found,
    /// It could not be done; the reason was already printed.
    Failed,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    report::set_quiet(cli.quiet);
    let outcome = match cli.command {
        Command::Generate(args) => generate::run(&args),
        Command::Evidence(args) => evidence::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Drift(args) => drift::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::DiffJudge(args) => judge::run(&args),
        Command::Decode(args) => decode::run(&args),
        Command::Perturb(args) => perturb::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Corpus(args) => corpus::run(&args),
        Command::BenchPeers(args) => peers::run(&args),
        Command::Fuzz(args) => fuzz::run(&args),
        Command::Prism(args) => prism::run(&args),
        Command::Mock(args) => mock::run(&args),
        Command::Schemathesis(args) => schemathesis::run(&args),
        Command::Doctor(args) => doctor::run(&args),
        Command::Guard(args) => guard::run(&args),
        Command::PinejsTest(args) => pinejs::run(&args),
        Command::Sets(args) => sets::run(&args),
        Command::Completion(args) => completion::run::<Cli>(&args),
    };
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        Ok(Outcome::Failed) => ExitCode::from(2),
        Err(error) => {
            report::failure(&error);
            ExitCode::from(2)
        }
    }
}
