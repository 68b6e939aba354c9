//! Which file and pointer each part of the effective tree came from, kept while overlays change it.

use std::collections::BTreeMap;

/// A pointer into one of the document's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Origin {
    /// Index into the document's files; 0 is the document itself.
    pub(super) file: usize,
    /// Pointer into that file.
    pub(super) pointer: String,
}

/// The parts of the tree that do not stand in the document at their own pointer. What is not here does.
#[derive(Debug, Default)]
pub(super) struct Origins {
    moved: BTreeMap<String, Origin>,
}

impl Origins {
    /// Where a pointer's content stands: the nearest recorded ancestor, and the rest of the way from there.
    pub(super) fn resolve(&self, pointer: &str) -> Origin {
        let mut prefix = pointer;
        loop {
            if let Some(origin) = self.moved.get(prefix) {
                let rest = &pointer[prefix.len()..];
                return Origin { file: origin.file, pointer: format!("{}{rest}", origin.pointer) };
            }
            match prefix.rfind('/') {
                Some(end) => prefix = &prefix[..end],
                None => return Origin { file: 0, pointer: pointer.to_owned() },
            }
        }
    }

    /// Something was put at a pointer; what was known of its inside no longer holds.
    pub(super) fn put(&mut self, pointer: &str, origin: Origin) {
        self.take(pointer);
        self.moved.insert(pointer.to_owned(), origin);
    }

    /// What stood at a pointer is gone.
    pub(super) fn remove(&mut self, pointer: &str) {
        self.take(pointer);
    }

    /// What stands at `from` stands at `to` too, with all that is known of its inside.
    pub(super) fn copy(&mut self, from: &str, to: &str) {
        let whole = self.resolve(from);
        let inside: Vec<(String, Origin)> = self
            .below(from)
            .filter_map(|key| Some((format!("{to}{}", &key[from.len()..]), self.moved.get(key)?.clone())))
            .collect();
        self.put(to, whole);
        self.moved.extend(inside);
    }

    /// The element `index` of an array that had `length` of them is gone; those behind it move up.
    pub(super) fn remove_element(&mut self, array: &str, index: usize, length: usize) {
        for next in index + 1..length {
            self.copy(&format!("{array}/{next}"), &format!("{array}/{}", next - 1));
        }
        self.take(&format!("{array}/{}", length.saturating_sub(1)));
    }

    fn take(&mut self, pointer: &str) {
        let gone: Vec<String> = self.below(pointer).cloned().collect();
        for key in gone {
            self.moved.remove(&key);
        }
        self.moved.remove(pointer);
    }

    /// Everything recorded strictly below a pointer.
    fn below(&self, pointer: &str) -> impl Iterator<Item = &String> {
        let start = format!("{pointer}/");
        let end = format!("{pointer}0"); // `0` is the character after `/`
        self.moved.range(start..end).map(|(key, _)| key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overlay(pointer: &str) -> Origin {
        Origin { file: 1, pointer: pointer.to_owned() }
    }

    #[test]
    fn the_nearest_ancestor_decides() {
        let mut origins = Origins::default();
        origins.put("/info/contact", overlay("/actions/0/update/contact"));
        assert_eq!(origins.resolve("/info/contact/name"), overlay("/actions/0/update/contact/name"));
        assert_eq!(origins.resolve("/info/contacts"), Origin { file: 0, pointer: "/info/contacts".to_owned() });
        origins.remove("/info/contact");
        assert_eq!(origins.resolve("/info/contact").file, 0);
    }

    #[test]
    fn elements_move_up() {
        let mut origins = Origins::default();
        origins.put("/tags/2", overlay("/actions/0/update/0"));
        origins.remove_element("/tags", 0, 3);
        assert_eq!(origins.resolve("/tags/0/name"), Origin { file: 0, pointer: "/tags/1/name".to_owned() });
        assert_eq!(origins.resolve("/tags/1/name"), overlay("/actions/0/update/0/name"));
        origins.put("/tags/2", overlay("/actions/1/update"));
        assert_eq!(origins.resolve("/tags/2"), overlay("/actions/1/update"));
    }
}
