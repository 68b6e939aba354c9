//! Calls every operation once at a server on this machine: `every_operation --base-url URL --token T`.

use std::process::ExitCode;

use golden_client::*;

fn main() -> ExitCode {
    rt::cli::every_operation(|base_url, token| Client::builder().base_url(base_url).token(token).build(), calls)
}

fn calls(all: &mut rt::cli::Calls<Client>) {
    all.send(|c| c.devices().list());
    all.send(|c| c.devices().get("d-1"));
    all.confirm(|c| c.device_actions().erase("d-1"));
    all.send(|c| c.library().create_custom_profile("name", rt::File::new("file.bin", "example")));
    all.send(|c| c.inventory().gadgets());
}
