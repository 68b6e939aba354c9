//! What a schema must admit besides, for the values of another to be instances of it.

use serde_json::{Map, Value, json};

use super::{Edit, Pair, Planner};
use crate::evidence::dialect::{Dialect, Schema, admits_null, is_bare, types};
use crate::evidence::kind::Kind;
use crate::evidence::tree::{join, resolve};

/// Deeper than any schema that can be compared usefully.
const DEPTH: usize = 64;

impl<'p> Planner<'p> {
    pub(super) fn schema(&mut self, pair: &Pair<'p>, depth: usize) {
        self.null(pair);
        self.empty(pair);
        self.compare(pair, depth);
    }

    /// What lies behind references, `null` and nothing aside.
    fn compare(&mut self, pair: &Pair<'p>, depth: usize) {
        let Some((at, ours)) = resolve(self.ours, pair.at.clone(), pair.ours) else { return };
        let Some((theirs_at, theirs)) = resolve(self.theirs, pair.theirs_at.clone(), pair.theirs) else { return };
        if depth > DEPTH || !self.schemas.insert((at.clone(), theirs_at.clone())) {
            return;
        }
        let pair = Pair { at, ours, theirs_at, theirs };
        let (Some(our_schema), Some(their_schema)) = (ours.as_object(), theirs.as_object()) else { return };
        if says_only_null(their_schema) {
            return;
        }
        if is_bare(our_schema) && types(our_schema).is_empty() {
            self.fill(&pair.at, our_schema, their_schema);
            return;
        }
        if let Some((at, alternative)) = only_alternative(&pair.at, our_schema) {
            self.compare(&Pair { at, ours: alternative, theirs_at: pair.theirs_at, theirs }, depth + 1);
            return;
        }
        let (our_types, their_types) = (filled(our_schema), filled(their_schema));
        if our_types.is_empty() || their_types.is_empty() {
            // A union or a composition on one side: only parts that both name can be compared.
            self.members(&pair, depth);
            return;
        }
        for kind in their_types {
            self.kind(&pair, our_schema, &our_types, kind);
        }
        self.members(&pair, depth);
        self.items(&pair, our_schema, their_schema, depth);
    }

    /// One type of theirs that ours may not admit.
    fn kind(&mut self, pair: &Pair<'p>, ours: &Schema, our_types: &[Kind], kind: Kind) {
        let admits = our_types.contains(&kind) || (kind == Kind::Integer && our_types.contains(&Kind::Number));
        if admits || self.in_form {
            return;
        }
        if kind == Kind::Number && our_types == [Kind::Integer] && !ours.contains_key("enum") {
            let value = replaced(ours.get("type"), Kind::Integer, Kind::Number);
            self.edits.push(Edit::Replace { pointer: join(&pair.at, "type"), value });
            return;
        }
        let declared: Vec<&str> = our_types.iter().map(|kind| kind.name()).collect();
        let message = format!("The document says {}; {} was found.", declared.join(" or "), kind.with_article());
        self.d.warning(
            "import-undecided",
            pair.at.clone(),
            message,
            "look which is true, and change the document by hand",
        );
    }

    /// `null`, which must be looked for before references are followed: it may be said beside one.
    fn null(&mut self, pair: &Pair<'p>) {
        let admitting = |root: &Value, value: &Value| {
            let target = resolve(root, String::new(), value).map(|(_, target)| target);
            [Some(value), target].into_iter().flatten().filter_map(Value::as_object).any(admits_null)
        };
        let (Some(ours), false) = (pair.ours.as_object(), admitting(self.ours, pair.ours)) else { return };
        let says_nothing = is_bare(ours) && types(ours).is_empty();
        if says_nothing || !admitting(self.theirs, pair.theirs) {
            return;
        }
        let key = (pair.at.clone(), format!("{} null", pair.theirs_at));
        if !self.schemas.insert(key) {
            return;
        }
        match (self.dialect, ours.get("type")) {
            (Dialect::TypeArray, Some(Value::String(name))) => {
                self.edits.push(Edit::Replace { pointer: join(&pair.at, "type"), value: json!([name, "null"]) });
            }
            (Dialect::TypeArray, Some(Value::Array(_))) => {
                self.edits.push(Edit::Append { parent: join(&pair.at, "type"), value: json!("null") });
            }
            (Dialect::Nullable, Some(_)) => self.insert(&pair.at, "nullable", json!(true)),
            // A reference or a composition: the whole is rewritten.
            (dialect, _) => {
                let mut whole = ours.clone();
                dialect.set_nullable(&mut whole);
                self.edits.push(Edit::Replace { pointer: pair.at.clone(), value: Value::Object(whole) });
            }
        }
    }

    /// `""` for nothing, where ours is no text; said beside a reference or behind it.
    fn empty(&mut self, pair: &Pair<'p>) {
        const KEY: &str = "x-empty-is-absent";
        let target = resolve(self.ours, pair.at.clone(), pair.ours);
        let says = |value: &Value| value.get(KEY).is_some();
        let Some((at, ours)) = target else { return };
        if !says(pair.theirs) || says(pair.ours) || says(ours) {
            return;
        }
        let Some(schema) = ours.as_object() else { return };
        let is_text = types(schema).contains(&Kind::String) && !schema.contains_key("format");
        let says_type = !types(schema).is_empty();
        if !is_text && says_type && self.schemas.insert((at.clone(), KEY.to_owned())) {
            self.insert(&at, KEY, json!(true));
        }
    }

