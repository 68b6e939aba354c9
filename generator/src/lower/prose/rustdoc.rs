//! Markdown into Markdown that rustdoc takes without a word: no doctest, no link into the crate, no HTML.

use super::clean;
use super::inline::{self, Definitions};

/// What a line of a fence looks like while it is open.
struct Fence {
    /// The character and how many of it.
    mark: char,
    length: usize,
    /// What the lines of the block start with (indentation of a list, marks of a quote).
    prefix: String,
}

/// Makes Markdown safe for a doc comment: every fence is `text`, indented code loses its indentation, brackets that are
/// no links and `<` are escaped, bare URLs stand in angle brackets, open backticks and fences are closed.
#[must_use]
pub fn for_rustdoc(markdown: &str) -> String {
    let text = clean(markdown).replace('\t', "    ");
    let definitions = inline::definitions(&text);
    let mut blocks = Blocks { out: Vec::new(), chunk: Vec::new(), fence: None, list: None, blank: true, definitions };
    for line in text.lines() {
        blocks.line(line);
    }
    blocks.finish()
}

struct Blocks {
    out: Vec<String>,
    /// Lines of the paragraph that is being read: spans of code may go over several.
    chunk: Vec<String>,
    fence: Option<Fence>,
    /// Where the content of the innermost list item starts.
    list: Option<usize>,
    /// Whether the line before ends a paragraph, so that an indented line would be code.
    blank: bool,
    definitions: Definitions,
}

impl Blocks {
    fn line(&mut self, line: &str) {
        let line = line.trim_end();
        if let Some(fence) = self.fence.take() {
            match self.within(line, fence) {
                Some(fence) => self.fence = Some(fence),
                None => self.blank = true,
            }
            return;
        }
        if line.is_empty() {
            self.flush();
            self.out.push(String::new());
            self.blank = true;
            return;
        }
        if self.definitions.is_definition(line) {
            return;
        }
        let line = self.without_code_indent(line);
        let (prefix, rest) = containers(&line);
        if let Some((mark, length)) = fence_start(rest) {
            self.flush();
            self.out.push(format!("{prefix}{}text", mark.to_string().repeat(length)));
            let below = prefix.chars().map(|c| if c == '>' { '>' } else { ' ' }).collect();
            self.fence = Some(Fence { mark, length, prefix: below });
            return;
        }
        self.text_line(&line, &prefix, rest);
    }

    fn text_line(&mut self, line: &str, prefix: &str, rest: &str) {
        let marker = prefix.trim_end().ends_with(|c: char| !c.is_whitespace() && c != '>');
        let block_start = marker || rest.starts_with('#') || rest.starts_with('|') || prefix.contains('>');
        if block_start {
            self.flush();
        }
        if marker {
            self.list = Some(prefix.chars().count());
        } else if !line.starts_with(' ') && self.blank {
            self.list = None;
        }
        // What goes on in a list item stands exactly below its text: more or less is a lint of clippy's.
        let line = match self.list {
            Some(base) if !block_start => format!("{}{}", " ".repeat(base), line.trim_start()),
            _ => line.to_owned(),
        };
        self.chunk.push(line);
        self.blank = rest.starts_with('#');
        if rest.starts_with(['#', '|']) {
            self.flush();
        }
    }

    /// Four spaces more than the content around them would be code, which rustdoc compiles.
    fn without_code_indent(&self, line: &str) -> String {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let base = self.list.unwrap_or(0);
        if self.blank && indent >= base + 4 {
            return format!("{}{}", " ".repeat(base), line.trim_start());
        }
        // Within a list or quote the same holds behind the marker.
        let (prefix, rest) = containers(line);
        let inner = prefix.len() - prefix.trim_end().len();
        if inner > 4 && !prefix.trim().is_empty() { format!("{} {rest}", prefix.trim_end()) } else { line.to_owned() }
    }

