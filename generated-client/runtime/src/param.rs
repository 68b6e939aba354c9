//! Parameter values → query, path, header and cookie text, by OpenAPI 3.1's "Style Values" table.

use serde::Serialize;
use serde_json::Value;

use crate::encode;
use crate::secret::{MASK, SecretText};

/// A parameter value on its way into a request.
#[derive(Clone, PartialEq)]
pub struct Param {
    value: Value,
    secret: bool,
}

impl Param {
    pub(crate) fn new(value: Value) -> Self {
        Self { value, secret: false }
    }

    /// A value that plans and `Debug` may have to hide.
    pub(crate) fn with_secrecy(value: Value, secret: bool) -> Self {
        Self { value, secret }
    }

    pub(crate) fn is_absent(&self) -> bool {
        self.value.is_null()
    }

    /// The value where it is one word: what a confirmation is compared with.
    pub(crate) fn scalar(&self) -> Option<String> {
        scalar(&self.value)
    }

    /// The same with the secret hidden.
    pub(crate) fn shown(&self) -> Param {
        if self.secret { Param::new(Value::String(MASK.to_owned())) } else { self.clone() }
    }
}

impl std::fmt::Debug for Param {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.secret { f.write_str(MASK) } else { write!(f, "{}", self.value) }
    }
}

/// What can be a parameter.
pub trait IntoParam {
    /// The value as a parameter.
    fn into_param(self) -> Param;
}

/// Any serialisable value as a parameter: objects for the object styles, anything for [`Style::Json`].
pub fn to_param<T: Serialize + ?Sized>(value: &T) -> Param {
    Param::new(serde_json::to_value(value).unwrap_or(Value::Null))
}

macro_rules! plain {
    ($($from:ty),*) => { $(
        impl IntoParam for $from {
            fn into_param(self) -> Param {
                Param::new(Value::from(self))
            }
        }
    )* };
}
plain!(String, &str, bool, i8, i16, i32, i64, u8, u16, u32, u64, f32, f64, Value);

impl IntoParam for &String {
    fn into_param(self) -> Param {
        self.as_str().into_param()
    }
}

impl IntoParam for Param {
    fn into_param(self) -> Param {
        self
    }
}

impl IntoParam for SecretText {
    fn into_param(self) -> Param {
        Param { value: Value::String(self.into_exposed()), secret: true }
    }
}

impl<T: IntoParam> IntoParam for Option<T> {
    fn into_param(self) -> Param {
        self.map_or(Param::new(Value::Null), T::into_param)
    }
}

impl<T: IntoParam> IntoParam for Vec<T> {
    fn into_param(self) -> Param {
        list(self.into_iter().map(T::into_param))
    }
}

impl<T: IntoParam + Clone> IntoParam for &[T] {
    fn into_param(self) -> Param {
        list(self.iter().cloned().map(T::into_param))
    }
}

fn list(items: impl Iterator<Item = Param>) -> Param {
    let mut secret = false;
    let items = items.map(|item| {
        secret |= item.secret;
        item.value
    });
    Param { value: Value::Array(items.collect()), secret }
}

/// How a value becomes text (OpenAPI 3.1 "Style Values").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `form`: query and cookies.
    Form {
        /// A pair for each item.
        explode: bool,
    },
    /// `form` with `allowReserved`.
    FormReserved {
        /// A pair for each item.
        explode: bool,
    },
    /// `simple`: paths and headers.
    Simple {
        /// `k=v` in place of `k,v`.
        explode: bool,
    },
    /// `matrix`: paths.
    Matrix {
        /// A `;name=` for each item.
        explode: bool,
    },
    /// `label`: paths.
    Label {
        /// A `.` before each item.
        explode: bool,
    },
    /// `spaceDelimited`: query.
    SpaceDelimited,
    /// `pipeDelimited`: query.
    PipeDelimited,
    /// `deepObject`: query.
    DeepObject,
    /// `content: application/json` in place of a style: one JSON text.
    Json,
    /// A key of an OData row, in a path: what separates its parts stays as it is.
    Key,
}

/// A value as the styles see it. A null item is "undefined" there, so it leaves no trace (RFC 6570 section 2.3).
enum Shape {
    One(String),
    Many(Vec<String>),
    Pairs(Vec<(String, String)>),
}

fn shape(value: &Value) -> Shape {
    match value {
        Value::Array(items) => Shape::Many(items.iter().filter_map(scalar).collect()),
        Value::Object(members) => {
            Shape::Pairs(members.iter().filter_map(|(name, value)| Some((name.clone(), scalar(value)?))).collect())
        }
        other => Shape::One(scalar(other).unwrap_or_default()),
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        // The table does not say what a nested value looks like; JSON can at least be read back.
        other => Some(other.to_string()),
    }
}

