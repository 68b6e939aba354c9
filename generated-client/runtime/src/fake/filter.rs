//! `$filter` and `$orderby` of a request → which rows of a set, in which order.
//!
//! Comparisons of a row's own properties with literals, `in`, `startswith`, `endswith`, `contains`, `and`, `or`, `not`. What
//! looks behind a navigation is refused rather than answered wrongly.

use std::cmp::Ordering;

use serde_json::{Map, Value};

/// A row.
pub(crate) type Row = Map<String, Value>;

/// A condition.
#[derive(Debug, PartialEq)]
pub(crate) enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Compare(Operand, String, Operand),
    In(Operand, Vec<Operand>),
    Text(String, Operand, Operand),
    Test(Operand),
}

/// What has a value for each row.
#[derive(Debug, PartialEq)]
pub(crate) enum Operand {
    Property(String),
    Literal(Value),
    Folded(String, Box<Operand>),
}

/// Reads a condition; the error says what cannot be told.
pub(crate) fn parse(text: &str) -> Result<Condition, String> {
    let mut words = Words { words: split(text)?, at: 0, depth: 0 };
    let condition = words.any()?;
    match words.peek() {
        None => Ok(condition),
        Some(word) => Err(format!("{word:?} is not expected there")),
    }
}

/// Reads a literal.
pub(crate) fn literal(word: &str) -> Option<Value> {
    let quoted = word.strip_prefix("datetime").or_else(|| word.strip_prefix("date")).unwrap_or(word);
    if let Some(text) = quoted.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')) {
        return Some(Value::String(text.replace("''", "'")));
    }
    serde_json::from_str(word).ok().filter(|value: &Value| !value.is_string())
}

/// Reads what stands between the parentheses of a key: a literal, which is the `id`, or properties with theirs.
pub(crate) fn key(text: &str) -> Result<Row, String> {
    if let Some(id) = literal(text) {
        return Ok(Row::from_iter([("id".to_owned(), id)]));
    }
    let parts = split(text)?.into_iter().filter(|word| word != ",");
    let part = |part: String| {
        let (name, value) = part.split_once('=')?;
        Some((name.to_owned(), literal(value)?))
    };
    parts.map(part).collect::<Option<_>>().ok_or_else(|| format!("{text:?} is no key"))
}

impl Condition {
    /// Of the rows with these properties.
    pub(crate) fn of(properties: Row) -> Self {
        let one = |(name, value)| Self::Compare(Operand::Property(name), "eq".to_owned(), Operand::Literal(value));
        Self::All(properties.into_iter().map(one).collect())
    }
}

/// The rows in the order that is asked for: `name desc,id`.
pub(crate) fn sort(rows: &mut [Row], order: &str) {
    let keys = order.split(',').map(|key| key.trim().split_once(' ').unwrap_or((key.trim(), "asc")));
    let keys: Vec<(&str, bool)> = keys.map(|(name, way)| (name, way.trim() == "desc")).collect();
    rows.sort_by(|a, b| {
        let one = |(name, turned): &(&str, bool)| {
            let way = compare(&property(a, name), &property(b, name)).unwrap_or(Ordering::Equal);
            if *turned { way.reverse() } else { way }
        };
        keys.iter().map(one).find(|way| way.is_ne()).unwrap_or(Ordering::Equal)
    });
}

impl Condition {
    /// Whether a row satisfies it.
    pub(crate) fn holds(&self, row: &Row) -> bool {
        match self {
            Self::All(all) => all.iter().all(|one| one.holds(row)),
            Self::Any(any) => any.iter().any(|one| one.holds(row)),
            Self::Not(inside) => !inside.holds(row),
            Self::Compare(left, operator, right) => is(&left.of(row), operator, &right.of(row)),
            Self::In(operand, values) => values.iter().any(|value| is(&operand.of(row), "eq", &value.of(row))),
            Self::Text(name, whole, piece) => {
                let (whole, piece) = (whole.of(row), piece.of(row));
                let (whole, piece) = (whole.as_str().unwrap_or_default(), piece.as_str().unwrap_or_default());
                match name.as_str() {
                    "startswith" => whole.starts_with(piece),
                    "endswith" => whole.ends_with(piece),
                    _ => whole.contains(piece),
                }
            }
            Self::Test(operand) => operand.of(row) == Value::Bool(true),
        }
    }
}

