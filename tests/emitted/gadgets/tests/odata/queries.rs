//! Every query option, the envelope, and what stands in the place of navigations.

use gadgets_client::{fleet, gadget, gadget_tag, rt};
use rt::odata::{Many, Nav, Query, not};

use crate::wire::Wire;
use crate::{fleet as some_fleet, names};

#[tokio::test]
async fn select_filter_order_top_and_skip() {
    let wire = Wire::open("options").await;
    some_fleet(&wire, "one", 5).await;
    let gadgets = wire.client.gadgets();
    let all = gadgets.list().order_by(gadget::SIZE.desc()).await.expect("rows");
    assert_eq!(names(&all), ["g5", "g4", "g3", "g2", "g1"]);
    let some = gadgets
        .list()
        .select((gadget::NAME, gadget::SIZE))
        .filter(gadget::IS_ONLINE.is_true().and(gadget::SIZE.gt(1)))
        .order_by(gadget::SIZE.asc())
        .skip(1)
        .top(1)
        .await
        .expect("rows");
    assert_eq!(names(&some), ["g5"]);
    // What was not selected is not there.
    assert!(some[0].id.is_none() && some[0].belongs_to_fleet.is_absent() && some[0].note.is_absent());
    assert_eq!(gadgets.count().await.expect("a number"), 5);
    assert_eq!(gadgets.count().filter(gadget::SIZE.le(2)).await.expect("a number"), 2);
    wire.finish();
}

#[tokio::test]
async fn navigations_are_deferred_null_or_expanded() {
    let wire = Wire::open("navigations").await;
    let one = some_fleet(&wire, "one", 2).await;
    let lone = gadgets_client::GadgetCreate::new("lone");
    wire.client.gadgets().create(&lone).await.expect("a gadget");
    let list = || wire.client.gadgets().list().order_by(gadget::ID.asc());
    let rows = list().await.expect("rows");
    assert_eq!(rows[0].belongs_to_fleet, Nav::Deferred(one));
    assert_eq!(rows[2].belongs_to_fleet, Nav::Null);
    assert!(rows[0].gadget_tag.is_absent());
    let rows = list()
        .expand(gadget::BELONGS_TO_FLEET.with(Query::new().select(fleet::NAME)))
        .expand(gadget::GADGET_TAG.with(Query::new().filter(gadget_tag::VALUE.ne("2"))))
        .await
        .expect("rows");
    assert_eq!(rows[0].belongs_to_fleet.row().and_then(|fleet| fleet.name.as_deref()), Some("one"));
    assert_eq!(rows[2].belongs_to_fleet, Nav::Null);
    let sizes: Vec<_> = rows.iter().map(|row| row.gadget_tag.rows().len()).collect();
    assert_eq!(sizes, [1, 0, 0]);
    let counted = list().expand(gadget::GADGET_TAG.count()).await.expect("rows");
    assert_eq!(counted[0].gadget_tag, Many::Count(1));
    let counted = list().expand(gadget::GADGET_TAG.count_of(gadget_tag::VALUE.eq("2"))).await.expect("rows");
    let counts: Vec<_> = counted.iter().map(|row| row.gadget_tag.count()).collect();
    assert_eq!(counts, [Some(0), Some(1), Some(0)]);
    wire.finish();
}

#[tokio::test]
async fn expansions_nest_and_carry_every_option() {
    let wire = Wire::open("expansions").await;
    some_fleet(&wire, "one", 4).await;
    let inner = Query::new()
        .select((gadget::NAME, gadget::ID))
        .filter(gadget::SIZE.gt(1).and(gadget::NOTE.is_null().or(gadget::NOTE.eq("a;b)(c,'d'"))))
        .order_by(gadget::NAME.desc())
        .top(2)
        .skip(1)
        .expand(gadget::GADGET_TAG.with(Query::new().select(gadget_tag::VALUE)));
    let fleets = wire.client.fleets().list().expand(fleet::OWNS_GADGET.with(inner)).await.expect("rows");
    let gadgets = fleets[0].owns_gadget.rows();
    assert_eq!(names(gadgets), ["g3", "g2"]);
    let tags = gadgets.iter().flat_map(|gadget| gadget.gadget_tag.rows()).filter_map(|tag| tag.value.as_deref());
    assert_eq!(tags.collect::<Vec<_>>(), ["3", "2"]);
    wire.finish();
}

