//! The little English that names need: one of many, many of one, and which words are verbs.

/// Words that end like a plural and are none, or whose plural is the only form in use.
const SINGULAR: &[&str] = &[
    "access",
    "address",
    "alias",
    "analysis",
    "analytics",
    "basis",
    "bus",
    "canvas",
    "class",
    "compliance",
    "corpus",
    "credentials",
    "details",
    "diagnostics",
    "express",
    "focus",
    "gas",
    "insights",
    "kubernetes",
    "lens",
    "logistics",
    "metrics",
    "news",
    "os",
    "preferences",
    "process",
    "progress",
    "series",
    "settings",
    "software",
    "species",
    "ssl",
    "statistics",
    "stats",
    "status",
    "success",
    "sms",
    "tls",
    "dns",
    "https",
    "aws",
    "ios",
    "virus",
    "terms",
    "chassis",
    "redis",
    "axis",
];

const IRREGULAR: &[(&str, &str)] = &[
    ("people", "person"),
    ("children", "child"),
    ("indices", "index"),
    ("vertices", "vertex"),
    ("matrices", "matrix"),
    ("criteria", "criterion"),
    ("movies", "movie"),
    ("cookies", "cookie"),
    ("caches", "cache"),
    ("archives", "archive"),
    ("leaves", "leaf"),
    ("shelves", "shelf"),
    ("quizzes", "quiz"),
    ("databases", "database"),
    ("bases", "base"),
    ("cases", "case"),
    ("phases", "phase"),
    ("purchases", "purchase"),
    ("releases", "release"),
    ("leases", "lease"),
    ("responses", "response"),
    ("expenses", "expense"),
    ("licenses", "license"),
    ("houses", "house"),
    ("courses", "course"),
    ("statuses", "status"),
    ("addresses", "address"),
    ("aliases", "alias"),
    ("buses", "bus"),
];

/// First words of a method that say what it does.
const VERBS: &[&str] = &[
    "abort",
    "accept",
    "acknowledge",
    "activate",
    "add",
    "allow",
    "append",
    "apply",
    "approve",
    "archive",
    "assign",
    "attach",
    "authenticate",
    "authorize",
    "backup",
    "ban",
    "batch",
    "begin",
    "block",
    "book",
    "bulk",
    "calculate",
    "call",
    "cancel",
    "capture",
    "change",
    "check",
    "clean",
    "clear",
    "clone",
    "close",
    "commit",
    "compare",
    "complete",
    "compute",
    "confirm",
    "connect",
    "convert",
    "copy",
    "create",
    "deactivate",
    "decline",
    "delete",
    "deny",
    "deploy",
    "describe",
    "destroy",
    "detach",
    "disable",
    "disconnect",
    "dismiss",
    "download",
    "duplicate",
    "edit",
    "enable",
    "end",
    "enrol",
    "enroll",
    "erase",
    "evaluate",
    "execute",
    "exists",
    "expire",
    "export",
    "extend",
    "fetch",
    "find",
    "finish",
    "flush",
    "follow",
    "force",
    "fork",
    "generate",
    "get",
    "grant",
    "head",
    "hide",
    "import",
    "index",
    "init",
    "insert",
    "install",
    "invite",
    "invoke",
    "issue",
    "join",
    "kill",
    "launch",
    "leave",
    "link",
    "list",
    "load",
    "lock",
    "log",
    "login",
    "logout",
    "lookup",
    "make",
    "mark",
    "match",
    "merge",
    "migrate",
    "modify",
    "monitor",
    "mount",
    "move",
    "mute",
    "notify",
    "open",
    "patch",
    "pause",
    "perform",
    "ping",
    "play",
    "poll",
    "post",
    "preview",
    "promote",
    "provision",
    "publish",
    "pull",
    "purge",
    "push",
    "put",
    "query",
    "queue",
    "read",
    "reboot",
    "rebuild",
    "receive",
    "redeem",
    "refresh",
    "refund",
    "regenerate",
    "register",
    "reinstall",
    "reject",
    "release",
    "reload",
    "remove",
    "rename",
    "render",
    "renew",
    "reopen",
    "reorder",
    "replace",
    "reply",
    "report",
    "request",
    "resend",
    "reset",
    "resize",
    "resolve",
    "restart",
    "restore",
    "resume",
    "retrieve",
    "retry",
    "return",
    "revert",
    "revoke",
    "rotate",
    "run",
    "save",
    "scale",
    "schedule",
    "search",
    "select",
    "send",
    "set",
    "share",
    "shutdown",
    "sign",
    "skip",
    "start",
    "stop",
    "store",
    "submit",
    "subscribe",
    "suspend",
    "swap",
    "switch",
    "sync",
    "tag",
    "test",
    "toggle",
    "track",
    "transfer",
    "trigger",
    "unarchive",
    "unassign",
    "unban",
    "unblock",
    "undo",
    "unfollow",
    "uninstall",
    "unlink",
    "unlock",
    "unmute",
    "unpublish",
    "unregister",
    "unset",
    "unsubscribe",
    "unsuspend",
    "untag",
    "update",
    "upgrade",
    "upload",
    "upsert",
    "use",
    "validate",
    "verify",
    "view",
    "void",
    "wait",
    "watch",
    "wipe",
    "write",
];

