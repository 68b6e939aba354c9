//! Paging of an operation → its description for the runtime, and the closure that takes a page apart.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::context::Context;
use super::reply::single;
use super::ty::{Use, rust_type};
use crate::ir::{Counted, Effect, IntWidth, Operation, Paging, PagingStyle, ReplyContent, TextFormat, Type};

/// Paging that the types of the reply can carry.
pub(super) struct Resolved<'a> {
    paging: &'a Paging,
    page: &'a Type,
    items: Vec<Step>,
    item: &'a Type,
    nullable_items: bool,
    next: Option<TokenStream>,
    total: Option<TokenStream>,
    identity: Option<TokenStream>,
}

/// A property on the way from a reply to what is looked for.
struct Step {
    name: Ident,
    holds: Holds,
}

#[derive(Clone, Copy)]
enum Holds {
    Plain,
    Option,
    Nullable,
}

/// The paging of an operation; `None` where there is none, or where its reply does not hold what paging needs.
pub(super) fn of<'a>(cx: &'a Context<'_>, operation: &'a Operation) -> Option<Resolved<'a>> {
    let paging = operation.paging.as_ref().filter(|_| operation.effect != Effect::Destructive)?;
    let ReplyContent::Json(page) = single(operation)? else { return None };
    let (items, list) = walk(cx, page, &paging.items)?;
    let (item, nullable_items) = match cx.resolve(list) {
        Type::List(item) => (&**item, false),
        Type::NullableList(item) => (&**item, true),
        _ => return None,
    };
    let next = match &paging.style {
        PagingStyle::Cursor { cursor: path, .. } | PagingStyle::NextLink { link: path } => Some(next(cx, page, path)?),
        PagingStyle::Offset { .. } | PagingStyle::Page { .. } => None,
    };
    let total = paging.total.as_ref().and_then(|path| total(cx, page, path));
    let identity = paging.identity.as_ref().and_then(|name| identity(cx, item, name));
    Some(Resolved { paging, page, items, item, nullable_items, next, total, identity })
}

