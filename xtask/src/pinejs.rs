//! `cargo xtask pinejs-test`: an emitted client against a real pinejs server over PostgreSQL, both started and stopped
//! here.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::{Outcome, files, report};

/// The server with what it needs; versions are fixed, so that what it says is comparable.
const PACKAGES: [&str; 3] = ["@balena/pinejs@24.2.14", "express@4", "pg@8"];
/// How long a server may take to listen.
const START: Duration = Duration::from_secs(120);
/// Filters whose tree the ordinary tests compare.
const RECORDED_FILTERS: &str = "200";

/// Run the tests of queried sets against a real pinejs server.
///
/// Needs Node.js with npm, and PostgreSQL's `initdb` and `postgres`. The packages go to `target/pinejs`, the database to
/// a temporary folder. Also has 10,000 random filters read by the server's own parser. Exits with 1 if a test failed.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Renew the recordings that the ordinary tests replay.
    #[arg(long)]
    record: bool,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let folder = files::workspace().join("target/pinejs");
    install(&folder)?;
    let database = Database::start()?;
    let port = free_port()?;
    let server = serve(&folder, port, &database.url())?;
    let filters = folder.join("filters.ndjson");
    let passed = tests(args, port, &filters)?;
    let read = parse(args, &folder, &filters)?;
    drop(server);
    drop(database);
    Ok(if passed && read { Outcome::Fine } else { Outcome::Found })
}

fn install(folder: &Path) -> Result<()> {
    if folder.join("node_modules/@balena/pinejs/package.json").is_file() {
        return Ok(());
    }
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", files::shown(folder)))?;
    std::fs::write(folder.join("package.json"), "{\"private\": true}\n")?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--ignore-scripts", "--no-audit", "--no-fund"]).args(PACKAGES).current_dir(folder);
    let status = npm.stdout(Stdio::null()).status().context("cannot run npm; install Node.js 20 or later")?;
    if !status.success() {
        bail!("npm could not install {}", PACKAGES.join(", "));
    }
    Ok(())
}

fn tests(args: &Args, port: u16, filters: &Path) -> Result<bool> {
    let mut cargo = Command::new("cargo");
    // The scenarios share the server's tables.
    cargo.args(["test", "--package", "gadgets-client", "--test", "odata", "--", "--test-threads=1"]);
    cargo.env("PINEJS_URL", format!("http://127.0.0.1:{port}")).env("PINEJS_FILTERS", filters);
    if args.record {
        cargo.env("PINEJS_RECORD", "1");
    }
    let status = cargo.current_dir(files::workspace()).status().context("cannot run cargo")?;
    Ok(status.success())
}

/// The server's own parser over the filters that the tests wrote.
fn parse(args: &Args, folder: &Path, filters: &Path) -> Result<bool> {
    let mut node = Command::new("node");
    node.arg(files::workspace().join("tests/pinejs/parse.js")).arg(filters).current_dir(folder);
    if args.record {
        node.arg(files::workspace().join("tests/fixtures/pinejs/filters.ndjson")).arg(RECORDED_FILTERS);
    }
    Ok(node.status().context("cannot run node")?.success())
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

fn serve(folder: &Path, port: u16, database: &str) -> Result<Running> {
    let log = folder.join("server.log");
    let output = std::fs::File::create(&log).with_context(|| format!("cannot write {}", files::shown(&log)))?;
    let mut node = Command::new("node");
    node.arg(files::workspace().join("tests/pinejs/server.js")).current_dir(folder);
    node.env("PORT", port.to_string()).env("DATABASE_URL", database).stdout(output.try_clone()?).stderr(output);
    let mut server = Running(node.spawn().context("cannot run node")?);
    server.listen(port, &format!("pinejs; its log is {}", files::shown(&log)))?;
    Ok(server)
}

/// A database of its own in a temporary folder.
struct Database {
    port: u16,
    // Stopped before its folder goes: fields are dropped in this order.
    _server: Running,
    _folder: tempfile::TempDir,
}

impl Database {
    fn start() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let data = folder.path().join("data");
        let mut initdb = unprivileged(Command::new("initdb"), folder.path())?;
        initdb.args(["--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--pgdata"]);
        let made = initdb.arg(&data).stdout(Stdio::null()).status();
        if !made.context("cannot run initdb; install PostgreSQL and put its programs on the PATH")?.success() {
            bail!("initdb could not make a database in {}", folder.path().display());
        }
        let port = free_port()?;
        let mut postgres = unprivileged(Command::new("postgres"), folder.path())?;
        postgres.arg("-D").arg(&data).args(["-F", "-h", "127.0.0.1", "-p", &port.to_string(), "-k", ""]);
        postgres.stdout(Stdio::null()).stderr(std::fs::File::create(folder.path().join("log"))?);
        let mut server = Running(postgres.spawn().context("cannot run postgres")?);
        server.listen(port, "PostgreSQL")?;
        Ok(Self { port, _server: server, _folder: folder })
    }

    fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

/// PostgreSQL refuses to run as root: where that is who we are, it runs as the user `postgres`, who then owns the folder.
#[cfg(unix)]
fn unprivileged(mut command: Command, folder: &Path) -> Result<Command> {
    use std::os::unix::fs::MetadataExt;
    use std::os::unix::process::CommandExt;
    // A new temporary folder belongs to whoever runs this.
    let me = std::fs::metadata(tempfile::tempdir()?.path())?.uid();
    if me == 0 {
        let own = user("postgres").context("PostgreSQL does not run as root, and there is no user `postgres`")?;
        std::os::unix::fs::chown(folder, Some(own.0), Some(own.1))?;
        command.uid(own.0).gid(own.1);
    }
    command.current_dir(folder);
    Ok(command)
}

#[cfg(not(unix))]
fn unprivileged(command: Command, _: &Path) -> Result<Command> {
    Ok(command)
}

/// User and group by name.
#[cfg(unix)]
fn user(name: &str) -> Option<(u32, u32)> {
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    let fields = users.lines().map(|line| line.split(':').collect::<Vec<_>>()).find(|fields| fields[0] == name)?;
    Some((fields.get(2)?.parse().ok()?, fields.get(3)?.parse().ok()?))
}

/// A server that is stopped when dropped.
struct Running(Child);

impl Running {
    fn listen(&mut self, port: u16, name: &str) -> Result<()> {
        report::line(&format!("waiting for {name} …"));
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if let Some(status) = self.0.try_wait()? {
                bail!("{name} ended with {status}");
            }
            if begun.elapsed() > START {
                bail!("{name} did not listen within {} s", START.as_secs());
            }
            std::thread::sleep(Duration::from_millis(200));
        }
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // An interrupt lets PostgreSQL end its own children; who does not heed it is ended.
        if cfg!(unix) {
            let _ = Command::new("kill").args(["-INT", &self.0.id().to_string()]).stderr(Stdio::null()).status();
            let begun = Instant::now();
            while matches!(self.0.try_wait(), Ok(None)) && begun.elapsed() < Duration::from_secs(5) {
                std::thread::sleep(Duration::from_millis(50));
            }
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
