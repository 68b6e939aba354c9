//! From examples to what has been seen at each schema, references followed.

use indexmap::IndexMap;
use serde_json::Value;

use super::dialect::Schema;
use super::kind::Kind;
use super::sites::{Body, Wire};
use super::tree::{is_left_alone, join, resolve};

/// What has been seen at one schema.
#[derive(Debug)]
pub(crate) struct Seen<'a> {
    /// The schema as the document declares it.
    pub(crate) schema: &'a Schema,
    /// Last name on the way to it: a property's name, empty for a body.
    pub(crate) name: String,
    /// Whether it is the schema of a body.
    pub(crate) root: bool,
    /// How its values are written; JSON wins where both are.
    pub(crate) wire: Wire,
    /// Values out of the example of a whole body: nobody wrote those beside the type.
    pub(crate) values: Vec<&'a Value>,
    /// The schema's own examples, or values out of those of a part: written by hand beside the type.
    pub(crate) own: Vec<&'a Value>,
}

/// What has been seen, by pointer of the schema, parents first.
pub(crate) type Observations<'a> = IndexMap<String, Seen<'a>>;

/// Walks every example of the document along the schema that it is for.
pub(crate) fn observe<'a>(root: &'a Value, bodies: &[Body<'a>]) -> Observations<'a> {
    let mut observer = Observer { root, seen: Observations::new(), budget: BUDGET, active: Vec::new(), base: 0 };
    for body in bodies {
        let Some(schema) = body.media_type.get("schema") else {
            continue;
        };
        let from = Context { root: true, own: false, wire: body.wire };
        let pointer = format!("{}/schema", body.pointer);
        observer.visit(pointer.clone(), "", schema, body.examples.clone(), from, 0);
        observer.own_examples(&pointer, "", schema, from, 0);
    }
    let components = root.pointer("/components/schemas").and_then(Value::as_object);
    for (name, schema) in components.into_iter().flatten() {
        let from = Context { root: true, own: false, wire: Wire::Json };
        observer.own_examples(&join("/components/schemas", name), "", schema, from, 0);
    }
    observer.seen
}

#[derive(Debug, Clone, Copy)]
struct Context {
    root: bool,
    own: bool,
    wire: Wire,
}

impl Context {
    fn inside(self) -> Self {
        Self { root: false, own: false, ..self }
    }
}

/// Schemas and references nest no deeper than this in any real document.
const DEPTH: usize = 200;

/// Steps in all. Far more than the largest document takes; compositions that multiply without end stop here.
const BUDGET: usize = 1_000_000;

struct Observer<'a> {
    root: &'a Value,
    seen: Observations<'a>,
    budget: usize,
    /// Schemas on the way to where the walk is; those from `base` on are looked at for the same values.
    active: Vec<String>,
    base: usize,
}

impl<'a> Observer<'a> {
    fn visit(
        &mut self,
        pointer: String,
        name: &str,
        schema: &'a Value,
        values: Vec<&'a Value>,
        from: Context,
        depth: usize,
    ) {
        let Some(members) = schema.as_object() else {
            return;
        };
        if values.is_empty() || is_left_alone(schema) || !self.enters(&pointer, depth) {
            return;
        }
        self.record(&pointer, name, members, &values, from);
        self.inside(pointer, name, schema, members, values, from, depth);
        self.active.pop();
    }

