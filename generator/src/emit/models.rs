//! All named types → `models.rs`: each definition once or, where it travels both ways, as a model and its request twin.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::quote;

use super::Files;
use super::context::{Context, Way, ident};
use super::docs::{Docs, code};
use super::graph::{mentioned, targets};
use super::group::mentions;
use super::items::items;
use super::layout::{Home, union};
use super::{alias, input, int_enum, renamed, structs, text_enum};
use crate::ir::{Field, Shape, TypeDef, TypeId};

/// `models.rs`; a folder with a file for each group where there are several groups.
pub(super) fn files(files: &mut Files<'_>) {
    let cx = Arc::clone(&files.cx);
    let mut homes = homes(&cx);
    if !cx.layout.is_split() {
        let types = homes.remove(&Home::Common).unwrap_or_default();
        let docs = "What requests and replies carry.";
        files.rust("src/generated/models.rs", move |cx| file(cx, docs, &types, false));
        return;
    }
    for (home, types) in &homes {
        let docs = match home {
            Home::Common => "What operations of several groups carry.".to_owned(),
            Home::Group(group) => format!("What operations of {} carry.", code(&cx.api.groups[*group].name)),
        };
        let path = format!("src/generated/models/{}.rs", module(&cx, *home));
        let types = types.clone();
        files.rust(path, move |cx| file(cx, &docs, &types, true));
    }
    files.rust("src/generated/models/mod.rs", move |cx| root(cx, &homes));
}

/// The types of each file.
type Homes = BTreeMap<Home, Vec<TypeId>>;

fn homes(cx: &Context<'_>) -> Homes {
    let mut homes = Homes::new();
    for id in (0..cx.api.types.len()).map(TypeId).filter(|id| is_named(cx.def(*id))) {
        homes.entry(cx.layout.home(id)).or_default().push(id);
    }
    homes
}

/// A type's items.
struct Piece {
    id: TypeId,
    tokens: TokenStream,
}

