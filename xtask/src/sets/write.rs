//! Sets → the YAML of their path items and schemas.

use super::model::{Kind, Member, Set};

/// Path items of all sets, each indented as in `paths`.
pub(super) fn paths(sets: &[Set], prefix: &str) -> String {
    sets.iter().map(|set| path_items(set, prefix)).collect()
}

/// Schemas of all sets, each indented as in `components.schemas`.
pub(super) fn schemas(sets: &[Set]) -> String {
    sets.iter().map(set_schemas).collect()
}

fn path_items(set: &Set, prefix: &str) -> String {
    let name = &set.name;
    let keys: Vec<String> = keys(set).iter().map(|key| format!("[{}]", key.join(", "))).collect();
    let mut out = format!("  {prefix}/{name}:\n    x-odata-set: {{name: {name}, keys: [{}]}}\n", keys.join(", "));
    out.push_str(&format!("    description: {}\n", quoted(&set.doc)));
    all_rows(set).iter().for_each(|one| out.push_str(&one.text(set)));
    out.push_str(&format!("  {prefix}/{name}/$count:\n    x-odata-set: {{name: {name}}}\n"));
    let number = "{type: object, properties: {d: {type: integer, format: int64}}}";
    let count = format!("'200': {}", content("How many.", number));
    out.push_str(&read("count", "Count rows", FILTER, count).text(set));
    if !keys.is_empty() {
        out.push_str(&format!("  {prefix}/{name}({{key}}):\n    x-odata-set: {{name: {name}}}\n"));
        out.push_str("    parameters: [{$ref: '#/components/parameters/key'}]\n");
        one_row(set).iter().for_each(|one| out.push_str(&one.text(set)));
    }
    out
}

/// What is done with a whole set.
fn all_rows(set: &Set) -> Vec<Operation> {
    let row = component(&set.name);
    let list = read("list", "Read rows", READ, rows(&row));
    if set.read_only {
        return vec![list];
    }
    let created = format!("'201': {}", content("The row.", &reference(&row)));
    vec![
        list,
        write("post", "create", "Create a row", "", Some(format!("{row}Create")), &created),
        write("patch", "update_where", "Change all rows that match", MATCHING, Some(format!("{row}Update")), DONE),
        write("delete", "delete_where", "Delete all rows that match", MATCHING, None, DONE),
    ]
}

/// What is done with one row.
fn one_row(set: &Set) -> Vec<Operation> {
    let row = component(&set.name);
    let get = read("get", "Read one row", SHAPE, rows(&row));
    if set.read_only {
        return vec![get];
    }
    vec![
        get,
        write("patch", "update", "Change one row", "", Some(format!("{row}Update")), DONE),
        write("put", "upsert", "Create or change the row of a key", "", Some(format!("{row}Create")), DONE),
        write("delete", "delete", "Delete one row", "", None, DONE),
    ]
}

const READ: &str = "select, filter, expand, orderby, top, skip";
const SHAPE: &str = "select, expand";
const FILTER: &str = "filter";
const MATCHING: &str = "bulk-filter";
const DONE: &str = "'200': {$ref: '#/components/responses/Done'}";

fn rows(row: &str) -> String {
    let schema = format!("{{type: object, properties: {{d: {{type: array, items: {}}}}}}}", reference(row));
    format!("'200': {}", content("The rows.", &schema))
}

/// An operation of a path item.
struct Operation {
    method: &'static str,
    verb: &'static str,
    summary: &'static str,
    /// Names of shared parameters.
    parameters: &'static str,
    /// Name of the body's schema.
    body: Option<String>,
    reply: String,
}

fn read(verb: &'static str, summary: &'static str, parameters: &'static str, reply: String) -> Operation {
    Operation { method: "get", verb, summary, parameters, body: None, reply }
}

fn write(
    method: &'static str,
    verb: &'static str,
    summary: &'static str,
    parameters: &'static str,
    body: Option<String>,
    reply: &str,
) -> Operation {
    Operation { method, verb, summary, parameters, body, reply: reply.to_owned() }
}

impl Operation {
    fn text(&self, set: &Set) -> String {
        let Operation { method, verb, summary, .. } = self;
        let mut out = format!("    {method}:\n      tags: [{}]\n", set.group);
        out.push_str(&format!("      operationId: {}.{verb}\n      summary: {summary}\n", set.name));
        if !self.parameters.is_empty() {
            let all = self.parameters.split(", ").map(|name| format!("{{$ref: '#/components/parameters/{name}'}}"));
            out.push_str(&format!("      parameters: [{}]\n", all.collect::<Vec<_>>().join(", ")));
        }
        if let Some(body) = &self.body {
            let content = format!("{{application/json: {{schema: {}}}}}", reference(body));
            out.push_str(&format!("      requestBody: {{required: true, content: {content}}}\n"));
        }
        let error = "default: {$ref: '#/components/responses/Error'}";
        out.push_str(&format!("      responses: {{{}, {error}}}\n", self.reply));
        out
    }
}

