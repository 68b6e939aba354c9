//! Events of a YAML text into positions.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::{At, Builder, Content};

/// Reports one document of the stream to the builder, up to the first thing that this parser does not accept.
pub(super) fn scan(text: &str, part: usize, builder: &mut Builder) {
    let mut parser = Parser::new_from_str(text);
    let mut document = 0;
    let mut anchors = Anchors::default();
    while let Some(Ok((event, span))) = parser.next_event() {
        match event {
            Event::StreamEnd => return,
            Event::DocumentEnd if document == part => return,
            Event::DocumentEnd => document += 1,
            event if document == part => anchors.event(event, start(&span), builder),
            _ => {}
        }
    }
}

fn start(span: &Span) -> At {
    let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    (narrow(span.start.line()), narrow(span.start.col() + 1))
}

/// What aliases refer to. Anchors count from 1; 0 is none.
#[derive(Default)]
struct Anchors {
    known: BTreeMap<usize, usize>,
    open: Vec<usize>,
}

impl Anchors {
    fn event(&mut self, event: Event<'_>, at: At, builder: &mut Builder) {
        match event {
            Event::MappingStart(anchor, _) => {
                self.open.push(anchor);
                builder.open_map(at);
            }
            Event::SequenceStart(anchor, _) => {
                self.open.push(anchor);
                builder.open_list(at);
            }
            Event::MappingEnd | Event::SequenceEnd => {
                let anchor = self.open.pop().unwrap_or_default();
                if let Some(id) = builder.close() {
                    self.known.insert(anchor, id);
                }
            }
            Event::Scalar(text, _, _, _) if builder.wants_key() => builder.key(&text, at),
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain && tag.is_none();
                let numeric = plain && text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first));
                let content = if numeric { Content::Number(text.into()) } else { Content::Other };
                self.known.insert(anchor, builder.leaf(at, content));
            }
            Event::Alias(anchor) => {
                let content = self.known.get(&anchor).map_or(Content::Other, |target| Content::Alias(*target));
                builder.leaf(at, content);
            }
            _ => {}
        }
    }
}
