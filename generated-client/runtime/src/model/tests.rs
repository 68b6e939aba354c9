//! What is set aside, what stays, what is told, what goes back as it came.
#![allow(unreachable_pub, dead_code, reason = "the macros write public items, for crates that export them")]

use serde_json::{Value, json};

use super::{decode, exact};
use crate::model::{DriftKind, Slot};
use crate::{Extra, Map, Nullable};

#[derive(Clone, PartialEq)]
struct Device {
    device_id: String,
    name: Option<String>,
    platform: Option<Platform>,
    user: Nullable<User>,
    volumes: Option<Vec<Volume>>,
    params: Option<Map<i64>>,
    extra: Extra,
}
crate::model!(Device {
    device_id = "device_id"(identity),
    name = "name",
    platform = "platform",
    user = "user"(empty_is_absent),
    volumes = "volumes",
    params = "params",
});

#[derive(Clone, PartialEq, Default)]
struct User {
    email: Option<String>,
    extra: Extra,
}
crate::model!(User { email = "email"(personal) });

#[derive(Clone, PartialEq, Default)]
struct Volume {
    size: Option<u32>,
    labels: Option<Vec<String>>,
    extra: Extra,
}
crate::model!(Volume { size = "size", labels = "labels" });

#[derive(Clone, PartialEq, Default)]
struct Envelope {
    count: Option<u32>,
    results: Option<Vec<Device>>,
    extra: Extra,
}
crate::model!(Envelope { count = "count", results = "results" });

#[derive(Debug, Clone, PartialEq)]
enum Platform {
    Mac,
    Unknown(String),
}
crate::text_enum!(Platform { Mac = "Mac" });

#[derive(Debug, Clone, PartialEq)]
enum Note {
    Text(String),
    Volume(Volume),
    Other(Value),
}
crate::union!(Note { is_string => Text(String), is_object => Volume(Volume) });

