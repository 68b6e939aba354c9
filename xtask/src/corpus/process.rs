//! A command with a time limit → how it ended and what it wrote.

use std::io::{Read, Seek, SeekFrom};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// How a process ended.
#[derive(Debug)]
pub(super) struct Ended {
    /// Its exit code; none if a signal ended it.
    pub(super) code: Option<i32>,
    /// Whether it was stopped because its time was up.
    pub(super) late: bool,
    /// How long it ran.
    pub(super) seconds: f64,
    /// Standard output.
    pub(super) output: String,
    /// Standard error.
    pub(super) errors: String,
}

/// Runs a command to its end or to the end of its time.
pub(super) fn run(command: &mut Command, limit: Duration) -> Result<Ended> {
    // Files, not pipes: nobody has to read while the process runs.
    let mut output = tempfile::tempfile().context("cannot make a temporary file")?;
    let mut errors = tempfile::tempfile().context("cannot make a temporary file")?;
    command.stdin(Stdio::null()).stdout(output.try_clone()?).stderr(errors.try_clone()?);
    let started = Instant::now();
    let mut child = command.spawn().context("cannot start a process")?;
    let mut late = false;
    let status = loop {
        if let Some(status) = child.try_wait().context("cannot wait for a process")? {
            break status;
        }
        if !late && started.elapsed() > limit {
            late = true;
            child.kill().context("cannot stop a process")?;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    Ok(Ended {
        code: status.code(),
        late,
        seconds: started.elapsed().as_secs_f64(),
        output: text(&mut output)?,
        errors: text(&mut errors)?,
    })
}

fn text(file: &mut std::fs::File) -> Result<String> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
