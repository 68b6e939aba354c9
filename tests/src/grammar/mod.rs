//! Bytes → an OpenAPI document that uses every construct: each byte decides one choice, so that a fuzzer can steer it and
//! a seed repeats it. Where the bytes end, the simplest choice is taken, so every sequence is a document.

mod choices;
mod extension;
mod media;
mod operation;
mod parameter;
mod schema;
mod security;
mod value;
mod words;

use serde_json::{Map, Value, json};

use choices::Choices;
pub use choices::bytes_of_seed;

/// Versions of OpenAPI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Version {
    V30,
    V31,
    V32,
}

/// What is being written: the choices, and what there is to refer to.
struct Writer<'a> {
    choices: Choices<'a>,
    version: Version,
    /// Names of component schemas; each is defined at the end.
    schemas: Vec<String>,
    /// Names of security schemes.
    schemes: Vec<String>,
    /// Names of the other components: they are made when first referred to.
    components: Map<String, Value>,
    operations: usize,
}

/// The document of these choices.
#[must_use]
pub fn document(bytes: &[u8]) -> Value {
    let mut choices = Choices::new(bytes);
    let version = [Version::V31, Version::V30, Version::V32][choices.below(3)];
    let mut writer =
        Writer { choices, version, schemas: Vec::new(), schemes: Vec::new(), components: Map::new(), operations: 0 };
    writer.schemas = writer.distinct(6, words::TYPES);
    writer.document()
}

/// The document of a seed.
#[must_use]
pub fn document_of_seed(seed: u64) -> Value {
    document(&bytes_of_seed(seed, 4096))
}

/// The document of what a fuzzer makes up: the first eight bytes are the seed of the choices behind the last, so that few
/// bytes make a whole document, and the rest are the first choices, so that a change of one changes one.
#[must_use]
pub fn document_of_input(bytes: &[u8]) -> Value {
    let (seed, first) = bytes.split_at(bytes.len().min(8));
    let seed = seed.iter().fold(0, |seed, byte| seed << 8 | u64::from(*byte));
    document(&[first, &bytes_of_seed(seed, 4096)].concat())
}

impl Writer<'_> {
    fn document(&mut self) -> Value {
        let number = match self.version {
            Version::V30 => "3.0.3",
            Version::V31 => "3.1.0",
            Version::V32 => "3.2.0",
        };
        let mut document = Map::new();
        document.insert("openapi".to_owned(), number.into());
        document.insert("info".to_owned(), json!({"title": self.text(), "version": "1.0", "description": self.text()}));
        self.servers(&mut document);
        self.security_schemes();
        self.security(&mut document);
        self.tags(&mut document);
        self.document_extensions(&mut document);
        let paths = self.paths();
        document.insert("paths".to_owned(), paths);
        if self.version >= Version::V31 && self.choices.rarely() {
            let hook = self.operation(&[]);
            document.insert("webhooks".to_owned(), json!({"somethingHappened": {"post": hook}}));
        }
        self.define_schemas();
        document.insert("components".to_owned(), Value::Object(std::mem::take(&mut self.components)));
        Value::Object(document)
    }

    fn tags(&mut self, document: &mut Map<String, Value>) {
        let names = self.distinct(3, words::TAGS);
        let tag = |name: String| json!({"name": name, "description": self.text(), "externalDocs": {"url": "https://example.com"}});
        let tags: Vec<Value> = names.into_iter().map(tag).collect();
        document.insert("tags".to_owned(), Value::Array(tags));
    }

    fn servers(&mut self, document: &mut Map<String, Value>) {
        let servers = match self.choices.below(5) {
            0 => json!([{"url": "https://api.example.com/v1"}]),
            1 => json!([{"url": "/v1"}, {"url": "https://b.example.com", "description": self.text()}]),
            2 => json!([{
                "url": "https://{tenant}.{region}.example.com",
                "variables": {
                    "tenant": {"default": "acme", "description": self.text()},
                    "region": {"default": "eu", "enum": ["eu", "us", "type"]},
                },
            }]),
            3 => json!([]),
            _ => return,
        };
        document.insert("servers".to_owned(), servers);
    }

    /// Every name that was handed out gets a definition.
    fn define_schemas(&mut self) {
        let mut defined = Map::new();
        for (index, name) in self.schemas.clone().into_iter().enumerate() {
            let schema = self.component_schema(index);
            defined.insert(name, schema);
        }
        self.components.insert("schemas".to_owned(), Value::Object(defined));
    }

    /// `$ref` to a component of a kind, which is made on the way.
    fn component(&mut self, kind: &str, make: impl FnOnce(&mut Self) -> Value) -> Value {
        let made = make(self);
        let known = self.components.entry(kind.to_owned()).or_insert_with(|| json!({}));
        let name = format!("{}{}", words::pick(&mut self.choices, words::TYPES), known.as_object().map_or(0, Map::len));
        known[name.as_str()] = made;
        json!({"$ref": format!("#/components/{kind}/{name}")})
    }

    /// A text as people write it, or as nobody should.
    fn text(&mut self) -> String {
        words::pick(&mut self.choices, words::TEXTS).to_owned()
    }

    /// Up to so many different names out of a list, at least one.
    fn distinct(&mut self, most: usize, names: &[&str]) -> Vec<String> {
        let count = 1 + self.choices.below(most);
        let mut found: Vec<String> = Vec::new();
        for _ in 0..count {
            let name = words::pick(&mut self.choices, names);
            if !found.iter().any(|known| known == name) {
                found.push(name.to_owned());
            }
        }
        found
    }
}
