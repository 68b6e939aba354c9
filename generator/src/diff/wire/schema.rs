//! A schema of a document, seen through references, `allOf` and the spellings of `null`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// An object of the document that says something of the schema.
#[derive(Debug, Clone)]
pub(super) struct Part<'a> {
    pub(super) pointer: String,
    pub(super) value: &'a Value,
}

/// Everything that is said of one schema.
#[derive(Debug, Clone, Default)]
pub(super) struct Schema<'a> {
    pub(super) parts: Vec<Part<'a>>,
    /// `nullable: true`, `type: [..., "null"]`, or an alternative that is `null`.
    pub(super) nullable: bool,
    /// Members of `allOf` as they are written.
    pub(super) members: Vec<Part<'a>>,
}

/// Declared properties by name, each with all that is said of it.
pub(super) type Properties<'a> = BTreeMap<&'a str, Schema<'a>>;

/// Keywords that say nothing of which values are valid.
pub(super) const ANNOTATIONS: &[&str] = &[
    "$comment",
    "$id",
    "$schema",
    "default",
    "deprecated",
    "description",
    "example",
    "examples",
    "externalDocs",
    "readOnly",
    "summary",
    "title",
    "writeOnly",
    "xml",
];

/// A reference chain or a nest of `allOf` longer than this is a cycle.
const DEEP: usize = 32;

impl<'a> Schema<'a> {
    /// The schema at a pointer.
    pub(super) fn at(root: &'a Value, value: &'a Value, pointer: &str) -> Self {
        let mut schema = Self::default();
        schema.add(root, Part { pointer: pointer.to_owned(), value }, 0);
        schema
    }

    /// Several schemas that all hold: a property that two members of an `allOf` declare.
    fn all(root: &'a Value, parts: Vec<Part<'a>>) -> Self {
        let mut schema = Self::default();
        parts.into_iter().for_each(|part| schema.add(root, part, 0));
        schema
    }

