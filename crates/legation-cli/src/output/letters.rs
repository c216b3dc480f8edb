//! A record's text by code points, as its spans count.

use legation::span::Span;

/// A text with the byte at which each code point begins.
pub struct Letters<'t> {
    /// The text.
    pub text: &'t str,
    starts: Vec<u32>,
}

impl<'t> Letters<'t> {
    /// Counts `text` once.
    pub fn new(text: &'t str) -> Letters<'t> {
        let starts = text.char_indices().map(|(at, _)| u32::try_from(at).unwrap_or(u32::MAX)).collect();
        Letters { text, starts }
    }

    /// Number of code points.
    pub fn len(&self) -> u32 {
        u32::try_from(self.starts.len()).unwrap_or(u32::MAX)
    }

    /// The characters of a span of code points; what lies off the text reads nothing.
    pub fn of(&self, span: Span) -> &'t str {
        self.text.get(self.byte(span.start)..self.byte(span.end)).unwrap_or_default()
    }

    fn byte(&self, point: u32) -> usize {
        self.starts.get(point as usize).map_or(self.text.len(), |at| *at as usize)
    }
}