    /// What a schema says of the parts of its values.
    #[expect(clippy::too_many_arguments, reason = "one step of a walk, split where it would be long")]
    fn inside(
        &mut self,
        pointer: String,
        name: &str,
        schema: &'a Value,
        members: &'a Schema,
        values: Vec<&'a Value>,
        from: Context,
        depth: usize,
    ) {
        // What stands for no value is nothing that a reference or a part could say more of.
        let empty_is_absent = members.get("x-empty-is-absent") == Some(&Value::Bool(true));
        let stands = |value: &&Value| !(value.is_null() || (empty_is_absent && value.as_str() == Some("")));
        let filled: Vec<&Value> = values.into_iter().filter(stands).collect();
        if members.contains_key("$ref") {
            if let Some((pointer, target)) = resolve(self.root, pointer, schema) {
                self.visit(pointer, name, target, filled, from, depth + 1);
            }
            // Keywords beside a reference are rare, and what they say of the value is said by its target as well.
            return;
        }
        self.compositions(&pointer, name, members, &filled, from, depth);
        // From here on the values are other ones, and a schema may come again.
        let base = std::mem::replace(&mut self.base, self.active.len());
        self.members(&pointer, members, &filled, from, depth);
        let elements: Vec<&Value> = filled.iter().filter_map(|value| value.as_array()).flatten().collect();
        if let Some(items) = members.get("items") {
            self.visit(join(&pointer, "items"), name, items, elements, from.inside(), depth + 1);
        }
        self.base = base;
    }

    /// Enters a schema, unless the walk is in it already with the same values, or has gone too far.
    fn enters(&mut self, pointer: &str, depth: usize) -> bool {
        self.budget = self.budget.saturating_sub(1);
        let returns = self.active.iter().skip(self.base).any(|active| active == pointer);
        if returns || depth > DEPTH || self.budget == 0 {
            return false;
        }
        self.active.push(pointer.to_owned());
        true
    }

    fn record(&mut self, pointer: &str, name: &str, schema: &'a Schema, values: &[&'a Value], from: Context) {
        let seen = self.seen.entry(pointer.to_owned()).or_insert_with(|| Seen {
            schema,
            name: name.to_owned(),
            root: from.root,
            wire: from.wire,
            values: Vec::new(),
            own: Vec::new(),
        });
        if from.wire == Wire::Json {
            seen.wire = Wire::Json;
        }
        if from.own { seen.own.extend(values) } else { seen.values.extend(values) }
    }

    /// The members of objects, along `properties` and `additionalProperties`.
    fn members(&mut self, pointer: &str, schema: &'a Schema, values: &[&'a Value], from: Context, depth: usize) {
        let objects: Vec<&Schema> = values.iter().filter_map(|value| value.as_object()).collect();
        if objects.is_empty() {
            return;
        }
        let properties = schema.get("properties").and_then(Value::as_object);
        for (key, property) in properties.into_iter().flatten() {
            let values = objects.iter().filter_map(|object| object.get(key)).collect();
            self.visit(join(&join(pointer, "properties"), key), key, property, values, from.inside(), depth + 1);
        }
        if let Some(rest) = schema.get("additionalProperties") {
            let declared = |key: &str| properties.is_some_and(|properties| properties.contains_key(key));
            let members = objects.iter().flat_map(|object| object.iter());
            let values = members.filter(|(key, _)| !declared(key)).map(|(_, value)| value).collect();
            self.visit(join(pointer, "additionalProperties"), "", rest, values, from.inside(), depth + 1);
        }
    }

    /// `allOf` branches hold parts of the value; of `oneOf` and `anyOf` the branch that alone fits.
    fn compositions(
        &mut self,
        pointer: &str,
        name: &str,
        schema: &'a Schema,
        values: &[&'a Value],
        from: Context,
        depth: usize,
    ) {
        for (index, branch) in branches(schema, "allOf").iter().enumerate() {
            let pointer = join(&join(pointer, "allOf"), &index.to_string());
            self.part(pointer, name, branch, values, from, depth + 1);
        }
        for key in ["oneOf", "anyOf"] {
            let all = branches(schema, key);
            let mut chosen: Vec<Vec<&Value>> = vec![Vec::new(); all.len()];
            for value in values {
                if let Some(values) = only_fit(self.root, all, value).and_then(|index| chosen.get_mut(index)) {
                    values.push(value);
                }
            }
            for (index, (branch, values)) in all.iter().zip(chosen).enumerate() {
                let pointer = join(&join(pointer, key), &index.to_string());
                self.visit(pointer, name, branch, values, from.inside(), depth + 1);
            }
        }
    }

    /// A part of a composed object says nothing of the whole, so only what it declares inside is looked at.
    fn part(
        &mut self,
        pointer: String,
        name: &str,
        schema: &'a Value,
        values: &[&'a Value],
        from: Context,
        depth: usize,
    ) {
        if values.is_empty() || is_left_alone(schema) {
            return;
        }
        let Some((pointer, schema)) = resolve(self.root, pointer, schema) else { return };
        let Some(members) = schema.as_object().filter(|_| self.enters(&pointer, depth)) else { return };
        self.compositions(&pointer, name, members, values, from, depth + 1);
        let base = std::mem::replace(&mut self.base, self.active.len());
        self.members(&pointer, members, values, from, depth);
        self.base = base;
        self.active.pop();
    }

    /// Examples that stand in the schemas themselves.
    fn own_examples(&mut self, pointer: &str, name: &str, schema: &'a Value, from: Context, depth: usize) {
        let Some(members) = schema.as_object() else {
            return;
        };
        if depth > DEPTH || members.contains_key("$ref") || is_left_alone(schema) {
            return;
        }
        let many = members.get("examples").and_then(Value::as_array);
        let own: Vec<&Value> = members.get("example").into_iter().chain(many.into_iter().flatten()).collect();
        self.visit(pointer.to_owned(), name, schema, own, Context { own: true, ..from }, depth);
        for key in ["properties", "patternProperties", "$defs"] {
            for (name, property) in members.get(key).and_then(Value::as_object).into_iter().flatten() {
                self.own_examples(&join(&join(pointer, key), name), name, property, from.inside(), depth + 1);
            }
        }
        for key in ["items", "additionalProperties"] {
            if let Some(inner) = members.get(key) {
                self.own_examples(&join(pointer, key), name, inner, from.inside(), depth + 1);
            }
        }
        for key in ["allOf", "oneOf", "anyOf"] {
            for (index, branch) in branches(members, key).iter().enumerate() {
                self.own_examples(
                    &join(&join(pointer, key), &index.to_string()),
                    name,
                    branch,
                    from.inside(),
                    depth + 1,
                );
            }
        }
    }
}

fn branches<'a>(schema: &'a Schema, key: &str) -> &'a [Value] {
    schema.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The branch that alone fits.
