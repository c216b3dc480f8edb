//! Trains the labeller of relations on the treebank's own heads.

use legation::analysis::{Arcs, Features, RelationLabeller, Word};

use crate::table::{Dice, Perceptron, Table, best};

/// A sentence with its heads and the numbers of its relations; tags are the tagger's.
pub struct Related<'a> {
    pub words: &'a [Word],
    pub tags: &'a [u8],
    pub heads: Vec<u32>,
    pub relations: Vec<usize>,
}

pub fn train(sentences: &[Related], classes: usize, bits: u32, epochs: usize, trainings: u64) -> Table {
    let tables = (0..trainings.max(1)).map(|n| train_once(sentences, classes, bits, epochs, 5 + n)).collect();
    Table::mean(tables).expect("one training at least")
}

fn train_once(sentences: &[Related], classes: usize, bits: u32, epochs: usize, seed: u64) -> Table {
    let mut perceptron = Perceptron::new(bits, classes);
    let mut dice = Dice(seed);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut features = Features::default();
    let mut scores = vec![0.0; classes];
    for _ in 0..epochs {
        dice.shuffle(&mut order);
        for sentence in order.iter().map(|at| &sentences[*at]) {
            let arcs = Arcs::new(&sentence.heads);
            for (at, right) in sentence.relations.iter().enumerate() {
                RelationLabeller::features(sentence.words, sentence.tags, &arcs, at, &mut features);
                perceptron.score(&features, &mut scores);
                perceptron.learn(&features, *right, best(&scores));
            }
        }
    }
    perceptron.finish()
}
