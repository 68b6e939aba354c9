//! Models grow: they are not built from all their fields.

use golden_client::{Device, DeviceId};

fn main() {
    let _ = Device {
        device_id: DeviceId::from("d-1"),
        serial_number: None,
        platform: None,
        last_check_in: None,
        supervised: None,
        user: Default::default(),
        extra: Default::default(),
    };
}
