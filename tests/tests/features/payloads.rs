//! What the API sends to its users: bodies of webhooks and callbacks.

use features_client::payloads;

#[test]
fn the_body_of_a_webhook_is_read() {
    let alarm = payloads::dog_barked(br#"{"bark": {"loudness": 3.5, "new": 1}, "level": 9}"#).expect("a payload");
    assert_eq!(alarm.value.bark.as_ref().and_then(|bark| bark.loudness), Some(3.5));
    assert!(alarm.set_aside.is_empty());
    let half = payloads::dog_barked(br#"{"bark": "wau"}"#).expect("a payload");
    assert_eq!(half.set_aside.first().map(|aside| aside.path.as_str()), Some("$.bark"));
    assert!(payloads::looked_at(b"[]").is_err());
}
