//! The tree back into text.

use serde_json::Value;

use super::Format;

/// The tree as text, ending in a newline; keys in the order of the tree.
pub(super) fn render(tree: &Value, format: Format) -> String {
    // Neither writer can fail on a value tree: its keys are text and its numbers finite.
    match format {
        Format::Json => serde_json::to_string_pretty(tree).map(|text| text + "\n").unwrap_or_default(),
        Format::Yaml => serde_yaml::to_string(tree).unwrap_or_default(),
    }
}
