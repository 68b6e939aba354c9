//! From operations as they were seen to an OpenAPI 3.1 tree.

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::traffic::{Content, Named, Reply, Request, Sample, Scheme, Sorted};
use super::url;
use crate::evidence::dialect::Dialect;
use crate::evidence::infer;
use crate::evidence::text::is_uuid;

/// The whole document.
pub(super) fn assemble(sorted: &Sorted) -> Value {
    let mut info = json!({ "title": sorted.title.as_deref().unwrap_or("Imported API"), "version": "1" });
    if let Some(description) = &sorted.description {
        info["description"] = json!(description);
    }
    let mut ids = Vec::new();
    let mut paths: IndexMap<String, Map<String, Value>> = IndexMap::new();
    for request in &sorted.operations {
        let path = path_of(&paths, &request.path);
        let operation = operation(request, &path, &mut ids);
        paths.entry(path).or_default().insert(request.method.to_ascii_lowercase(), operation);
    }
    let paths: Map<String, Value> = paths.into_iter().map(|(path, item)| (path, Value::Object(item))).collect();
    let mut document = json!({
        "openapi": "3.1.0",
        "info": info,
        "servers": [server(&sorted.server)],
        "tags": tags(sorted),
        "paths": paths,
    });
    add_security(&mut document, &sorted.schemes);
    document
}

/// The path as another operation already wrote it, whose parameters may have other names.
fn path_of(paths: &IndexMap<String, Map<String, Value>>, path: &str) -> String {
    let shape = super::traffic::shape(path);
    paths.keys().find(|known| super::traffic::shape(known) == shape).cloned().unwrap_or_else(|| path.to_owned())
}

fn server(url: &str) -> Value {
    let mut names = url.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).peekable();
    if names.peek().is_none() {
        return json!({ "url": url });
    }
    let variables: Map<String, Value> =
        names.map(|name| (name.to_owned(), json!({ "default": format!("<{name}>") }))).collect();
    json!({ "url": url, "variables": variables })
}

