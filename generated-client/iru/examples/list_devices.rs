//! Prints a table of all devices, from every page.
//!
//! Uses a fake tenant on a loopback port unless `IRU_TENANT` and `IRU_API_TOKEN` are set:
//! `cargo run -p iru-client --example list_devices`
#![expect(clippy::print_stdout, reason = "an example prints")]

mod common;

use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let (client, _tenant) = common::connect()?;
    let mut devices = client.devices().list().stream();
    let mut rows = vec![["SERIAL", "NAME", "PLATFORM", "OS", "LAST CHECK-IN"].map(str::to_owned)];
    while let Some(device) = devices.try_next().await? {
        rows.push([
            device.serial_number.unwrap_or_default(),
            device.device_name.unwrap_or_default(),
            device.platform.map(|platform| platform.to_string()).unwrap_or_default(),
            device.os_version.unwrap_or_default(),
            device.last_check_in.as_ref().map(ToString::to_string).unwrap_or_default(),
        ]);
    }
    print_table(&rows);
    println!("{} devices", rows.len() - 1);
    Ok(())
}

fn print_table(rows: &[[String; 5]]) {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..5).map(width).collect();
    for row in rows {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        println!("{}", cells.join("  ").trim_end());
    }
}
