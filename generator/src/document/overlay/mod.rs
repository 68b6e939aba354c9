//! An overlay (OpenAPI Overlay 1.0 and 1.1) into changes of the tree, each remembering where it came from.

mod check;
mod merge;
mod target;

use serde_json::Value;

use super::origins::{Origin, Origins};
use super::read::File;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use check::{Action, Change};
use target::Target;

/// The document's side of an overlay: what it changes.
pub(super) struct Ground<'a> {
    pub(super) tree: &'a mut Value,
    pub(super) origins: &'a mut Origins,
}

/// Applies an overlay, the document's file number `number`. One that is not valid changes nothing.
pub(super) fn apply(
    file: &File,
    number: usize,
    overlay: Value,
    document: &str,
    ground: Ground<'_>,
    d: &mut Diagnostics,
) {
    let mut report = Report { file, d };
    let Some(overlay) = check::check(overlay, &mut report) else { return };
    check_extends(overlay.extends.as_deref(), document, &mut report);
    let Ground { tree, origins } = ground;
    for (index, action) in overlay.actions.into_iter().enumerate() {
        let pointer = format!("/actions/{index}");
        Run { tree, origins, report: &mut report, number, pointer }.action(action);
    }
}

/// Messages about an overlay; they point into it.
struct Report<'a, 'd> {
    file: &'a File,
    d: &'d mut Diagnostics,
}

impl Report<'_, '_> {
    fn error(&mut self, code: &'static str, pointer: &str, message: impl Into<String>, help: &str) {
        self.push(Severity::Error, code, pointer, message.into(), help);
    }

    fn push(&mut self, severity: Severity, code: &'static str, pointer: &str, message: String, help: &str) {
        let place = self.file.place(pointer);
        self.d.push(Diagnostic { code, severity, place, message, help: Some(help.to_owned()) });
    }
}

/// `extends` names the document an overlay is for; another name is worth a word, no more.
fn check_extends(extends: Option<&str>, document: &str, report: &mut Report<'_, '_>) {
    let last = |name: &str| name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    if let Some(extends) = extends
        && last(extends) != last(document)
    {
        report.push(
            Severity::Note,
            "overlay-extends",
            "/extends",
            format!("the overlay is written for {extends:?} and applied to {document:?}"),
            "nothing needs doing if that is meant",
        );
    }
}

/// One action at work.
struct Run<'a, 'r, 'f, 'd> {
    tree: &'a mut Value,
    origins: &'a mut Origins,
    report: &'r mut Report<'f, 'd>,
    number: usize,
    pointer: String,
}

impl Run<'_, '_, '_, '_> {
    fn action(mut self, action: Action) {
        let targets = action.target.select(self.tree);
        if targets.is_empty() {
            self.report.push(
                Severity::Warning,
                "overlay-target-unmatched",
                &format!("{}/target", self.pointer),
                format!("the target {} matches nothing in the document", action.target),
                "correct the target, or remove the action if the document has changed",
            );
            return;
        }
        match action.change {
            Change::None => {}
            Change::Remove => self.remove(targets),
            Change::Update(value) => {
                let from = merge::From::Overlay { number: self.number, pointer: format!("{}/update", self.pointer) };
                self.merge(&targets, &value, &from);
            }
            Change::Copy(source) => self.copy(&targets, &source),
        }
    }

    fn merge(&mut self, targets: &[target::Location], value: &Value, from: &merge::From) {
        let kinds: Vec<_> = targets.iter().filter_map(|target| target.get(self.tree)).map(merge::kind).collect();
        if kinds.windows(2).any(|pair| pair[0] != pair[1]) {
            let at = format!("{}/target", self.pointer);
            let message = "the target selects objects, lists and plain values at once; an update fits one of them only";
            self.report.error("overlay-incompatible", &at, message, "write an action for each");
            return;
        }
        for target in targets {
            let pointer = target.pointer();
            let Some(node) = target.get_mut(self.tree) else { continue };
            if let Err(clash) = merge::merge(node, &pointer, value, from, self.origins) {
                let at = format!("{}{}", self.pointer, clash.inside(from));
                self.report.error(
                    "overlay-incompatible",
                    &at,
                    clash.message,
                    "remove the old value by an action of its own first",
                );
            }
        }
    }

    fn copy(&mut self, targets: &[target::Location], source: &Target) {
        let found = source.select(self.tree);
        let [source_location] = found.as_slice() else {
            let at = format!("{}/copy", self.pointer);
            let message = format!(
                "{source} selects {} values; a copy needs exactly one (Overlay 1.1, Action Object)",
                found.len()
            );
            self.report.error("overlay-copy", &at, message, "select one value");
            return;
        };
        let Some(value) = source_location.get(self.tree).cloned() else { return };
        self.merge(targets, &value, &merge::From::Tree { pointer: source_location.pointer() });
    }

    /// Removes from the end to the front, so that no element moves before its turn.
    fn remove(&mut self, targets: Vec<target::Location>) {
        for target in targets.into_iter().rev() {
            let pointer = target.pointer();
            let Some((parent, last)) = target.split_last() else {
                let at = format!("{}/target", self.pointer);
                self.report.error(
                    "overlay-incompatible",
                    &at,
                    "the whole document cannot be removed",
                    "select a part of it",
                );
                continue;
            };
            match (parent.get_mut(self.tree), last) {
                (Some(Value::Object(map)), target::Step::Key(key)) => {
                    map.shift_remove(&key);
                    self.origins.remove(&pointer);
                }
                (Some(Value::Array(list)), target::Step::Index(index)) if index < list.len() => {
                    self.origins.remove_element(&parent.pointer(), index, list.len());
                    list.remove(index);
                }
                // Gone with something around it.
                _ => {}
            }
        }
    }
}

impl merge::From {
    fn origin(&self, inside: &str) -> Option<Origin> {
        match self {
            Self::Overlay { number, pointer } => Some(Origin { file: *number, pointer: format!("{pointer}{inside}") }),
            Self::Tree { .. } => None,
        }
    }
}
