//! Prints a fleet's devices with the release that each runs.
//!
//! `BALENA_FLEET` names the fleet by its slug, `BALENA_API_KEY` is the token, which a public fleet does without;
//! `BALENA_BASE_URL` names an openBalena.

use balena_client::runtime::odata::Query;
use balena_client::{Client, application, device, release};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let fleet = std::env::var("BALENA_FLEET")?;
    let mut builder = Client::builder();
    if let Ok(token) = std::env::var("BALENA_API_KEY") {
        builder = builder.token(token);
    }
    if let Ok(url) = std::env::var("BALENA_BASE_URL") {
        builder = builder.base_url(url);
    }
    let client = builder.build()?;
    let mut devices = client
        .devices()
        .list()
        .select((device::ID, device::UUID, device::DEVICE_NAME, device::IS_ONLINE))
        .filter(device::BELONGS_TO_APPLICATION.any(application::SLUG.eq(fleet)))
        .expand(device::IS_RUNNING_RELEASE.with(Query::new().select((release::COMMIT, release::RAW_VERSION))))
        .stream(100);
    let mut out = std::io::stdout().lock();
    while let Some(device) = devices.try_next().await? {
        let release = device.is_running_release.row().and_then(|release| release.raw_version.as_deref());
        let name = device.device_name.as_deref().unwrap_or("(no name)");
        let state = if device.is_online == Some(true) { "online" } else { "offline" };
        std::io::Write::write_fmt(&mut out, format_args!("{name}\t{state}\t{}\n", release.unwrap_or("no release")))?;
    }
    Ok(())
}
