//! Examples of upstream against our schemas: types, `null`, and values that a closed list does not have.

use serde_json::{Map, Value};

use super::{Drift, Kind, operation_of};
use crate::evidence::dialect::{Schema, admits_null, types};
use crate::evidence::kind;
use crate::evidence::observe::{Observations, Seen, observe};
use crate::evidence::sites::{Body, Wire, bodies};
use crate::evidence::tree::resolve;
use crate::import::shape;

/// Where upstream's examples are no instances of our schemas.
pub(super) fn contradictions(ours: &Value, theirs: &Value) -> Vec<Drift> {
    let their_bodies = bodies(theirs);
    let pairs: Vec<Body<'_>> =
        bodies(ours).into_iter().filter_map(|body| with_their_examples(body, &their_bodies)).collect();
    let observations: Observations<'_> = observe(ours, &pairs);
    let mut drifts = Vec::new();
    for (pointer, seen) in observations.iter().filter(|(_, seen)| seen.wire == Wire::Json) {
        for message in disagreements(ours, seen) {
            let operation = operation_of(pointer);
            drifts.push(Drift { kind: Kind::Contradicts, operation, pointer: pointer.clone(), message, edit: None });
        }
    }
    drifts
}

/// Our body with the examples of theirs in the same place: pointers agree but for the names of path parameters.
fn with_their_examples<'a>(body: Body<'a>, theirs: &[Body<'a>]) -> Option<Body<'a>> {
    let mine = place(&body.pointer);
    let examples: Vec<&Value> =
        theirs.iter().filter(|other| place(&other.pointer) == mine).flat_map(|other| other.examples.clone()).collect();
    (!examples.is_empty()).then_some(Body { examples, ..body })
}

fn place(pointer: &str) -> String {
    let unescaped = pointer.strip_prefix("/paths/").map(|rest| rest.split_once('/').unwrap_or((rest, "")));
    match unescaped {
        Some((path, rest)) => {
            format!("{} {}", shape(&path.replace("~1", "/")), rest.split(';').next().unwrap_or_default())
        }
        None => pointer.to_owned(),
    }
}

fn disagreements(root: &Value, seen: &Seen<'_>) -> Vec<String> {
    let declared = types(seen.schema);
    let empty_is_absent = seen.schema.get("x-empty-is-absent") == Some(&Value::Bool(true));
    let mut messages = Vec::new();
    for value in &seen.values {
        let is_nothing = empty_is_absent && value.as_str() == Some("");
        let message = if value.is_null() {
            (!seen.root && !null_is_known(root, seen.schema))
                .then(|| "Upstream shows null, which the document does not admit.".to_owned())
        } else if is_nothing || declared.is_empty() || declared.iter().any(|kind| kind.admits(value)) {
            unknown_member(seen.schema, value).filter(|_| !is_nothing)
        } else {
            let names: Vec<&str> = declared.iter().map(|kind| kind.with_article()).collect();
            Some(format!(
                "Upstream shows {}, the document says {}.",
                kind::Kind::of(value).with_article(),
                names.join(" or ")
            ))
        };
        messages.extend(message.filter(|message| !messages.contains(message)));
    }
    messages
}

/// Whether a schema that says something admits `null`, itself or behind its reference.
fn null_is_known(root: &Value, schema: &Schema) -> bool {
    let says_nothing = types(schema).is_empty() && !schema.contains_key("$ref") && !schema.contains_key("enum");
    let whole = Value::Object(
        schema.get("$ref").map(|target| Map::from_iter([("$ref".to_owned(), target.clone())])).unwrap_or_default(),
    );
    let target = resolve(root, String::new(), &whole).and_then(|(_, target)| target.as_object().map(admits_null));
    says_nothing || admits_null(schema) || (schema.contains_key("$ref") && target.unwrap_or(true))
}

/// A text or number that the closed list of the schema does not have.
fn unknown_member(schema: &Schema, value: &Value) -> Option<String> {
    let values = schema.get("enum")?.as_array()?;
    (!values.contains(value))
        .then(|| format!("Upstream shows {value}, which is not among the {} known values.", values.len()))
}