/// The query pairs of one parameter, encoded.
pub(crate) fn query(name: &str, style: Style, param: &Param) -> Vec<String> {
    if param.is_absent() {
        return Vec::new();
    }
    let value = &param.value;
    match style {
        Style::Json => vec![pair(name, &value.to_string(), encode::unreserved)],
        Style::DeepObject => deep(encode::encoded(name, encode::query_name), value),
        Style::SpaceDelimited => joined(name, value, "%20"),
        Style::PipeDelimited => joined(name, value, "%7C"),
        Style::FormReserved { explode } => form(name, value, explode, encode::reserved_value),
        Style::Form { explode } | Style::Simple { explode } | Style::Matrix { explode } | Style::Label { explode } => {
            form(name, value, explode, encode::unreserved)
        }
        Style::Key => form(name, value, true, encode::unreserved),
    }
}

fn form(name: &str, value: &Value, explode: bool, keep: fn(u8) -> bool) -> Vec<String> {
    match (shape(value), explode) {
        (Shape::One(text), _) => vec![pair(name, &text, keep)],
        (Shape::Many(items), true) => items.iter().map(|item| pair(name, item, keep)).collect(),
        (Shape::Pairs(members), true) => members.iter().map(|(name, value)| pair(name, value, keep)).collect(),
        (shape, false) => whole(name, &flat(shape), ",", keep),
    }
}

fn joined(name: &str, value: &Value, delimiter: &str) -> Vec<String> {
    whole(name, &flat(shape(value)), delimiter, encode::unreserved)
}

/// One pair for all items; none where there are none.
fn whole(name: &str, items: &[String], delimiter: &str, keep: fn(u8) -> bool) -> Vec<String> {
    if items.is_empty() {
        return Vec::new();
    }
    let values: Vec<_> = items.iter().map(|item| encode::encoded(item, keep)).collect();
    vec![format!("{}={}", encode::encoded(name, encode::query_name), values.join(delimiter))]
}

fn pair(name: &str, value: &str, keep: fn(u8) -> bool) -> String {
    let mut out = encode::encoded(name, encode::query_name);
    out.push('=');
    encode::push(&mut out, value, keep);
    out
}

fn deep(name: String, value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::Object(members) => members
            .iter()
            .flat_map(|(key, value)| deep(format!("{name}%5B{}%5D", encode::encoded(key, encode::unreserved)), value))
            .collect(),
        Value::Array(items) => items.iter().flat_map(|item| deep(name.clone(), item)).collect(),
        one => vec![format!("{name}={}", encode::encoded(&scalar(one).unwrap_or_default(), encode::unreserved))],
    }
}

fn flat(shape: Shape) -> Vec<String> {
    match shape {
        Shape::One(text) => vec![text],
        Shape::Many(items) => items,
        Shape::Pairs(members) => members.into_iter().flat_map(|(name, value)| [name, value]).collect(),
    }
}

/// The words that a path parameter puts into its segment: what `path` judges before it sends.
pub(crate) fn words(param: &Param) -> Vec<String> {
    if param.is_absent() { Vec::new() } else { flat(shape(&param.value)) }
}

/// The text of a path parameter, encoded.
pub(crate) fn path(name: &str, style: Style, param: &Param) -> String {
    let one = |text: &str| encode::encoded(text, encode::unreserved);
    let value = &param.value;
    match style {
        Style::Matrix { explode } => matrix(&one(name), shape(value), explode, one),
        Style::Label { explode } => {
            let delimiter = if explode { "." } else { "," };
            format!(".{}", words_joined(shape(value), explode, delimiter, one))
        }
        Style::Json => one(&value.to_string()),
        Style::Key => encode::encoded(&flat(shape(value)).concat(), encode::key),
        Style::Simple { explode } | Style::Form { explode } | Style::FormReserved { explode } => {
            words_joined(shape(value), explode, ",", one)
        }
        Style::SpaceDelimited | Style::PipeDelimited | Style::DeepObject => words_joined(shape(value), false, ",", one),
    }
}

fn matrix(name: &str, shape: Shape, explode: bool, one: impl Fn(&str) -> String) -> String {
    match shape {
        Shape::One(text) if text.is_empty() => format!(";{name}"),
        Shape::Many(items) if explode => items.iter().map(|item| format!(";{name}={}", one(item))).collect(),
        Shape::Pairs(members) if explode => {
            members.iter().map(|(name, value)| format!(";{}={}", one(name), one(value))).collect()
        }
        other => format!(";{name}={}", words_joined(other, false, ",", one)),
    }
}

fn words_joined(shape: Shape, explode: bool, delimiter: &str, one: impl Fn(&str) -> String) -> String {
    let words: Vec<String> = match shape {
        Shape::Pairs(members) if explode => {
            members.iter().map(|(name, value)| format!("{}={}", one(name), one(value))).collect()
        }
        other => flat(other).iter().map(|word| one(word)).collect(),
    };
    words.join(delimiter)
}

/// The text of a header (style `simple`, not percent-encoded).
pub(crate) fn header(style: Style, param: &Param) -> String {
    match style {
        Style::Json => param.value.to_string(),
        Style::Simple { explode } | Style::Form { explode } => {
            words_joined(shape(&param.value), explode, ",", str::to_owned)
        }
        _ => words_joined(shape(&param.value), false, ",", str::to_owned),
    }
}

