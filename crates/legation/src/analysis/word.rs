//! What the models see of a word: hashes of its form, its ends and its shape.

use super::features::hash;
use super::letters::Kind;
use super::lexicon::{Classes, Lexicon};

/// Hashes of one token's form, computed once for all templates.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// The form as written.
    pub(super) form: u64,
    /// The form in lower case.
    pub(super) lower: u64,
    /// The first one to three characters in lower case; 0 where the word is too short.
    pub(super) prefixes: [u64; 3],
    /// The last one to four characters in lower case.
    pub(super) suffixes: [u64; 4],
    /// Kinds of characters, runs folded: `Xx` for a capitalised word.
    pub(super) shape: u64,
    /// What the word was seen as.
    pub(super) classes: Classes,
}

impl Word {
    /// Looks at one form.
    pub fn new(form: &str, lexicon: &Lexicon) -> Word {
        let form = &*lexicon.letters.folded(form);
        let lower = form.to_lowercase();
        let shape = shape(form, lexicon.letters.dense);
        let mut word = Word { form: hash(form), lower: hash(&lower), shape: hash(&shape), ..Word::default() };
        word.classes = lexicon.classes(word.lower);
        let starts = lower.char_indices().map(|(at, _)| at).skip(1).chain([lower.len()]);
        for (size, (slot, end)) in word.prefixes.iter_mut().zip(starts).enumerate() {
            *slot = hash(lower.get(..end).unwrap_or("")).wrapping_add(size as u64 + 1);
        }
        for (size, (slot, (start, _))) in word.suffixes.iter_mut().zip(lower.char_indices().rev()).enumerate() {
            *slot = hash(lower.get(start..).unwrap_or("")).wrapping_add(size as u64 + 11);
        }
        word
    }
}

fn shape(form: &str, dense: bool) -> String {
    let mut shape = String::new();
    for c in form.chars() {
        let kind = match c {
            c if dense && Kind::of(c).is_dense() => match Kind::of(c) {
                Kind::Han => 'h',
                Kind::Katakana => 'k',
                Kind::Hiragana => 'i',
                _ => 'a',
            },
            c if c.is_uppercase() => 'X',
            c if c.is_lowercase() => 'x',
            c if c.is_numeric() => 'd',
            c if c.is_alphabetic() => 'a',
            c => c,
        };
        if !shape.ends_with(kind) {
            shape.push(kind);
        }
    }
    shape
}
