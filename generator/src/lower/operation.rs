//! Path items and operations into the methods of the client.

use openapiv3::{Operation as Declared, Parameter as DeclaredParameter, PathItem, ReferenceOr};
use serde_json::Value;

use super::Lowerer;
use super::extension;
use super::path::{Piece, pieces};
use super::pointer;
use super::prose;
use super::subject::Subject;
use crate::ir::{Api, Body, ConfirmCheck, Effect, Location, Operation, Parameter, PathPart, Reply};

/// The operation as it is called unless told otherwise, then with each other body, then for each other reply.
fn with_variants(
    mut main: Operation,
    bodies: Vec<(Option<String>, Body)>,
    replies: Vec<(String, Vec<Reply>)>,
) -> Vec<Operation> {
    let (first, others) = bodies.into_iter().partition::<Vec<_>, _>(|(words, _)| words.is_none());
    main.body = first.into_iter().next().map(|(_, body)| body);
    // Names that it had are those of the method without words.
    let plain = || Operation { former: Vec::new(), ..main.clone() };
    let mut all: Vec<Operation> =
        others.into_iter().map(|(words, body)| Operation { variant: words, body: Some(body), ..plain() }).collect();
    for (words, offered) in replies {
        let of = |reply: Reply| offered.iter().find(|other| other.status == reply.status).cloned().unwrap_or(reply);
        let replies = main.replies.iter().cloned().map(of).collect();
        all.push(Operation { variant: Some(format!("as {words}")), replies, paging: None, ..plain() });
    }
    all.insert(0, main);
    all
}

/// `x-confirm` as it is written: the operation is looked up when all are known.
struct Confirm {
    operation: usize,
    id: String,
    field: String,
}

