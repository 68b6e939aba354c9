//! `cargo xtask completion SHELL`: a completion script on standard output.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::Outcome;

/// Print a completion script for a shell.
///
/// It completes `xtask`: `alias xtask='cargo xtask'`, then `source <(cargo xtask completion bash)`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Shell to complete for.
    shell: Shell,
}

/// Prints the script of the whole command line `C`.
pub(crate) fn run<C: CommandFactory>(args: &Args) -> anyhow::Result<Outcome> {
    clap_complete::generate(args.shell, &mut C::command(), "xtask", &mut std::io::stdout());
    Ok(Outcome::Fine)
}
