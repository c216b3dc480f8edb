//! Cuts a treebank's words into the tokens that running text has.

use crate::treebank::{Sentence, Word};

/// A part of a word. The first part of a word stands for it; the others depend on the first.
pub struct Piece {
    pub form: String,
    pub lemma: String,
    pub upos: String,
    pub label: String,
    /// Relation to the first piece; the first keeps the word's.
    pub relation: &'static str,
}

/// The sentence with every word in pieces; its `groups` tell the words.
pub fn cut(sentence: &Sentence, pieces: impl Fn(&Word) -> Vec<Piece>) -> Sentence {
    let all: Vec<Vec<Piece>> = sentence.words.iter().map(pieces).collect();
    let mut groups = Vec::new();
    let mut place = 0;
    for pieces in &all {
        groups.push((place, place + pieces.len()));
        place += pieces.len();
    }
    let mut words = Vec::with_capacity(place);
    for ((word, pieces), (first, last)) in sentence.words.iter().zip(all).zip(&groups) {
        for (at, piece) in (*first..*last).zip(pieces) {
            let head = match (at == *first, word.head.checked_sub(1)) {
                (false, _) => *first as u32 + 1,
                (true, None) => 0,
                (true, Some(head)) => groups[head as usize].0 as u32 + 1,
            };
            let relation = if at == *first { word.relation.clone() } else { piece.relation.to_owned() };
            let Piece { form, lemma, upos, label, .. } = piece;
            let space_after = at + 1 == *last && word.space_after;
            words.push(Word { form, lemma, upos, label, head, relation, space_after, ..word.clone() });
        }
    }
    Sentence { words, groups, cut: Vec::new(), begins_paragraph: sentence.begins_paragraph }
}

/// Syllables between white space, all with the tag of their word.
pub fn syllables(sentence: &Sentence) -> Sentence {
    let mut cut = cut(sentence, |word| {
        let parts = word.form.split_whitespace();
        let relation = JOINED;
        let piece = |form: &str| Piece {
            form: form.to_owned(),
            lemma: form.to_lowercase(),
            upos: word.upos.clone(),
            label: word.label.clone(),
            relation,
        };
        parts.map(piece).collect()
    });
    for at in 0..cut.groups.len() {
        let (first, last) = cut.groups[at];
        cut.words[first..last.max(1) - 1].iter_mut().for_each(|word| word.space_after = true);
    }
    cut
}

/// The relation of a word's later syllables to its first.
const JOINED: &str = "fixed";
