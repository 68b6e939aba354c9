//! The tenant of an example: yours where the environment names one, a fake one on a loopback port otherwise.
#![expect(clippy::print_stderr, reason = "an example prints")]

use std::error::Error;

use iru_client::Client;
use iru_client::fake::{Options, Server};

/// The client, and the fake tenant, which lives as long as the server.
pub(crate) fn connect() -> Result<(Client, Option<Server>), Box<dyn Error>> {
    if std::env::var("IRU_API_TOKEN").is_ok_and(|token| !token.is_empty()) {
        return Ok((Client::from_env()?, None));
    }
    eprintln!("IRU_API_TOKEN is not set; using a fake tenant");
    let options = Options::default().stand_in("https://storage.example.com");
    let tenant = Server::start(iru_client::fake::TABLES, options)?;
    let client = Client::builder().base_url(tenant.base_url()).token(tenant.token()).build()?;
    Ok((client, Some(tenant)))
}
