//! `cargo xtask completion SHELL`: a completion script on standard output.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::{Outcome, report};

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
    // clap_complete panics where its output goes away, as in `| head`.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut C::command(), "xtask", &mut script);
    report::result(String::from_utf8_lossy(&script).trim_end());
    Ok(Outcome::Fine)
}
