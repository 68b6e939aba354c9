//! The success examples of a document → how many decode with the emitted types, and where their leaves go.
//!
//! A program is written against the emitted crate that decodes each example with the type of its operation and shows it
//! with `Debug`. It is the same for all tools, but for this project's own way to read a reply.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;

use super::build::Crate;
use super::document::Operation;
use super::mapping;
use super::program::Program;
use super::record::Decode;
use super::shown;
use super::sources::Sources;
use super::tool::{Tool, write};

/// What the program says of one example.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Said {
    index: usize,
    ok: bool,
    /// Paths of what is in no field, or was set aside.
    dropped: Vec<String>,
    /// Whether a value was set aside.
    set_aside: bool,
    /// The value as `Debug` shows it.
    shown: String,
}

/// Decodes all examples.
pub(super) fn decode(tool: Tool, krate: &Crate, work: &Path, operations: &[Operation]) -> Result<Decode> {
    let sources = Sources::read(&krate.folder)?;
    let examples: Vec<(&Operation, u16, &Value)> =
        operations.iter().filter_map(|one| one.example.as_ref().map(|(status, value)| (one, *status, value))).collect();
    let types = types(tool, krate, &sources, &examples)?;
    let mut decode = Decode {
        examples: examples.len(),
        mapped: types.iter().flatten().count(),
        leaves: examples.iter().map(|(_, _, value)| leaves(value)).sum(),
        ambiguous: sources.is_ambiguous,
        ..Decode::default()
    };
    if decode.mapped == 0 {
        return Ok(decode);
    }
    let texts: Vec<String> = examples.iter().map(|(_, _, value)| value.to_string()).collect();
    let input = work.join("examples.json");
    write(&input, &serde_json::to_string(&texts)?)?;
    match said(tool, krate, work, &types, &input)? {
        Ok(all) => all.iter().for_each(|said| weigh(&mut decode, said, &examples)),
        Err(failure) => decode.failure = Some(failure),
    }
    Ok(decode)
}

/// The type of each example, as the program writes it.
fn types(
    tool: Tool,
    krate: &Crate,
    sources: &Sources,
    examples: &[(&Operation, u16, &Value)],
) -> Result<Vec<Option<String>>> {
    if tool == Tool::Ours {
        let entries = mapping::entries(&krate.folder.join("examples/decode.rs"))?;
        let of = |(operation, status, _): &(&Operation, u16, &Value)| {
            let entry = entries.iter().find(|one| one.is_of(&operation.method, &operation.path, *status))?;
            // As it is written there: the program imports the same modules.
            Sources::default().written(&entry.reply, "")
        };
        return Ok(examples.iter().map(of).collect());
    }
    let of = |(operation, ..): &(&Operation, u16, &Value)| {
        let function = mapping::function(sources, operation)?;
        sources.written(mapping::success(function.output.as_ref()?)?, &function.module)
    };
    Ok(examples.iter().map(of).map(|ty| ty.filter(|ty| ty != "()" && !ty.contains("ByteStream"))).collect())
}

/// Builds and runs the program; the inner error is one of the compiler.
fn said(
    tool: Tool,
    krate: &Crate,
    work: &Path,
    types: &[Option<String>],
    input: &Path,
) -> Result<std::result::Result<Vec<Said>, String>> {
    let name = format!("decode-{}", krate.package);
    let folder = work.join("programs").join(&name);
    let main = main(tool, types);
    let needs = ["serde = \"1\"", "serde_json = \"1\"", "serde_ignored = \"0.1\""];
    Program { folder: &folder, name: &name, krate: Some((&krate.folder, &krate.package)), needs: &needs, main: &main }
        .write()?;
    let program =
        Crate { folder, package: name.clone(), target: krate.target.clone(), log: krate.log.clone(), ..*krate };
    let built = super::measure::run(&program.cargo(&["build"]), &program.log, program.limit)?;
    if !built.ok {
        return Ok(Err(program.failure(built)));
    }
    let output = std::process::Command::new(program.target.join("debug").join(&name)).arg(input).output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let _ = std::fs::remove_file(program.target.join("debug").join(&name));
    text.lines().map(|line| serde_json::from_str(line).context("a line of the program")).collect::<Result<_>>().map(Ok)
}