fn run<T: Slot>(value: Value) -> (Option<T>, Vec<String>) {
    match decode::<T>(value.to_string().as_bytes(), None) {
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
fn of_a_member_that_comes_twice_the_last_one_counts() {
    let twice = br#"{"device_id": "a", "device_id": "b", "volumes": [{}], "volumes": [{}, {}]}"#;
    let device = decode::<Device>(twice, None).map(|decoded| decoded.value);
    assert!(device.is_ok_and(|device| device.device_id == "b" && device.volumes.is_some_and(|them| them.len() == 2)));
    let names = decode::<Vec<Vec<String>>>(br#"[["a", "b"], ["c"]]"#, None).map(|decoded| decoded.value);
    assert_eq!(names.ok(), Some(vec![vec!["a".to_owned(), "b".to_owned()], vec!["c".to_owned()]]));
}

#[test]
fn a_form_of_nothing_does_not_outlive_the_member_that_comes_after_it() {
    for (name, expected, kept) in [
        (r#""name": null, "name": "n""#, Some("n"), None),
        (r#""name": null, "x": 1, "name": null, "name": "n""#, Some("n"), None),
        (r#""name": "n", "name": null"#, None, Some(json!(null))),
        (r#""name": null, "name": 7"#, None, None),
    ] {
        let device = decode::<Device>(format!(r#"{{"device_id": "a", {name}}}"#).as_bytes(), None);
        let device = device.unwrap_or_else(|error| panic!("{name}: {}", error.message)).value;
        assert_eq!((device.name.as_deref(), device.extra.get("name")), (expected, kept.as_ref()), "{name}");
    }
}

#[test]
fn numbers_go_back_as_the_nearest_ones() {
    for text in [r#"{"a":100000000000000130823109705e15}"#, r#"{"a":0.1}"#, r#"{"a":5e-324}"#] {
        let read =
            |text: &str| decode::<Map<f64>>(text.as_bytes(), None).map(|decoded| decoded.value).unwrap_or_default();
        let nearest: f64 = text[5..text.len() - 1].parse().unwrap_or(f64::NAN);
        assert_eq!(read(text).get("a"), Some(&nearest), "{text}");
        let once = serde_json::to_string(&read(text)).unwrap_or_default();
        assert_eq!(serde_json::to_string(&read(&once)).unwrap_or_default(), once);
    }
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
fn what_was_lost_inside_is_the_reason() {
    let decoded = decode::<Vec<Device>>(br#"[{"device_id": 5, "name": []}]"#, None);
    let reasons: Vec<_> =
        decoded.into_iter().flat_map(|decoded| decoded.set_aside).map(|aside| aside.message).collect();
    assert_eq!(
        reasons,
        ["missing field `device_id` ($[0].device_id: invalid type: integer `5`, expected a string) \
          ($[0].name: invalid type: sequence, expected a string)"]
    );
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
    let results = envelope.and_then(|envelope| envelope.results).unwrap_or_default();
    let volumes: Vec<_> = results.iter().map(|device| device.volumes.clone().unwrap_or_default()).collect();
    let sizes: Vec<_> = volumes.last().into_iter().flatten().map(|volume| volume.size).collect();
    assert_eq!((results.len(), sizes), (4, vec![Some(1), None, Some(3), None]));
    assert_eq!(volumes[1][2].labels.as_deref(), Some(&["a".to_owned(), "b".to_owned()][..]));
}

#[test]
fn a_root_that_does_not_fit_is_an_error_with_a_path() {
    assert_eq!(run::<Device>(json!({"name": "n"})).1, ["$"]);
    assert_eq!(run::<Vec<Device>>(json!({"results": []})).1, ["$"]);
    for broken in [&b"{\"device_id\":"[..], b"{\"device_id\": \"a\"} x", b""] {
        let broken = decode::<Device>(broken, None);
        assert!(broken.is_err_and(|error| error.path.is_none() && error.message.contains("not JSON")));
    }
}

#[test]
fn only_list_items_count_for_a_page() {
    let decoded = decode::<Envelope>(br#"{"results":[{"device_id":"a","volumes":[1]},{}]}"#, None);
    let items: Vec<_> = decoded.into_iter().flat_map(|decoded| decoded.set_aside).map(|aside| aside.is_item).collect();
    assert_eq!(items, [false, true]);
}

#[test]
fn nothing_in_any_form_goes_back_as_it_came() {
    for text in [
        r#"{"device_id":"a"}"#,
        r#"{"device_id":"a","user":null}"#,
        r#"{"device_id":"a","user":""}"#,
        r#"{"device_id":"a","user":{"email":"e"}}"#,
        r#"{"device_id":"a","name":null,"new":[1,{"x":null}]}"#,
    ] {
        let device = serde_json::from_str::<Device>(text);
        assert_eq!(device.and_then(|device| serde_json::to_string(&device)).ok().as_deref(), Some(text));
    }
    let user = |value: Value| run::<Device>(json!({"device_id": "a", "user": value})).0.map(|device| device.user);
    assert_eq!(user(json!("")), Some(Nullable::Absent));
    assert_eq!(user(json!(null)), Some(Nullable::Null));
}

#[test]
fn serde_gets_all_or_nothing() {
    let error = serde_json::from_str::<Envelope>(r#"{"results": [{"device_id": "a", "name": 1}]}"#).err();
    assert!(error.is_some_and(|error| error.to_string().starts_with("$.results[0].name: invalid type")));
    assert!(serde_json::from_str::<Device>("{}").is_err());
}

#[test]
fn an_observer_hears_places_and_kinds() {
    let mut heard = Vec::new();
    let reply = br#"{"count": "7", "more": 1, "results": [{"device_id": "a", "platform": "Toaster"}, {}]}"#;
    let mut observer = |drift| heard.push(drift);
    assert!(decode::<Envelope>(reply, Some(&mut observer)).is_ok());
    let expected = [
        ("/count", DriftKind::WrongType),
        ("/more", DriftKind::UnknownField),
        ("/results/0/platform", DriftKind::UnknownValue),
        ("/results/1", DriftKind::MissingIdentity),
    ];
    assert_eq!(heard, expected.map(|(path, kind)| (path.to_owned(), kind)));
}

#[test]
fn a_union_keeps_what_it_can() {
    let (notes, paths) = run::<Vec<Note>>(json!(["a", {"size": 1, "labels": 5}, 7]));
    let volume = Volume { size: Some(1), ..Volume::default() };
    assert_eq!(notes, Some(vec![Note::Text("a".into()), Note::Volume(volume), Note::Other(json!(7))]));
    assert_eq!(paths, ["$[1].labels"]);
    assert_eq!(exact::<Volume>(&json!({"size": 1, "labels": 5})), None);
    assert!(exact::<Volume>(&json!({"size": 1, "more": 5})).is_some());
}

#[test]
fn personal_data_is_hidden_on_request() {
    let device = json!({"device_id": "a", "user": {"email": "e@example.com", "phone": "1"}});
    let device = run::<Device>(device).0;
    assert!(format!("{device:?}").contains("e@example.com"));
    let hidden = device.as_ref().map(|device| format!("{:?}", crate::redacted(device)));
    assert!(
        hidden
            .is_some_and(|text| text.contains("[personal]") && !text.contains("e@example") && !text.contains("phone"))
    );
}

/// Every element is read once, however many do not fit.
#[test]
fn a_long_list_of_misfits_stays_linear() {
    let reply: Vec<Value> = (0..20_000).map(|n| if n % 2 == 0 { json!(n) } else { json!("x") }).collect();
    let (numbers, paths) = run::<Vec<u32>>(Value::Array(reply));
    assert_eq!(numbers.map(|numbers| numbers.iter().map(|n| u64::from(*n)).sum::<u64>()), Some(99_990_000));
    assert_eq!((paths.len(), paths[9_999].as_str()), (10_000, "$[19999]"));
}
