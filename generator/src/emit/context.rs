//! What every emitter needs: the API, its names, and answers about types that no single definition gives.

use proc_macro2::{Ident, Span};

use super::Options;
use super::graph::Graph;
use super::layout::Layout;
use crate::ir::{Api, Field, Shape, Struct, Type, TypeDef, TypeId};
use crate::names::Names;

/// Which way a value travels: it decides between a reply model and its request twin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// From the server.
    Reply,
    /// To the server.
    Request,
}

impl Way {
    /// Whether the property travels this way: what only the server writes is in no request, what it only reads in no
    /// reply.
    pub(super) fn carries(self, field: &Field) -> bool {
        match self {
            Self::Reply => !field.write_only,
            Self::Request => !field.read_only,
        }
    }
}

/// Shared by all emitters.
pub(super) struct Context<'a> {
    pub(super) api: &'a Api,
    pub(super) names: &'a Names,
    pub(super) options: &'a Options,
    pub(super) graph: Graph,
    pub(super) layout: Layout,
}

impl<'a> Context<'a> {
    pub(super) fn new(api: &'a Api, names: &'a Names, options: &'a Options) -> Self {
        Self { api, names, options, graph: Graph::new(api), layout: Layout::new(api, names) }
    }

    /// Name of the library target, as `use` writes it.
    pub(super) fn library(&self) -> Ident {
        ident(&self.options.crate_name.replace('-', "_"))
    }

    pub(super) fn def(&self, id: TypeId) -> &'a TypeDef {
        self.api.get(id)
    }

    /// Name of a type for one way of travel.
    pub(super) fn type_name(&self, id: TypeId, way: Way) -> Ident {
        let twin = self.names.inputs[id.0].as_ref().filter(|_| way == Way::Request);
        ident(twin.unwrap_or(&self.names.types[id.0]))
    }

    pub(super) fn field_name(&self, id: TypeId, field: usize) -> Ident {
        ident(&self.names.fields[id.0][field])
    }

    pub(super) fn variant_name(&self, id: TypeId, variant: usize) -> Ident {
        ident(&self.names.variants[id.0][variant])
    }

    /// The type behind aliases; an alias that became a newtype (see [`Graph`]) stays what it is.
    pub(super) fn resolve<'t>(&'t self, ty: &'t Type) -> &'t Type {
        let mut ty = ty;
        while let Type::Named(id) = ty
            && let Shape::Alias(target) = &self.def(*id).shape
            && !self.graph.is_newtype(*id)
        {
            ty = target;
        }
        ty
    }

    /// The struct behind a type, where it is one.
    pub(super) fn structure(&self, ty: &Type) -> Option<(TypeId, &'a Struct)> {
        let Type::Named(id) = self.resolve(ty) else { return None };
        match &self.def(*id).shape {
            Shape::Struct(structure) => Some((*id, structure)),
            _ => None,
        }
    }

    /// Whether the reply model holds the property as it is: it tells which object this is, and a reply without it
    /// cannot be decoded.
    pub(super) fn is_identity(&self, field: &Field) -> bool {
        field.identity
            && !field.nullable
            && matches!(self.resolve(&field.ty), Type::Id(_) | Type::Text(_) | Type::Integer(_))
    }
}

/// An identifier that `names/` made.
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}
