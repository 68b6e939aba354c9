//! Prints a table of all devices, from every page.
//!
//! Uses a fake tenant on a loopback port unless `IRU_BASE_URL` and `IRU_API_TOKEN` are set:
//! `cargo run -p iru-client --example list_devices`
#![expect(clippy::print_stdout, reason = "an example prints")]

use std::error::Error;

use iru_client::Client;
use iru_client::runtime::fake::{Options, Server};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let (_tenant, client) = connect()?;
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

/// The tenant of the environment, or a fake one, which lives as long as the returned server.
fn connect() -> Result<(Option<Server>, Client), Box<dyn Error>> {
    if let (Ok(url), Ok(token)) = (std::env::var("IRU_BASE_URL"), std::env::var("IRU_API_TOKEN")) {
        return Ok((None, Client::builder().base_url(url).token(token).build()?));
    }
    let tenant = Server::start(iru_client::fake::ROUTES, Options::default())?;
    let client = Client::builder().base_url(tenant.base_url()).token(tenant.token()).build()?;
    Ok((Some(tenant), client))
}

fn print_table(rows: &[[String; 5]]) {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..5).map(width).collect();
    for row in rows {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        println!("{}", cells.join("  ").trim_end());
    }
}
