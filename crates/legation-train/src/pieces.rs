//! Cuts a treebank's words into the tokens that running text has.

use crate::treebank::{Sentence, Word};

/// A word in pieces.
pub struct Cut {
    pub pieces: Vec<Piece>,
    /// Which piece stands for the word; the others depend on it.
    pub main: usize,
}

/// A part of a word.
pub struct Piece {
    pub form: String,
    pub lemma: String,
    pub upos: String,
    pub label: String,
    /// Relation to the main piece; that keeps the word's.
    pub relation: &'static str,
}

/// The sentence with every word in pieces; its `groups` tell the words.
pub fn cut(sentence: &Sentence, pieces: impl Fn(&Word) -> Cut) -> Sentence {
    let all: Vec<Cut> = sentence.words.iter().map(pieces).collect();
    let mut groups = Vec::new();
    let mut place = 0;
    let mut mains = Vec::new();
    for cut in &all {
        groups.push((place, place + cut.pieces.len()));
        mains.push(place + cut.main);
        place += cut.pieces.len();
    }
    let mut words = Vec::with_capacity(place);
    for (at, (word, cut)) in sentence.words.iter().zip(all).enumerate() {
        let ((first, last), main) = (groups[at], mains[at]);
        for (place, piece) in (first..last).zip(cut.pieces) {
            let head = match (place == main, word.head.checked_sub(1)) {
                (false, _) => main as u32 + 1,
                (true, None) => 0,
                (true, Some(head)) => mains[head as usize] as u32 + 1,
            };
            let relation = if place == main { word.relation.clone() } else { piece.relation.to_owned() };
            let Piece { form, lemma, upos, label, .. } = piece;
            let space_after = place + 1 == last && word.space_after;
            words.push(Word { form, lemma, upos, label, head, relation, space_after, ..word.clone() });
        }
    }
    Sentence { words, groups, cut: Vec::new(), begins_paragraph: sentence.begins_paragraph }
}

/// Syllables between white space, all with the tag of their word.
pub fn syllables(sentence: &Sentence) -> Sentence {
    let mut cut = cut(sentence, |word| {
        let parts = word.form.split_whitespace();
        let relation = if word.upos == "PROPN" { "flat" } else { "fixed" };
        let piece = |form: &str| Piece {
            form: form.to_owned(),
            lemma: form.to_lowercase(),
            upos: word.upos.clone(),
            label: word.label.clone(),
            relation,
        };
        Cut { pieces: parts.map(piece).collect(), main: 0 }
    });
    for at in 0..cut.groups.len() {
        let (first, last) = cut.groups[at];
        cut.words[first..last.max(1) - 1].iter_mut().for_each(|word| word.space_after = true);
    }
    cut
}
