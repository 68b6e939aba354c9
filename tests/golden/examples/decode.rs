//! Decodes a body with an operation's reply type: `decode 'GET /api/v1/devices' 200 < body.json`.

use std::process::ExitCode;

use golden_client::*;
use rt::cli::Status::Code;

fn main() -> ExitCode {
    rt::cli::decode(&[
        rt::cli::entry::<Vec<Device>>("GET /api/v1/devices", &[Code(200)], rt::reply::json),
        rt::cli::entry::<Device>("GET /api/v1/devices/{device_id}", &[Code(200)], rt::reply::json),
        rt::cli::entry::<()>("POST /api/v1/devices/{device_id}/action/erase", &[Code(200)], rt::reply::empty),
        rt::cli::entry::<CustomProfile>("POST /api/v1/library/custom-profiles", &[Code(201)], rt::reply::json),
        rt::cli::entry::<GadgetList>("GET /v7/gadget", &[Code(200)], rt::reply::json),
    ])
}
