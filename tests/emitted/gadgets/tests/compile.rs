//! What must not compile about queried sets, with the compiler's words.

#[test]
fn what_is_wrong_does_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/compile/*.rs");
}
