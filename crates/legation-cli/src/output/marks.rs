//! Overlapping stretches of a text turned into properly nested pieces.

use legation::span::Span;

/// A step through a marked text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A mark begins, or goes on after another one ended inside it (`first` is false then).
    Open {
        /// Index of the mark.
        mark: usize,
        /// Whether it begins here.
        first: bool,
    },
    /// The mark opened last ends or pauses.
    Close,
    /// Words.
    Words(Span),
}

/// The pieces of a text, block by block: marks that reach over the end of a block go on in the next one.
pub struct Marks {
    /// Spans with their index, in the order of their beginning, longer ones first.
    sorted: Vec<(Span, usize)>,
    next: usize,
    /// Begun and not yet ended, outermost first.
    open: Vec<(Span, usize)>,
}

impl Marks {
    /// Takes the spans of all marks; empty ones are never shown.
    pub fn new(spans: impl IntoIterator<Item = Span>) -> Marks {
        let mut sorted: Vec<(Span, usize)> =
            spans.into_iter().enumerate().filter(|(_, span)| !span.is_empty()).map(|(n, span)| (span, n)).collect();
        sorted.sort_by_key(|(span, number)| (span.start, std::cmp::Reverse(span.end), *number));
        Marks { sorted, next: 0, open: Vec::new() }
    }

    /// The pieces of the next block. Blocks come in order and do not overlap.
    pub fn block(&mut self, block: Span) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut at = block.start;
        self.open.retain(|(span, _)| span.end > at);
        pieces.extend(self.open.iter().map(|(_, mark)| Piece::Open { mark: *mark, first: false }));
        self.begin(at, &mut pieces);
        while at < block.end {
            let to = self.boundary(block.end);
            pieces.push(Piece::Words(Span { start: at, end: to }));
            at = to;
            if at < block.end {
                self.end(at, &mut pieces);
                self.begin(at, &mut pieces);
            }
        }
        pieces.extend(self.open.iter().map(|_| Piece::Close));
        pieces
    }

    /// The next place where a mark begins or ends, at most `limit`.
    fn boundary(&self, limit: u32) -> u32 {
        let begins = self.sorted.get(self.next).map(|(span, _)| span.start);
        let ends = self.open.iter().map(|(span, _)| span.end);
        ends.chain(begins).fold(limit, u32::min)
    }

    /// Ends the marks that end at `at`; those inside them that do not are closed and opened again.
    fn end(&mut self, at: u32, pieces: &mut Vec<Piece>) {
        let Some(outermost) = self.open.iter().position(|(span, _)| span.end <= at) else { return };
        let inside = self.open.split_off(outermost);
        pieces.extend(inside.iter().map(|_| Piece::Close));
        for (span, mark) in inside.into_iter().filter(|(span, _)| span.end > at) {
            pieces.push(Piece::Open { mark, first: false });
            self.open.push((span, mark));
        }
    }

    /// Begins the marks that begin up to `at`: those in the gap before a block begin with the block.
    fn begin(&mut self, at: u32, pieces: &mut Vec<Piece>) {
        while let Some((span, mark)) = self.sorted.get(self.next).copied().filter(|(span, _)| span.start <= at) {
            self.next += 1;
            if span.end > at {
                pieces.push(Piece::Open { mark, first: true });
                self.open.push((span, mark));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `<0:…>` opens mark 0, `<0+…>` goes on with it.
    fn drawn(text: &str, blocks: &[(u32, u32)], spans: &[(u32, u32)]) -> String {
        let span = |(start, end): &(u32, u32)| Span { start: *start, end: *end };
        let mut marks = Marks::new(spans.iter().map(span));
        let drawn = blocks.iter().flat_map(|block| marks.block(span(block))).map(|piece| match piece {
            Piece::Open { mark, first } => format!("<{mark}{}", if first { ":" } else { "+" }),
            Piece::Close => ">".to_owned(),
            Piece::Words(words) => words.of(text).to_owned(),
        });
        drawn.collect()
    }

    #[test]
    fn overlapping_marks_are_cut_and_nothing_is_lost() {
        for (blocks, spans, expected) in [
            (&[(0, 6)][..], &[(0, 6), (2, 4)][..], "<0:ab<1:cd>ef>"),
            (&[(0, 6)], &[(0, 4), (2, 6)], "<0:ab<1:cd>><1+ef>"),
            (&[(0, 6)], &[(2, 4), (2, 4)], "ab<0:<1:cd>>ef"),
            (&[(0, 3), (3, 6)], &[(1, 5)], "a<0:bc><0+de>f"),
            (&[(0, 2), (4, 6)], &[(2, 3), (3, 5)], "ab<1:e>f"),
            (&[(0, 6)], &[(2, 2), (5, 9)], "abcde<1:f>"),
        ] {
            assert_eq!(drawn("abcdef", blocks, spans), expected, "{spans:?}");
        }
    }
}
