//! `x-paging` into how a list goes on.

use openapiv3::Operation as Declared;
use serde_json::Value;

use super::Lowerer;
use crate::ir::{Counted, PageSize, Paging, PagingStyle};

impl Lowerer<'_, '_> {
    /// `x-paging`.
    pub(super) fn declared_paging(&mut self, declared: &Declared, at: &str) -> Option<Paging> {
        let value = declared.extensions.get("x-paging")?;
        self.paged.insert(at.to_owned());
        let paging = paging_of(value);
        if paging.is_none() && value.get("style").and_then(Value::as_str) != Some("none") {
            self.diagnostics.refuse(at, "x-paging", "`{style: offset|page|cursor|next|none, parameter: …, items: …}`");
        }
        paging
    }
}

fn paging_of(value: &Value) -> Option<Paging> {
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let path = |key: &str| -> Vec<String> {
        text(key).map(|path| path.split('.').map(str::to_owned).collect()).unwrap_or_default()
    };
    let style = match value.get("style")?.as_str()? {
        "offset" => PagingStyle::Offset { parameter: text("parameter").unwrap_or_else(|| "offset".to_owned()) },
        "page" => {
            let first =
                value.get("first").and_then(Value::as_u64).and_then(|first| u32::try_from(first).ok()).unwrap_or(1);
            PagingStyle::Page { parameter: text("parameter").unwrap_or_else(|| "page".to_owned()), first }
        }
        "cursor" => PagingStyle::Cursor {
            parameter: text("parameter").unwrap_or_else(|| "cursor".to_owned()),
            cursor: path("cursor"),
            start_empty: value.get("start-empty").and_then(Value::as_bool).unwrap_or_default(),
            counted: counted(value),
        },
        "next" => PagingStyle::NextLink { link: path("link") },
        _ => return None,
    };
    let size = value.get("size").and_then(|size| {
        let max = size.get("max").and_then(Value::as_u64).and_then(|max| u32::try_from(max).ok());
        Some(PageSize { parameter: size.get("parameter")?.as_str()?.to_owned(), max })
    });
    let total = path("total");
    Some(Paging {
        style,
        items: path("items"),
        total: (!total.is_empty()).then_some(total),
        size,
        identity: text("identity"),
        recognised: false,
    })
}

/// `offset`, and `unless`: the parameters that do not go with a cursor.
fn counted(value: &Value) -> Option<Counted> {
    let set = value.get("unless")?.as_array()?.iter().map(|name| name.as_str().map(str::to_owned));
    Some(Counted { offset: value.get("offset")?.as_str()?.to_owned(), set: set.collect::<Option<Vec<String>>>()? })
}
