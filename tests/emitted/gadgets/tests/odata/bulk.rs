//! Changes of many rows, and what keeps them from being changes of all.

use gadgets_client::{GadgetUpdate, gadget, gadget_tag, rt};
use rt::ErrorKind;
use rt::odata::not;

use crate::fleet as some_fleet;
use crate::wire::Wire;

#[tokio::test]
async fn the_rows_are_counted_and_then_changed() {
    let wire = Wire::open("bulk").await;
    some_fleet(&wire, "one", 4).await;
    let (gadgets, tags) = (wire.client.gadgets(), wire.client.gadget_tags());
    let odd = || gadgets.matching(gadget::IS_ONLINE.eq(true));
    let change = GadgetUpdate::new().note("odd");
    assert_eq!(odd().at_most(2).update(&change).await.expect("a change"), 2);
    assert_eq!(gadgets.count().filter(gadget::NOTE.eq("odd")).await.expect("a number"), 2);
    let refused = odd().at_most(1).update(&change).await.expect_err("a refusal");
    assert!(refused.kind() == ErrorKind::TooMany && refused.is_refused(), "{refused}");
    assert_eq!(tags.matching(gadget_tag::VALUE.is_in(["1", "2"])).at_most(5).delete().await.expect("a deletion"), 2);
    assert_eq!(tags.count().await.expect("a number"), 2);
    // Nothing matches: nothing is sent after the count.
    assert_eq!(tags.matching(gadget_tag::VALUE.eq("none")).at_most(5).delete().await.expect("nothing"), 0);
    // A list too long for one request is counted and changed in parts.
    let sizes = gadget::SIZE.is_in(1..=450);
    assert_eq!(
        gadgets.matching(sizes).at_most(4).update(&GadgetUpdate::new().clear_note()).await.expect("a change"),
        4
    );
    assert_eq!(gadgets.count().filter(gadget::NOTE.is_null()).await.expect("a number"), 4);
    wire.finish();
}

#[tokio::test]
async fn no_condition_reaches_the_whole_table() {
    let wire = Wire::open("bulk-refused").await;
    some_fleet(&wire, "one", 2).await;
    let tags = wire.client.gadget_tags();
    let none: [&str; 0] = [];
    // An empty list is no condition that was dropped: it matches nothing, and nothing is sent.
    assert_eq!(tags.matching(gadget_tag::VALUE.is_in(none)).at_most(9).delete().await.expect("nothing"), 0);
    let all = tags.matching(not(gadget_tag::VALUE.is_in(none))).at_most(9).delete().await.expect_err("a refusal");
    assert_eq!(all.kind(), ErrorKind::TooMany);
    let read_only = wire.client.read_only();
    let refused = read_only.gadget_tags().matching(gadget_tag::VALUE.eq("1")).at_most(9).delete().await;
    assert_eq!(refused.expect_err("a refusal").kind(), ErrorKind::ReadOnly);
    let planned = wire.client.dry_run().gadget_tags().matching(gadget_tag::VALUE.eq("1")).at_most(9).delete().await;
    let planned = planned.expect_err("a plan");
    let url = planned.plan().map(|plan| plan.url.clone()).unwrap_or_default();
    assert!(url.ends_with("/v1/gadget_tag?$filter=value%20eq%20%271%27"), "{url}");
    assert_eq!(tags.count().await.expect("a number"), 2);
    wire.finish();
}
