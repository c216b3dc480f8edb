//! Places in a text: half-open byte ranges inside, code points and UTF-16 units at the border.

use serde::{Deserialize, Serialize};

/// A half-open range of UTF-8 bytes in a document's text; both ends lie on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` to `end`; an inverted range becomes empty at `start`.
    pub fn new(start: usize, end: usize) -> Span {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        Span { start, end: u32::try_from(end).unwrap_or(u32::MAX).max(start) }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the range holds no byte.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The range as `usize`, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The characters of `text` in this range; empty where the range does not lie on the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest range that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The range moved right by `bytes`.
    pub fn shifted(self, bytes: usize) -> Span {
        Span::new(self.start as usize + bytes, self.end as usize + bytes)
    }

    /// The range without white space at its ends.
    pub fn trimmed(self, text: &str) -> Span {
        let inside = self.of(text);
        let start = self.start as usize + (inside.len() - inside.trim_start().len());
        Span::new(start, start + inside.trim().len())
    }
}

/// Converts byte positions of one text to code points and UTF-16 units, in constant time per question.
pub struct Units<'t> {
    text: &'t str,
    /// Code points and UTF-16 units before each multiple of [`STEP`] bytes.
    marks: Vec<(u32, u32)>,
}

const STEP: usize = 128;

impl<'t> Units<'t> {
    /// Counts `text` once.
    pub fn new(text: &'t str) -> Units<'t> {
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let (mut points, mut units) = (0u32, 0u32);
        for (at, byte) in text.bytes().enumerate() {
            if at % STEP == 0 {
                marks.push((points, units));
            }
            // Continuation bytes begin nothing; four-byte characters take two UTF-16 units.
            if byte & 0xC0 != 0x80 {
                points += 1;
                units += if byte >= 0xF0 { 2 } else { 1 };
            }
        }
        Units { text, marks }
    }

    fn both(&self, byte: u32) -> (u32, u32) {
        let byte = (byte as usize).min(self.text.len());
        let Some(&(mut points, mut units)) = self.marks.get((byte / STEP).min(self.marks.len().saturating_sub(1)))
        else {
            return (0, 0);
        };
        let from = (byte / STEP).min(self.marks.len().saturating_sub(1)) * STEP;
        for b in self.text.as_bytes().get(from..byte).unwrap_or(&[]) {
            if b & 0xC0 != 0x80 {
                points += 1;
                units += if *b >= 0xF0 { 2 } else { 1 };
            }
        }
        (points, units)
    }

    /// The span counted in Unicode code points, as the record and Python count.
    pub fn code_points(&self, span: Span) -> Span {
        Span { start: self.both(span.start).0, end: self.both(span.end).0 }
    }

    /// The span counted in UTF-16 units, as browsers count.
    pub fn utf16(&self, span: Span) -> Span {
        Span { start: self.both(span.start).1, end: self.both(span.end).1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_agree_with_plain_counting() {
        let text = "a\u{e9}\u{65e5}\u{1f600}z".repeat(100);
        let units = Units::new(&text);
        for (at, _) in text.char_indices() {
            let span = Span::new(at, text.len());
            let before = Span::new(0, at).of(&text);
            assert_eq!(units.code_points(span).start as usize, before.chars().count());
            assert_eq!(units.utf16(span).start as usize, before.encode_utf16().count());
            assert_eq!(units.code_points(span).end as usize, text.chars().count());
        }
    }

    #[test]
    fn a_span_off_the_text_reads_nothing() {
        assert_eq!(Span::new(1, 9).of("abc"), "");
        assert_eq!(Span::new(1, 2).of("\u{e9}"), "");
    }
}
