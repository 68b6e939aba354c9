//! Any text as an overlay of a sound document.
#![no_main]

const DOCUMENT: &str = include_str!("../../fixtures/emit/features/openapi.yaml");

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = tests::pipeline::generate(DOCUMENT, Some(text));
    }
});
