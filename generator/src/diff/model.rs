//! Changes as data: what every renderer shows.

use serde::Serialize;

use crate::diagnostics::Place;

/// Which version bump a change asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// None.
    None,
    /// The third number.
    Patch,
    /// The second number.
    Minor,
    /// The first number.
    Major,
}

/// How users meet a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Their program does not compile any more.
    Compile,
    /// A program that is already built reads replies differently.
    Decode,
    /// Their program compiles and does something else.
    Behaviour,
    /// There is something new to use.
    Addition,
    /// They read something else.
    Documentation,
}

/// What a change means on the wire, for any client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Wire {
    /// Nothing.
    None,
    /// Old clients go on working.
    Compatible,
    /// Old clients may fail.
    Breaking,
}

/// Which way the data travels that a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// To the server.
    Request,
    /// From the server.
    Response,
    /// Both ways.
    Both,
}

/// Which of the two documents a place is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SideOf {
    /// The old one.
    Old,
    /// The new one.
    New,
}

/// A place in one of the documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangePlace {
    /// Which document.
    pub side: SideOf,
    /// Where in it.
    #[serde(flatten)]
    pub place: Place,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The rule that explains it; `unhandled` where none does.
    pub id: &'static str,
    /// Bump that users of the client need.
    pub client: Level,
    /// How they meet it.
    pub kind: Kind,
    /// What it means on the wire.
    pub wire: Wire,
    /// Which way the data travels, where it is about data.
    pub direction: Option<Direction>,
    /// The Rust item, as users write it.
    pub item: String,
    /// `METHOD /path`, where it is about one operation.
    pub operation: Option<String>,
    /// Methods that use a shared type.
    pub used_by: Vec<String>,
    /// Where it stands in the documents.
    pub places: Vec<ChangePlace>,
    /// What changes, in one sentence of Markdown.
    pub message: String,
    /// Why it was accepted, if it was.
    pub accepted: Option<String>,
    /// Pointers of what it is about, on either side: findings of the wire below them are the same change.
    #[serde(skip)]
    pub(super) anchors: Vec<String>,
    /// Which of several it is about: `query:limit`, a property.
    #[serde(skip)]
    pub(super) key: String,
}

impl Change {
    /// The most important first; then by item, so that what belongs together stands together.
    pub(super) fn rank(&self) -> impl Ord + use<> {
        // What compiles and does something else is met last and hurts most.
        let first = std::cmp::Reverse(self.id == "method-retargeted");
        let wire = std::cmp::Reverse(self.wire);
        (std::cmp::Reverse(self.client), first, self.kind, self.item.clone(), wire, self.id, self.message.clone())
    }
}

/// All changes, the most important first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Report {
    /// The document that it is about, where there are several.
    pub document: Option<String>,
    /// The changes.
    pub changes: Vec<Change>,
}

/// What all changes together ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// The highest level.
    pub client: Level,
    /// The worst on the wire.
    pub wire: Wire,
}

impl Report {
    /// The highest level and the worst on the wire.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        Verdict {
            client: self.changes.iter().map(|change| change.client).max().unwrap_or(Level::None),
            wire: self.changes.iter().map(|change| change.wire).max().unwrap_or(Wire::None),
        }
    }

    /// The highest level among what nobody accepted.
    #[must_use]
    pub fn open_level(&self) -> Level {
        let open = self.changes.iter().filter(|change| change.accepted.is_none());
        open.map(|change| change.client).max().unwrap_or(Level::None)
    }

    /// Lets somebody who has the documents fill in file, line and column of every place.
    pub fn locate(&mut self, mut locate: impl FnMut(SideOf, &mut Place)) {
        for place in self.changes.iter_mut().flat_map(|change| &mut change.places) {
            locate(place.side, &mut place.place);
        }
    }

    /// How many changes ask for this level.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        self.changes.iter().filter(|change| change.client == level).count()
    }

    /// The version that has to follow this one. Before 1.0 the second number is the breaking one (Cargo's rule).
    #[must_use]
    pub fn next_version(&self, version: &str) -> Option<String> {
        let mut numbers = version.splitn(3, '.').map(|number| number.parse::<u64>().ok());
        let (major, minor, patch) = (numbers.next()??, numbers.next()??, numbers.next()??);
        let (major, minor, patch) = match (self.verdict().client, major, minor) {
            (Level::None, ..) => (major, minor, patch),
            (Level::Major, 0, 0) => (0, 0, patch + 1),
            (Level::Major, 0, _) => (0, minor + 1, 0),
            (Level::Major, ..) => (major + 1, 0, 0),
            (Level::Minor | Level::Patch, 0, _) | (Level::Patch, ..) => (major, minor, patch + 1),
            (Level::Minor, ..) => (major, minor + 1, 0),
        };
        Some(format!("{major}.{minor}.{patch}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_version_follows_cargo() {
        let of = |client: Level, version: &str| {
            let change = Change {
                id: "x",
                client,
                kind: Kind::Compile,
                wire: Wire::None,
                direction: None,
                item: String::new(),
                operation: None,
                used_by: Vec::new(),
                places: Vec::new(),
                message: String::new(),
                accepted: None,
                anchors: Vec::new(),
                key: String::new(),
            };
            Report { changes: vec![change], document: None }.next_version(version)
        };
        let table = [
            (Level::None, "0.4.2", "0.4.2"),
            (Level::Patch, "0.4.2", "0.4.3"),
            (Level::Minor, "0.4.2", "0.4.3"),
            (Level::Major, "0.4.2", "0.5.0"),
            (Level::Major, "0.0.2", "0.0.3"),
            (Level::Patch, "1.4.2", "1.4.3"),
            (Level::Minor, "1.4.2", "1.5.0"),
            (Level::Major, "1.4.2", "2.0.0"),
        ];
        for (level, version, next) in table {
            assert_eq!(of(level, version).as_deref(), Some(next), "{level:?} {version}");
        }
        assert_eq!(of(Level::Major, "one"), None);
    }
}
