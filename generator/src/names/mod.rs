//! Wire names into Rust identifiers. Nothing else in the generator makes one.
//!
//! A name depends on the document alone and on what comes before it, never on an order of hashing. Where two things
//! want one name, the first in the document keeps it and the other is told apart by a word.

mod calls;
mod english;
mod former;
mod ident;
mod keywords;
mod lock;
mod members;
mod methods;
mod path;
mod sets;
#[cfg(test)]
mod tests;
mod types;
mod unique;
mod words;

pub use lock::{Lock, LockProblem};
pub use sets::SetNames;

use serde::Serialize;

use crate::diagnostics::Diagnostics;
use crate::ir;
use ident::Kind;
use lock::{Keeper, Section, distinct};
use methods::Method;
use unique::{Scope, Wish};

/// All identifiers of one API, by the indices of the IR. Each is valid where it is used, `r#` included.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Names {
    /// By [`ir::TypeId`]: the type of replies, or the only one.
    pub types: Vec<String>,
    /// By [`ir::TypeId`]: the request twin of a struct that travels both ways, and of what contains one.
    pub inputs: Vec<Option<String>>,
    /// By [`ir::TypeId`], then by field.
    pub fields: Vec<Vec<String>>,
    /// By [`ir::TypeId`], then by variant or member.
    pub variants: Vec<Vec<String>>,
    /// By [`ir::IdTypeId`].
    pub ids: Vec<String>,
    /// By index of the group.
    pub groups: Vec<GroupNames>,
    /// By index of the operation.
    pub operations: Vec<OperationNames>,
    /// By index of the set.
    pub sets: Vec<SetNames>,
    /// By server, then by variable: the builder's setter.
    pub server_variables: Vec<Vec<String>>,
    /// By [`ir::TypeId`]: names that it had, each with the one of its request twin.
    pub former: Vec<Vec<FormerType>>,
    /// By payload: the function that reads it.
    pub payloads: Vec<String>,
    /// The enum of known errors.
    pub known_error: String,
    /// By known error: the variant.
    pub known_errors: Vec<String>,
}

/// A name that a type had.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct FormerType {
    /// Of the type.
    pub name: String,
    /// Of its request twin, where it has one.
    pub input: Option<String>,
}

/// A name that a method had, and what was called after it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct FormerMethod {
    /// Of the method.
    pub name: String,
    /// Of the struct of its call, where that is called otherwise now.
    pub call: Option<String>,
    /// Of the enum of its replies, where it has one.
    pub reply: Option<String>,
}

/// Identifiers of a group.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct GroupNames {
    /// Module and file: ASCII letters, digits and `_`, starting with a letter.
    pub module: String,
    /// Feature of the crate: as the module, unless every client has one of that name.
    pub feature: String,
    /// Method of the client.
    pub accessor: String,
    /// Struct that the accessor returns.
    pub handle: String,
}

/// Identifiers of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct OperationNames {
    /// Method of the handle.
    pub method: String,
    /// Methods that it had.
    pub former: Vec<FormerMethod>,
    /// Struct of the call.
    pub call: String,
    /// Static with the facts of the operation.
    pub constant: String,
    /// Enum over several types of replies, where there are several.
    pub reply: String,
    /// By parameter: argument or setter.
    pub parameters: Vec<String>,
    /// By field of a body that is spread: argument or setter.
    pub body_fields: Vec<String>,
    /// The body as a whole: argument or setter.
    pub body: String,
    /// `module.method`, for logs and audit; no identifier.
    pub identifier: String,
}

impl Names {
    /// By field of a row: the constant that stands for it in queries.
    #[must_use]
    pub fn set_constants(&self, row: ir::TypeId) -> Vec<String> {
        sets::constants(&self.fields[row.0])
    }
}

/// Names everything.
pub fn assign(api: &ir::Api, d: &mut Diagnostics) -> Names {
    assign_with_lock(api, None, d).0
}

