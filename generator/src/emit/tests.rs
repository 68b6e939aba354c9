//! What is emitted is Rust, whatever the IR holds.

use std::collections::BTreeMap;

use serde_json::json;

use super::*;
use crate::diagnostics::Diagnostics;
use crate::ir::*;
use crate::testing::{self, TEXT, both_ways, field, given, object, text_enum};

fn options() -> Options {
    Options {
        whole_crate: true,
        crate_name: "sample-client".to_owned(),
        runtime: RuntimeSource::Embedded,
        document: "sample.yaml".to_owned(),
        document_hash: "0".to_owned(),
    }
}

fn files(api: &Api) -> BTreeMap<String, String> {
    let names = crate::names::assign(api, &mut Diagnostics::new());
    emit(api, &names, &options()).render().unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn named(id: usize) -> Type {
    Type::Named(TypeId(id))
}

fn list(ty: Type) -> Type {
    Type::List(Box::new(ty))
}

/// A dog with everything, a size, a meal that is a bone or free JSON, a tree of itself.
fn types() -> Vec<TypeDef> {
    let mut dog = match object(&[
        ("name", TEXT),
        ("size", named(1)),
        ("mother", named(0)),
        ("puppies", list(named(0))),
        ("meal", named(2)),
        ("type", TEXT),
        ("notes", Type::Map(Box::new(TEXT), true)),
        ("chip", TEXT),
        ("ratio", Type::Number),
    ]) {
        Shape::Struct(structure) => structure,
        _ => return Vec::new(),
    };
    dog.fields[0].required = true;
    dog.fields[1].nullable = true;
    dog.fields[5].deprecated = true;
    dog.fields[7].secret = true;
    dog.fields.insert(0, Field { identity: true, read_only: true, ..field("dog_id", Type::Id(IdTypeId(0))) });
    let member = |name: &str, ty| Member { name: name.to_owned(), ty, doc: None };
    let union = Union {
        members: vec![member("Bone", named(3)), member("Text", TEXT)],
        by: Discrimination::JsonType(vec![vec![JsonType::Object], vec![JsonType::String]]),
    };
    vec![
        both_ways(given("Dog", Shape::Struct(dog))),
        both_ways(given("Size", text_enum(&["small", "very big", "*/ \"# {{ \u{1F415}"]))),
        both_ways(given("Meal", Shape::Union(union))),
        both_ways(given("Bone", object(&[("length", Type::Integer(IntWidth::I32))]))),
        given("Tree", Shape::Alias(list(named(4)))),
        given("Rank", Shape::IntEnum(vec![Variant { value: -3, rename: None, doc: Some("Low.".to_owned()) }])),
        given("Dogs", object(&[("results", list(named(0))), ("next", TEXT), ("count", Type::Integer(IntWidth::I64))])),
    ]
}

fn operations() -> Vec<Operation> {
    let mut list_dogs = testing::with_id("listDogs", "GET", "/dogs", 0);
    let mut size = testing::parameter("size", Location::Query, false);
    size.ty = list(named(1));
    list_dogs.parameters.push(size);
    list_dogs.replies.push(testing::reply(named(6)));
    list_dogs.paging = Some(Paging {
        style: PagingStyle::Cursor {
            counted: None,
            parameter: "cursor".to_owned(),
            cursor: vec!["next".to_owned()],
            start_empty: false,
        },
        items: vec!["results".to_owned()],
        total: Some(vec!["count".to_owned()]),
        size: None,
        identity: None,
        recognised: true,
    });
    let mut get = testing::with_id("getDog", "GET", "/dogs/{dog_id}", 0);
    get.parameters[0].ty = Type::Id(IdTypeId(0));
    get.replies.push(testing::reply(named(0)));
    let mut create = testing::with_id("createDog", "POST", "/dogs", 0);
    create.body = Some(Body { sample: json!({"name": "Rex"}), ..testing::body(named(0), false) });
    create.replies.push(testing::reply(named(0)));
    create.replies.push(Reply { status: Status::Code(204), content: ReplyContent::Empty, ..testing::reply(TEXT) });
    let mut update = testing::with_id("updateDog", "PATCH", "/dogs/{dog_id}", 0);
    update.body = Some(Body { sample: json!({"name": "Rex", "size": "small"}), ..testing::body(named(0), true) });
    let mut erase = testing::with_id("deleteDog", "DELETE", "/dogs/{dog_id}", 0);
    erase.effect = Effect::Destructive;
    erase.confirm = Some(ConfirmCheck { operation: 1, field: "/name".to_owned() });
    vec![list_dogs, get, create, update, erase]
}

fn kennel() -> Api {
    let ids = vec![IdType { name: "dog_id".to_owned(), integer: false, doc: None }];
    Api { types: types(), operations: operations(), ids, ..testing::api(&["Dogs"]) }
}

#[test]
fn everything_parses() {
    for (path, text) in files(&kennel()) {
        assert!(text.lines().take(3).any(|line| line.contains("@generated")), "{path}");
    }
}

#[test]
fn an_empty_api_is_a_crate_too() {
    assert!(files(&testing::api(&[])).contains_key("src/lib.rs"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(files(&kennel()), files(&kennel()));
}
