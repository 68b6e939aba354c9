//! An operation into its call: struct, static, reply enum, arguments and setters.

use super::english::{is_plural, is_verb, singular, subject};
use super::ident::Kind;
use super::keywords::ON_CALLS;
use super::lock::{Keeper, Section, distinct};
use super::methods::Method;
use super::unique::{Scope, Wish};
use super::words::words;
use crate::ir::{Api, BodyContent, Field, Location, Operation, Shape, Type};

/// Names of a module of calls.
#[derive(Debug)]
pub(super) struct CallNames {
    pub(super) calls: Vec<String>,
    pub(super) constants: Vec<String>,
    pub(super) replies: Vec<String>,
}

/// What the call of an operation would be called.
pub(super) fn wish(group: &str, operation: &Operation, method: &Method) -> Wish {
    let subject = subject(&words(group));
    let plain = call_words(operation, method, &subject);
    let of_subject = subject.iter().chain(&plain).cloned().collect();
    Wish::among(Kind::Type, vec![plain.clone(), with(plain, "call"), of_subject])
}

/// Names that types had better leave to a call that had them.
pub(super) fn kept(wish: &Wish) -> Vec<String> {
    wish.kept.iter().flat_map(|call| [call.clone(), format!("{call}Reply")]).collect()
}

/// Call, static and reply enum of each operation of one group. `scope` holds the types that the module can see.
pub(super) fn calls(keys: &[String], wishes: Vec<Wish>, scope: &mut Scope, keeper: &mut Keeper<'_>) -> CallNames {
    let calls = keeper.assign(Section::Calls, keys, wishes, scope);
    let constants: Vec<Wish> =
        calls.iter().map(|call| Wish::among(Kind::Constant, vec![words(call), with(words(call), "call")])).collect();
    let replies: Vec<Wish> = calls.iter().map(|call| reply(call)).collect();
    CallNames { constants: Scope::default().assign(&constants), replies: scope.assign(&replies), calls }
}

/// What the reply enum of a call would be called.
pub(super) fn reply(call: &str) -> Wish {
    Wish::among(Kind::Type, vec![with(words(call), "reply"), with(words(call), "outcome")])
}

fn with(words: Vec<String>, word: &str) -> Vec<String> {
    words.into_iter().chain([word.to_owned()]).collect()
}

/// A call is named after its method. A verb alone gets the object that its handle is about (`devices().get()` →
/// `GetDevice`), a noun alone the verb of its HTTP method.
fn call_words(operation: &Operation, method: &Method, subject: &[String]) -> Vec<String> {
    let reads = operation.method == "GET";
    let get = || reads.then(|| "get".to_owned());
    match method.words.as_slice() {
        [verb] if is_verb(verb) && subject.contains(verb) => vec![verb.clone()],
        [verb] if is_verb(verb) => {
            let many = matches!(verb.as_str(), "list" | "search" | "find" | "query");
            let object = if many { subject.to_vec() } else { singular(subject) };
            [verb.clone()].into_iter().chain(object).collect()
        }
        [noun] if subject.contains(noun) || singular(subject).contains(noun) => {
            get().into_iter().chain([noun.clone()]).collect()
        }
        [noun] => get().into_iter().chain(singular(subject)).chain([noun.clone()]).collect(),
        [first, ..] if !is_verb(first) && !is_plural(first) => get().into_iter().chain(method.words.clone()).collect(),
        words => words.to_vec(),
    }
}

/// Arguments and setters of a call.
#[derive(Debug)]
pub(super) struct ArgumentNames {
    pub(super) parameters: Vec<String>,
    pub(super) body_fields: Vec<String>,
    pub(super) body: String,
}

/// Parameters first, then the fields of a body that is spread, then the body as a whole: one scope.
pub(super) fn arguments(api: &Api, operation: &Operation, key: &str, keeper: &mut Keeper<'_>) -> ArgumentNames {
    let (mut keys, mut wishes) = (Vec::new(), Vec::new());
    for parameter in &operation.parameters {
        let word = location_word(parameter.location);
        keys.push(format!("{key} {word}:{}", parameter.wire));
        wishes.push(argument(parameter.rename.as_deref().unwrap_or(&parameter.wire), word, parameter.required));
    }
    for field in spread_fields(api, operation) {
        keys.push(format!("{key} body:{}", field.wire));
        wishes.push(argument(field.rename.as_deref().unwrap_or(&field.wire), "body", field.required));
    }
    let mut scope = Scope::with(ON_CALLS);
    let mut parameters = keeper.assign(Section::Members, &distinct(keys), wishes, &mut scope);
    let body_fields = parameters.split_off(operation.parameters.len());
    let body = scope.assign_one(&argument("body", "request", true));
    ArgumentNames { parameters, body_fields, body }
}

/// The emitted method calls its own variable `call`; no argument may hide it.
fn argument(text: &str, word: &str, positional: bool) -> Wish {
    let mut wish = Wish::text_or(Kind::Field, text, word);
    let plain = &wish.candidates[0];
    if positional && matches!(plain.as_slice(), [only] if only == "call") {
        wish.candidates.remove(0);
    }
    wish
}

fn location_word(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

/// The properties of a body whose members become arguments and setters.
fn spread_fields<'a>(api: &'a Api, operation: &Operation) -> &'a [Field] {
    let Some(body) = operation.body.as_ref().filter(|body| body.spread) else { return &[] };
    match &body.content {
        BodyContent::Json(ty) | BodyContent::Form(ty) | BodyContent::Multipart(ty) => struct_fields(api, ty),
        BodyContent::Text | BodyContent::Binary => &[],
    }
}

fn struct_fields<'a>(api: &'a Api, ty: &Type) -> &'a [Field] {
    let mut ty = ty;
    // Aliases of aliases end: each step goes to another type, and there are only so many.
    for _ in 0..=api.types.len() {
        let Type::Named(id) = ty else { return &[] };
        match api.types.get(id.0).map(|def| &def.shape) {
            Some(Shape::Struct(found)) => return &found.fields,
            Some(Shape::Alias(target)) => ty = target,
            _ => return &[],
        }
    }
    &[]
}
