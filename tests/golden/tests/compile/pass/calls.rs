//! Every form of a call.

use golden_client::rt::{CallOptions, Confirm, File};
use golden_client::{Client, DeviceId, Platform, ReturnToServiceInput, gadget};

async fn calls(client: Client) -> Result<(), golden_client::rt::Error> {
    let device_id = DeviceId::from("d-1");
    let device = client.devices().get(&device_id).await?;
    let reply = client.devices().get("d-1").with(CallOptions::new()).send().await?;
    let _: Option<&String> = reply.value().serial_number.as_ref();
    let _: String = client.devices().get(device_id.clone()).plan()?.to_curl();
    let mut macs = client.devices().list().platform(Platform::Mac).limit(3).stream();
    while let Some(device) = macs.try_next().await? {
        println!("{:?} {}", device.serial_number, device.device_id);
    }
    let _ = client.devices().list().platform("Vision").pages().try_collect().await?;
    let service = ReturnToServiceInput::new(true).profile_id(None);
    let serial = device.serial_number.unwrap_or_default();
    client.device_actions().erase(&device_id).return_to_service(service).confirm(Confirm::target(&serial)).await?;
    client.library().create_custom_profile("Wi-Fi", File::open("wifi.mobileconfig")).active(true).await?;
    client.inventory().gadgets().filter(gadget::NAME.eq("one").and(gadget::ID.gt(3))).select(["id", "name"]).await?;
    client.read_only().devices().list().await?;
    Ok(())
}

fn spawned(client: Client) {
    fn is_send(_: impl Send + 'static) {}
    is_send(calls(client));
}

fn main() {
    let _ = spawned;
}
