//! `example` and `examples` into plain values.

use indexmap::IndexMap;
use openapiv3::{Example, MediaType, ParameterData, ReferenceOr};
use serde_json::Value;

use super::pointer;
use super::Lowerer;

impl<'a> Lowerer<'a, '_> {
    /// All example values of a media type.
    pub(super) fn examples(&mut self, media_type: &'a MediaType, at: &str) -> Vec<Value> {
        let mut values: Vec<Value> = media_type.example.iter().cloned().map(unwrapped).collect();
        values.extend(self.named_examples(&media_type.examples, at));
        values
    }

    /// The example that a parameter states.
    pub(super) fn stated_example(&mut self, data: &'a ParameterData, at: &str) -> Option<Value> {
        data.example.clone().or_else(|| self.named_examples(&data.examples, at).into_iter().next())
    }

    fn named_examples(&mut self, examples: &'a IndexMap<String, ReferenceOr<Example>>, at: &str) -> Vec<Value> {
        let mut values = Vec::new();
        for (name, item) in examples {
            let here = pointer::extend(at, ["examples", name]);
            let Some((example, here)) = self.resolve_reference(item, &here) else { continue };
            match &example.value {
                Some(value) => values.push(unwrapped(value.clone())),
                None if example.external_value.is_some() => {
                    self.diagnostics.note("not-carried", here, "an example in another file is not read");
                }
                None => {}
            }
        }
        values
    }
}

/// Converters wrap the value once more: `{"value": …}` and nothing else.
fn unwrapped(value: Value) -> Value {
    match value {
        Value::Object(mut object) if object.len() == 1 && object.get("value").is_some_and(|inner| inner.is_object() || inner.is_array()) => {
            object.remove("value").unwrap_or_default()
        }
        other => other,
    }
}
