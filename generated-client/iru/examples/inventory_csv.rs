//! Writes the inventory to a CSV file, with progress: `cargo run --example inventory_csv -- inventory.csv`.
#![expect(clippy::print_stderr, reason = "an example prints")]

mod common;

use std::error::Error;

use indicatif::{ProgressBar, ProgressStyle};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "inventory.csv".to_owned());
    let (client, _tenant) = common::connect()?;
    let mut file = csv::Writer::from_path(&path)?;
    file.write_record(["serial_number", "name", "platform", "os_version", "user", "last_check_in"])?;
    let mut devices = client.devices().list().stream();
    let seen = ProgressBar::new_spinner().with_style(ProgressStyle::with_template("{spinner} devices: {pos}")?);
    while let Some(device) = devices.try_next().await? {
        let user = device.user.as_ref().and_then(|user| user.email.as_deref());
        file.write_record([
            device.serial_number.as_deref().unwrap_or_default(),
            device.device_name.as_deref().unwrap_or_default(),
            device.platform.as_ref().map_or("", |platform| platform.as_str()),
            device.os_version.as_deref().unwrap_or_default(),
            user.unwrap_or_default(),
            device.last_check_in.as_ref().map_or("", |time| time.as_str()),
        ])?;
        // Drawn where standard error is a terminal.
        seen.inc(1);
    }
    file.flush()?;
    seen.finish_and_clear();
    eprintln!("{} devices in {path}", seen.position());
    Ok(())
}
