//! An operation → the example in its method's documentation; a group → the example of its handle.
//!
//! The calls are those of `examples/every_operation.rs`, so that they are known to compile and to be answered. A method's
//! example is compiled; a group's runs against the fake server where the crate has it.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

use super::context::{Context, ident};
use super::reply::single;
use super::{every_operation, group, paging, sample};
use crate::ir::{Effect, ReplyContent};

/// Longer than what is read.
const LONGEST: usize = 600;
/// A call that fits in one line.
const LINE: usize = 80;

/// The call, as a doctest that is compiled and not run.
pub(super) fn of_method(cx: &Context<'_>, index: usize) -> Option<String> {
    let operation = &cx.api.operations[index];
    let call = every_operation::call(cx, index, &ident("client"));
    let text = text(call.clone());
    if sample::is_endless(&call) || text.len() > LONGEST {
        return None;
    }
    let call_text = broken(&text);
    let is_stream = matches!(single(operation), Some(ReplyContent::Stream(..)));
    let lines = match operation.effect {
        Effect::Destructive => format!("{call_text}.confirm(Confirm::target(\"its name\")).await?;\n"),
        _ if is_stream => format!("let events = {call_text}.await?;\n# drop(events);\n"),
        _ => format!("let reply = {call_text}.await?;\n# drop(reply);\n"),
    };
    let mut imports = imports(cx, &call);
    if operation.effect == Effect::Destructive {
        imports.push_str("# use openapi_client_runtime::Confirm;\n");
    }
    Some(format!("```no_run\n{}```", function(cx, &imports, &lines)))
}

/// The handle at work: a stream if the group has one, a read, or whatever there is.
pub(super) fn of_group(cx: &Context<'_>, members: &[usize]) -> Option<String> {
    let client = ident("client");
    let calls = members.iter().map(|index| (*index, every_operation::call(cx, *index, &client)));
    let usable = calls.filter(|(index, call)| {
        let operation = &cx.api.operations[*index];
        operation.effect != Effect::Destructive && !operation.deprecated && !sample::is_endless(call)
    });
    let (index, call) = usable.min_by_key(|(index, _)| rank(cx, *index))?;
    let lines = if rank(cx, index) == 0 { stream(&text(call.clone())) } else { reply(&text(call.clone())) };
    let library = cx.library();
    let function = function(cx, &imports(cx, &call), &lines);
    // A crate that is built without its server compiles the example and does not run it.
    Some(format!(
        "```\n{function}# #[cfg(feature = \"fake\")]\n# openapi_client_runtime::fake::example({library}::fake::start, |url, token| {{\n\
         # {library}::Client::builder().base_url(url).token(token).build().map(example)\n# }}).unwrap();\n```"
    ))
}

/// A function around the lines, hidden.
fn function(cx: &Context<'_>, imports: &str, lines: &str) -> String {
    let (library, name) = (cx.library(), "async fn example");
    format!(
        "{imports}# {name}(client: {library}::Client) -> Result<(), openapi_client_runtime::Error> {{\n{lines}# Ok(())\n# }}\n"
    )
}

/// A long call with each setter on a line of its own.
fn broken(call: &str) -> String {
    if call.len() <= LINE {
        return call.to_owned();
    }
    let (mut out, mut depth, mut calls) = (String::new(), 0_i32, 0);
    let (mut in_text, mut is_escaped) = (false, false);
    for letter in call.chars() {
        match letter {
            '"' if !is_escaped => in_text = !in_text,
            '(' | '[' | '{' if !in_text => depth += 1,
            ')' | ']' | '}' if !in_text => depth -= 1,
            '.' if !in_text && depth == 0 => {
                calls += 1;
                // The handle and its method stay together.
                if calls > 2 {
                    out.push_str("\n    ");
                }
            }
            _ => {}
        }
        is_escaped = in_text && letter == '\\' && !is_escaped;
        out.push(letter);
    }
    out
}

/// How well an operation shows what its group is for; the least is the best.
fn rank(cx: &Context<'_>, index: usize) -> u8 {
    let operation = &cx.api.operations[index];
    let is_stream = matches!(single(operation), Some(ReplyContent::Stream(..)));
    match operation.effect {
        Effect::Read if paging::of(cx, operation).is_some() => 0,
        Effect::Read if !is_stream => 1,
        _ if !is_stream => 2,
        _ => 3,
    }
}

fn stream(call: &str) -> String {
    format!(
        "let mut all = {call}.stream();\nwhile let Some(item) = all.try_next().await? {{\n    println!(\"{{item:?}}\");\n}}\n"
    )
}

fn reply(call: &str) -> String {
    format!("let reply = {call}.await?;\n# drop(reply);\n")
}

/// What the call's arguments come from, hidden.
fn imports(cx: &Context<'_>, call: &TokenStream) -> String {
    let library = cx.library();
    let mentioned = ["models", "ids"].into_iter().filter(|module| group::mentions(call, module));
    let mut lines: String = mentioned.map(|module| format!("# use {library}::{module};\n")).collect();
    if group::mentions(call, "rt") {
        lines.push_str("# use openapi_client_runtime as rt;\n");
    }
    if group::mentions(call, "serde_json") {
        lines.push_str("# use openapi_client_runtime::serde_json;\n");
    }
    lines
}

/// Tokens on one line, as a person writes them.
fn text(tokens: TokenStream) -> String {
    let mut text = String::new();
    let mut apart = false;
    for token in tokens {
        let word = matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_));
        if word && text.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '"') || apart {
            text.push(' ');
        }
        apart = false;
        match token {
            TokenTree::Group(inner) => text.push_str(&enclosed(inner.delimiter(), &self::text(inner.stream()))),
            TokenTree::Punct(punct) => {
                text.push(punct.as_char());
                let is_path = text.ends_with("::");
                apart =
                    punct.as_char() == ',' || (punct.as_char() == ':' && punct.spacing() == Spacing::Alone && !is_path);
            }
            other => text.push_str(&other.to_string()),
        }
    }
    text
}

fn enclosed(delimiter: Delimiter, text: &str) -> String {
    match delimiter {
        Delimiter::Parenthesis => format!("({text})"),
        Delimiter::Bracket => format!("[{text}]"),
        Delimiter::Brace => format!("{{ {text} }}"),
        Delimiter::None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn a_long_call_has_a_line_for_each_setter() {
        let call =
            r#"client.dogs().add("Rex. \"The\" dog\\", &models::Dog::new(1u8).name("Rex")).size("large").note("(.")"#;
        let lines = "client.dogs().add(\"Rex. \\\"The\\\" dog\\\\\", &models::Dog::new(1u8).name(\"Rex\"))\n    .size(\"large\")\n    .note(\"(.\")";
        assert_eq!(broken(call), lines);
        assert_eq!(broken("client.dogs().list().limit(1)"), "client.dogs().list().limit(1)");
    }

    #[test]
    fn tokens_read_as_people_write_them() {
        let call = quote!(client.dogs().add("Rex, the dog", &models::Dog::new(1u8), [1, -2]).at(rt::Timestamp::X));
        let written = "client.dogs().add(\"Rex, the dog\", &models::Dog::new(1u8), [1, -2]).at(rt::Timestamp::X)";
        assert_eq!(text(call), written);
        assert_eq!(
            text(quote!(serde_json::json!({"a": [null, {"b": 1}]}))),
            "serde_json::json!({ \"a\": [null, { \"b\": 1 }] })"
        );
    }
}
