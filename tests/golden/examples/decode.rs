//! Decodes a body with an operation's reply type: `decode 'GET /api/v1/devices' 200 < body.json`.

use std::process::ExitCode;

use golden_client::*;

fn main() -> ExitCode {
    rt::cli::decode(&[
        rt::cli::Entry {
            operation: "GET /api/v1/devices",
            status: rt::cli::Status::Code(200),
            decode: rt::cli::decoder::<Vec<Device>>(rt::reply::json),
        },
        rt::cli::Entry {
            operation: "GET /api/v1/devices/{device_id}",
            status: rt::cli::Status::Code(200),
            decode: rt::cli::decoder::<Device>(rt::reply::json),
        },
        rt::cli::Entry {
            operation: "POST /api/v1/devices/{device_id}/action/erase",
            status: rt::cli::Status::Code(200),
            decode: rt::cli::decoder::<()>(rt::reply::empty),
        },
        rt::cli::Entry {
            operation: "POST /api/v1/library/custom-profiles",
            status: rt::cli::Status::Code(201),
            decode: rt::cli::decoder::<CustomProfile>(rt::reply::json),
        },
        rt::cli::Entry {
            operation: "GET /v7/gadget",
            status: rt::cli::Status::Code(200),
            decode: rt::cli::decoder::<GadgetList>(rt::reply::json),
        },
    ])
}
