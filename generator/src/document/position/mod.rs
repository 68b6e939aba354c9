//! The text of a file into the place of every pointer; built only when a message needs a place.

mod json;
mod yaml;

use super::{Format, path};

/// A line and a column in characters, both from 1.
type At = (u32, u32);

/// Where each value of a file stands.
#[derive(Debug, Default)]
pub(super) struct Positions {
    nodes: Vec<Node>,
    root: Option<usize>,
}

#[derive(Debug)]
struct Node {
    at: At,
    content: Content,
}

#[derive(Debug)]
enum Content {
    /// Text, boolean or nothing.
    Other,
    /// A scalar without quotes that begins like a number.
    Number(Box<str>),
    Map(Vec<Member>),
    List(Vec<usize>),
    /// A YAML alias: what it holds stands elsewhere.
    Alias(usize),
}

#[derive(Debug)]
struct Member {
    key: Box<str>,
    at: At,
    value: usize,
}

impl Positions {
    /// Finds out where everything stands. What follows a place that the span parser does not accept has no place of its own.
    pub(super) fn of(text: &str, format: Format, part: usize) -> Self {
        let mut builder = Builder::default();
        match format {
            Format::Json => json::scan(text, &mut builder),
            Format::Yaml => yaml::scan(text, part, &mut builder),
        }
        builder.finish()
    }

    /// Line and column of a pointer, of a member that of its key; of its nearest ancestor where it does not exist.
    pub(super) fn find(&self, pointer: &str) -> (usize, usize) {
        self.lookup(pointer).0
    }

    /// As [`Self::find`], and whether the pointer itself was found.
    pub(super) fn lookup(&self, pointer: &str) -> ((usize, usize), bool) {
        let Some(mut node) = self.root else {
            return ((1, 1), false);
        };
        let mut at = self.nodes[node].at;
        for step in path::steps(pointer) {
            match self.step(node, &step) {
                Some((next, place)) => {
                    node = next;
                    at = place;
                }
                None => return (wide(at), false),
            }
        }
        (wide(at), true)
    }

    fn step(&self, node: usize, step: &str) -> Option<(usize, At)> {
        match &self.nodes[node].content {
            Content::Alias(target) => self.step(*target, step),
            Content::List(list) => {
                let value = *list.get(step.parse::<usize>().ok()?)?;
                Some((value, self.nodes[value].at))
            }
            // Of equal keys the last one counts, and it is the one to point at.
            Content::Map(members) => match members.iter().rfind(|member| *member.key == *step) {
                Some(member) => Some((member.value, member.at)),
                None => members
                    .iter()
                    .filter(|member| &*member.key == "<<")
                    .find_map(|member| self.merged(member.value, step)),
            },
            Content::Other | Content::Number(_) => None,
        }
    }

    /// A key that a merge key brought in.
    fn merged(&self, node: usize, step: &str) -> Option<(usize, At)> {
        match &self.nodes[node].content {
            Content::Alias(target) => self.merged(*target, step),
            Content::List(list) => list.iter().find_map(|one| self.merged(*one, step)),
            Content::Map(_) => self.step(node, step),
            Content::Other | Content::Number(_) => None,
        }
    }

    /// Hands over every number with its pointer, as it is spelled.
    pub(super) fn scalars(&self, mut each: impl FnMut(&str, &str)) {
        if let Some(root) = self.root {
            self.walk(root, &mut String::new(), &mut each);
        }
    }

    fn walk(&self, node: usize, pointer: &mut String, each: &mut impl FnMut(&str, &str)) {
        let mut inside = |step: &str, value: usize, pointer: &mut String| {
            let length = pointer.len();
            path::push(pointer, step);
            self.walk(value, pointer, each);
            pointer.truncate(length);
        };
        match &self.nodes[node].content {
            Content::Map(members) => members.iter().for_each(|member| inside(&member.key, member.value, pointer)),
            Content::List(list) => {
                list.iter().enumerate().for_each(|(index, value)| inside(&index.to_string(), *value, pointer));
            }
            Content::Number(token) => each(pointer, token),
            Content::Other | Content::Alias(_) => {}
        }
    }
}