fn content(doc: &str, schema: &str) -> String {
    format!("{{description: {doc}, content: {{application/json: {{schema: {schema}}}}}}}")
}

fn set_schemas(set: &Set) -> String {
    let name = component(&set.name);
    let mut out = format!("    {name}:\n      type: object\n      x-odata-resource: {}\n", set.name);
    out.push_str(&format!("      description: {}\n      properties:\n", quoted(&set.doc)));
    for member in &set.members {
        out.push_str(&format!("        {}: {}\n", member.name, row_schema(set, member)));
    }
    if !set.read_only {
        out.push_str(&input(set, &format!("{name}Create"), "A new row", true));
        out.push_str(&input(set, &format!("{name}Update"), "A change of rows", false));
    }
    out
}

fn input(set: &Set, name: &str, what: &str, create: bool) -> String {
    let members: Vec<&Member> = set.members.iter().filter(|member| member.has("write")).collect();
    let mut out = format!("    {name}:\n      type: object\n      description: {what} of {}.\n", set.name);
    let required: Vec<&str> =
        members.iter().filter(|member| create && member.has("required")).map(|member| member.name.as_str()).collect();
    if !required.is_empty() {
        out.push_str(&format!("      required: [{}]\n", required.join(", ")));
    }
    if members.is_empty() {
        return out + "      additionalProperties: false\n";
    }
    out.push_str("      properties:\n");
    for member in members {
        out.push_str(&format!("        {}: {}\n", member.name, input_schema(set, member)));
    }
    out
}

/// The schema of a property of a row as it is read.
fn row_schema(set: &Set, member: &Member) -> String {
    let schema = match &member.kind {
        Kind::One(target) => format!(
            "x-odata-nav: {{resource: {target}}}, oneOf: [{{type: 'null'}}, {}, {{type: array, maxItems: 1, items: {}}}]",
            reference("Deferred"),
            reference(&component(target))
        ),
        Kind::Many(target) => format!(
            "x-odata-nav: {{resource: {target}, many: true}}, oneOf: [{{type: integer}}, {{type: array, items: {}}}]",
            reference(&component(target))
        ),
        _ => scalar_schema(set, member),
    };
    with_doc(schema, member)
}

/// The schema of a property as it is written: a navigation by the id of the row that it leads to.
fn input_schema(set: &Set, member: &Member) -> String {
    let schema = match &member.kind {
        Kind::One(target) | Kind::Many(target) => {
            format!("{}, x-odata-id: {target}", typed("integer", "", member.nullable))
        }
        _ => scalar_schema(set, member),
    };
    with_doc(schema, member)
}

fn scalar_schema(set: &Set, member: &Member) -> String {
    let nullable = member.nullable;
    match &member.kind {
        Kind::Texts(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
            let null = if nullable { ", null" } else { "" };
            format!("{}, enum: [{}{null}]", typed("string", "", nullable), texts.join(", "))
        }
        Kind::Scalar(name) => match name.as_str() {
            "id" => format!("{}, x-odata-id: {}", typed("integer", "int64", nullable), set.name),
            "integer" => typed("integer", "int64", nullable),
            "bigint" => typed("string", "int-text", nullable),
            "boolean" => typed("boolean", "", nullable),
            "timestamp" => typed("string", "date-time", nullable),
            "real" => typed("number", "double", nullable),
            "file" => {
                format!("oneOf: [{}{}]", reference("WebResource"), if nullable { ", {type: 'null'}" } else { "" })
            }
            "json" => "description: Any JSON.".to_owned(),
            _ => typed("string", "", nullable),
        },
        Kind::One(_) | Kind::Many(_) => String::new(),
    }
}

fn typed(ty: &str, format: &str, nullable: bool) -> String {
    let ty = if nullable { format!("type: [{ty}, 'null']") } else { format!("type: {ty}") };
    if format.is_empty() { ty } else { format!("{ty}, format: {format}") }
}

fn with_doc(mut schema: String, member: &Member) -> String {
    if member.has("personal") {
        schema.push_str(", x-personal: true");
    }
    if let Some(doc) = &member.doc
        && !schema.contains("description:")
    {
        schema.push_str(&format!(", description: {}", quoted(doc)));
    }
    format!("{{{schema}}}")
}

/// The id, and what the file says beside it.
fn keys(set: &Set) -> Vec<Vec<String>> {
    let id = set.members.iter().find(|member| member.kind == Kind::Scalar("id".to_owned()));
    let id = id.map(|member| vec![member.name.clone()]);
    id.into_iter().chain(set.keys.iter().cloned()).collect()
}

fn reference(component: &str) -> String {
    format!("{{$ref: '#/components/schemas/{component}'}}")
}

/// `device_tag` → `DeviceTag`.
fn component(name: &str) -> String {
    let words = name.split('_').filter(|word| !word.is_empty());
    words.map(|word| word[..1].to_ascii_uppercase() + &word[1..]).collect()
}

/// A YAML scalar in single quotes.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
