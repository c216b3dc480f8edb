//! Trains the tagger.

use legation::analysis::{Features, Tagger, Word};

use crate::table::{Dice, Perceptron, Table, best};

/// A sentence's words and the numbers of their labels.
pub struct Tagged<'a> {
    pub words: &'a [Word],
    pub labels: &'a [usize],
}

/// Trains on what the tagger itself said before, so that it learns to live with its own mistakes.
pub fn train(sentences: &[Tagged], classes: usize, bits: u32, epochs: usize, trainings: u64) -> Table {
    let tables = (0..trainings.max(1)).map(|n| train_once(sentences, classes, bits, epochs, 7 + n)).collect();
    Table::mean(tables).expect("one training at least")
}

fn train_once(sentences: &[Tagged], classes: usize, bits: u32, epochs: usize, seed: u64) -> Table {
    let mut perceptron = Perceptron::new(bits, classes);
    let mut dice = Dice(seed);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut features = Features::default();
    let mut scores = vec![0.0; classes];
    for _ in 0..epochs {
        dice.shuffle(&mut order);
        for sentence in order.iter().map(|at| &sentences[*at]) {
            let mut before = Tagger::start();
            for (at, right) in sentence.labels.iter().enumerate() {
                Tagger::features(sentence.words, at, before, &mut features);
                perceptron.score(&features, &mut scores);
                let said = best(&scores);
                perceptron.learn(&features, *right, said);
                before = Tagger::push(before, said);
            }
        }
    }
    perceptron.finish()
}
