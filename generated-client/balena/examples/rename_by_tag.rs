//! Gives all devices with a tag the same note and renames each after the tag's value, behind a guard.
//!
//! `rename_by_tag KEY PREFIX MAXIMUM`: a device whose tag KEY is `attic` is called `PREFIX-attic`. No more than MAXIMUM
//! devices are touched: they are counted first, and a larger number ends the program before anything was changed.
//! `BALENA_API_KEY` is the token, `BALENA_BASE_URL` names an openBalena.

use balena_client::runtime::odata::Query;
use balena_client::{Client, DeviceUpdate, device, device_tag};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [key, prefix, maximum] = arguments.as_slice() else { return Err("rename_by_tag KEY PREFIX MAXIMUM".into()) };
    let mut builder = Client::builder().token(std::env::var("BALENA_API_KEY")?);
    if let Ok(url) = std::env::var("BALENA_BASE_URL") {
        builder = builder.base_url(url);
    }
    let client = builder.build()?;
    let tagged = device::DEVICE_TAG.any(device_tag::TAG_KEY.eq(key));
    // All of them at once, and no more than the maximum: the guard counts before it changes.
    let note = DeviceUpdate::new().note(format!("renamed after the tag {key}"));
    let count = client.devices().matching(tagged.clone()).at_most(maximum.parse()?).update(&note).await?;
    let tag = Query::new().select(device_tag::VALUE).filter(device_tag::TAG_KEY.eq(key));
    let devices =
        client.devices().list().select(device::ID).filter(tagged).expand(device::DEVICE_TAG.with(tag)).await?;
    for device in devices {
        let Some((id, value)) = device.id.zip(device.device_tag.rows().first().and_then(|tag| tag.value.as_ref()))
        else {
            continue;
        };
        client.devices().update(id, &DeviceUpdate::new().device_name(format!("{prefix}-{value}"))).await?;
    }
    let mut out = std::io::stdout().lock();
    std::io::Write::write_fmt(&mut out, format_args!("{count} devices\n"))?;
    Ok(())
}