impl Operand {
    fn of(&self, row: &Row) -> Value {
        match self {
            Self::Property(name) => property(row, name),
            Self::Literal(value) => value.clone(),
            Self::Folded(name, inside) => match inside.of(row) {
                Value::String(text) if name == "toupper" => text.to_uppercase().into(),
                Value::String(text) => text.to_lowercase().into(),
                other => other,
            },
        }
    }
}

/// The property of a row; of a navigation, the id of what it leads to.
fn property(row: &Row, name: &str) -> Value {
    let value = row.get(name).unwrap_or(&Value::Null);
    value.get("__id").unwrap_or(value).clone()
}

fn is(left: &Value, operator: &str, right: &Value) -> bool {
    let way = compare(left, right);
    match operator {
        "eq" => way.map_or(left == right, Ordering::is_eq),
        "ne" => way.map_or(left != right, Ordering::is_ne),
        "lt" => way.is_some_and(Ordering::is_lt),
        "le" => way.is_some_and(Ordering::is_le),
        "gt" => way.is_some_and(Ordering::is_gt),
        _ => way.is_some_and(Ordering::is_ge),
    }
}

fn compare(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        (Value::Bool(left), Value::Bool(right)) => Some(left.cmp(right)),
        _ => left.as_f64()?.partial_cmp(&right.as_f64()?),
    }
}

/// Words, texts in quotes with what stands before them, and single signs.
fn split(text: &str) -> Result<Vec<String>, String> {
    let mut words = vec![String::new()];
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let Some(word) = words.last_mut() else { break };
        match letter {
            '\'' => {
                word.push(letter);
                loop {
                    let letter = letters.next().ok_or("a text has no end")?;
                    word.push(letter);
                    if letter == '\'' && letters.peek() != Some(&'\'') {
                        break;
                    }
                    if letter == '\'' {
                        word.extend(letters.next());
                    }
                }
            }
            '(' | ')' | ',' => words.extend([letter.to_string(), String::new()]),
            ' ' => words.push(String::new()),
            other => word.push(other),
        }
    }
    words.retain(|word| !word.is_empty());
    Ok(words)
}

/// How deep conditions may be within one another.
const DEEPEST: usize = 100;

struct Words {
    words: Vec<String>,
    at: usize,
    depth: usize,
}

impl Words {
    fn peek(&self) -> Option<&str> {
        self.words.get(self.at).map(String::as_str)
    }

    fn next(&mut self) -> Result<String, String> {
        let word = self.words.get(self.at).cloned().ok_or("the condition ends too early")?;
        self.at += 1;
        Ok(word)
    }

    fn eat(&mut self, word: &str) -> bool {
        let is_it = self.peek() == Some(word);
        self.at += usize::from(is_it);
        is_it
    }

    fn expect(&mut self, wanted: &str) -> Result<(), String> {
        let word = self.next()?;
        if word == wanted { Ok(()) } else { Err(format!("{word:?} stands where {wanted:?} is expected")) }
    }

