//! Gives a custom app a new installer, with a progress bar:
//! `cargo run --example upload_installer -- LIBRARY_ITEM_ID Tool-1.3.pkg`.
//!
//! Without arguments a small file goes to the first app of the tenant, which therefore has to be the fake one.
#![expect(clippy::print_stdout, reason = "an example prints")]

mod common;

use std::error::Error;
use std::path::PathBuf;

use indicatif::{HumanDuration, ProgressBar, ProgressStyle};
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
    // Drawn where standard error is a terminal.
    let style = ProgressStyle::with_template("[{bar:40}] {bytes} of {total_bytes}, {msg}")?;
    let bar = ProgressBar::no_length().with_style(style.progress_chars("#> "));
    let drawn = bar.clone();
    let app = client.workflows().replace_installer(app, path).on_progress(move |now| draw(&drawn, now)).await?;
    bar.finish_and_clear();
    println!("{} has {}", app.name.unwrap_or_default(), app.file_key.unwrap_or_default());
    Ok(())
}

fn draw(bar: &ProgressBar, now: Progress) {
    if let Progress::Sending { sent, total } = now {
        bar.set_length(total);
        bar.set_position(sent);
        bar.set_message(format!("{:#} left", HumanDuration(bar.eta())));
    } else {
        bar.set_message(now.to_string());
    }
}