fn wide((line, column): At) -> (usize, usize) {
    (line as usize, column as usize)
}

/// Puts the nodes together from what a span parser reports; no recursion, whatever the depth.
#[derive(Debug, Default)]
struct Builder {
    nodes: Vec<Node>,
    open: Vec<Frame>,
    root: Option<usize>,
}

#[derive(Debug)]
struct Frame {
    at: At,
    kind: FrameKind,
}

#[derive(Debug)]
enum FrameKind {
    Map { members: Vec<Member>, key: Option<(Box<str>, At)> },
    List(Vec<usize>),
}

impl Builder {
    fn open_map(&mut self, at: At) {
        self.open.push(Frame { at, kind: FrameKind::Map { members: Vec::new(), key: None } });
    }

    fn open_list(&mut self, at: At) {
        self.open.push(Frame { at, kind: FrameKind::List(Vec::new()) });
    }

    /// Whether what comes next is the key of a member.
    fn wants_key(&self) -> bool {
        matches!(self.open.last(), Some(Frame { kind: FrameKind::Map { key: None, .. }, .. }))
    }

    fn key(&mut self, text: &str, at: At) {
        if let Some(Frame { kind: FrameKind::Map { key, .. }, .. }) = self.open.last_mut() {
            *key = Some((text.into(), at));
        }
    }

    /// A scalar or alias. Its id, so that an anchor can be remembered.
    fn leaf(&mut self, at: At, content: Content) -> usize {
        self.nodes.push(Node { at, content });
        let id = self.nodes.len() - 1;
        self.place(id);
        id
    }

    /// The end of a map or list. Its id.
    fn close(&mut self) -> Option<usize> {
        let frame = self.open.pop()?;
        let content = match frame.kind {
            FrameKind::Map { members, .. } => Content::Map(members),
            FrameKind::List(list) => Content::List(list),
        };
        Some(self.leaf(frame.at, content))
    }

    fn place(&mut self, id: usize) {
        let at = self.nodes[id].at;
        match self.open.last_mut().map(|frame| &mut frame.kind) {
            Some(FrameKind::Map { members, key }) => {
                // A key that is no scalar: the reader refuses it.
                let (key, at) = key.take().unwrap_or((Box::default(), at));
                members.push(Member { key, at, value: id });
            }
            Some(FrameKind::List(list)) => list.push(id),
            None => self.root = Some(id),
        }
    }

    fn finish(mut self) -> Positions {
        while self.close().is_some() {}
        Positions { nodes: self.nodes, root: self.root }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(text: &str, format: Format, pointer: &str) -> (usize, usize) {
        Positions::of(text, format, 0).find(pointer)
    }

    #[test]
    fn json_pointers_are_found() {
        let text = "{\n  \"ä\": \"€\", \"b\": [1,\n {\"c/d\": null}]\n}";
        assert_eq!(find(text, Format::Json, ""), (1, 1));
        assert_eq!(find(text, Format::Json, "/b"), (2, 13));
        assert_eq!(find(text, Format::Json, "/b/1"), (3, 2));
        assert_eq!(find(text, Format::Json, "/b/1/c~1d"), (3, 3));
        assert_eq!(find(text, Format::Json, "/b/7/x"), (2, 13));
    }

    #[test]
    fn yaml_pointers_are_found() {
        let text = "a: &x\n  b: 1\nc:\n  - *x\n  - <<: *x\n    d: 2\n";
        assert_eq!(find(text, Format::Yaml, "/a/b"), (2, 3));
        assert_eq!(find(text, Format::Yaml, "/c/0"), (4, 5));
        assert_eq!(find(text, Format::Yaml, "/c/0/b"), (2, 3));
        assert_eq!(find(text, Format::Yaml, "/c/1/b"), (2, 3));
        assert_eq!(find(text, Format::Yaml, "/c/1/d"), (6, 5));
    }

    #[test]
    fn the_right_document_of_a_stream() {
        let text = "---\n---\na: 1\n---\nb: 2\n";
        assert_eq!(Positions::of(text, Format::Yaml, 1).find("/a"), (3, 1));
    }
}
