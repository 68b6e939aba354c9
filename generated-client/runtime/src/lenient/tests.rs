//! What is set aside, what stays, what is reported, and that it stays linear.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::*;
use crate::Extra;

#[derive(Debug, Deserialize, Serialize, PartialEq)]
struct Device {
    device_id: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    volumes: Vec<Volume>,
    #[serde(flatten)]
    extra: Extra,
}

#[derive(Debug, Deserialize, Serialize, PartialEq)]
struct Volume {
    #[serde(default)]
    size: Option<u32>,
    #[serde(default)]
    labels: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Envelope {
    #[serde(default)]
    count: Option<u32>,
    #[serde(default)]
    results: Vec<Device>,
}

fn run<T: DeserializeOwned>(value: Value) -> (Option<T>, Vec<String>) {
    match decode::<T>(value.to_string().as_bytes()) {
        Ok(decoded) => (Some(decoded.value), decoded.set_aside.into_iter().map(|aside| aside.path).collect()),
        Err(error) => (None, vec![error.path.unwrap_or_default()]),
    }
}

#[test]
fn a_member_of_the_wrong_type_costs_that_member() {
    let (device, paths) = run::<Device>(json!({"device_id": "a", "name": 7, "x.y": 1}));
    assert_eq!(paths, ["$.name"]);
    assert!(device.is_some_and(|device| device.name.is_none() && device.extra.get("x.y") == Some(&json!(1))));
}

#[test]
fn an_element_without_its_identity_costs_that_element() {
    let (devices, paths) =
        run::<Vec<Device>>(json!([{"device_id": "a"}, {"name": "n"}, {"device_id": 5}, {"device_id": "d"}]));
    assert_eq!(paths, ["$[1]", "$[2]"]);
    let ids: Vec<_> = devices.into_iter().flatten().map(|device| device.device_id).collect();
    assert_eq!(ids, ["a", "d"]);
}

#[test]
fn places_are_those_of_the_reply() {
    let device = |id: &str, sizes: Value| json!({"device_id": id, "volumes": sizes});
    let good = json!([{"size": 1}, {"size": 2}]);
    let bad = json!([{"size": 1}, {"size": "x"}, {"size": 3, "labels": ["a", 1, "b", 2]}, 5, {"size": -1}]);
    let reply = json!({"count": "many", "results": [device("a", good.clone()), device("b", bad.clone()), device("c", good), 7, device("d", bad)]});
    let (envelope, paths) = run::<Envelope>(reply);
    let inside = |index: usize| {
        [".volumes[1].size", ".volumes[2].labels[1]", ".volumes[2].labels[3]", ".volumes[3]", ".volumes[4].size"]
            .map(|tail| format!("$.results[{index}]{tail}"))
    };
    let expected: Vec<_> = ["$.count".to_owned()]
        .into_iter()
        .chain(inside(1))
        .chain(["$.results[3]".to_owned()])
        .chain(inside(4))
        .collect();
    assert_eq!(paths, expected);
    let Some(envelope) = envelope else { unreachable!("it decodes") };
    assert_eq!(envelope.count, None);
    assert_eq!(envelope.results.len(), 4);
    let sizes: Vec<_> = envelope.results[3].volumes.iter().map(|volume| volume.size).collect();
    assert_eq!(sizes, [Some(1), None, Some(3), None]);
    assert_eq!(envelope.results[1].volumes[2].labels, ["a", "b"]);
}

#[test]
fn a_root_that_does_not_fit_is_an_error_with_a_path() {
    assert_eq!(run::<Device>(json!({"name": "n"})).1, ["$"]);
    assert_eq!(run::<Vec<Device>>(json!({"results": []})).1, ["$"]);
    let broken = decode::<Device>(b"{\"device_id\":");
    assert!(broken.is_err_and(|error| error.path.is_none() && error.message.contains("not JSON")));
}

#[test]
fn only_list_items_count_for_a_page() {
    let decoded = decode::<Envelope>(br#"{"results":[{"device_id":"a","volumes":[1]},{}]}"#);
    let items: Vec<_> = decoded.into_iter().flat_map(|decoded| decoded.set_aside).map(|aside| aside.is_item).collect();
    assert_eq!(items, [false, true]);
}

/// Counts decoded elements: a quadratic rescue would decode millions.
#[test]
fn a_long_list_of_misfits_stays_linear() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static DECODED: AtomicUsize = AtomicUsize::new(0);
    struct Counted(u32);
    impl<'de> Deserialize<'de> for Counted {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            DECODED.fetch_add(1, Ordering::Relaxed);
            u32::deserialize(deserializer).map(Counted)
        }
    }
    let reply: Vec<Value> = (0..20_000).map(|n| if n % 2 == 0 { json!(n) } else { json!("x") }).collect();
    let (numbers, paths) = run::<Vec<Counted>>(Value::Array(reply));
    assert_eq!(numbers.map(|numbers| numbers.iter().map(|n| u64::from(n.0)).sum::<u64>()), Some(99_990_000));
    assert_eq!((paths.len(), paths[9_999].as_str()), (10_000, "$[19999]"));
    assert!(DECODED.load(Ordering::Relaxed) < 100_000, "{DECODED:?}");
}