impl Piece {
    fn of(cx: &Context<'_>, id: TypeId) -> Self {
        let (definition, former) = (definition(cx, id), renamed::types(cx, id));
        Self { id, tokens: quote!(#definition #former) }
    }
}

/// A `use`, and the groups for which the types that need it are compiled.
struct Import {
    tokens: TokenStream,
    gates: Vec<Option<BTreeSet<usize>>>,
}

/// `pub use models::*`, where there is one in every choice of features; otherwise where there is one.
pub(super) fn reexport(cx: &Context<'_>) -> Option<TokenStream> {
    let all = (0..cx.api.types.len()).map(TypeId).filter(|id| is_named(cx.def(*id)));
    let gates: Vec<_> = all.map(|id| cx.layout.gate(id)).collect();
    // An import of nothing would be a warning.
    let cfg = cx.layout.cfg(union(gates.iter().cloned()).as_ref());
    (!gates.is_empty()).then(|| quote!(#cfg pub use models::*;))
}

/// Whether anything names the type: not the object of a body whose properties are arguments.
fn is_named(def: &TypeDef) -> bool {
    def.usage.request || def.usage.reply
}

/// Name of a file; a group may be called as the file of the others is.
fn module<'a>(cx: &Context<'a>, home: Home) -> &'a str {
    match home {
        Home::Group(group) => &cx.names.groups[group].module,
        Home::Common if cx.names.groups.iter().any(|group| group.module == "common") => "common_to_groups",
        Home::Common => "common",
    }
}

/// `models/mod.rs`: every type is found in `models`, whichever file it stands in.
fn root(cx: &Context<'_>, homes: &Homes) -> TokenStream {
    let modules = homes.iter().map(|(home, types)| {
        let module = ident(module(cx, *home));
        let cfg = cx.layout.cfg(union(types.iter().map(|id| cx.layout.gate(*id))).as_ref());
        (quote!(#cfg mod #module;), quote!(#cfg pub use #module::*;))
    });
    let (modules, uses): (Vec<TokenStream>, Vec<TokenStream>) = modules.unzip();
    quote! {
        //! What requests and replies carry, a file for each group of operations.
        #(#modules)*
        #(#uses)*
    }
}

/// One file. Where its types are not all compiled for the same groups, each item says for which.
fn file(cx: &Context<'_>, docs: &str, types: &[TypeId], split: bool) -> TokenStream {
    let pieces: Vec<Piece> = types.iter().map(|id| Piece::of(cx, *id)).collect();
    let docs = Docs::text_or(None, docs).inner();
    let outer = union(types.iter().map(|id| cx.layout.gate(*id)));
    let gate = |piece: &Piece| cx.layout.gate(piece.id).filter(|gate| Some(gate) != outer.as_ref());
    let gated = |piece: &Piece| match cx.layout.cfg(gate(piece).as_ref()) {
        None => piece.tokens.clone(),
        Some(cfg) => items(piece.tokens.clone()).into_iter().map(|item| quote!(#cfg #item)).collect(),
    };
    let types: TokenStream = pieces.iter().map(gated).collect();
    let own: BTreeSet<TypeId> = pieces.iter().map(|piece| piece.id).collect();
    let mut imports: Vec<Import> = Vec::new();
    for piece in &pieces {
        let siblings = (split && mentions_others(cx, piece, &own)).then(|| {
            quote!(
                use super::*;
            )
        });
        for tokens in imports_of(&piece.tokens).into_iter().chain(siblings) {
            match imports.iter_mut().find(|known| known.tokens.to_string() == tokens.to_string()) {
                Some(known) => known.gates.push(gate(piece)),
                None => imports.push(Import { tokens, gates: vec![gate(piece)] }),
            }
        }
    }
    let imports = imports.into_iter().map(|import| {
        let (cfg, tokens) = (cx.layout.cfg(union(import.gates).as_ref()), import.tokens);
        quote!(#cfg #tokens)
    });
    quote! {
        #docs
        #(#imports)*
        #types
    }
}

/// Whether a type names one that stands in another file; a property that none of its forms has names nothing.
fn mentions_others(cx: &Context<'_>, piece: &Piece, own: &BTreeSet<TypeId>) -> bool {
    let forms = forms(cx, piece.id);
    let is_shown = |field: &&Field| forms.iter().any(|way| way.carries(field));
    let mut found = Vec::new();
    match &cx.def(piece.id).shape {
        Shape::Struct(structure) => {
            let types =
                structure.fields.iter().filter(is_shown).map(|field| &field.ty).chain(structure.rest.as_deref());
            types.for_each(|ty| mentioned(ty, true, &mut found));
        }
        shape => found = targets(shape, true),
    }
    found.into_iter().any(|target| !own.contains(&TypeId(target)))
}

/// The ways of travel that have a definition each.
fn forms(cx: &Context<'_>, id: TypeId) -> Vec<Way> {
    let usage = &cx.def(id).usage;
    let main = if usage.request && !usage.reply { Way::Request } else { Way::Reply };
    let twin = cx.names.inputs[id.0].is_some().then_some(Way::Request);
    [main].into_iter().chain(twin).collect()
}

fn definition(cx: &Context<'_>, id: TypeId) -> TokenStream {
    forms(cx, id).into_iter().map(|way| one(cx, id, cx.def(id), way)).collect()
}

fn one(cx: &Context<'_>, id: TypeId, def: &TypeDef, way: Way) -> TokenStream {
    match (&def.shape, way) {
        (Shape::Struct(structure), Way::Reply) => structs::emit(cx, id, def, structure),
        (Shape::Struct(structure), Way::Request) => input::emit(cx, id, def, structure),
        (Shape::TextEnum(variants), _) => text_enum::emit(cx, id, def, variants),
        (Shape::IntEnum(variants), _) => int_enum::emit(cx, id, def, variants),
        (Shape::Union(union), way) => super::union::emit(cx, id, def, union, way),
        (Shape::Alias(ty), way) => alias::emit(cx, id, def, ty, way),
    }
}

/// Only what the tokens use: an unused import would be a warning in the emitted crate.
fn imports_of(types: &TokenStream) -> Vec<TokenStream> {
    let mut imports = Vec::new();
    if mentions(types, "rt") {
        imports.push(quote!(
            use openapi_client_runtime as rt;
        ));
    }
    if mentions(types, "ids") {
        imports.push(quote!(
            use crate::generated::ids;
        ));
    }
    imports
}