fn only_fit(root: &Value, branches: &[Value], value: &Value) -> Option<usize> {
    let mut fitting = branches.iter().enumerate().filter(|(_, branch)| fits(root, branch, value, 0));
    let (index, _) = fitting.next()?;
    fitting.next().is_none().then_some(index)
}

/// Whether a value may be meant for a branch of a union: types, `required`, `enum` and the types of members agree.
fn fits(root: &Value, schema: &Value, value: &Value, depth: usize) -> bool {
    let Some((_, schema)) = resolve(root, String::new(), schema) else {
        return false;
    };
    let Some(members) = schema.as_object() else {
        return schema != &Value::Bool(false);
    };
    if depth > 3 {
        return true;
    }
    let types = super::dialect::types(members);
    let typed = types.is_empty() || types.iter().any(|kind| kind.admits(value));
    let listed = members.get("enum").and_then(Value::as_array).is_none_or(|values| values.contains(value));
    let constant = members.get("const").is_none_or(|constant| constant == value);
    let parts = branches(members, "allOf").iter().all(|part| fits(root, part, value, depth + 1));
    typed
        && listed
        && constant
        && parts
        && value.as_object().is_none_or(|object| members_fit(root, members, object, depth))
}

fn members_fit(root: &Value, schema: &Schema, object: &Schema, depth: usize) -> bool {
    let required = branches(schema, "required").iter().filter_map(Value::as_str).all(|name| object.contains_key(name));
    let mut properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let null_or_fits =
        |schema: &Value, value: &Value| Kind::of(value) == Kind::Null || fits(root, schema, value, depth + 1);
    required && properties.all(|(name, schema)| object.get(name).is_none_or(|value| null_or_fits(schema, value)))
}
