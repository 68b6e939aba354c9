//! From edits of a document to edits of its text: everything else stays as it is, to the byte.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser};
use serde_json::Value;

use super::Edit;
use crate::evidence::tree::escape;

/// Makes edits in the text of a document, JSON or YAML.
///
/// # Errors
/// The pointer of an edit whose place the text does not have in a form that can be edited; empty if the edited text
/// would not hold exactly what the edits ask for.
pub fn edit_text(text: &str, edits: &[Edit]) -> Result<String, String> {
    let edited = edited(text, edits)?;
    // YAML has many forms; the result is read again, so that a form not thought of is an error and not a loss.
    let mut expected: Value = serde_yaml::from_str(text).map_err(|_| String::new())?;
    let done = edits.iter().all(|edit| edit.apply(&mut expected));
    let is_right = serde_yaml::from_str::<Value>(&edited).is_ok_and(|value| value == expected);
    if done && is_right { Ok(edited) } else { Err(String::new()) }
}

fn edited(text: &str, edits: &[Edit]) -> Result<String, String> {
    let layout = Layout::of(text);
    let mut changes: Vec<Change> = Vec::new();
    for (parent, values) in additions(edits) {
        let node = layout.nodes.get(parent).ok_or_else(|| parent.to_owned())?;
        changes.push(layout.add(node, &values).ok_or_else(|| parent.to_owned())?);
    }
    for edit in edits {
        if let Edit::Replace { pointer, value } = edit {
            let node = layout.nodes.get(pointer.as_str()).ok_or_else(|| pointer.clone())?;
            changes.push(layout.replace(node, value).ok_or_else(|| pointer.clone())?);
        }
    }
    // From the end, so that earlier places stay where they are.
    changes.sort_by_key(|change| std::cmp::Reverse((change.start, change.end)));
    let mut out: Vec<char> = layout.text.clone();
    for change in changes {
        let known = change.start <= change.end && change.end <= out.len();
        if known {
            drop(out.splice(change.start..change.end, change.text.chars()));
        }
    }
    Ok(out.into_iter().collect())
}

/// What is added, by the object or array that it is added to, in the order of the edits.
fn additions(edits: &[Edit]) -> BTreeMap<&str, Vec<(Option<&str>, &Value)>> {
    let mut additions: BTreeMap<&str, Vec<(Option<&str>, &Value)>> = BTreeMap::new();
    for edit in edits {
        match edit {
            Edit::Insert { parent, key, value } => additions.entry(parent).or_default().push((Some(key), value)),
            Edit::Append { parent, value } => additions.entry(parent).or_default().push((None, value)),
            Edit::Replace { .. } => {}
        }
    }
    additions
}

struct Change {
    start: usize,
    end: usize,
    text: String,
}

/// Where a node stands, in characters of the text.
#[derive(Debug, Clone, Copy)]
struct Node {
    start: usize,
    /// After the last character of a scalar; the closing bracket of a flow collection.
    end: usize,
    form: Form,
    /// Where the first entry begins, and how far it is indented.
    first: Option<(usize, usize)>,
    /// After the last character of the last entry.
    last: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Scalar,
    Flow,
    Block,
}

struct Layout {
    text: Vec<char>,
    nodes: BTreeMap<String, Node>,
}

/// A collection that is being read.
struct Open {
    pointer: String,
    node: Node,
    is_map: bool,
    key: Option<String>,
    count: usize,
}

impl Open {
    fn wants_key(&self) -> bool {
        self.is_map && self.key.is_none()
    }

    /// Pointer of the next value.
    fn next(&mut self) -> String {
        let step = match self.key.take() {
            Some(key) => escape(&key),
            None => self.count.to_string(),
        };
        self.count += 1;
        format!("{}/{step}", self.pointer)
    }

    fn begins(&mut self, at: usize, column: usize) {
        if self.node.first.is_none() {
            self.node.first = Some((at, column));
        }
    }
}

