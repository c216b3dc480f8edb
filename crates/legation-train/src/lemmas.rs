//! Trains the lemmatiser: its tables from the treebank's words, then the ranking of guesses about unseen words.

use std::collections::BTreeMap;

use legation::analysis::{Ends, Features, Guess, Known, Lemmatiser, Upos};

use crate::table::{Dice, Perceptron, Table};
use crate::treebank::Sentence;

/// Shorter words teach nothing about endings.
const SHORTEST: usize = 3;

/// Words with their part of speech, and the lemma that each has most often.
type Lemmas = BTreeMap<(String, Upos), String>;

/// The tables, and the weights of the ranking.
pub fn train(sentences: &[Sentence], bits: u32, epochs: usize) -> (Lemmatiser, Table) {
    let mut counts: BTreeMap<(&str, &str, &str), u32> = BTreeMap::new();
    for word in sentences.iter().flat_map(|s| &s.words).filter(|w| w.lemma != "_" || w.form == "_") {
        *counts.entry((&word.form, &word.upos, &word.lemma)).or_default() += 1;
    }
    let words = counts.iter().filter_map(|((form, upos, lemma), n)| Some((*form, Upos::from_name(upos)?, *lemma, *n)));
    let lemmatiser = Lemmatiser::learn(words.clone());
    let table = rank(&lemmatiser, &commonest(words), bits, epochs);
    (lemmatiser, table)
}

fn commonest<'a>(words: impl Iterator<Item = (&'a str, Upos, &'a str, u32)>) -> Lemmas {
    let mut counts: BTreeMap<(String, Upos), BTreeMap<String, u32>> = BTreeMap::new();
    for (form, upos, lemma, count) in words.filter(|w| w.1 != Upos::Propn) {
        *counts.entry((form.to_lowercase(), upos)).or_default().entry(lemma.to_lowercase()).or_default() += count;
    }
    let most =
        |counts: BTreeMap<String, u32>| counts.into_iter().max_by_key(|(_, count)| *count).map(|(lemma, _)| lemma);
    counts.into_iter().filter_map(|(word, counts)| Some((word, most(counts)?))).collect()
}

/// Learns to prefer the right guess about each word. A lemma counts as known where another word has it, as it will
/// with words that were not seen.
fn rank(lemmatiser: &Lemmatiser, lemmas: &Lemmas, bits: u32, epochs: usize) -> Table {
    let mut with_tag: BTreeMap<(&str, Upos), u32> = BTreeMap::new();
    let mut anywhere: BTreeMap<&str, u32> = BTreeMap::new();
    for ((_, upos), lemma) in lemmas {
        *with_tag.entry((lemma, *upos)).or_default() += 1;
        *anywhere.entry(lemma).or_default() += 1;
    }
    let known = |guess: &Guess, upos: Upos, right: bool| {
        let others = u32::from(right);
        match (with_tag.get(&(guess.lemma.as_str(), upos)), anywhere.get(guess.lemma.as_str())) {
            (Some(n), _) if *n > others => Known::Well,
            (_, Some(n)) if *n > others => Known::Elsewhere,
            _ => Known::No,
        }
    };
    let teaches = |form: &str| form.chars().count() >= SHORTEST && form.chars().all(char::is_alphabetic);
    let mut words: Vec<_> = lemmas.iter().filter(|((form, _), _)| teaches(form)).collect();
    let mut perceptron = Perceptron::new(bits, 1);
    let mut dice = Dice(7);
    for _ in 0..epochs {
        dice.shuffle(&mut words);
        for ((form, upos), lemma) in &words {
            let guesses = lemmatiser.guesses(form, *upos);
            let ends = Ends::of(form);
            let features = |guess: &Guess| {
                let mut features = Features::default();
                let known = known(guess, *upos, guess.lemma == **lemma);
                Lemmatiser::features(&ends, *upos, guess, known, &mut features);
                features
            };
            let options: Vec<Features> = guesses.iter().map(features).collect();
            let right = guesses.iter().position(|guess| guess.lemma == **lemma);
            perceptron.prefer(&options, right);
        }
    }
    perceptron.finish()
}
