//! A schema and a value → what is wrong with it; the keywords are those that the generator writes into a route table.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// A schema that refers to one that refers to one: more is a circle, which no type is.
const MOST_REFERENCES: usize = 16;

/// The schemas that others refer to.
#[derive(Debug, Default)]
pub(crate) struct Schemas(BTreeMap<&'static str, Value>);

impl Schemas {
    pub(crate) fn new(texts: &[(&'static str, &'static str)]) -> Self {
        let read = |&(name, text): &(&'static str, &str)| Some((name, serde_json::from_str(text).ok()?));
        Self(texts.iter().filter_map(read).collect())
    }

    /// The schema with what it refers to; keywords beside a reference go before those behind it.
    pub(crate) fn resolve<'a>(&self, schema: &'a Value) -> Cow<'a, Value> {
        let mut schema = Cow::Borrowed(schema);
        for _ in 0..MOST_REFERENCES {
            let Some(target) = schema.get("$ref").and_then(Value::as_str) else { break };
            let mut resolved = self.0.get(target).cloned().unwrap_or_else(|| Value::Object(Map::new()));
            if let (Value::Object(resolved), Value::Object(beside)) = (&mut resolved, schema.as_ref()) {
                let beside = beside.iter().filter(|(keyword, _)| *keyword != "$ref");
                resolved.extend(beside.map(|(keyword, value)| (keyword.clone(), value.clone())));
            }
            schema = Cow::Owned(resolved);
        }
        schema
    }

    /// The first problem of a JSON value, with its place.
    pub(crate) fn problem(&self, schema: &Value, value: &Value, place: &str) -> Option<String> {
        let schema = &*self.resolve(schema);
        if value.is_null() && schema.get("nullable") == Some(&Value::Bool(true)) {
            return None;
        }
        if let Some(Value::Array(choices)) = schema.get("anyOf") {
            let none = choices.iter().all(|choice| self.problem(choice, value, place).is_some());
            return none.then(|| format!("{place}: is none of the alternatives"));
        }
        if let Some(wrong) = scalar_problem(schema, value) {
            return Some(join(place, &wrong));
        }
        match value {
            Value::Object(members) => self.object_problem(schema, members, place),
            Value::Array(items) => {
                let schema = schema.get("items")?;
                let problem =
                    |(index, item): (usize, &Value)| self.problem(schema, item, &within(place, &index.to_string()));
                items.iter().enumerate().find_map(problem)
            }
            _ => None,
        }
    }

    /// The first problem of a parameter, which travels as text, several times where it is a list.
    pub(crate) fn text_problem(&self, schema: &Value, given: &[String]) -> Option<String> {
        let schema = &*self.resolve(schema);
        if let (Some(schema), [text]) = (schema.get("json"), given) {
            let value = serde_json::from_str(text);
            return value
                .map_or(Some("is not JSON".to_owned()), |value| self.problem(schema, &value, "is JSON in which"));
        }
        if let (Some("array"), Some(items)) = (schema.get("type").and_then(Value::as_str), schema.get("items")) {
            let split = given.iter().flat_map(|text| text.split(',')).filter(|text| !text.is_empty());
            return split.map(|text| self.text_problem(items, &[text.to_owned()])).find_map(|problem| problem);
        }
        if let Some(Value::Array(choices)) = schema.get("anyOf") {
            let none = choices.iter().all(|choice| self.text_problem(choice, given).is_some());
            return none.then(|| "is none of the alternatives".to_owned());
        }
        let text = match given {
            [one] => one,
            _ => return Some("is given more than once".to_owned()),
        };
        let value = match schema.get("type").and_then(Value::as_str) {
            Some("integer" | "number" | "boolean") => {
                serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.clone()))
            }
            Some("object") => return None,
            _ => Value::String(text.clone()),
        };
        scalar_problem(schema, &value)
    }

    fn object_problem(&self, schema: &Value, members: &Map<String, Value>, place: &str) -> Option<String> {
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        if let Some(name) = required.into_iter().find(|name| !members.contains_key(*name)) {
            return Some(join(&within(place, name), "is missing"));
        }
        let known = schema.get("properties").and_then(Value::as_object);
        let rest = schema.get("additionalProperties");
        members.iter().find_map(|(name, value)| {
            let place = within(place, name);
            match (known.and_then(|known| known.get(name)), rest) {
                (Some(schema), _) => self.problem(schema, value, &place),
                (None, Some(Value::Bool(false))) => Some(join(&place, "is not known")),
                (None, Some(schema)) => self.problem(schema, value, &place),
                (None, None) => None,
            }
        })
    }
}

