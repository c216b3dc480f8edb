//! Kinds of characters, and the form in which models look at them: full-width forms as their half-width ones,
//! variant characters as the ones that training has seen. Only the models see folded characters, never the reader.

use std::borrow::Cow;

use super::packed::{Packer, Unpacker};
use crate::error::Error;

/// What kind of writing a character belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Kind {
    Mark,
    Digit,
    Letter,
    Han,
    Hiragana,
    Katakana,
    Hangul,
}

impl Kind {
    /// The kind of a folded character.
    pub fn of(c: char) -> Kind {
        match u32::from(c) {
            0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF => Kind::Hangul,
            0x3041..=0x309F => Kind::Hiragana,
            0x30A1..=0x30FA | 0x30FC..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9F => Kind::Katakana,
            0x2E80..=0x2FDF | 0x3005..=0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF => Kind::Han,
            0x20000..=0x3FFFF => Kind::Han,
            _ if c.is_numeric() => Kind::Digit,
            _ if c.is_alphabetic() => Kind::Letter,
            _ => Kind::Mark,
        }
    }

    /// Whether words of this kind may stand side by side without white space.
    pub fn is_dense(self) -> bool {
        matches!(self, Kind::Han | Kind::Hiragana | Kind::Katakana | Kind::Hangul)
    }
}

/// A full-width form as the half-width one; other characters as they are.
pub(super) fn half_width(c: char) -> char {
    match u32::from(c) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// How characters are folded before a model looks at them; by default not at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letters {
    /// Whether the language is written without white space between all words: then full-width forms are folded and
    /// a word's shape tells scripts apart.
    pub dense: bool,
    /// Variant characters and what they are taken for, sorted.
    variants: Vec<(char, char)>,
}

impl Letters {
    /// Folding of variants; `dense` for a language whose words stand without white space.
    pub fn new(dense: bool, mut variants: Vec<(char, char)>) -> Letters {
        variants.sort_unstable();
        variants.dedup_by_key(|pair| pair.0);
        Letters { dense, variants }
    }

    /// Whether every character stays as it is.
    pub fn is_plain(&self) -> bool {
        !self.dense && self.variants.is_empty()
    }

    /// The character that a model sees.
    pub fn fold(&self, c: char) -> char {
        if c.is_ascii() || self.is_plain() {
            return c;
        }
        let at = self.variants.binary_search_by_key(&c, |pair| pair.0).ok();
        match at.and_then(|at| self.variants.get(at)) {
            Some((_, to)) => *to,
            None if self.dense => half_width(c),
            None => c,
        }
    }

    /// The form that a model sees.
    pub fn folded<'f>(&self, form: &'f str) -> Cow<'f, str> {
        if self.is_plain() || form.chars().all(|c| self.fold(c) == c) {
            return form.into();
        }
        form.chars().map(|c| self.fold(c)).collect::<String>().into()
    }

    pub(super) fn pack(&self, packer: &mut Packer) {
        packer.number(u64::from(self.dense));
        packer.number(self.variants.len() as u64);
        let mut last = 0;
        for (from, _) in &self.variants {
            packer.number(u64::from(u32::from(*from) - last));
            last = u32::from(*from);
        }
        self.variants.iter().for_each(|(_, to)| packer.number(u64::from(u32::from(*to))));
    }

    pub(super) fn unpack(unpacker: &mut Unpacker) -> Result<Letters, Error> {
        let dense = unpacker.number()? != 0;
        let count = unpacker.count()?;
        let broken = || Error::new("model file holds a character that does not exist");
        let character = |code: u64| u32::try_from(code).ok().and_then(char::from_u32).ok_or_else(broken);
        let (mut from, mut last) = (Vec::with_capacity(count), 0u64);
        for _ in 0..count {
            last = last.saturating_add(unpacker.number()?);
            from.push(character(last)?);
        }
        let variants =
            from.into_iter().map(|c| Ok((c, character(unpacker.number()?)?))).collect::<Result<_, Error>>()?;
        Ok(Letters { dense, variants })
    }
}
