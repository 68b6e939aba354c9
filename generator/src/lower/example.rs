//! `example` and `examples` into plain values.

use indexmap::IndexMap;
use openapiv3::{Example, MediaType, ParameterData, ReferenceOr};
use serde_json::Value;

use super::Lowerer;
use super::pointer;

impl<'a> Lowerer<'a, '_> {
    /// All example values of a media type.
    pub(super) fn examples(&mut self, media_type: &'a MediaType, at: &str) -> Vec<Value> {
        let mut values: Vec<Value> = media_type.example.iter().cloned().collect();
        values.extend(self.named_examples(&media_type.examples, at));
        if values.is_empty() {
            values.extend(self.schema_example(media_type));
        }
        values
    }

    /// The example of the body's own schema, which stands for the whole body as well.
    fn schema_example(&self, media_type: &MediaType) -> Option<Value> {
        let mut schema = media_type.schema.as_ref()?;
        // References to references are few.
        for _ in 0..8 {
            let name = match schema {
                ReferenceOr::Item(schema) => return schema.schema_data.example.clone(),
                ReferenceOr::Reference { reference } => reference.strip_prefix("#/components/schemas/")?,
            };
            schema = self.schemas?.get(name)?;
        }
        None
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
                Some(value) => values.push(value.clone()),
                None if example.external_value.is_some() => {
                    self.diagnostics.note("not-carried", here, "an example in another file is not read");
                }
                None => {}
            }
        }
        values
    }
}
