//! An operation → the function that a tool emitted for it, and the type of its success.

use std::path::Path;
use std::rc::Rc;

use anyhow::{Context, Result};
use syn::{Expr, GenericArgument, PathArguments, Stmt, Type};

use super::document::Operation;
use super::sources::{Function, Sources, inner, last};

/// The function of an operation: by the request that its documentation names, otherwise by the operation's id.
pub(super) fn function<'a>(sources: &'a Sources, operation: &Operation) -> Option<&'a Function> {
    let Operation { method, path, .. } = operation;
    let named = [format!("`{method} {path}`"), format!("`{method}` request to `{path}`")];
    let by_request = |one: &&Function| named.iter().any(|named| one.doc.contains(named));
    let names = names(operation);
    let by_name = |name: &String| sources.functions.iter().find(|one| plain(&one.name) == *name && is_call(one));
    sources.functions.iter().find(by_request).or_else(|| names.iter().find_map(by_name))
}

/// Methods that make a request answer with a result.
fn is_call(function: &Function) -> bool {
    function.output.as_ref().is_some_and(|output| last(output).as_deref() == Some("Result"))
}

/// What tools call an operation, without case and punctuation: its id, or its path with the method before or after it.
fn names(operation: &Operation) -> Vec<String> {
    let (method, path) = (plain(&operation.method), plain(&operation.path));
    let by = plain(&operation.path.replace('{', "by"));
    match &operation.id {
        Some(id) => vec![plain(id)],
        None => {
            vec![format!("{method}{path}"), format!("{path}{method}"), format!("{method}{by}"), format!("{by}{method}")]
        }
    }
}

fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase()
}

/// The type of a success in what a peer's function gives: results and replies are taken off.
pub(super) fn success(output: &Type) -> Option<&Type> {
    match last(output)?.as_str() {
        "Result" | "ResponseValue" | "ApiResponse" => success(inner(output).first()?),
        "WithHeaders" => success(inner(output).get(1)?),
        _ => Some(output),
    }
}

/// A line of the `decode` example that this project emits: requests of a path, their statuses, and the type of those.
pub(super) struct Entry {
    pub(super) methods: Vec<String>,
    pub(super) path: String,
    pub(super) statuses: Vec<Status>,
    pub(super) reply: Rc<Type>,
}

/// A status, or all of a class.
#[derive(Debug, PartialEq)]
pub(super) enum Status {
    Code(u16),
    Class(u16),
    Other,
}

impl Entry {
    /// Whether this is the type of an example.
    pub(super) fn is_of(&self, method: &str, path: &str, status: u16) -> bool {
        let fits = |one: &Status| match one {
            Status::Code(code) => *code == status,
            Status::Class(class) => *class == status / 100,
            Status::Other => false,
        };
        self.path == path && self.methods.iter().any(|one| one == method) && self.statuses.iter().any(fits)
    }
}

/// Reads the lines of JSON replies from the emitted example: `all.of(json::<T>).at("200 GET /x")`, or the first half in a
/// variable.
pub(super) fn entries(example: &Path) -> Result<Vec<Entry>> {
    let text = std::fs::read_to_string(example).context("the emitted crate has no `decode` example")?;
    let syntax = syn::parse_file(&text).context("the `decode` example cannot be read")?;
    let (mut found, mut current) = (Vec::new(), None);
    for item in syntax.items {
        let syn::Item::Fn(function) = item else { continue };
        for statement in function.block.stmts {
            match statement {
                Stmt::Local(local) => current = local.init.and_then(|init| of(*init.expr)),
                Stmt::Expr(Expr::MethodCall(call), _) if call.method == "at" => {
                    let reply = of(*call.receiver).or_else(|| current.clone());
                    found.extend(reply.zip(call.args.first()).and_then(|(reply, place)| entry(place, reply)));
                }
                _ => {}
            }
        }
    }
    Ok(found)
}

/// The type of `all.of(json::<T>)`.
fn of(expression: Expr) -> Option<Rc<Type>> {
    let Expr::MethodCall(call) = expression else { return None };
    let Expr::Path(decode) = call.args.into_iter().next()? else { return None };
    let name =
        decode.path.segments.into_iter().next_back().filter(|name| call.method == "of" && name.ident == "json")?;
    let PathArguments::AngleBracketed(types) = name.arguments else { return None };
    let GenericArgument::Type(reply) = types.args.into_iter().next()? else { return None };
    Some(Rc::new(reply))
}

/// `200 5XX GET,PUT /path`
fn entry(place: &Expr, reply: Rc<Type>) -> Option<Entry> {
    let Expr::Lit(place) = place else { return None };
    let syn::Lit::Str(place) = &place.lit else { return None };
    let place = place.value();
    let (mut requests, mut statuses) = (place.as_str(), Vec::new());
    while let Some((status, rest)) = requests.split_once(' ').and_then(|(word, rest)| Some((status(word)?, rest))) {
        statuses.push(status);
        requests = rest;
    }
    let (methods, path) = requests.split_once(' ')?;
    Some(Entry { methods: methods.split(',').map(str::to_owned).collect(), path: path.to_owned(), statuses, reply })
}

fn status(word: &str) -> Option<Status> {
    match word.strip_suffix("XX") {
        Some(class) => class.parse().ok().map(Status::Class),
        None if word == "default" => Some(Status::Other),
        None => word.parse().ok().map(Status::Code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_and_replies_are_taken_off() {
        let success = |text: &str| syn::parse_str::<Type>(text).ok().and_then(|ty| last(success(&ty)?));
        assert_eq!(success("Result<ResponseValue<types::Device>, Error<()>>").as_deref(), Some("Device"));
        assert_eq!(success("anyhow::Result<ApiResponse<WithHeaders<Head, Device>, ()>>").as_deref(), Some("Device"));
        assert_eq!(success("Result<Vec<models::Device>, Error>").as_deref(), Some("Vec"));
    }

    #[test]
    fn the_emitted_example_is_read() {
        let file = crate::files::workspace().join("generated-client/iru/examples/decode.rs");
        let entries = entries(&file).unwrap_or_else(|error| panic!("{error:#}"));
        let of = |status| entries.iter().find(|one| one.is_of("GET", "/api/v1/devices", status));
        assert_eq!(of(200).and_then(|one| last(&one.reply)).as_deref(), Some("Vec"));
        assert!(of(503).is_some() && of(418).is_none());
    }
}
