//! What users of a generated client can write, and what the compiler stops.

#[test]
fn users_code_compiles_or_is_stopped() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/compile/pass/*.rs");
    cases.compile_fail("tests/compile/fail/*.rs");
}
