//! Lists that go on, recognised where parameters and reply agree; what is recognised is noted, since it is a reading.

use serde_json::Value;

use super::Lowerer;
use super::hint::wraps_list;
use crate::ir::{
    Api, Field, Location, Operation, PageSize, Paging, PagingStyle, Parameter, ReplyContent, Shape, Struct, TextFormat,
    Type,
};

const OFFSET: &[&str] = &["offset", "skip"];
const PAGE: &[&str] = &["page", "page_number", "pagenumber", "pageno", "page_no", "page_num", "page-number"];
const CURSOR: &[&str] = &[
    "cursor",
    "after",
    "page_token",
    "pagetoken",
    "next_token",
    "nexttoken",
    "starting_after",
    "continuation",
    "continuationtoken",
    "continuation_token",
    "iterator",
    "page_cursor",
    "marker",
];
const SIZE: &[&str] = &[
    "limit",
    "size",
    "per_page",
    "perpage",
    "page_size",
    "pagesize",
    "page-size",
    "sizeperpage",
    "max_results",
    "maxresults",
    "per-page",
    "count",
];
const NEXT_LINK: &[&str] =
    &["next", "nextlink", "next_link", "@odata.nextlink", "next_url", "nexturl", "next_page_url"];
const NEXT_CURSOR: &[&str] = &[
    "next_cursor",
    "nextcursor",
    "cursor",
    "next_page_token",
    "nextpagetoken",
    "next_token",
    "nexttoken",
    "continuationtoken",
    "continuation_token",
    "iterator",
    "end_cursor",
    "endcursor",
    "after",
];
const TOTAL: &[&str] = &[
    "count",
    "total",
    "total_count",
    "totalcount",
    "total_items",
    "totalitems",
    "total_results",
    "totalresults",
    "total_entries",
];
/// Objects beside the list that hold what is known of it.
const ASIDE: &[&str] =
    &["meta", "metadata", "pagination", "paging", "page_info", "pageinfo", "links", "_links", "page", "cursor"];

/// Where the reply keeps its list, and the objects beside it.
struct Found<'a> {
    items: Vec<String>,
    item: &'a Type,
    /// The object around the list, and its path.
    envelope: Option<(Vec<String>, &'a Struct)>,
}

impl Lowerer<'_, '_> {
    /// Recognises paging that is not declared.
    pub(super) fn paging(&mut self, api: &mut Api) {
        for index in 0..api.operations.len() {
            let operation = &api.operations[index];
            if operation.method != "GET" || self.paged.contains(&operation.pointer) {
                continue;
            }
            if let Some(paging) = self.recognised(api, operation) {
                let message = format!("the list is taken to go on {}", words(&paging.style));
                self.diagnostics.note("paging-recognised", operation.pointer.clone(), message);
                api.operations[index].paging = Some(paging);
            }
        }
    }

    fn recognised(&self, api: &Api, operation: &Operation) -> Option<Paging> {
        let reply = operation.replies.first()?;
        let ReplyContent::Json(ty) = &reply.content else { return None };
        let found = find_list(api, ty)?;
        let style = self.style(api, operation, &found, &reply.examples)?;
        let size = query(operation, SIZE).map(|parameter| PageSize {
            parameter: parameter.wire.clone(),
            max: self.bounds.get(&parameter.pointer).and_then(|(_, max)| whole(*max)),
        });
        let total = member(api, &found, TOTAL, |ty| matches!(ty, Type::Integer(_)));
        let identity = structure(api, found.item)
            .and_then(|item| item.fields.iter().find(|field| field.identity))
            .map(|field| field.wire.clone());
        Some(Paging { style, items: found.items, total: total.map(|(path, _)| path), size, identity, recognised: true })
    }

    fn style(&self, api: &Api, operation: &Operation, found: &Found<'_>, examples: &[Value]) -> Option<PagingStyle> {
        let is_text = |ty: &Type| matches!(ty, Type::Text(_));
        let (offset, page, cursor) = (query(operation, OFFSET), query(operation, PAGE), query(operation, CURSOR));
        let next = member(api, found, NEXT_LINK, is_text);
        let evidence = next.as_ref().and_then(|(path, _)| examples.iter().find_map(|example| text_at(example, path)));
        let is_link = evidence.map(|text| text.starts_with("http") || text.starts_with('/') || text.starts_with('?'));
        let declared_link = next.as_ref().is_some_and(|(_, field)| matches!(field.ty, Type::Text(TextFormat::Uri)));
        if let Some((link, _)) = next.clone().filter(|_| is_link == Some(true) || (declared_link && is_link.is_none()))
        {
            return Some(PagingStyle::NextLink { link });
        }
        if let (Some(cursor), None) = (cursor, offset) {
            let field =
                member(api, found, NEXT_CURSOR, is_text).or_else(|| next.clone().filter(|_| is_link == Some(false)));
            if let Some((path, _)) = field {
                return Some(PagingStyle::Cursor {
                    parameter: cursor.wire.clone(),
                    cursor: path,
                    start_empty: false,
                    counted: None,
                });
            }
        }
        if let Some(parameter) = offset {
            return Some(PagingStyle::Offset { parameter: parameter.wire.clone() });
        }
        if let Some(parameter) = page {
            return Some(PagingStyle::Page { parameter: parameter.wire.clone(), first: self.first_page(parameter) });
        }
        // The envelope of Django REST framework: both links, and the list. Its links are URLs.
        let previous = member(api, found, &["previous"], is_text).is_some();
        next.filter(|_| previous && cursor.is_none() && is_link.is_none())
            .map(|(link, _)| PagingStyle::NextLink { link })
    }

