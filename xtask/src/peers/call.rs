//! An operation → a program that calls it once, and the size of that program, optimised and stripped.

use std::path::Path;

use anyhow::Result;
use syn::{Type, TypeParamBound};

use super::build::Crate;
use super::document::Operation;
use super::mapping;
use super::program::Program as Package;
use super::record::Program;
use super::sources::{Function, Sources, inner, last};
use super::tool::Tool;

/// What every program starts its runtime with.
const TOKIO: &str = "tokio = { version = \"1\", features = [\"net\", \"rt\", \"time\"] }";

/// The program with one call by a tool's crate.
pub(super) fn size(tool: Tool, krate: &Crate, work: &Path, operation: Option<&Operation>) -> Result<Program> {
    let Some(operation) = operation else {
        return Ok(Program::Failed("no operation without arguments".to_owned()));
    };
    let sources = Sources::read(&krate.folder)?;
    let Some(call) = call(tool, &sources, operation) else {
        return Ok(Program::Failed(format!("no method found for {}", operation.request())));
    };
    let (name, main) = (format!("call-{}", krate.package), main(&call));
    let folder = work.join("programs").join(&name);
    let client = Some((krate.folder.as_path(), krate.package.as_str()));
    Package { folder: &folder, name: &name, krate: client, needs: &[TOKIO, "serde_json = \"1\""], main: &main }
        .write()?;
    built(&Crate { folder, package: name, target: krate.target.clone(), log: krate.log.clone(), ..*krate })
}

/// The same list of values by bare reqwest with this project's choice of TLS, and a struct that serde derives.
pub(super) fn bare(krate: &Crate, work: &Path) -> Result<Program> {
    let name = "call-bare".to_owned();
    let folder = work.join("programs").join(&name);
    let needs = [
        TOKIO,
        "reqwest = { version = \"0.13\", default-features = false, features = [\"gzip\", \"rustls-no-provider\"] }",
        "rustls = { version = \"0.23\", default-features = false, features = [\"ring\", \"std\", \"tls12\"] }",
        "serde = { version = \"1\", features = [\"derive\"] }",
        "serde_json = \"1\"",
    ];
    Package { folder: &folder, name: &name, krate: None, needs: &needs, main: BARE }.write()?;
    built(&Crate { folder, package: name, target: krate.target.clone(), log: krate.log.clone(), ..*krate })
}

fn built(program: &Crate) -> Result<Program> {
    let built = super::measure::run(&program.cargo(&["build", "--release"]), &program.log, program.limit)?;
    if !built.ok {
        return Ok(Program::Failed(program.failure(built)));
    }
    Ok(Program::Bytes(std::fs::metadata(program.built(&program.package))?.len()))
}

const BARE: &str = r#"
#[derive(serde::Deserialize)]
#[allow(dead_code)]
struct Row {
    id: Option<String>,
    name: Option<String>,
    serial_number: Option<String>,
    platform: Option<String>,
    is_managed: Option<bool>,
}

async fn list(url: String) -> Result<Vec<Row>, Box<dyn std::error::Error>> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let reply = reqwest::Client::builder().build()?.get(url).bearer_auth("token").send().await?;
    Ok(serde_json::from_slice(&reply.error_for_status()?.bytes().await?)?)
}

fn main() {
    let url = std::env::args().nth(1).unwrap_or_default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    match runtime.block_on(list(url)) {
        Ok(rows) => println!("{}", rows.len()),
        Err(error) => println!("{error}"),
    }
}
"#;

/// The lines that make a client of `url`, and the call.
struct Call {
    client: String,
    call: String,
}

fn main(call: &Call) -> String {
    let Call { client, call } = call;
    format!(
        "#![allow(unused)]\n\nfn main() {{\n    let url = std::env::args().nth(1).unwrap_or_default();\n    \
         let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();\n    \
         let is_ok = runtime.block_on(async move {{\n        {client}\n        {call}.await.is_ok()\n    }});\n    \
         println!(\"{{is_ok}}\");\n}}\n"
    )
}

