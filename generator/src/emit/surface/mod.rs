//! (ir, names) → the public items of the emitted crate as plain data, written by the same functions that emit them:
//! what a review compares is what users compile against.

mod call;
mod model;
mod set;
mod text;

use super::context::Context;
use super::{Options, RuntimeSource};
use crate::ir::{Api, TypeId};
use crate::names::Names;

/// The public items of one crate, by the indices of the IR.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Surface {
    /// By group: the feature that it is compiled for; none where there is but one group.
    pub features: Vec<String>,
    /// By operation.
    pub calls: Vec<CallSurface>,
    /// By type: the model, and its request twin.
    pub models: Vec<(ModelSurface, Option<ModelSurface>)>,
    /// By type: the features that it is compiled for; none where it always is.
    pub gates: Vec<Option<Vec<String>>>,
    /// By set.
    pub sets: Vec<SetSurface>,
}

/// What is public of a method and the call that it returns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CallSurface {
    /// Arguments in their order.
    pub arguments: Vec<Slot>,
    /// Setters in the document's order.
    pub setters: Vec<Slot>,
    /// What awaiting it yields.
    pub outcome: String,
    /// Variants of the reply enum, where there is one: name and content.
    pub replies: Vec<Slot>,
    /// How it gets on its way.
    pub ways: Ways,
}

/// How a call gets on its way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Ways {
    /// `send`.
    #[default]
    Send,
    /// `send`, and `stream` and `pages` of items of this type.
    Pages(String),
    /// `confirm` first.
    Confirm,
    /// It is awaited alone, and yields a stream.
    Open,
    /// `send` and `download`.
    Download,
}

/// A model.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ModelSurface {
    /// Its name.
    pub name: String,
    /// Names that it had, which stay as aliases.
    pub former: Vec<String>,
    /// `struct`, `request struct`, `enum of text`, …
    pub kind: String,
    /// Fields or variants.
    pub members: Vec<Slot>,
    /// Arguments of a request model's constructor, in their order.
    pub arguments: Vec<Slot>,
    /// Setters of a request model.
    pub setters: Vec<Slot>,
    /// Traits that depend on what it holds.
    pub traits: Vec<String>,
}

/// A set of rows that are queried.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SetSurface {
    /// Type of a row.
    pub row: String,
    /// Constants of the properties: property on the wire, identifier, type.
    pub properties: Vec<Slot>,
    /// Functions of the keys: properties on the wire, identifier, arguments.
    pub keys: Vec<(Slot, Vec<Slot>)>,
    /// What can be done with its rows: traits of the runtime, with what they take.
    pub abilities: Vec<Slot>,
}

/// A name with a type, and what it stands for on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// `query:limit`, `body:Message`, a property or value: what stays when the name changes.
    pub key: String,
    /// The identifier.
    pub name: String,
    /// The type as the signature writes it; empty where there is none.
    pub ty: String,
}

/// The surface of the crate that [`super::emit`] writes for these.
#[must_use]
pub fn surface(api: &Api, names: &Names) -> Surface {
    let options = Options {
        whole_crate: false,
        crate_name: String::new(),
        runtime: RuntimeSource::Embedded,
        document: String::new(),
        document_hash: String::new(),
    };
    let cx = Context::new(api, names, &options);
    let types = || (0..api.types.len()).map(TypeId);
    let features = |groups: std::collections::BTreeSet<usize>| -> Vec<String> {
        groups.into_iter().map(|group| names.groups[group].feature.clone()).collect()
    };
    let all = names.groups.iter().filter(|_| cx.layout.is_split());
    Surface {
        features: all.map(|group| group.feature.clone()).collect(),
        calls: (0..api.operations.len()).map(|index| call::of(&cx, index)).collect(),
        models: types().map(|id| model::of(&cx, id)).collect(),
        gates: types().map(|id| cx.layout.gate(id).map(features)).collect(),
        sets: (0..api.sets.len()).map(|index| set::of(&cx, index)).collect(),
    }
}
