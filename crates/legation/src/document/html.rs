//! An HTML page to a document.

use super::lines::{self, Line, Lines};
use super::metadata::{self, Said};
use super::source::Piece;
use super::tree::Tree;
use super::{Block, BlockKind, Document, Image, Note, clutter, extract};
use crate::page::Page;
use crate::span::Span;

/// Metadata's text this many times longer than the page's is believed to be the article.
const FAR_LONGER: usize = 4;
/// Shortest text that is taken from metadata, in bytes.
const SHORTEST_BODY: usize = 300;

pub(super) fn read(page: &Page, source: &str, notes: &mut Vec<Note>) -> Document {
    let tree = Tree::read(source, notes);
    let Said { metadata, headline, body } = metadata::metadata(page, &tree, notes);
    let mut composer = Composer::default();
    match (headline, &metadata.title) {
        (Some(at), _) => composer.add_all(&lines::line_of(&tree, at, BlockKind::Headline)),
        (None, Some(title)) => composer.add_unplaced(title, BlockKind::Headline),
        (None, None) => {}
    }
    let shown = shown(&tree, headline, metadata.title.as_deref().unwrap_or(""));
    let text: usize = shown.lines.iter().filter(|line| line.kind == BlockKind::Paragraph).map(|l| l.span.len()).sum();
    match body.filter(|body| body.len() >= SHORTEST_BODY && body.len() / FAR_LONGER > text) {
        Some(body) => {
            body.lines().for_each(|line| composer.add_unplaced(line, BlockKind::Paragraph));
            notes.push(Note::plain("body", "the page shows little of its article; the text is that of its metadata"));
        }
        None => composer.add_all(&shown),
    }
    let mut document = composer.document;
    document.images = images(&document.blocks);
    document.metadata = metadata;
    document
}

/// The lines of the article that the page shows, without its headline.
fn shown(tree: &Tree<'_>, headline: Option<usize>, title: &str) -> Lines {
    let mut article = extract::article(tree);
    if let Some(mark) = headline.and_then(|at| article.gone.get_mut(at)) {
        *mark = true;
    }
    let mut lines = lines::lines(tree, &article);
    clutter::mark(&mut lines, title);
    lines
}

/// Puts chosen lines together.
#[derive(Default)]
struct Composer {
    document: Document,
}

impl Composer {
    fn add_all(&mut self, lines: &Lines) {
        for line in &lines.lines {
            self.add(lines, line);
        }
    }

    fn add(&mut self, lines: &Lines, line: &Line) {
        let span = self.append(line.span.of(&lines.text), line.kind);
        let moved = |piece: &Piece| Piece {
            text: Span::new(
                (piece.text.start - line.span.start + span.start) as usize,
                (piece.text.end - line.span.start + span.start) as usize,
            ),
            source: piece.source,
        };
        let pieces = lines.pieces.get(line.pieces.clone()).unwrap_or(&[]);
        self.document.source.pieces.extend(pieces.iter().map(moved));
    }

    /// A line that stands nowhere on the page as text.
    fn add_unplaced(&mut self, text: &str, kind: BlockKind) {
        if !text.is_empty() {
            self.append(text, kind);
        }
    }

    fn append(&mut self, line: &str, kind: BlockKind) -> Span {
        let text = &mut self.document.text;
        if !text.is_empty() {
            text.push('\n');
        }
        let span = Span::new(text.len(), text.len() + line.len());
        text.push_str(line);
        self.document.blocks.push(Block { kind, span });
        span
    }
}

/// A picture for each caption, with the credit that follows it.
fn images(blocks: &[Block]) -> Vec<Image> {
    let mut images: Vec<Image> = Vec::new();
    let mut after_caption = false;
    for block in blocks {
        match block.kind {
            BlockKind::Caption => images.push(Image { caption: Some(block.span), credit: None }),
            BlockKind::Credit if after_caption => {
                if let Some(image) = images.last_mut() {
                    image.credit = Some(block.span);
                }
            }
            _ => {}
        }
        after_caption = block.kind == BlockKind::Caption;
    }
    images
}
