//! Calls every operation once at a server on this machine: `every_operation --base-url URL --token T`.

use std::process::ExitCode;

use golden_client::*;

fn main() -> ExitCode {
    rt::cli::every_operation(
        |base_url, token| Client::builder().base_url(base_url).token(token).build(),
        &[
            rt::cli::Attempt {
                operation: "GET /api/v1/devices",
                call: |client: Client| {
                    Box::pin(async move { client.devices().list().send().await.map(|reply| reply.status()) })
                },
            },
            rt::cli::Attempt {
                operation: "GET /api/v1/devices/{device_id}",
                call: |client: Client| {
                    Box::pin(async move { client.devices().get("d-1").send().await.map(|reply| reply.status()) })
                },
            },
            rt::cli::Attempt {
                operation: "POST /api/v1/devices/{device_id}/action/erase",
                call: |client: Client| {
                    Box::pin(async move {
                        let call = client.device_actions().erase("d-1");
                        let confirm = rt::cli::confirmation(&call).await?;
                        call.confirm(confirm).send().await.map(|reply| reply.status())
                    })
                },
            },
            rt::cli::Attempt {
                operation: "POST /api/v1/library/custom-profiles",
                call: |client: Client| {
                    Box::pin(async move {
                        let file = rt::File::new("file.bin", "example");
                        client.library().create_custom_profile("name", file).send().await.map(|reply| reply.status())
                    })
                },
            },
            rt::cli::Attempt {
                operation: "GET /v7/gadget",
                call: |client: Client| {
                    Box::pin(async move { client.inventory().gadgets().send().await.map(|reply| reply.status()) })
                },
            },
        ],
    )
}
