//! From text that was meant as JSON, with comments, `...` and trailing commas, to the value that was meant.

use serde_json::{Map, Number, Value};

/// The value, where the text holds one and nothing else.
pub(crate) fn parse(text: &str) -> Option<Value> {
    let text = text.trim_start_matches('\u{feff}');
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    let mut reader = Reader { rest: text, depth: 0 };
    let value = reader.value()?;
    reader.skip();
    reader.rest.is_empty().then_some(value)
}

/// Deeper than any real example; keeps hostile text from exhausting the stack.
const DEPTH: usize = 100;

struct Reader<'t> {
    rest: &'t str,
    depth: usize,
}

impl<'t> Reader<'t> {
    /// Skips white space, comments, and the dots that stand for "and so on".
    fn skip(&mut self) {
        loop {
            let before = self.rest.len();
            self.rest = self.rest.trim_start();
            if self.rest.starts_with("//") || self.rest.starts_with('#') {
                self.rest = self.rest.split_once('\n').map_or("", |(_, rest)| rest);
            } else if let Some(rest) = self.rest.strip_prefix("/*") {
                self.rest = rest.split_once("*/").map_or("", |(_, rest)| rest);
            } else if self.rest.starts_with("...") || self.rest.starts_with('…') {
                self.rest = self.rest.trim_start_matches(['.', '…']);
            }
            if self.rest.len() == before {
                return;
            }
        }
    }

    fn take(&mut self, token: &str) -> bool {
        self.skip();
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn value(&mut self) -> Option<Value> {
        self.skip();
        match self.rest.chars().next()? {
            '{' => self.nested(Self::object),
            '[' => self.nested(Self::array),
            '"' => self.string().map(Value::String),
            _ => self.word(),
        }
    }

    fn nested(&mut self, read: fn(&mut Self) -> Option<Value>) -> Option<Value> {
        if self.depth == DEPTH {
            return None;
        }
        self.depth += 1;
        self.rest = self.rest.get(1..)?;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn object(&mut self) -> Option<Value> {
        let mut members = Map::new();
        loop {
            while self.take(",") {}
            if self.take("}") {
                return Some(Value::Object(members));
            }
            let key = self.string()?;
            if !self.take(":") {
                return None;
            }
            let value = self.value()?;
            members.insert(key, value);
            if !self.ends_entry('}') {
                return None;
            }
        }
    }

    fn array(&mut self) -> Option<Value> {
        let mut elements = Vec::new();
        loop {
            while self.take(",") {}
            if self.take("]") {
                return Some(Value::Array(elements));
            }
            elements.push(self.value()?);
            if !self.ends_entry(']') {
                return None;
            }
        }
    }

    /// After an entry comes a comma or the end; people also forget the comma before a line of their own.
    fn ends_entry(&mut self, close: char) -> bool {
        let line_ends = self.rest.trim_start_matches([' ', '\t']).starts_with(['\n', '\r']);
        self.skip();
        line_ends || self.rest.starts_with([',', close])
    }

    /// A string with JSON's escapes; a raw line break in it is kept, as people paste scripts.
    fn string(&mut self) -> Option<String> {
        self.skip();
        let body = self.rest.strip_prefix('"')?;
        let mut escaped = false;
        let end = body.char_indices().find_map(|(index, c)| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends.then_some(index)
        })?;
        let (raw, rest) = (body.get(..end)?, body.get(end + 1..)?);
        self.rest = rest;
        let clean: String = raw.chars().map(|c| if c.is_control() { escape(c) } else { c.to_string() }).collect();
        serde_json::from_str(&format!("\"{clean}\"")).ok()
    }

    fn word(&mut self) -> Option<Value> {
        let end = self
            .rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')))
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        match word {
            "null" | "None" => Some(Value::Null),
            "true" | "True" => Some(Value::Bool(true)),
            "false" | "False" => Some(Value::Bool(false)),
            _ => serde_json::from_str::<Number>(word).ok().map(Value::Number),
        }
    }
}

fn escape(control: char) -> String {
    format!("\\u{:04x}", u32::from(control))
}