impl Layout {
    /// Finds out where everything stands. JSON is YAML in flow form.
    fn of(text: &str) -> Self {
        let mut layout = Self { text: text.chars().collect(), nodes: BTreeMap::new() };
        let mut open: Vec<Open> = Vec::new();
        let mut parser = Parser::new_from_str(text);
        while let Some(Ok((event, span))) = parser.next_event() {
            let (start, end, column) = (span.start.index(), span.end.index(), span.start.col());
            match event {
                Event::MappingStart(..) | Event::SequenceStart(..) => {
                    let is_map = matches!(event, Event::MappingStart(..));
                    if let Some(top) = open.last_mut() {
                        top.begins(start, column);
                    }
                    let pointer = open.last_mut().map_or_else(String::new, Open::next);
                    let flow = matches!(layout.text.get(start), Some('{' | '['));
                    let form = if flow { Form::Flow } else { Form::Block };
                    let node = Node { start, end: start, form, first: None, last: start };
                    open.push(Open { pointer, node, is_map, key: None, count: 0 });
                }
                Event::MappingEnd | Event::SequenceEnd => {
                    let Some(mut done) = open.pop() else { return layout };
                    done.node.end = start;
                    let last = if done.node.form == Form::Flow { end } else { done.node.last };
                    layout.nodes.insert(done.pointer, done.node);
                    if let Some(top) = open.last_mut() {
                        top.node.last = last;
                    }
                }
                Event::Scalar(text, ..) => {
                    let Some(top) = open.last_mut() else { continue };
                    if top.wants_key() {
                        top.begins(start, column);
                        top.key = Some(text.into_owned());
                        top.node.last = end;
                    } else {
                        top.begins(start, column);
                        let pointer = top.next();
                        top.node.last = end;
                        let node = Node { start, end, form: Form::Scalar, first: None, last: end };
                        layout.nodes.insert(pointer, node);
                    }
                }
                Event::Alias(_) => {
                    if let Some(top) = open.last_mut() {
                        drop(top.next());
                        top.node.last = end;
                    }
                }
                Event::DocumentEnd => return layout,
                _ => {}
            }
        }
        layout
    }

    fn add(&self, node: &Node, values: &[(Option<&str>, &Value)]) -> Option<Change> {
        match node.form {
            Form::Scalar => None,
            Form::Block => self.add_block(node, values),
            Form::Flow => self.add_flow(node, values),
        }
    }

    /// After the last line of the last entry, indented as the first is.
    fn add_block(&self, node: &Node, values: &[(Option<&str>, &Value)]) -> Option<Change> {
        let (first, column) = node.first?;
        let is_list = values.iter().any(|(key, _)| key.is_none());
        let indent = " ".repeat(if is_list { self.dash_before(first)? } else { column });
        let mut text = String::new();
        for (key, value) in values {
            let yaml = match key {
                Some(key) => serde_yaml::to_string(&serde_json::json!({ *key: value })).ok()?,
                None => serde_yaml::to_string(&serde_json::json!([value])).ok()?,
            };
            yaml.lines().for_each(|line| {
                text.push_str(if line.is_empty() { "" } else { &indent });
                text.push_str(line);
                text.push('\n');
            });
        }
        let end = self.end_of_line(node.last);
        let at_line = end == 0 || self.text.get(end - 1) == Some(&'\n');
        if at_line {
            return Some(Change { start: end, end, text });
        }
        let text = format!("\n{}", text.trim_end_matches('\n'));
        Some(Change { start: end, end, text })
    }

