//! Learns word classes: under which parts of speech each word stands in the tagged corpora, and in which kinds of names.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use legation::analysis::{Classes, Lexicon};

use crate::tagged::TaggedWords;
use crate::treebank::Sentence;

/// Cells of the table.
const CELLS: usize = 1 << 17;
/// A tag counts for a word if it stands for this share of its places.
const SHARE: f64 = 0.1;
/// Words of the treebank must be seen so often, lest training learn to trust classes too much.
const SEEN: u32 = 2;

/// Classes from a treebank, from lists of tagged words in tags of their own, and from names.
pub fn learn(sentences: &[Sentence], lists: &[TaggedWords], names: &TaggedWords) -> Lexicon {
    let mut tags = Sets::default();
    let words = sentences.iter().flat_map(|s| &s.words).map(|w| (w.form.as_str(), w.upos.as_str()));
    tags.add(counts(words), "treebank", SEEN);
    for (number, list) in lists.iter().enumerate() {
        tags.add(counts(list.words()), &format!("list {number}"), 1);
    }
    let mut kinds = Sets::default();
    kinds.add(counts(names.words()), "names", 1);

    let (tag_classes, kind_classes) = (tags.classes(), kinds.classes());
    let all: BTreeSet<&String> = tags.0.keys().chain(kinds.0.keys()).collect();
    let mut words: Vec<&String> = all.into_iter().collect();
    words.sort_by_key(|word| Reverse(tags.0.get(*word).map_or(0, |(count, _)| *count)));
    let class = |classes: &BTreeMap<&str, u8>, word: &str| classes.get(word).copied().unwrap_or(0);
    let both = |word: &str| Classes { tags: class(&tag_classes, word), names: class(&kind_classes, word) };
    Lexicon::new(CELLS, words.into_iter().map(|word| (word.as_str(), both(word))))
}

/// How often each lower-cased word has each tag, in one corpus.
type Counts = BTreeMap<String, BTreeMap<String, u32>>;

fn counts<'a>(words: impl Iterator<Item = (&'a str, &'a str)>) -> Counts {
    let mut counts = Counts::new();
    for (form, tag) in words {
        *counts.entry(form.to_lowercase()).or_default().entry(tag.to_owned()).or_default() += 1;
    }
    counts
}

/// How often each word was seen, and its tags.
#[derive(Default)]
struct Sets(BTreeMap<String, (u32, Vec<String>)>);

impl Sets {
    /// Adds the tags of one corpus to the words' sets, the commonest first.
    fn add(&mut self, counts: Counts, corpus: &str, seen: u32) {
        for (word, tags) in counts {
            let all: u32 = tags.values().sum();
            if all < seen {
                continue;
            }
            let mut tags: Vec<(String, u32)> = tags.into_iter().collect();
            tags.sort_by_key(|(_, count)| Reverse(*count));
            tags.retain(|(_, count)| f64::from(*count) >= SHARE * f64::from(all));
            let (count, set) = self.0.entry(word).or_default();
            *count += all;
            set.extend(tags.into_iter().map(|(tag, _)| format!("{corpus}:{tag}")));
        }
    }

    /// A class for each word: of its whole set if that is common, else of its commonest tag.
    fn classes(&self) -> BTreeMap<&str, u8> {
        let mut common: BTreeMap<&[String], usize> = BTreeMap::new();
        for (_, set) in self.0.values() {
            *common.entry(set).or_default() += 1;
            common.entry(&set[..1]).or_default();
        }
        let mut common: Vec<(&[String], usize)> = common.into_iter().collect();
        common.sort_by_key(|(set, count)| (Reverse(set.len() == 1), Reverse(*count)));
        let numbers: BTreeMap<&[String], u8> = common.into_iter().map(|(set, _)| set).zip(1..=u8::MAX).collect();
        let number = |set: &Vec<String>| numbers.get(set.as_slice()).or_else(|| numbers.get(&set[..1])).copied();
        self.0.iter().filter_map(|(word, (_, set))| Some((word.as_str(), number(set)?))).collect()
    }
}
