//! `x-odata-…` into sets of rows: path items that are queried instead of called, and schemas that lead to their rows.
//!
//! A set is spread over up to three path items: the set itself, one row by its key, and the number of rows. They name
//! the set; the schema of its rows names it too, which is how navigations find their target.

use openapiv3::{
    Operation as Declared, Parameter as DeclaredParameter, ParameterSchemaOrContent, PathItem, ReferenceOr,
};
use serde_json::Value;

use super::Lowerer;
use super::extension;
use super::keywords::{Keywords, Node};
use super::merge::Part;
use super::pointer;
use super::prose;
use super::schema::Slot;
use super::subject::Subject;
use crate::ir::{Api, BodyContent, EntitySet, JsonType, Link, Type};

/// What a query can say.
const OPTIONS: [&str; 6] = ["$expand", "$filter", "$orderby", "$select", "$skip", "$top"];

/// What the extension of a path item looks like.
const SET: &str = "`{name: device, keys: [[id], [uuid]]}`, where a schema says `x-odata-resource: device`";

impl<'a> Lowerer<'a, '_> {
    /// Takes a path item that belongs to a set; false where it belongs to none.
    pub(super) fn set_item(&mut self, path: &str, item: &'a PathItem, at: &str, api: &mut Api) -> bool {
        let Some(value) = item.extensions.get("x-odata-set") else { return false };
        let name = value.get("name").and_then(Value::as_str);
        let Some((name, row)) = name.and_then(|name| Some((name, self.row_of(name)?))) else {
            self.diagnostics.refuse(at, "x-odata-set", SET);
            return false;
        };
        let known = api.sets.iter().position(|set| set.name == name);
        let index = known.unwrap_or_else(|| {
            api.sets.push(empty(name, row, at));
            api.sets.len() - 1
        });
        let mut set = api.sets[index].clone();
        set.operations += item.iter().count();
        self.read_set(&mut set, value, path, item, at);
        api.sets[index] = set;
        true
    }

    /// What one path item says of its set.
    fn read_set(&mut self, set: &mut EntitySet, value: &Value, path: &str, item: &'a PathItem, at: &str) {
        if let Some(keys) = value.get("keys") {
            set.keys = keys_of(keys);
            set.rename = value.get("x-name").and_then(Value::as_str).map(str::to_owned);
        }
        if path.ends_with("/$count") {
            set.query.count |= item.get.is_some();
            return;
        }
        if !path.ends_with("({key})") {
            set.path = path.to_owned();
            set.pointer = at.to_owned();
            set.doc = item.description.as_deref().and_then(prose::to_markdown);
            self.read_query(set, item);
        }
        for (method, operation) in item.iter() {
            let at = pointer::push(at, method);
            set.group = set.group.take().or_else(|| operation.tags.first().cloned());
            self.report_not_carried(operation, &at);
            let retry = self.retry(operation, &at);
            match method {
                "get" => set.retry_on.read = retry,
                "post" => {
                    set.create = self.set_body(operation, &at, path);
                    set.retry_on.create = retry;
                }
                "patch" => {
                    set.update = self.set_body(operation, &at, path);
                    set.retry_on.update = retry;
                }
                "delete" => {
                    set.deletes = true;
                    set.retry_on.delete = retry;
                }
                _ => {}
            }
        }
    }

    /// What an operation can say of itself and a set cannot.
    fn report_not_carried(&mut self, operation: &'a Declared, at: &str) {
        let choices = ["x-confirm", "x-effect", "x-group", "x-method-name", "x-paging"];
        let choices = choices.into_iter().filter(|key| operation.extensions.contains_key(*key)).map(str::to_owned);
        let others: Vec<String> =
            operation.parameters.iter().filter_map(|parameter| self.query_name(parameter)).collect();
        let others = others.into_iter().filter(|name| !OPTIONS.contains(&name.as_str()));
        let servers = (!operation.servers.is_empty()).then(|| "servers".to_owned());
        for what in choices.chain(others).chain(servers) {
            let message = format!("`{what}` of an operation on a set of rows is not carried: the set is one handle");
            self.diagnostics.note("set-part-not-carried", at, message);
        }
    }

    /// The query parameters that the reading operation declares are what a query can say.
    fn read_query(&mut self, set: &mut EntitySet, item: &'a PathItem) {
        let declared = item.get.iter().flat_map(|operation| &operation.parameters).chain(&item.parameters);
        let names: Vec<String> = declared.filter_map(|parameter| self.query_name(parameter)).collect();
        let has = |name: &str| names.iter().any(|known| known == name);
        set.query.select = has("$select");
        set.query.filter = has("$filter");
        set.query.expand = has("$expand");
        set.query.order = has("$orderby");
        set.query.page = has("$top") && has("$skip");
    }

    fn query_name(&mut self, parameter: &'a ReferenceOr<DeclaredParameter>) -> Option<String> {
        let (parameter, _) = self.resolve_reference(parameter, "")?;
        match parameter {
            DeclaredParameter::Query { parameter_data, .. } => {
                let text = matches!(parameter_data.format, ParameterSchemaOrContent::Schema(_));
                text.then(|| parameter_data.name.clone())
            }
            _ => None,
        }
    }

    fn set_body(&mut self, operation: &'a Declared, at: &str, path: &str) -> Option<Type> {
        let subject = Subject::new(operation.operation_id.as_deref(), path, None, "POST", path);
        let body = operation.request_body.as_ref().map(|body| self.bodies(body, at, &subject))?.into_iter().next()?.1;
        match body.content {
            BodyContent::Json(ty) => Some(ty),
            _ => {
                self.diagnostics.refuse(at, "x-odata-set", "bodies of JSON: a row travels as nothing else");
                None
            }
        }
    }

    /// The type of a set's rows: the component that names the set.
    fn row_of(&mut self, name: &str) -> Option<Type> {
        let names_it = |schema: &ReferenceOr<openapiv3::Schema>| match schema {
            ReferenceOr::Item(schema) => {
                extension::text(&schema.schema_data.extensions, "x-odata-resource") == Some(name)
            }
            ReferenceOr::Reference { .. } => false,
        };
        let found = self.schemas?.iter().find(|(_, schema)| names_it(schema)).map(|(key, _)| key.as_str())?;
        Some(Type::Named(self.component_type(found)))
    }

    /// What leads to rows of a set: `x-odata-id` on an integer, `x-odata-nav` on a property of a row.
    pub(super) fn declared_link(&mut self, parts: &[Part<'a>], nullable: bool) -> Option<Slot> {
        let [Part { node: Node::Schema(schema), pointer, .. }] = parts else { return None };
        let extensions = &schema.schema_data.extensions;
        if let Some(name) = extension::text(extensions, "x-odata-id") {
            let integer = Keywords::of(schema).types == [JsonType::Integer];
            let row = self.row_of(name).filter(|_| integer);
            if row.is_none() {
                self.diagnostics.refuse(pointer, "x-odata-id", "the name of a set, on an integer");
            }
            return row.map(|row| Slot { ty: Type::Link(Box::new(row), Link::Id), nullable });
        }
        let nav = extensions.get("x-odata-nav")?;
        let name = nav.get("resource").and_then(Value::as_str);
        let row = name.and_then(|name| self.row_of(name));
        if row.is_none() {
            self.diagnostics.refuse(pointer, "x-odata-nav", "`{resource: device}` or `{resource: device, many: true}`");
        }
        let many = nav.get("many").and_then(Value::as_bool) == Some(true);
        let link = if many { Link::Many } else { Link::One };
        // Null is a value of the navigation itself.
        row.map(|row| Slot { ty: Type::Link(Box::new(row), link), nullable: false })
    }
}

fn empty(name: &str, row: Type, at: &str) -> EntitySet {
    EntitySet {
        pointer: at.to_owned(),
        name: name.to_owned(),
        rename: None,
        group: None,
        path: String::new(),
        doc: None,
        row,
        create: None,
        update: None,
        deletes: false,
        keys: Vec::new(),
        operations: 0,
        query: crate::ir::QueryCapabilities::default(),
        retry_on: crate::ir::RetryOn::default(),
    }
}

fn keys_of(value: &Value) -> Vec<Vec<String>> {
    let names = |key: &Value| -> Vec<String> {
        key.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    value.as_array().into_iter().flatten().map(names).filter(|key| !key.is_empty()).collect()
}