/// What is wrong with the value itself, whatever it holds.
fn scalar_problem(schema: &Value, value: &Value) -> Option<String> {
    let wanted = schema.get("type").and_then(Value::as_str).unwrap_or_default();
    if !is(wanted, value) {
        return Some(format!("is no {wanted}"));
    }
    if let Some(Value::Array(choices)) = schema.get("enum")
        && !choices.contains(value)
    {
        return Some(format!("is none of {}", Value::Array(choices.clone())));
    }
    bounds_problem(schema, value).or_else(|| text_form_problem(schema, value.as_str()?))
}

fn text_form_problem(schema: &Value, text: &str) -> Option<String> {
    if let Some(format) = schema.get("format").and_then(Value::as_str).filter(|format| !has_format(format, text)) {
        return Some(format!("is no {format}"));
    }
    let pattern = schema.get("pattern")?.as_str()?;
    // A pattern that only ECMAScript knows is not held against anybody.
    let known = regex_lite::Regex::new(pattern).ok()?;
    (!known.is_match(text)).then(|| format!("does not match {pattern}"))
}

fn bounds_problem(schema: &Value, value: &Value) -> Option<String> {
    let bound = |name: &str| schema.get(name).and_then(Value::as_f64);
    let size = match value {
        Value::String(text) => Some(text.chars().count()),
        Value::Array(items) => Some(items.len()),
        _ => None,
    };
    if let Some(number) = value.as_f64() {
        return number_problem(bound, number);
    }
    if let (Some(Value::Bool(true)), Value::Array(items)) = (schema.get("uniqueItems"), value)
        && items.iter().enumerate().any(|(index, item)| items[..index].contains(item))
    {
        return Some("has an element twice".to_owned());
    }
    let (least, most) = if value.is_string() { ("minLength", "maxLength") } else { ("minItems", "maxItems") };
    let size = u32::try_from(size?).map_or(f64::MAX, f64::from);
    let short = bound(least).filter(|least| size < *least).map(|least| format!("is shorter than {least}"));
    short.or_else(|| bound(most).filter(|most| size > *most).map(|most| format!("is longer than {most}")))
}

fn number_problem(bound: impl Fn(&str) -> Option<f64>, number: f64) -> Option<String> {
    let wrong = |name: &str, is_wrong: fn(f64, f64) -> bool, text: &str| {
        bound(name).filter(|bound| is_wrong(number, *bound)).map(|bound| format!("is {text} {bound}"))
    };
    wrong("minimum", |number, low| number < low, "less than")
        .or_else(|| wrong("maximum", |number, high| number > high, "more than"))
        .or_else(|| wrong("exclusiveMinimum", |number, low| number <= low, "not more than"))
        .or_else(|| wrong("exclusiveMaximum", |number, high| number >= high, "not less than"))
        .or_else(|| wrong("multipleOf", |number, step| !is_multiple(number, step), "no multiple of"))
}

/// Fractions such as 0.1 are not exact in binary.
fn is_multiple(number: f64, step: f64) -> bool {
    let times = number / step;
    (times - times.round()).abs() < 1e-9
}

fn is(wanted: &str, value: &Value) -> bool {
    match wanted {
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}

fn has_format(format: &str, text: &str) -> bool {
    match format {
        "uuid" => {
            let parts: Vec<usize> = text.split('-').map(str::len).collect();
            parts == [8, 4, 4, 4, 12] && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
        }
        // The spellings of an API are more than RFC 3339's.
        "date-time" => text.parse::<jiff::Timestamp>().is_ok() || text.parse::<jiff::civil::DateTime>().is_ok(),
        "uri" => url::Url::parse(text).is_ok(),
        "email" => text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty()),
        "date" => text.parse::<jiff::civil::Date>().is_ok(),
        _ => true,
    }
}

