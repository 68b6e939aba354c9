//! JSON text → a typed value, at full speed; and when that fails, without the values that do not fit.
//!
//! A failed decode is repeated on a value tree. Each round names one place that does not fit; it is set aside, and what
//! was found good before it in a list is put away, so that the next round begins at the failing element. That keeps a
//! long list linear. At the end everything good is put back and decoded once.

use std::collections::VecDeque;

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::Segment;

/// A value that did not fit its type and was left out of the decoded reply.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SetAside {
    /// JSON path (RFC 9535) of the value in the reply.
    pub path: String,
    /// Why it did not fit.
    pub message: String,
    /// Whether it was an element of a list that is not itself inside a list: one that a page counts.
    pub(crate) is_item: bool,
}

/// A decoded value, and what was left out of it.
#[derive(Debug, Clone)]
pub struct Decoded<T> {
    /// The value.
    pub value: T,
    /// What did not fit, in the order of the reply.
    pub set_aside: Vec<SetAside>,
}

impl<T> Decoded<T> {
    /// A value of which nothing was left out.
    pub fn whole(value: T) -> Self {
        Self { value, set_aside: Vec::new() }
    }

    /// The same with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Decoded<U> {
        Decoded { value: change(self.value), set_aside: self.set_aside }
    }
}

/// Why nothing could be decoded: a path where the JSON is sound.
#[derive(Debug)]
pub(crate) struct Undecodable {
    pub(crate) path: Option<String>,
    pub(crate) message: String,
}

pub(crate) fn decode<T: DeserializeOwned>(text: &[u8]) -> Result<Decoded<T>, Undecodable> {
    match serde_json::from_slice(text) {
        Ok(value) => Ok(Decoded::whole(value)),
        Err(_) => Rescue::new(text)?.run(attempt::<T>),
    }
}

type Attempt<T> = Result<T, (Vec<Step>, String)>;

/// One try, with the place of the first misfit.
fn attempt<T: DeserializeOwned>(tree: &Value) -> Attempt<T> {
    serde_path_to_error::deserialize(tree).map_err(|error| {
        let steps = steps(error.path());
        (steps, error.into_inner().to_string())
    })
}

#[derive(Debug, Clone, PartialEq)]
enum Step {
    Member(String),
    Element(usize),
}

fn steps(path: &serde_path_to_error::Path) -> Vec<Step> {
    let known = path.iter().map_while(|segment| match segment {
        Segment::Seq { index } => Some(Step::Element(*index)),
        Segment::Map { key } => Some(Step::Member(key.clone())),
        Segment::Enum { .. } | Segment::Unknown => None,
    });
    known.collect()
}

/// How many elements of a list are looked at together: taking out the first costs moving that many.
const WINDOW: usize = 512;

/// A list on the way to the latest misfit, of which the tree holds a window only.
struct Frame {
    /// The list's place in the tree. Lists around it hold their current element first, so their index is 0.
    at: Vec<Step>,
    before: Vec<Value>,
    removed: usize,
    after: VecDeque<Value>,
}

struct Rescue {
    tree: Value,
    frames: Vec<Frame>,
    set_aside: Vec<(Vec<Step>, String)>,
}

impl Rescue {
    fn new(text: &[u8]) -> Result<Self, Undecodable> {
        let tree = serde_json::from_slice(text)
            .map_err(|error| Undecodable { path: None, message: format!("the reply is not JSON: {error}") })?;
        Ok(Self { tree, frames: Vec::new(), set_aside: Vec::new() })
    }

    fn run<T>(mut self, attempt: fn(&Value) -> Attempt<T>) -> Result<Decoded<T>, Undecodable> {
        loop {
            match attempt(&self.tree) {
                Ok(value) if self.frames.is_empty() => return Ok(Decoded { value, set_aside: self.reported() }),
                Ok(_) => self.go_on(),
                Err((steps, message)) => self.put_aside(steps, message)?,
            }
        }
    }

    /// What is in the tree fits: the next window of the innermost list, or that list put back whole.
    fn go_on(&mut self) {
        let Some(frame) = self.frames.last_mut() else { return };
        if frame.after.is_empty() {
            self.close();
            return;
        }
        let Some(Value::Array(window)) = find(&mut self.tree, &frame.at) else { return };
        frame.before.append(window);
        let next = frame.after.len().min(WINDOW);
        window.extend(frame.after.drain(..next));
    }