/// The items of a form field or of a multipart field: a list is one field an item.
pub(crate) fn fields(param: &Param) -> Vec<String> {
    match &param.value {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().filter_map(scalar).collect(),
        one => scalar(one).into_iter().collect(),
    }
}

/// The same as JSON texts.
pub(crate) fn json_fields(param: &Param) -> Vec<String> {
    match &param.value {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().map(Value::to_string).collect(),
        one => vec![one.to_string()],
    }
}

/// Whether a multipart field of this value is JSON (OpenAPI 3.1 "Encoding Object": the default for objects).
pub(crate) fn is_object(param: &Param) -> bool {
    match &param.value {
        Value::Object(_) => true,
        Value::Array(items) => items.iter().any(Value::is_object),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// A row of the table: in a path or a query, the style, then an empty text, a text, a list, an object.
    type Row = (bool, Style, [&'static str; 4]);

    /// OpenAPI 3.1.1, "Style Examples": every cell, and none where the table has `n/a`.
    const TABLE: &[Row] = &[
        (
            true,
            Style::Matrix { explode: false },
            [";color", ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"],
        ),
        (
            true,
            Style::Matrix { explode: true },
            [";color", ";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"],
        ),
        (true, Style::Label { explode: false }, [".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"]),
        (true, Style::Label { explode: true }, [".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"]),
        (true, Style::Simple { explode: false }, ["", "blue", "blue,black,brown", "R,100,G,200,B,150"]),
        (true, Style::Simple { explode: true }, ["", "blue", "blue,black,brown", "R=100,G=200,B=150"]),
        (
            false,
            Style::Form { explode: false },
            ["color=", "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"],
        ),
        (
            false,
            Style::Form { explode: true },
            ["color=", "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"],
        ),
        (
            false,
            Style::SpaceDelimited,
            ["n/a", "n/a", "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"],
        ),
        (
            false,
            Style::PipeDelimited,
            ["n/a", "n/a", "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"],
        ),
        (false, Style::DeepObject, ["n/a", "n/a", "n/a", "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"]),
    ];

    #[test]
    fn the_style_table() {
        let values =
            [json!(""), json!("blue"), json!(["blue", "black", "brown"]), json!({"R": 100, "G": 200, "B": 150})];
        for (in_path, style, cells) in TABLE {
            for (value, cell) in values.iter().zip(cells).filter(|(_, cell)| **cell != "n/a") {
                let param = Param::new(value.clone());
                let written =
                    if *in_path { path("color", *style, &param) } else { query("color", *style, &param).join("&") };
                assert_eq!(written, *cell, "{style:?} of {value}");
                // A header is written as a path is, but for what a URL would have to encode.
                if matches!(style, Style::Simple { .. }) {
                    assert_eq!(header(*style, &param), *cell, "{style:?} of {value}");
                }
            }
        }
    }

    /// What the table leaves out: JSON, what has to be encoded, and what `allowReserved` leaves as it is.
    #[test]
    fn beside_the_style_table() {
        let object = Param::new(json!({"R": 100, "G": 200}));
        assert_eq!(query("color", Style::Json, &object), ["color=%7B%22R%22%3A100%2C%22G%22%3A200%7D"]);
        assert_eq!(path("color", Style::Json, &object), "%7B%22R%22%3A100%2C%22G%22%3A200%7D");
        assert_eq!(header(Style::Json, &object), r#"{"R":100,"G":200}"#);
        let text = Param::new(json!("a/b?c=d&e,f;g #%"));
        assert_eq!(query("q", Style::Form { explode: true }, &text), ["q=a%2Fb%3Fc%3Dd%26e%2Cf%3Bg%20%23%25"]);
        assert_eq!(query("q", Style::FormReserved { explode: true }, &text), ["q=a/b?c=d%26e,f;g%20%23%25"]);
        assert_eq!(path("q", Style::Simple { explode: false }, &text), "a%2Fb%3Fc%3Dd%26e%2Cf%3Bg%20%23%25");
        let nested = Param::new(json!({"a": {"b": [1, 2]}, "n": null}));
        assert_eq!(query("q", Style::DeepObject, &nested), ["q%5Ba%5D%5Bb%5D=1", "q%5Ba%5D%5Bb%5D=2"]);
        let gaps = Param::new(json!(["a", null, "b"]));
        assert_eq!(query("q", Style::Form { explode: false }, &gaps), ["q=a,b"]);
    }

    #[test]
    fn nothing_is_sent_for_what_is_absent() {
        for style in [Style::Form { explode: true }, Style::Form { explode: false }, Style::PipeDelimited] {
            assert!(query("color", style, &Option::<String>::None.into_param()).is_empty());
            assert!(query("color", style, &Vec::<String>::new().into_param()).is_empty());
        }
    }

    #[test]
    fn odata_names_and_values() {
        let filter = Param::new(json!("name eq 'a&b'"));
        assert_eq!(
            query("$filter", Style::FormReserved { explode: true }, &filter),
            ["$filter=name%20eq%20%27a%26b%27"]
        );
    }
}