    fn any(&mut self) -> Result<Condition, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("the condition is too deep".to_owned());
        }
        let mut parts = vec![self.all()?];
        while self.eat("or") {
            parts.push(self.all()?);
        }
        self.depth -= 1;
        Ok(if parts.len() == 1 { parts.remove(0) } else { Condition::Any(parts) })
    }

    fn all(&mut self) -> Result<Condition, String> {
        let mut parts = vec![self.one()?];
        while self.eat("and") {
            parts.push(self.one()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Condition::All(parts) })
    }

    fn one(&mut self) -> Result<Condition, String> {
        let mut is_turned = false;
        while self.eat("not") {
            is_turned = !is_turned;
        }
        let one = self.plain()?;
        Ok(if is_turned { Condition::Not(Box::new(one)) } else { one })
    }

    fn plain(&mut self) -> Result<Condition, String> {
        if self.eat("(") {
            let inside = self.any()?;
            self.expect(")")?;
            return Ok(inside);
        }
        if let Some(name) = self.peek().filter(|word| ["startswith", "endswith", "contains"].contains(word)) {
            let name = name.to_owned();
            self.at += 1;
            return self.text(name);
        }
        let left = self.operand()?;
        match self.peek() {
            Some("eq" | "ne" | "lt" | "le" | "gt" | "ge") => {
                let operator = self.next()?;
                Ok(Condition::Compare(left, operator, self.operand()?))
            }
            Some("in") => {
                self.at += 1;
                self.list(left)
            }
            _ => Ok(Condition::Test(left)),
        }
    }

    fn text(&mut self, name: String) -> Result<Condition, String> {
        self.expect("(")?;
        let whole = self.operand()?;
        self.expect(",")?;
        let piece = self.operand()?;
        self.expect(")")?;
        Ok(Condition::Text(name, whole, piece))
    }

    fn list(&mut self, operand: Operand) -> Result<Condition, String> {
        self.expect("(")?;
        let mut values = vec![self.operand()?];
        while self.eat(",") {
            values.push(self.operand()?);
        }
        self.expect(")")?;
        Ok(Condition::In(operand, values))
    }

    fn operand(&mut self) -> Result<Operand, String> {
        let word = self.next()?;
        if let Some(value) = literal(&word) {
            return Ok(Operand::Literal(value));
        }
        if (word == "tolower" || word == "toupper") && self.eat("(") {
            let inside = Operand::Folded(word, Box::new(self.name_or_literal()?));
            self.expect(")")?;
            return Ok(inside);
        }
        self.name(word)
    }

    fn name_or_literal(&mut self) -> Result<Operand, String> {
        let word = self.next()?;
        literal(&word).map_or_else(|| self.name(word), |value| Ok(Operand::Literal(value)))
    }

    fn name(&self, word: String) -> Result<Operand, String> {
        let is_name = word.chars().all(|c| c.is_alphanumeric() || c == '_');
        if word.contains('/') || !is_name || self.peek() == Some("(") {
            return Err(format!("{word:?} is no property of a row itself, which is all that this server looks at"));
        }
        Ok(Operand::Property(word))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn row() -> Row {
        serde_json::from_value(json!({
            "id": 7, "name": "it's", "is_on": true, "part": 0.5, "of": {"__id": 3}, "gone": null,
            "at": "2024-01-31T12:00:00Z",
        }))
        .unwrap()
    }

    #[test]
    fn conditions_hold_or_do_not() {
        for (text, expected) in [
            ("id eq 7", true),
            ("id ne 7", false),
            ("name eq 'it''s'", true),
            ("(id lt 7) or (part ge 0.5 and is_on)", true),
            ("not(id in (1,7))", false),
            ("of eq 3", true),
            ("gone eq null and missing eq null", true),
            ("startswith(tolower(name),'it') and not contains(name,'x')", true),
            ("at gt datetime'2024-01-01T00:00:00Z'", true),
            ("1 eq 0", false),
            ("name eq ') or (1 eq 1'", false),
        ] {
            assert_eq!(parse(text).map(|condition| condition.holds(&row())), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_told_is_refused() {
        let deep = "(".repeat(1000);
        for text in
            ["of/name eq 'x'", "tags/any(a:a/x eq 1)", "id eq", "id eq 7)", "name eq 'x", "day(at) eq 1", "", &deep]
        {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn keys_are_read() {
        for (text, expected) in [
            ("7", json!({"id": 7})),
            ("name='it''s'", json!({"name": "it's"})),
            ("id=7,name='a,b=c'", json!({"id": 7, "name": "a,b=c"})),
        ] {
            assert_eq!(key(text).map(Value::Object), Ok(expected), "{text}");
        }
        assert!(Condition::of(key("id=7,name='it''s'").unwrap()).holds(&row()));
        assert!(key("name").is_err());
    }

    #[test]
    fn rows_are_sorted() {
        let mut rows = vec![row(), row(), row()];
        rows[0].insert("id".to_owned(), json!(9));
        rows[1].insert("name".to_owned(), json!("a"));
        sort(&mut rows, "name,id desc");
        let ids: Vec<_> = rows.iter().map(|row| (row["name"].clone(), row["id"].clone())).collect();
        assert_eq!(json!(ids), json!([["a", 7], ["it's", 9], ["it's", 7]]));
    }
}
