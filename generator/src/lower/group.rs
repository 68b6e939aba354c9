//! Tags, overlay names and paths into groups of operations.

use openapiv3::Operation;

use super::Lowerer;
use super::extension;
use super::path::segments;
use super::prose;
use super::words::{Words, split};
use crate::ir::{Api, Group};

impl<'a> Lowerer<'a, '_> {
    /// The group of an operation: overlay name, first tag, or first segment of the path that names something.
    pub(super) fn group(&mut self, operation: &'a Operation, path: &str, at: &str, api: &mut Api) -> usize {
        let tag = operation.tags.iter().find(|tag| !tag.trim().is_empty());
        let wanted = extension::text(&operation.extensions, "x-group");
        let name = wanted.map(str::to_owned).or_else(|| tag.cloned()).unwrap_or_else(|| path_group(path));
        if wanted.is_none() && operation.tags.len() > 1 {
            let message = format!("the operation has several tags; it stands in the group of the first, `{name}`");
            self.diagnostics.note("several-tags", super::pointer::push(at, "tags"), message);
        }
        let key = key(&name);
        if let Some(index) = self.groups.get(&key) {
            return *index;
        }
        let declared = self.document.tags.iter().find(|declared| declared.name == name);
        // An overlay may rename a group of one tag; what the tag says still holds.
        let declared = declared.or_else(|| self.document.tags.iter().find(|declared| Some(&declared.name) == tag));
        let doc = declared.and_then(|tag| tag.description.as_deref()).and_then(prose::to_markdown);
        let index = api.groups.len();
        self.groups.insert(key, index);
        api.groups.push(Group { name, doc });
        index
    }
}

/// Names that come to the same words are one group: `Device Actions` and `device-actions`.
fn key(name: &str) -> Words {
    let words = split(name);
    if words.is_empty() { vec![name.to_owned()] } else { words }
}

fn path_group(path: &str) -> String {
    segments(path).first().map_or_else(
        || "api".to_owned(),
        |segment| {
            let first = path
                .split('/')
                .find(|raw| super::words::singular_words(&split(raw)) == super::words::singular_words(&segment.words));
            first.map_or_else(|| segment.words.join("_"), str::to_owned)
        },
    )
}
