//! Types of values: named definitions and references to them.

use serde::Serialize;
use serde_json::Value;

/// Handle of a [`TypeDef`] in [`super::Api::types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct TypeId(pub usize);

/// Handle of an [`IdType`] in [`super::Api::ids`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct IdTypeId(pub usize);

/// A type that gets a name of its own.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TypeDef {
    /// JSON pointer of the schema it was made from (the first, where equal ones are shared).
    pub pointer: String,
    /// What it could be called.
    pub name: NameHint,
    /// Description as Markdown.
    pub doc: Option<String>,
    /// What it is made of.
    pub shape: Shape,
    /// Where values of it travel.
    pub usage: Usage,
    /// Whether the document calls it deprecated.
    pub deprecated: bool,
    /// An example value of the document, if it carries one.
    pub example: Option<Value>,
    /// Names that it had, kept as deprecated aliases (`x-deprecated-name`).
    pub former: Vec<String>,
}

/// What a type could be called; `names/` makes an identifier of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum NameHint {
    /// The document's own name (key under `components.schemas`), or `x-name`.
    Given(String),
    /// Candidates made up from the place, best (shortest) first; each candidate is a list of words.
    /// The first one that is free and not ambiguous is taken.
    Derived(Vec<Vec<String>>),
}

/// Whether values travel to the server, from it, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Usage {
    /// Reached from a request body or parameter.
    pub request: bool,
    /// Reached from a reply.
    pub reply: bool,
}

/// What a named type is made of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Shape {
    /// An object with known properties.
    Struct(Struct),
    /// A string out of a known list; open: other strings are kept.
    TextEnum(Vec<Variant<String>>),
    /// An integer out of a known list; open as well.
    IntEnum(Vec<Variant<i64>>),
    /// One of several types.
    Union(Union),
    /// Another name for a type.
    Alias(Type),
}

/// An object with known properties.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Struct {
    /// Properties in the document's order.
    pub fields: Vec<Field>,
    /// Type of properties without a declaration; `None` where the document forbids them.
    /// Reply models keep unknown members whatever stands here.
    pub rest: Option<Box<Type>>,
    /// Whether `null` is a value of those properties.
    pub rest_nullable: bool,
}

/// A property.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Field {
    /// Name on the wire.
    pub wire: String,
    /// Name that the overlay wants (`x-name`).
    pub rename: Option<String>,
    /// JSON pointer of its schema.
    pub pointer: String,
    /// Its type, without `null`.
    pub ty: Type,
    /// Listed in `required`.
    pub required: bool,
    /// `null` is a value of it.
    pub nullable: bool,
    /// Tells which object this is; a reply without it cannot be decoded (`x-identity`, or a required `id`).
    pub identity: bool,
    /// Sent by the server only.
    pub read_only: bool,
    /// Sent by the client only.
    pub write_only: bool,
    /// Never shown in `Debug` (`x-secret`, `format: password`).
    pub secret: bool,
    /// Shown in `Debug` unless the client is told to hide personal data (`x-personal`).
    pub personal: bool,
    /// An empty text in its place counts as absent (`x-empty-is-absent`, on fields that are no text).
    pub empty_is_absent: bool,
    /// Whether the document calls it deprecated.
    pub deprecated: bool,
    /// Description as Markdown.
    pub doc: Option<String>,
    /// Default that the document states.
    pub default: Option<Value>,
    /// Example that the document states.
    pub example: Option<Value>,
    /// Keywords of JSON Schema that bound it, for what checks values.
    pub bounds: Vec<(String, Value)>,
}

/// A member of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Variant<T> {
    /// Value on the wire.
    pub value: T,
    /// Name that the document or overlay wants (`x-enum-varnames`).
    pub rename: Option<String>,
    /// Description as Markdown (`x-enum-descriptions`, or a `const` with a description).
    pub doc: Option<String>,
}

/// One of several types.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Union {
    /// Members in the document's order.
    pub members: Vec<Member>,
    /// How to tell them apart.
    pub by: Discrimination,
}

/// A member of a union.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Member {
    /// What the variant could be called: last part of a reference, title, type.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// Description as Markdown.
    pub doc: Option<String>,
}

/// How the members of a union are told apart. Never a guess that can pick wrong in silence:
/// what no rule decides is kept as JSON.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Discrimination {
    /// By a property whose text names the member: `(text, index of member)`. A whole number counts by its decimal text.
    Tag {
        /// The property.
        property: String,
        /// Texts and the members they select.
        mapping: Vec<(String, usize)>,
    },
    /// By the JSON type of the value; each member has types of its own.
    JsonType(Vec<Vec<JsonType>>),
    /// By members of the object that exactly one alternative requires: for each member the names.
    Required(Vec<Vec<String>>),
    /// The only one that decodes without loss; several or none: kept as JSON.
    ExactlyOne,
}

/// JSON's types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum JsonType {
    /// `null`.
    Null,
    /// `true`, `false`.
    Boolean,
    /// A number without fraction.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// The type of a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub enum Type {
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer(IntWidth),
    /// A floating point number.
    Number,
    /// Text.
    Text(TextFormat),
    /// An identifier with a type of its own.
    Id(IdTypeId),
    /// A named type.
    Named(TypeId),
    /// An array.
    List(Box<Type>),
    /// An array whose elements may be `null`.
    NullableList(Box<Type>),
    /// An object with keys that are data. The flag says whether values may be `null`.
    Map(Box<Type>, bool),
    /// Any JSON: the honest last resort, with the reason.
    Json(JsonReason),
    /// Bytes of a file or a body (`format: binary`).
    Binary,
    /// The way to rows of a set, whose type the box names.
    Link(Box<Type>, Link),
}

/// What leads to rows of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum Link {
    /// The number that identifies a row (`x-odata-id`).
    Id,
    /// A navigation to at most one row: nothing, its id, or the row (`x-odata-nav`).
    One,
    /// A navigation to any number of rows: the rows, or how many they are.
    Many,
}

/// Width of an integer, from format and bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum IntWidth {
    /// `i32`.
    I32,
    /// `i64`, the default.
    I64,
    /// `u32`.
    U32,
    /// `u64`.
    U64,
}

/// What a text is known to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum TextFormat {
    /// Nothing known.
    Plain,
    /// A point in time in one of the forms of the API (`date-time`); keeps its spelling.
    Timestamp,
    /// A day (`date`); keeps its spelling.
    Date,
    /// `true`/`false`, `True`/`False`, `Yes`/`No` as text (`bool-text`).
    Bool,
    /// A whole number as text (`int-text`).
    Integer,
    /// A decimal number as text (`decimal-text`, `decimal`).
    Decimal,
    /// A UUID; kept as text, for its spelling.
    Uuid,
    /// A URI; kept as text.
    Uri,
    /// Base64 (`byte`); kept as text.
    Base64,
    /// `password`: a secret.
    Password,
}

/// Why a value is free JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum JsonReason {
    /// The document says nothing of it (`{}`), or allows everything.
    Unspecified,
    /// An object with no declared property.
    FreeObject,
    /// `not`, mixed `enum`, tuples and the like: constructs that no Rust type carries.
    NotCarried,
    /// Several JSON types in one schema.
    MixedTypes,
}

/// A type of identifiers: a newtype, so that two kinds cannot be swapped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IdType {
    /// Suggested name: `device_id` of the document, or `DeviceId` of the overlay.
    pub name: String,
    /// Whether the value is an integer on the wire.
    pub integer: bool,
    /// What it identifies, as Markdown.
    pub doc: Option<String>,
}
