//! One of several types → an enum that never guesses: what no rule decides is kept as JSON.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::context::{Context, Way};
use super::docs::{Docs, code};
use super::structs::deprecated;
use super::ty::{Use, rust_type};
use crate::ir::{Discrimination, JsonType, Member, TypeDef, TypeId, Union};

/// The enum with its reading and writing.
pub(super) fn emit(cx: &Context<'_>, id: TypeId, def: &TypeDef, union: &Union, way: Way) -> TokenStream {
    let name = cx.type_name(id, way);
    let docs = Docs::text_or(def.doc.as_deref(), "One of several kinds of values.").outer();
    let deprecated = deprecated(def.deprecated);
    let variants: Vec<Ident> = (0..union.members.len()).map(|index| cx.variant_name(id, index)).collect();
    let types: Vec<TokenStream> = union.members.iter().map(|member| member_type(cx, id, member, way)).collect();
    let declarations = union.members.iter().zip(&variants).zip(&types).map(|((member, variant), ty)| {
        let docs = Docs::text_or(member.doc.as_deref(), &format!("Kind {}.", code(&member.name))).outer();
        quote!(#docs #variant(#ty))
    });
    let reads = way == Way::Reply;
    let traits = reads.then(|| by_macro(&name, union, &variants, &types)).flatten().unwrap_or_else(|| {
        let read = reads.then(|| take(&name, union, &variants));
        quote!(#read rt::union_part!(#name { #(#variants),* });)
    });
    quote! {
        #docs
        #deprecated
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#declarations,)*
            /// A value that is none of them for certain, kept as it came.
            Other(serde_json::Value),
        }
        #traits
    }
}

/// What a variant holds.
pub(super) fn member_type(cx: &Context<'_>, id: TypeId, member: &Member, way: Way) -> TokenStream {
    let ty = rust_type(cx, &member.ty, Use { way, secret: false, local: true });
    if cx.graph.needs_box(id, &member.ty) { quote!(Box<#ty>) } else { ty }
}

/// The runtime's macro, where each member is told by one test.
fn by_macro(name: &Ident, union: &Union, variants: &[Ident], types: &[TokenStream]) -> Option<TokenStream> {
    let members = || variants.iter().zip(types);
    match &union.by {
        Discrimination::Tag { property, mapping } => {
            let once = |member: usize| mapping.iter().filter(|(_, mapped)| *mapped == member).count() == 1;
            let arms = mapping.iter().map(|(tag, member)| {
                let (variant, ty) = (&variants[*member], &types[*member]);
                quote!(#tag => #variant(#ty))
            });
            (0..variants.len()).all(once).then(|| quote!(rt::union!(#name by #property { #(#arms),* });))
        }
        Discrimination::JsonType(known) => {
            let tests: Option<Vec<TokenStream>> = known.iter().map(|known| test(known, union)).collect();
            let arms = tests?.into_iter().zip(members()).map(|(test, (variant, ty))| quote!(#test => #variant(#ty)));
            Some(quote!(rt::union!(#name { #(#arms),* });))
        }
        Discrimination::Required(_) | Discrimination::ExactlyOne => None,
    }
}

/// The test of `serde_json::Value` for a member with one JSON type.
fn test(known: &[JsonType], union: &Union) -> Option<TokenStream> {
    let Discrimination::JsonType(all) = &union.by else { return None };
    let [one] = known else { return None };
    match one {
        JsonType::Null => Some(quote!(is_null)),
        JsonType::Boolean => Some(quote!(is_boolean)),
        // Whole numbers that another member would take as well are told by hand.
        JsonType::Integer if all.iter().any(|types| types.contains(&JsonType::Number)) => None,
        JsonType::Number if all.iter().any(|types| types.contains(&JsonType::Integer)) => None,
        JsonType::Integer | JsonType::Number => Some(quote!(is_number)),
        JsonType::String => Some(quote!(is_string)),
        JsonType::Array => Some(quote!(is_array)),
        JsonType::Object => Some(quote!(is_object)),
    }
}

fn take(name: &Ident, union: &Union, variants: &[Ident]) -> TokenStream {
    let decoded = match &union.by {
        Discrimination::Tag { property, mapping } => by_tag(property, mapping, variants),
        Discrimination::JsonType(types) => by_json_type(types, variants),
        Discrimination::Required(required) => by_required(required, variants),
        Discrimination::ExactlyOne => exactly_one(variants),
    };
    // Trying each member reads without a place; an argument that nothing changes would be a warning.
    let nested = if union.by == Discrimination::ExactlyOne { quote!(_) } else { quote!(mut nested) };
    quote! {
        impl rt::model::Whole for #name {
            fn take(&mut self, value: serde_json::Value, #nested: rt::model::Nested<'_, '_>) {
                let known = #decoded;
                *self = known.unwrap_or(Self::Other(value));
            }
        }
        rt::union_slot!(#name);
    }
}

fn by_tag(property: &str, mapping: &[(String, usize)], variants: &[Ident]) -> TokenStream {
    let arms = mapping.iter().map(|(text, member)| {
        let variant = &variants[*member];
        quote!(Some(#text) => rt::union::variant(&value, &mut nested).map(Self::#variant))
    });
    quote! {
        match rt::union::tag(&value, #property) {
            #(#arms,)*
            _ => None,
        }
    }
}

fn by_json_type(types: &[Vec<JsonType>], variants: &[Ident]) -> TokenStream {
    // Where one member takes whole numbers and another any number, the whole ones have to be looked for first.
    let split = types.iter().any(|types| types.contains(&JsonType::Number));
    let whole = types.iter().zip(variants).filter(|(types, _)| split && only_whole(types)).map(|(_, variant)| {
        quote!(serde_json::Value::Number(number) if !number.is_f64() => rt::union::variant(&value, &mut nested).map(Self::#variant))
    });
    let arms = types.iter().zip(variants).filter_map(|(types, variant)| {
        let patterns = patterns(types, split);
        (!patterns.is_empty())
            .then(|| quote!(#(#patterns)|* => rt::union::variant(&value, &mut nested).map(Self::#variant)))
    });
    quote! {
        match &value {
            #(#whole,)*
            #(#arms,)*
            _ => None,
        }
    }
}

fn only_whole(types: &[JsonType]) -> bool {
    types.contains(&JsonType::Integer) && !types.contains(&JsonType::Number)
}

fn patterns(types: &[JsonType], split: bool) -> Vec<TokenStream> {
    let whole_elsewhere = split && only_whole(types);
    let both = types.contains(&JsonType::Number) && types.contains(&JsonType::Integer);
    let wanted = types.iter().filter(|ty| **ty != JsonType::Integer || !(whole_elsewhere || both));
    wanted.map(|ty| pattern(*ty)).collect()
}

fn pattern(ty: JsonType) -> TokenStream {
    match ty {
        JsonType::Null => quote!(serde_json::Value::Null),
        JsonType::Boolean => quote!(serde_json::Value::Bool(_)),
        JsonType::Integer | JsonType::Number => quote!(serde_json::Value::Number(_)),
        JsonType::String => quote!(serde_json::Value::String(_)),
        JsonType::Array => quote!(serde_json::Value::Array(_)),
        JsonType::Object => quote!(serde_json::Value::Object(_)),
    }
}

fn by_required(required: &[Vec<String>], variants: &[Ident]) -> TokenStream {
    let branches = required.iter().zip(variants).filter(|(names, _)| !names.is_empty()).map(|(names, variant)| {
        quote!(if rt::union::has(&value, &[#(#names),*]) { rt::union::variant(&value, &mut nested).map(Self::#variant) })
    });
    quote!(#(#branches else)* { None })
}

fn exactly_one(variants: &[Ident]) -> TokenStream {
    quote! {{
        let mut exact = [#(rt::union::exact(&value).map(Self::#variants)),*].into_iter().flatten();
        exact.next().filter(|_| exact.next().is_none())
    }}
}
