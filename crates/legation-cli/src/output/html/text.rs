//! The article with its facts marked.

use super::escape::{direction, escaped, marked_up};
use crate::output::facts::{self, Fact};
use crate::output::letters::Letters;
use crate::output::marks::{Marks, Piece};
use legation::record::{BlockKind, Record};
use legation::span::Span;

/// A mark as it is written.
struct Mark {
    span: Span,
    class: &'static str,
    /// Id of the element, where the facts beside the text lead to it.
    anchor: Option<String>,
    /// Shown before the words.
    label: Option<String>,
    title: String,
}

/// Every block of the text, and the words between blocks where there are some.
pub fn blocks(record: &Record, letters: &Letters<'_>, prefix: &str) -> String {
    let marks = all(record, prefix);
    let mut nested = Marks::new(marks.iter().map(|mark| mark.span));
    let mut html = String::new();
    let mut at = 0;
    let end = Span { start: letters.len(), end: letters.len() };
    let blocks = record.article.blocks.iter().map(|block| (block.kind, Span { start: block.start, end: block.end }));
    for (kind, block) in blocks.chain([(BlockKind::Paragraph, end)]) {
        let gap = Span { start: at, end: block.start.max(at) };
        if !letters.of(gap).trim().is_empty() {
            push(&mut html, BlockKind::Paragraph, gap, letters, &marks, &nested.block(gap));
        }
        if !block.is_empty() {
            push(&mut html, kind, block, letters, &marks, &nested.block(block));
        }
        at = block.end.max(at);
    }
    html
}

fn push(html: &mut String, kind: BlockKind, block: Span, letters: &Letters<'_>, marks: &[Mark], pieces: &[Piece]) {
    let (element, class) = element(kind);
    html.push_str(&format!("<{element}{class} dir=\"{}\">", direction(letters.of(block))));
    for piece in pieces {
        match piece {
            Piece::Open { mark, first } => {
                html.push_str(&marks.get(*mark).map_or(String::new(), |mark| mark.open(*first)))
            }
            Piece::Close => html.push_str("</mark>"),
            Piece::Words(words) => html.push_str(&marked_up(letters.of(*words))),
        }
    }
    html.push_str(&format!("</{element}>\n"));
}

fn element(kind: BlockKind) -> (&'static str, &'static str) {
    match kind {
        BlockKind::Headline => ("h1", ""),
        BlockKind::Heading => ("h2", ""),
        BlockKind::Paragraph => ("p", ""),
        BlockKind::Caption => ("p", " class=\"caption\""),
        BlockKind::Credit => ("p", " class=\"credit\""),
        BlockKind::Dateline => ("p", " class=\"dateline\""),
        BlockKind::Source => ("p", " class=\"source\""),
        BlockKind::Boilerplate => ("p", " class=\"boilerplate\""),
    }
}

fn all(record: &Record, prefix: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    for fact in facts::all(record) {
        let labelled = matches!(fact, Fact::Event(_) | Fact::Quote(_) | Fact::Commitment(_));
        let title = format!("{}: {}", fact.id(), fact.headline(record));
        for (number, span) in fact.spans().into_iter().enumerate() {
            let anchor = (number == 0).then(|| format!("{prefix}-{}", fact.id()));
            let label = labelled.then(|| fact.id().to_owned());
            marks.push(Mark { span, class: fact.sort(), anchor, label, title: title.clone() });
        }
        if let Fact::Event(event) = fact {
            marks.push(Mark { span: event.trigger_span, class: "trigger", anchor: None, label: None, title });
        }
    }
    marks
}

impl Mark {
    fn open(&self, first: bool) -> String {
        let mut tag = format!("<mark class=\"{}\" title=\"{}\"", self.class, escaped(&self.title));
        if first {
            for (name, value) in [("id", &self.anchor), ("data-id", &self.label)] {
                if let Some(value) = value {
                    tag.push_str(&format!(" {name}=\"{}\"", escaped(value)));
                }
            }
        }
        tag.push('>');
        tag
    }
}
