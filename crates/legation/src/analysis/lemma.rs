//! Lemmas by learned edits: what to take from a word's front and back and what to put there instead.
//!
//! The edit of the longest known context wins: the whole word first, then its ends, shorter and shorter.

use super::Upos;
use super::features::{hash, mix};
use super::packed::{Packer, Unpacker};
use crate::error::Error;

/// Lengths of front and back that a context sees, the most telling first; the whole word comes before them.
const CONTEXTS: [(usize, usize); 11] =
    [(4, 4), (3, 4), (3, 3), (0, 5), (0, 4), (2, 3), (0, 3), (2, 2), (0, 2), (2, 0), (0, 1)];

/// An edit of a lower-cased word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Script {
    front: String,
    front_becomes: String,
    back: String,
    back_becomes: String,
}

impl Script {
    /// The smallest edit around the longest common part of both; where there is none, the whole word is replaced.
    fn between(form: &str, lemma: &str) -> Option<Script> {
        let (at_form, at_lemma, length) = longest_common(form, lemma);
        if length == 0 {
            return Some(Script { front: form.to_owned(), front_becomes: lemma.to_owned(), ..Script::default() });
        }
        let (front, rest) = form.split_at_checked(at_form)?;
        let (front_becomes, rest_becomes) = lemma.split_at_checked(at_lemma)?;
        let own = |s: &str| s.to_owned();
        let (back, back_becomes) = (own(rest.get(length..)?), own(rest_becomes.get(length..)?));
        Some(Script { front: own(front), front_becomes: own(front_becomes), back, back_becomes })
    }

    fn apply(&self, form: &str) -> Option<String> {
        let middle = form.strip_prefix(self.front.as_str())?.strip_suffix(self.back.as_str())?;
        let lemma = format!("{}{middle}{}", self.front_becomes, self.back_becomes);
        (!lemma.is_empty()).then_some(lemma)
    }
}

/// Byte positions and length of the longest common substring, on character boundaries.
fn longest_common(a: &str, b: &str) -> (usize, usize, usize) {
    let mut best = (0, 0, 0);
    for (i, _) in a.char_indices() {
        for (j, _) in b.char_indices() {
            let (left, right) = (a.get(i..).unwrap_or(""), b.get(j..).unwrap_or(""));
            let common = left.chars().zip(right.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum();
            if common > best.2 {
                best = (i, j, common);
            }
        }
    }
    best
}

/// A trained lemmatiser.
#[derive(Clone, Debug, Default)]
pub struct Lemmatiser {
    scripts: Vec<Script>,
    /// Contexts, sorted, with the number of their edit.
    contexts: Vec<(u32, u16)>,
}

/// Hashes of a word's contexts, the whole word first; the last knows the part of speech alone.
fn contexts(form: &str, upos: Upos) -> impl Iterator<Item = u32> {
    let tag = upos as u64 + 1;
    let ends = CONTEXTS.iter().enumerate().filter_map(move |(level, (front, back))| {
        let start = form.char_indices().nth(*front)?.0;
        let from = if *back == 0 { form.len() } else { form.char_indices().rev().nth(*back - 1)?.0 };
        let parts = [hash(form.get(..start)?), hash(form.get(from..)?)];
        Some(parts.into_iter().fold(mix(tag, level as u64 + 7), mix))
    });
    [mix(mix(tag, 1), hash(form))].into_iter().chain(ends).chain([mix(tag, 3)]).map(|h| (h >> 32) as u32)
}

impl Lemmatiser {
    /// Learns from words: form, part of speech, lemma and how often it was seen. Proper nouns are left alone.
    pub fn learn<'a>(words: impl Iterator<Item = (&'a str, Upos, &'a str, u32)>) -> Lemmatiser {
        learn::learn(words)
    }

    /// The lemma of a form: in lower case, but proper nouns stay as they are.
    pub fn lemma(&self, form: &str, upos: Upos) -> Box<str> {
        if upos == Upos::Propn {
            return form.into();
        }
        let lower = form.to_lowercase();
        let edited = contexts(&lower, upos).find_map(|context| {
            let at = self.contexts.binary_search_by_key(&context, |(hash, _)| *hash).ok()?;
            self.scripts.get(usize::from(self.contexts[at].1))?.apply(&lower)
        });
        edited.unwrap_or(lower).into()
    }

    pub(super) fn pack(&self, packer: &mut Packer) {
        packer.number(self.scripts.len() as u64);
        for script in &self.scripts {
            for text in [&script.front, &script.front_becomes, &script.back, &script.back_becomes] {
                packer.text(text);
            }
        }
        packer.number(self.contexts.len() as u64);
        let mut last = 0;
        for (hash, script) in &self.contexts {
            packer.number(u64::from(hash - last));
            packer.number(u64::from(*script));
            last = *hash;
        }
    }

    pub(super) fn unpack(unpacker: &mut Unpacker) -> Result<Lemmatiser, Error> {
        let mut scripts = Vec::new();
        for _ in 0..unpacker.count()? {
            let mut text = || unpacker.text().map(str::to_owned);
            let (front, front_becomes) = (text()?, text()?);
            scripts.push(Script { front, front_becomes, back: text()?, back_becomes: text()? });
        }
        let mut contexts = Vec::new();
        let mut last = 0u32;
        for _ in 0..unpacker.count()? {
            last = last.wrapping_add(unpacker.number()? as u32);
            contexts.push((last, unpacker.number()? as u16));
        }
        Ok(Lemmatiser { scripts, contexts })
    }
}

/// Training stays beside running, so that both see the same contexts.
mod learn {
    use std::collections::BTreeMap;

    use super::{Lemmatiser, Script, contexts};
    use crate::analysis::Upos;

    type Counts = BTreeMap<Script, u32>;

    pub(super) fn learn<'a>(words: impl Iterator<Item = (&'a str, Upos, &'a str, u32)>) -> Lemmatiser {
        // From the part of speech alone to the whole word: a context is kept where it knows better than the shorter ones.
        let mut levels: Vec<BTreeMap<u32, Counts>> = Vec::new();
        for (form, upos, lemma, count) in words.filter(|w| w.1 != Upos::Propn) {
            let (form, lemma) = (form.to_lowercase(), lemma.to_lowercase());
            let Some(script) = Script::between(&form, &lemma) else { continue };
            let hashes: Vec<u32> = contexts(&form, upos).collect();
            for (level, hash) in hashes.iter().rev().enumerate() {
                if levels.len() <= level {
                    levels.push(BTreeMap::new());
                }
                *levels[level].entry(*hash).or_default().entry(script.clone()).or_default() += count;
            }
        }
        keep(&levels)
    }

    fn keep(levels: &[BTreeMap<u32, Counts>]) -> Lemmatiser {
        let mut numbers: BTreeMap<&Script, u16> = BTreeMap::new();
        let mut kept: BTreeMap<u32, u16> = BTreeMap::new();
        for (hash, counts) in levels.iter().flatten() {
            let best = counts.iter().max_by_key(|(_, count)| **count).map(|(script, _)| script);
            let Some(script) = best else { continue };
            let next = numbers.len() as u16;
            kept.insert(*hash, *numbers.entry(script).or_insert(next));
        }
        let mut scripts = vec![Script::default(); numbers.len()];
        for (script, number) in numbers {
            scripts[usize::from(number)] = script.clone();
        }
        Lemmatiser { scripts, contexts: kept.into_iter().collect() }
    }
}