impl<'a> Lowerer<'a, '_> {
    /// All operations, in the document's order.
    pub(super) fn operations(&mut self, api: &mut Api) {
        let mut confirms = Vec::new();
        for (path, item) in &self.document.paths.paths {
            let at = pointer::extend("/paths", [path.as_str()]);
            let item = match item {
                ReferenceOr::Item(item) => item,
                ReferenceOr::Reference { reference } => {
                    self.diagnostics.warning(
                        "unresolved-reference",
                        at,
                        format!("the path item `{reference}` was not resolved; its operations are missing"),
                        "write the path item in place",
                    );
                    continue;
                }
            };
            if self.set_item(path, item, &at, api) {
                continue;
            }
            for (method, operation) in item.iter() {
                if !self.select.admits(path, method, operation) {
                    continue;
                }
                let at = pointer::push(&at, method);
                let confirm = self.declared_confirm(operation, &at);
                for operation in self.operation(path, item, method, operation, at, api) {
                    if let Some((id, field)) = confirm.clone() {
                        confirms.push(Confirm { operation: api.operations.len(), id, field });
                    }
                    api.operations.push(operation);
                }
            }
        }
        self.report_unmatched();
        self.resolve_confirms(confirms, api);
        self.webhooks(api);
    }

    /// The operation, then the same for each of its other media types.
    fn operation(
        &mut self,
        path: &str,
        item: &'a PathItem,
        method: &str,
        declared: &'a Declared,
        at: String,
        api: &mut Api,
    ) -> Vec<Operation> {
        let group = self.group(declared, path, &at, api);
        let method = method.to_ascii_uppercase();
        let subject =
            Subject::new(declared.operation_id.as_deref(), &api.groups[group].name, tag(declared), &method, path);
        let mut parameters = self.parameters(item, declared, path, &at, &subject);
        let segments = self.segments(path, &at, &mut parameters);
        let bodies = declared.request_body.as_ref().map(|body| self.bodies(body, &at, &subject)).unwrap_or_default();
        let replies = self.replies(&declared.responses, &at, &subject);
        self.operation_callbacks(declared, &at, api);
        let path_at = at.rsplit_once('/').map(|(path, _)| path.to_owned()).unwrap_or_default();
        let servers = if declared.servers.is_empty() {
            self.servers(&item.servers, &pointer::push(&path_at, "servers"))
        } else {
            self.servers(&declared.servers, &pointer::push(&at, "servers"))
        };
        self.note_servers(&servers, &at);
        let security = self.requirements(declared.security.as_deref(), &api.security, &at);
        let main = Operation {
            id: declared.operation_id.clone().filter(|id| !id.trim().is_empty()),
            rename: extension::text(&declared.extensions, "x-method-name").map(str::to_owned),
            tag: tag(declared).map(str::to_owned),
            former: self.former(&declared.extensions, &at),
            group,
            path: path.to_owned(),
            segments,
            summary: declared.summary.as_deref().or(item.summary.as_deref()).and_then(prose::to_markdown),
            doc: declared.description.as_deref().or(item.description.as_deref()).and_then(prose::to_markdown),
            docs_url: declared
                .external_docs
                .as_ref()
                .map(|docs| docs.url.trim())
                .filter(|url| is_web(url))
                .map(str::to_owned),
            deprecated: declared.deprecated,
            parameters,
            body: None,
            replies: replies.success,
            errors: replies.errors,
            effect: self.effect(declared, &method, &at),
            retry_on: self.retry(declared, &at),
            confirm: None,
            paging: self.declared_paging(declared, &at),
            security,
            servers,
            variant: None,
            method,
            pointer: at,
        };
        with_variants(main, bodies, replies.variants)
    }

    /// The template in parts. A name in braces without a declaration becomes a text parameter, since the path cannot be
    /// written without it; a path parameter that the template does not name cannot be sent.
    fn segments(&mut self, path: &str, at: &str, parameters: &mut Vec<Parameter>) -> Vec<PathPart> {
        let mut segments = Vec::new();
        for piece in pieces(path) {
            let name = match piece {
                Piece::Text(text) => {
                    segments.push(PathPart::Literal(text.to_owned()));
                    continue;
                }
                Piece::Name(name) => name,
            };
            let known = parameters.iter().position(|other| other.location == Location::Path && other.wire == name);
            let index = known.unwrap_or_else(|| {
                self.diagnostics.warning(
                    "path-parameter-undeclared",
                    at,
                    format!("the path names `{name}`, which is not among the parameters; it is taken as text"),
                    "declare it with `in: path`",
                );
                parameters.push(self.undeclared_parameter(path, name, at));
                parameters.len() - 1
            });
            segments.push(PathPart::Parameter(index));
        }
        self.drop_unused_path_parameters(parameters, &mut segments);
        segments
    }

    fn drop_unused_path_parameters(&mut self, parameters: &mut Vec<Parameter>, segments: &mut [PathPart]) {
        for index in (0..parameters.len()).rev() {
            let parameter = &parameters[index];
            if parameter.location != Location::Path || segments.contains(&PathPart::Parameter(index)) {
                continue;
            }
            self.diagnostics.warning(
                "path-parameter-unused",
                parameter.pointer.clone(),
                format!("the path does not name the path parameter `{}`; it is left out", parameter.wire),
                "write it into the path in braces, or correct `in`",
            );
            parameters.remove(index);
            for segment in segments.iter_mut() {
                if let PathPart::Parameter(other) = segment
                    && *other > index
                {
                    *other -= 1;
                }
            }
        }
    }

    /// RFC 9110, section 9.2.1 names the safe methods; what the others do is a matter of their names, of which only
    /// DELETE speaks of loss.
    fn effect(&mut self, declared: &Declared, method: &str, at: &str) -> Effect {
        match declared.extensions.get("x-effect").map(|value| value.as_str().unwrap_or_default()) {
            Some("read") => return Effect::Read,
            Some("secret") => return Effect::Secret,
            Some("write") => return Effect::Write,
            Some("destructive") => return Effect::Destructive,
            Some(_) => self.diagnostics.refuse(at, "x-effect", "`read`, `secret`, `write` or `destructive`"),
            None => {}
        }
        match method {
            "GET" | "HEAD" | "OPTIONS" | "TRACE" | "QUERY" => Effect::Read,
            "DELETE" => Effect::Destructive,
            _ => Effect::Write,
        }
    }

    pub(super) fn retry(&mut self, declared: &Declared, at: &str) -> Vec<u16> {
        let Some(value) = declared.extensions.get("x-retry") else { return Vec::new() };
        let statuses: Option<Vec<u16>> = value.get("on").and_then(Value::as_array).map(|list| {
            list.iter()
                .filter_map(Value::as_u64)
                .filter_map(|code| u16::try_from(code).ok())
                .filter(|code| (400..600).contains(code))
                .collect()
        });
        if statuses.as_ref().is_none_or(Vec::is_empty) {
            self.diagnostics.refuse(at, "x-retry", "`{on: [429, 503], reason: …}` with statuses from 400 to 599");
        }
        statuses.unwrap_or_default()
    }

    fn declared_confirm(&mut self, declared: &Declared, at: &str) -> Option<(String, String)> {
        let value = declared.extensions.get("x-confirm")?;
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        let field = text("field").filter(|field| field.starts_with('/'));
        let both = text("operation").zip(field);
        if both.is_none() {
            self.diagnostics.refuse(at, "x-confirm", "`{operation: operationId, field: /json/pointer}`");
        }
        both
    }

    fn resolve_confirms(&mut self, confirms: Vec<Confirm>, api: &mut Api) {
        for confirm in confirms {
            let found =
                api.operations.iter().position(|operation| operation.id.as_deref() == Some(confirm.id.as_str()));
            let readable = found.filter(|index| api.operations[*index].effect <= Effect::Secret);
            match readable {
                Some(operation) => {
                    api.operations[confirm.operation].confirm = Some(ConfirmCheck { operation, field: confirm.field });
                }
                None => {
                    let at = api.operations[confirm.operation].pointer.clone();
                    self.diagnostics.refuse(
                        &at,
                        "x-confirm",
                        "the operation id of a reading operation of this document",
                    );
                }
            }
        }
    }

    /// Declared parameters: the path item's first; one of the operation with the same name and place stands for it
    /// (OpenAPI 3.0.3, "Path Item Object": `parameters`).
    fn parameters(
        &mut self,
        item: &'a PathItem,
        declared: &'a Declared,
        path: &str,
        at: &str,
        subject: &Subject,
    ) -> Vec<Parameter> {
        let path_at = at.rsplit_once('/').map(|(path, _)| path.to_owned()).unwrap_or_default();
        let mut parameters: Vec<Parameter> = Vec::new();
        let lists: [(&'a [ReferenceOr<DeclaredParameter>], &str); 2] =
            [(&item.parameters, &path_at), (&declared.parameters, at)];
        for (list, base) in lists {
            let base = pointer::push(base, "parameters");
            for (index, item) in list.iter().enumerate() {
                let at = pointer::push(&base, &index.to_string());
                let Some((declared, at)) = self.resolve_reference(item, &at) else { continue };
                let Some(parameter) = self.parameter(declared, path, at, subject) else { continue };
                let same = |other: &Parameter| other.wire == parameter.wire && other.location == parameter.location;
                match parameters.iter().position(same) {
                    Some(index) => parameters[index] = parameter,
                    None => parameters.push(parameter),
                }
            }
        }
        parameters
    }
}

/// The first that says something.
fn tag(declared: &Declared) -> Option<&str> {
    declared.tags.iter().map(String::as_str).find(|tag| !tag.trim().is_empty())
}

fn is_web(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    (lower.starts_with("https://") || lower.starts_with("http://")) && !url.contains(char::is_whitespace)
}
