//! Wishes for names in one scope into names of which no two are equal.

use std::collections::BTreeSet;

use super::ident::{Kind, ident, numbered};
use super::words::{spelling, spoken, words};

/// One thing that wants a name.
#[derive(Debug, Clone)]
pub(super) struct Wish {
    /// What the name is for.
    pub(super) kind: Kind,
    /// Candidates in words, the best first; never empty.
    pub(super) candidates: Vec<Vec<String>>,
}

impl Wish {
    /// Wants the plain name of a text; then the text read aloud, then its spelling told.
    pub(super) fn text(kind: Kind, text: &str) -> Self {
        let plain = words(text);
        let mut candidates = vec![plain.clone(), spoken(text)];
        candidates.extend(spelling(text).map(|word| prefixed(word, &plain)));
        Self { kind, candidates }
    }

    /// As [`Wish::text`], with this word before it as the first way out.
    pub(super) fn text_or(kind: Kind, text: &str, word: &str) -> Self {
        let mut wish = Self::text(kind, text);
        let alternative = prefixed(word, &words(text));
        wish.candidates.insert(1, alternative);
        wish
    }

    /// As [`Wish::text`], with this word behind it as the first way out.
    pub(super) fn text_after(kind: Kind, text: &str, word: &str) -> Self {
        let mut wish = Self::text(kind, text);
        wish.candidates.insert(1, words(text).into_iter().chain([word.to_owned()]).collect());
        wish
    }

    /// As [`Wish::text`]; where the plain name is one of these, it ends with this word instead.
    pub(super) fn text_avoiding(kind: Kind, text: &str, reserved: &[&str], word: &str) -> Self {
        let mut wish = Self::text(kind, text);
        if reserved.contains(&wish.plain().as_str()) {
            let plain = words(text);
            wish.candidates[0] = plain.into_iter().chain([word.to_owned()]).collect();
        }
        wish
    }

    /// Wants one of these, in this order.
    pub(super) fn among(kind: Kind, candidates: Vec<Vec<String>>) -> Self {
        Self { kind, candidates }
    }

    fn plain(&self) -> String {
        self.candidates.first().map_or_else(|| ident(self.kind, &[]), |words| ident(self.kind, words))
    }
}

fn prefixed(word: &str, words: &[String]) -> Vec<String> {
    [word.to_owned()].into_iter().chain(words.iter().cloned()).collect()
}

/// Names that are taken in one scope.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    taken: BTreeSet<String>,
}

impl Scope {
    /// A scope in which these are taken.
    pub(super) fn with(taken: &[&str]) -> Self {
        Self { taken: taken.iter().map(|name| key(name)).collect() }
    }

    /// Whether nobody has it.
    pub(super) fn is_free(&self, name: &str) -> bool {
        !self.taken.contains(&key(name))
    }

    /// Takes it; false where somebody has it.
    pub(super) fn take(&mut self, name: &str) -> bool {
        self.taken.insert(key(name))
    }

    /// A name for each wish. Whoever comes first keeps the plain name; the others are told apart by a word, and by a
    /// number only where no word is left. All plain names are given away before any other, so that a
    /// collision does not move a third.
    pub(super) fn assign(&mut self, wishes: &[Wish]) -> Vec<String> {
        let first: Vec<Option<String>> =
            wishes.iter().map(|wish| Some(wish.plain()).filter(|name| self.take(name))).collect();
        first.into_iter().zip(wishes).map(|(name, wish)| name.unwrap_or_else(|| self.settle(wish))).collect()
    }

    /// A name for one wish, after all others.
    pub(super) fn assign_one(&mut self, wish: &Wish) -> String {
        self.settle(wish)
    }

    fn settle(&mut self, wish: &Wish) -> String {
        for words in &wish.candidates {
            let name = ident(wish.kind, words);
            if self.take(&name) {
                return name;
            }
        }
        let plain = wish.candidates.first().map_or(&[][..], Vec::as_slice);
        // Ends: the scope is finite.
        let mut number = 2;
        loop {
            let name = numbered(wish.kind, plain, number);
            if self.take(&name) {
                return name;
            }
            number += 1;
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
    fn the_first_keeps_the_plain_name_and_words_come_before_numbers() {
        assert_eq!(fields(&["type", "@type", "$type"]), ["r#type", "at_type", "dollar_type"]);
        assert_eq!(fields(&["asc", "ASC", "Asc"]), ["asc", "upper_asc", "capital_asc"]);
        assert_eq!(fields(&["user_id", "userId", "user-id"]), ["user_id", "camel_user_id", "kebab_user_id"]);
        assert_eq!(fields(&["", "🦀", "", ""]), ["field", "crab", "field_2", "field_3"]);
        assert_eq!(fields(&["a", "a", "a_2"]), ["a", "lower_a", "a_2"]);
        assert_eq!(fields(&["extra"]), ["extra_field"]);
    }
}
