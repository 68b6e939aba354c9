//! Bytes as choices of a grammar: documents that use every construct, of which nearly all end in files.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let document = tests::grammar::document_of_input(bytes);
    let _ = tests::pipeline::generate(&document.to_string(), None);
});