/// Names everything; what the lock knows keeps its name. The new lock holds what was chosen now.
pub fn assign_with_lock(api: &ir::Api, lock: Option<&Lock>, d: &mut Diagnostics) -> (Names, Lock) {
    let mut keeper = Keeper::new(lock);
    let type_keys = distinct(api.types.iter().map(|def| def.pointer.clone()));
    let keys = distinct(api.operations.iter().map(key));
    let methods = methods::methods(api, &keys, &mut keeper);
    report(api, &methods, d);
    let calls = call_wishes(api, &keys, &methods, &keeper);
    let handles = handle_wishes(api, &keeper);
    let kept_calls: Vec<String> = calls.iter().flat_map(calls::kept).collect();
    let kept_handles = handles.iter().filter_map(|wish| wish.kept.clone());
    let types = types::types(api, &type_keys, kept_handles.chain(kept_calls.clone()).collect(), &mut keeper);
    let mut scope = types.scope;
    scope.avoid(kept_calls);
    let groups = groups(api, handles, &mut scope, &mut keeper);
    scope.avoid([]);
    let former = former::types(api, &types.types, &types.inputs, &mut scope, d);
    let known_error = scope.assign(&[Wish::text_after(Kind::Type, "known error", "text")]).remove(0);
    let members = || api.types.iter().zip(&type_keys);
    let mut names = Names {
        fields: members().map(|(def, key)| members::fields(def, key, &mut keeper)).collect(),
        variants: members().map(|(def, key)| members::variants(def, key, &mut keeper)).collect(),
        operations: operations(api, &keys, &groups, &methods, calls, &mut scope, &mut keeper),
        server_variables: server_variables(api),
        sets: sets::sets(api, &groups),
        former,
        known_errors: known_errors(api),
        payloads: payloads(api),
        known_error,
        types: types.types,
        inputs: types.inputs,
        ids: types.ids,
        groups,
    };
    former::methods(api, &mut names, &mut scope, d);
    (names, keeper.new)
}

/// What an operation is known by in the lock: `GET /devices`, and what its media type adds.
fn key(operation: &ir::Operation) -> String {
    let variant = operation.variant.iter().map(|words| format!(" {words}"));
    format!("{} {}{}", operation.method, operation.path, variant.collect::<String>())
}

/// The name of a package, from what somebody typed or a document's title.
#[must_use]
pub fn package(text: &str) -> String {
    ident::ident(Kind::Module, &words::words(text)).replace('_', "-")
}

fn call_wishes(api: &ir::Api, keys: &[String], methods: &[Method], keeper: &Keeper<'_>) -> Vec<Wish> {
    let group = |operation: &ir::Operation| api.groups.get(operation.group).map_or("", |group| group.name.as_str());
    let all = api.operations.iter().zip(methods).zip(keys);
    all.map(|((operation, method), key)| {
        keeper.remind(Section::Calls, key, calls::wish(group(operation), operation, method))
    })
    .collect()
}

fn handle_wishes(api: &ir::Api, keeper: &Keeper<'_>) -> Vec<Wish> {
    let wish = |group: &ir::Group| Wish::text_after(Kind::Handle, &group.name, "api");
    api.groups.iter().map(|group| keeper.remind(Section::Handles, &group.name, wish(group))).collect()
}

fn groups(api: &ir::Api, handles: Vec<Wish>, scope: &mut Scope, keeper: &mut Keeper<'_>) -> Vec<GroupNames> {
    let keys = distinct(api.groups.iter().map(|group| group.name.clone()));
    let wishes = |kind, reserved: &[&str]| -> Vec<Wish> {
        api.groups.iter().map(|group| Wish::text_avoiding(kind, &group.name, reserved, "group")).collect()
    };
    let on_clients = keywords::ON_CLIENTS;
    let modules = keeper.assign(Section::Modules, &keys, wishes(Kind::Module, &[]), &mut Scope::default());
    let methods = wishes(Kind::Method, on_clients);
    let accessors = keeper.assign(Section::Accessors, &keys, methods, &mut Scope::with(on_clients));
    let handles = keeper.assign(Section::Handles, &keys, handles, scope);
    let all = modules.into_iter().zip(accessors).zip(handles);
    let mut groups: Vec<GroupNames> = all
        .map(|((module, accessor), handle)| GroupNames { feature: String::new(), module, accessor, handle })
        .collect();
    let reserved = keywords::FEATURES;
    let wish = |group: &GroupNames| Wish::text_avoiding(Kind::Module, &group.module, reserved, "group");
    let features = Scope::with(reserved).assign(&groups.iter().map(wish).collect::<Vec<_>>());
    for (group, feature) in groups.iter_mut().zip(features) {
        group.feature = feature;
    }
    groups
}

