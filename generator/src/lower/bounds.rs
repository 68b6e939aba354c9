//! What a schema asks of a value beside its type → JSON Schema's keywords, for what checks values.

use serde_json::{Map, Value};

use super::Lowerer;
use super::keywords::Facets;
use super::merge::Part;
use crate::ir::Type;

impl<'a> Lowerer<'a, '_> {
    /// The keywords of a value of this type, and under `items` those of a list's elements.
    pub(super) fn bounds_of(&mut self, parts: &[Part<'a>], ty: &Type) -> Vec<(String, Value)> {
        let merged = self.merged(parts);
        let mut all = of(&merged.facets);
        if let Type::List(inner) | Type::NullableList(inner) = ty
            && is_plain(inner)
        {
            let items: Map<String, Value> = self.bounds_of(&merged.items, inner).into_iter().collect();
            all.extend((!items.is_empty()).then(|| ("items".to_owned(), Value::Object(items))));
        }
        all
    }
}

/// What has a shape of its own is bound by that.
pub(super) fn is_plain(ty: &Type) -> bool {
    !matches!(ty, Type::Named(_) | Type::Json(_) | Type::Map(..))
}

/// Of one value.
fn of(facets: &Facets) -> Vec<(String, Value)> {
    // As numbers, which is how JSON Schema 2020-12 has the exclusive ones.
    let (low, high) = (
        if facets.exclusive_minimum { "exclusiveMinimum" } else { "minimum" },
        if facets.exclusive_maximum { "exclusiveMaximum" } else { "maximum" },
    );
    let known = [
        (low, facets.minimum.map(Value::from)),
        (high, facets.maximum.map(Value::from)),
        ("multipleOf", facets.multiple_of.map(Value::from)),
        ("minLength", facets.min_length.map(Value::from)),
        ("maxLength", facets.max_length.map(Value::from)),
        ("minItems", facets.min_items.map(Value::from)),
        ("maxItems", facets.max_items.map(Value::from)),
        ("uniqueItems", facets.unique_items.then_some(Value::Bool(true))),
        ("format", facets.format.clone().map(Value::from)),
        ("pattern", facets.pattern.clone().map(Value::from)),
    ];
    known.into_iter().filter_map(|(keyword, bound)| Some((keyword.to_owned(), bound?))).collect()
}
