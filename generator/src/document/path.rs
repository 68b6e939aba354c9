//! JSON pointers (RFC 6901): the path of a walk into text, and text back into steps.

use std::borrow::Cow;

use serde_json::Value;

/// A place in the tree while walking it, kept on the stack so that a walk allocates nothing until a message needs it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Path<'a> {
    /// A pointer known as text; the empty one is the whole document.
    Base(&'a str),
    /// A member of an object.
    Key(&'a Path<'a>, &'a str),
    /// An element of an array.
    Index(&'a Path<'a>, usize),
}

impl<'a> Path<'a> {
    /// The whole document.
    pub(crate) const ROOT: Path<'static> = Path::Base("");

    /// A member of the object that stands here.
    pub(crate) fn key(&'a self, key: &'a str) -> Path<'a> {
        Path::Key(self, key)
    }

    /// An element of the array that stands here.
    pub(crate) fn index(&'a self, index: usize) -> Path<'a> {
        Path::Index(self, index)
    }

    /// The pointer as text.
    pub(crate) fn pointer(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match self {
            Path::Base(text) => out.push_str(text),
            Path::Key(parent, key) => {
                parent.write(out);
                push(out, key);
            }
            Path::Index(parent, index) => {
                parent.write(out);
                push(out, &index.to_string());
            }
        }
    }
}

/// Appends one step to a pointer.
pub(crate) fn push(pointer: &mut String, step: &str) {
    pointer.push('/');
    pointer.push_str(&escape(step));
}

/// A pointer and one step more.
pub(crate) fn join(pointer: &str, step: &str) -> String {
    let mut out = String::with_capacity(pointer.len() + step.len() + 1);
    out.push_str(pointer);
    push(&mut out, step);
    out
}

/// `~` and `/` as a pointer writes them (RFC 6901, section 3).
pub(crate) fn escape(step: &str) -> Cow<'_, str> {
    if step.contains(['~', '/']) { Cow::Owned(step.replace('~', "~0").replace('/', "~1")) } else { Cow::Borrowed(step) }
}

/// The steps of a pointer, unescaped.
pub(crate) fn steps(pointer: &str) -> impl Iterator<Item = Cow<'_, str>> {
    pointer.split('/').skip(1).map(|step| {
        if step.contains('~') { Cow::Owned(step.replace("~1", "/").replace("~0", "~")) } else { Cow::Borrowed(step) }
    })
}

/// The member or element of a value that one step names.
pub(crate) fn child<'v>(value: &'v Value, step: &str) -> Option<&'v Value> {
    match value {
        Value::Object(map) => map.get(step),
        Value::Array(list) => list.get(step.parse::<usize>().ok()?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_becomes_a_pointer() {
        let paths = Path::ROOT.key("paths");
        let item = paths.key("/a~b/{c}");
        assert_eq!(item.index(3).pointer(), "/paths/~1a~0b~1{c}/3");
        assert_eq!(Path::ROOT.pointer(), "");
    }

    #[test]
    fn steps_are_unescaped() {
        let found: Vec<_> = steps("/paths/~1a~01/0").collect();
        assert_eq!(found, ["paths", "/a~1", "0"]);
        assert_eq!(steps("").count(), 0);
    }
}
