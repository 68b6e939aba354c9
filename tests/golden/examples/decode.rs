//! Decodes a body with an operation's reply type: `decode 'GET /api/v1/devices' 200 < body.json`.

use std::process::ExitCode;

use golden_client::*;

fn main() -> ExitCode {
    rt::cli::decode(replies)
}

fn replies(all: &mut rt::cli::Replies) {
    all.of(rt::reply::json::<Vec<Device>>).at("200 GET /api/v1/devices");
    all.of(rt::reply::json::<Device>).at("200 GET /api/v1/devices/{device_id}");
    all.of(rt::reply::empty).at("200 POST /api/v1/devices/{device_id}/action/erase");
    all.of(rt::reply::json::<CustomProfile>).at("201 POST /api/v1/library/custom-profiles");
    all.of(rt::reply::json::<GadgetList>).at("200 GET /v7/gadget");
}
