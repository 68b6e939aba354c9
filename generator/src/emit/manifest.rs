//! Options and groups → `Cargo.toml` of a crate that is generated whole.

use super::context::Context;
use super::features;
use crate::output::HEADER;

/// Where a generated crate finds the runtime.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuntimeSource {
    /// In a folder, by a path that is absolute or starts at the crate.
    Path(String),
    /// In the crate's own folder `runtime`, which the caller copies there.
    Embedded,
    /// In the registry.
    Version(String),
}

/// The manifest; a crate with sets of rows needs the runtime's part for them.
pub(super) fn text(cx: &Context<'_>) -> String {
    let options = cx.options;
    let groups = features::lines(cx);
    let name = quoted(&options.crate_name);
    let description = quoted(&format!("API client generated from {}", options.document));
    let runtime = match &options.runtime {
        RuntimeSource::Path(path) => format!("path = {}", quoted(path)),
        RuntimeSource::Embedded => "path = \"runtime\"".to_owned(),
        RuntimeSource::Version(version) => format!("version = {}", quoted(version)),
    };
    let sets = if !cx.api.sets.is_empty() { ", features = [\"odata\"]" } else { "" };
    let all = if groups.is_empty() { "" } else { "\"groups\", " };
    // A package name is letters, digits, `-` and `_`, so that it can be a bare key (TOML 1.0, "Keys").
    let key = &options.crate_name;
    format!(
        r#"# {HEADER}

[package]
name = {name}
description = {description}
version = "0.1.0"
edition = "2024"
rust-version = "1.88"
publish = false

[features]
default = [{all}"gzip", "rustls"]
# TLS by rustls, which needs a C compiler alone, or by the system's library.
rustls = ["openapi-client-runtime/rustls"]
native-tls = ["openapi-client-runtime/native-tls"]
# Compressed replies.
gzip = ["openapi-client-runtime/gzip"]
http2 = ["openapi-client-runtime/http2"]
# Calls that wait, for programs without an async runtime.
blocking = ["openapi-client-runtime/blocking"]
# A span for each call.
tracing = ["openapi-client-runtime/tracing"]
# A server on a loopback port that answers with the document's examples.
fake = ["openapi-client-runtime/fake"]
# What the examples of this crate run on.
cli = ["openapi-client-runtime/cli"]
{groups}
[dependencies]
openapi-client-runtime = {{ {runtime}, default-features = false{sets} }}
serde_json = "1"

[dev-dependencies]
# The crate itself, so that its examples have both features without naming them.
{key} = {{ path = ".", features = ["cli", "fake"] }}

# A workspace of its own: it builds where it stands.
[workspace]
"#
    )
}

/// A TOML basic string; JSON's escapes are a subset of TOML's (TOML 1.0, "String").
fn quoted(text: &str) -> String {
    let text: String = text.chars().filter(|c| *c != '\u{7f}').collect();
    serde_json::Value::String(text).to_string()
}
