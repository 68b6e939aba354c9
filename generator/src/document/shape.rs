//! The shape of an OpenAPI document as a table: which object stands where. References, passes and checks walk by it.

use serde_json::{Map, Value};

use super::path::Path;

/// The kinds of objects that are told apart (OpenAPI 3.2, section 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Document,
    Components,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    Response,
    Header,
    MediaType,
    Encoding,
    Schema,
    Example,
    Link,
    Callback,
    SecurityScheme,
}

/// How objects stand under a key.
#[derive(Debug, Clone, Copy)]
enum Under {
    One(Kind),
    List(Kind),
    /// The keys are names; `x-` ones too.
    Map(Kind),
    /// The keys are names, and `x-` ones are extensions (a "Patterned Field" object).
    Patterned(Kind),
}

use Kind::{
    Callback, Components, Document, Encoding, Example, Header, Link, MediaType, Operation, Parameter, PathItem,
    RequestBody, Response, Schema, SecurityScheme,
};
use Under::{List, One, Patterned};

impl Kind {
    /// The key under `components` that holds this kind.
    pub(super) fn section(self) -> Option<&'static str> {
        COMPONENTS.iter().find_map(|(key, under)| match under {
            Under::Map(kind) if *kind == self => Some(*key),
            _ => None,
        })
    }

    fn keys(self) -> &'static [(&'static str, Under)] {
        match self {
            Document => {
                &[("paths", Patterned(PathItem)), ("webhooks", Under::Map(PathItem)), ("components", One(Components))]
            }
            Components => COMPONENTS,
            PathItem => PATH_ITEM,
            Operation => &[
                ("parameters", List(Parameter)),
                ("requestBody", One(RequestBody)),
                ("responses", Patterned(Response)),
                ("callbacks", Under::Map(Callback)),
            ],
            Parameter | Header => {
                &[("schema", One(Schema)), ("content", Under::Map(MediaType)), ("examples", Under::Map(Example))]
            }
            RequestBody => &[("content", Under::Map(MediaType))],
            Response => {
                &[("headers", Under::Map(Header)), ("content", Under::Map(MediaType)), ("links", Under::Map(Link))]
            }
            MediaType => &[
                ("schema", One(Schema)),
                ("itemSchema", One(Schema)),
                ("examples", Under::Map(Example)),
                ("encoding", Under::Map(Encoding)),
                ("prefixEncoding", List(Encoding)),
                ("itemEncoding", One(Encoding)),
            ],
            Encoding => &[
                ("headers", Under::Map(Header)),
                ("encoding", Under::Map(Encoding)),
                ("prefixEncoding", List(Encoding)),
                ("itemEncoding", One(Encoding)),
            ],
            Schema => SCHEMA,
            Example | Link | SecurityScheme | Callback => &[],
        }
    }
}

const COMPONENTS: &[(&str, Under)] = &[
    ("schemas", Under::Map(Schema)),
    ("responses", Under::Map(Response)),
    ("parameters", Under::Map(Parameter)),
    ("examples", Under::Map(Example)),
    ("requestBodies", Under::Map(RequestBody)),
    ("headers", Under::Map(Header)),
    ("securitySchemes", Under::Map(SecurityScheme)),
    ("links", Under::Map(Link)),
    ("callbacks", Under::Map(Callback)),
    ("pathItems", Under::Map(PathItem)),
    ("mediaTypes", Under::Map(MediaType)),
];

const PATH_ITEM: &[(&str, Under)] = &[
    ("get", One(Operation)),
    ("put", One(Operation)),
    ("post", One(Operation)),
    ("delete", One(Operation)),
    ("options", One(Operation)),
    ("head", One(Operation)),
    ("patch", One(Operation)),
    ("trace", One(Operation)),
    ("query", One(Operation)),
    ("additionalOperations", Under::Map(Operation)),
    ("parameters", List(Parameter)),
];

const SCHEMA: &[(&str, Under)] = &[
    ("properties", Under::Map(Schema)),
    ("items", One(Schema)),
    ("additionalProperties", One(Schema)),
    ("allOf", List(Schema)),
    ("anyOf", List(Schema)),
    ("oneOf", List(Schema)),
    ("not", One(Schema)),
    ("patternProperties", Under::Map(Schema)),
    ("prefixItems", List(Schema)),
    ("contains", One(Schema)),
    ("propertyNames", One(Schema)),
    ("unevaluatedItems", One(Schema)),
    ("unevaluatedProperties", One(Schema)),
    ("dependentSchemas", Under::Map(Schema)),
    ("contentSchema", One(Schema)),
    ("if", One(Schema)),
    ("then", One(Schema)),
    ("else", One(Schema)),
    ("$defs", Under::Map(Schema)),
    ("definitions", Under::Map(Schema)),
];

/// The object `kind` at `value` and everything below it, the inner ones first.
pub(super) fn walk_mut(
    value: &mut Value,
    kind: Kind,
    path: &Path<'_>,
    visit: &mut impl FnMut(&mut Value, Kind, &Path<'_>),
) {
    if let Value::Object(map) = value {
        if kind == Callback {
            walk_named_mut(map, true, PathItem, path, visit);
        } else {
            walk_members_mut(map, kind, path, visit);
        }
    }
    visit(value, kind, path);
}

fn walk_members_mut(
    map: &mut Map<String, Value>,
    kind: Kind,
    path: &Path<'_>,
    visit: &mut impl FnMut(&mut Value, Kind, &Path<'_>),
) {
    for (key, value) in map {
        let Some((key, under)) = kind.keys().iter().find(|(known, _)| known == key) else {
            continue;
        };
        let path = path.key(key);
        match (under, value) {
            (One(kind), value) => walk_mut(value, *kind, &path, visit),
            (List(kind), Value::Array(list)) => {
                for (index, value) in list.iter_mut().enumerate() {
                    walk_mut(value, *kind, &path.index(index), visit);
                }
            }
            (Under::Map(kind), Value::Object(map)) => walk_named_mut(map, false, *kind, &path, visit),
            (Patterned(kind), Value::Object(map)) => walk_named_mut(map, true, *kind, &path, visit),
            _ => {}
        }
    }
}

fn walk_named_mut(
    map: &mut Map<String, Value>,
    extensions: bool,
    kind: Kind,
    path: &Path<'_>,
    visit: &mut impl FnMut(&mut Value, Kind, &Path<'_>),
) {
    for (name, value) in map {
        if !(extensions && name.starts_with("x-")) {
            walk_mut(value, kind, &path.key(name), visit);
        }
    }
}
