//! An operation → the function that a tool emitted for it, and the type of its success.

use std::path::Path;

use anyhow::{Context, Result};
use syn::{Expr, GenericArgument, PathArguments, Type};

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

/// A line of the `decode` example that this project emits: a request, its statuses, and their type.
pub(super) struct Entry {
    pub(super) request: String,
    pub(super) statuses: Vec<Status>,
    pub(super) reply: Type,
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
    pub(super) fn is_of(&self, request: &str, status: u16) -> bool {
        let fits = |one: &Status| match one {
            Status::Code(code) => *code == status,
            Status::Class(class) => *class == status / 100,
            Status::Other => false,
        };
        self.request == request && self.statuses.iter().any(fits)
    }
}

/// Reads the lines of JSON replies from the emitted example.
pub(super) fn entries(example: &Path) -> Result<Vec<Entry>> {
    let text = std::fs::read_to_string(example).context("the emitted crate has no `decode` example")?;
    let syntax = syn::parse_file(&text).context("the `decode` example cannot be read")?;
    let mut found = Vec::new();
    for item in syntax.items {
        if let syn::Item::Fn(function) = item {
            function.block.stmts.into_iter().for_each(|statement| {
                if let syn::Stmt::Expr(expression, _) = statement {
                    collect(expression, &mut found);
                }
            });
        }
    }
    Ok(found)
}

fn collect(expression: Expr, found: &mut Vec<Entry>) {
    match expression {
        Expr::Call(call) if is_entry(&call) => found.extend(entry(call)),
        Expr::Call(call) => call.args.into_iter().for_each(|one| collect(one, found)),
        Expr::Reference(inner) => collect(*inner.expr, found),
        Expr::Array(list) => list.elems.into_iter().for_each(|one| collect(one, found)),
        _ => {}
    }
}

fn is_entry(call: &syn::ExprCall) -> bool {
    let Expr::Path(name) = &*call.func else { return false };
    name.path.segments.last().is_some_and(|name| name.ident == "entry")
}

fn entry(call: syn::ExprCall) -> Option<Entry> {
    let Expr::Path(name) = *call.func else { return None };
    let PathArguments::AngleBracketed(types) = name.path.segments.into_iter().next_back()?.arguments else {
        return None;
    };
    let GenericArgument::Type(reply) = types.args.into_iter().next()? else { return None };
    let mut arguments = call.args.iter();
    let (request, statuses, decode) = (arguments.next()?, arguments.next()?, arguments.next()?);
    let (Expr::Lit(request), Expr::Reference(statuses), Expr::Path(decode)) = (request, statuses, decode) else {
        return None;
    };
    let (syn::Lit::Str(request), Expr::Array(statuses)) = (&request.lit, &*statuses.expr) else { return None };
    decode.path.segments.last().filter(|one| one.ident == "json")?;
    let statuses = statuses.elems.iter().map(status).collect();
    Some(Entry { request: request.value(), statuses, reply })
}

fn status(expression: &Expr) -> Status {
    let read = || {
        let Expr::Call(call) = expression else { return None };
        let (Expr::Path(name), Some(Expr::Lit(number))) = (&*call.func, call.args.first()) else { return None };
        let syn::Lit::Int(number) = &number.lit else { return None };
        let number = number.base10_parse().ok()?;
        Some(if name.path.is_ident("Class") { Status::Class(number) } else { Status::Code(number) })
    };
    read().unwrap_or(Status::Other)
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
        let of = |status| entries.iter().find(|one| one.is_of("GET /api/v1/devices", status));
        assert_eq!(of(200).and_then(|one| last(&one.reply)).as_deref(), Some("Vec"));
        assert!(of(503).is_some() && of(418).is_none());
    }
}
