//! Restarts a Mac and waits until it has done so: `cargo run --example wait_for_command -- DEVICE_ID`.
//!
//! A fake tenant never carries out a command, so the wait ends after five seconds there.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example prints")]

mod common;

use std::error::Error;
use std::time::Duration;

use iru_client::workflows::{CommandOutcome, mdm};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let (client, tenant) = common::connect()?;
    let device = match (std::env::args().nth(1), &tenant) {
        (Some(device), _) => device,
        (None, Some(_)) => "7a0c6f52-3d0b-4a51-9f5e-2f1f6f0e9b11".to_owned(),
        (None, None) => return Err("usage: wait_for_command DEVICE_ID".into()),
    };
    let restart = client.device_actions().restart(device.as_str()).notify_user(true);
    let sent = client.workflows().device_command(device.as_str(), mdm::RESTART_DEVICE, restart).await?;
    println!("the server has taken it");
    let patience = Duration::from_secs(if tenant.is_some() { 5 } else { 600 });
    match sent.follow().deadline(patience).on_progress(|progress| eprintln!("{progress}")).await? {
        CommandOutcome::Completed(_) => println!("the Mac restarts"),
        CommandOutcome::Failed(command) => println!("the Mac refused: {:?}", command.error_chain),
        CommandOutcome::TimedOut(_) => println!("nothing yet; the command stays in the queue"),
        outcome => println!("{outcome:?}"),
    }
    Ok(())
}