fn within(place: &str, name: &str) -> String {
    match place.split_once(": ") {
        Some((body, path)) => format!("{body}: {}.{name}`", path.trim_end_matches('`')),
        None => format!("{place}: `{name}`"),
    }
}

fn join(place: &str, problem: &str) -> String {
    format!("{place} {problem}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn problems_say_where() {
        let schema = json!({"type": "object", "required": ["a"], "additionalProperties": false, "properties": {
            "a": {"type": "array", "items": {"enum": ["x"]}, "nullable": true},
            "c": {"type": "number", "exclusiveMinimum": 0, "multipleOf": 0.1},
            "d": {"type": "array", "uniqueItems": true, "maxItems": 2},
            "b": {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "format": "uuid"}]},
        }});
        let schemas = Schemas::default();
        let check = |value: Value| schemas.problem(&schema, &value, "the body");
        assert_eq!(check(json!({"a": ["x"], "b": 1})), None);
        assert_eq!(check(json!({"a": null, "b": "c2a109b8-1f50-4b86-8e80-9d146c9c644c"})), None);
        assert_eq!(check(json!([])).as_deref(), Some("the body is no object"));
        assert_eq!(check(json!({"a": ["y"]})).as_deref(), Some("the body: `a.0` is none of [\"x\"]"));
        assert_eq!(check(json!({"a": [], "b": 0})).as_deref(), Some("the body: `b`: is none of the alternatives"));
        assert_eq!(check(json!({"a": [], "e": 0})).as_deref(), Some("the body: `e` is not known"));
        assert_eq!(check(json!({"a": [], "c": 0.3, "d": [1, 2]})), None);
        assert_eq!(check(json!({"a": [], "c": 0})).as_deref(), Some("the body: `c` is not more than 0"));
        assert_eq!(check(json!({"a": [], "c": 0.25})).as_deref(), Some("the body: `c` is no multiple of 0.1"));
        assert_eq!(check(json!({"a": [], "d": [1, 1]})).as_deref(), Some("the body: `d` has an element twice"));
        assert_eq!(check(json!({"a": [], "d": [1, 2, 3]})).as_deref(), Some("the body: `d` is longer than 2"));
    }

    #[test]
    fn texts_are_read_by_type() {
        let given = |text: &str| [text.to_owned()];
        let text_problem = |schema: &Value, given: &[String]| Schemas::default().text_problem(schema, given);
        assert_eq!(text_problem(&json!({"type": "boolean"}), &given("true")), None);
        assert_eq!(text_problem(&json!({"type": "boolean"}), &given("yes")).as_deref(), Some("is no boolean"));
        let list = json!({"type": "array", "items": {"type": "integer"}});
        assert_eq!(text_problem(&list, &given("1,2")), None);
        assert_eq!(text_problem(&list, &given("1,x")).as_deref(), Some("is no integer"));
    }

    #[test]
    fn references_lead_to_schemas_and_back() {
        let tree = r#"{"type":"object","properties":{"next":{"$ref":"Tree","nullable":true},"name":{"$ref":"Name"}}}"#;
        let schemas = Schemas::new(&[
            ("Name", r#"{"type":"string","maxLength":3}"#),
            ("Round", r#"{"$ref":"Round"}"#),
            ("Tree", tree),
        ]);
        let check = |value: Value| schemas.problem(&json!({"$ref": "Tree"}), &value, "the body");
        assert_eq!(check(json!({"next": {"next": null, "name": "abc"}})), None);
        let deep = check(json!({"next": {"next": {"name": "abcd"}}}));
        assert_eq!(deep.as_deref(), Some("the body: `next.next.name` is longer than 3"));
        let shorter = json!({"$ref": "Name", "maxLength": 2});
        assert_eq!(schemas.text_problem(&shorter, &["abc".to_owned()]).as_deref(), Some("is longer than 2"));
        for open in ["Round", "Nobody"] {
            assert_eq!(schemas.problem(&json!({ "$ref": open }), &json!(1), "the body"), None);
        }
    }
}