impl Resolved<'_> {
    /// Type of an item of the stream.
    pub(super) fn item(&self, cx: &Context<'_>) -> TokenStream {
        rust_type(cx, self.item, Use::REPLY)
    }

    /// `Item, how` of `rt::paged_call!`, with what tells two items apart, and the function `how` where the page is more
    /// than its items.
    pub(super) fn arguments(&self, cx: &Context<'_>, function: &Ident) -> (TokenStream, TokenStream) {
        let (arguments, function) = self.page_arguments(cx, function);
        let identity = self.identity.as_ref().map(|identity| quote!(, #identity));
        (quote!(#arguments #identity), function)
    }

    fn page_arguments(&self, cx: &Context<'_>, function: &Ident) -> (TokenStream, TokenStream) {
        let item = rust_type(cx, self.item, Use::REPLY);
        let page = rust_type(cx, self.page, Use::REPLY);
        let next = self.next.as_ref().map(|next| (quote!(let next = #next;), quote!(.next(next))));
        let total = self.total.as_ref().map(|total| (quote!(let total = #total;), quote!(.total(total))));
        let (lets, calls): (Vec<_>, Vec<_>) = next.into_iter().chain(total).unzip();
        let items = self.list();
        if lets.is_empty() && self.items.is_empty() && !self.nullable_items {
            return (quote!(#item, rt::Page::new), TokenStream::new());
        }
        let function_item = quote! {
            fn #function(page: #page) -> rt::Page<#item> {
                #(#lets)*
                rt::Page::new(#items) #(#calls)*
            }
        };
        (quote!(#item, #function), function_item)
    }

    fn list(&self) -> TokenStream {
        let items = if self.items.is_empty() { quote!(page) } else { owned(&self.items) };
        if self.nullable_items { quote!(#items.into_iter().flatten().collect()) } else { items }
    }

    /// The `rt::Paging` of the static.
    pub(super) fn description(&self) -> TokenStream {
        let style = style(&self.paging.style);
        let size = self.size();
        quote!(rt::Paging { style: #style, size: #size })
    }

    /// The same for the fake server, with the places that it fills in; `None` where a dotted path cannot name them.
    pub(super) fn fake(&self) -> Option<TokenStream> {
        let style = style(&self.paging.style);
        let size = self.size();
        let next = match &self.paging.style {
            PagingStyle::Cursor { cursor: path, .. } | PagingStyle::NextLink { link: path } => path.as_slice(),
            PagingStyle::Offset { .. } | PagingStyle::Page { .. } => &[],
        };
        let (items, next) = (dotted(&self.paging.items)?, dotted(next)?);
        let total = dotted(self.paging.total.as_deref().unwrap_or_default())?;
        Some(quote! {
            rt::fake::FakePaging { style: #style, size: #size, items: #items, next: #next, total: #total }
        })
    }

    fn size(&self) -> TokenStream {
        let Some(size) = &self.paging.size else { return quote!(None) };
        let parameter = &size.parameter;
        let max = size.max.map(proc_macro2::Literal::u32_unsuffixed);
        let max = max.map_or(quote!(None), |max| quote!(Some(#max)));
        quote!(Some((#parameter, #max)))
    }
}

fn dotted(path: &[String]) -> Option<String> {
    (!path.iter().any(|name| name.contains('.') || name.is_empty())).then(|| path.join("."))
}

fn style(style: &PagingStyle) -> TokenStream {
    match style {
        PagingStyle::Offset { parameter } => quote!(rt::PagingStyle::Offset { parameter: #parameter }),
        PagingStyle::Page { parameter, first } => {
            let first = proc_macro2::Literal::u32_unsuffixed(*first);
            quote!(rt::PagingStyle::Page { parameter: #parameter, first: #first })
        }
        PagingStyle::Cursor { parameter, start_empty, counted: Some(Counted { offset, set }), .. } => {
            quote!(rt::PagingStyle::CursorUnless {
                parameter: #parameter,
                start_empty: #start_empty,
                set: &[#(#set),*],
                offset: #offset,
            })
        }
        PagingStyle::Cursor { parameter, start_empty, .. } => {
            quote!(rt::PagingStyle::Cursor { parameter: #parameter, start_empty: #start_empty })
        }
        PagingStyle::NextLink { .. } => quote!(rt::PagingStyle::NextLink),
    }
}

/// The properties along a path, and the type at its end.
fn walk<'a>(cx: &'a Context<'_>, from: &'a Type, path: &[String]) -> Option<(Vec<Step>, &'a Type)> {
    let mut ty = from;
    let mut steps = Vec::new();
    for wire in path {
        let (id, structure) = cx.structure(ty)?;
        let index = structure.fields.iter().position(|field| field.wire == *wire)?;
        let field = &structure.fields[index];
        let holds = match (cx.is_identity(field), field.nullable) {
            (true, _) => Holds::Plain,
            (false, true) => Holds::Nullable,
            (false, false) => Holds::Option,
        };
        steps.push(Step { name: cx.field_name(id, index), holds });
        ty = &field.ty;
    }
    Some((steps, ty))
}

/// The list at the end of the path, taken out of the page; empty where it is missing.
fn owned(steps: &[Step]) -> TokenStream {
    let access = |from: TokenStream, step: &Step| {
        let name = &step.name;
        match step.holds {
            Holds::Plain => quote!(Some(#from.#name)),
            Holds::Option => quote!(#from.#name),
            Holds::Nullable => quote!(#from.#name.into_option()),
        }
    };
    let chain = chain(steps, &access);
    quote!(#chain.unwrap_or_default())
}

/// `Option<&T>` of what stands at the end of the path.
fn borrowed(steps: &[Step]) -> TokenStream {
    let access = |from: TokenStream, step: &Step| {
        let name = &step.name;
        match step.holds {
            Holds::Plain => quote!(Some(&#from.#name)),
            Holds::Option | Holds::Nullable => quote!(#from.#name.as_ref()),
        }
    };
    chain(steps, &access)
}

fn chain(steps: &[Step], access: &dyn Fn(TokenStream, &Step) -> TokenStream) -> TokenStream {
    let mut chain = TokenStream::new();
    for (index, step) in steps.iter().enumerate() {
        chain = if index == 0 {
            access(quote!(page), step)
        } else {
            let inner = access(quote!(part), step);
            quote!(#chain.and_then(|part| #inner))
        };
    }
    chain
}

fn next(cx: &Context<'_>, page: &Type, path: &[String]) -> Option<TokenStream> {
    let (steps, ty) = walk(cx, page, path)?;
    let textual = matches!(cx.resolve(ty), Type::Text(_) | Type::Id(_) | Type::Integer(_));
    let borrowed = (textual && !steps.is_empty()).then(|| borrowed(&steps))?;
    Some(quote!(#borrowed.map(ToString::to_string)))
}

fn total(cx: &Context<'_>, page: &Type, path: &[String]) -> Option<TokenStream> {
    let (steps, ty) = walk(cx, page, path)?;
    let value = match cx.resolve(ty) {
        Type::Integer(IntWidth::U64) => quote!(copied()),
        Type::Integer(IntWidth::U32) => quote!(map(|total| u64::from(*total))),
        Type::Integer(_) => quote!(and_then(|total| u64::try_from(*total).ok())),
        _ => return None,
    };
    let borrowed = (!steps.is_empty()).then(|| borrowed(&steps))?;
    Some(quote!(#borrowed.#value))
}

/// The closure that tells an item's identity, where every item that was decoded has one.
fn identity(cx: &Context<'_>, item: &Type, name: &str) -> Option<TokenStream> {
    let (steps, ty) = walk(cx, item, &[name.to_owned()])?;
    let textual =
        matches!(cx.resolve(ty), Type::Text(TextFormat::Plain | TextFormat::Uuid) | Type::Id(_) | Type::Integer(_));
    let [Step { name, holds: Holds::Plain }] = steps.as_slice() else { return None };
    textual.then(|| quote!(|item| item.#name.to_string()))
}