fn operations(
    api: &ir::Api,
    keys: &[String],
    groups: &[GroupNames],
    methods: &[Method],
    calls: Vec<Wish>,
    scope: &mut Scope,
    keeper: &mut Keeper<'_>,
) -> Vec<OperationNames> {
    let mut all: Vec<OperationNames> = vec![OperationNames::default(); api.operations.len()];
    for (at, group) in groups.iter().enumerate() {
        let members: Vec<usize> = (0..all.len()).filter(|&one| api.operations[one].group == at).collect();
        let own: Vec<String> = members.iter().map(|&one| keys[one].clone()).collect();
        let wishes = members.iter().map(|&one| calls[one].clone()).collect();
        let calls = scope.inside(|scope| calls::calls(&own, wishes, scope, keeper));
        let names = calls.calls.into_iter().zip(calls.constants).zip(calls.replies);
        for (&one, ((call, constant), reply)) in members.iter().zip(names) {
            let arguments = calls::arguments(api, &api.operations[one], &keys[one], keeper);
            let method = methods[one].name.clone();
            all[one] = OperationNames {
                identifier: format!("{}.{}", group.module, method.trim_start_matches("r#")),
                former: Vec::new(),
                method,
                call,
                constant,
                reply,
                parameters: arguments.parameters,
                body_fields: arguments.body_fields,
                body: arguments.body,
            };
        }
    }
    all
}

fn known_errors(api: &ir::Api) -> Vec<String> {
    let wishes: Vec<Wish> =
        api.known_errors.iter().map(|error| Wish::text_or(Kind::Variant, &error.name, "error")).collect();
    Scope::default().assign(&wishes)
}

/// Named after the webhook or callback, and after its method where it has several.
fn payloads(api: &ir::Api) -> Vec<String> {
    let wish = |payload: &ir::Payload| {
        let plain = words::words(&payload.name);
        let with_method = [plain.clone(), words::words(&payload.method)].concat();
        Wish::among(Kind::Method, vec![plain, with_method].into_iter().filter(|words| !words.is_empty()).collect())
    };
    Scope::default().assign(&api.payloads.iter().map(wish).collect::<Vec<_>>())
}

/// One variable of several servers has one setter.
fn server_variables(api: &ir::Api) -> Vec<Vec<String>> {
    let mut wires: Vec<&str> = Vec::new();
    for variable in api.servers.iter().flat_map(|server| &server.variables) {
        if !wires.contains(&variable.name.as_str()) {
            wires.push(&variable.name);
        }
    }
    let wishes: Vec<Wish> = wires.iter().map(|wire| Wish::text_or(Kind::Field, wire, "server")).collect();
    let setters = Scope::with(keywords::ON_BUILDERS).assign(&wishes);
    let setter = |name: &str| -> String {
        wires.iter().position(|wire| *wire == name).and_then(|at| setters.get(at)).cloned().unwrap_or_default()
    };
    let of_server = |server: &ir::Server| server.variables.iter().map(|variable| setter(&variable.name)).collect();
    api.servers.iter().map(of_server).collect()
}

fn report(api: &ir::Api, methods: &[Method], d: &mut Diagnostics) {
    for (operation, method) in api.operations.iter().zip(methods).filter(|(_, method)| method.moved) {
        d.note(
            "name-collision",
            operation.pointer.clone(),
            format!("another operation of the group has the name this one wants; it is called `{}`", method.name),
        );
    }
}
