//! Wishes for names in one scope into names of which no two are equal.

use std::collections::{BTreeMap, BTreeSet};

use super::ident::{Kind, ident, numbered};
use super::words::{spelling, spoken, words};

/// One thing that wants a name.
#[derive(Debug, Clone)]
pub(super) struct Wish {
    /// What the name is for.
    pub(super) kind: Kind,
    /// Candidates in words, the best first; never empty.
    pub(super) candidates: Vec<Vec<String>>,
    /// The text it was made of, to be read aloud when the candidates are taken.
    text: Option<String>,
    /// The name it had in the last generation, while it still wants the same one.
    pub(super) kept: Option<String>,
}

impl Wish {
    /// Wants the plain name of a text; then the text read aloud, then its spelling told.
    pub(super) fn text(kind: Kind, text: &str) -> Self {
        Self { text: Some(text.to_owned()), ..Self::among(kind, vec![words(text)]) }
    }

    /// As [`Wish::text`], with this word before it as the first way out.
    pub(super) fn text_or(kind: Kind, text: &str, word: &str) -> Self {
        let mut wish = Self::text(kind, text);
        wish.candidates.push(prefixed(word, &wish.candidates[0]));
        wish
    }

    /// As [`Wish::text`], with this word behind it as the first way out.
    pub(super) fn text_after(kind: Kind, text: &str, word: &str) -> Self {
        let mut wish = Self::text(kind, text);
        wish.candidates.push(suffixed(&wish.candidates[0], word));
        wish
    }

    /// As [`Wish::text`]; where the plain name is one of these, it ends with this word instead.
    pub(super) fn text_avoiding(kind: Kind, text: &str, reserved: &[&str], word: &str) -> Self {
        let mut wish = Self::text(kind, text);
        if reserved.contains(&wish.plain().as_str()) {
            wish.candidates[0] = suffixed(&wish.candidates[0], word);
        }
        wish
    }

    /// Wants one of these, in this order.
    pub(super) fn among(kind: Kind, candidates: Vec<Vec<String>>) -> Self {
        Self { kind, candidates, text: None, kept: None }
    }

    /// The name it would have if it were alone.
    pub(super) fn plain(&self) -> String {
        ident(self.kind, self.first())
    }

    /// Whether the name is one of its candidates.
    pub(super) fn wants(&self, name: &str) -> bool {
        self.candidates.iter().any(|words| ident(self.kind, words) == name)
    }

    fn first(&self) -> &[String] {
        self.candidates.first().map_or(&[], Vec::as_slice)
    }

    /// Whether the document writes the name as Rust does: `type` has more right to it than `@type`, whichever is first.
    fn is_exact(&self, plain: &str) -> bool {
        matches!(self.kind, Kind::Field | Kind::Variant | Kind::Type) && self.text.as_deref() == Some(&key(plain))
    }

    /// What tells it from its namesakes, where no candidate does.
    fn telling(&self) -> Vec<Vec<String>> {
        let Some(text) = &self.text else { return Vec::new() };
        [spoken(text)].into_iter().chain(spelling(text).map(|word| prefixed(word, self.first()))).collect()
    }
}

fn prefixed(word: &str, words: &[String]) -> Vec<String> {
    [word.to_owned()].into_iter().chain(words.iter().cloned()).collect()
}

fn suffixed(words: &[String], word: &str) -> Vec<String> {
    words.iter().cloned().chain([word.to_owned()]).collect()
}

/// Names that are taken in one scope.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    taken: BTreeSet<String>,
    avoided: BTreeSet<String>,
    /// The number that comes next behind a name.
    numbers: BTreeMap<String, usize>,
    /// What was taken for a while.
    lent: Option<Vec<String>>,
}

impl Scope {
    /// A scope in which these are taken.
    pub(super) fn with(taken: &[&str]) -> Self {
        Self { taken: taken.iter().map(|name| key(name)).collect(), ..Self::default() }
    }

    /// Leaves these to somebody who comes later.
    pub(super) fn avoid(&mut self, names: impl IntoIterator<Item = String>) {
        self.avoided = names.into_iter().collect();
    }

    /// Whether nobody has it.
    pub(super) fn is_free(&self, name: &str) -> bool {
        let key = key(name);
        !self.taken.contains(&key) && !self.avoided.contains(&key)
    }

    /// Takes it; false where somebody has it.
    pub(super) fn take(&mut self, name: &str) -> bool {
        if !self.is_free(name) {
            return false;
        }
        self.lent.iter_mut().for_each(|lent| lent.push(key(name)));
        self.taken.insert(key(name))
    }

