//! An example body and a request's query → one page of a list that is longer than the example.

use serde_json::Value;

use crate::encode;
use crate::operation::PagingStyle;

/// How a route pages.
#[derive(Debug, Clone, Copy)]
pub struct FakePaging {
    /// What leads to the next page.
    pub style: PagingStyle,
    /// Parameter of the page size, and the largest that is served.
    pub size: Option<(&'static str, Option<u32>)>,
    /// Where the items are: member names joined by dots; empty where the body is the list.
    pub items: &'static str,
    /// Where the next cursor or link goes, if anywhere.
    pub next: &'static str,
    /// Where the total goes, if anywhere.
    pub total: &'static str,
}

/// Items in a page where nobody says.
const PAGE: usize = 3;

impl FakePaging {
    /// The page that the query asks for. `total` items in all, or enough for a third page; `arrange` makes another list
    /// of them, where something was created, changed or deleted.
    pub(crate) fn page(
        &self,
        example: &str,
        (path, query): (&str, &str),
        total: Option<usize>,
        arrange: Option<&dyn Fn(Vec<Value>, usize) -> Vec<Value>>,
    ) -> String {
        let Ok(mut body) = serde_json::from_str::<Value>(example) else { return example.to_owned() };
        let largest = self.size.and_then(|(_, largest)| largest).and_then(|size| usize::try_from(size).ok());
        let asked = self.size.and_then(|(name, _)| number(query, name));
        let size = asked.or(largest).unwrap_or(PAGE).clamp(1, largest.unwrap_or(1000));
        let mut total = total.unwrap_or(2 * size + 1);
        let from = self.from(query, size);
        let Some(Value::Array(items)) = at(&mut body, self.items) else { return example.to_owned() };
        let given = std::mem::take(items);
        let mut to = total.min(from.saturating_add(size));
        match arrange {
            // A list of many thousands is never held as a whole.
            None => items.extend(seeds(&given, from..to)),
            Some(arrange) => {
                let all = arrange(given, total);
                total = all.len();
                to = total.min(from.saturating_add(size));
                items.extend(all.into_iter().skip(from).take(size));
            }
        }
        if let (false, Some(member)) = (self.total.is_empty(), at(&mut body, self.total)) {
            *member = total.into();
        }
        if let (false, Some(member)) = (self.next.is_empty(), at(&mut body, self.next)) {
            *member = if to < total { self.next_value(path, query, to).into() } else { Value::Null };
        }
        body.to_string()
    }

    fn from(&self, query: &str, size: usize) -> usize {
        match self.style {
            PagingStyle::Offset { parameter } => number(query, parameter).unwrap_or(0),
            PagingStyle::Page { parameter, first } => {
                let first = usize::try_from(first).unwrap_or(0);
                number(query, parameter).map_or(0, |page| page.saturating_sub(first).saturating_mul(size))
            }
            PagingStyle::Cursor { parameter, .. } => number(query, parameter).unwrap_or(0),
            PagingStyle::CursorUnless { parameter, offset, .. } => {
                number(query, parameter).or_else(|| number(query, offset)).unwrap_or(0)
            }
            PagingStyle::NextLink => number(query, "from").unwrap_or(0),
        }
    }

    fn next_value(&self, path: &str, query: &str, to: usize) -> String {
        let parameter = match self.style {
            PagingStyle::Cursor { .. } | PagingStyle::CursorUnless { .. } => return to.to_string(),
            PagingStyle::Offset { parameter } => parameter,
            PagingStyle::Page { .. } | PagingStyle::NextLink => "from",
        };
        let kept = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with(&format!("{parameter}=")));
        let query: Vec<_> = kept.map(str::to_owned).chain([format!("{parameter}={to}")]).collect();
        // Real servers name a host of their own here; a client that followed it would take its token there.
        format!("https://console.invalid{path}?{}", query.join("&"))
    }
}

fn number(query: &str, name: &str) -> Option<usize> {
    let decode = |text: &str| String::from_utf8_lossy(&encode::decode(text.as_bytes())).into_owned();
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(known, _)| decode(known) == name).and_then(|(_, value)| decode(value).parse().ok())
}

/// The member at a dotted path, made where it is missing.
pub(crate) fn at<'a>(body: &'a mut Value, path: &str) -> Option<&'a mut Value> {
    path.split('.').filter(|name| !name.is_empty()).try_fold(body, |value, name| match value {
        Value::Object(members) => Some(members.entry(name).or_insert(Value::Null)),
        _ => None,
    })
}

/// The list that a body is, or the only one in it.
pub(crate) fn only_list(body: &mut Value) -> Option<&mut Vec<Value>> {
    match body {
        Value::Array(items) => Some(items),
        Value::Object(members) => {
            let mut lists = members.values_mut().filter_map(Value::as_array_mut);
            lists.next().filter(|_| lists.next().is_none())
        }
        _ => None,
    }
}

/// The items that a list starts with.
pub(crate) fn seeds(examples: &[Value], range: std::ops::Range<usize>) -> impl Iterator<Item = Value> {
    range.filter_map(|index| Some(varied(examples.get(index % examples.len().max(1))?, index)))
}

/// The item with another identity, so that no two are alike.
pub(crate) fn varied(item: &Value, index: usize) -> Value {
    let mut item = item.clone();
    match &mut item {
        Value::Object(members) if index > 0 => {
            members.iter_mut().filter(|(name, _)| is_identity(name)).for_each(|(_, value)| vary(value, index));
        }
        value if index > 0 => vary(value, index),
        _ => {}
    }
    item
}

fn is_identity(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name == "id" || name.ends_with("_id") || name.contains("uuid") || name.contains("serial") || name == "name"
}

/// Another value of the same form: the end of a text becomes the index, so that a UUID stays one.
pub(crate) fn vary(value: &mut Value, index: usize) {
    match value {
        Value::String(text) => {
            // Four digits, so that no early item comes to look like the example itself.
            let digits = (1000 + index).to_string();
            let plain = text.chars().rev().take_while(char::is_ascii_alphanumeric).count();
            let cut = if plain >= digits.len() { text.len() - digits.len() } else { text.len() };
            text.truncate(cut);
            text.push_str(&digits);
        }
        Value::Number(number) => {
            if let Some(whole) = number.as_i64() {
                *value = whole.saturating_add(i64::try_from(index).unwrap_or(0)).into();
            }
        }
        _ => {}
    }
}
