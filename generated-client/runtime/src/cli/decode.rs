//! A reply body at hand → the value that its operation makes of it, printed.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::io::{BufRead, BufReader, Read};
use std::process::ExitCode;
use std::rc::Rc;

use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};

use super::{complain, say, usage};
use crate::error::Error;
use crate::model::SetAside;
use crate::reply::{Decode, RawResponse};

const USAGE: &str = "usage: decode [--strict] 'METHOD /path' STATUS < BODY
       decode [--strict] --batch FILE.jsonl    lines of {operation, status, body}; one JSON result a line
       decode --list";

/// Decodes a reply and prints it.
type Decoder = dyn Fn(&RawResponse) -> Result<(String, Vec<SetAside>), Error>;

/// The replies that the operations of an API can give.
#[derive(Default)]
pub struct Replies(Vec<Entry>);

/// A reply that an operation can give.
struct Entry {
    method: &'static str,
    path: &'static str,
    /// The statuses that have this type.
    statuses: Vec<Status>,
    /// Reads the type and prints it.
    decode: Rc<Decoder>,
}

/// Replies of one type.
pub struct OfType<'a> {
    entries: &'a mut Vec<Entry>,
    decode: Rc<Decoder>,
}

impl Replies {
    /// Replies of the type that this decodes to.
    pub fn of<T: Debug + 'static>(&mut self, decode: Decode<T>) -> OfType<'_> {
        let decode = Rc::new(move |raw: &RawResponse| {
            decode(raw).map(|decoded| (format!("{:#?}", decoded.value), decoded.set_aside))
        });
        OfType { entries: &mut self.0, decode }
    }
}

impl OfType<'_> {
    /// `200 404 5XX default GET,PUT /path`: operations of a path, after those of their statuses that have this type.
    pub fn at(&mut self, place: &'static str) -> &mut Self {
        let (mut operations, mut statuses) = (place, Vec::new());
        while let Some((status, rest)) =
            operations.split_once(' ').and_then(|(word, rest)| Some((Status::parse(word)?, rest)))
        {
            statuses.push(status);
            operations = rest;
        }
        let Some((methods, path)) = operations.split_once(' ') else { return self };
        let entry = |method| Entry { method, path, statuses: statuses.clone(), decode: self.decode.clone() };
        self.entries.extend(methods.split(',').map(entry));
        self
    }
}

impl Entry {
    /// How well one of its statuses fits; the least is the best.
    fn rank(&self, status: u16) -> Option<u8> {
        self.statuses.iter().filter_map(|known| known.rank(status)).min()
    }
}

/// The statuses that have a reply's type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    /// One status.
    Code(u16),
    /// A hundred of them: 2 for `2XX`.
    Class(u16),
    /// Any that no other entry names.
    Any,
}

impl Status {
    /// A status as OpenAPI writes it.
    fn parse(word: &str) -> Option<Self> {
        match word.strip_suffix("XX") {
            Some(class) => class.parse().ok().map(Status::Class),
            None if word == "default" => Some(Status::Any),
            None => word.parse().ok().map(Status::Code),
        }
    }

    /// How well the status fits; the least is the best.
    fn rank(self, status: u16) -> Option<u8> {
        match self {
            Status::Code(code) if code == status => Some(0),
            Status::Class(class) if class == status / 100 => Some(1),
            Status::Any => Some(2),
            _ => None,
        }
    }
}

/// The `decode` command.
pub fn decode(fill: fn(&mut Replies)) -> ExitCode {
    let mut replies = Replies::default();
    fill(&mut replies);
    let entries = replies.0.as_slice();
    let mut words: Vec<String> = std::env::args().skip(1).collect();
    let strict = words.iter().any(|word| word == "--strict");
    words.retain(|word| word != "--strict");
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--help" | "-h"] => {
            say(USAGE);
            ExitCode::SUCCESS
        }
        ["--list"] => list(entries),
        ["--batch", file] => batch(entries, file, strict),
        [operation, status] => match status.parse() {
            Ok(status) => one(entries, operation, status, strict),
            Err(_) => usage(&format!("`{status}` is no status"), USAGE),
        },
        _ => usage("an operation and a status are needed", USAGE),
    }
}

fn list(entries: &[Entry]) -> ExitCode {
    let operations: BTreeSet<_> = entries.iter().map(|entry| (entry.path, entry.method)).collect();
    operations.iter().for_each(|(path, method)| say(&format!("{method} {path}")));
    ExitCode::SUCCESS
}

