//! `servers`, `x-rate-limit` and `x-known-errors` into what the client starts from and tells apart.

use openapiv3::Server as Declared;
use serde_json::Value;

use super::Lowerer;
use super::path::{Piece, pieces};
use super::pointer;
use super::prose;
use crate::ir::{KnownError, RateLimit, Server, ServerVariable};

impl Lowerer<'_, '_> {
    /// Servers in the document's order.
    pub(super) fn servers(&mut self, servers: &[Declared], at: &str) -> Vec<Server> {
        servers
            .iter()
            .enumerate()
            .map(|(index, server)| self.server(server, &pointer::push(at, &index.to_string())))
            .collect()
    }

    /// An operation has one server: the caller chooses among those of the API alone.
    pub(super) fn note_servers(&mut self, servers: &[Server], at: &str) {
        for (index, server) in servers.iter().enumerate().skip(1) {
            let at = pointer::extend(at, ["servers", &index.to_string()]);
            let message = format!("the operation is called at its first server; `{}` is not carried", server.url);
            self.diagnostics.note("not-carried", at, message);
        }
    }

    fn server(&mut self, server: &Declared, at: &str) -> Server {
        let mut variables: Vec<ServerVariable> = Vec::new();
        for (name, variable) in server.variables.iter().flatten() {
            variables.push(ServerVariable {
                name: name.clone(),
                default: real_default(&variable.default, &variable.enumeration),
                values: variable.enumeration.clone(),
                doc: variable.description.as_deref().and_then(prose::to_markdown),
            });
        }
        for piece in pieces(&server.url) {
            if let Piece::Name(name) = piece
                && !variables.iter().any(|variable| variable.name == name)
            {
                let message =
                    format!("the server's URL names `{name}`, which has no variable; it must be given by the caller");
                self.diagnostics.note("server-variable", pointer::push(at, "url"), message);
                variables.push(ServerVariable { name: name.to_owned(), default: None, values: Vec::new(), doc: None });
            }
        }
        let doc = server.description.as_deref().and_then(prose::to_markdown);
        Server { url: server.url.trim().to_owned(), doc, variables }
    }

    /// Rates that the whole client keeps.
    pub(super) fn rate_limits(&mut self) -> Vec<RateLimit> {
        let Some(value) = self.document.extensions.get("x-rate-limit") else { return Vec::new() };
        let entries = match value {
            Value::Array(entries) => entries.as_slice(),
            other => std::slice::from_ref(other),
        };
        let limits: Option<Vec<RateLimit>> = entries.iter().map(rate_limit).collect();
        if limits.is_none() {
            self.diagnostics.refuse("", "x-rate-limit", "a list of `{requests: 50, seconds: 1}`");
        }
        limits.unwrap_or_default()
    }

    /// Errors that are told apart by their texts.
    pub(super) fn known_errors(&mut self) -> Vec<KnownError> {
        let Some(value) = self.document.extensions.get("x-known-errors") else { return Vec::new() };
        let errors: Option<Vec<KnownError>> = value.as_array().and_then(|list| list.iter().map(known_error).collect());
        if errors.is_none() {
            self.diagnostics.refuse("", "x-known-errors", "a list of `{name: NotFound, text: \"no such device\"}`");
        }
        errors.unwrap_or_default()
    }
}

fn known_error(entry: &Value) -> Option<KnownError> {
    let text = |key: &str| entry.get(key)?.as_str().filter(|text| !text.is_empty());
    let doc = text("doc").and_then(prose::to_markdown);
    Some(KnownError { name: text("name")?.to_owned(), text: text("text")?.to_owned(), doc })
}

fn rate_limit(entry: &Value) -> Option<RateLimit> {
    let number = |key: &str| entry.get(key)?.as_u64().and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0);
    Some(RateLimit { requests: number("requests")?, seconds: number("seconds")? })
}

/// A default that is no more than a gap to fill (`<sub_domain>`, `{tenant}`, `your-domain`) counts as none.
fn real_default(default: &str, values: &[String]) -> Option<String> {
    let text = default.trim();
    let framed = |open: char, close: char| text.starts_with(open) && text.ends_with(close);
    let lower = text.to_ascii_lowercase();
    let gap = text.is_empty()
        || framed('<', '>')
        || framed('{', '}')
        || framed('[', ']')
        || ["your-", "your_", "yourdomain", "my-tenant", "changeme"].iter().any(|prefix| lower.starts_with(prefix));
    (!gap || values.iter().any(|value| value == default)).then(|| default.to_owned())
}
