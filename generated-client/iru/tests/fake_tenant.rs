//! The fake tenant as a user's own test has it: it remembers, refuses, and fails on demand.

use std::time::Duration;

use iru_client::fake::{Fault, Options, Server};
use iru_client::runtime::Confirm;
use iru_client::{Client, fake};

type Tested = Result<(), Box<dyn std::error::Error>>;

fn tenant(options: Options) -> Result<(Server, Client), Box<dyn std::error::Error>> {
    let tenant = fake::start(options)?;
    let client = Client::builder().base_url(tenant.base_url()).token(tenant.token()).build()?;
    Ok((tenant, client))
}

async fn names(client: &Client) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let all = client.blueprints().list().stream().try_collect().await?;
    Ok(all.into_iter().filter_map(|blueprint| blueprint.name).collect())
}

#[tokio::test]
async fn what_is_created_is_read_changed_and_deleted() -> Tested {
    let (_tenant, client) = tenant(Options::default().empty())?;
    assert!(names(&client).await?.is_empty());
    let first = client.blueprints().create("First", true).await?;
    let second = client.blueprints().create("Second", false).await?;
    assert_ne!(first.id, second.id);
    assert_eq!(names(&client).await?, ["First", "Second"]);

    client.blueprints().update(first.id.clone()).name("Renamed").await?;
    assert_eq!(client.blueprints().get(first.id.clone()).await?.name.as_deref(), Some("Renamed"));
    assert_eq!(names(&client).await?, ["Renamed", "Second"]);

    client.blueprints().delete(first.id.clone()).confirm(Confirm::target("Renamed")).await?;
    let gone = client.blueprints().get(first.id).await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    assert_eq!(names(&client).await?, ["Second"]);
    Ok(())
}

#[tokio::test]
async fn a_list_of_examples_loses_what_is_deleted_and_gains_what_is_created() -> Tested {
    let (_tenant, client) = tenant(Options::default().items(4))?;
    let devices = client.devices().list().stream().try_collect().await?;
    let (id, serial) = (devices[2].device_id.clone(), devices[2].serial_number.clone().unwrap_or_default());
    // The one got by id is the one of the list.
    assert_eq!(client.devices().get(id.clone()).await?.serial_number.as_deref(), Some(serial.as_str()));
    client.devices().delete(id.clone()).confirm(Confirm::target(serial)).await?;
    let left = client.devices().list().stream().try_collect().await?;
    assert_eq!(left.len(), 3);
    assert!(left.iter().all(|device| device.device_id != id));
    Ok(())
}

#[tokio::test]
async fn requests_are_held_against_the_document() -> Tested {
    let (tenant, client) = tenant(Options::default())?;
    let error = client.devices().list().platform("Amiga").await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400), "{error}");
    let last = tenant.requests().pop().and_then(|request| request.reason);
    assert!(last.is_some_and(|reason| reason.starts_with("the parameter `platform` is none of")));
    let error = client.devices().list().limit(0).await.unwrap_err();
    assert!(error.is_invalid_request(), "{error}");
    Ok(())
}

#[tokio::test]
async fn faults_happen_on_demand() -> Tested {
    let (tenant, client) = tenant(Options::default())?;
    tenant.fail(Fault::too_many_requests(0));
    client.devices().list().await?;
    let statuses: Vec<_> = tenant.requests().iter().map(|request| request.status).collect();
    assert_eq!(statuses, [429, 200], "the limit is waited for");

    tenant.fail(Fault::status(503).times(9).on("/api/v1/blueprints"));
    let error = client.blueprints().create("x", true).await.unwrap_err();
    assert!(error.is_server_error(), "{error}");
    assert_eq!(error.attempts(), 1, "a write is not repeated");

    tenant.fail(Fault::cut());
    let error = client.blueprints().create("x", true).await.unwrap_err();
    assert!(error.may_have_reached_server(), "{error}");

    tenant.fail(Fault::latency(Duration::from_millis(20)));
    client.devices().list().await?;
    Ok(())
}