const THEIRS: &str = r#"
fn one<T: serde::de::DeserializeOwned + std::fmt::Debug>(index: usize, texts: &[String]) {
    let (mut ok, mut shown, mut dropped) = (false, String::new(), Vec::new());
    if let Ok(value) = serde_json::from_str::<T>(&texts[index]) {
        (ok, shown) = (true, format!("{value:?}"));
        let mut deserializer = serde_json::Deserializer::from_str(&texts[index]);
        let _ = serde_ignored::deserialize::<_, _, T>(&mut deserializer, |path| dropped.push(path.to_string()));
    }
    println!("{}", serde_json::json!({ "index": index, "ok": ok, "shown": shown, "dropped": dropped }));
}
"#;

const OURS: &str = r#"
use ::client::*;
use openapi_client_runtime as rt;
fn one<T: rt::model::Slot + std::fmt::Debug>(index: usize, texts: &[String]) {
    let reply = rt::RawResponse::new(rt::http::StatusCode::OK, rt::http::HeaderMap::new(), texts[index].clone());
    let (mut ok, mut shown, mut dropped) = (false, String::new(), Vec::new());
    if let Ok(decoded) = rt::reply::json::<T>(&reply) {
        (ok, shown) = (true, format!("{:?}", decoded.value));
        dropped.extend(decoded.set_aside.iter().map(|one| one.path.to_string()));
    }
    let set_aside = !dropped.is_empty();
    println!("{}", serde_json::json!({
        "index": index, "ok": ok, "shown": shown, "dropped": dropped, "set_aside": set_aside,
    }));
}
"#;

fn main(tool: Tool, types: &[Option<String>]) -> String {
    let mut text = String::from("#![allow(unused)]\n");
    text.push_str(if tool == Tool::Ours { OURS } else { THEIRS });
    text.push_str("fn main() {\n    let file = std::env::args().nth(1).unwrap();\n");
    text.push_str("    let texts: Vec<String> = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();\n");
    for (index, ty) in types.iter().enumerate() {
        if let Some(ty) = ty {
            let _ = writeln!(text, "    one::<{ty}>({index}, &texts);");
        }
    }
    text.push_str("}\n");
    text
}

fn weigh(decode: &mut Decode, said: &Said, examples: &[(&Operation, u16, &Value)]) {
    let Some((_, _, value)) = examples.get(said.index).filter(|_| said.ok) else { return };
    let dropped = said.dropped.iter().filter_map(|path| at(value, path)).map(leaves).sum::<usize>();
    let untyped = shown::untyped(&said.shown);
    decode.decoded += 1;
    decode.strict += usize::from(!said.set_aside);
    decode.dropped += dropped;
    decode.untyped += untyped;
    decode.typed += leaves(value).saturating_sub(dropped + untyped);
}

/// Values that are neither null nor a container.
fn leaves(value: &Value) -> usize {
    match value {
        Value::Null => 0,
        Value::Array(list) => list.iter().map(leaves).sum(),
        Value::Object(members) => members.values().map(leaves).sum(),
        _ => 1,
    }
}

/// The value at a path of `serde_ignored` (`a.0.b`, a question mark for each option) or of this project (`$.a[0].b`).
fn at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    let mut words = path.split(['.', '[', ']', '?', '"']).filter(|word| !word.is_empty() && *word != "$");
    words.try_fold(value, |value, word| match value {
        Value::Array(list) => list.get(word.parse::<usize>().ok()?),
        other => other.get(word),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_are_weighed_by_where_they_went() {
        let value = serde_json::json!({ "a": [{ "b": 1, "c": [true, null] }], "d": "x" });
        let operation = Operation {
            method: "GET".to_owned(),
            path: "/".to_owned(),
            id: None,
            is_plain: true,
            has_json: true,
            example: None,
        };
        let mut decode = Decode::default();
        let said = Said {
            ok: true,
            dropped: vec!["?.a.0.?.c".to_owned()],
            shown: "A { a: [B { b: Number(1) }], d: \"x\" }".to_owned(),
            ..Said::default()
        };
        weigh(&mut decode, &said, &[(&operation, 200, &value)]);
        let expected = Decode { decoded: 1, strict: 1, typed: 1, untyped: 1, dropped: 1, ..Decode::default() };
        assert_eq!(decode, expected);
        assert_eq!(at(&value, "$.a[0].b"), Some(&serde_json::json!(1)));
    }
}
