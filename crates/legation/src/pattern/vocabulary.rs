//! The words that a rule file mentions, each with a number, and the affixes that may hang on them.

use super::token::{UNKNOWN, fold_into};
use std::collections::HashMap;

/// Words of one rule file.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    symbols: HashMap<Box<str>, u32>,
    /// What may be written before a word without a space, longest first.
    before: Vec<Box<str>>,
    /// What may be written after a word without a space, longest first.
    after: Vec<Box<str>>,
}

impl Vocabulary {
    /// The number of a folded word, or [`UNKNOWN`].
    pub fn symbol(&self, folded: &str) -> u32 {
        self.symbols.get(folded).copied().unwrap_or(UNKNOWN)
    }

    /// The number of a folded word, which becomes known.
    pub fn learn(&mut self, folded: &str) -> u32 {
        if let Some(&known) = self.symbols.get(folded) {
            return known;
        }
        let next = u32::try_from(self.symbols.len()).unwrap_or(UNKNOWN);
        self.symbols.insert(folded.into(), next);
        next
    }

    /// Adds an affix written before words (`leading`) or after them.
    pub fn add_affix(&mut self, affix: &str, leading: bool) {
        let mut folded = String::new();
        fold_into(affix, &mut folded);
        let list = if leading { &mut self.before } else { &mut self.after };
        list.push(folded.into());
        list.sort_by_key(|affix| std::cmp::Reverse(affix.len()));
    }

    /// Cuts an affix off an unknown word so that a known one is left: byte of the cut, symbols of both parts.
    pub fn split(&self, word: &str) -> Option<(usize, u32, u32)> {
        self.split_before(word).or_else(|| self.split_after(word))
    }

    fn split_before(&self, word: &str) -> Option<(usize, u32, u32)> {
        self.before.iter().find_map(|affix| {
            let cut = after_characters(word, affix.chars().count())?;
            let (head, rest) = word.split_at_checked(cut)?;
            self.known(head, affix, rest).map(|(affix, word)| (cut, affix, word))
        })
    }

    fn split_after(&self, word: &str) -> Option<(usize, u32, u32)> {
        if self.after.is_empty() {
            return None;
        }
        let characters = word.chars().count();
        self.after.iter().find_map(|affix| {
            let kept = characters.checked_sub(affix.chars().count()).filter(|kept| *kept > 0)?;
            let cut = after_characters(word, kept)?;
            let (head, rest) = word.split_at_checked(cut)?;
            self.known(rest, affix, head).map(|(affix, word)| (cut, word, affix))
        })
    }

    /// The symbols of a piece that should be `affix` and of what it hangs on, if that is a known word.
    fn known(&self, piece: &str, affix: &str, word: &str) -> Option<(u32, u32)> {
        let mut folded = String::new();
        fold_into(piece, &mut folded);
        if folded != affix {
            return None;
        }
        let piece = self.symbol(&folded);
        fold_into(word, &mut folded);
        Some(self.symbol(&folded)).filter(|symbol| *symbol != UNKNOWN).map(|word| (piece, word))
    }
}

/// The byte after the first `count` characters, if the word is longer than that.
fn after_characters(word: &str, count: usize) -> Option<usize> {
    word.char_indices().nth(count).map(|(at, _)| at)
}
