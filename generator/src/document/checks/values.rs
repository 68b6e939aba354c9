//! Values that contradict what stands beside them: nobody can mean both.

use serde_json::{Map, Value};

use crate::diagnostics::Diagnostics;
use crate::document::path::Path;
use crate::document::shape::{Kind, walk_mut};

/// Looks at every object of the document.
pub(super) fn check(tree: &mut Value, d: &mut Diagnostics) {
    webhooks(tree, d);
    empty_path_items(tree, d);
    component_names(tree, d);
    walk_mut(tree, Kind::Document, &Path::ROOT, &mut |value, kind, path| {
        let Value::Object(map) = value else { return };
        match kind {
            Kind::Schema => default_of_schema(map, path, d),
            Kind::Parameter => default_of_parameter(map, path, d),
            Kind::SecurityScheme => discovery(map, path, d),
            _ => {}
        }
        if let Some(Value::Object(content)) = map.get("content").filter(|_| holds_content(kind)) {
            media_types(content, &path.key("content"), d);
        }
    });
}

fn holds_content(kind: Kind) -> bool {
    matches!(kind, Kind::RequestBody | Kind::Response | Kind::Parameter | Kind::Header)
}

/// `webhooks` came with OpenAPI 3.1; before, a document says `x-webhooks`.
fn webhooks(tree: &Value, d: &mut Diagnostics) {
    let version = tree.get("openapi").and_then(Value::as_str).unwrap_or_default();
    if version.starts_with("3.0") && tree.get("webhooks").is_some() {
        let message = format!("`webhooks` is no part of OpenAPI {version}");
        d.error("webhooks-version", "/webhooks", message, "say `openapi: 3.1.0`, or call it `x-webhooks`");
    }
}

/// A path without an object is a path that somebody forgot.
fn empty_path_items(tree: &Value, d: &mut Diagnostics) {
    for (path, item) in tree.get("paths").and_then(Value::as_object).into_iter().flatten() {
        if item.is_null() && !path.starts_with("x-") {
            let pointer = Path::ROOT.key("paths").key(path).pointer();
            d.error("wrong-type", pointer, "a path item is an object, this is nothing", "describe it, or take it out");
        }
    }
}

/// OpenAPI 3.1, Components Object: names match `^[a-zA-Z0-9.\-_]+$`. Names of schemas are left alone: frameworks write
/// whatever their languages call a type.
fn component_names(tree: &Value, d: &mut Diagnostics) {
    let sections = tree.get("components").and_then(Value::as_object);
    let sections = sections.into_iter().flatten().filter(|(key, _)| *key != "schemas" && !key.starts_with("x-"));
    for (section, components) in sections {
        for name in components.as_object().into_iter().flat_map(Map::keys) {
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ');
            if name.is_empty() || !name.chars().all(plain) {
                let pointer = Path::ROOT.key("components").key(section).key(name).pointer();
                let message = format!("{name:?} cannot be the name of a component");
                d.error("component-name", pointer, message, "use letters, digits, `.`, `-` and `_`");
            }
        }
    }
}

/// Something has to stand before the parameters of a media type (RFC 9110, section 8.3.1).
fn media_types(content: &Map<String, Value>, path: &Path<'_>, d: &mut Diagnostics) {
    for name in content.keys() {
        if name.split(';').next().is_none_or(|essence| essence.trim().is_empty()) {
            let message = format!("{name:?} is no media type");
            d.error("media-type", path.key(name).pointer(), message, "write it as `application/json`");
        }
    }
}

/// OpenAPI 3.1, Schema Object: a default conforms to the type beside it. Text for a number and the like happens in
/// real documents and does no harm; an object for a scalar is a slip.
fn default_of_schema(map: &Map<String, Value>, path: &Path<'_>, d: &mut Diagnostics) {
    let (Some(ty), Some(default)) = (map.get("type").and_then(Value::as_str), map.get("default")) else { return };
    let scalar = matches!(ty, "string" | "integer" | "number" | "boolean");
    let fits = match (ty, default) {
        (_, Value::Null) | ("string", Value::String(_)) | ("boolean", Value::Bool(_)) => true,
        ("integer" | "number", Value::Number(_)) | ("array", Value::Array(_)) | ("object", Value::Object(_)) => true,
        _ => !scalar && !matches!(ty, "array" | "object"),
    };
    if fits {
        return;
    }
    let (pointer, message) = (path.key("default").pointer(), format!("the default is no value of the type `{ty}`"));
    let help = "make them agree";
    if scalar && default.is_object() {
        d.error("default-type", pointer, message, help);
    } else {
        d.warning("default-type", pointer, message, help);
    }
}

/// What a server takes where nothing is sent has to be something that could be sent.
fn default_of_parameter(map: &Map<String, Value>, path: &Path<'_>, d: &mut Diagnostics) {
    let Some(schema) = map.get("schema") else { return };
    let Some(default) = schema.get("default").filter(|_| schema.get("format").is_some_and(|format| format == "uuid"))
    else {
        return;
    };
    if !default.is_null() && !default.as_str().is_some_and(is_uuid) {
        let pointer = path.key("schema").key("default").pointer();
        d.error("default-type", pointer, format!("the default {default} is no UUID"), "make default and format agree");
    }
}

/// RFC 9562, section 4: 32 hexadecimal digits in five groups.
fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    lengths == [8, 4, 4, 4, 12] && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// OpenAPI 3.0.4, Security Scheme Object: `openIdConnectUrl` is a URL.
fn discovery(map: &Map<String, Value>, path: &Path<'_>, d: &mut Diagnostics) {
    let Some(Value::String(url)) = map.get("openIdConnectUrl") else { return };
    if map.get("type").is_some_and(|ty| ty == "openIdConnect") && !url.contains('/') {
        let pointer = path.key("openIdConnectUrl").pointer();
        d.error("discovery-url", pointer, format!("{url:?} is no URL"), "give the URL of the discovery document");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn said(mut tree: Value) -> Vec<String> {
        let mut d = Diagnostics::new();
        check(&mut tree, &mut d);
        d.all().iter().map(|message| format!("{} {}", message.code, message.place.pointer)).collect()
    }

    fn schema(schema: Value) -> Vec<String> {
        said(json!({"components": {"schemas": {"S p ä": schema}}}))
    }

    #[test]
    fn a_default_is_of_its_type() {
        assert_eq!(
            schema(json!({"type": "integer", "default": {}})),
            ["default-type /components/schemas/S p ä/default"]
        );
        assert!(schema(json!({"type": "integer", "default": 1})).is_empty());
        assert!(schema(json!({"type": "string", "default": null})).is_empty());
        assert!(schema(json!({"default": {}})).is_empty());
        assert!(is_uuid("6f1c7a9e-4d0c-4bd0-9a55-0b1df1a5c2a1"));
        assert!(!is_uuid("notauuid"));
    }

    #[test]
    fn what_cannot_be_meant_is_an_error() {
        let tree = json!({
            "openapi": "3.0.3",
            "webhooks": {},
            "paths": {"/a": null, "/b": {"get": {"responses": {"200": {"content": {"; q": {}}}}}}},
            "components": {
                "requestBodies": {"a!": {}},
                "securitySchemes": {"s": {"type": "openIdConnect", "openIdConnectUrl": "-"}},
            },
        });
        assert_eq!(
            said(tree),
            [
                "webhooks-version /webhooks",
                "wrong-type /paths/~1a",
                "component-name /components/requestBodies/a!",
                "media-type /paths/~1b/get/responses/200/content/; q",
                "discovery-url /components/securitySchemes/s/openIdConnectUrl",
            ]
        );
    }
}
