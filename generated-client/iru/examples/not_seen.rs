//! Prints the devices that have not reported for 30 days, or as many as are given: `cargo run --example not_seen -- 60`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example prints")]

mod common;

use std::error::Error;

use iru_client::runtime::jiff::{SignedDuration, Timestamp};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let days: i64 = std::env::args().nth(1).map_or(Ok(30), |days| days.parse())?;
    let (client, _tenant) = common::connect()?;
    let limit = Timestamp::now() - SignedDuration::from_hours(24 * days);
    let mut devices = client.devices().list().ordering(["last_check_in"]).stream();
    let mut count = 0;
    while let Some(device) = devices.try_next().await? {
        // A device that never reported has no time; one whose time has no zone is not guessed at.
        let seen = device.last_check_in.as_ref().and_then(|time| time.instant());
        if seen.is_none_or(|seen| seen < limit) {
            let when = device.last_check_in.as_ref().map_or("never", |time| time.as_str());
            println!("{}\t{when}", device.serial_number.as_deref().unwrap_or(device.device_id.as_str()));
            count += 1;
        }
    }
    eprintln!("{count} devices were not seen for {days} days");
    Ok(())
}
