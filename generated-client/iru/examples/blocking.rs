//! Without an async runtime: each call waits. `cargo run --example blocking`.
#![expect(clippy::print_stdout, reason = "an example prints")]

mod common;

use std::error::Error;

use iru_client::runtime::blocking::Wait;

fn main() -> Result<(), Box<dyn Error>> {
    let (client, _tenant) = common::connect()?;
    let licensing = client.settings().licensing().wait()?;
    println!("{licensing:#?}");
    for tag in client.tags().list().stream().wait_each().take(5) {
        println!("{}", tag?.name.unwrap_or_default());
    }
    Ok(())
}
