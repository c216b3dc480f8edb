//! Learns how a treebank cuts words.

use std::collections::{BTreeMap, BTreeSet};

use legation::analysis::Cuts;

use crate::tagged::TaggedWords;
use crate::treebank::{Sentence, Word};

/// An ending is cut off unseen words if it is cut off more than this share of the words that have it.
const SHARE: f64 = 0.5;
/// And off at least so many different words.
const WORDS: usize = 3;
/// A word opens sentences if it was seen this often in lower case.
const OPENS: usize = 5;
const OPENING: [&str; 6] = ["DET", "PRON", "ADP", "SCONJ", "CCONJ", "ADV"];

/// Learns from a treebank, and from lists of tagged words that cut in the same way, which words keep an ending.
pub fn learn(sentences: &[Sentence], lists: &[TaggedWords]) -> Cuts {
    let mut cuts = Cuts::default();
    let mut pieces = pieces(sentences);
    cuts.beginnings = beginnings(&pieces);
    cuts.endings = endings(&pieces);
    for word in lists.iter().flat_map(whole_words) {
        let length = word.chars().count().min(255) as u8;
        pieces.entry(word).or_insert_with(|| vec![length]);
    }
    cuts.words = pieces.into_iter().filter(|(word, pieces)| by_rule(&cuts, word) != *pieces).collect();
    (cuts.splits_hyphens, cuts.hyphen_prefixes) = joins(sentences, '-');
    (cuts.splits_slashes, _) = joins(sentences, '/');
    cuts.abbreviations = abbreviations(sentences);
    cuts.openers = openers(sentences);
    cuts
}

/// The commonest way in which each surface word is cut, as lengths in characters.
fn pieces(sentences: &[Sentence]) -> BTreeMap<String, Vec<u8>> {
    let mut ways: BTreeMap<String, BTreeMap<Vec<u8>, usize>> = BTreeMap::new();
    for sentence in sentences {
        for (first, last) in sentence.surface() {
            let words = &sentence.words[first..last];
            let form: String = words.iter().map(|w| w.form.as_str()).collect();
            let lengths = words.iter().map(|w| w.form.chars().count().min(255) as u8).collect();
            if form.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '\u{2019}' | '-')) {
                *ways.entry(Cuts::key(&form)).or_default().entry(lengths).or_default() += 1;
            }
        }
    }
    let commonest = |ways: BTreeMap<Vec<u8>, usize>| ways.into_iter().max_by_key(|(_, n)| *n).map(|(way, _)| way);
    ways.into_iter().filter_map(|(word, ways)| Some((word, commonest(ways)?))).collect()
}

/// Sentences in which words joined by an apostrophe or hyphen to the next count as surface words, for treebanks that
/// do not mark them as such.
pub fn joined(mut sentence: Sentence) -> Sentence {
    let mut surface = Vec::new();
    for (first, last) in sentence.surface() {
        let joins = |at: usize| {
            let (before, after) = (&sentence.words[at], &sentence.words[at + 1]);
            let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
            let apostrophe = before.form.ends_with(['\'', '\u{2019}']) && letter(before.form.chars().next());
            let hyphen = after.form.starts_with('-') && letter(after.form.chars().nth(1));
            let starts = letter(after.form.chars().next());
            !before.space_after && (apostrophe && starts || hyphen && letter(before.form.chars().last()))
        };
        match surface.last_mut() {
            Some((_, end)) if *end == first && joins(first - 1) => *end = last,
            _ => surface.push((first, last)),
        }
    }
    sentence.cut = surface.into_iter().filter(|(first, last)| last - first > 1).collect();
    sentence
}

/// Fronts up to an apostrophe that most words which have them are cut after.
fn beginnings(pieces: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
    let mut seen: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (word, pieces) in pieces {
        let Some((front, _)) = word.split_once('\'').filter(|(f, rest)| !f.is_empty() && rest.len() > 2) else {
            continue;
        };
        let (all, cut) = seen.entry(format!("{front}'")).or_default();
        *all += 1;
        *cut += usize::from(pieces.len() > 1 && usize::from(pieces[0]) == front.chars().count() + 1);
    }
    let often = seen.into_iter().filter(|(_, (all, cut))| *cut >= WORDS && *cut as f64 > SHARE * *all as f64);
    often.map(|(front, _)| front).collect()
}

