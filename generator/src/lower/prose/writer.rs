//! Blocks and inline pieces into Markdown, containers (lists, quotes) given as prefixes of lines.

/// What a block stands in.
#[derive(Debug)]
enum Container {
    Quote,
    /// A list item: its marker, and whether a line has it already.
    Item(String, bool),
}

/// More nesting than this is not shown.
const DEEPEST: usize = 12;

/// Collects Markdown block by block.
#[derive(Debug, Default)]
pub(super) struct Writer {
    out: String,
    /// The block that is being written.
    pub(super) inline: String,
    containers: Vec<Container>,
    /// Lists that are open: the next number, where they are numbered.
    lists: Vec<Option<usize>>,
    last_in_list: bool,
    /// Whether text is literal and must not be read as Markdown.
    escape: bool,
}

impl Writer {
    /// A writer; `escape` says that text is literal.
    pub(super) fn new(escape: bool) -> Self {
        Self { escape, ..Self::default() }
    }

    /// Appends text in which white space is one space.
    pub(super) fn text(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                if !self.inline.is_empty() && !self.inline.ends_with([' ', '\n']) {
                    self.inline.push(' ');
                }
                continue;
            }
            if self.escape && matches!(c, '*' | '`' | '[' | ']' | '<' | '\\') {
                self.inline.push('\\');
            }
            self.inline.push(c);
        }
    }

    /// Ends a line within the block; two in a row end the block.
    pub(super) fn line_break(&mut self) {
        while self.inline.ends_with(' ') {
            self.inline.pop();
        }
        if self.inline.ends_with('\n') {
            self.flush();
        } else if !self.inline.is_empty() {
            self.inline.push('\n');
        }
    }

    /// Writes the block that is open, if it says anything.
    pub(super) fn flush(&mut self) {
        let block = std::mem::take(&mut self.inline);
        let lines: Vec<&str> = block.trim().lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        if !lines.is_empty() {
            let escaped = if self.escape { guarded(lines[0]) } else { lines[0].to_owned() };
            let joined: Vec<&str> = std::iter::once(escaped.as_str()).chain(lines[1..].iter().copied()).collect();
            self.block(&joined.join("\\\n"));
        }
    }

    /// Writes a block as it stands, each line with the prefixes of what it stands in.
    pub(super) fn block(&mut self, block: &str) {
        let starts_item = self.containers.iter().any(|container| matches!(container, Container::Item(_, false)));
        if !self.out.is_empty() {
            let tight = starts_item && self.last_in_list;
            self.out.push('\n');
            if !tight {
                let quote: String =
                    self.containers.iter().take_while(|c| matches!(c, Container::Quote)).map(|_| "> ").collect();
                self.out.push_str(quote.trim_end());
                self.out.push('\n');
            }
        }
        for (index, line) in block.lines().enumerate() {
            if index > 0 {
                self.out.push('\n');
            }
            let prefix = self.prefix();
            self.out.push_str(if line.is_empty() { prefix.trim_end() } else { &prefix });
            self.out.push_str(line);
        }
        self.last_in_list = self.containers.iter().any(|container| matches!(container, Container::Item(..)));
    }

    fn prefix(&mut self) -> String {
        let mut prefix = String::new();
        for container in self.containers.iter_mut() {
            match container {
                Container::Quote => prefix.push_str("> "),
                Container::Item(marker, used) if !*used => {
                    *used = true;
                    prefix.push_str(marker);
                }
                Container::Item(marker, _) => prefix.extend(marker.chars().map(|_| ' ')),
            }
        }
        prefix
    }

    pub(super) fn open_list(&mut self, numbered: bool) {
        self.flush();
        self.lists.push(numbered.then_some(1));
    }

    pub(super) fn close_list(&mut self) {
        self.flush();
        self.lists.pop();
    }

    pub(super) fn open_item(&mut self) {
        self.flush();
        if self.containers.len() >= DEEPEST {
            return;
        }
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}. ");
                *number += 1;
                marker
            }
            _ => "- ".to_owned(),
        };
        self.containers.push(Container::Item(marker, false));
    }

    pub(super) fn close_item(&mut self) {
        self.flush();
        if matches!(self.containers.last(), Some(Container::Item(..))) {
            self.containers.pop();
        }
    }

    pub(super) fn open_quote(&mut self) {
        self.flush();
        if self.containers.len() < DEEPEST {
            self.containers.push(Container::Quote);
        }
    }

    pub(super) fn close_quote(&mut self) {
        self.flush();
        if matches!(self.containers.last(), Some(Container::Quote)) {
            self.containers.pop();
        }
    }

    /// All that was written.
    pub(super) fn finish(mut self) -> String {
        self.flush();
        self.out
    }
}

/// A fenced block; the fence is longer than any within.
pub(super) fn fenced(code: &str, language: &str) -> String {
    let mut fence = "```".to_owned();
    while code.contains(&fence) {
        fence.push('`');
    }
    format!("{fence}{language}\n{}\n{fence}", code.trim_matches('\n'))
}

/// A code span.
pub(super) fn code_span(code: &str) -> String {
    let code = code.split_whitespace().collect::<Vec<_>>().join(" ");
    if code.is_empty() {
        return String::new();
    }
    let mut ticks = "`".to_owned();
    while code.contains(&ticks) {
        ticks.push('`');
    }
    if code.starts_with('`') || code.ends_with('`') {
        format!("{ticks} {code} {ticks}")
    } else {
        format!("{ticks}{code}{ticks}")
    }
}

/// A link, where the target is one that can be followed from anywhere.
pub(super) fn link(text: &str, target: &str) -> String {
    let lower = target.to_ascii_lowercase();
    let followable = ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    let text = text.trim();
    if !followable {
        return text.to_owned();
    }
    let target: String =
        target.chars().map(|c| if c.is_whitespace() { "%20".to_owned() } else { c.to_string() }).collect();
    let target = target.replace('(', "%28").replace(')', "%29").replace('<', "%3C").replace('>', "%3E");
    if text.is_empty() || text.replace('\\', "") == target {
        format!("<{target}>")
    } else {
        format!("[{text}]({target})")
    }
}

/// A first line that Markdown would take for a heading, list or quote.
fn guarded(line: &str) -> String {
    let starts = |marks: &[&str]| marks.iter().any(|mark| line.starts_with(mark));
    let number = line
        .find(|c: char| !c.is_ascii_digit())
        .filter(|end| *end > 0 && (line[*end..].starts_with(". ") || line[*end..].starts_with(") ")));
    match number {
        Some(end) => format!("{}\\{}", &line[..end], &line[end..]),
        None if starts(&["- ", "+ ", "> ", "# ", "## ", "### ", "---", "==="]) && !line.starts_with("---|") => {
            format!("\\{line}")
        }
        None => line.to_owned(),
    }
}
