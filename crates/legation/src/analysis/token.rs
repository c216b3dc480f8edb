//! Cuts a block into tokens by white space, punctuation and the joins inside words, in the manner of the treebanks.

use super::cuts::Cuts;
use super::cutter::Cutter;
use super::letters::{Kind, Letters, half_width};
use super::models::Models;
use super::segment::Segmentation;
use crate::span::Span;

/// Chunks longer than this many characters are cut without looking for joins: nobody writes such words.
const LONGEST_CHUNK: usize = 200;

/// All that is known about where a language's words end.
pub(super) struct Words<'a> {
    settings: &'a Segmentation,
    cuts: Option<&'a Cuts>,
    cutter: Option<&'a Cutter>,
    /// How the language's characters are folded.
    pub letters: Option<&'a Letters>,
    /// Known words, in order and without overlap, whose edges are edges of tokens.
    fixed: Vec<Span>,
}

impl<'a> Words<'a> {
    pub fn new(settings: &'a Segmentation, models: Option<&'a Models>, fixed: &[Span]) -> Words<'a> {
        let cutter = models.and_then(|m| m.cutter.as_ref());
        let fixed = if cutter.is_some() { fixed.to_vec() } else { Vec::new() };
        let letters = models.map(|m| &m.lexicon.letters);
        Words { settings, cuts: models.map(|m| &m.cuts), cutter, letters, fixed }
    }

    /// Whether a byte is an edge of a known word, or lies inside one; `None` outside of them.
    fn edge(&self, byte: u32) -> Option<bool> {
        let at = self.fixed.partition_point(|span| span.end < byte);
        let near = self.fixed.get(at..(at + 2).min(self.fixed.len()))?;
        let touching = near.iter().filter(|span| span.start <= byte && byte <= span.end);
        touching.map(|span| byte == span.start || byte == span.end).reduce(|a, b| a || b)
    }

    fn fold(&self, c: char) -> char {
        self.letters.map_or(c, |letters| letters.fold(c))
    }
}

/// Appends the tokens of `block` to `out`.
pub(super) fn tokens(text: &str, block: Span, words: &Words, out: &mut Vec<Span>) {
    let mut chars: Vec<(usize, char)> = Vec::new();
    let start = block.start as usize;
    for (at, c) in block.of(text).char_indices().chain([(block.len(), ' ')]) {
        if !c.is_whitespace() {
            chars.push((start + at, c));
        } else if !chars.is_empty() {
            Chunk::new(text, &chars, start + at, words).cut(out);
            chars.clear();
        }
    }
}

/// Whether a character belongs to words; marks of scripts without an `is_alphabetic` entry count as letters.
pub(super) fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    c.is_alphanumeric() || !is_symbol(c)
}

/// Punctuation and symbols outside ASCII, by block.
fn is_symbol(c: char) -> bool {
    matches!(u32::from(c),
        0x80..=0xBF | 0xD7 | 0xF7 | 0x2C2..=0x2DF | 0x37E | 0x387 | 0x55A..=0x55F | 0x589..=0x58A | 0x5BE | 0x5C0 | 0x5F3..=0x5F4
        | 0x600..=0x60F | 0x61B..=0x61F | 0x66A..=0x66D | 0x6D4 | 0x964..=0x965 | 0xE3F | 0x2000..=0x206F
        | 0x20A0..=0x20CF | 0x2100..=0x2BFF | 0x2E00..=0x2E7F | 0x3000..=0x303F | 0x30FB | 0xFE00..=0xFE6F
        | 0xFF00..=0xFF0F | 0xFF1A..=0xFF20 | 0xFF3B..=0xFF40 | 0xFF5B..=0xFF65 | 0xFFE0..=0x1FFFF)
}

/// Apostrophes, straight and curly.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

fn is_address(run: &str) -> bool {
    run.contains("://") || run.starts_with("www.") || (run.contains('@') && run.contains('.'))
}

/// A run of characters without white space.
struct Chunk<'a> {
    text: &'a str,
    chars: &'a [(usize, char)],
    end: usize,
    words: &'a Words<'a>,
    /// For each character, whether the cutter ends a word before it; empty without a cutter.
    ends: Vec<bool>,
}