#[tokio::test]
async fn conditions_of_every_kind() {
    let wire = Wire::open("conditions").await;
    let one = some_fleet(&wire, "one", 4).await;
    let gadgets = wire.client.gadgets();
    let when = "2024-05-06T07:08:09.123Z";
    let change = gadgets_client::GadgetUpdate::new()
        .weight(1.5)
        .byte_count(9_007_199_254_740_991)
        .was_last_seen_on_last_seen_date(when)
        .state("needs care")
        .note(" Padded ");
    gadgets.update(gadget::by_uuid("one-2"), &change).await.expect("a change");
    let cases = [
        (gadget::SIZE.eq(2), "g2"),
        (gadget::SIZE.ne(2).and(gadget::SIZE.lt(2)), "g1"),
        (gadget::SIZE.ge(4), "g4"),
        (gadget::SIZE.is_in([1, 2, 99]), "g1 g2"),
        (not(gadget::SIZE.is_in([1, 2])), "g3 g4"),
        (gadget::IS_ONLINE.eq(false), "g2 g4"),
        (not(gadget::IS_ONLINE.is_true()), "g2 g4"),
        (gadget::WEIGHT.gt(1.25).and(gadget::WEIGHT.lt(1.75)), "g2"),
        (gadget::WEIGHT.round().eq(2.0), "g2"),
        (gadget::WEIGHT.floor().eq(1.0).and(gadget::WEIGHT.ceiling().eq(2.0)), "g2"),
        (gadget::BYTE_COUNT.gt(9_007_199_254_740_000), "g2"),
        (gadget::STATE.eq("needs care"), "g2"),
        (gadget::STATE.is_null(), "g1 g3 g4"),
        (gadget::STATE.is_not_null(), "g2"),
        (gadget::WAS_LAST_SEEN_ON_LAST_SEEN_DATE.eq(when), "g2"),
        (gadget::WAS_LAST_SEEN_ON_LAST_SEEN_DATE.is_past(), "g2"),
        (gadget::WAS_LAST_SEEN_ON_LAST_SEEN_DATE.is_future(), ""),
        (gadget::WAS_LAST_SEEN_ON_LAST_SEEN_DATE.year().eq(2024), "g2"),
        (
            gadget::WAS_LAST_SEEN_ON_LAST_SEEN_DATE
                .month()
                .eq(5)
                .and(gadget::WAS_LAST_SEEN_ON_LAST_SEEN_DATE.day().eq(6)),
            "g2",
        ),
        (
            gadget::WAS_LAST_SEEN_ON_LAST_SEEN_DATE
                .hour()
                .eq(7)
                .and(gadget::WAS_LAST_SEEN_ON_LAST_SEEN_DATE.minute().eq(8)),
            "g2",
        ),
        (gadget::WAS_LAST_SEEN_ON_LAST_SEEN_DATE.second().eq(9), "g2"),
        (gadget::WAS_LAST_SEEN_ON_LAST_SEEN_DATE.fractionalseconds().gt(0.12), "g2"),
        (gadget::WAS_LAST_SEEN_ON_LAST_SEEN_DATE.date().eq("2024-05-06"), "g2"),
        (gadget::NAME.contains("3"), "g3"),
        (gadget::NAME.startswith("g").and(gadget::NAME.endswith("4")), "g4"),
        (gadget::NAME.indexof("2").eq(1), "g2"),
        (gadget::NAME.length().gt(2), ""),
        (gadget::NAME.substring(1).eq("4"), "g4"),
        (gadget::NAME.toupper().eq("G1"), "g1"),
        (gadget::NOTE.tolower().trim().eq("padded"), "g2"),
        (gadget::NAME.concat("!").eq("g1!"), "g1"),
        (gadget::NAME.replace("g", "h").eq("h3"), "g3"),
        (gadget::SIZE.add(1).eq(3), "g2"),
        (gadget::SIZE.sub(1).mul(2).eq(4), "g3"),
        (gadget::SIZE.div(2).ge(2), "g4"),
        (gadget::BELONGS_TO_FLEET.eq(one).and(gadget::SIZE.eq(1)), "g1"),
        (gadget::BELONGS_TO_FLEET.ne(one), ""),
        (gadget::BELONGS_TO_FLEET.is_in([one]).and(gadget::SIZE.eq(1)), "g1"),
        (gadget::BELONGS_TO_FLEET.is_null(), ""),
        (gadget::BELONGS_TO_FLEET.is_not_null().and(gadget::SIZE.eq(1)), "g1"),
        (gadget::BELONGS_TO_FLEET.field(fleet::NAME).eq("one").and(gadget::SIZE.eq(3)), "g3"),
        (gadget::BELONGS_TO_FLEET.any(fleet::NAME.eq("one")).and(gadget::SIZE.eq(3)), "g3"),
        (gadget::GADGET_TAG.any(gadget_tag::TAG_KEY.eq("number").and(gadget_tag::VALUE.eq("4"))), "g4"),
        (gadget::GADGET_TAG.all(gadget_tag::VALUE.ne("4")), "g1 g2 g3"),
        (not(gadget::GADGET_TAG.exists()), ""),
        (gadget::GADGET_TAG.size().gt(0).and(gadget::SIZE.eq(2)), "g2"),
        (gadget::GADGET_TAG.any(gadget_tag::GADGET.any(gadget::SIZE.eq(2))), "g2"),
        (gadget::SIZE.more_than(gadget::NAME.length()).and(gadget::SIZE.ne(4)), "g3"),
        (gadget::CREATED_AT.less_than(gadget::MODIFIED_AT).and(gadget::IS_ONLINE.eq(false)), "g2"),
    ];
    for (condition, expected) in cases {
        let text = condition.to_string();
        let rows = gadgets.list().select(gadget::NAME).filter(condition).order_by(gadget::ID.asc()).await;
        let rows = rows.unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(names(&rows).join(" "), expected, "{text}");
    }
    let sorted = gadgets.list().order_by(gadget::BELONGS_TO_FLEET.field(fleet::NAME).asc()).order_by(gadget::ID.desc());
    assert_eq!(names(&sorted.await.expect("rows")), ["g4", "g3", "g2", "g1"]);
    wire.finish();
}

