//! Schemas into the smallest values that they accept.

use serde_json::{Map, Value};

use super::Lowerer;
use super::merge::{Merged, Part, Rest, key_of};
use super::schema::types_of;
use crate::ir::{JsonType, Location, Reply};

/// How much of an object is written, and how much may be written in all.
#[derive(Debug)]
struct Budget {
    /// The schemas that are being written: what contains itself is written once.
    open: Vec<String>,
    /// Replies show every property, requests the required ones.
    whole: bool,
    left: usize,
}

impl Budget {
    fn new(whole: bool, left: usize) -> Self {
        Self { open: Vec::new(), whole, left }
    }
}

impl<'a> Lowerer<'a, '_> {
    /// A value for a parameter. Texts in a path are never empty: such a path would be another one.
    pub(super) fn parameter_sample(&mut self, stated: Option<&Value>, parts: &[Part<'a>], location: Location) -> Value {
        let merged = self.merged(parts);
        let stated = stated.and_then(|value| fitting(value, &merged));
        let value = stated.unwrap_or_else(|| self.sample(parts, &mut Budget::new(false, 200), 0));
        match &value {
            Value::Null => Value::String("sample".to_owned()),
            Value::String(text)
                if location == Location::Path && (text.is_empty() || text.contains(['/', '?', '#'])) =>
            {
                Value::String("sample".to_owned())
            }
            _ => value,
        }
    }

    /// A request body: a stated example where it can be one, otherwise the required properties.
    pub(super) fn body_sample(&mut self, examples: &[Value], parts: &[Part<'a>]) -> Value {
        let merged = self.merged(parts);
        let made = self.sample(parts, &mut Budget::new(false, 500), 0);
        if made.is_null() || (made.as_object().is_some_and(Map::is_empty) && !merged.properties.is_empty()) {
            // Nothing is required: an example shows more, if its members are all declared.
            let declared = |value: &&Value| {
                value
                    .as_object()
                    .is_none_or(|object| object.keys().all(|key| merged.properties.contains_key(key.as_str())))
            };
            return examples.iter().filter(declared).find_map(|value| fitting(value, &merged)).unwrap_or(made);
        }
        made
    }

    /// A reply: the first example, otherwise every property that is declared.
    pub(super) fn reply_sample(&mut self, reply: &Reply, parts: &[Part<'a>]) -> Option<Value> {
        if let Some(example) = reply.examples.first() {
            return Some(example.clone());
        }
        let made = self.whole_sample(parts);
        let is_json = reply.content.ty().is_some();
        Some(if is_json || made.is_string() { made } else { Value::String("sample".to_owned()) })
    }

    fn whole_sample(&mut self, parts: &[Part<'a>]) -> Value {
        let key = key_of(parts);
        if let Some(known) = self.replies.get(&key) {
            return known.clone();
        }
        let made = self.sample(parts, &mut Budget::new(true, 400), 0);
        self.replies.insert(key, made.clone());
        made
    }

    fn sample(&mut self, parts: &[Part<'a>], budget: &mut Budget, depth: usize) -> Value {
        if parts.is_empty() || depth > 24 || budget.left == 0 {
            return Value::Null;
        }
        let key = key_of(parts);
        if budget.open.contains(&key) {
            return Value::Null;
        }
        budget.left -= 1;
        budget.open.push(key);
        let value = self.sample_of(parts, budget, depth);
        budget.open.pop();
        value
    }

    fn sample_of(&mut self, parts: &[Part<'a>], budget: &mut Budget, depth: usize) -> Value {
        let merged = self.merged(parts);
        if let Some(value) = stated(&merged) {
            return value;
        }
        if let Some(values) = &merged.values {
            return values.iter().find(|value| !value.is_null()).cloned().unwrap_or_default();
        }
        if let Some(group) = merged.groups.first()
            && let Some(member) = group.members.iter().find(|member| !self.is_null(member.node)).cloned()
        {
            return self.with_member(&merged, member, budget, depth);
        }
        match types_of(&merged).first() {
            Some(JsonType::Object) => self.object_sample(&merged, budget, depth),
            Some(JsonType::Array) => self.array_sample(&merged, budget, depth),
            Some(JsonType::String) => Value::String(text(&merged)),
            Some(JsonType::Integer) => Value::from(whole_number(&merged)),
            Some(JsonType::Number) => number(&merged),
            Some(JsonType::Boolean) => Value::Bool(true),
            Some(JsonType::Null) | None => Value::Null,
        }
    }

    /// The first alternative, with what stands beside the group.
    fn with_member(&mut self, merged: &Merged<'a>, member: Part<'a>, budget: &mut Budget, depth: usize) -> Value {
        let mut value = self.sample(&[member], budget, depth + 1);
        if let (Value::Object(object), false) = (&mut value, merged.properties.is_empty()) {
            let base = self.object_sample(&Merged { groups: Vec::new(), ..merged.clone() }, budget, depth + 1);
            for (name, value) in base.as_object().into_iter().flatten() {
                object.entry(name.clone()).or_insert_with(|| value.clone());
            }
        }
        value
    }

    fn object_sample(&mut self, merged: &Merged<'a>, budget: &mut Budget, depth: usize) -> Value {
        let mut object = Map::new();
        for (name, parts) in &merged.properties {
            let required = merged.required.contains(name);
            if !required && (!budget.whole || depth > 6) {
                continue;
            }
            let data = self.annotations(parts);
            let hidden = data.iter().any(|(data, _)| if budget.whole { data.write_only } else { data.read_only });
            if !hidden {
                let value = self.sample(parts, budget, depth + 1);
                if required || !value.is_null() {
                    object.insert((*name).to_owned(), value);
                }
            }
        }
        if let (Rest::Typed(parts), true) = (&merged.rest, object.is_empty() && merged.facets.min_properties.is_some())
        {
            object.insert("key".to_owned(), self.sample(parts, budget, depth + 1));
        }
        Value::Object(object)
    }

    fn array_sample(&mut self, merged: &Merged<'a>, budget: &mut Budget, depth: usize) -> Value {
        let count = merged.facets.min_items.unwrap_or(usize::from(budget.whole || depth == 0)).min(10);
        let items = merged.items.clone();
        let mut elements: Vec<Value> = (0..count).map(|_| self.sample(&items, budget, depth + 1)).collect();
        if merged.facets.min_items.is_none() {
            elements.retain(|element| !element.is_null());
        }
        Value::Array(elements)
    }
}

/// An example or default of the schema that it accepts.
fn stated(merged: &Merged<'_>) -> Option<Value> {
    let data = || merged.data.iter().chain(&merged.referred);
    let scalar = |value: &&Value| !value.is_object() && !value.is_array() && !value.is_null();
    let examples = data().filter_map(|data| data.example.as_ref()).filter(scalar);
    examples
        .chain(data().filter_map(|data| data.default.as_ref()).filter(scalar))
        .find_map(|value| fitting(value, merged))
}

/// The value, or the number that its text spells, where the schema accepts it.
fn fitting(value: &Value, merged: &Merged<'_>) -> Option<Value> {
    let types = types_of(merged);
    let value = match (value, types.as_slice()) {
        (Value::String(text), [JsonType::Integer | JsonType::Number | JsonType::Boolean]) => {
            serde_json::from_str(text).ok()?
        }
        (Value::Number(number), [JsonType::String]) => Value::String(number.to_string()),
        _ => value.clone(),
    };
    let fits = types.is_empty() || types.iter().any(|ty| is_of(&value, *ty));
    let listed = merged.values.as_ref().is_none_or(|values| values.contains(&value));
    (fits && listed && within_bounds(&value, merged)).then_some(value)
}

fn is_of(value: &Value, ty: JsonType) -> bool {
    match ty {
        JsonType::Null => value.is_null(),
        JsonType::Boolean => value.is_boolean(),
        JsonType::Integer => value.is_i64() || value.is_u64(),
        JsonType::Number => value.is_number(),
        JsonType::String => value.is_string(),
        JsonType::Array => value.is_array(),
        JsonType::Object => value.is_object(),
    }
}

fn within_bounds(value: &Value, merged: &Merged<'_>) -> bool {
    let facets = &merged.facets;
    match value {
        Value::String(text) => {
            let length = text.chars().count();
            let format = facets.format.as_deref().unwrap_or_default();
            length >= facets.min_length.unwrap_or(0)
                && length <= facets.max_length.unwrap_or(usize::MAX)
                && (format != "uuid" || is_uuid(text))
                && (format != "date-time" || (text.len() >= 20 && text.contains('T')))
                && (format != "uri" || text.contains(':'))
                && (format != "email" || text.contains('@'))
        }
        Value::Number(number) => {
            let number = number.as_f64().unwrap_or_default();
            let low = facets.minimum.is_none_or(|low| number > low || (number >= low && !facets.exclusive_minimum));
            low && facets.maximum.is_none_or(|high| number < high || (number <= high && !facets.exclusive_maximum))
        }
        Value::Object(object) => merged.required.iter().all(|name| object.contains_key(*name)),
        _ => true,
    }
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text
            .chars()
            .enumerate()
            .all(|(i, c)| if [8, 13, 18, 23].contains(&i) { c == '-' } else { c.is_ascii_hexdigit() })
}

fn text(merged: &Merged<'_>) -> String {
    let facets = &merged.facets;
    let fixed = match facets.format.as_deref().unwrap_or_default() {
        "uuid" | "guid" => "3fa85f64-5717-4562-b3fc-2c963f66afa6",
        "date-time" | "datetime" | "timestamp" => "2024-01-31T12:00:00Z",
        "date" => "2024-01-31",
        "time" => "12:00:00Z",
        "duration" => "PT1H",
        "uri" | "url" | "iri" => "https://example.com/",
        "uri-reference" => "/sample",
        "email" | "idn-email" => "user@example.com",
        "hostname" | "idn-hostname" => "example.com",
        "ipv4" | "ip" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "byte" | "base64" => "c2FtcGxl",
        "bool-text" => "true",
        "int-text" | "int32" | "int64" => "1",
        "decimal-text" | "decimal" | "float" | "double" => "1.5",
        _ => "",
    };
    if !fixed.is_empty() {
        return fixed.to_owned();
    }
    let made = facets.pattern.as_deref().and_then(super::pattern::sample);
    let mut text = made.unwrap_or_else(|| "sample".to_owned());
    let (least, most) = (facets.min_length.unwrap_or(0).min(4096), facets.max_length.unwrap_or(usize::MAX));
    while text.chars().count() < least {
        text.push('x');
    }
    if text.chars().count() > most {
        text = text.chars().take(most).collect();
    }
    text
}

/// The number closest to 1 that the bounds allow.
fn whole_number(merged: &Merged<'_>) -> i64 {
    let facets = &merged.facets;
    let low = facets.minimum.map(|low| if facets.exclusive_minimum { low.floor() + 1.0 } else { low.ceil() });
    let high = facets.maximum.map(|high| if facets.exclusive_maximum { high.ceil() - 1.0 } else { high.floor() });
    let mut value = 1.0_f64.max(low.unwrap_or(f64::MIN)).min(high.unwrap_or(f64::MAX));
    if let Some(step) = facets.multiple_of.filter(|step| *step >= 1.0) {
        value = (value / step).ceil() * step;
    }
    rounded(value)
}

/// Bounds of real documents are far from the ends of `i64`; the conversion saturates there.
#[allow(clippy::cast_possible_truncation, reason = "see above")]
fn rounded(value: f64) -> i64 {
    value as i64
}

fn number(merged: &Merged<'_>) -> Value {
    let facets = &merged.facets;
    let low = facets.minimum.map(|low| if facets.exclusive_minimum { low + 0.5 } else { low });
    let high = facets.maximum.map(|high| if facets.exclusive_maximum { high - 0.5 } else { high });
    let value = 1.5_f64.max(low.unwrap_or(f64::MIN)).min(high.unwrap_or(f64::MAX));
    serde_json::Number::from_f64(value).map_or(Value::from(1), Value::Number)
}

/// Bounds in words, for the docs.
pub(super) fn constraints(merged: &Merged<'_>) -> Option<String> {
    let facets = &merged.facets;
    let mut said = Vec::new();
    let bound = |exclusive: bool, open: &str, closed: &str| if exclusive { open.to_owned() } else { closed.to_owned() };
    if let Some(low) = facets.minimum {
        said.push(format!("{} {low}", bound(facets.exclusive_minimum, "more than", "at least")));
    }
    if let Some(high) = facets.maximum {
        said.push(format!("{} {high}", bound(facets.exclusive_maximum, "less than", "at most")));
    }
    if let Some(step) = facets.multiple_of {
        said.push(format!("a multiple of {step}"));
    }
    said.extend(range(facets.min_length, facets.max_length, "characters"));
    said.extend(range(facets.min_items, facets.max_items, "elements"));
    if let Some(pattern) = facets.pattern.as_ref().filter(|pattern| !pattern.contains('`') && pattern.len() <= 200) {
        said.push(format!("matches `{pattern}`"));
    }
    (!said.is_empty()).then(|| said.join(", "))
}

fn range(least: Option<usize>, most: Option<usize>, of: &str) -> Option<String> {
    match (least.filter(|least| *least > 0), most) {
        (Some(least), Some(most)) if least == most => Some(format!("{least} {of}")),
        (Some(least), Some(most)) => Some(format!("{least} to {most} {of}")),
        (Some(least), None) => Some(format!("at least {least} {of}")),
        (None, Some(most)) => Some(format!("at most {most} {of}")),
        (None, None) => None,
    }
}
