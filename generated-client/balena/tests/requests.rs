//! The exact requests of calls that users write, and what the overlay says of them.

use balena_client::runtime::odata::{Id, Query, not};
use balena_client::runtime::{Error, ErrorKind, Operation};
use balena_client::{
    Client, DeviceTagCreate, DeviceUpdate, application, device, device_environment_variable, device_tag, release,
};

fn client() -> Result<Client, Error> {
    Client::builder().token("t0ken").build()
}

fn tail(url: &str) -> &str {
    url.strip_prefix("https://api.balena-cloud.com").unwrap_or(url)
}

#[test]
fn a_fleets_devices_with_their_release() -> Result<(), Error> {
    let call = client()?
        .devices()
        .list()
        .select((device::ID, device::DEVICE_NAME))
        .filter(
            device::IS_ONLINE.eq(true).and(
                device::BELONGS_TO_APPLICATION
                    .any(application::SLUG.eq("acme/fleet"))
                    .or(device::DEVICE_TAG.any(device_tag::TAG_KEY.eq("place"))),
            ),
        )
        .expand(device::SHOULD_BE_RUNNING_RELEASE.with(Query::new().select(release::COMMIT)))
        .order_by(device::ID.asc())
        .top(50);
    assert_eq!(
        tail(&call.plan()?.url),
        "/v7/device?$select=id,device_name&$filter=is_online%20eq%20true%20and%20\
         (belongs_to__application/any(a:a/slug%20eq%20%27acme/fleet%27)%20or%20\
         device_tag/any(a:a/tag_key%20eq%20%27place%27))&$expand=should_be_running__release($select=commit)\
         &$orderby=id%20asc&$top=50"
    );
    Ok(())
}

#[test]
fn keys_of_every_form() -> Result<(), Error> {
    let client = client()?;
    let plans = [
        client.devices().get(Id::new(1)).plan()?,
        client.devices().get(device::by_uuid("abc")).plan()?,
        client.applications().get(application::by_slug("acme/fleet")).plan()?,
        client.device_environment_variables().get(device_environment_variable::by_device_and_name(1, "A")).plan()?,
        client
            .device_tags()
            .upsert(device_tag::by_device_and_tag_key(1, "k"), &DeviceTagCreate::new(1, "k", "v"))
            .plan()?,
    ];
    let urls: Vec<String> = plans.iter().map(|plan| format!("{} {}", plan.method, tail(&plan.url))).collect();
    let expected = [
        "GET /v7/device(1)",
        "GET /v7/device(uuid='abc')",
        "GET /v7/application(slug='acme%2Ffleet')",
        "GET /v7/device_environment_variable(device=1,name='A')",
        "PUT /v7/device_tag(device=1,tag_key='k')",
    ];
    assert_eq!(urls, expected);
    Ok(())
}

#[test]
fn texts_of_a_known_list_and_values_not_known() {
    assert_eq!(device::UPDATE_STATUS.eq("applying changes").to_string(), "update_status eq 'applying changes'");
    assert_eq!(not(device::UPDATE_STATUS.eq("new one")).to_string(), "not(update_status eq 'new one')");
}

#[test]
fn a_token_goes_along_where_there_is_one() -> Result<(), Error> {
    let header = |client: Client| -> Result<bool, Error> {
        let plan = client.devices().list().plan()?;
        Ok(plan.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("authorization")))
    };
    assert!(header(client()?)?);
    assert!(!header(Client::builder().base_url("https://api.open.example").build()?)?);
    Ok(())
}

#[test]
fn a_change_says_what_it_changes() -> Result<(), Error> {
    let change = DeviceUpdate::new().note("spare").clear_belongs_to_user().is_pinned_on_release(7);
    let plan = client()?.devices().update(Id::new(1), &change).plan()?;
    assert_eq!((plan.method.as_str(), tail(&plan.url)), ("PATCH", "/v7/device(1)"));
    let text = format!("{:?}", plan.body);
    assert!(
        text.contains("spare") && text.contains("belongs_to__user") && text.contains("is_pinned_on__release"),
        "{text}"
    );
    Ok(())
}

#[test]
fn a_refused_request_may_be_repeated_whatever_it_does() {
    let set = &device::SET;
    let all: [&Operation; 11] = [
        &set.list,
        &set.count,
        &set.get,
        &set.related,
        &set.create,
        &set.update,
        &set.upsert,
        &set.delete,
        &set.access,
        &set.update_where,
        &set.delete_where,
    ];
    assert!(all.iter().all(|operation| operation.retry_on == [429]));
}

#[test]
fn an_empty_list_is_not_a_list_of_everything() -> Result<(), Error> {
    let none: [&str; 0] = [];
    let refused = client()?.devices().list().filter(device::UUID.is_in(none)).plan().err();
    assert_eq!(refused.map(|error| error.kind()), Some(ErrorKind::Argument));
    Ok(())
}
