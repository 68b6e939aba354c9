//! Path templates → which route is a collection, which one an item of it.

use super::Route;
use super::routes;

/// Where a request's path stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// `/x`, where there is an `/x/{id}`.
    Collection {
        /// The concrete path.
        collection: String,
        /// Name of the path parameter of an item.
        parameter: &'static str,
    },
    /// `/x/{id}`.
    Item {
        /// The concrete path of the collection.
        collection: String,
        /// Name of the path parameter.
        parameter: &'static str,
        /// Its value.
        id: String,
    },
    /// Anything else.
    Other,
}

/// The place of a concrete path on a route.
pub(crate) fn place(all: &[Route], route: &Route, path: &str) -> Place {
    let path = normal(path);
    if let Some((_, parameter)) = item(route.path) {
        let Some((collection, id)) = path.rsplit_once('/') else { return Place::Other };
        return Place::Item { collection: collection.to_owned(), parameter, id: id.to_owned() };
    }
    let template = normal(route.path);
    let parameter = all.iter().filter_map(|other| item(other.path)).find(|(of, _)| *of == template);
    match parameter {
        Some((_, parameter)) => Place::Collection { collection: path, parameter },
        None => Place::Other,
    }
}

/// The concrete paths of the items that a path lies at or under, outermost first.
pub(crate) fn owners(all: &[Route], route: &Route, path: &str) -> Vec<String> {
    let is_item =
        |prefix: &str| all.iter().any(|other| item(other.path).is_some() && routes::is_at(other.path, prefix));
    let mut prefix = String::new();
    let mut owners = Vec::new();
    for (template, segment) in route.path.trim_matches('/').split('/').zip(path.trim_matches('/').split('/')) {
        prefix = format!("{prefix}/{segment}");
        // `/x/upload` is no item of `/x`, though it looks like one.
        if template.ends_with(['}', ')']) && is_item(&prefix) {
            owners.push(normal(&prefix));
        }
    }
    owners
}

/// The template of the collection and the name of the parameter, where a template ends with one.
fn item(template: &'static str) -> Option<(String, &'static str)> {
    let bare = template.trim_end_matches('/');
    let bare = bare.strip_suffix(')').unwrap_or(bare).strip_suffix('}')?;
    let (before, parameter) = bare.rsplit_once('{')?;
    let collection = before.strip_suffix(['/', '('])?;
    Some((normal(collection), parameter))
}

/// `/x(5)/` and `/x/5` are one place.
pub(crate) fn normal(path: &str) -> String {
    path.trim_end_matches('/').replace('(', "/").replace(')', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_name_their_collection() {
        assert_eq!(item("/v1/x/{x_id}/"), Some(("/v1/x".to_owned(), "x_id")));
        assert_eq!(item("/v7/device({id})"), Some(("/v7/device".to_owned(), "id")));
        assert_eq!(item("/v7/device(uuid='{uuid}')"), None);
        assert_eq!(item("/x/{id}.json"), None);
        assert_eq!(item("/x"), None);
    }
}
