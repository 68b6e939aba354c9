//! What the server's grammar does against expectation, one test each.

use gadgets_client::{Client, fleet, gadget, gadget_tag, rt};
use rt::odata::{Query, not};

use crate::wire::Wire;
use crate::{fleet as some_fleet, names};

fn plans() -> Client {
    Client::builder().base_url("http://127.0.0.1:1").build().expect("a client")
}

fn query(url: &str) -> &str {
    url.split_once('?').map_or("", |(_, query)| query)
}

/// `and` and `or` have one precedence and are read from the left.
#[tokio::test]
async fn words_of_two_kinds_are_kept_apart() {
    let wire = Wire::open("precedence").await;
    some_fleet(&wire, "one", 3).await;
    let condition = gadget::SIZE.eq(1).or(gadget::SIZE.eq(2).and(gadget::IS_ONLINE.eq(false)));
    assert_eq!(condition.to_string(), "size eq 1 or (size eq 2 and is_online eq false)");
    let rows = wire.client.gadgets().list().filter(condition).order_by(gadget::ID.asc()).await.expect("rows");
    assert_eq!(names(&rows), ["g1", "g2"]);
    let condition = gadget::SIZE.eq(1).or(gadget::SIZE.eq(2)).and(gadget::IS_ONLINE.eq(false));
    assert_eq!(condition.to_string(), "(size eq 1 or size eq 2) and is_online eq false");
    let rows = wire.client.gadgets().list().filter(condition).await.expect("rows");
    assert_eq!(names(&rows), ["g2"]);
    wire.finish();
}

/// Without a direction the server sorts downwards; there is no way to leave it out.
#[tokio::test]
async fn an_order_has_a_direction() {
    let wire = Wire::open("direction").await;
    some_fleet(&wire, "one", 2).await;
    let rows = wire.client.gadgets().list().order_by(gadget::SIZE.asc()).await.expect("rows");
    assert_eq!(names(&rows), ["g1", "g2"]);
    let inner = Query::new().order_by(gadget::SIZE.desc());
    let text = Query::new().expand(fleet::OWNS_GADGET.with(inner)).order_by(fleet::NAME.asc()).text();
    assert_eq!(text, "$expand=owns__gadget($orderby=size desc)&$orderby=name asc");
    wire.finish();
}

/// `not x eq 1` is an error of the server; `not(x eq 1)` is none.
#[tokio::test]
async fn a_negation_has_parentheses() {
    let wire = Wire::open("negation").await;
    some_fleet(&wire, "one", 3).await;
    let condition = not(not(gadget::SIZE.eq(1)).and(gadget::SIZE.lt(3)));
    assert_eq!(condition.to_string(), "not(not(size eq 1) and size lt 3)");
    let rows = wire.client.gadgets().list().filter(condition).order_by(gadget::ID.asc()).await.expect("rows");
    assert_eq!(names(&rows), ["g1", "g3"]);
    wire.finish();
}

/// A misspelt property is an error without a word, or dropped in silence: here it does not compile, and so does a
/// creation without what the server needs. The compiler's messages are under `tests/emitted/gadgets/tests/compile`.
#[test]
fn names_and_required_values_are_the_compilers_matter() {
    let plan = plans().gadgets().list().select(gadget::UUID).plan().expect("a plan");
    assert_eq!(query(&plan.url), "$select=uuid");
}

/// `( ) , / :` and `=` are not understood when encoded; in a literal they may be either.
#[test]
fn what_the_grammar_needs_raw_is_raw() {
    let condition = gadget::GADGET_TAG
        .any(gadget_tag::VALUE.eq("a b"))
        .and(gadget::SIZE.is_in([1, 2]))
        .and(gadget::WAS_LAST_SEEN_ON_LAST_SEEN_DATE.lt("2024-01-01T00:00:00.000Z"));
    let call = plans().gadgets().list().filter(condition).expand(gadget::GADGET_TAG.with(Query::new().top(1)));
    let plan = call.plan().expect("a plan");
    assert_eq!(
        query(&plan.url),
        "$filter=gadget_tag/any(a:a/value%20eq%20%27a%20b%27)%20and%20size%20in%20(1,2)%20and%20\
         was_last_seen_on__last_seen_date%20lt%20datetime%272024-01-01T00:00:00.000Z%27&$expand=gadget_tag($top=1)"
    );
    let plan = plans().gadget_tags().get(gadget_tag::by_gadget_and_tag_key(1, "k")).plan().expect("a plan");
    assert!(plan.url.ends_with("/v1/gadget_tag(gadget=1,tag_key='k')"), "{}", plan.url);
}

/// A parameter alias is decoded twice, so text never goes through one; a plus stays a plus.
#[tokio::test]
async fn text_stands_in_literals() {
    let wire = Wire::open("literals").await;
    some_fleet(&wire, "one", 1).await;
    for text in ["@id", "%27", "%", "a+b c", "a%20b", "O'Hara''s", "x) or (1 eq 1", "&$top=0", "#;?"] {
        let change = gadgets_client::GadgetUpdate::new().note(text);
        wire.client.gadgets().update(gadget::by_uuid("one-1"), &change).await.expect("a change");
        let found = wire.client.gadgets().count().filter(gadget::NOTE.eq(text)).await.expect("a number");
        assert_eq!(found, 1, "{text}");
        let other = wire.client.gadgets().count().filter(gadget::NOTE.eq(format!("{text}x"))).await.expect("a number");
        assert_eq!(other, 0, "{text}");
    }
    wire.finish();
}

/// An address of 16 kB is refused by the server before anybody reads it.
#[test]
fn no_address_grows_out_of_bounds() {
    let numbers = plans().gadgets().list().filter(gadget::SIZE.is_in(1..100_000)).plan().expect("a plan");
    let texts = (0..3_000).map(|number| format!("{number:é>64}"));
    let texts = plans().gadgets().list().filter(gadget::NAME.is_in(texts)).plan().expect("a plan");
    for plan in [numbers, texts] {
        assert!(plan.url.len() < 8_000, "{}", plan.url.len());
    }
}

/// A bare date is no literal for the server.
#[tokio::test]
async fn a_point_in_time_is_marked_as_one() {
    let wire = Wire::open("times").await;
    some_fleet(&wire, "one", 1).await;
    let condition = gadget::CREATED_AT.gt("2020-01-01T00:00:00Z");
    assert_eq!(condition.to_string(), "created_at gt datetime'2020-01-01T00:00:00Z'");
    assert_eq!(wire.client.gadgets().count().filter(condition).await.expect("a number"), 1);
    wire.finish();
}

/// A number that is none has no literal; the call says so and sends nothing.
#[test]
fn a_number_that_is_none_is_refused() {
    for number in [f64::NAN, f64::INFINITY] {
        let refused = plans().gadgets().list().filter(not(gadget::WEIGHT.gt(number))).plan().expect_err("a refusal");
        assert_eq!(refused.kind(), rt::ErrorKind::Argument);
    }
}
