//! `x-deprecated-name` → aliases for names that things had, as long as nobody else has them now.

use super::ident::{Kind, ident};
use super::methods::Method;
use super::unique::Scope;
use super::words::words;
use super::{FormerMethod, FormerType, Names, OperationNames, calls, keywords};
use crate::diagnostics::Diagnostics;
use crate::ir;

/// Former names of each type, free in the models' namespace.
pub(super) fn types(
    api: &ir::Api,
    types: &[String],
    inputs: &[Option<String>],
    scope: &mut Scope,
    d: &mut Diagnostics,
) -> Vec<Vec<FormerType>> {
    let mut all = Vec::with_capacity(types.len());
    for ((def, now), input) in api.types.iter().zip(types).zip(inputs) {
        let mut kept = Vec::new();
        for former in &def.former {
            let name = ident(Kind::Type, &words(former));
            if keywords::is_taken_type(&name) || !scope.take(&name) {
                refuse(d, &def.pointer, &name, now);
                continue;
            }
            // The twin is called as its type, and a word more.
            let tail = input.as_deref().and_then(|input| input.strip_prefix(now.as_str()));
            let input = tail.map(|tail| format!("{name}{tail}")).filter(|input| scope.take(input));
            kept.push(FormerType { name, input });
        }
        all.push(kept);
    }
    all
}

/// Former names of each method, free on its handle, and of its call, free in the module of its group.
pub(super) fn methods(api: &ir::Api, names: &mut Names, types: &mut Scope, d: &mut Diagnostics) {
    for group in 0..api.groups.len() {
        let members: Vec<usize> = (0..api.operations.len()).filter(|at| api.operations[*at].group == group).collect();
        let mut handle = Scope::with(keywords::ON_HANDLES);
        for at in &members {
            handle.take(&names.operations[*at].method);
        }
        types.inside(|module| {
            for at in &members {
                module.take(&names.operations[*at].call);
                module.take(&names.operations[*at].reply);
            }
            for at in members {
                names.operations[at].former = of_method(api, at, &names.operations[at], &mut handle, module, d);
            }
        });
    }
}

fn of_method(
    api: &ir::Api,
    at: usize,
    now: &OperationNames,
    handle: &mut Scope,
    module: &mut Scope,
    d: &mut Diagnostics,
) -> Vec<FormerMethod> {
    let operation = &api.operations[at];
    let group = api.groups.get(operation.group).map_or("", |group| group.name.as_str());
    let mut kept = Vec::new();
    for former in &operation.former {
        let name = ident(Kind::Method, &words(former));
        if !handle.take(&name) {
            refuse(d, &operation.pointer, &name, &now.method);
            continue;
        }
        let wish = calls::wish(group, operation, &Method { words: words(former), name: name.clone(), moved: false });
        // A call that kept its name, by the lock or because both methods yield the same, is found under it anyway.
        let call = (!wish.wants(&now.call)).then(|| module.assign_one_of(&wish)).flatten();
        let reply = call.as_deref().and_then(|call| module.assign_one_of(&calls::reply(call)));
        if call.is_none() && !wish.wants(&now.call) {
            refuse(d, &operation.pointer, &wish.plain(), &now.call);
        }
        kept.push(FormerMethod { name, call, reply });
    }
    kept
}

fn refuse(d: &mut Diagnostics, pointer: &str, former: &str, now: &str) {
    d.warning(
        "former-name-taken",
        pointer,
        format!("`{former}` cannot stay as an alias of `{now}`: something else is called so"),
        "remove `x-deprecated-name`, or rename what has the name now",
    );
}
