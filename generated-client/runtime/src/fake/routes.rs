//! A request's method and path → the route that they mean.

use http::HeaderMap;

use super::{Route, asks};
use crate::encode;

/// What a route table says to a request.
pub(crate) enum Found<'a> {
    Route(&'a Route),
    /// The path is known, the method is not.
    OtherMethod,
    Nothing,
}

pub(crate) fn find<'a>(routes: &'a [Route], method: &str, path: &str) -> Found<'a> {
    let here = at(routes, path);
    match (here.iter().find(|route| route.method == method), here.is_empty()) {
        (Some(route), _) => Found::Route(route),
        (None, false) => Found::OtherMethod,
        (None, true) => Found::Nothing,
    }
}

/// Of the routes of one operation, which has several where it has several media types, the one that the request's
/// headers speak of.
pub(crate) fn of_media<'a>(routes: &'a [Route], route: &'a Route, headers: &HeaderMap) -> &'a Route {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (sent, wanted) = (asks::media_type(headers), text(http::header::ACCEPT));
    let fits = |route: &Route| {
        let body = route.asks.body.and_then(|body| body.media_types.first().copied()).unwrap_or_default();
        let is_sent = usize::from(!sent.is_empty() && asks::essence(body) == sent);
        is_sent + usize::from(!route.content_type.is_empty() && wanted.starts_with(&asks::essence(route.content_type)))
    };
    let same = |other: &&Route| other.method == route.method && other.path == route.path;
    // The first of the best: the routes of what is preferred come first.
    routes.iter().filter(same).rev().max_by_key(|route| fits(route)).unwrap_or(route)
}

/// The methods of a path.
pub(crate) fn methods(routes: &[Route], path: &str) -> Vec<&'static str> {
    let mut methods: Vec<&'static str> = at(routes, path).iter().map(|route| route.method).collect();
    methods.dedup();
    methods
}

/// The routes of a path. `/devices/count` is a path of its own beside `/devices/{id}` (OpenAPI, "Paths Object").
fn at<'a>(routes: &'a [Route], path: &str) -> Vec<&'a Route> {
    let parameters = |route: &Route| route.path.matches('{').count();
    let mut here: Vec<_> = routes.iter().filter(|route| matches(route.path, path)).collect();
    let fewest = here.iter().map(|route| parameters(route)).min();
    here.retain(|route| Some(parameters(route)) == fewest);
    here
}

/// The arguments in a path whose segments consist of one each.
pub(crate) fn arguments<'a>(template: &'a str, path: &str) -> Vec<(&'a str, String)> {
    let decode = |text: &str| String::from_utf8_lossy(&encode::decode(text.as_bytes())).into_owned();
    let segments = template.split('/').zip(path.split('/'));
    let whole = |template: &'a str| template.strip_prefix('{')?.strip_suffix('}').filter(|name| !name.contains('{'));
    segments.filter_map(|(template, segment)| Some((whole(template)?, decode(segment)))).collect()
}

/// Whether a path is the template's, whatever the two say about a slash at the end.
pub(crate) fn is_at(template: &str, path: &str) -> bool {
    let bare = template.trim_end_matches('/');
    matches(bare, path.trim_end_matches('/'))
}

fn matches(template: &str, path: &str) -> bool {
    let (mut templates, mut segments) = (template.split('/'), path.split('/'));
    loop {
        match (templates.next(), segments.next()) {
            (None, None) => return true,
            (Some(template), Some(segment)) if fits(template, segment) => {}
            _ => return false,
        }
    }
}

/// Whether a segment is one of the template's: literal text with something in each place of an argument.
fn fits(template: &str, segment: &str) -> bool {
    let decoded = String::from_utf8_lossy(&encode::decode(segment.as_bytes())).into_owned();
    let mut rest = decoded.as_str();
    let mut template = template;
    while let Some((literal, after)) = template.split_once('{') {
        let Some(argument) = rest.strip_prefix(literal) else { return false };
        let Some((_, tail)) = after.split_once('}') else { return false };
        let next = tail.split('{').next().unwrap_or_default();
        let end = if next.is_empty() { Some(argument.len()) } else { argument.find(next) };
        match end {
            Some(end) if end > 0 => rest = argument.get(end..).unwrap_or_default(),
            _ => return false,
        }
        template = tail;
    }
    rest == template
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_match_their_paths() {
        for (template, path, expected) in [
            ("/v1/devices", "/v1/devices", true),
            ("/v1/devices", "/v1/devices/", false),
            ("/v1/devices/{id}", "/v1/devices/a%2Fb", true),
            ("/v1/devices/{id}", "/v1/devices/", false),
            ("/v1/devices/{id}/notes/", "/v1/devices/x/notes/", true),
            ("/v7/device({id})", "/v7/device(5)", true),
            ("/v7/device({id})", "/v7/device()", false),
            ("/v7/device(uuid='{uuid}')", "/v7/device(uuid='ab')", true),
            ("/x/{a}.{b}", "/x/1.json", true),
        ] {
            assert_eq!(matches(template, path), expected, "{template} {path}");
        }
    }
}
