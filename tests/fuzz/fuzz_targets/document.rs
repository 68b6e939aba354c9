//! Any text as a document: the generator ends in files or in an error that says where.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // The command refuses what is not UTF-8 before the generator sees it.
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = tests::pipeline::generate(text, None);
    }
});
