//! A command that serves a port → a server that is waited for, and stopped when it is dropped.

use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::progress::Progress;
use crate::report;

/// How long a server may take to start, its download or compilation included.
const START: Duration = Duration::from_secs(300);

/// How long its port may stay taken after it was stopped.
const END: Duration = Duration::from_secs(10);

/// A running server and its port.
pub(crate) struct Serving(Child, u16);

impl Serving {
    /// Starts it and waits until it listens.
    pub(crate) fn start(name: &str, command: &mut Command, port: u16) -> Result<Self> {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            bail!("something listens on port {port} already; choose another one with --port");
        }
        let child = in_its_own_group(command)
            .stderr(Stdio::inherit())
            .spawn()
            .with_context(|| format!("cannot start {}", command.get_program().display()))?;
        let mut serving = Self(child, port);
        report::aside(&format!("waiting for {name} …"));
        let _progress = Progress::wait(name);
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if let Some(status) = serving.0.try_wait()? {
                bail!("{name} ended with {status}");
            }
            if begun.elapsed() > START {
                bail!("{name} did not listen on port {port} within {} s", START.as_secs());
            }
            std::thread::sleep(Duration::from_millis(200));
        }
        Ok(serving)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // The command starts the server as a process of its own; the group holds both. It may have ended already.
        if cfg!(unix) {
            let _ = Command::new("kill").args(["--", &format!("-{}", self.0.id())]).stderr(Stdio::null()).status();
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
        // What the command started may end after the command itself; the next server wants the same port.
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.1)).is_ok() && begun.elapsed() < END {
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

#[cfg(unix)]
fn in_its_own_group(command: &mut Command) -> &mut Command {
    use std::os::unix::process::CommandExt;
    command.process_group(0)
}

#[cfg(not(unix))]
fn in_its_own_group(command: &mut Command) -> &mut Command {
    command
}
