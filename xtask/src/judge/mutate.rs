//! A document into variants of it, each with one change of a kind that documents see in practice. The same document
//! yields the same variants in the same order.

use serde_json::{Map, Value, json};

/// A document with one change.
pub(super) struct Variant {
    /// What was done, and where.
    pub(super) what: String,
    /// The changed document.
    pub(super) document: Value,
}

/// A kind of change: its name, where it can be made, and how it is made there.
type Operator = (&'static str, fn(&Value, &str) -> bool, fn(&mut Value, &str));

const OPERATORS: &[Operator] = &[
    ("property removed", is_property, |document, at| drop(remove(document, at))),
    ("property renamed", is_property, |document, at| rename(document, at, "renamed_")),
    ("property is an integer", is_text_property, |document, at| set(document, &format!("{at}/type"), json!("integer"))),
    ("property can be null", is_text_property, |document, at| {
        set(document, &format!("{at}/type"), json!(["string", "null"]));
    }),
    (
        "property added",
        |_, at| at.ends_with("/properties"),
        |document, at| {
            set(document, &format!("{at}/new_one"), json!({"type": "string"}));
        },
    ),
    ("property became read-only", is_text_property, |document, at| {
        set(document, &format!("{at}/readOnly"), json!(true))
    }),
    ("required dropped", |_, at| at.ends_with("/required"), |document, at| drop(remove(document, at))),
    ("required added", |_, at| at.ends_with("/properties"), require_first),
    ("value removed", is_enum, |document, at| pop(document, at)),
    ("value added", is_enum, |document, at| push(document, at, json!("brand_new"))),
    ("alternative removed", |_, at| at.ends_with("/oneOf"), |document, at| pop(document, at)),
    (
        "alternative added",
        |_, at| at.ends_with("/oneOf"),
        |document, at| {
            push(document, at, json!({"title": "Flag", "type": "boolean"}));
        },
    ),
    ("operation removed", is_operation, |document, at| drop(remove(document, at))),
    ("operation renamed", is_operation, |document, at| {
        set(document, &format!("{at}/operationId"), json!("doSomething"))
    }),
    ("operation deprecated", is_operation, |document, at| set(document, &format!("{at}/deprecated"), json!(true))),
    ("operation in another group", is_operation, |document, at| {
        set(document, &format!("{at}/tags"), json!(["Elsewhere"]))
    }),
    ("parameter added", is_operation, |document, at| {
        let new = json!({"name": "new_one", "in": "query", "schema": {"type": "integer"}});
        push(document, &format!("{at}/parameters"), new);
    }),
    ("required parameter added", is_operation, |document, at| {
        let new = json!({"name": "must", "in": "query", "required": true, "schema": {"type": "string"}});
        push(document, &format!("{at}/parameters"), new);
    }),
    ("parameter removed", is_query, |document, at| drop(remove(document, at))),
    ("parameter required", is_query, |document, at| set(document, &format!("{at}/required"), json!(true))),
    ("parameter is a list", is_query, |document, at| {
        set(document, &format!("{at}/schema"), json!({"type": "array", "items": {"type": "string"}}));
    }),
    (
        "status added",
        |_, at| at.ends_with("/responses"),
        |document, at| {
            set(document, &format!("{at}/203"), json!({"description": "Other."}));
        },
    ),
    ("schema renamed", is_schema, rename_schema),
    ("description changed", is_operation, |document, at| {
        set(document, &format!("{at}/description"), json!("Other words."))
    }),
    ("paging dropped", |_, at| at.ends_with("/x-paging"), |document, at| set(document, at, json!(false))),
    ("effect changed", is_operation, |document, at| set(document, &format!("{at}/x-effect"), json!("destructive"))),
    ("group renamed", is_tag, rename_tag),
    ("operation renamed, its name kept", is_operation, |document, at| {
        let former = document.pointer(&format!("{at}/operationId")).cloned().unwrap_or(json!("it"));
        set(document, &format!("{at}/x-deprecated-name"), former);
        set(document, &format!("{at}/x-method-name"), json!("newly_named"));
    }),
    ("reply is a stream", is_json_reply, |document, at| move_reply(document, at, "text/event-stream")),
    ("reply is a file", is_json_reply, |document, at| move_reply(document, at, "application/octet-stream")),
    ("key removed", |_, at| at.ends_with("/x-odata-set/keys"), |document, at| pop(document, at)),
    (
        "set renamed",
        |_, at| at.ends_with("/x-odata-set"),
        |document, at| {
            set(document, &format!("{at}/x-name"), json!("renamed_rows"));
        },
    ),
    ("option of a query removed", is_option, |document, at| drop(remove(document, at))),
    ("known error removed", |_, at| at.ends_with("/x-known-errors"), |document, at| pop(document, at)),
    ("constraint added", is_text_property, |document, at| set(document, &format!("{at}/maxLength"), json!(7))),
];

/// At most `count` variants: of each kind the first places, then the next ones, so that every kind has its turn.
pub(super) fn variants(document: &Value, count: usize) -> Vec<Variant> {
    let mut places = Vec::new();
    walk(document, String::new(), &mut places);
    let by_kind: Vec<Vec<&String>> =
        OPERATORS.iter().map(|(_, fits, _)| places.iter().filter(|at| fits(document, at)).collect()).collect();
    let most = by_kind.iter().map(Vec::len).max().unwrap_or(0);
    let mut found = Vec::new();
    for round in 0..most {
        for ((name, _, change), places) in OPERATORS.iter().zip(&by_kind) {
            // Places far from each other: the next of a kind is often the neighbour of the last.
            let spread = places.get((round * 7) % places.len().max(1)).filter(|_| round < places.len());
            let Some(at) = spread.filter(|_| found.len() < count) else { continue };
            let mut changed = document.clone();
            change(&mut changed, at);
            if changed != *document {
                found.push(Variant { what: format!("{name}: {at}"), document: changed });
            }
        }
    }
    found
}

fn walk(value: &Value, at: String, places: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members.iter().filter(|(key, _)| *key != "example" && *key != "examples") {
                walk(member, format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), places);
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| walk(item, format!("{at}/{index}"), places));
        }
        _ => {}
    }
    places.push(at);
}

