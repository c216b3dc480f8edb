//! What a word was seen as, in one small hashed table: its parts of speech, and the kinds of names that it occurs in.

use super::features::{Hash, hash};
use super::letters::Letters;
use super::packed::{Packer, Unpacker};
use crate::error::Error;

/// Word classes, made of sets of tags and of sets of kinds of names; 0 where a word has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes {
    /// Of its parts of speech.
    pub tags: u8,
    /// Of the kinds of names.
    pub names: u8,
}

/// Classes of words. A cell holds a check of eight bits; about one unknown word in three hundred is taken for another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexicon {
    /// In which characters words are looked up.
    pub letters: Letters,
    cells: Vec<(u8, Classes)>,
}

/// Cell and check of a lower-cased word's hash.
fn place(lower: u64, cells: usize) -> (usize, u8) {
    ((lower >> 16) as usize % cells.max(1), lower as u8)
}

impl Lexicon {
    /// A table of `cells` for words, the most important first: they keep their cells.
    pub fn new<'a>(cells: usize, words: impl IntoIterator<Item = (&'a str, Classes)>) -> Lexicon {
        let mut lexicon = Lexicon { letters: Letters::default(), cells: vec![(0, Classes::default()); cells] };
        for (word, classes) in words {
            let (cell, check) = place(hash(&word.to_lowercase()), cells);
            if let Some(free) = lexicon.cells.get_mut(cell).filter(|c| c.1 == Classes::default()) {
                *free = (check, classes);
            }
        }
        lexicon
    }

    /// The classes of a word, by the hash of its lower-cased form.
    pub(super) fn classes(&self, lower: u64) -> Classes {
        let (cell, check) = place(lower, self.cells.len());
        self.cells.get(cell).filter(|c| c.0 == check).map_or(Classes::default(), |c| c.1)
    }

    /// For each of the characters, which words of two to `longest` characters begin there: bit 0 stands for two.
    pub(super) fn beginnings(&self, chars: &[char], longest: usize) -> Vec<u8> {
        if self.cells.is_empty() {
            return Vec::new();
        }
        let mut utf8 = [0; 4];
        let mut bits = |at: usize| {
            let (mut hash, mut found) = (Hash::default(), 0);
            for (length, c) in chars[at..].iter().take(longest).enumerate() {
                hash.add(c.encode_utf8(&mut utf8));
                if length > 0 && self.classes(hash.finish()) != Classes::default() {
                    found |= 1 << (length - 1);
                }
            }
            found
        };
        (0..chars.len()).map(&mut bits).collect()
    }

    pub(super) fn pack(&self, packer: &mut Packer) {
        packer.bytes(&self.cells.iter().map(|c| c.0).collect::<Vec<u8>>());
        packer.bytes(&self.cells.iter().map(|c| c.1.tags).collect::<Vec<u8>>());
        packer.bytes(&self.cells.iter().map(|c| c.1.names).collect::<Vec<u8>>());
    }

    pub(super) fn unpack(unpacker: &mut Unpacker) -> Result<Lexicon, Error> {
        let (checks, tags, names) = (unpacker.bytes()?, unpacker.bytes()?, unpacker.bytes()?);
        let classes = tags.iter().zip(names).map(|(tags, names)| Classes { tags: *tags, names: *names });
        Ok(Lexicon { letters: Letters::default(), cells: checks.iter().copied().zip(classes).collect() })
    }
}
