//! Random documents of the grammar end in clients. That those compile is shown by a command, which takes longer:
//! `cargo run -p tests --example random_crate`.

use tests::{grammar, pipeline};

#[test]
fn random_documents_end_in_clients() {
    let mut refused = Vec::new();
    for seed in 0..40 {
        let document = grammar::document_of_seed(seed).to_string();
        let generated = pipeline::generate(&document, None);
        if generated.files.is_none() {
            refused.push(seed);
        }
    }
    // The grammar says things that contradict each other now and then, and those are to be refused; most it must not.
    assert!(refused.len() <= 4, "refused: {refused:?}");
}

#[test]
fn a_seed_is_the_same_document_everywhere() {
    assert_eq!(grammar::bytes_of_seed(1, 4), [0xc1, 0x5c, 0x02, 0x89]);
    assert_eq!(grammar::document_of_seed(7), grammar::document_of_seed(7));
}

/// Choices that run out are the simplest ones, so that a fuzzer can make findings short.
#[test]
fn no_choices_are_a_small_document() {
    let document = grammar::document(&[]).to_string();
    assert!(document.len() < 1500, "{document}");
    assert!(pipeline::generate(&document, None).files.is_some());
}