fn find<'a>(entries: &'a [Entry], operation: &str, status: u16) -> Result<&'a Entry, String> {
    let asked = operation.split_once(' ');
    let here: Vec<_> = entries.iter().filter(|entry| asked == Some((entry.method, entry.path))).collect();
    if here.is_empty() {
        return Err(format!("there is no operation `{operation}`; --list names them"));
    }
    let fitting = here.into_iter().filter_map(|entry| Some((entry.rank(status)?, entry)));
    let best = fitting.min_by_key(|(rank, _)| *rank).map(|(_, entry)| entry);
    best.ok_or_else(|| format!("`{operation}` has no reply type for status {status}"))
}

fn one(entries: &[Entry], operation: &str, status: u16, strict: bool) -> ExitCode {
    let entry = match find(entries, operation, status) {
        Ok(entry) => entry,
        Err(problem) => return usage(&problem, USAGE),
    };
    let mut body = Vec::new();
    if let Err(error) = std::io::stdin().lock().read_to_end(&mut body) {
        return usage(&format!("standard input cannot be read: {error}"), USAGE);
    }
    match run(entry, status, body) {
        Ok((text, set_aside)) => {
            say(&text);
            for aside in &set_aside {
                complain(&format!("set aside {}: {}", aside.path, aside.message));
            }
            ExitCode::from(u8::from(strict && !set_aside.is_empty()))
        }
        Err(error) => {
            complain(&error.to_string());
            ExitCode::from(1)
        }
    }
}

fn run(entry: &Entry, status: u16, body: Vec<u8>) -> Result<(String, Vec<SetAside>), Error> {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    (entry.decode)(&RawResponse::new(status, HeaderMap::new(), body))
}

fn batch(entries: &[Entry], file: &str, strict: bool) -> ExitCode {
    let lines = match std::fs::File::open(file) {
        Ok(file) => BufReader::new(file).lines(),
        Err(error) => return usage(&format!("{file}: {error}"), USAGE),
    };
    let mut worst = 0;
    for (index, line) in lines.enumerate() {
        let line = match line {
            Ok(line) => line,
            Err(error) => return usage(&format!("{file}:{}: {error}", index + 1), USAGE),
        };
        if line.trim().is_empty() {
            continue;
        }
        let (code, result) = batch_line(entries, &line, strict);
        worst = worst.max(code);
        say(&result.to_string());
    }
    ExitCode::from(worst)
}

fn batch_line(entries: &[Entry], line: &str, strict: bool) -> (u8, Value) {
    let line: Value = match serde_json::from_str(line) {
        Ok(line) => line,
        Err(error) => return (2, json!({"ok": false, "error": format!("the line is not JSON: {error}")})),
    };
    let operation = line.get("operation").and_then(Value::as_str).unwrap_or_default();
    let status = line.get("status").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok()).unwrap_or(0);
    let mut result = json!({"operation": operation, "status": status});
    let outcome = match find(entries, operation, status) {
        Ok(entry) => either(bodies(line.get("body")), |body| run(entry, status, body)),
        Err(problem) => {
            result["ok"] = false.into();
            result["error"] = problem.into();
            return (2, result);
        }
    };
    match outcome {
        Ok((text, set_aside)) => {
            let fine = !strict || set_aside.is_empty();
            let report = |aside: &SetAside| json!({"path": aside.path, "message": aside.message});
            result["ok"] = fine.into();
            result["set_aside"] = set_aside.iter().map(report).collect();
            result["value"] = text.into();
            (u8::from(!fine), result)
        }
        Err(error) => {
            result["ok"] = false.into();
            result["error"] = error.message().into();
            result["path"] = error.path().into();
            (1, result)
        }
    }
}

/// What the first reading gives, or the second where that is better.
fn either<T>(
    (first, second): (Vec<u8>, Option<Vec<u8>>),
    run: impl Fn(Vec<u8>) -> Result<T, Error>,
) -> Result<T, Error> {
    run(first).or_else(|error| second.map_or(Err(()), |second| run(second).map_err(drop)).map_err(|()| error))
}

/// The bytes that a line's body may mean: a text stands for itself, or for a JSON string.
fn bodies(body: Option<&Value>) -> (Vec<u8>, Option<Vec<u8>>) {
    match body {
        None => (Vec::new(), None),
        Some(Value::String(text)) => {
            (text.clone().into_bytes(), Some(Value::from(text.as_str()).to_string().into_bytes()))
        }
        Some(body) => (body.to_string().into_bytes(), None),
    }
}