    /// A line within a fence; `None` where the fence ends with it.
    fn within(&mut self, line: &str, fence: Fence) -> Option<Fence> {
        let inside = line.trim_start_matches([' ', '>']);
        let closes = inside.chars().take_while(|c| *c == fence.mark).count() >= fence.length
            && inside.trim_start_matches(fence.mark).trim().is_empty();
        let quoted = fence.prefix.contains('>');
        let indent = line.len() - line.trim_start_matches(' ').len();
        // The block around the fence ends, and the fence with it.
        let left = if quoted {
            !line.trim_start().starts_with('>')
        } else {
            !line.is_empty() && indent < fence.prefix.len() && !closes
        };
        if closes && !left {
            self.close(&fence);
            return None;
        }
        if left && fence.prefix.trim_end_matches(' ').is_empty() && indent == 0 && fence.prefix.len() <= 3 {
            // A fence with a little indentation of its own takes lines without any.
            self.out.push(line.to_owned());
            return Some(fence);
        }
        if left {
            self.close(&fence);
            self.blank = true;
            self.line(line);
            // The line may have opened another fence.
            return self.fence.take();
        }
        self.out.push(line.to_owned());
        Some(fence)
    }

    fn close(&mut self, fence: &Fence) {
        let mark = fence.mark.to_string().repeat(fence.length);
        self.out.push(format!("{}{mark}", fence.prefix));
    }

    fn flush(&mut self) {
        if !self.chunk.is_empty() {
            let text = std::mem::take(&mut self.chunk).join("\n");
            self.out.push(inline::safe(&text, &self.definitions, true));
        }
    }

    fn finish(mut self) -> String {
        self.flush();
        if let Some(fence) = self.fence.take() {
            self.close(&fence);
        }
        while self.out.last().is_some_and(String::is_empty) {
            self.out.pop();
        }
        self.out.join("\n")
    }
}

/// The marks of quotes and list items at the start of a line, and the rest.
fn containers(line: &str) -> (String, &str) {
    let mut at = 0;
    loop {
        let rest = &line[at..];
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        let inner = &rest[spaces..];
        let single = [">", "- ", "* ", "+ "].iter().any(|mark| inner.starts_with(mark));
        let marker = if single { 1 } else { numbered(inner) };
        if marker == 0 {
            return (line[..at + spaces].to_owned(), inner);
        }
        at += spaces + marker;
    }
}

/// The length of `12.` or `12)` where a space follows.
fn numbered(text: &str) -> usize {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &text[digits..];
    if (1..=9).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") ")) { digits + 1 } else { 0 }
}

fn fence_start(text: &str) -> Option<(char, usize)> {
    let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = text.chars().take_while(|c| *c == mark).count();
    // CommonMark 0.31, section 4.5: the info string of a backtick fence holds no backtick.
    let info = &text[length..];
    (length >= 3 && !(mark == '`' && info.contains('`'))).then_some((mark, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_compiled() {
        for (markdown, expected) in [
            ("```\nlet x;\n```", "```text\nlet x;\n```"),
            ("~~~rust,should_panic\nx\n~~~", "~~~text\nx\n~~~"),
            ("a\n\n    code\n    more\n\nb", "a\n\ncode\n    more\n\nb"),
            ("```json\nopen", "```text\nopen\n```"),
            ("- ```\n  x\n  ```\n- y", "- ```text\n  x\n  ```\n- y"),
            ("- a\n\n      code", "- a\n\n  code"),
            ("> ```\n> x\nafter [a]", "> ```text\n> x\n> ```\nafter \\[a\\]"),
            ("# h\n    code", "# h\ncode"),
            ("- [ ] item\n    more\nlazy\n\nafter", "- \\[ \\] item\n  more\n  lazy\n\nafter"),
        ] {
            assert_eq!(for_rustdoc(markdown), expected, "{markdown}");
        }
    }

    #[test]
    fn links_are_links_or_text() {
        for (markdown, expected) in [
            ("see [x] and a[0]", "see \\[x\\] and a\\[0\\]"),
            ("see [x](https://a.test/b)", "see [x](https://a.test/b)"),
            ("see [x](#there) and [y](/z)", "see x and y"),
            ("see https://a.test/b. Next", "see <https://a.test/b>. Next"),
            ("<https://a.test>", "<https://a.test>"),
            ("a <b> c", "a \\<b> c"),
            ("[x][1]\n\n[1]: https://a.test", "[x](https://a.test)\n"),
            ("- [ ] x", "- \\[ \\] x"),
            ("`[x] <y>` [`z`](https://a.test)", "`[x] <y>` [`z`](https://a.test)"),
            ("a `b", "a \\`b"),
            ("\\[x\\] \\<y>", "\\[x\\] \\<y>"),
            ("[https://a.test/b](https://a.test/b)", "<https://a.test/b>"),
        ] {
            assert_eq!(for_rustdoc(markdown).trim_end(), expected.trim_end(), "{markdown}");
        }
    }
}
