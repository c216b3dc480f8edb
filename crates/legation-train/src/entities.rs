//! Names in GUM's `Entity=` annotation, which marks every mention: a name is a mention made of proper nouns.

use legation::analysis::{NameFinder, NameKind, Word};

use crate::names::{Kinds, Named};
use crate::treebank::Sentence;

/// A mention: its words and what it is.
struct Mention {
    first: usize,
    last: usize,
    kind: Option<NameKind>,
}

/// The sentence with the largest names in it.
pub fn named(sentence: &Sentence, kinds: &Kinds) -> Named {
    let words: Vec<Word> = sentence.forms().map(Word::new).collect();
    let mut classes = vec![0; words.len()];
    let mut names: Vec<(usize, usize, NameKind)> = Vec::new();
    for mention in mentions(sentence, kinds) {
        if let (Some(kind), Some((first, last))) = (mention.kind, name(sentence, mention.first, mention.last)) {
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

/// The part of a mention from its first to its last proper noun, if nothing but joints stands between.
fn name(sentence: &Sentence, first: usize, last: usize) -> Option<(usize, usize)> {
    let proper = |at: &usize| sentence.words[*at].upos == "PROPN";
    let (from, to) = ((first..last).find(proper)?, (first..last).rev().find(proper)? + 1);
    let joints = ["PROPN", "ADP", "CCONJ", "DET", "NUM", "ADJ", "PUNCT"];
    let whole = sentence.words[from..to].iter().all(|w| joints.contains(&w.upos.as_str()) && w.form != ",");
    // The head of the mention must be a proper noun: "the president of Brazil" is no name.
    let inside = |head: u32| (first + 1..=last).contains(&(head as usize));
    let head = (first..last).find(|at| !inside(sentence.words[*at].head))?;
    (whole && proper(&head)).then_some((from, to))
}