#[tokio::test]
async fn long_lists_are_asked_for_in_parts_and_empty_ones_not_at_all() {
    let wire = Wire::open("lists").await;
    some_fleet(&wire, "one", 3).await;
    let gadgets = wire.client.gadgets();
    let many = gadgets.list().select(gadget::NAME).filter(gadget::SIZE.is_in(1..=450)).await.expect("rows");
    assert_eq!(names(&many).len(), 3);
    assert_eq!(gadgets.count().filter(gadget::SIZE.is_in(1..=450)).await.expect("a number"), 3);
    let none: [i64; 0] = [];
    assert_eq!(gadgets.list().filter(gadget::SIZE.is_in(none)).await.expect("rows"), []);
    assert_eq!(gadgets.count().filter(gadget::SIZE.is_in(none)).await.expect("a number"), 0);
    let either = gadget::SIZE.is_in(none).or(gadget::SIZE.eq(2));
    assert_eq!(names(&gadgets.list().filter(either).await.expect("rows")), ["g2"]);
    // Parts have no order in common.
    let refused = gadgets.list().filter(gadget::SIZE.is_in(1..=450)).top(1).await.expect_err("a refusal");
    assert_eq!(refused.kind(), rt::ErrorKind::Argument);
    wire.finish();
}

#[tokio::test]
async fn a_stream_goes_on_after_the_last_id() {
    let wire = Wire::open("stream").await;
    some_fleet(&wire, "one", 5).await;
    let gadgets = wire.client.gadgets();
    let mut rows = gadgets.list().select(gadget::NAME).filter(gadget::SIZE.ne(3)).stream(2);
    let first = rows.try_next().await.expect("a row").expect("a row");
    assert_eq!(first.name.as_ref().map(String::as_str), Some("g1"));
    // A row that goes meanwhile moves no other one past the reader.
    let key = gadget_tag::by_gadget_and_tag_key(first.id.expect("its id"), "number");
    wire.client.gadget_tags().delete(&key).confirm(rt::Confirm::target(&key)).await.expect("a deletion");
    let gone = gadget::by_uuid("one-1");
    gadgets.delete(&gone).confirm(rt::Confirm::target(&gone)).await.expect("a deletion");
    let rest = rows.try_collect().await.expect("rows");
    assert_eq!(names(&rest), ["g2", "g4", "g5"]);
    let two = gadgets.list().top(2).stream(10).try_collect().await.expect("rows");
    assert_eq!(names(&two), ["g2", "g3"]);
    let parts = gadgets.list().filter(gadget::SIZE.is_in((1..=450).rev())).stream(2).try_collect().await;
    assert_eq!(parts.expect("rows").len(), 4);
    let ordered = gadgets.list().order_by(gadget::NAME.asc()).stream(2).try_collect().await;
    assert_eq!(ordered.expect_err("a refusal").kind(), rt::ErrorKind::Argument);
    wire.finish();
}
