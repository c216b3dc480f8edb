//! From the text back to the page it came from.

use crate::span::Span;

/// A stretch of text and the stretch of the page's characters it came from. Equal lengths mean equal characters
/// (white space apart); otherwise the two belong together as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub text: Span,
    pub source: Span,
}

/// A growing list of pieces.
pub(super) trait Trail {
    /// Notes that `length` bytes of text at `at` came from `source`; joins what runs on from piece `first` or later.
    fn trail(&mut self, first: usize, at: usize, length: usize, source: Span);
}

impl Trail for Vec<Piece> {
    fn trail(&mut self, first: usize, at: usize, length: usize, source: Span) {
        let verbatim = source.len() == length;
        let joins = self.len() > first && verbatim;
        if let Some(last) = self.last_mut().filter(|_| joins) {
            let runs_on = last.text.end as usize == at && last.source.end == source.start;
            if runs_on && last.text.len() == last.source.len() {
                last.text.end += length as u32;
                last.source.end = source.end;
                return;
            }
        }
        self.push(Piece { text: Span::new(at, at + length), source });
    }
}

/// The way back from a text to the page it was taken from.
#[derive(Clone, Debug, Default)]
pub(super) struct SourceMap {
    /// In order of the text, not overlapping.
    pub pieces: Vec<Piece>,
}

impl SourceMap {
    /// The smallest stretch of the page that holds the characters of `span`.
    pub(super) fn on_page(&self, span: Span) -> Option<Span> {
        let first = self.pieces.partition_point(|piece| piece.text.end <= span.start);
        let after = self.pieces.partition_point(|piece| piece.text.start < span.end);
        let start = self.pieces.get(first)?;
        let end = self.pieces.get(after.checked_sub(1)?)?;
        if first >= after {
            return None;
        }
        let from = match span.start.checked_sub(start.text.start) {
            Some(inside) if start.text.len() == start.source.len() => start.source.start + inside,
            _ => start.source.start,
        };
        let cut = end.text.end.saturating_sub(span.end);
        let to = if end.text.len() == end.source.len() { end.source.end - cut } else { end.source.end };
        (from <= to).then_some(Span { start: from, end: to })
    }
}

/// A text with LF for every CRLF, and the way back.
pub(super) fn without_carriage_returns(decoded: &str) -> (String, SourceMap) {
    let mut text = String::with_capacity(decoded.len());
    let mut pieces: Vec<Piece> = Vec::new();
    let mut from = 0;
    for line in decoded.split_inclusive("\r\n") {
        let kept = line.strip_suffix("\r\n");
        let start = text.len();
        text.push_str(kept.unwrap_or(line));
        let end = from + (text.len() - start);
        if end > from {
            pieces.push(Piece { text: Span::new(start, text.len()), source: Span::new(from, end) });
        }
        if kept.is_some() {
            pieces.push(Piece { text: Span::new(text.len(), text.len() + 1), source: Span::new(end, end + 2) });
            text.push('\n');
        }
        from += line.len();
    }
    (text, SourceMap { pieces })
}
