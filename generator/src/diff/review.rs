//! Findings that somebody accepted, with a reason and for a time.

use super::model::Report;

/// One entry of `spec/review.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Acceptance {
    /// Id of the rule.
    pub rule: String,
    /// The Rust item, or `METHOD /path`; none stands for every finding of the rule.
    pub target: Option<String>,
    /// Why.
    pub reason: String,
    /// Last day, `2026-12-31`; none is for ever.
    pub expires: Option<String>,
}

/// Why an entry does nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stale {
    /// Its last day is over.
    Expired,
    /// Nothing that it names is found any more.
    Unmatched,
}

impl Report {
    /// Marks what is accepted on this day (`2026-12-31`). Entry by entry, whether it does nothing.
    pub fn accept(&mut self, entries: &[Acceptance], today: &str) -> Vec<Option<Stale>> {
        entries.iter().map(|entry| self.accept_one(entry, today)).collect()
    }

    fn accept_one(&mut self, entry: &Acceptance, today: &str) -> Option<Stale> {
        // Days of this form are in the order of their text (RFC 3339, section 5.1).
        if entry.expires.as_deref().is_some_and(|last| last < today) {
            return Some(Stale::Expired);
        }
        let mut matched = false;
        for change in self.changes.iter_mut().filter(|change| change.id == entry.rule) {
            let target = entry.target.as_deref();
            if target.is_none_or(|target| change.item == target || change.operation.as_deref() == Some(target)) {
                change.accepted = Some(entry.reason.clone());
                matched = true;
            }
        }
        (!matched).then_some(Stale::Unmatched)
    }
}
