//! A command → how long it took, its processor time, and its most memory.
//!
//! The system adds up a process's children, so each measured command gets a small process of its own above it: this
//! program, called with a log and the command.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::{Outcome, report};

/// What a command took.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct Measure {
    /// Whether it ended with 0.
    pub(super) ok: bool,
    /// Whether it was stopped because its time was up.
    pub(super) late: bool,
    /// Seconds on the clock.
    pub(super) wall: f64,
    /// Seconds of processors, the system's included, of it and all that it started.
    pub(super) cpu: f64,
    /// The most memory of its largest process.
    pub(super) peak_bytes: u64,
}

/// Runs a command in a process of its own; what it says goes to the log.
pub(super) fn run(command: &Command, log: &Path, limit: u64) -> Result<Measure> {
    let mut measuring = Command::new(std::env::current_exe().context("cannot find this program")?);
    measuring.arg("bench-peers").arg("--limit").arg(limit.to_string()).arg("--").arg(log);
    measuring.arg(command.get_program()).args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        measuring.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => measuring.env(name, value),
            None => measuring.env_remove(name),
        };
    }
    let output = measuring.output().context("cannot start a process")?;
    let said = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(said.trim()).with_context(|| {
        format!("{} was not measured: {}", shown(command), String::from_utf8_lossy(&output.stderr).trim())
    })
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

/// The small process: the first word is the log, the rest is the command.
pub(super) fn child(words: &[OsString], limit: u64) -> Result<Outcome> {
    let [log, program, arguments @ ..] = words else { anyhow::bail!("a log and a command are needed") };
    let log = std::fs::File::create(log).with_context(|| format!("cannot write {}", log.to_string_lossy()))?;
    let mut command = Command::new(program);
    command.args(arguments).stdin(std::process::Stdio::null()).stdout(log.try_clone()?).stderr(log);
    let measure = system::measured(&mut command, limit)
        .with_context(|| format!("{} could not be run", program.to_string_lossy()))?;
    report::result(&serde_json::to_string(&measure)?);
    Ok(Outcome::Fine)
}

#[cfg(unix)]
mod system {
    use std::os::unix::process::{CommandExt, ExitStatusExt};
    use std::process::Command;
    use std::sync::mpsc::{RecvTimeoutError, channel};
    use std::time::{Duration, Instant};

    use anyhow::{Context, Result, bail};
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::signal::{Signal, killpg};
    use nix::sys::time::TimeValLike;
    use nix::unistd::Pid;

    use super::Measure;

    /// Runs the only child that this process ever has; it and all that it starts are stopped when their time is up.
    pub(super) fn measured(command: &mut Command, limit: u64) -> Result<Measure> {
        let started = Instant::now();
        let mut child = command.process_group(0).spawn()?;
        let group = i32::try_from(child.id()).map(Pid::from_raw).context("no such process")?;
        let (done, is_done) = channel::<()>();
        let watch = std::thread::spawn(move || {
            let is_late = is_done.recv_timeout(Duration::from_secs(limit)) == Err(RecvTimeoutError::Timeout);
            if is_late {
                // It may have ended in this very moment, which is as good.
                let _ = killpg(group, Signal::SIGKILL);
            }
            is_late
        });
        let status = child.wait();
        let wall = started.elapsed().as_secs_f64();
        drop(done);
        let late = watch.join().unwrap_or(false);
        let status = status?;
        // What somebody else stopped has not failed, and is measured anew by the next run.
        if !late && status.signal().is_some_and(is_from_outside) {
            bail!("it was stopped from outside");
        }
        let usage = getrusage(UsageWho::RUSAGE_CHILDREN).context("the system does not tell")?;
        let micros = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
        Ok(Measure { ok: status.success(), late, wall, cpu: micros as f64 / 1e6, peak_bytes: bytes(usage.max_rss()) })
    }

    /// A program that aborts or overflows its stack ends by other signals.
    fn is_from_outside(signal: i32) -> bool {
        let signals = [Signal::SIGHUP, Signal::SIGINT, Signal::SIGKILL, Signal::SIGTERM];
        signals.iter().any(|one| *one as i32 == signal)
    }

    /// Linux counts in kilobytes, macOS in bytes.
    fn bytes(most: impl TryInto<u64>) -> u64 {
        let most = most.try_into().unwrap_or(0);
        if cfg!(target_os = "macos") { most } else { most * 1024 }
    }
}

#[cfg(not(unix))]
mod system {
    use std::process::Command;

    use anyhow::{Result, bail};

    use super::Measure;

    pub(super) fn measured(_: &mut Command, _: u64) -> Result<Measure> {
        bail!("processor time is only measured on Unix")
    }
}
