//! Every form of a key, and a key that nothing has.

use gadgets_client::{fleet, gadget, gadget_tag, rt};
use rt::odata::Id;

use crate::wire::Wire;
use crate::{fleet as some_fleet, names};

#[tokio::test]
async fn by_id_by_another_property_and_by_several() {
    let wire = Wire::open("keys").await;
    let one = some_fleet(&wire, "one", 2).await;
    let gadgets = wire.client.gadgets();
    let by_uuid = gadgets.get(gadget::by_uuid("one-2")).await.expect("a row");
    let id = by_uuid.id.expect("its id");
    let by_id =
        gadgets.get(id).select((gadget::NAME, gadget::ID)).expand(gadget::BELONGS_TO_FLEET).await.expect("a row");
    assert_eq!(by_id.belongs_to_fleet.row().and_then(|fleet| fleet.id), Some(one));
    let tag = wire.client.gadget_tags().get(gadget_tag::by_gadget_and_tag_key(id, "number")).await.expect("a row");
    assert_eq!(tag.value.as_deref(), Some("2"));
    let fleet = wire.client.fleets().get(fleet::by_name("one")).await.expect("a row");
    assert_eq!(fleet.id, Some(one));
    wire.finish();
}

#[tokio::test]
async fn a_key_that_nothing_has_is_not_found() {
    let wire = Wire::open("missing").await;
    let gadgets = wire.client.gadgets();
    let missing = gadgets.get(Id::new(99)).await.expect_err("no row");
    assert!(missing.is_not_found() && missing.kind() == rt::ErrorKind::Missing, "{missing}");
    assert_eq!(missing.status().map(|status| status.as_u16()), Some(200));
    assert_eq!(gadgets.get(gadget::by_uuid("none")).optional().await.expect("an answer"), None);
    // The server accepts a change of nothing; the client can be told to look first.
    let change = gadgets_client::GadgetUpdate::new().note("x");
    gadgets.update(Id::new(99), &change).await.expect("nothing was said");
    assert!(gadgets.update(Id::new(99), &change).existing().await.expect_err("no row").is_not_found());
    wire.finish();
}

#[tokio::test]
async fn a_navigation_of_one_row_is_followed() {
    let wire = Wire::open("related").await;
    let one = some_fleet(&wire, "one", 3).await;
    let gadgets = wire.client.fleets().related(one, fleet::OWNS_GADGET);
    let rows = gadgets.select(gadget::NAME).filter(gadget::SIZE.gt(1)).order_by(gadget::ID.asc()).await.expect("rows");
    assert_eq!(names(&rows), ["g2", "g3"]);
    let fleets = wire.client.gadgets().related(gadget::by_uuid("one-1"), gadget::BELONGS_TO_FLEET);
    let rows = fleets.select(fleet::NAME).await.expect("rows");
    assert_eq!(rows.first().and_then(|fleet| fleet.name.as_deref()), Some("one"));
    wire.finish();
}

#[tokio::test]
async fn a_token_may_be_asked_what_it_may() {
    let wire = Wire::open("access").await;
    some_fleet(&wire, "one", 1).await;
    let gadgets = wire.client.gadgets();
    assert!(gadgets.can_access(Id::new(1), "update").await.expect("an answer"));
    assert!(!gadgets.can_access(Id::new(99), "update").await.expect("an answer"));
    wire.finish();
}

#[test]
fn a_key_that_a_path_cannot_carry_is_refused() {
    let wire = gadgets_client::Client::builder().base_url("http://127.0.0.1:1").build().expect("a client");
    for text in ["a/../b", "a\nb"] {
        let refused = wire.gadgets().get(gadget::by_uuid(text)).plan().expect_err("a refusal");
        assert_eq!(refused.kind(), rt::ErrorKind::Argument, "{text:?}");
    }
    let plan = wire.gadgets().get(gadget::by_uuid("O'H,=()/ é")).plan().expect("a plan");
    assert!(plan.url.ends_with("/v1/gadget(uuid='O''H,=()%2F%20%C3%A9')"), "{}", plan.url);
}
