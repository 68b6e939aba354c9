//! Words that an identifier may not be, or had better not be, and what becomes of them.

/// Keywords of every edition, reserved ones included; `r#` makes a name of them.
/// <https://doc.rust-lang.org/reference/keywords.html>
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that cannot be raw identifiers.
const NEVER: &[&str] = &["self", "Self", "super", "crate", "_"];

/// Names that emitted code, its derives or its users' preludes rely on: a type called so would stand in their way.
const TYPES: &[&str] = &[
    // std's prelude
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
    // traits that derives and the runtime's macros implement
    "Debug",
    "Deserialize",
    "Deserializer",
    "Display",
    "Formatter",
    "FromStr",
    "Hash",
    "Hasher",
    "IntoParam",
    "Serialize",
    "Serializer",
    "Stream",
    "Value",
    // the root of every generated crate
    "Client",
    "ClientBuilder",
    "Confirm",
    "Error",
];

/// Module names that mean something to Rust, to Cargo, or to Windows (devices).
const MODULES: &[&str] = &[
    "mod",
    "lib",
    "main",
    "self",
    "super",
    "crate",
    "std",
    "core",
    "alloc",
    "test",
    "proc_macro",
    "rt",
    "serde",
    "serde_json",
    "bool",
    "char",
    "str",
    "f32",
    "f64",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "isize",
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "usize",
    "con",
    "prn",
    "aux",
    "nul",
    "com0",
    "com1",
    "com2",
    "com3",
    "com4",
    "com5",
    "com6",
    "com7",
    "com8",
    "com9",
    "lpt0",
    "lpt1",
    "lpt2",
    "lpt3",
    "lpt4",
    "lpt5",
    "lpt6",
    "lpt7",
    "lpt8",
    "lpt9",
];

/// Whether a snake-case name needs `r#`.
pub(super) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

/// Whether no spelling makes an identifier of it.
pub(super) fn is_never(name: &str) -> bool {
    NEVER.contains(&name)
}

/// Whether a type had better not be called so.
pub(super) fn is_taken_type(name: &str) -> bool {
    TYPES.contains(&name)
}

/// Whether a module had better not be called so.
pub(super) fn is_taken_module(name: &str) -> bool {
    is_keyword(name) || MODULES.contains(&name)
}

/// Features that a client has beside those of its groups, or could want to hand on from the runtime.
pub(super) const FEATURES: &[&str] = &[
    "default",
    "fake",
    "cli",
    "blocking",
    "full",
    "groups",
    "gzip",
    "http2",
    "native_tls",
    "rustls",
    "std",
    "tls",
    "tracing",
    "test",
];

/// Methods that every handle of a group has.
pub(super) const ON_HANDLES: &[&str] = &["new", "clone"];
/// Methods that every call has.
pub(super) const ON_CALLS: &[&str] =
    &["with", "send", "send_raw", "download", "plan", "confirm", "stream", "pages", "into_future", "clone", "new"];
/// Methods that every client has.
pub(super) const ON_CLIENTS: &[&str] = &["builder", "clone", "dry_run", "new", "rate_limit", "read_only", "runtime"];
/// Methods that every client builder has.
pub(super) const ON_BUILDERS: &[&str] = &[
    "api_key",
    "base_url",
    "basic_auth",
    "build",
    "clone",
    "configure",
    "connect_timeout",
    "default",
    "dry_run",
    "header",
    "http_client",
    "name",
    "new",
    "proxy",
    "query",
    "rate_limit",
    "read_only",
    "read_timeout",
    "retries",
    "retry",
    "server",
    "timeout",
    "token",
    "token_provider",
    "user_agent",
    "variable",
];
/// Members that every model has beside its fields: what the server sent beyond them, and the constructor.
pub(super) const ON_MODELS: &[&str] = &["extra", "new", "clone"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_keyword_is_one_for_the_parser_and_nothing_else_is() {
        for word in KEYWORDS {
            assert!(syn::parse_str::<syn::Ident>(&format!("r#{word}")).is_ok(), "r#{word}");
        }
        for word in NEVER {
            assert!(syn::parse_str::<syn::Ident>(word).is_err(), "{word}");
        }
        // `union`, `auto`, `raw`, `safe` and the like are ordinary names outside their own syntax.
        for word in ["union", "auto", "raw", "safe", "default", "macro_rules", "dyn_"] {
            assert!(!is_keyword(word) && syn::parse_str::<syn::Ident>(word).is_ok(), "{word}");
        }
    }
}
