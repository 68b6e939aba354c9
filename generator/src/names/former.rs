//! `x-deprecated-name` → aliases for names that things had, as long as nobody else has them now.

use super::ident::{Kind, ident};
use super::unique::Scope;
use super::words::words;
use super::{FormerType, Names, keywords};
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

/// Former names of each method, free on its handle.
pub(super) fn methods(api: &ir::Api, names: &mut Names, d: &mut Diagnostics) {
    for group in 0..api.groups.len() {
        let members: Vec<usize> = (0..api.operations.len()).filter(|at| api.operations[*at].group == group).collect();
        let mut scope = Scope::with(keywords::ON_HANDLES);
        for at in &members {
            scope.take(&names.operations[*at].method);
        }
        for at in members {
            let operation = &api.operations[at];
            for former in &operation.former {
                let name = ident(Kind::Method, &words(former));
                if scope.take(&name) {
                    names.operations[at].former.push(name);
                } else {
                    refuse(d, &operation.pointer, &name, &names.operations[at].method);
                }
            }
        }
    }
}

fn refuse(d: &mut Diagnostics, pointer: &str, former: &str, now: &str) {
    d.warning(
        "former-name-taken",
        pointer,
        format!("`{former}` cannot stay as an alias of `{now}`: something else is called so"),
        "remove `x-deprecated-name`, or rename what has the name now",
    );
}