fn is_property(_: &Value, at: &str) -> bool {
    at.rsplit_once('/').is_some_and(|(above, _)| above.ends_with("/properties"))
}

fn is_text_property(document: &Value, at: &str) -> bool {
    let value = document.pointer(at);
    let text = value.is_some_and(|value| value.get("type") == Some(&json!("string")) && value.get("enum").is_none());
    is_property(document, at) && text
}

fn is_enum(document: &Value, at: &str) -> bool {
    let texts = |values: &Vec<Value>| values.len() > 1 && values.iter().all(Value::is_string);
    at.ends_with("/enum") && document.pointer(at).and_then(Value::as_array).is_some_and(texts)
}

fn is_operation(document: &Value, at: &str) -> bool {
    at.starts_with("/paths/")
        && at.matches('/').count() == 3
        && document.pointer(at).is_some_and(|it| it.get("responses").is_some())
}

fn is_query(document: &Value, at: &str) -> bool {
    let query = document.pointer(at).is_some_and(|value| value.get("in") == Some(&json!("query")));
    query && at.rsplit_once('/').is_some_and(|(above, _)| above.ends_with("/parameters"))
}

fn is_tag(document: &Value, at: &str) -> bool {
    at.ends_with("/tags/0") && document.pointer(at).is_some_and(Value::is_string)
}

