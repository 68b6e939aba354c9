//! Random values that the document's schemas allow, by the word of the `jsonschema` crate, are read and written again as
//! they were; what the client writes itself is allowed, too.

use features_client::rt::serde::Serialize;
use features_client::rt::serde::de::DeserializeOwned;
use features_client::rt::serde_json::{self, Value, json};
use features_client::{Client, models, rt};
use jsonschema::{Draft, Validator};

use crate::instances::{Maker, Random};

const DOCUMENT: &str = include_str!("../../fixtures/emit/features/openapi.yaml");

/// Values of each schema: with these every property is met, and the test takes a few seconds.
const ROUNDS: usize = 120;

/// Reads and writes again.
type Again = fn(&Value) -> Result<Value, String>;

fn again<T: DeserializeOwned + Serialize>(value: &Value) -> Result<Value, String> {
    let value: T = serde_json::from_str(&value.to_string()).map_err(|error| error.to_string())?;
    serde_json::to_value(value).map_err(|error| error.to_string())
}

/// The type of each schema that a reply carries.
const TYPES: &[(&str, Again)] = &[
    ("Alarm", again::<models::Alarm>),
    ("Bark", again::<models::Bark>),
    ("Bone", again::<models::Bone>),
    ("Circle", again::<models::Circle>),
    ("Dog", again::<models::Dog>),
    ("Meal", again::<models::Meal>),
    ("Owner", again::<models::Owner>),
    ("Point", again::<models::Point>),
    ("Problem", again::<models::Problem>),
    ("Rank", again::<models::Rank>),
    ("Ratings", again::<models::Ratings>),
    ("Sample", again::<models::Sample>),
    ("Size", again::<models::Size>),
    ("Soup", again::<models::Soup>),
    ("Square", again::<models::Square>),
    // A list of nothing but itself is free JSON inside.
    ("Tree", again::<Vec<Value>>),
];

fn schemas() -> Value {
    let document: Value = serde_yaml::from_str(DOCUMENT).unwrap_or_else(|error| panic!("{error}"));
    document["components"]["schemas"].clone()
}

/// The judge of one schema: JSON Schema 2020-12, formats included, as OpenAPI 3.1 has it.
fn judge(schemas: &Value, schema: &Value) -> Validator {
    let root = json!({"allOf": [schema], "components": {"schemas": schemas}});
    let options = jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(true);
    options.build(&root).unwrap_or_else(|error| panic!("{error}"))
}

/// Two numbers are one if their values are (JSON Schema, section 4.2.2), whatever their spelling.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, value)| other.get(name).is_some_and(|other| same(value, other)))
        }
        (one, other) => one == other,
    }
}

#[test]
fn every_schema_has_its_type() {
    let names: Vec<String> = schemas().as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
    let missing: Vec<&String> = names.iter().filter(|name| !TYPES.iter().any(|(known, _)| known == name)).collect();
    assert!(missing.is_empty(), "not in the table of this test: {missing:?}");
}

#[test]
fn valid_values_come_back_as_they_were_and_valid() {
    let schemas = schemas();
    for (name, again) in TYPES {
        let judge = judge(&schemas, &schemas[name]);
        let mut maker = Maker { schemas: &schemas, random: Random::new(7), unknown: false };
        for round in 0..ROUNDS {
            let value = maker.value(&schemas[name], 0);
            assert!(judge.is_valid(&value), "{name} {round}: the test made {value}: {:?}", judge.validate(&value));
            let back = again(&value).unwrap_or_else(|error| panic!("{name} {round}: {error}: {value}"));
            assert!(same(&value, &back), "{name} {round}: {value} became {back}");
            assert!(judge.is_valid(&back), "{name} {round}: {back} is not valid");
        }
    }
}

/// Values of enumerations that nobody knew when the client was made.
#[test]
fn values_of_tomorrow_come_back_as_they_were() {
    let schemas = schemas();
    let mut unknown = 0;
    for (name, again) in TYPES {
        let judge = judge(&schemas, &schemas[name]);
        let mut maker = Maker { schemas: &schemas, random: Random::new(11), unknown: true };
        for round in 0..ROUNDS {
            let value = maker.value(&schemas[name], 0);
            unknown += usize::from(!judge.is_valid(&value));
            let back = again(&value).unwrap_or_else(|error| panic!("{name} {round}: {error}: {value}"));
            assert!(same(&value, &back), "{name} {round}: {value} became {back}");
        }
    }
    assert!(unknown > ROUNDS, "{unknown} values were new");
}

/// Sets each of the parts, or leaves it out.
macro_rules! perhaps {
    ($call:ident, $random:ident, $($setter:ident($($value:expr)?)),* $(,)?) => {
        $(if $random.below(2) == 0 {
            $call = $call.$setter($($value)?);
        })*
    };
}

