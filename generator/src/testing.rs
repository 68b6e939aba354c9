//! Small APIs made by hand, for the unit tests of the stages behind the IR.

use serde_json::Value;

use crate::ir::*;

/// An API with these groups.
pub(crate) fn api(groups: &[&str]) -> Api {
    let group = |name: &&str| Group { name: (*name).to_owned(), doc: None };
    Api {
        title: "Sample".to_owned(),
        version: "1".to_owned(),
        groups: groups.iter().map(group).collect(),
        ..Api::default()
    }
}

/// `operation("GET", "/devices/{device_id}", group)` with its path parameters.
pub(crate) fn operation(method: &str, path: &str, group: usize) -> Operation {
    let inside = |segment: &str| segment.strip_prefix('{')?.strip_suffix('}').map(str::to_owned);
    let parameters = path.split('/').filter_map(inside).map(|name| parameter(&name, Location::Path, true)).collect();
    Operation {
        pointer: format!("/paths/{}/{}", path.replace('/', "~1"), method.to_lowercase()),
        id: None,
        rename: None,
        tag: None,
        former: Vec::new(),
        group,
        method: method.to_owned(),
        path: path.to_owned(),
        segments: vec![PathPart::Literal(path.to_owned())],
        summary: None,
        doc: None,
        docs_url: None,
        deprecated: false,
        parameters,
        body: None,
        replies: Vec::new(),
        errors: Vec::new(),
        effect: if method == "GET" { Effect::Read } else { Effect::Write },
        retry_on: Vec::new(),
        confirm: None,
        paging: None,
        security: Vec::new(),
        servers: Vec::new(),
        variant: None,
    }
}

/// The same with an id.
pub(crate) fn with_id(id: &str, method: &str, path: &str, group: usize) -> Operation {
    Operation { id: Some(id.to_owned()), ..operation(method, path, group) }
}

/// A text parameter.
pub(crate) fn parameter(wire: &str, location: Location, required: bool) -> Parameter {
    Parameter {
        wire: wire.to_owned(),
        rename: None,
        pointer: String::new(),
        location,
        ty: Type::Text(TextFormat::Plain),
        style: Style::Form { explode: true },
        required,
        allow_reserved: false,
        deprecated: false,
        doc: None,
        default: None,
        example: None,
        constraints: None,
        bounds: Vec::new(),
        sample: Value::Null,
    }
}

/// A type of replies with a name of its own.
pub(crate) fn given(name: &str, shape: Shape) -> TypeDef {
    TypeDef {
        pointer: format!("/components/schemas/{name}"),
        name: NameHint::Given(name.to_owned()),
        doc: None,
        shape,
        usage: Usage { request: false, reply: true },
        deprecated: false,
        example: None,
        former: Vec::new(),
    }
}

/// A type named after its place: candidates as phrases.
pub(crate) fn derived(candidates: &[&str], shape: Shape) -> TypeDef {
    let words = |phrase: &&str| phrase.split(' ').map(str::to_owned).collect();
    TypeDef { name: NameHint::Derived(candidates.iter().map(words).collect()), ..given(&candidates.concat(), shape) }
}

/// The same type, used in requests too.
pub(crate) fn both_ways(def: TypeDef) -> TypeDef {
    TypeDef { usage: Usage { request: true, reply: true }, ..def }
}

/// An object with optional members.
pub(crate) fn object(fields: &[(&str, Type)]) -> Shape {
    let fields = fields.iter().map(|(wire, ty)| field(wire, ty.clone())).collect();
    Shape::Struct(Struct { fields, rest: None, rest_nullable: false })
}

/// An optional member.
pub(crate) fn field(wire: &str, ty: Type) -> Field {
    Field {
        wire: wire.to_owned(),
        rename: None,
        pointer: String::new(),
        ty,
        required: false,
        nullable: false,
        identity: false,
        read_only: false,
        write_only: false,
        empty_is_absent: false,
        secret: false,
        personal: false,
        deprecated: false,
        doc: None,
        default: None,
        example: None,
        bounds: Vec::new(),
    }
}

/// An open enum of texts.
pub(crate) fn text_enum(values: &[&str]) -> Shape {
    let variant = |value: &&str| Variant { value: (*value).to_owned(), rename: None, doc: None };
    Shape::TextEnum(values.iter().map(variant).collect())
}

/// Text without a format.
pub(crate) const TEXT: Type = Type::Text(TextFormat::Plain);

/// A JSON reply with status 200.
pub(crate) fn reply(ty: Type) -> Reply {
    Reply {
        status: Status::Code(200),
        pointer: String::new(),
        media_type: Some("application/json".to_owned()),
        content: ReplyContent::Json(ty),
        doc: None,
        headers: Vec::new(),
        examples: Vec::new(),
        sample: None,
    }
}

/// A JSON body.
pub(crate) fn body(ty: Type, spread: bool) -> Body {
    Body {
        pointer: String::new(),
        media_type: "application/json".to_owned(),
        others: Vec::new(),
        required: true,
        doc: None,
        content: BodyContent::Json(ty),
        spread,
        example: None,
        sample: Value::Null,
        encodings: Vec::new(),
    }
}
