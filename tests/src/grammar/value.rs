//! Choices → JSON values: examples, defaults, constants; some fit their schema and some do not.

use serde_json::{Value, json};

use super::{Writer, words};

impl Writer<'_> {
    /// Any value, at most so deep.
    pub(super) fn value(&mut self, depth: usize) -> Value {
        match self.choices.below(if depth == 0 { 9 } else { 11 }) {
            0 => words::pick(&mut self.choices, words::VALUES).into(),
            1 => json!(1),
            2 => json!(true),
            3 => Value::Null,
            4 => json!(-2.5),
            5 => json!("2020-01-02T03:04:05Z"),
            6 => json!(u64::MAX),
            7 => json!("0f0e0d0c-0b0a-4908-8706-050403020100"),
            8 => json!(i64::MIN),
            9 => Value::Array(self.some(3, |writer| writer.value(depth - 1))),
            _ => {
                let members = self.some(3, |writer| {
                    (words::pick(&mut writer.choices, words::MEMBERS).to_owned(), writer.value(depth - 1))
                });
                Value::Object(members.into_iter().collect())
            }
        }
    }

    /// Up to so many things.
    pub(super) fn some<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = self.choices.below(most + 1);
        (0..count).map(|_| make(self)).collect()
    }
}