    fn add(&mut self, root: &'a Value, part: Part<'a>, depth: usize) {
        if depth > DEEP {
            return;
        }
        // What was said says nothing more the second time, and what leads back to itself never ends.
        if self.parts.iter().any(|known| known.pointer == part.pointer) {
            return;
        }
        let reference = part.value.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix('#'));
        let pure = reference.is_some() && part.value.as_object().is_some_and(|object| object.len() == 1);
        // What stands beside a reference counts before what it leads to; a place is named by the first part.
        if !pure {
            self.parts.push(part.clone());
        }
        if let Some((target, value)) = reference.and_then(|target| Some((target, root.pointer(target)?))) {
            self.add(root, Part { pointer: target.to_owned(), value }, depth + 1);
        }
        self.nullable |= says_null(part.value);
        for (at, member) in list(part.value, "allOf").iter().enumerate() {
            let member = Part { pointer: format!("{}/allOf/{at}", part.pointer), value: member };
            self.members.push(member.clone());
            self.add(root, member, depth + 1);
        }
        if let Some((only, nullable)) = only_alternative(root, &part) {
            self.nullable |= nullable;
            self.add(root, only, depth + 1);
        }
    }

    /// Where it stands.
    pub(super) fn pointer(&self) -> String {
        self.parts.first().map(|part| part.pointer.clone()).unwrap_or_default()
    }

    /// What tells it from others: a schema and its own property are never the same list of places.
    pub(super) fn identity(&self) -> String {
        self.parts.iter().map(|part| part.pointer.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The first that is said under a keyword.
    pub(super) fn get(&self, keyword: &str) -> Option<&'a Value> {
        self.parts.iter().find_map(|part| part.value.get(keyword))
    }

    /// Text under a keyword.
    pub(super) fn text(&self, keyword: &str) -> Option<&'a str> {
        self.get(keyword)?.as_str()
    }

    /// Whether a flag is set by any part.
    pub(super) fn flag(&self, keyword: &str) -> bool {
        self.parts.iter().any(|part| part.value.get(keyword) == Some(&Value::Bool(true)))
    }

    /// JSON types without `null`; `None` where any is allowed.
    pub(super) fn types(&self) -> Option<BTreeSet<&'a str>> {
        let named = self.get("type").map(|types| match types {
            Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
            other => other.as_str().into_iter().collect::<BTreeSet<_>>(),
        });
        let named = named.map(|all| all.into_iter().filter(|one| *one != "null").collect::<BTreeSet<_>>());
        // A schema that only says what an object holds means objects.
        let implied = || {
            let has = |keyword| self.get(keyword).is_some();
            if has("properties") { Some("object") } else { has("items").then_some("array") }
        };
        named.filter(|all| !all.is_empty()).or_else(|| implied().map(|one| BTreeSet::from([one])))
    }

    /// Declared properties, each with all that is said of it.
    pub(super) fn properties(&self, root: &'a Value) -> Properties<'a> {
        let mut declared: BTreeMap<&str, Vec<Part<'a>>> = BTreeMap::new();
        for part in &self.parts {
            let properties = part.value.get("properties").and_then(Value::as_object);
            for (name, value) in properties.into_iter().flatten() {
                let pointer = format!("{}/properties/{}", part.pointer, escape(name));
                declared.entry(name).or_default().push(Part { pointer, value });
            }
        }
        declared.into_iter().map(|(name, parts)| (name, Schema::all(root, parts))).collect()
    }

    /// Where a property is declared, references not followed.
    pub(super) fn property_pointer(&self, name: &str) -> Option<String> {
        let holds = |part: &&Part<'_>| part.value.get("properties").is_some_and(|all| all.get(name).is_some());
        let part = self.parts.iter().find(holds)?;
        Some(format!("{}/properties/{}", part.pointer, escape(name)))
    }

    /// Names that must be there.
    pub(super) fn required(&self) -> BTreeSet<&'a str> {
        let all = self.parts.iter().flat_map(|part| list(part.value, "required"));
        all.filter_map(Value::as_str).collect()
    }

    /// What a keyword leads to, if it is a schema.
    pub(super) fn below(&self, root: &'a Value, keyword: &str) -> Option<Schema<'a>> {
        let part = self.parts.iter().find(|part| part.value.get(keyword).is_some_and(Value::is_object))?;
        Some(Schema::at(root, part.value.get(keyword)?, &format!("{}/{keyword}", part.pointer)))
    }

    /// `oneOf` or `anyOf` and its alternatives without `null`, where there are several.
    pub(super) fn alternatives(&self, root: &'a Value) -> Option<(&'static str, Vec<Part<'a>>)> {
        self.parts.iter().find_map(|part| {
            let (keyword, all) = alternatives_of(part.value)?;
            let values = all.iter().enumerate().filter(|(_, one)| !is_null(root, one));
            let place = |(at, value)| Part { pointer: format!("{}/{keyword}/{at}", part.pointer), value };
            let values: Vec<_> = values.map(place).collect();
            (values.len() > 1).then_some((keyword, values))
        })
    }
}

/// The one alternative that is not `null`, and whether `null` is another.
fn only_alternative<'a>(root: &'a Value, part: &Part<'a>) -> Option<(Part<'a>, bool)> {
    let (keyword, all) = alternatives_of(part.value)?;
    let mut values = all.iter().enumerate().filter(|(_, one)| !is_null(root, one));
    let (at, value) = values.next().filter(|_| values.next().is_none())?;
    Some((Part { pointer: format!("{}/{keyword}/{at}", part.pointer), value }, all.len() > 1))
}

fn alternatives_of(value: &Value) -> Option<(&'static str, &Vec<Value>)> {
    ["oneOf", "anyOf"].into_iter().find_map(|keyword| Some((keyword, value.get(keyword)?.as_array()?)))
}

fn list<'a>(value: &'a Value, keyword: &str) -> &'a [Value] {
    value.get(keyword).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn says_null(value: &Value) -> bool {
    let types = list(value, "type").iter().any(|one| one == "null");
    let alternative = alternatives_of(value).is_some_and(|(_, all)| all.iter().any(names_null));
    types || alternative || value.get("nullable") == Some(&Value::Bool(true))
}

fn names_null(value: &Value) -> bool {
    value.get("type").is_some_and(|ty| ty == "null" || *ty == serde_json::json!(["null"]))
}

fn is_null(root: &Value, value: &Value) -> bool {
    let target = value.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix('#'));
    names_null(target.and_then(|target| root.pointer(target)).unwrap_or(value))
}

/// A key as a token of a JSON pointer (RFC 6901).
pub(in crate::diff) fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}
