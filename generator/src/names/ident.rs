//! Words into one identifier of a kind: casing, a first digit, keywords, names that stand in somebody's way.

use std::borrow::Cow;

use heck::{ToShoutySnakeCase as _, ToUpperCamelCase as _};

use super::keywords;
use super::words::spell_digit;

/// What an identifier is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Struct, enum, alias.
    Type,
    /// Struct of a group.
    Handle,
    /// Member of an enum.
    Variant,
    /// Member of a struct, argument, setter.
    Field,
    /// Method of a handle.
    Method,
    /// Module and file.
    Module,
    /// Static.
    Constant,
}

impl Kind {
    /// Stands for a name that has no letters, and before one that starts with a number.
    fn word(self) -> &'static str {
        match self {
            Self::Type => "model",
            Self::Variant => "value",
            Self::Field => "field",
            Self::Method | Self::Constant => "call",
            Self::Module | Self::Handle => "group",
        }
    }
}

/// The identifier of these words, `r#` included where the language wants it.
pub(super) fn ident(kind: Kind, words: &[String]) -> String {
    let words = start_with_letter(kind, words);
    match kind {
        Kind::Type => pascal(&words, keywords::is_taken_type, "Model"),
        Kind::Handle => pascal(&words, keywords::is_taken_type, "Api"),
        Kind::Variant => pascal(&words, keywords::is_never, "Value"),
        Kind::Constant => words.join("_").to_shouty_snake_case(),
        Kind::Module => module(&words),
        Kind::Field | Kind::Method => snake(&words.join("_")),
    }
}

fn start_with_letter(kind: Kind, words: &[String]) -> Cow<'_, [String]> {
    let Some(first) = words.first() else { return vec![kind.word().to_owned()].into() };
    if !first.starts_with(|c: char| c.is_ascii_digit()) {
        return words.into();
    }
    let (head, tail) = match spell_digit(first) {
        // A lone number is a value, `2fa` is a word.
        Some(digit) if first.len() > 1 => (digit, first[1..].to_owned()),
        _ => (kind.word(), first.clone()),
    };
    [head.to_owned(), tail].into_iter().chain(words[1..].iter().cloned()).collect()
}

fn pascal(words: &[String], taken: fn(&str) -> bool, suffix: &str) -> String {
    let mut out = String::new();
    for word in words {
        let starts_with_digit = word.starts_with(|c: char| c.is_ascii_digit());
        // `1.0` must not become `10`.
        if starts_with_digit && out.ends_with(|c: char| c.is_ascii_digit()) {
            out.push('_');
        }
        // One plain word is what there nearly always is.
        if word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
            out.extend(word.chars().take(1).map(|first| first.to_ascii_uppercase()));
            out.push_str(word.get(1..).unwrap_or_default());
        } else {
            out.push_str(&word.to_upper_camel_case());
        }
    }
    if taken(&out) {
        out.push_str(suffix);
    }
    out
}

fn snake(name: &str) -> String {
    if keywords::is_keyword(name) {
        format!("r#{name}")
    } else if keywords::is_never(name) {
        format!("{name}_")
    } else {
        name.to_owned()
    }
}

/// Longest file name that a generated module asks for; every file system takes it.
const MAX_MODULE: usize = 80;

/// A module is a file too: no raw names, no devices, no names of Rust's own, never too long.
fn module(words: &[String]) -> String {
    let mut name = String::new();
    for word in words {
        if !name.is_empty() && name.len() + word.len() >= MAX_MODULE {
            break;
        }
        if !name.is_empty() {
            name.push('_');
        }
        name.push_str(word);
    }
    if keywords::is_taken_module(&name) {
        name.push_str("_group");
    }
    name
}

/// The identifier with a number behind it, when no word is left to tell it from another.
pub(super) fn numbered(kind: Kind, words: &[String], number: usize) -> String {
    let number = number.to_string();
    let mut words = match words {
        [] => vec![kind.word().to_owned()],
        words => words.to_vec(),
    };
    loop {
        let name = ident(kind, &words.iter().chain([&number]).cloned().collect::<Vec<_>>());
        // The name of a module is cut where it grows too long; words make room for the number, or all would stay equal.
        if name.ends_with(&number) || words.len() == 1 {
            return name;
        }
        words.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[test]
    fn hostile_names_become_identifiers() {
        use Kind::{Constant, Field, Handle, Method, Module, Type, Variant};
        let table = [
            (Field, "type", "r#type"),
            (Field, "gen", "r#gen"),
            (Field, "self", "self_"),
            (Field, "Self", "self_"),
            (Field, "crate", "crate_"),
            (Field, "_", "underscore"),
            (Field, "", "field"),
            (Field, "404", "field_404"),
            (Field, "2fa", "two_fa"),
            (Field, "24h", "field_24h"),
            (Field, "+1", "plus_one"),
            (Field, "@type", "r#type"),
            (Field, "union", "union"),
            (Method, "fn", "r#fn"),
            (Method, "async", "r#async"),
            (Type, "self", "SelfModel"),
            (Type, "option", "OptionModel"),
            (Type, "Result", "ResultModel"),
            (Type, "Client", "ClientModel"),
            (Type, "", "Model"),
            (Type, "404", "Model404"),
            (Type, "ADEDevice", "AdeDevice"),
            (Type, "🙂", "SlightSmile"),
            (Handle, "Result", "ResultApi"),
            (Variant, "Self", "SelfValue"),
            (Variant, "None", "None"),
            (Variant, "1.0", "Value1_0"),
            (Variant, "10", "Value10"),
            (Variant, "iPad", "IPad"),
            (Variant, "-created", "MinusCreated"),
            (Module, "../../evil", "evil"),
            (Module, "con", "con_group"),
            (Module, "mod", "mod_group"),
            (Module, "lib", "lib_group"),
            (Module, "type", "type_group"),
            (Module, "core", "core_group"),
            (Module, "..", "dot_dot"),
            (Module, "", "group"),
            (Constant, "lockDevice", "LOCK_DEVICE"),
        ];
        for (kind, text, expected) in table {
            let found = ident(kind, &words(text));
            assert_eq!(found, expected, "{kind:?} {text:?}");
            assert!(syn::parse_str::<syn::Ident>(&found).is_ok(), "{found} is no identifier");
        }
    }

    #[test]
    fn a_module_is_never_too_long_for_a_file_system() {
        let name = ident(Kind::Module, &words(&"very long tag ".repeat(500)));
        assert!(name.len() <= MAX_MODULE, "{name}");
        assert!(ident(Kind::Module, &words(&"x".repeat(5000))).len() <= MAX_MODULE);
    }
}
