//! Creations, changes, upserts and deletions of one row.

use gadgets_client::{GadgetCreate, GadgetTagCreate, GadgetTagUpdate, GadgetUpdate, gadget, gadget_tag, rt};
use rt::odata::Nav;

use crate::fleet as some_fleet;
use crate::wire::Wire;

#[tokio::test]
async fn a_creation_answers_with_the_bare_row() {
    let wire = Wire::open("create").await;
    let one = some_fleet(&wire, "one", 0).await;
    let row = GadgetCreate::new("u1")
        .name("n")
        .size(3)
        .weight(1.5)
        .byte_count(9_007_199_254_740_991)
        .was_last_seen_on_last_seen_date("2024-05-06T07:08:09.123Z")
        .contract(gadgets_client::rt::serde_json::json!({"a": [1, null]}))
        .state("running")
        .is_online(true)
        .belongs_to_fleet(one);
    let made = wire.client.gadgets().create(&row).await.expect("a row");
    assert_eq!(made.belongs_to_fleet, Nav::Deferred(one));
    assert_eq!(made.size.as_ref(), Some(&3));
    assert_eq!(made.byte_count.as_ref().map(|count| count.as_str()), Some("9007199254740991"));
    assert_eq!(made.state.as_ref().map(|state| state.as_str()), Some("running"));
    let read = wire.client.gadgets().get(made.id.expect("its id")).await.expect("a row");
    assert_eq!(read, made);
    wire.finish();
}

#[tokio::test]
async fn a_change_sets_clears_and_leaves_alone() {
    let wire = Wire::open("update").await;
    let one = some_fleet(&wire, "one", 1).await;
    let gadgets = wire.client.gadgets();
    let key = gadget::by_uuid("one-1");
    gadgets.update(&key, &GadgetUpdate::new().note("x").clear_belongs_to_fleet()).existing().await.expect("a change");
    let row = gadgets.get(&key).await.expect("a row");
    assert_eq!(row.note.as_ref().map(String::as_str), Some("x"));
    assert_eq!((row.belongs_to_fleet, row.size.as_ref()), (Nav::Null, Some(&1)));
    gadgets.update(&key, &GadgetUpdate::new().clear_note().belongs_to_fleet(one)).await.expect("a change");
    let row = gadgets.get(&key).await.expect("a row");
    assert!(row.note.is_null() && row.belongs_to_fleet == Nav::Deferred(one));
    wire.finish();
}

#[tokio::test]
async fn an_upsert_creates_and_then_changes() {
    let wire = Wire::open("upsert").await;
    some_fleet(&wire, "one", 1).await;
    let tags = wire.client.gadget_tags();
    let key = gadget_tag::by_gadget_and_tag_key(1, "place");
    for value in ["attic", "cellar"] {
        tags.upsert(&key, &GadgetTagCreate::new(1, "place", value)).await.expect("an upsert");
        assert_eq!(tags.get(&key).await.expect("a row").value.as_deref(), Some(value));
    }
    assert_eq!(tags.count().await.expect("a number"), 2);
    tags.update(&key, &GadgetTagUpdate::new().value("hall")).await.expect("a change");
    assert_eq!(tags.get(&key).await.expect("a row").value.as_deref(), Some("hall"));
    wire.finish();
}

#[tokio::test]
async fn a_deletion_is_confirmed_with_its_key() {
    let wire = Wire::open("delete").await;
    some_fleet(&wire, "one", 1).await;
    let tags = wire.client.gadget_tags();
    let key = gadget_tag::by_gadget_and_tag_key(1, "number");
    let wrong = tags.delete(&key).confirm(rt::Confirm::target("gadget=2,tag_key='number'")).await;
    assert_eq!(wrong.expect_err("a refusal").kind(), rt::ErrorKind::NotConfirmed);
    assert_eq!(tags.count().await.expect("a number"), 1);
    tags.delete(&key).confirm(rt::Confirm::target(&key)).await.expect("a deletion");
    assert_eq!(tags.count().await.expect("a number"), 0);
    wire.finish();
}
