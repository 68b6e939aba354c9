//! `const` (3.1) into `x-oas-const`; a null one is nullable too.

use super::{Pass, carry, nullable};

/// Runs on schemas with a `const`.
pub(super) const PASS: Pass = Pass {
    wanted: |key, _| key == "const",
    run: |map, _, _| {
        let Some(value) = map.shift_remove("const") else {
            return;
        };
        if value.is_null() {
            nullable(map);
        }
        carry(map, "const", value);
    },
};