    /// The number of the first page: the default, or the least that is allowed where that is 0 or 1.
    fn first_page(&self, parameter: &Parameter) -> u32 {
        let stated = parameter.default.as_ref().and_then(Value::as_u64).and_then(|first| u32::try_from(first).ok());
        let least = self.bounds.get(&parameter.pointer).and_then(|(min, _)| whole(*min));
        stated.or(least).filter(|first| *first <= 1).unwrap_or(1)
    }
}

/// The list of a reply: the reply itself, a property that wraps it, or the same one object further in.
fn find_list<'a>(api: &'a Api, ty: &'a Type) -> Option<Found<'a>> {
    if let Type::List(item) | Type::NullableList(item) = ty {
        return Some(Found { items: Vec::new(), item, envelope: None });
    }
    let object = structure(api, ty)?;
    if let Some((field, item)) = list_of(object) {
        return Some(Found { items: vec![field.wire.clone()], item, envelope: Some((Vec::new(), object)) });
    }
    let mut inner = object.fields.iter().filter_map(|field| {
        let within = structure(api, &field.ty)?;
        let (list, item) = list_of(within)?;
        let says_more = within.fields.iter().any(|other| is_named(other, NEXT_LINK) || is_named(other, TOTAL));
        says_more.then(|| Found {
            items: vec![field.wire.clone(), list.wire.clone()],
            item,
            envelope: Some((vec![field.wire.clone()], within)),
        })
    });
    let only = inner.next()?;
    inner.next().is_none().then_some(only)
}

/// The property that holds the list: one with a name for it, or the only list there is.
fn list_of(object: &Struct) -> Option<(&Field, &Type)> {
    let lists: Vec<(&Field, &Type)> = object
        .fields
        .iter()
        .filter_map(|field| match &field.ty {
            Type::List(item) | Type::NullableList(item) => Some((field, item.as_ref())),
            _ => None,
        })
        .collect();
    let named = lists.iter().find(|(field, _)| wraps_list(&field.wire));
    named.or(if lists.len() == 1 { lists.first() } else { None }).copied()
}

/// A member of the envelope, or of an object beside the list, with its path.
fn member<'a>(
    api: &'a Api,
    found: &Found<'a>,
    names: &[&str],
    fits: impl Fn(&Type) -> bool,
) -> Option<(Vec<String>, &'a Field)> {
    let (base, envelope) = found.envelope.as_ref()?;
    let path =
        |names: &[&str]| base.iter().cloned().chain(names.iter().map(|name| (*name).to_owned())).collect::<Vec<_>>();
    for name in names {
        if let Some(field) = envelope.fields.iter().find(|field| is_named(field, &[name]) && fits(&field.ty)) {
            return Some((path(&[&field.wire]), field));
        }
    }
    for aside in envelope.fields.iter().filter(|field| is_named(field, ASIDE)) {
        let Some(object) = structure(api, &aside.ty) else { continue };
        for name in names {
            if let Some(field) = object.fields.iter().find(|field| is_named(field, &[name]) && fits(&field.ty)) {
                return Some((path(&[&aside.wire, &field.wire]), field));
            }
        }
    }
    None
}

fn structure<'a>(api: &'a Api, ty: &Type) -> Option<&'a Struct> {
    match ty {
        Type::Named(id) => match &api.get(*id).shape {
            Shape::Struct(object) => Some(object),
            _ => None,
        },
        _ => None,
    }
}

fn is_named(field: &Field, names: &[&str]) -> bool {
    names.contains(&field.wire.to_ascii_lowercase().as_str())
}

fn query<'a>(operation: &'a Operation, names: &[&str]) -> Option<&'a Parameter> {
    let fits = |parameter: &&Parameter| {
        parameter.location == Location::Query && matches!(parameter.ty, Type::Integer(_) | Type::Number | Type::Text(_))
    };
    let mut candidates = operation.parameters.iter().filter(fits);
    candidates.find(|parameter| names.contains(&parameter.wire.to_ascii_lowercase().as_str()))
}

fn text_at<'v>(value: &'v Value, path: &[String]) -> Option<&'v str> {
    path.iter().try_fold(value, |value, name| value.get(name))?.as_str()
}

/// Bounds are small whole numbers; others say nothing here.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked before")]
fn whole(bound: Option<f64>) -> Option<u32> {
    bound.filter(|bound| *bound >= 0.0 && *bound <= 4_000_000_000.0 && bound.fract() == 0.0).map(|bound| bound as u32)
}

fn words(style: &PagingStyle) -> String {
    match style {
        PagingStyle::Offset { parameter } => format!("by `{parameter}`"),
        PagingStyle::Page { parameter, first } => format!("by `{parameter}`, from {first}"),
        PagingStyle::Cursor { parameter, cursor, .. } => {
            format!("by `{parameter}`, with `{}` of the reply", cursor.join("."))
        }
        PagingStyle::NextLink { link } => format!("by the link in `{}`", link.join(".")),
    }
}
