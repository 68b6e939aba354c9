//! Any bytes as a reply: reading never panics, and what was read and written once stays the same from then on.
#![no_main]

use std::fmt::Debug;

use openapi_client_runtime as rt;
use rt::model::{Part, Slot};
use rt::reply::RawResponse;
use serde::Serialize;

/// Reads a body, and writes and reads it again.
fn check<T: Slot + Part + Serialize + Debug>(body: &[u8]) {
    let Some((value, _)) = read::<T>(body) else { return };
    let once = serde_json::to_string(&value).expect("a model can be written as JSON");
    let (again, set_aside) =
        read::<T>(once.as_bytes()).unwrap_or_else(|| panic!("what was written is no longer read: {once}"));
    assert!(set_aside.is_empty(), "what was written does not fit: {set_aside:?} of {once}");
    let twice = serde_json::to_string(&again).expect("a model can be written as JSON");
    assert_eq!(once, twice, "writing is not stable");
}

fn read<T: Slot + Debug>(body: &[u8]) -> Option<(T, Vec<rt::SetAside>)> {
    let raw = RawResponse::new(rt::StatusCode::OK, rt::HeaderMap::new(), body.to_vec());
    match rt::reply::json::<T>(&raw) {
        Ok(decoded) => {
            // Showing a value is part of reading it: logs and errors do.
            let _ = format!("{:?}", decoded.value);
            Some((decoded.value, decoded.set_aside))
        }
        Err(error) => {
            let _ = format!("{error} {error:?}");
            None
        }
    }
}

/// The first byte chooses the type.
const TYPES: &[fn(&[u8])] = &[
    check::<features_client::Dog>,
    check::<Vec<features_client::Dog>>,
    check::<features_client::Meals>,
    check::<features_client::Meal>,
    check::<features_client::Height>,
    check::<features_client::Problem>,
    check::<golden_client::Device>,
    check::<Vec<golden_client::Device>>,
    check::<rt::Nullable<rt::Timestamp>>,
    check::<rt::Nullable<rt::Date>>,
    check::<rt::Map<f64>>,
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some((first, body)) = bytes.split_first() {
        TYPES[usize::from(*first) % TYPES.len()](body);
    }
});
