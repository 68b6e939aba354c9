//! References into what they refer to.

use openapiv3::{Components, Example, Header, Parameter, ReferenceOr, RequestBody, Response};

use super::Lowerer;
use super::hint::Claim;
use super::keywords::Node;
use super::pointer;
use crate::ir::{NameHint, TypeId};

/// A component kind that references lead to.
pub(super) trait Kind: Sized + 'static {
    /// Key under `components`.
    const KEY: &'static str;
    /// The components of this kind.
    fn of(components: &Components) -> &indexmap::IndexMap<String, ReferenceOr<Self>>;
}

macro_rules! kinds {
    ($($ty:ty: $key:literal $field:ident),* $(,)?) => {$(
        impl Kind for $ty {
            const KEY: &'static str = $key;
            fn of(components: &Components) -> &indexmap::IndexMap<String, ReferenceOr<Self>> {
                &components.$field
            }
        }
    )*};
}

kinds! {
    Parameter: "parameters" parameters,
    RequestBody: "requestBodies" request_bodies,
    Response: "responses" responses,
    Header: "headers" headers,
    Example: "examples" examples,
}

impl<'a> Lowerer<'a, '_> {
    /// What a reference (or chain of references) leads to, with the pointer under which that stands.
    pub(super) fn resolve_reference<T: Kind>(&mut self, item: &'a ReferenceOr<T>, at: &str) -> Option<(&'a T, String)> {
        let (mut item, mut place) = (item, at.to_owned());
        for _ in 0..16 {
            let reference = match item {
                ReferenceOr::Item(found) => return Some((found, place)),
                ReferenceOr::Reference { reference } => reference,
            };
            let Some(name) = pointer::component(reference, T::KEY) else { break };
            let components = self.document.components.as_ref().map(T::of);
            let Some(next) = components.and_then(|components| components.get(&name)) else { break };
            item = next;
            place = pointer::extend("/components", [T::KEY, &name]);
        }
        self.unresolved(item_reference(item), at);
        None
    }

    /// The key of a schema component, with the document's lifetime.
    pub(super) fn component_key(&self, name: &str) -> Option<&'a str> {
        self.schemas?.get_key_value(name).map(|(key, _)| key.as_str())
    }

    /// The key that a reference to a schema leads to.
    pub(super) fn component_name(&mut self, reference: &str, at: &str) -> Option<&'a str> {
        let key = pointer::component(reference, "schemas").and_then(|name| self.component_key(&name));
        if key.is_none() {
            self.unresolved(reference, at);
        }
        key
    }

    /// The schema of a component.
    pub(super) fn component(&self, name: &str) -> Option<Node<'a>> {
        self.schemas?.get(name).map(Node::from)
    }

    /// The type of a component; it is defined when its turn comes.
    pub(super) fn component_type(&mut self, name: &'a str) -> TypeId {
        if let Some(id) = self.components.get(name) {
            return *id;
        }
        let id = self.push_type(super::merge::component_pointer(name), NameHint::Given(name.to_owned()), Claim::Read);
        self.components.insert(name, id);
        self.queue.push_back((name, id));
        id
    }

    fn unresolved(&mut self, reference: &str, at: &str) {
        self.diagnostics.warning(
            "unresolved-reference",
            at,
            format!("`{reference}` leads to nothing that may stand here"),
            "define it under `components`, or correct the reference",
        );
    }
}

fn item_reference<T>(item: &ReferenceOr<T>) -> &str {
    match item {
        ReferenceOr::Reference { reference } => reference,
        ReferenceOr::Item(_) => "",
    }
}
