//! An article's elements to lines of text: one block, one line; white space collapsed; each character's place kept.

use super::extract::Article;
use super::hints::{self, Hints};
use super::source::{Piece, Trail};
use super::tags::Tag;
use super::tokens::Key;
use super::tree::Tree;
use super::{BlockKind, entities};
use crate::span::Span;
use std::ops::Range;

/// Most nodes of an element outside captions that is taken for a credit by its name.
const CREDIT_NODES: usize = 40;
/// Longest such credit, in characters.
const LONGEST_CREDIT: usize = 100;

/// Cells of a row share a line until it is so long, in bytes.
const SHORT_CELLS: usize = 120;

/// A line of an article.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub kind: BlockKind,
    /// Its characters in [`Lines::text`].
    pub span: Span,
    /// Its pieces in [`Lines::pieces`].
    pub pieces: Range<usize>,
    /// Bytes of it that stand in links.
    pub link: usize,
    /// Whether it is an item of a list.
    pub item: bool,
    /// Whether it is of a table.
    pub cell: bool,
}

/// The lines of an article, not yet chosen among.
#[derive(Default)]
pub(super) struct Lines {
    pub text: String,
    pub lines: Vec<Line>,
    pub pieces: Vec<Piece>,
}

/// All lines below the roots of an article.
pub(super) fn lines(tree: &Tree<'_>, article: &Article) -> Lines {
    let mut writer = Writer::new(tree);
    for root in &article.roots {
        writer.walk(*root, &article.gone);
        writer.end_line();
    }
    writer.out
}

/// The text of one element as a single line of the given kind.
pub(super) fn line_of(tree: &Tree<'_>, at: usize, kind: BlockKind) -> Lines {
    let mut writer = Writer::new(tree);
    writer.state.kind = kind;
    for node in tree.nodes.get(at..tree.node(at).end as usize).unwrap_or(&[]) {
        if node.tag == Tag::Text {
            writer.text(node.span);
        } else if !node.tag.is_inline() || node.tag == Tag::Br {
            writer.gap();
        }
    }
    writer.end_line();
    writer.out
}

/// What holds for the elements below.
#[derive(Clone, Copy)]
struct State {
    kind: BlockKind,
    link: bool,
    item: bool,
    cell: bool,
    preformatted: bool,
}

struct Writer<'t, 's> {
    tree: &'t Tree<'s>,
    out: Lines,
    state: State,
    /// States of the open elements, with the end of each.
    open: Vec<(usize, Tag, State)>,
    /// The line begun, if any: where it starts, its first piece, its state, bytes in links.
    start: usize,
    first_piece: usize,
    line_state: State,
    link: usize,
    /// End of the last character on the page.
    source_end: usize,
    /// White space read but not yet written.
    gap: Option<Span>,
    /// Line breaks read since the last character.
    breaks: u32,
}

impl<'t, 's> Writer<'t, 's> {
    fn new(tree: &'t Tree<'s>) -> Writer<'t, 's> {
        let state = State { kind: BlockKind::Paragraph, link: false, item: false, cell: false, preformatted: false };
        Writer {
            tree,
            out: Lines::default(),
            state,
            open: Vec::new(),
            start: 0,
            first_piece: 0,
            line_state: state,
            link: 0,
            source_end: 0,
            gap: None,
            breaks: 0,
        }
    }

    fn walk(&mut self, root: usize, gone: &[bool]) {
        let end = (self.tree.node(root).end as usize).max(root + 1);
        let mut at = root;
        while at < end {
            self.close_until(at);
            let node = self.tree.node(at);
            if gone.get(at).copied().unwrap_or(false) || node.tag.is_hidden() {
                at = (node.end as usize).max(at + 1);
                continue;
            }
            match node.tag {
                Tag::Text => self.text(node.span),
                Tag::Br => self.breaks += 1,
                Tag::Hr => self.end_line(),
                _ => self.enter(at),
            }
            at += 1;
        }
        self.close_until(usize::MAX);
    }

    fn enter(&mut self, at: usize) {
        let node = self.tree.node(at);
        let before = self.state;
        let kind = self.kind(at);
        if self.ends_line(node.tag) || kind != before.kind {
            self.end_line();
        }
        self.state.kind = kind;
        self.state.link |= node.tag == Tag::A;
        self.state.item |= node.tag == Tag::Li;
        self.state.cell |= matches!(node.tag, Tag::Td | Tag::Th);
        self.state.preformatted |= node.tag == Tag::Pre;
        self.open.push((node.end as usize, node.tag, before));
    }

    fn close_until(&mut self, at: usize) {
        while let Some((_, tag, before)) = self.open.pop_if(|open| open.0 <= at) {
            if self.ends_line(tag) || before.kind != self.state.kind {
                self.end_line();
            }
            self.state = before;
        }
    }

