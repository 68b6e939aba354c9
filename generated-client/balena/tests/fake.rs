//! The fake server as a user's own test has it: its sets remember, and each call outside them is answered.

use std::process::Command;

use balena_client::fake::{Options, Server};
use balena_client::runtime::odata::{Id, Query};
use balena_client::runtime::{Confirm, serde_json};
use balena_client::{Client, DeviceTagCreate, DeviceTagUpdate, DeviceUpdate, application, device, device_tag, fake};

type Tested = Result<(), Box<dyn std::error::Error>>;

fn server(options: Options) -> Result<(Server, Client), Box<dyn std::error::Error>> {
    let server = fake::start(options)?;
    let client = Client::builder().base_url(server.base_url()).token(server.token()).build()?;
    Ok((server, client))
}

#[tokio::test]
async fn rows_are_created_read_changed_counted_and_deleted() -> Tested {
    let (_server, client) = server(Options::default().empty())?;
    assert!(client.device_tags().list().await?.is_empty());
    let place = client.device_tags().create(&DeviceTagCreate::new(7, "place", "attic")).await?;
    client.device_tags().create(&DeviceTagCreate::new(8, "place", "it's here, a=b")).await?;
    let id = place.id.ok_or("an id")?;

    let by_id = client.device_tags().get(id).await?;
    let by_key = client.device_tags().get(device_tag::by_device_and_tag_key(7, "place")).await?;
    assert_eq!((by_id.value.as_deref(), by_key.id), (Some("attic"), Some(id)));
    client.device_tags().update(id, &DeviceTagUpdate::new().value("cellar")).await?;
    let list = client.device_tags().list().filter(device_tag::VALUE.eq("cellar").or(device_tag::DEVICE.eq(8)));
    let values: Vec<_> = list.order_by(device_tag::ID.desc()).await?.into_iter().map(|tag| tag.value).collect();
    assert_eq!(values, [Some("it's here, a=b".to_owned()), Some("cellar".to_owned())]);

    let upserted = device_tag::by_device_and_tag_key(9, "new");
    client.device_tags().upsert(&upserted, &DeviceTagCreate::new(9, "new", "x")).await?;
    client.device_tags().upsert(&upserted, &DeviceTagCreate::new(9, "new", "y")).await?;
    assert_eq!(client.device_tags().get(&upserted).await?.value.as_deref(), Some("y"));
    assert_eq!(client.device_tags().count().await?, 3);
    let deleted = client.device_tags().matching(device_tag::TAG_KEY.eq("place")).at_most(2).delete().await?;
    assert_eq!((deleted, client.device_tags().count().await?), (2, 1));
    client.device_tags().delete(&upserted).confirm(Confirm::target(&upserted)).await?;
    assert!(client.device_tags().get(id).await.unwrap_err().is_not_found());
    Ok(())
}

#[tokio::test]
async fn a_fleet_is_there_from_the_start() -> Tested {
    let (_server, client) = server(Options::default().items(5))?;
    let page = client.devices().list().select((device::ID, device::DEVICE_NAME)).top(2).skip(2).await?;
    assert_eq!(page.iter().map(|device| device.id).collect::<Vec<_>>(), [Some(Id::new(3)), Some(Id::new(4))]);
    assert!(page.iter().all(|device| device.device_name.is_some() && device.uuid.is_none()));
    client.devices().update(Id::new(3), &DeviceUpdate::new().device_name("three")).await?;
    assert_eq!(client.devices().get(Id::new(3)).await?.device_name.as_deref(), Some("three"));
    Ok(())
}

#[tokio::test]
async fn what_the_server_cannot_tell_is_refused() -> Tested {
    let (server, client) = server(Options::default())?;
    let behind = device::BELONGS_TO_APPLICATION.any(application::SLUG.eq("acme/fleet"));
    let error = client.devices().list().filter(behind).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400), "{error}");
    let expanded = device::BELONGS_TO_APPLICATION.with(Query::new().select(application::SLUG));
    assert!(client.devices().list().expand(expanded).await.is_err());

    let send = |line: &str, body: serde_json::Value| request(&server, line, &body.to_string());
    let refused = send("POST /v7/device_tag", serde_json::json!({"device": 1, "tag_key": 5, "value": "x"}))?;
    assert!(refused.starts_with("HTTP/1.1 400") && refused.contains("`tag_key` is no string"), "{refused}");
    let refused = send("POST /v7/device_tag", serde_json::json!({"device": 1}))?;
    assert!(refused.starts_with("HTTP/1.1 400") && refused.contains("is missing"), "{refused}");
    assert!(send("POST /v7/support_tier", serde_json::json!({}))?.starts_with("HTTP/1.1 405"), "rows are only read");
    assert!(send("GET /v7/nothing", serde_json::json!({}))?.starts_with("HTTP/1.1 404"));
    Ok(())
}

/// A request by hand, for what the client does not let anybody send.
fn request(server: &Server, line: &str, body: &str) -> std::io::Result<String> {
    use std::io::{Read, Write};

    let mut stream = std::net::TcpStream::connect(server.base_url().trim_start_matches("http://"))?;
    let (token, length) = (server.token(), body.len());
    write!(
        stream,
        "{line} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )?;
    let mut reply = String::new();
    stream.read_to_string(&mut reply)?;
    Ok(reply)
}

#[test]
fn every_operation_is_answered() {
    let own = std::env::current_exe().expect("this program");
    let folder = own.parent().and_then(std::path::Path::parent).expect("the folder of the build").join("examples");
    let program = folder.join(format!("balena_every_operation{}", std::env::consts::EXE_SUFFIX));
    if !program.exists() {
        eprintln!("left out: the example is not built; `cargo test -p balena-client` builds it");
        return;
    }
    let server = balena_client::fake::start(Default::default()).expect("a server");
    let mut command = Command::new(program);
    let output = command.args(["--base-url", &server.base_url(), "--token", server.token()]).output().expect("it runs");
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(printed.trim_end().ends_with(" called, 0 failed"), "{printed}");
}
