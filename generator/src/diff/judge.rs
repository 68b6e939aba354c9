//! Differences into changes: each is explained by the first rule that has an answer, or shown as `unhandled`.

use super::delta::{Cx, Delta, Subject};
use super::model::{Change, Kind, Level, Wire};
use super::rules::RULES;

/// The change that explains a difference; `None` where another one does already.
pub(super) fn judge(cx: &Cx<'_>, delta: &Delta) -> Option<Change> {
    let found = RULES.iter().find_map(|rule| Some((rule, (rule.check)(cx, delta)?)));
    let Some((rule, finding)) = found else { return Some(unhandled(cx, delta)) };
    if finding.silent {
        return None;
    }
    let direction = cx.direction(delta.subject).or(Some(rule.direction)).filter(|_| delta.subject != Subject::Client);
    Some(Change {
        id: rule.id,
        client: finding.client.unwrap_or(rule.client),
        kind: finding.kind.unwrap_or(rule.kind),
        wire: finding.wire.unwrap_or(rule.wire),
        direction,
        item: finding.item.unwrap_or_else(|| cx.item(delta.subject)),
        operation: cx.operation(delta.subject),
        used_by: cx.used_by(delta.subject),
        places: cx.places(delta),
        message: finding.message,
        accepted: None,
        anchors: cx.anchors(delta),
        key: delta.key.clone(),
    })
}

/// Nothing passes in silence.
fn unhandled(cx: &Cx<'_>, delta: &Delta) -> Change {
    let (old, new) = delta.values(delta.aspect).unwrap_or_default();
    Change {
        id: "unhandled",
        client: Level::Patch,
        kind: Kind::Behaviour,
        wire: Wire::None,
        direction: None,
        item: cx.item(delta.subject),
        operation: cx.operation(delta.subject),
        used_by: cx.used_by(delta.subject),
        places: cx.places(delta),
        accepted: None,
        anchors: Vec::new(),
        key: delta.key.clone(),
        message: format!(
            "{:?} {}: {} instead of {}; no rule explains it",
            delta.aspect,
            delta.key,
            code(new),
            code(old)
        ),
    }
}

/// Text of a document or a type as code of Markdown, in one line and not too long.
pub(super) fn code(text: &str) -> String {
    const MAX: usize = 120;
    let flat: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MAX).collect();
    let more = if text.chars().count() > MAX { "…" } else { "" };
    // A longer fence than any run inside (CommonMark 0.31, section 6.1).
    let longest = flat.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if longest > 0 || flat.is_empty() { " " } else { "" };
    format!("{fence}{pad}{flat}{more}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_survives_any_text() {
        assert_eq!(code("Vec<Device>"), "`Vec<Device>`");
        assert_eq!(code("a`b``c\nd"), "``` a`b``c d ```");
        assert_eq!(code(""), "`  `");
    }
}