/// Words that a list has more than once as they are.
fn whole_words(list: &TaggedWords) -> impl Iterator<Item = String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (word, _) in list.words().filter(|(word, _)| word.chars().all(char::is_alphabetic)) {
        *counts.entry(Cuts::key(word)).or_default() += 1;
    }
    counts.into_iter().filter(|(_, n)| *n > 1).map(|(word, _)| word)
}

fn endings(pieces: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
    let last = |word: &str, length: usize| word.chars().skip(word.chars().count() - length).collect::<String>();
    let cut = pieces.iter().filter(|(_, p)| p.len() == 2);
    let candidates: BTreeSet<String> = cut.map(|(word, p)| last(word, usize::from(p[1]))).collect();
    let is_ending = |ending: &String| {
        let length = ending.chars().count();
        let having = pieces.iter().filter(|(word, _)| word.len() > ending.len() && word.ends_with(ending.as_str()));
        let (mut all, mut cut) = (0, 0);
        for (_, pieces) in having {
            all += 1;
            cut += usize::from(pieces.len() > 1 && pieces.last().is_some_and(|p| usize::from(*p) == length));
        }
        cut >= WORDS && cut as f64 > SHARE * f64::from(all)
    };
    candidates.into_iter().filter(is_ending).collect()
}

/// How the endings alone would cut a word.
fn by_rule(cuts: &Cuts, word: &str) -> Vec<u8> {
    let rule = cuts.of(word);
    if rule.is_empty() { vec![word.chars().count().min(255) as u8] } else { rule.iter().map(|p| *p as u8).collect() }
}

/// Whether a mark between letters is a token of its own, and the first parts that it stays joined to all the same.
fn joins(sentences: &[Sentence], mark: char) -> (bool, BTreeSet<String>) {
    let letters = |s: &str| !s.is_empty() && s.chars().all(char::is_alphabetic);
    let (mut kept, mut split): (BTreeMap<String, usize>, BTreeMap<String, usize>) = Default::default();
    for words in sentences.iter().map(|s| &s.words) {
        for word in words {
            if let Some((before, _)) = word.form.split_once(mark).filter(|(b, a)| letters(b) && letters(a)) {
                *kept.entry(Cuts::key(before)).or_default() += 1;
            }
        }
        for three in words.windows(3) {
            let joined = !three[0].space_after && !three[1].space_after && three[1].form.chars().eq([mark]);
            if joined && letters(&three[0].form) && letters(&three[2].form) {
                *split.entry(Cuts::key(&three[0].form)).or_default() += 1;
            }
        }
    }
    let splits = split.values().sum::<usize>() > kept.values().sum::<usize>();
    let more_kept = |(part, n): (String, usize)| (n > split.get(&part).copied().unwrap_or(0)).then_some(part);
    (splits, kept.into_iter().filter_map(more_kept).collect())
}

fn abbreviations(sentences: &[Sentence]) -> BTreeSet<String> {
    let mut kept: BTreeMap<String, i32> = BTreeMap::new();
    let is_word = |s: &str| s.chars().count() > 1 && s.chars().all(char::is_alphabetic);
    for words in sentences.iter().map(|s| &s.words) {
        for (at, word) in words.iter().enumerate() {
            if let Some(bare) = word.form.strip_suffix('.').filter(|b| is_word(b)) {
                *kept.entry(Cuts::key(bare)).or_default() += 1;
            }
            // A stop that ends the sentence and is a token of its own speaks against the abbreviation.
            let stop = words.get(at + 1).is_some_and(|next: &Word| next.form == "." && !word.space_after);
            if stop && is_word(&word.form) {
                *kept.entry(Cuts::key(&word.form)).or_default() -= 1;
            }
        }
    }
    kept.into_iter().filter(|(_, n)| *n > 0).map(|(word, _)| word).collect()
}

fn openers(sentences: &[Sentence]) -> BTreeSet<String> {
    let mut seen: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for word in sentences.iter().flat_map(|s| s.words.iter().skip(1)) {
        let (opening, other) = seen.entry(&word.form).or_default();
        *(if OPENING.contains(&word.upos.as_str()) { opening } else { other }) += 1;
    }
    let opens = |word: &str, (opening, other): (usize, usize)| {
        opening >= OPENS && opening > other && word.chars().all(char::is_lowercase)
    };
    seen.into_iter().filter(|(word, counts)| opens(word, *counts)).map(|(word, _)| word.to_owned()).collect()
}
