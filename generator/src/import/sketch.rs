//! From the values of a place, one after the other, to the few that show all of their types: what is kept grows with
//! the number of names and types, not with the number of values.

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use crate::evidence::infer::keys_are_data;
use crate::evidence::kind::Kind;
use crate::evidence::text::{is_decimal, is_placeholder, shared_format};

/// What was seen in a place.
#[derive(Debug, Default)]
pub(super) struct Sketch {
    /// In the order in which they were seen first.
    kinds: Vec<Kind>,
    texts: Vec<String>,
    elements: Option<Box<Sketch>>,
    members: IndexMap<String, Sketch>,
}

impl Sketch {
    /// Adds a value.
    pub(super) fn see(&mut self, value: &Value) {
        let kind = Kind::of(value);
        if !self.kinds.contains(&kind) {
            self.kinds.push(kind);
        }
        match value {
            Value::String(text) => self.text(text),
            Value::Array(elements) => {
                let sketch = self.elements.get_or_insert_default();
                elements.iter().for_each(|element| sketch.see(element));
            }
            Value::Object(members) => {
                for (name, value) in members {
                    self.member(name).see(value);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// Keys that are data are one place, under a key that is nobody's.
    fn member(&mut self, name: &str) -> &mut Self {
        let is_data = keys_are_data(std::iter::once(name));
        let name = if is_data { "00000000-0000-0000-0000-000000000000" } else { name };
        self.members.entry(name.to_owned()).or_default()
    }

    fn text(&mut self, text: &str) {
        let class = class(text);
        // One number as text may be a code; two different ones show that it counts something.
        let enough = if matches!(class, "integer" | "decimal") { 2 } else { 1 };
        let known = self.texts.iter().filter(|known| self::class(known) == class);
        let is_new = self.texts.iter().all(|known| known != text);
        if is_new && known.count() < enough {
            self.texts.push(if class == "plain" { "text".to_owned() } else { text.to_owned() });
        }
    }

    /// Values that show every type that was seen, each in some combination.
    pub(super) fn values(&self) -> Vec<Value> {
        self.kinds.iter().flat_map(|kind| self.of_kind(*kind)).collect()
    }

    fn of_kind(&self, kind: Kind) -> Vec<Value> {
        match kind {
            Kind::Null => vec![Value::Null],
            Kind::Boolean => vec![json!(true)],
            Kind::Integer => vec![json!(1)],
            Kind::Number => vec![json!(0.5)],
            Kind::String => self.texts.iter().map(|text| json!(text)).collect(),
            Kind::Array => vec![self.elements.as_ref().map(|elements| elements.values()).unwrap_or_default().into()],
            Kind::Object => self.objects(),
        }
    }

    fn objects(&self) -> Vec<Value> {
        let members: Vec<(&String, Vec<Value>)> =
            self.members.iter().map(|(name, sketch)| (name, sketch.values())).collect();
        let count = members.iter().map(|(_, values)| values.len()).max().unwrap_or_default().max(1);
        let object = |index: usize| {
            let members =
                members.iter().filter_map(|(name, values)| Some(((*name).clone(), values.get(index)?.clone())));
            Value::Object(members.collect::<Map<String, Value>>())
        };
        (0..count).map(object).collect()
    }
}

/// What a text says of its type: texts of one class say the same.
fn class(text: &str) -> &'static str {
    match text {
        "" => "empty",
        _ if is_placeholder(text) => "placeholder",
        _ => shared_format("", &[text]).unwrap_or(match (is_decimal(text), text.contains('.')) {
            (true, false) => "integer",
            (true, true) => "decimal",
            (false, _) => "plain",
        }),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Sketch;
    use crate::evidence::dialect::Dialect;
    use crate::evidence::infer;

    /// What is inferred from a sketch is what is inferred from the values.
    #[test]
    fn a_sketch_shows_what_the_values_show() {
        let values = [
            json!({"id": "0e7a41d1-6a39-4e5f-9d6c-1f5f6a3c2b10", "count": "12", "lit": true, "of": [1, 2.5, null]}),
            json!({"id": "", "count": "7", "lit": null, "name": "plain text", "of": [], "odd": 1}),
            json!({"odd": "text", "at": "2024-01-01T00:00:00Z", "owners": {"a@example.org": {"x": 1}}, "none": {}}),
            json!({"odd": {"deep": false}, "at": "2024-01-02 00:00:00", "owners": {"b@example.org": {"y": []}}}),
        ];
        let mut sketch = Sketch::default();
        values.iter().cycle().take(40).for_each(|value| sketch.see(value));
        let schema = |values: &[Value]| infer::schema(Dialect::TypeArray, "", &values.iter().collect::<Vec<_>>());
        assert_eq!(schema(&sketch.values()), schema(&values));
        assert!(sketch.values().len() <= 4);
    }
}