    /// Whether an element's begin or end is the end of a line. Short cells of a row share one.
    fn ends_line(&mut self, tag: Tag) -> bool {
        if matches!(tag, Tag::Td | Tag::Th) && self.out.text.len() - self.start < SHORT_CELLS {
            self.gap();
            return false;
        }
        !tag.is_inline()
    }

    fn kind(&self, at: usize) -> BlockKind {
        let node = self.tree.node(at);
        let hints = Hints::of(self.tree, node);
        let kind = self.state.kind;
        match node.tag {
            Tag::Figcaption | Tag::Caption => BlockKind::Caption,
            _ if matches!(kind, BlockKind::Caption | BlockKind::Credit) => {
                if hints.has(hints::CREDIT) {
                    BlockKind::Credit
                } else {
                    kind
                }
            }
            _ if hints.has(hints::CAPTION) => BlockKind::Caption,
            _ if self.is_credit(at, hints) => BlockKind::Credit,
            tag if hints.has(hints::DATELINE) && !tag.is_inline() => BlockKind::Dateline,
            tag if tag.is_heading() => BlockKind::Heading,
            _ => kind,
        }
    }

    /// Whether an element outside captions only names who made a picture or wrote the text.
    fn is_credit(&self, at: usize, hints: Hints) -> bool {
        let node = self.tree.node(at);
        let named = hints.has(hints::CREDIT | hints::BYLINE)
            || self.tree.attribute(node, Key::Rel) == Some("author")
            || self.tree.attribute(node, Key::Itemprop).is_some_and(|property| property.contains("author"));
        let small = (node.end as usize).saturating_sub(at) < CREDIT_NODES;
        named
            && small
            && !(node.tag.is_inline() && self.stands_in_text(node.parent as usize))
            && self.tree.text_of(at, LONGEST_CREDIT + 1).chars().count() <= LONGEST_CREDIT
    }

    /// Whether an element holds words of its own beside its first elements.
    fn stands_in_text(&self, parent: usize) -> bool {
        self.tree.children(parent).take(CREDIT_NODES).any(|child| {
            let child = self.tree.node(child);
            child.tag == Tag::Text && !child.span.of(self.tree.source).trim().is_empty()
        })
    }

    fn text(&mut self, span: Span) {
        let offset = span.start as usize;
        for (c, from, to) in entities::characters(span.of(self.tree.source)) {
            let place = Span::new(offset + from, offset + to);
            if c == '\0' {
                continue;
            }
            if self.state.preformatted && c == '\n' {
                self.end_line();
            } else if c.is_whitespace() {
                self.gap = Some(self.gap.map_or(place, |gap| gap.cover(place)));
            } else {
                self.character(c, place);
            }
        }
    }

    /// A gap that no white space on the page makes.
    fn gap(&mut self) {
        self.gap = self.gap.or(Some(Span::new(self.source_end, self.source_end)));
    }

    fn character(&mut self, c: char, place: Span) {
        let breaks = std::mem::take(&mut self.breaks);
        let line = self.out.text.get(self.start..).unwrap_or("");
        let last = line.chars().next_back();
        if breaks > 1 || (breaks == 1 && last.is_some_and(super::closes_sentence)) {
            self.end_line();
        } else if breaks == 1 {
            self.gap();
        }
        let wraps = breaks == 1 || self.gap.is_some_and(|gap| gap.of(self.tree.source).contains('\n'));
        if wraps && last.is_some_and(is_wide) && is_wide(c) {
            // Between words written without spaces the end of a line means nothing.
            self.gap = None;
        }
        if self.out.text.len() == self.start {
            self.gap = None;
            self.line_state = self.state;
        }
        if let Some(gap) = self.gap.take() {
            self.out.text.push(' ');
            self.out.pieces.trail(self.first_piece, self.out.text.len() - 1, 1, gap);
        }
        self.out.text.push(c);
        self.source_end = place.end as usize;
        self.out.pieces.trail(self.first_piece, self.out.text.len() - c.len_utf8(), c.len_utf8(), place);
        self.link += if self.state.link { c.len_utf8() } else { 0 };
    }

    /// Ends the line, if one was begun.
    fn end_line(&mut self) {
        self.gap = None;
        self.breaks = 0;
        if self.out.text.len() > self.start {
            self.out.lines.push(Line {
                kind: self.line_state.kind,
                span: Span::new(self.start, self.out.text.len()),
                pieces: self.first_piece..self.out.pieces.len(),
                link: self.link,
                item: self.line_state.item,
                cell: self.line_state.cell,
            });
        }
        self.start = self.out.text.len();
        self.first_piece = self.out.pieces.len();
        self.link = 0;
    }
}

/// Whether a character is of a script written without spaces between words.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{abff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}')
}
