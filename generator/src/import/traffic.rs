//! Requests as collections and recordings show them, sorted into operations of one API.

use indexmap::IndexMap;
use serde_json::Value;

use crate::diagnostics::Diagnostics;

/// What was read of one or several files.
#[derive(Debug, Default)]
pub(super) struct Traffic {
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) schemes: Vec<Scheme>,
    pub(super) requests: Vec<Request>,
}

impl Traffic {
    pub(super) fn extend(&mut self, more: Self) {
        self.title = self.title.take().or(more.title);
        self.description = self.description.take().or(more.description);
        for scheme in more.schemes {
            if !self.schemes.contains(&scheme) {
                self.schemes.push(scheme);
            }
        }
        self.requests.extend(more.requests);
    }
}

/// How a collection says that requests are authorised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Scheme {
    Bearer,
    Basic,
    ApiKey { name: String, place: String },
}

/// One request with what is known of its replies.
#[derive(Debug, Clone, Default)]
pub(super) struct Request {
    /// How often it was recorded; a collection shows each request once.
    pub(super) times: usize,
    /// Name in the collection; empty in a recording.
    pub(super) name: String,
    /// Folders from the outermost to the one that it is in.
    pub(super) folders: Vec<String>,
    pub(super) description: Option<String>,
    /// In capitals.
    pub(super) method: String,
    /// Scheme and host, variables in braces.
    pub(super) server: String,
    /// Template: `/devices/{device_id}`.
    pub(super) path: String,
    pub(super) path_parameters: Vec<Named>,
    pub(super) query: Vec<Named>,
    pub(super) bodies: Vec<Sample>,
    pub(super) replies: Vec<Reply>,
}

/// A parameter or form field.
#[derive(Debug, Clone, Default)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) description: Option<String>,
    pub(super) values: Vec<String>,
    pub(super) is_file: bool,
}

/// What was sent or received once.
#[derive(Debug, Clone)]
pub(super) struct Sample {
    pub(super) media_type: String,
    pub(super) content: Content,
}

#[derive(Debug, Clone)]
pub(super) enum Content {
    /// JSON, and whether it may be shown as an example.
    Json(Value, bool),
    Form(Vec<Named>),
    /// Text or bytes; what they were does not matter.
    Other,
}

#[derive(Debug, Clone)]
pub(super) struct Reply {
    pub(super) name: String,
    pub(super) status: Option<u16>,
    pub(super) body: Option<Sample>,
}

/// Requests by operation.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) schemes: Vec<Scheme>,
    pub(super) server: String,
    /// All requests of one method and path, merged, in the order of their first appearance.
    pub(super) operations: Vec<Request>,
}

/// Sorts requests into operations: those of another host are left out, two names for one place are a conflict.
pub(super) fn sort(traffic: Traffic, d: &mut Diagnostics) -> Sorted {
    let server = main_server(&traffic.requests);
    let mut operations: IndexMap<(String, String), Request> = IndexMap::new();
    for request in traffic.requests {
        if request.server != server || !request.path.starts_with('/') {
            d.note("import-foreign", "", foreign(&request, &server));
            continue;
        }
        match operations.entry((request.method.clone(), shape(&request.path))) {
            indexmap::map::Entry::Vacant(place) => drop(place.insert(request)),
            indexmap::map::Entry::Occupied(mut place) => join(place.get_mut(), request, d),
        }
    }
    let operations = operations.into_values().collect();
    Sorted { title: traffic.title, description: traffic.description, schemes: traffic.schemes, server, operations }
}

/// A recorded request has no name, and its path may hold data.
fn foreign(request: &Request, server: &str) -> String {
    if request.name.is_empty() {
        return format!("A {} to {} is not of this API: its requests go to {server}.", request.method, request.server);
    }
    let whole = format!("{} {}{}", request.method, request.server, request.path);
    format!("\"{}\": `{whole}` is not of this API: its requests go to {server}.", request.name)
}

/// The server that most requests go to; the first of several.
fn main_server(requests: &[Request]) -> String {
    let mut counts: IndexMap<&str, usize> = IndexMap::new();
    for request in requests.iter().filter(|request| request.server.contains("://")) {
        *counts.entry(&request.server).or_default() += request.times;
    }
    let most = counts.values().copied().max().unwrap_or_default();
    counts.iter().find(|(_, count)| **count == most).map(|(server, _)| (*server).to_owned()).unwrap_or_default()
}

/// A template without the names of its parameters: two that differ in them only are one (OpenAPI, "Paths Object").
pub(crate) fn shape(path: &str) -> String {
    let blank = |segment: &str| {
        if segment.starts_with('{') && segment.ends_with('}') { "{}".to_owned() } else { segment.to_owned() }
    };
    path.split('/').map(blank).collect::<Vec<_>>().join("/")
}

fn join(known: &mut Request, more: Request, d: &mut Diagnostics) {
    if !known.name.is_empty() && !more.name.is_empty() && known.name != more.name && known.folders == more.folders {
        let message =
            format!("\"{}\" and \"{}\" have the same URL `{} {}`.", known.name, more.name, more.method, more.path);
        let help = "the first is taken; find out the true URL of the other and add it by hand";
        d.warning("import-conflict", "", message, help);
        return;
    }
    known.description = known.description.take().or(more.description);
    join_named(&mut known.path_parameters, more.path_parameters);
    join_named(&mut known.query, more.query);
    known.bodies.extend(more.bodies);
    known.replies.extend(more.replies);
}

pub(super) fn join_named(known: &mut Vec<Named>, more: Vec<Named>) {
    for one in more {
        match known.iter_mut().find(|named| named.name == one.name) {
            Some(named) => {
                named.description = named.description.take().or(one.description);
                named.values.extend(one.values);
                named.is_file |= one.is_file;
            }
            None => known.push(one),
        }
    }
}
