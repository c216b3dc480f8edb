//! How a language's treebank cuts words, learned from it: clitics, contractions, hyphens, abbreviations.

use std::collections::{BTreeMap, BTreeSet};

use super::packed::{Packer, Unpacker};
use super::token::is_apostrophe;
use crate::error::Error;

/// Word cuts of one language. All words are lower-cased with straight apostrophes.
#[derive(Clone, Debug, Default)]
pub struct Cuts {
    /// Whether words are cut at hyphens.
    pub splits_hyphens: bool,
    /// Whether words are cut at slashes.
    pub splits_slashes: bool,
    /// First parts after which a hyphen stays inside the word.
    pub hyphen_prefixes: BTreeSet<String>,
    /// Beginnings up to an apostrophe that are tokens of their own wherever a word has them.
    pub beginnings: BTreeSet<String>,
    /// Endings that are tokens of their own wherever a word has them.
    pub endings: BTreeSet<String>,
    /// Lengths in characters of the pieces of whole words; one piece for words that keep an ending.
    pub words: BTreeMap<String, Vec<u8>>,
    /// Words that keep a following full stop.
    pub abbreviations: BTreeSet<String>,
    /// Function words that show by their capital that a sentence began after an abbreviation.
    pub openers: BTreeSet<String>,
}

impl Cuts {
    /// The form in which words are looked up.
    pub fn key(word: &str) -> String {
        word.chars().map(|c| if is_apostrophe(c) { '\'' } else { c }).flat_map(char::to_lowercase).collect()
    }

    /// Lengths in characters of the pieces of `word`; empty where it is not cut.
    pub fn of(&self, word: &str) -> Vec<usize> {
        if self.endings.is_empty() && self.words.is_empty() && self.beginnings.is_empty() {
            return Vec::new();
        }
        let key = Self::key(word);
        // Lower-casing can change the number of characters; then positions would not fit.
        if key.chars().count() != word.chars().count() {
            return Vec::new();
        }
        let mut pieces = Vec::new();
        let mut rest = key.as_str();
        while !self.words.contains_key(rest)
            && let Some((beginning, after)) = self.beginning(rest)
        {
            pieces.push(beginning.chars().count());
            rest = after;
        }
        let more = self.rest(rest);
        if !pieces.is_empty() && more.is_empty() {
            pieces.push(rest.chars().count());
        }
        pieces.extend(more);
        pieces
    }

    /// The word up to its first apostrophe, if that is a beginning, and what follows.
    fn beginning<'k>(&self, key: &'k str) -> Option<(&'k str, &'k str)> {
        let (front, after) = key.split_at_checked(key.find('\'')? + 1)?;
        (!after.is_empty() && self.beginnings.contains(front)).then_some((front, after))
    }

    /// The pieces of what is left without beginnings.
    fn rest(&self, key: &str) -> Vec<usize> {
        if let Some(pieces) = self.words.get(key) {
            return pieces.iter().map(|p| usize::from(*p)).collect();
        }
        let length = key.chars().count();
        let ending = self.endings.iter().filter(|e| key.ends_with(e.as_str())).map(|e| e.chars().count()).max();
        match ending {
            Some(ending) if length > ending + 1 || (length > ending && ending > 1) => vec![length - ending, ending],
            _ => Vec::new(),
        }
    }

    pub(super) fn keeps_hyphen_after(&self, part: &str) -> bool {
        self.hyphen_prefixes.contains(&Self::key(part))
    }

    pub(super) fn is_abbreviation(&self, word: &str) -> bool {
        self.abbreviations.contains(&Self::key(word))
    }

    pub(super) fn is_opener(&self, word: &str) -> bool {
        self.openers.contains(&Self::key(word))
    }

    pub(super) fn pack(&self, packer: &mut Packer) {
        let elides = !self.beginnings.is_empty();
        packer.number(u64::from(self.splits_hyphens) | u64::from(self.splits_slashes) << 1 | u64::from(elides) << 2);
        for set in [&self.hyphen_prefixes, &self.endings, &self.abbreviations, &self.openers] {
            packer.number(set.len() as u64);
            set.iter().for_each(|s| packer.text(s));
        }
        packer.number(self.words.len() as u64);
        for (word, pieces) in &self.words {
            packer.text(word);
            packer.bytes(pieces);
        }
        if elides {
            packer.number(self.beginnings.len() as u64);
            self.beginnings.iter().for_each(|s| packer.text(s));
        }
    }

    pub(super) fn unpack(unpacker: &mut Unpacker) -> Result<Cuts, Error> {
        let flags = unpacker.number()?;
        let mut sets: [BTreeSet<String>; 4] = Default::default();
        for set in &mut sets {
            for _ in 0..unpacker.count()? {
                set.insert(unpacker.text()?.to_owned());
            }
        }
        let [hyphen_prefixes, endings, abbreviations, openers] = sets;
        let mut words = BTreeMap::new();
        for _ in 0..unpacker.count()? {
            let word = unpacker.text()?.to_owned();
            words.insert(word, unpacker.bytes()?.to_vec());
        }
        let mut beginnings = BTreeSet::new();
        if flags & 4 != 0 {
            for _ in 0..unpacker.count()? {
                beginnings.insert(unpacker.text()?.to_owned());
            }
        }
        let (splits_hyphens, splits_slashes) = (flags & 1 != 0, flags & 2 != 0);
        Ok(Cuts { splits_hyphens, splits_slashes, hyphen_prefixes, beginnings, endings, words, abbreviations, openers })
    }
}