/// Everywhere, so that it is the group that is renamed.
fn rename_tag(document: &mut Value, at: &str) {
    let Some(Value::String(tag)) = document.pointer(at).cloned() else { return };
    let mut places = Vec::new();
    walk(document, String::new(), &mut places);
    for at in places.iter().filter(|at| at.ends_with("/tags/0")) {
        if let Some(value) = document.pointer_mut(at).filter(|value| **value == json!(tag)) {
            *value = json!(format!("Renamed {tag}"));
        }
    }
}

fn is_json_reply(_: &Value, at: &str) -> bool {
    at.contains("/responses/2") && at.ends_with("/content/application~1json")
}

fn move_reply(document: &mut Value, at: &str, media_type: &str) {
    let Some(mut content) = remove(document, at) else { return };
    if media_type == "application/octet-stream" {
        content = json!({});
    }
    let Some((above, _)) = at.rsplit_once('/') else { return };
    set(document, &format!("{above}/{}", media_type.replace('/', "~1")), content);
}

/// What a query of a set can say.
fn is_option(document: &Value, at: &str) -> bool {
    let option = |name: &str| json!(format!("#/components/parameters/{name}"));
    let known = ["select", "filter", "expand", "orderby", "top"].map(option);
    at.rsplit_once('/').is_some_and(|(above, _)| above.ends_with("/get/parameters"))
        && document.pointer(at).and_then(|value| value.get("$ref")).is_some_and(|to| known.contains(to))
}

fn is_schema(_: &Value, at: &str) -> bool {
    at.strip_prefix("/components/schemas/").is_some_and(|name| !name.contains('/'))
}

fn set(document: &mut Value, at: &str, value: Value) {
    let Some((above, key)) = at.rsplit_once('/') else { return };
    if let Some(Value::Object(members)) = document.pointer_mut(above) {
        members.insert(plain(key), value);
    }
}

fn push(document: &mut Value, at: &str, value: Value) {
    if document.pointer(at).is_none() {
        set(document, at, json!([]));
    }
    if let Some(Value::Array(items)) = document.pointer_mut(at) {
        items.push(value);
    }
}

fn pop(document: &mut Value, at: &str) {
    if let Some(Value::Array(items)) = document.pointer_mut(at) {
        items.pop();
    }
}

fn remove(document: &mut Value, at: &str) -> Option<Value> {
    let (above, key) = at.rsplit_once('/')?;
    match document.pointer_mut(above)? {
        Value::Object(members) => members.remove(&plain(key)),
        Value::Array(items) => key.parse().ok().filter(|at| *at < items.len()).map(|at: usize| items.remove(at)),
        _ => None,
    }
}

fn rename(document: &mut Value, at: &str, prefix: &str) {
    let Some((above, key)) = at.rsplit_once('/') else { return };
    if let Some(Value::Object(members)) = document.pointer_mut(above) {
        let old = plain(key);
        let renamed: Map<String, Value> = std::mem::take(members)
            .into_iter()
            .map(|(name, value)| (if name == old { format!("{prefix}{name}") } else { name }, value))
            .collect();
        *members = renamed;
    }
}

fn rename_schema(document: &mut Value, at: &str) {
    rename(document, at, "Other");
    let Some((above, key)) = at.rsplit_once('/') else { return };
    references(document, &format!("#{at}"), &format!("#{above}/Other{key}"));
}

fn references(value: &mut Value, from: &str, to: &str) {
    match value {
        Value::String(text) if text == from => to.clone_into(text),
        Value::Object(members) => members.values_mut().for_each(|member| references(member, from, to)),
        Value::Array(items) => items.iter_mut().for_each(|item| references(item, from, to)),
        _ => {}
    }
}

fn require_first(document: &mut Value, at: &str) {
    let Some((above, _)) = at.rsplit_once('/') else { return };
    let first = document.pointer(at).and_then(Value::as_object).and_then(|members| members.keys().next().cloned());
    if let Some(first) = first {
        set(document, &format!("{above}/required"), json!([first]));
    }
}

fn plain(key: &str) -> String {
    key.replace("~1", "/").replace("~0", "~")
}