fn call(tool: Tool, sources: &Sources, operation: &Operation) -> Option<Call> {
    let function = mapping::function(sources, operation)?;
    let arguments: Option<Vec<String>> =
        function.arguments.iter().map(|one| argument(sources, function, one)).collect();
    let (name, arguments) = (function.name.clone(), arguments?.join(", "));
    if tool == Tool::OpenapiGenerator {
        let module = &function.module;
        let client = "let mut configuration = client::apis::configuration::Configuration::new(); \
                      configuration.base_path = url;";
        return Some(Call { client: client.to_owned(), call: format!("client::{module}::{name}({arguments})") });
    }
    let owner = sources.named(&[function.owner.clone()?], &function.module)?;
    let (client, receiver) = match tool {
        Tool::Ours => (ours(), format!("client.{}()", group(sources, function)?)),
        Tool::OpenapiToRust => (format!("let client = {owner}::new().with_base_url(url);"), "client".to_owned()),
        Tool::Oas3Gen => (format!("let client = {owner}::with_base_url(&url).unwrap();"), "client".to_owned()),
        Tool::Ploidy => (format!("let client = {owner}::new(&url).unwrap();"), "client".to_owned()),
        Tool::Progenitor | Tool::OpenapiGenerator => (format!("let client = {owner}::new(&url);"), "client".to_owned()),
    };
    Some(Call { client, call: format!("{receiver}.{name}({arguments})") })
}

/// How a client of this project is made.
fn ours() -> String {
    "let client = client::Client::builder().base_url(url).token(\"token\").build().unwrap();".to_owned()
}

/// The method of the client that gives the handle of a group.
fn group(sources: &Sources, function: &Function) -> Option<String> {
    let gives = |one: &&Function| {
        one.owner.as_deref() == Some("Client") && one.output.as_ref().and_then(last) == function.owner
    };
    sources.functions.iter().find(gives).map(|one| one.name.clone())
}

/// The feature of the group that an operation of this project's crate is in, if it has one.
pub(super) fn feature(krate: &Path, operation: &Operation) -> Result<Option<String>> {
    let sources = Sources::read(krate)?;
    let group = mapping::function(&sources, operation).and_then(|function| group(&sources, function));
    let manifest = std::fs::read_to_string(krate.join("Cargo.toml"))?;
    Ok(group.filter(|group| manifest.lines().any(|line| line.starts_with(&format!("{group} = [")))))
}

/// Something of a parameter's type; what it says does not matter, as nothing is sent.
fn argument(sources: &Sources, function: &Function, ty: &Type) -> Option<String> {
    Some(match ty {
        Type::Reference(to) => match last(&to.elem).as_deref() {
            Some("str") => "\"x\"".to_owned(),
            Some("Configuration") => "&configuration".to_owned(),
            _ => format!("&{}", argument(sources, function, &to.elem)?),
        },
        Type::ImplTrait(bounds) => {
            let wants_json = bounds.bounds.iter().any(|one| match one {
                TypeParamBound::Trait(one) => one.path.segments.last().is_some_and(|one| wants_value(&one.arguments)),
                _ => false,
            });
            if wants_json { "serde_json::Value::Null" } else { "\"x\"" }.to_owned()
        }
        Type::Path(_) => match last(ty).as_deref() {
            Some("Option") if matches!(inner(ty).first(), Some(Type::ImplTrait(_))) => "None::<&str>".to_owned(),
            Some("Option") => "None".to_owned(),
            Some("String") => "\"x\".to_owned()".to_owned(),
            Some("i32" | "i64" | "u32" | "u64") => "1".to_owned(),
            _ => format!("<{}>::default()", sources.written(ty, &function.module)?),
        },
        _ => return None,
    })
}

fn wants_value(arguments: &syn::PathArguments) -> bool {
    let syn::PathArguments::AngleBracketed(list) = arguments else { return false };
    list.args.iter().any(|one| matches!(one, syn::GenericArgument::Type(ty) if last(ty).as_deref() == Some("Value")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_get_something_of_their_type() {
        let function = Function {
            name: "list".to_owned(),
            module: String::new(),
            owner: None,
            doc: String::new(),
            arguments: Vec::new(),
            output: None,
        };
        let said = |text: &str| {
            let ty = syn::parse_str::<Type>(text).ok();
            ty.and_then(|ty| argument(&Sources::default(), &function, &ty)).unwrap_or_default()
        };
        assert_eq!(said("&'a str"), "\"x\"");
        assert_eq!(said("Option<impl AsRef<str>>"), "None::<&str>");
        assert_eq!(said("impl Into<serde_json::Value>"), "serde_json::Value::Null");
        assert_eq!(said("&parameters::Query"), "&<parameters::Query>::default()");
        assert_eq!(said("i64"), "1");
    }
}