    /// The first candidate that nobody has, if there is one; a number would be a name that it never had.
    pub(super) fn assign_one_of(&mut self, wish: &Wish) -> Option<String> {
        let mut names = wish.candidates.iter().map(|words| ident(wish.kind, words));
        names.find(|name| self.take(name))
    }

    /// What is taken inside is free again afterwards: a scope within this one, without a copy of it.
    pub(super) fn inside<R>(&mut self, within: impl FnOnce(&mut Self) -> R) -> R {
        let outer = self.lent.replace(Vec::new());
        let numbers = self.numbers.clone();
        let result = within(self);
        let lent = std::mem::replace(&mut self.lent, outer);
        for name in lent.into_iter().flatten() {
            self.taken.remove(&name);
        }
        self.numbers = numbers;
        result
    }

    /// A name for each wish. What had a name keeps it; then whoever comes first gets the plain name, and the others are
    /// told apart by a word, and by a number only where no word is left. All plain names are given away before any
    /// other, so that a collision does not move a third.
    pub(super) fn assign(&mut self, wishes: &[Wish]) -> Vec<String> {
        let mut names: Vec<Option<String>> = vec![None; wishes.len()];
        let plain: Vec<String> = wishes.iter().map(Wish::plain).collect();
        let mut round = |wanted: &dyn Fn(usize) -> Option<String>| {
            for (at, name) in names.iter_mut().enumerate().filter(|(_, name)| name.is_none()) {
                *name = wanted(at).filter(|name| self.take(name));
            }
        };
        round(&|at| wishes[at].kept.clone());
        round(&|at| Some(plain[at].clone()).filter(|plain| wishes[at].is_exact(plain)));
        round(&|at| Some(plain[at].clone()));
        names.into_iter().zip(wishes).map(|(name, wish)| name.unwrap_or_else(|| self.settle(wish))).collect()
    }

    /// A name for one wish, after all others.
    pub(super) fn assign_one(&mut self, wish: &Wish) -> String {
        self.assign(std::slice::from_ref(wish)).pop().unwrap_or_default()
    }

    fn settle(&mut self, wish: &Wish) -> String {
        for words in wish.candidates.iter().cloned().chain(wish.telling()) {
            let name = ident(wish.kind, &words);
            if self.take(&name) {
                return name;
            }
        }
        self.number(wish)
    }

    /// Ends: the scope is finite.
    fn number(&mut self, wish: &Wish) -> String {
        let plain = wish.plain();
        let mut number = self.numbers.get(&plain).copied().unwrap_or(2);
        loop {
            let name = numbered(wish.kind, wish.first(), number);
            number += 1;
            if self.take(&name) {
                self.numbers.insert(plain, number);
                return name;
            }
        }
    }
}

/// `r#type` and `type` are one name.
fn key(name: &str) -> String {
    name.strip_prefix("r#").unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(texts: &[&str]) -> Vec<String> {
        let wishes: Vec<_> =
            texts.iter().map(|text| Wish::text_avoiding(Kind::Field, text, &["extra"], "field")).collect();
        Scope::default().assign(&wishes)
    }

    #[test]
    fn modules_too_long_for_a_file_are_told_apart_by_numbers() {
        let tag = |last: &str| format!("{} {last}", "a long word ".repeat(7));
        let wishes: Vec<_> = ["one", "two", "three", "four"].map(|last| Wish::text(Kind::Module, &tag(last))).into();
        let names = Scope::default().assign(&wishes);
        assert_eq!(BTreeSet::from_iter(&names).len(), 4, "{names:?}");
        // The spelling tells the second apart; the rest have nothing left but numbers.
        assert!(names[2].ends_with("_2") && names[3].ends_with("_3"), "{names:?}");
    }

    #[test]
    fn the_first_keeps_the_plain_name_and_words_come_before_numbers() {
        assert_eq!(fields(&["type", "@type", "$type"]), ["r#type", "at_type", "dollar_type"]);
        assert_eq!(fields(&["asc", "ASC", "Asc"]), ["asc", "upper_asc", "capital_asc"]);
        assert_eq!(fields(&["user_id", "userId", "user-id"]), ["user_id", "camel_user_id", "kebab_user_id"]);
        assert_eq!(fields(&["", "🦀", "", ""]), ["field", "crab", "field_2", "field_3"]);
        assert_eq!(fields(&["a", "a", "a_2"]), ["a", "lower_a", "a_2"]);
        assert_eq!(fields(&["@type", "type"]), ["at_type", "r#type"]);
        assert_eq!(fields(&[""; 300]).last().map(String::as_str), Some("field_300"));
        assert_eq!(fields(&["extra"]), ["extra_field"]);
    }
}