/// What the client writes, with any of its optional parts. What only the server gives is required of it alone.
#[test]
fn what_is_written_is_valid() {
    let mut schemas = schemas();
    schemas["Dog"]["required"] = json!(["name"]);
    let client = Client::builder().tenant("acme").token("t").build().unwrap_or_else(|error| panic!("{error}"));
    let (sample, dog) = (judge(&schemas, &schemas["Sample"]), judge(&schemas, &schemas["Dog"]));
    let mut random = Random::new(3);
    for _ in 0..200 {
        let body = json_of(sample_call(&client, &mut random).plan());
        assert!(sample.is_valid(&body), "{body}: {:?}", sample.validate(&body));
        let mut call = client.dogs().create_dog("Rex");
        let puppy = || models::DogInput::new("Bo").mother(models::DogInput::new("Rex")).chip("c");
        let owner = || models::OwnerInput::new("Ann").dog_count(2);
        perhaps!(call, random, size(models::Size::VeryBig), rank(-3), born("2020-01-02"), seen("2024-02-29T23:59:59Z"));
        perhaps!(call, random, owner(owner()), clear_owner(), puppies([puppy(), puppy()]), chip("c"), mother(puppy()));
        perhaps!(call, random, anything(json!({"a": [null]})), clear_anything(), height(models::Height::Integer(3)));
        let body = json_of(call.plan());
        assert!(dog.is_valid(&body), "{body}: {:?}", dog.validate(&body));
    }
}

fn sample_call(client: &Client, random: &mut Random) -> features_client::operations::files::RoundSample {
    let mut call = client.files().round_sample("sample", true, vec![None, Some("b".to_owned())]);
    let point = || models::PointInput::new().x(1);
    let again = || models::SampleInput::new("sample", false, Vec::new()).ratio(0.5).clear_maybe();
    let labels = || [("a".to_owned(), None), ("b".to_owned(), Some("c".to_owned()))].into_iter().collect();
    let mut ratings = models::RatingsInput::new().average(4.5);
    ratings.extra.insert("stars".to_owned(), Some(5));
    ratings.extra.insert("none".to_owned(), None);
    perhaps!(call, random, small(i32::MIN), large(i64::MAX), natural(0), ratio(0.1), maybe(1e300), clear_maybe());
    perhaps!(call, random, day("2024-02-29"), at("2024-02-29T23:59:59Z"), home("urn:x:y"), amount("12.50"), pin(1234));
    perhaps!(
        call,
        random,
        mixed(json!("a")),
        clear_mixed(),
        rank(2),
        sizes([models::Size::Small]),
        grid([vec![1], vec![]])
    );
    perhaps!(call, random, pair([models::Height::Text("a".to_owned()), models::Height::Integer(1)]), labels(labels()));
    perhaps!(call, random, ratings(ratings), closed(models::ClosedInput::new().a("a").clear_b()), clear_either());
    perhaps!(call, random, either(models::EitherInput::Point(point())), next(again()), free(json!(1)), any(json!({})));
    perhaps!(
        call,
        random,
        shape(models::ShapeInput::Circle(models::CircleInput::new(1.0))),
        both(models::BothInput::new(3))
    );
    perhaps!(call, random, meal(models::MealInput::Bone(models::BoneInput::new("bone").length(2.0))));
    call
}

fn json_of(plan: Result<rt::Plan, features_client::Error>) -> Value {
    let plan = plan.unwrap_or_else(|error| panic!("{error}"));
    match plan.body {
        // A plan shows no secret.
        rt::PlanBody::Text(text) => serde_json::from_str(&text.replace("\"pin\":\"***\"", "\"pin\":1"))
            .unwrap_or_else(|error| panic!("{error}: {text}")),
        other => panic!("{other:?} is no JSON"),
    }
}

/// A secret that is no text is sent, and shown nowhere.
#[test]
fn a_secret_number_is_not_shown() {
    let client = Client::builder().tenant("acme").token("t").build().unwrap_or_else(|error| panic!("{error}"));
    let call = client.files().round_sample("sample", true, Vec::new()).pin(987_654);
    let inner = models::SampleInput::new("sample", true, Vec::new()).pin(987_654);
    let read: models::Sample = serde_json::from_str(r#"{"pin": 987654}"#).unwrap_or_else(|error| panic!("{error}"));
    let plan = call.next(inner.clone()).plan().unwrap_or_else(|error| panic!("{error}"));
    for shown in [format!("{plan:?}"), format!("{inner:?}"), format!("{read:?}")] {
        assert!(!shown.contains("987654") && shown.contains("***"), "{shown}");
    }
    assert_eq!(serde_json::to_value(&inner).ok().map(|inner| inner["pin"].clone()), Some(json!(987_654)));
}