fn tags(sorted: &Sorted) -> Value {
    let mut names: Vec<&String> = Vec::new();
    for name in sorted.operations.iter().filter_map(|request| request.folders.last()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.into_iter().map(|name| json!({ "name": name })).collect()
}

fn add_security(document: &mut Value, schemes: &[Scheme]) {
    let scheme = |scheme: &Scheme| match scheme {
        Scheme::Bearer => ("bearer".to_owned(), json!({ "type": "http", "scheme": "bearer" })),
        Scheme::Basic => ("basic".to_owned(), json!({ "type": "http", "scheme": "basic" })),
        Scheme::ApiKey { name, place } => ("key".to_owned(), json!({ "type": "apiKey", "name": name, "in": place })),
    };
    let schemes: Map<String, Value> = schemes.iter().map(scheme).collect();
    if schemes.is_empty() {
        return;
    }
    document["security"] = schemes.keys().map(|name| json!({ name: [] })).collect();
    document["components"] = json!({ "securitySchemes": schemes });
}

fn operation(request: &Request, path: &str, ids: &mut Vec<String>) -> Value {
    let mut operation = Map::new();
    if let Some(id) = operation_id(request, ids) {
        operation.insert("operationId".to_owned(), json!(id));
        operation.insert("summary".to_owned(), json!(request.name));
        ids.push(id);
    }
    if let Some(description) = &request.description {
        operation.insert("description".to_owned(), json!(description));
    }
    if let Some(tag) = request.folders.last() {
        operation.insert("tags".to_owned(), json!([tag]));
    }
    let parameters = parameters(request, path);
    if !parameters.is_empty() {
        operation.insert("parameters".to_owned(), Value::Array(parameters));
    }
    if !request.bodies.is_empty() {
        operation.insert(
            "requestBody".to_owned(),
            json!({ "content": content(request.bodies.iter().map(|body| ("", body)).collect()) }),
        );
    }
    operation.insert("responses".to_owned(), responses(&request.replies));
    Value::Object(operation)
}

/// The name in camel case, with the folder before it where it is taken.
fn operation_id(request: &Request, ids: &[String]) -> Option<String> {
    let plain = camel(&request.name);
    if plain.is_empty() {
        return None;
    }
    let folder = camel(request.folders.last().map_or("", String::as_str));
    let candidates = [plain.clone(), format!("{folder}_{plain}")].into_iter();
    let numbered = (2..).map(|number| format!("{plain}_{number}"));
    candidates.chain(numbered).find(|id| !ids.contains(id))
}

fn camel(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words
        .enumerate()
        .map(|(index, word)| {
            let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
            if index == 0 { word.to_ascii_lowercase() } else { first.to_ascii_uppercase() + rest }
        })
        .collect()
}

fn parameters(request: &Request, path: &str) -> Vec<Value> {
    let names = url::variables(path);
    let in_path = request.path_parameters.iter().zip(&names).map(|(parameter, name)| {
        let mut value = parameter_of(parameter, "path");
        value["name"] = json!(name);
        value["required"] = json!(true);
        value
    });
    in_path.chain(request.query.iter().map(|parameter| parameter_of(parameter, "query"))).collect()
}

fn parameter_of(parameter: &Named, place: &str) -> Value {
    let mut value = json!({ "name": parameter.name, "in": place });
    if let Some(description) = &parameter.description {
        value["description"] = json!(description);
    }
    value["schema"] = text_schema(parameter);
    value
}

/// The type of something that travels as text: said only where the value leaves no doubt.
fn text_schema(named: &Named) -> Value {
    const COUNTS: [&str; 8] = ["limit", "offset", "page", "size", "page_size", "pagesize", "per_page", "sizeperpage"];
    let values: Vec<&str> = named.values.iter().map(String::as_str).filter(|value| !value.is_empty()).collect();
    let all = |test: fn(&str) -> bool| !values.is_empty() && values.iter().all(|value| test(value));
    if named.is_file {
        json!({ "type": "string", "format": "binary" })
    } else if all(|value| matches!(value, "true" | "false")) {
        json!({ "type": "boolean" })
    } else if COUNTS.contains(&named.name.to_ascii_lowercase().as_str()) {
        json!({ "type": "integer" })
    } else if all(is_uuid) {
        json!({ "type": "string", "format": "uuid" })
    } else {
        json!({ "type": "string" })
    }
}

/// Replies by status. What has no status is taken for the only success that is known, or 200.
fn responses(replies: &[Reply]) -> Value {
    let mut successes: Vec<u16> =
        replies.iter().filter_map(|reply| reply.status).filter(|status| (200..300).contains(status)).collect();
    successes.dedup();
    let success = if let [status] = successes[..] { status } else { 200 };
    let mut by_status: IndexMap<u16, Vec<&Reply>> = IndexMap::new();
    for reply in replies.iter().filter(|reply| reply.status.is_some() || reply.body.is_some()) {
        by_status.entry(reply.status.unwrap_or(success)).or_default().push(reply);
    }
    if by_status.is_empty() {
        by_status.insert(200, Vec::new());
    }
    by_status.sort_keys();
    let responses = by_status.into_iter().map(|(status, replies)| {
        let mut response = json!({ "description": reason(status) });
        let bodies: Vec<(&str, &Sample)> =
            replies.iter().filter_map(|reply| Some((reply.name.as_str(), reply.body.as_ref()?))).collect();
        if !bodies.is_empty() {
            response["content"] = content(bodies);
        }
        (status.to_string(), response)
    });
    Value::Object(responses.collect())
}

/// One media type object for each media type, its schema inferred over all samples.
fn content(samples: Vec<(&str, &Sample)>) -> Value {
    let mut by_type: IndexMap<&str, Vec<(&str, &Content)>> = IndexMap::new();
    for (name, sample) in samples {
        by_type.entry(&sample.media_type).or_default().push((name, &sample.content));
    }
    let content = by_type.into_iter().map(|(media_type, samples)| (media_type.to_owned(), media_type_object(&samples)));
    Value::Object(content.collect())
}

fn media_type_object(samples: &[(&str, &Content)]) -> Value {
    let mut fields: Vec<Named> = Vec::new();
    let mut values: Vec<&Value> = Vec::new();
    let mut shown: Vec<(&str, &Value)> = Vec::new();
    for (name, content) in samples {
        match content {
            Content::Json(value, may_show) => {
                values.push(value);
                if *may_show && !shown.iter().any(|(_, known)| known == &value) {
                    shown.push((name, value));
                }
            }
            Content::Form(more) => super::traffic::join_named(&mut fields, more.clone()),
            Content::Other => {}
        }
    }
    if values.is_empty() {
        return json!({ "schema": if fields.is_empty() { json!({ "type": "string" }) } else { form(&fields) } });
    }
    let mut object = Map::new();
    object.insert("schema".to_owned(), Value::Object(infer::schema(Dialect::TypeArray, "", &values)));
    match shown[..] {
        [] => {}
        [(_, only)] => drop(object.insert("example".to_owned(), only.clone())),
        _ => drop(object.insert("examples".to_owned(), examples(&shown))),
    }
    Value::Object(object)
}

fn examples(shown: &[(&str, &Value)]) -> Value {
    let mut named = Map::new();
    for (index, (name, value)) in shown.iter().enumerate() {
        let plain = camel(name);
        let key = if plain.is_empty() || named.contains_key(&plain) { format!("example{}", index + 1) } else { plain };
        named.insert(key, json!({ "value": value }));
    }
    Value::Object(named)
}

/// A form: fields that their description calls required are.
fn form(fields: &[Named]) -> Value {
    let is_required = |field: &&Named| {
        let description = field.description.as_deref().unwrap_or_default().to_ascii_lowercase();
        description.contains("(required)")
    };
    let property = |field: &Named| {
        let mut schema = text_schema(field);
        if let Some(description) = &field.description {
            schema["description"] = json!(description);
        }
        (field.name.clone(), schema)
    };
    let properties: Map<String, Value> = fields.iter().map(property).collect();
    let required: Vec<&String> = fields.iter().filter(is_required).map(|field| &field.name).collect();
    let mut schema = json!({ "type": "object", "properties": properties });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

/// The reason phrase of a status (RFC 9110, section 15): the description that every response must have.
fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        409 => "Conflict",
        422 => "Unprocessable Content",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => match status / 100 {
            2 => "Success",
            3 => "Redirection",
            4 => "Client error",
            _ => "Server error",
        },
    }
}