/// Nouns as often as verbs: alone in a path they name a thing.
const ALSO_NOUNS: &[&str] = &[
    "archive", "backup", "batch", "block", "book", "bulk", "call", "change", "check", "clone", "end", "export",
    "force", "fork", "head", "import", "index", "issue", "link", "list", "load", "log", "mark", "match", "monitor",
    "order", "patch", "post", "preview", "process", "queue", "query", "release", "reply", "report", "request",
    "return", "scale", "schedule", "share", "store", "switch", "tag", "test", "track", "transfer", "trigger", "use",
    "view", "watch",
];

/// Last words of a group that say nothing of what it is about.
const HOLLOW: &[&str] = &[
    "action",
    "actions",
    "api",
    "apis",
    "endpoint",
    "endpoints",
    "info",
    "information",
    "management",
    "operations",
    "resource",
    "resources",
    "service",
    "services",
    "controller",
];

/// One of them: `library items` → `library item`.
pub(super) fn singular(words: &[String]) -> Vec<String> {
    let mut words = words.to_vec();
    if let Some(last) = words.last_mut() {
        *last = singular_word(last);
    }
    words
}

/// Several of them: `device tag` → `device tags`.
pub(super) fn plural(words: &[String]) -> Vec<String> {
    let mut words = words.to_vec();
    if let Some(last) = words.last_mut().filter(|last| !is_plural(last)) {
        *last = plural_word(last);
    }
    words
}

fn plural_word(word: &str) -> String {
    if let Some((many, _)) = IRREGULAR.iter().find(|(_, one)| *one == word) {
        return (*many).to_owned();
    }
    let consonant = |stem: &&str| stem.ends_with(|c: char| !"aeiou".contains(c));
    if let Some(stem) = word.strip_suffix('y').filter(consonant) {
        return format!("{stem}ies");
    }
    let hissing = ["s", "sh", "ch", "x", "z"].iter().any(|end| word.ends_with(end));
    format!("{word}{}", if hissing { "es" } else { "s" })
}

fn singular_word(word: &str) -> String {
    if let Some((_, one)) = IRREGULAR.iter().find(|(many, _)| *many == word) {
        return (*one).to_owned();
    }
    if !is_plural(word) {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    let hissing = ["sses", "shes", "ches", "xes", "zes"].iter().any(|end| word.ends_with(end));
    word.strip_suffix(if hissing { "es" } else { "s" }).unwrap_or(word).to_owned()
}

/// Whether a word speaks of several.
pub(super) fn is_plural(word: &str) -> bool {
    if IRREGULAR.iter().any(|(many, _)| *many == word) {
        return true;
    }
    word.len() > 2
        && word.ends_with('s')
        && !["ss", "us", "is"].iter().any(|end| word.ends_with(end))
        && !SINGULAR.contains(&word)
}

/// Whether a method that starts with this word says what it does.
pub(super) fn is_verb(word: &str) -> bool {
    VERBS.contains(&word)
}

/// Verbs with which a reading path segment may start.
const READING: &[&str] = &[
    "check", "compare", "describe", "download", "export", "fetch", "find", "get", "list", "lookup", "preview", "query",
    "read", "search", "validate", "verify",
];

/// Whether a path segment is something done rather than something there.
pub(super) fn is_action(words: &[String], reads: bool) -> bool {
    let Some(first) = words.first().map(String::as_str) else { return false };
    let does = if reads { READING.contains(&first) } else { is_verb(first) };
    does && (words.len() > 1 || !ALSO_NOUNS.contains(&first))
}

/// What a group is about, in the plural if it has one: `device actions` → `device`, `users` → `users`.
pub(super) fn subject(group: &[String]) -> Vec<String> {
    let mut words = group.to_vec();
    while words.len() > 1 && words.last().is_some_and(|last| HOLLOW.contains(&last.as_str())) {
        words.pop();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_many() {
        let table = [
            ("devices", "device"),
            ("categories", "category"),
            ("statuses", "status"),
            ("status", "status"),
            ("details", "details"),
            ("addresses", "address"),
            ("boxes", "box"),
            ("branches", "branch"),
            ("caches", "cache"),
            ("people", "person"),
            ("ids", "id"),
            ("os", "os"),
            ("news", "news"),
            ("licenses", "license"),
            ("apps", "app"),
            ("keys", "key"),
        ];
        for (many, one) in table {
            assert_eq!(singular_word(many), one);
        }
    }
}
