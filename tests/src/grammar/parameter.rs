//! Choices → parameters.

use serde_json::{Value, json};

use super::{Writer, words};

impl Writer<'_> {
    /// Parameters of these places, no two with one name and place.
    pub(super) fn parameters(&mut self) -> Vec<Value> {
        let mut found: Vec<(String, &str)> = Vec::new();
        let mut parameters = Vec::new();
        for _ in 0..self.choices.below(6) {
            let place = ["query", "query", "query", "header", "cookie"][self.choices.below(5)];
            let name = words::pick(&mut self.choices, words::MEMBERS).to_owned();
            let name = if place == "query" { name } else { header_name(&name) };
            if found.contains(&(name.clone(), place)) {
                continue;
            }
            let parameter = self.parameter(&name, place);
            // A shared parameter keeps its name, so it counts as used here as well.
            found.push((name, place));
            let parameter = if self.choices.rarely() { self.component("parameters", |_| parameter) } else { parameter };
            parameters.push(parameter);
        }
        parameters
    }

    /// A parameter in the path.
    pub(super) fn path_parameter(&mut self, name: &str) -> Value {
        let mut parameter = json!({"name": name, "in": "path", "required": true, "schema": self.parameter_schema()});
        match self.choices.below(8) {
            5 => parameter["style"] = "label".into(),
            6 => parameter["style"] = "matrix".into(),
            7 => parameter["explode"] = true.into(),
            _ => {}
        }
        parameter
    }

    fn parameter(&mut self, name: &str, place: &str) -> Value {
        let mut parameter = json!({"name": name, "in": place, "required": self.choices.often()});
        if self.choices.rarely() {
            parameter["content"] = json!({"application/json": {"schema": self.schema(2)}});
            return parameter;
        }
        parameter["schema"] = self.parameter_schema();
        if place == "query" {
            match self.choices.below(8) {
                4 => parameter["style"] = "spaceDelimited".into(),
                5 => parameter["style"] = "pipeDelimited".into(),
                6 => parameter["style"] = "deepObject".into(),
                7 => parameter["allowReserved"] = true.into(),
                _ => {}
            }
        }
        match self.choices.below(8) {
            4 => parameter["explode"] = self.choices.often().into(),
            5 => parameter["deprecated"] = true.into(),
            6 => parameter["example"] = self.value(1),
            7 => parameter["description"] = self.text().into(),
            _ => {}
        }
        parameter
    }

    fn parameter_schema(&mut self) -> Value {
        match self.choices.below(8) {
            0..=3 => self.scalar(),
            4 => json!({"type": "array", "items": self.scalar()}),
            5 => json!({"type": "string", "enum": ["a", "b", "A", ""], "default": "a"}),
            6 => json!({"type": "object", "properties": {"a": self.scalar(), "type": {"type": "string"}}}),
            _ => self.schema(2),
        }
    }
}

/// Names of headers and cookies are tokens (RFC 9110, 5.6.2); others are refused elsewhere.
fn header_name(name: &str) -> String {
    let plain: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    format!("X-{plain}")
}
