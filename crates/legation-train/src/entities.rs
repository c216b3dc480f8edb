//! Names in GUM's `Entity=` annotation, which marks every mention: a name is a mention made of proper nouns.

use std::collections::BTreeSet;

use legation::analysis::{Lexicon, NameFinder, NameKind, Word as Seen};

use crate::names::{Kinds, Named};
use crate::treebank::{Sentence, Word};

/// A mention: its words and what it is.
struct Mention {
    first: usize,
    last: usize,
    kind: Option<NameKind>,
}

/// The sentence with the largest names in it.
pub fn named(sentence: &Sentence, kinds: &Kinds, lexicon: &Lexicon, common: &CommonWords) -> Named {
    let words: Vec<Seen> = sentence.forms().map(|form| Seen::new(form, lexicon)).collect();
    let mut classes = vec![0; words.len()];
    let mut names: Vec<(usize, usize, NameKind)> = Vec::new();
    for mention in mentions(sentence, kinds) {
        if let (Some(kind), Some((first, last))) = (mention.kind, name(&sentence.words, &mention, common)) {
            names.push((first, last, kind));
        }
    }
    names.sort_by_key(|(first, last, _)| (first.abs_diff(*last), *first));
    for (first, last, kind) in names {
        for (at, class) in classes.iter_mut().enumerate().take(last).skip(first) {
            *class = NameFinder::class(kind, at == first);
        }
        // What a larger name cut in two is no name any more.
        if classes.get(last).is_some_and(|c| *c > 0 && c % 2 == 0) {
            classes[last] -= 1;
        }
    }
    Named { words, classes }
}

/// `(7-person-…` opens mention 7, `7)` closes it, `(7-person-…)` does both; several may stand together.
fn mentions(sentence: &Sentence, kinds: &Kinds) -> Vec<Mention> {
    let mut open: Vec<(String, usize, Option<NameKind>)> = Vec::new();
    let mut closed = Vec::new();
    for (at, word) in sentence.words.iter().enumerate() {
        let entities = word.misc.split('|').find_map(|m| m.strip_prefix("Entity=")).unwrap_or("");
        for part in entities.split_inclusive(')').flat_map(split_openings) {
            let opening = part.strip_prefix('(');
            let closes = part.ends_with(')');
            let bare = opening.unwrap_or(part).trim_end_matches(')');
            let mut fields = bare.split('-');
            let id = fields.next().unwrap_or("").to_owned();
            if opening.is_some() {
                open.push((id.clone(), at, fields.next().and_then(|label| kinds.kind(label))));
            }
            if closes && let Some(found) = open.iter().rposition(|o| o.0 == id) {
                let (_, first, kind) = open.remove(found);
                closed.push(Mention { first, last: at + 1, kind });
            }
        }
    }
    closed
}

/// `(1-…(2-…)` is two openings.
fn split_openings(part: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = part.match_indices('(').map(|(at, _)| at).collect();
    if starts.first() != Some(&0) {
        starts.insert(0, 0);
    }
    starts.push(part.len());
    starts.windows(2).filter_map(|w| part.get(w[0]..w[1])).filter(|p| !p.is_empty()).collect()
}

/// Words that stand in lower case as nouns or adjectives: capitalised before a name they are titles, not names.
pub struct CommonWords(BTreeSet<String>);

impl CommonWords {
    pub fn of(sentences: &[Sentence]) -> CommonWords {
        let common = |w: &&Word| matches!(w.upos.as_str(), "NOUN" | "ADJ") && w.form.chars().all(char::is_lowercase);
        CommonWords(sentences.iter().flat_map(|s| &s.words).filter(common).map(|w| w.form.clone()).collect())
    }

    fn has(&self, word: &Word) -> bool {
        self.0.contains(&word.form.to_lowercase())
    }
}

/// Mentions with prepositions are names only up to this length: beyond it they are descriptions.
const LONGEST_JOINED: usize = 5;

/// The part of a mention from its first to its last capital, if its head is a proper noun and only joints stand between.
fn name(words: &[Word], mention: &Mention, common: &CommonWords) -> Option<(usize, usize)> {
    let Mention { first, last, kind } = *mention;
    let capital = |at: &usize| {
        let word = &words[*at];
        word.form.starts_with(char::is_uppercase) && !matches!(word.upos.as_str(), "DET" | "ADP" | "PRON" | "SCONJ")
    };
    let (mut from, to) = ((first..last).find(capital)?, (first..last).rev().find(capital)? + 1);
    // The head of the mention must be a proper noun: "the president of Brazil" is no name.
    let inside = |head: u32| (first + 1..=last).contains(&(head as usize));
    let head = (first..last).find(|at| !inside(words[*at].head))?;
    if words[head].upos != "PROPN" {
        return None;
    }
    if kind == Some(NameKind::Person) {
        from = (from..to).rev().take_while(|at| words[*at].upos == "PROPN" || words[*at].upos == "PUNCT").last()?;
        from = (from..to).find(|at| !common.has(&words[*at]))?;
        while let Some(title) = (from + 1..to).find(|at| common.has(&words[*at])) {
            from = title + 1;
        }
    }
    let joint = |w: &Word| match w.upos.as_str() {
        "ADP" | "DET" | "CCONJ" => to - from <= LONGEST_JOINED,
        "PROPN" | "NUM" | "ADJ" | "NOUN" | "PART" => true,
        "PUNCT" => w.form == "-" || w.form == ".",
        _ => false,
    };
    (from < to && words[from..to].iter().all(joint)).then_some((from, to))
}
