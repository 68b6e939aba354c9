//! Every shape of an error.

use gadgets_client::{FleetCreate, GadgetCreate, broken_set, fleet, gadget, rt};
use rt::ErrorKind;
use rt::odata::Id;

use crate::fleet as some_fleet;
use crate::wire::Wire;

#[tokio::test]
async fn what_the_server_says_is_the_message() {
    let wire = Wire::open("errors").await;
    let one = some_fleet(&wire, "one", 1).await;
    let twice = wire.client.fleets().create(&FleetCreate::new("one")).await.expect_err("a conflict");
    assert!(twice.is_conflict() && twice.message().contains("unique"), "{twice}");
    let key = fleet::by_name("one");
    let used = wire.client.fleets().delete(&key).confirm(rt::Confirm::target(&key)).await.expect_err("a conflict");
    assert!(used.is_conflict() && used.message().contains("referenced"), "{used}");
    let wrong = GadgetCreate::new("u").state("flying").belongs_to_fleet(one);
    let wrong = wire.client.gadgets().create(&wrong).await.expect_err("a refusal");
    assert!(wrong.is_invalid_request(), "{wrong}");
    let nowhere = GadgetCreate::new("u").belongs_to_fleet(Id::new(99));
    assert!(wire.client.gadgets().create(&nowhere).await.expect_err("a conflict").is_conflict());
    // A set that does not exist looks like one that the token may not see.
    let unknown = wire.client.broken_sets().list().select(broken_set::ID).await.expect_err("a refusal");
    assert!(unknown.is_unauthorized() && unknown.message().is_empty(), "{unknown}");
    wire.finish();
}

#[tokio::test]
async fn an_expired_token_is_told() {
    let wire = Wire::with_token("expired", Some("expired"));
    let refused = wire.client.gadgets().list().await.expect_err("a refusal");
    assert!(refused.is_unauthorized() && refused.kind() == ErrorKind::Status, "{refused}");
    wire.finish();
}

#[tokio::test]
async fn a_refused_request_is_repeated_whatever_it_does() {
    let wire = Wire::open("limited").await;
    wire.client.tests().refuse(1).await.expect("noted");
    let begun = std::time::Instant::now();
    wire.client.fleets().create(&FleetCreate::new("one")).await.expect("a row in the end");
    assert!(begun.elapsed().as_millis() >= 1000, "the server asked for a second");
    wire.client.tests().refuse(1).await.expect("noted");
    assert_eq!(wire.client.fleets().matching(fleet::NAME.eq("one")).at_most(1).delete().await.expect("one"), 1);
    wire.client.tests().refuse(9).await.expect("noted");
    let refused = wire.client.gadgets().count().filter(gadget::SIZE.eq(1)).with(once()).await.expect_err("a refusal");
    assert!(refused.is_rate_limited() && refused.message() == "Too Many Requests", "{refused}");
    assert_eq!(refused.retry_after().map(|wait| wait.as_secs()), Some(1));
    wire.client.tests().reset().await.expect("nothing is refused any more");
    wire.finish();
}

fn once() -> rt::CallOptions {
    let mut policy = rt::RetryPolicy::default();
    policy.max_attempts = 1;
    rt::CallOptions::new().retries(policy)
}
