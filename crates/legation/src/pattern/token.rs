//! Cutting a text into the pieces that patterns are matched against.
//!
//! A run of letters is one token; a script that writes without spaces gives one token a character, so that a word of
//! a rule file is found wherever it stands. White space is no token: it is remembered on the token that follows.

use super::vocabulary::Vocabulary;
use crate::span::Span;

/// The symbol of a word that no rule mentions.
pub(super) const UNKNOWN: u32 = u32::MAX;

/// One piece of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub span: Span,
    /// The word or mark as the vocabulary knows it.
    pub symbol: u32,
    /// Value of a run of digits; `None` for words, marks and runs longer than 15 digits.
    pub digits: Option<u64>,
    /// Whether it is a run of decimal digits.
    pub is_number: bool,
    /// Whether it is a mark that can hold numbers together, as in 3.14.
    pub chains: bool,
    /// Whether it follows the token before without white space.
    pub joined: bool,
    /// Whether it is the first of its line.
    pub opens_line: bool,
    /// Whether a match may begin here.
    pub may_start: bool,
    /// Whether a match may end just before this token.
    pub may_follow: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Line,
    Digit,
    Letter,
    /// A letter of a script that sets no spaces between words.
    Unspaced,
    /// A syllable of a script that sets spaces but hangs particles on words.
    Syllable,
    Mark,
}

/// First character of each block of ten decimal digits in the basic plane.
const ZEROS: [u32; 38] = [
    0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0,
    0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620,
    0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0,
];

/// Marks that hold numbers together: full stop, comma, colon, slash, hyphen, dash.
const CHAINS: [char; 6] = ['.', ',', ':', '/', '-', '\u{2013}'];

/// Scripts written without spaces: Thai and Lao, Burmese, Khmer, Han, kana.
const UNSPACED: [(u32, u32); 12] = [
    (0xE01, 0xE4E),
    (0xE81, 0xEDF),
    (0x1000, 0x109F),
    (0x1780, 0x17D3),
    (0x2E80, 0x2FDF),
    (0x3005, 0x3007),
    (0x3041, 0x30FF),
    (0x31F0, 0x31FF),
    (0x3400, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9F),
    (0x20000, 0x3FFFF),
];

/// Marks that belong to the letter before them and are not letters by themselves.
const COMBINING: [(u32, u32); 7] =
    [(0x300, 0x36F), (0x591, 0x5C7), (0x610, 0x61A), (0x64B, 0x65F), (0x93C, 0x94D), (0x9BC, 0x9CD), (0x200C, 0x200D)];

fn within(ranges: &[(u32, u32)], c: char) -> bool {
    ranges.iter().any(|&(from, to)| (from..=to).contains(&(c as u32)))
}

/// The value of a decimal digit of any script.
pub(super) fn digit(c: char) -> Option<u64> {
    if c.is_ascii() {
        return c.to_digit(10).map(u64::from);
    }
    let at = c as u32;
    ZEROS.iter().find(|&&zero| (zero..zero + 10).contains(&at)).map(|zero| u64::from(at - zero))
}

fn class(c: char) -> Class {
    match c {
        '\n' | '\u{2028}' | '\u{2029}' => Class::Line,
        _ if c.is_whitespace() => Class::Space,
        'a'..='z' | 'A'..='Z' => Class::Letter,
        _ if digit(c).is_some() => Class::Digit,
        '\u{AC00}'..='\u{D7A3}' => Class::Syllable,
        _ if within(&UNSPACED, c) => Class::Unspaced,
        _ if c.is_alphabetic() || within(&COMBINING, c) => Class::Letter,
        _ => Class::Mark,
    }
}

/// A word as the vocabulary spells it: lower case, character by character.
pub(super) fn fold_into(word: &str, folded: &mut String) {
    folded.clear();
    folded.extend(word.chars().flat_map(char::to_lowercase));
}

/// The tokens of one stretch of a text.
pub(super) fn tokens(text: &str, span: Span, vocabulary: &Vocabulary) -> Vec<Token> {
    Cutter { text, vocabulary, tokens: Vec::new(), folded: String::new(), joined: false, opens_line: true }.cut(span)
}

struct Cutter<'a> {
    text: &'a str,
    vocabulary: &'a Vocabulary,
    tokens: Vec<Token>,
    folded: String,
    joined: bool,
    opens_line: bool,
}

impl Cutter<'_> {
    fn cut(mut self, span: Span) -> Vec<Token> {
        let base = span.start as usize;
        let mut characters = span.of(self.text).char_indices().peekable();
        let mut before = Class::Space;
        while let Some((at, c)) = characters.next() {
            let kind = class(c);
            let mut end = at + c.len_utf8();
            match kind {
                Class::Space => self.joined = false,
                Class::Line => (self.joined, self.opens_line) = (false, true),
                Class::Letter | Class::Digit => {
                    while let Some(&(next, c)) = characters.peek().filter(|(_, c)| class(*c) == kind) {
                        end = next + c.len_utf8();
                        characters.next();
                    }
                    self.push(Span::new(base + at, base + end), kind, before);
                }
                Class::Unspaced | Class::Syllable | Class::Mark => {
                    self.push(Span::new(base + at, base + end), kind, before);
                }
            }
            before = kind;
        }
        self.tokens
    }

    fn push(&mut self, span: Span, kind: Class, before: Class) {
        let text = self.text;
        let word = span.of(text);
        let is_number = kind == Class::Digit;
        let digits = if is_number { value(word) } else { None };
        let mut token = Token {
            span,
            symbol: UNKNOWN,
            digits,
            is_number,
            chains: kind == Class::Mark && word.chars().all(|c| CHAINS.contains(&c)),
            joined: self.joined,
            opens_line: self.opens_line,
            may_start: true,
            may_follow: true,
        };
        // Digits and letters that touch are one word where words are set apart by spaces.
        let touching = |a, b| (a == Class::Letter && b == Class::Digit) || (a == Class::Digit && b == Class::Letter);
        if self.joined && touching(before, kind) {
            (token.may_start, token.may_follow) = (false, false);
        }
        if self.joined && before == Class::Syllable && kind == Class::Syllable {
            token.may_start = false;
        }
        if !is_number {
            fold_into(word, &mut self.folded);
            token.symbol = self.vocabulary.symbol(&self.folded);
        }
        if token.symbol == UNKNOWN && kind == Class::Letter {
            self.push_split(token, word);
        } else {
            self.tokens.push(token);
        }
        (self.joined, self.opens_line) = (true, false);
    }

    /// An unknown word may be a known one with an affix of the language on it.
    fn push_split(&mut self, token: Token, word: &str) {
        match self.vocabulary.split(word) {
            Some((cut, first, second)) => {
                let middle = token.span.start as usize + cut;
                let (start, end) = (token.span.start as usize, token.span.end as usize);
                self.tokens.push(Token { span: Span::new(start, middle), symbol: first, ..token });
                let rest = Token { span: Span::new(middle, end), symbol: second, joined: true, ..token };
                self.tokens.push(Token { opens_line: false, may_start: true, may_follow: true, ..rest });
            }
            None => self.tokens.push(token),
        }
    }
}

fn value(digits: &str) -> Option<u64> {
    if digits.chars().count() > 15 {
        return None;
    }
    digits.chars().try_fold(0, |sum: u64, c| digit(c).map(|d| sum * 10 + d))
}
