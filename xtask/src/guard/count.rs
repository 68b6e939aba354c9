//! A program under valgrind, or a crate under cargo-llvm-lines, into one number.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::programs::Programs;
use crate::files;

/// What counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tool {
    /// Instructions.
    Callgrind,
    /// Allocations.
    Dhat,
    /// Lines of LLVM's intermediate code.
    LlvmLines,
}

/// One figure.
#[derive(Debug)]
pub(super) struct Meter {
    /// Its name in the file.
    pub(super) name: String,
    pub(super) tool: Tool,
    /// Package of the program, or the crate that is counted.
    pub(super) package: &'static str,
    /// What the program is to do.
    pub(super) arguments: &'static [&'static str],
}

impl Tool {
    pub(super) const ALL: [Self; 3] = [Self::Callgrind, Self::Dhat, Self::LlvmLines];

    /// What it counts.
    pub(super) fn unit(self) -> &'static str {
        match self {
            Self::Callgrind => "instructions",
            Self::Dhat => "allocations",
            Self::LlvmLines => "llvm-lines",
        }
    }

    pub(super) fn is_there(&self) -> bool {
        let words: &[&str] = match self {
            Self::Callgrind => &["valgrind", "--tool=callgrind", "--version"],
            Self::Dhat => &["valgrind", "--tool=dhat", "--version"],
            Self::LlvmLines => &["cargo", "llvm-lines", "--version"],
        };
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    }

    /// How it is had.
    pub(super) fn remedy(&self) -> String {
        let how = match self {
            Self::Callgrind | Self::Dhat => "valgrind (3.15 or later), of the system's packages",
            Self::LlvmLines => "cargo-llvm-lines: cargo install cargo-llvm-lines",
        };
        format!("{how}, for {}", self.unit())
    }
}

impl Meter {
    /// Runs what is measured.
    pub(super) fn count(&self, programs: &Programs) -> Result<u64> {
        let counted = match self.tool {
            Tool::Callgrind => self.valgrind(programs, "callgrind").map(|said| number_after(&said, "Collected :")),
            Tool::Dhat => self.valgrind(programs, "dhat").map(|said| number_after(&said, "bytes in ")),
            Tool::LlvmLines => self.llvm_lines().map(|said| total(&said)),
        };
        counted?.with_context(|| format!("{}: the tool did not say its number", self.name))
    }

    /// What valgrind says on standard error.
    fn valgrind(&self, programs: &Programs, tool: &str) -> Result<String> {
        let folder = tempfile::tempdir().context("cannot make a folder for valgrind")?;
        let out = folder.path().join("out");
        let mut command = Command::new("valgrind");
        command.arg(format!("--tool={tool}")).arg(format!("--{tool}-out-file={}", out.display()));
        command.arg(programs.path(self.package)?).args(self.arguments).current_dir(files::workspace());
        said(&mut command, |output| &output.stderr)
    }

    fn llvm_lines(&self) -> Result<String> {
        let mut command = Command::new(env!("CARGO"));
        command.args(["llvm-lines", "--quiet", "--lib", "--package", self.package]).current_dir(files::workspace());
        said(&mut command, |output| &output.stdout)
    }
}

fn said(command: &mut Command, stream: fn(&std::process::Output) -> &Vec<u8>) -> Result<String> {
    let output = command.output().with_context(|| format!("cannot run {}", command.get_program().display()))?;
    if !output.status.success() {
        bail!("{} failed: {}", command.get_program().display(), String::from_utf8_lossy(&output.stderr).trim_end());
    }
    Ok(String::from_utf8_lossy(stream(&output)).into_owned())
}

/// The first number after a word, written with or without commas.
fn number_after(text: &str, word: &str) -> Option<u64> {
    let rest = text.split_once(word)?.1.trim_start();
    let digits: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == ',').filter(|c| *c != ',').collect();
    digits.parse().ok()
}

/// The lines of `  12345 (100%)  678 (100%)  (TOTAL)`.
fn total(table: &str) -> Option<u64> {
    table.lines().find(|line| line.ends_with("(TOTAL)"))?.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_in_what_the_tools_say() {
        let callgrind = "==7== Events    : Ir\n==7== Collected : 1197905638\n";
        assert_eq!(number_after(callgrind, "Collected :"), Some(1_197_905_638));
        let dhat = "==7== Total:     1,234,567 bytes in 12,345 blocks\n==7== At t-gmax: 99 bytes in 3 blocks\n";
        assert_eq!(number_after(dhat, "bytes in "), Some(12_345));
        let lines = "  Lines   Copies  Function name\n  -----   ------  -------------\n  40102   1903    (TOTAL)\n     88      1  a\n";
        assert_eq!(total(lines), Some(40_102));
        assert_eq!(number_after("nothing", "Collected :"), None);
    }
}