    /// The column of the dash that an element stands behind.
    fn dash_before(&self, element: usize) -> Option<usize> {
        let before = self.text.get(..element)?;
        let dash = before.iter().rposition(|c| !c.is_whitespace()).filter(|at| before.get(*at) == Some(&'-'))?;
        let line = before.get(..dash)?.iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1);
        Some(dash - line)
    }

    /// The end of the line that an entry ends on, before its line break; a block scalar ends at the start of the next.
    fn end_of_line(&self, last: usize) -> usize {
        let begins_line = last > 0 && self.text.get(last - 1) == Some(&'\n');
        if begins_line {
            // Blank lines that a block scalar swallowed belong after what is added.
            let mut end = last;
            while end >= 2 && self.text.get(end - 1) == Some(&'\n') && self.text.get(end - 2) == Some(&'\n') {
                end -= 1;
            }
            return end;
        }
        let rest = self.text.iter().skip(last);
        last + rest.take_while(|c| !matches!(c, '\n' | '\r')).count()
    }

    /// Before the closing bracket: on lines of their own where the entries have them, on the same line otherwise.
    fn add_flow(&self, node: &Node, values: &[(Option<&str>, &Value)]) -> Option<Change> {
        let own_lines =
            node.first.filter(|(at, _)| self.text.get(node.start..*at).is_some_and(|between| between.contains(&'\n')));
        let mut text = String::new();
        for (index, (key, value)) in values.iter().enumerate() {
            if index > 0 || node.first.is_some() {
                text.push(',');
            }
            let indent = own_lines.map(|(_, column)| column);
            match indent {
                Some(indent) => text.push_str(&format!("\n{}", " ".repeat(indent))),
                None if index > 0 || node.first.is_some() => text.push(' '),
                None => {}
            }
            if let Some(key) = key {
                text.push_str(&if self.is_json() { serde_json::to_string(key).ok()? } else { word(key)? });
                text.push_str(": ");
            }
            text.push_str(&if own_lines.is_some() || self.is_json() {
                json_text(value, indent)?
            } else {
                flow(value)?
            });
        }
        let at = if node.first.is_some() { node.last } else { node.start + 1 };
        Some(Change { start: at, end: at, text })
    }

    fn is_json(&self) -> bool {
        self.text.iter().find(|c| !c.is_whitespace()) == Some(&'{')
    }

    /// A scalar, or a flow collection, in place of what stands there.
    fn replace(&self, node: &Node, value: &Value) -> Option<Change> {
        let end = match node.form {
            Form::Scalar => node.end,
            Form::Flow => node.end + 1,
            Form::Block => return self.replace_block(node, value),
        };
        let text = if self.is_json() { json_text(value, None)? } else { flow(value)? };
        Some(Change { start: node.start, end, text })
    }

    fn replace_block(&self, node: &Node, value: &Value) -> Option<Change> {
        let (start, _) = node.first?;
        let text = flow(value)?;
        // The text before the first entry is its indentation, which the flow form stands behind as well.
        Some(Change { start, end: node.last, text })
    }
}

/// JSON on one line, or indented as the lines around it are.
fn json_text(value: &Value, indent: Option<usize>) -> Option<String> {
    match indent {
        Some(indent) => {
            let pretty = serde_json::to_string_pretty(value).ok()?;
            Some(pretty.replace('\n', &format!("\n{}", " ".repeat(indent))))
        }
        None => serde_json::to_string(value).ok(),
    }
}

/// YAML in flow form, with spaces where people write them.
fn flow(value: &Value) -> Option<String> {
    Some(match value {
        Value::Array(elements) => {
            let elements: Option<Vec<String>> = elements.iter().map(flow).collect();
            format!("[{}]", elements?.join(", "))
        }
        Value::Object(members) => {
            let member = |(key, value): (&String, &Value)| Some(format!("{}: {}", word(key)?, flow(value)?));
            let members: Option<Vec<String>> = members.iter().map(member).collect();
            format!("{{{}}}", members?.join(", "))
        }
        Value::String(text) => word(text)?,
        other => serde_json::to_string(other).ok()?,
    })
}

/// A plain word stands without quotes, unless YAML takes it for something else.
fn word(text: &str) -> Option<String> {
    let is_plain = text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    let means_more = ["null", "true", "false", "yes", "no", "on", "off", "nan", "inf"];
    if is_plain && !means_more.contains(&text.to_ascii_lowercase().as_str()) {
        return Some(text.to_owned());
    }
    serde_json::to_string(text).ok()
}