    /// Everything of theirs in a schema of ours that says nothing.
    fn fill(&mut self, at: &str, ours: &Schema, theirs: &Schema) {
        for (key, value) in theirs.iter().filter(|(key, _)| !ours.contains_key(*key)) {
            self.insert(at, key, value.clone());
        }
    }

    fn members(&mut self, pair: &Pair<'p>, depth: usize) {
        let their_holders = holders(self.theirs, pair.theirs_at.clone(), pair.theirs);
        if their_holders.is_empty() {
            self.map(pair, depth);
            return;
        }
        let Some(our_object) = pair.ours.as_object() else { return };
        let holders = holders(self.ours, pair.at.clone(), pair.ours);
        let theirs = their_holders.iter().flat_map(|(at, properties)| properties.iter().map(move |one| (at, one)));
        for (at, (name, property)) in theirs {
            let theirs_at = join(at, name);
            let known = holders.iter().find_map(|(at, properties)| Some((at, properties.get(name)?)));
            if let Some((at, ours)) = known {
                self.schema(&Pair { at: join(at, name), ours, theirs_at, theirs: property }, depth + 1);
                continue;
            }
            match (pair.ours.get("additionalProperties"), holders.last()) {
                (Some(rest @ Value::Object(_)), _) => {
                    let at = join(&pair.at, "additionalProperties");
                    self.schema(&Pair { at, ours: rest, theirs_at, theirs: property }, depth + 1);
                }
                (Some(Value::Bool(false)), _) => {
                    let message = format!("The document allows no other member; `{name}` was found.");
                    self.d.warning("import-undecided", pair.at.clone(), message, "look which is true");
                }
                (_, Some((at, _))) => {
                    let at = at.clone();
                    self.insert(&at, name, property.clone());
                }
                (_, None) if filled(our_object).is_empty() => {}
                (_, None) => {
                    let all = their_holders.iter().flat_map(|(_, properties)| (*properties).clone()).collect();
                    self.insert(&pair.at, "properties", Value::Object(all));
                    return;
                }
            }
        }
    }

    /// The values of a map of theirs, along ours where that is one too.
    fn map(&mut self, pair: &Pair<'p>, depth: usize) {
        let (ours, theirs) = (pair.ours.get("additionalProperties"), pair.theirs.get("additionalProperties"));
        match (ours, theirs) {
            (Some(ours @ Value::Object(_)), Some(theirs @ Value::Object(_))) => {
                self.schema(&pair.member("additionalProperties", ours, theirs), depth + 1);
            }
            (None, Some(theirs)) if pair.ours.get("properties").is_none() => {
                self.insert(&pair.at, "additionalProperties", theirs.clone());
            }
            _ => {}
        }
    }

    fn items(&mut self, pair: &Pair<'p>, ours: &'p Schema, theirs: &'p Schema, depth: usize) {
        match (ours.get("items"), theirs.get("items")) {
            (Some(ours), Some(theirs)) => self.schema(&pair.member("items", ours, theirs), depth + 1),
            (None, Some(theirs)) if types(ours).contains(&Kind::Array) => {
                self.insert(&pair.at, "items", theirs.clone())
            }
            _ => {}
        }
    }
}

/// Where a schema declares properties: itself, or the parts of its `allOf`.
fn holders<'d>(root: &'d Value, at: String, schema: &'d Value) -> Vec<(String, &'d Map<String, Value>)> {
    let mut found = Vec::new();
    let mut open = vec![(at, schema, 0)];
    while let Some((at, schema, depth)) = open.pop() {
        if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
            found.push((join(&at, "properties"), properties));
        }
        let parts = schema.get("allOf").and_then(Value::as_array).filter(|_| depth < 8);
        for (index, part) in parts.map(Vec::as_slice).unwrap_or_default().iter().enumerate().rev() {
            let at = join(&join(&at, "allOf"), &index.to_string());
            open.extend(resolve(root, at, part).map(|(at, part)| (at, part, depth + 1)));
        }
    }
    found
}

/// Whether a schema tells nothing but that `null` has been seen.
fn says_only_null(schema: &Schema) -> bool {
    let branches = schema.get("anyOf").and_then(Value::as_array);
    let tells = |branch: &Value| *branch == json!({}) || *branch == json!({ "type": "null" });
    types(schema).is_empty() && branches.map_or_else(|| is_bare(schema), |branches| branches.iter().all(tells))
}

/// The one alternative of a schema besides `null`.
fn only_alternative<'s>(at: &str, schema: &'s Schema) -> Option<(String, &'s Value)> {
    let key = ["anyOf", "oneOf"].into_iter().find(|key| schema.contains_key(*key))?;
    let branches = schema.get(key)?.as_array()?;
    let is_null = |branch: &Value| branch.get("type").and_then(Value::as_str) == Some("null");
    let mut filled = branches.iter().enumerate().filter(|(_, branch)| !is_null(branch));
    let (index, only) = filled.next()?;
    filled.next().is_none().then(|| (join(&join(at, key), &index.to_string()), only))
}

/// Declared types without `null`.
fn filled(schema: &Schema) -> Vec<Kind> {
    types(schema).into_iter().filter(|kind| *kind != Kind::Null).collect()
}

fn replaced(declared: Option<&Value>, from: Kind, to: Kind) -> Value {
    match declared {
        Some(Value::Array(names)) => {
            let one = |name: &Value| if name.as_str() == Some(from.name()) { json!(to.name()) } else { name.clone() };
            names.iter().map(one).collect()
        }
        _ => json!(to.name()),
    }
}
