//! Finds where sentences end between the tokens of one block.

use super::cuts::Cuts;
use super::token::is_word;
use crate::span::Span;

/// Opening and closing brackets whose inside is never cut: the writers of these scripts put whole sentences there.
const HELD: [(char, char); 3] = [('\u{300C}', '\u{300D}'), ('\u{300E}', '\u{300F}'), ('\u{FF08}', '\u{FF09}')];

/// Calls `emit` with the token ranges of each sentence of a block, in order.
pub(super) fn sentences(text: &str, tokens: &[Span], cuts: Option<&Cuts>, mut emit: impl FnMut(usize, usize)) {
    let block = Block { text, tokens, cuts };
    let held = block.held();
    let mut first = 0;
    let mut at = 0;
    while at < tokens.len() {
        let end = if held[at] { None } else { block.end_after(first, at) };
        at = end.unwrap_or(at + 1);
        if end.is_some() || at == tokens.len() {
            emit(first, at);
            first = at;
        }
    }
}

struct Block<'a> {
    text: &'a str,
    tokens: &'a [Span],
    cuts: Option<&'a Cuts>,
}

impl Block<'_> {
    fn form(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.of(self.text))
    }

    fn first_char(&self, at: usize) -> char {
        self.form(at).chars().next().unwrap_or('\0')
    }

    /// Whether no white space stands before the token.
    fn is_joined(&self, at: usize) -> bool {
        at > 0 && self.tokens.get(at).is_some_and(|t| t.start == self.tokens[at - 1].end)
    }

    /// For each token, whether it stands inside a pair of held brackets.
    fn held(&self) -> Vec<bool> {
        let mut held = vec![false; self.tokens.len()];
        let mut open: Vec<(usize, char)> = Vec::new();
        for at in 0..self.tokens.len() {
            let c = self.first_char(at);
            if let Some((_, close)) = HELD.iter().find(|(o, _)| *o == c) {
                open.push((at, *close));
            } else if open.last().is_some_and(|(_, close)| *close == c)
                && let Some((from, _)) = open.pop()
                && open.is_empty()
            {
                held[from..at].fill(true);
            }
        }
        held
    }

    /// If a sentence that began at `first` ends with the token `at`: one past its last token, quotation marks included.
    fn end_after(&self, first: usize, at: usize) -> Option<usize> {
        let next = at + 1;
        if self.is_blank_line_before(next) {
            return Some(next);
        }
        let form = self.form(at);
        let last = form.chars().next_back()?;
        if matches!(last, '\u{3002}' | '\u{FF01}' | '\u{FF1F}' | '\u{FF61}') {
            return Some(self.after_closing(next));
        }
        let ends =
            matches!(last, '.' | '!' | '?' | '\u{2026}' | '\u{61F}' | '\u{6D4}' | '\u{964}' | '\u{203C}'..='\u{203D}');
        if !ends {
            return None;
        }
        let abbreviation = form.chars().next().is_some_and(is_word);
        let after = if abbreviation { next } else { self.after_closing(next) };
        (self.begins(after, abbreviation) && !self.is_numbering(first, at)).then_some(after)
    }

    /// Skips closing quotation marks and brackets that stand right after a stop.
    fn after_closing(&self, mut at: usize) -> usize {
        while self.is_joined(at) && is_closing(self.first_char(at)) {
            at += 1;
        }
        at
    }

    /// Whether a sentence can begin with the token `at`.
    fn begins(&self, at: usize, after_abbreviation: bool) -> bool {
        if at >= self.tokens.len() {
            return true;
        }
        if self.is_joined(at) {
            return false;
        }
        let mut word = at;
        while word < self.tokens.len() && word < at + 3 && is_opening(self.first_char(word)) {
            word += 1;
        }
        let c = self.first_char(word);
        if after_abbreviation {
            return c.is_uppercase() && self.cuts.is_some_and(|cuts| cuts.is_opener(self.form(word)));
        }
        !c.is_lowercase() && !matches!(c, ',' | ';' | ':')
    }

    /// A number and a stop at the head of a sentence count it: `1. First`.
    fn is_numbering(&self, first: usize, at: usize) -> bool {
        at == first + 1 && self.form(first).chars().all(char::is_numeric) && self.form(first).len() < 4
    }

    fn is_blank_line_before(&self, at: usize) -> bool {
        let (Some(before), Some(next)) = (self.tokens.get(at.wrapping_sub(1)), self.tokens.get(at)) else {
            return false;
        };
        let gap = Span { start: before.end, end: next.start }.of(self.text);
        gap.len() > 1 && gap.bytes().filter(|b| *b == b'\n').count() > 1
    }
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | ')' | ']' | '\u{BB}' | '\u{201D}' | '\u{2019}' | '\u{203A}' | '\u{201C}')
        || matches!(c, '\u{300D}' | '\u{300F}' | '\u{FF09}' | '\u{FF02}' | '\u{3011}' | '\u{300B}')
}

fn is_opening(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '(' | '[' | '\u{AB}' | '\u{BB}' | '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{2018}' | '\u{2039}'
    ) || matches!(c, '-' | '\u{2013}' | '\u{2014}' | '\u{300C}' | '\u{300E}' | '\u{FF08}' | '\u{BF}' | '\u{A1}')
}
