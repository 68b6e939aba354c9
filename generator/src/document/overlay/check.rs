//! The tree of an overlay file into its actions, every fault of it reported.

use serde_json::{Map, Value};

use super::Report;
use super::target::Target;

const CODE: &str = "overlay-invalid";

/// A valid overlay.
pub(super) struct Overlay {
    pub(super) extends: Option<String>,
    pub(super) actions: Vec<Action>,
}

/// One action.
pub(super) struct Action {
    pub(super) target: Target,
    pub(super) change: Change,
}

/// What an action does to its targets.
pub(super) enum Change {
    /// Nothing: neither of the keys is there.
    None,
    Remove,
    Update(Value),
    Copy(Target),
}

/// The overlay, or `None` and errors.
pub(super) fn check(overlay: Value, report: &mut Report<'_, '_>) -> Option<Overlay> {
    let Value::Object(mut map) = overlay else {
        report.error(CODE, "", "an overlay is an object", "begin it with `overlay: 1.1.0`, `info` and `actions`");
        return None;
    };
    let mut checker = Checker { report, valid: true };
    checker.version(&map);
    checker.info(map.get("info"));
    let extends = checker.text(&map, "", "extends", false);
    checker.known(&map, "", &["overlay", "info", "extends", "actions"]);
    let actions = checker.actions(map.shift_remove("actions"));
    checker.valid.then_some(Overlay { extends, actions })
}

struct Checker<'c, 'f, 'd> {
    report: &'c mut Report<'f, 'd>,
    valid: bool,
}

impl Checker<'_, '_, '_> {
    fn error(&mut self, pointer: &str, message: impl Into<String>, help: &str) {
        self.valid = false;
        self.report.error(CODE, pointer, message, help);
    }

    fn version(&mut self, map: &Map<String, Value>) {
        let version = map.get("overlay").and_then(Value::as_str);
        let known = version.is_some_and(|version| {
            let patch = version.strip_prefix("1.0.").or_else(|| version.strip_prefix("1.1."));
            patch.is_some_and(|patch| !patch.is_empty() && patch.bytes().all(|byte| byte.is_ascii_digit()))
        });
        if !known {
            let message = if map.contains_key("overlay") {
                "the version of an overlay is 1.0.x or 1.1.x, as text"
            } else {
                "this is no overlay: the key `overlay` with its version is missing"
            };
            self.error("/overlay", message, "write `overlay: 1.1.0`");
        }
    }

    fn info(&mut self, info: Option<&Value>) {
        let Some(Value::Object(info)) = info else {
            self.error("/info", "an overlay needs an object `info` with `title` and `version`", "add it");
            return;
        };
        self.text(info, "/info", "title", true);
        self.text(info, "/info", "version", true);
        self.text(info, "/info", "description", false);
        self.known(info, "/info", &["title", "version", "description"]);
    }

    fn actions(&mut self, actions: Option<Value>) -> Vec<Action> {
        let list = match actions {
            Some(Value::Array(list)) if !list.is_empty() => list,
            _ => {
                self.error("/actions", "an overlay needs a list `actions` with at least one action", "add it");
                return Vec::new();
            }
        };
        for (index, action) in list.iter().enumerate() {
            if let Some(first) = list[..index].iter().position(|earlier| earlier == action) {
                let message =
                    format!("this action is the same as number {first}; actions are unique (Overlay, Overlay Object)");
                self.error(&format!("/actions/{index}"), message, "remove one of them");
            }
        }
        list.into_iter()
            .enumerate()
            .filter_map(|(index, action)| self.action(&format!("/actions/{index}"), action))
            .collect()
    }

    fn action(&mut self, pointer: &str, action: Value) -> Option<Action> {
        let Value::Object(map) = action else {
            self.error(pointer, "an action is an object", "give it a `target`, and `update`, `remove` or `copy`");
            return None;
        };
        self.known(&map, pointer, &["target", "description", "update", "remove", "copy"]);
        self.text(&map, pointer, "description", false);
        let target = self.text(&map, pointer, "target", true);
        let target = target.and_then(|text| self.path(pointer, "target", &text));
        let change = self.change(pointer, map);
        Some(Action { target: target?, change: change? })
    }

    fn change(&mut self, pointer: &str, mut map: Map<String, Value>) -> Option<Change> {
        let copy = self.text(&map, pointer, "copy", false);
        let copy = match copy {
            Some(text) => Some(self.path(pointer, "copy", &text)?),
            None => None,
        };
        match map.get("remove") {
            Some(Value::Bool(true)) => return Some(Change::Remove),
            None | Some(Value::Bool(false)) => {}
            Some(_) => {
                self.error(&format!("{pointer}/remove"), "`remove` is true or false", "write `remove: true`");
                return None;
            }
        }
        match (map.shift_remove("update"), copy) {
            (Some(_), Some(_)) => {
                self.error(pointer, "an action has either `update` or `copy`", "write two actions");
                None
            }
            (Some(value), None) => Some(Change::Update(value)),
            (None, Some(source)) => Some(Change::Copy(source)),
            (None, None) => Some(Change::None),
        }
    }

    fn path(&mut self, pointer: &str, key: &str, text: &str) -> Option<Target> {
        Target::parse(text)
            .map_err(|fault| {
                let message = format!("{text:?} is not a JSONPath: {fault}");
                self.error(
                    &format!("{pointer}/{key}"),
                    message,
                    "write a query of RFC 9535, such as `$.paths['/pets'].get`",
                );
            })
            .ok()
    }

    /// The text under a key.
    fn text(&mut self, map: &Map<String, Value>, pointer: &str, key: &str, required: bool) -> Option<String> {
        match map.get(key) {
            Some(Value::String(text)) => Some(text.clone()),
            None if !required => None,
            None => {
                self.error(pointer, format!("the key `{key}` is missing"), "add it");
                None
            }
            Some(_) => {
                self.error(&format!("{pointer}/{key}"), format!("`{key}` is text"), "quote it");
                None
            }
        }
    }

    fn known(&mut self, map: &Map<String, Value>, pointer: &str, keys: &[&str]) {
        for key in map.keys().filter(|key| !keys.contains(&key.as_str()) && !key.starts_with("x-")) {
            let help = format!("the keys here are {}, and any that begins with `x-`", keys.join(", "));
            self.error(&crate::document::path::join(pointer, key), format!("the key {key:?} is not known here"), &help);
        }
    }
}