impl<'a> Chunk<'a> {
    fn new(text: &'a str, chars: &'a [(usize, char)], end: usize, words: &'a Words) -> Chunk<'a> {
        let mut chunk = Chunk { text, chars, end, words, ends: Vec::new() };
        if let Some(cutter) = words.cutter {
            let folded: Vec<char> = chars.iter().map(|(_, c)| words.fold(*c)).collect();
            chunk.ends = cutter.run(&folded, |at| chunk.may_end(at));
            for (at, (byte, _)) in chars.iter().enumerate().skip(1) {
                if let Some(edge) = words.edge(*byte as u32).filter(|edge| *edge || words.settings.whole) {
                    chunk.ends[at] = edge && chunk.may_end(at);
                }
            }
        }
        chunk
    }

    fn cut(&self, out: &mut Vec<Span>) {
        let mut address = self.address_after(0);
        let mut at = 0;
        while at < self.chars.len() {
            if address.is_some_and(|(_, end)| at >= end) {
                address = self.address_after(at);
            }
            let end = match address {
                Some((from, to)) if at >= from && self.is_word_at(at) => {
                    let end = self.address_end(at, to);
                    self.push_whole_or_cut(at, end, out);
                    at = end;
                    continue;
                }
                Some((from, _)) if at < from && self.is_word_at(at) => self.word_end(at).min(from),
                _ if self.is_word_at(at) => self.word_end(at),
                _ => self.mark_end(at),
            };
            self.push(at, end, out);
            at = end;
        }
    }

    /// Pushes an address. A chunk with white space around may turn out to be a word that its language cuts all the same.
    fn push_whole_or_cut(&self, from: usize, to: usize, out: &mut Vec<Span>) {
        if self.words.cutter.is_some() {
            out.push(self.span(from, to));
        } else {
            self.push(from, to, out);
        }
    }

    /// Pushes one word or mark, cut further where the language's treebank cuts it.
    fn push(&self, from: usize, to: usize, out: &mut Vec<Span>) {
        let span = self.span(from, to);
        let mut start = from;
        if self.words.cutter.is_some() {
            for at in (from + 1..to).filter(|at| self.ends.get(*at) == Some(&true)) {
                out.push(self.span(start, at));
                start = at;
            }
            out.push(self.span(start, to));
            return;
        }
        let pieces = match self.words.cuts {
            Some(cuts) if self.is_word_at(from) => cuts.of(span.of(self.text)),
            _ => Vec::new(),
        };
        let pieces = match &self.words.settings.clitics {
            Some(clitics) if pieces.is_empty() && self.is_word_at(from) => {
                clitics.cut(&span.of(self.text).to_lowercase())
            }
            _ => pieces,
        };
        for piece in pieces {
            let end = (start + piece).min(to);
            if start < end && end < to {
                out.push(self.span(start, end));
                start = end;
            }
        }
        out.push(self.span(start, to));
    }

    fn may_end(&self, at: usize) -> bool {
        let folded = |at: usize| self.words.fold(self.at(at));
        at > 0 && Cutter::may_cut(folded(at - 1), folded(at))
    }

    fn span(&self, from: usize, to: usize) -> Span {
        let byte = |at: usize| self.chars.get(at).map_or(self.end, |c| c.0);
        Span::new(byte(from), byte(to))
    }

    fn at(&self, at: usize) -> char {
        self.chars.get(at).map_or('\0', |c| c.1)
    }

    fn is_word_at(&self, at: usize) -> bool {
        self.chars.get(at).is_some_and(|c| is_word(c.1))
    }

    /// The next stretch from `from` on that holds a web or mail address, which is one token: the whole chunk, or,
    /// where words stand without white space, its next run of ASCII that looks like one.
    fn address_after(&self, from: usize) -> Option<(usize, usize)> {
        if self.chars.len() < 5 {
            return None;
        }
        if self.words.cutter.is_none() {
            let whole = self.span(0, self.chars.len()).of(self.text);
            return (from == 0 && is_address(whole)).then_some((0, self.chars.len()));
        }
        let mut at = from;
        while at < self.chars.len() {
            let ascii = self.chars.get(at..).unwrap_or(&[]).iter().take_while(|(_, c)| c.is_ascii()).count();
            if ascii > 4 && is_address(self.span(at, at + ascii).of(self.text)) {
                return Some((at, at + ascii));
            }
            at += ascii.max(1);
        }
        None
    }

    fn address_end(&self, from: usize, to: usize) -> usize {
        let mut end = to;
        while end > from + 1 && !self.is_word_at(end - 1) && self.at(end - 1) != '/' {
            end -= 1;
        }
        end
    }

    /// End of a run of one mark: `...`, `--`, `?!`; other marks stand alone.
    fn mark_end(&self, from: usize) -> usize {
        let mark = self.at(from);
        let runs = |c: char| match mark {
            '!' | '?' => matches!(c, '!' | '?'),
            '.' | '-' | '=' | '*' | '_' | '~' | '#' | '<' | '>' | '`' => c == mark,
            '\'' => c == mark,
            _ => false,
        };
        let mut end = from + 1;
        while end < self.chars.len() && runs(self.at(end)) {
            end += 1;
        }
        end
    }

    fn word_end(&self, from: usize) -> usize {
        let mut end = from + 1;
        while end < self.chars.len() {
            if self.is_word_at(end) || (end - from < LONGEST_CHUNK && self.joins(from, end)) {
                end += 1;
            } else {
                break;
            }
        }
        if self.at(end) == '.' && self.keeps_stop(from, end) { end + 1 } else { end }
    }

    /// Whether the mark at `at` holds the word that begins at `from` together with what follows.
    fn joins(&self, from: usize, at: usize) -> bool {
        if !self.is_word_at(at + 1) {
            return false;
        }
        let (before, mut mark, after) = (self.at(at - 1), self.at(at), self.at(at + 1));
        if self.words.cutter.is_some() {
            if Kind::of(before).is_dense() || Kind::of(after).is_dense() {
                return false;
            }
            mark = half_width(mark);
        }
        let digits = before.is_numeric() && after.is_numeric();
        match mark {
            c if is_apostrophe(c) => before.is_alphabetic() && after.is_alphabetic(),
            '.' | '_' | '&' | '@' | '+' | '\u{B7}' => true,
            ',' | ':' => digits,
            '/' => digits || !self.words.cuts.is_some_and(|c| c.splits_slashes),
            '-' | '\u{2010}' | '\u{2011}' => self.hyphen_joins(from, at),
            '\u{200C}' | '\u{200D}' => true,
            _ => false,
        }
    }

    fn hyphen_joins(&self, from: usize, at: usize) -> bool {
        let digit = |at: usize| self.at(at).is_numeric();
        if digit(0) && self.hyphens() > 1 {
            return true; // A date or a telephone number.
        }
        if digit(at - 1) && digit(at + 1) {
            return false; // From one number to another.
        }
        let Some(cuts) = self.words.cuts.filter(|c| c.splits_hyphens) else { return true };
        cuts.keeps_hyphen_after(self.span(from, at).of(self.text))
    }

    fn hyphens(&self) -> usize {
        self.chars.iter().filter(|(_, c)| *c == '-').count()
    }

    /// Whether the full stop at `stop` belongs to the word before it: abbreviations and initials.
    fn keeps_stop(&self, from: usize, stop: usize) -> bool {
        if self.at(stop + 1) == '.' {
            return false;
        }
        let word = &self.chars[from..stop];
        let initial = word.len() == 1 && word[0].1.is_uppercase();
        let dotted = word.len() > 2
            && word.iter().enumerate().all(|(i, (_, c))| (i % 2 == 1) == (*c == '.'))
            && word.iter().all(|(_, c)| *c == '.' || c.is_alphabetic());
        let form = self.span(from, stop).of(self.text);
        initial
            || dotted
            || self.words.settings.is_abbreviation(form)
            || self.words.cuts.is_some_and(|c| c.is_abbreviation(form))
    }
}