    /// Puts the innermost list back together.
    fn close(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        if let Some(Value::Array(window)) = find(&mut self.tree, &frame.at) {
            let mut whole = frame.before;
            whole.append(window);
            whole.extend(frame.after);
            *window = whole;
        }
    }

    fn put_aside(&mut self, mut steps: Vec<Step>, message: String) -> Result<(), Undecodable> {
        while self.frames.last().is_some_and(|frame| !leads_through(&frame.at, &steps)) {
            self.close();
        }
        let original = self.original(&steps);
        let cannot = |message| Undecodable { path: Some(json_path(&original)), message };
        let Some((last, parents)) = steps.split_last_mut() else { return Err(cannot(message)) };
        for depth in 0..parents.len() {
            if let Step::Element(index) = parents[depth] {
                self.advance(&parents[..depth], index);
                parents[depth] = Step::Element(0);
            }
        }
        if let Step::Element(index) = *last {
            self.advance(parents, index);
            *last = Step::Element(0);
        }
        if !self.remove(parents, last) {
            return Err(cannot(message));
        }
        self.record(original, message);
        Ok(())
    }

    /// Puts away what comes before the element in the list at that place.
    fn advance(&mut self, at: &[Step], index: usize) {
        let Some(Value::Array(list)) = find(&mut self.tree, at) else { return };
        let known = self.frames.iter().position(|frame| frame.at == at);
        let position = known.unwrap_or_else(|| {
            let after = list.split_off(list.len().min(index + WINDOW)).into();
            self.frames.push(Frame { at: at.to_vec(), before: Vec::new(), removed: 0, after });
            self.frames.len() - 1
        });
        if let Some(frame) = self.frames.get_mut(position) {
            frame.before.extend(list.drain(..index.min(list.len())));
        }
    }

    fn remove(&mut self, at: &[Step], last: &Step) -> bool {
        match (find(&mut self.tree, at), last) {
            (Some(Value::Object(members)), Step::Member(name)) => {
                let before = members.len();
                members.retain(|known, _| known != name);
                members.len() < before
            }
            (Some(Value::Array(list)), Step::Element(0)) if !list.is_empty() => {
                list.remove(0);
                if let Some(frame) = self.frames.iter_mut().find(|frame| frame.at == at) {
                    frame.removed += 1;
                }
                true
            }
            _ => false,
        }
    }

    /// The place in the reply as it came.
    fn original(&self, steps: &[Step]) -> Vec<Step> {
        let mut original = steps.to_vec();
        for (depth, step) in original.iter_mut().enumerate() {
            let frame = self.frames.iter().find(|frame| frame.at == steps[..depth]);
            if let (Step::Element(index), Some(frame)) = (step, frame) {
                *index += frame.before.len() + frame.removed;
            }
        }
        original
    }

    /// What was set aside inside a value that is now set aside itself becomes the reason for that.
    fn record(&mut self, place: Vec<Step>, mut message: String) {
        let inside = |(known, _): &(Vec<Step>, String)| known.len() > place.len() && known.starts_with(&place);
        while self.set_aside.last().is_some_and(inside) {
            if let Some((known, reason)) = self.set_aside.pop() {
                message.push_str(&format!(" ({}: {reason})", json_path(&known)));
            }
        }
        self.set_aside.push((place, message));
    }

    fn reported(&mut self) -> Vec<SetAside> {
        let report = |(place, message): (Vec<Step>, String)| SetAside {
            path: json_path(&place),
            message,
            is_item: place.iter().filter(|step| matches!(step, Step::Element(_))).count() == 1
                && matches!(place.last(), Some(Step::Element(_))),
        };
        std::mem::take(&mut self.set_aside).into_iter().map(report).collect()
    }
}

fn leads_through(list: &[Step], steps: &[Step]) -> bool {
    steps.len() > list.len() && steps.starts_with(list)
}

fn find<'a>(tree: &'a mut Value, steps: &[Step]) -> Option<&'a mut Value> {
    steps.iter().try_fold(tree, |value, step| match step {
        Step::Member(name) => value.get_mut(name.as_str()),
        Step::Element(index) => value.get_mut(index),
    })
}

fn json_path(steps: &[Step]) -> String {
    let mut path = "$".to_owned();
    for step in steps {
        match step {
            Step::Element(index) => path.push_str(&format!("[{index}]")),
            Step::Member(name) if is_plain(name) => path.push_str(&format!(".{name}")),
            Step::Member(name) => path.push_str(&format!("[{}]", Value::from(name.as_str()))),
        }
    }
    path
}

fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests;
