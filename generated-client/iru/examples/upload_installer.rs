//! Gives a custom app a new installer, with a progress bar:
//! `cargo run --example upload_installer -- LIBRARY_ITEM_ID Tool-1.3.pkg`.
//!
//! Without arguments a small file goes to the first app of the tenant, which therefore has to be the fake one.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example prints")]

mod common;

use std::error::Error;
use std::io::Write;
use std::path::PathBuf;

use iru_client::LibraryItemId;
use iru_client::workflows::Progress;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let (client, tenant) = common::connect()?;
    let mut arguments = std::env::args().skip(1);
    let (app, path): (LibraryItemId, PathBuf) = match (arguments.next(), arguments.next(), &tenant) {
        (Some(app), Some(path), _) => (app.into(), path.into()),
        (_, _, Some(_)) => {
            let path = std::env::temp_dir().join("Tool-1.3.pkg");
            std::fs::write(&path, vec![0; 5_000_000])?;
            let first = client.custom_apps().list().stream().try_next().await?.ok_or("the tenant has no app")?;
            (first.id, path)
        }
        _ => return Err("usage: upload_installer LIBRARY_ITEM_ID FILE".into()),
    };
    let app = client.workflows().replace_installer(app, path).on_progress(draw).await?;
    eprintln!();
    println!("{} has {}", app.name.unwrap_or_default(), app.file_key.unwrap_or_default());
    Ok(())
}

fn draw(progress: Progress) {
    match progress {
        Progress::Sending { sent, total } => {
            let done = usize::try_from(sent * 40 / total.max(1)).unwrap_or(0);
            eprint!("\r[{}{}] {sent} of {total} bytes", "#".repeat(done), " ".repeat(40 - done.min(40)));
        }
        Progress::Waiting { .. } => eprint!("\n{progress}"),
        _ => {}
    }
    // A bar that is not drawn is no reason to stop.
    drop(std::io::stderr().flush());
}
