//! Trains the cutter of words that stand without white space.

use legation::analysis::{Cutter, Features, Letters, Run, Weights};

use crate::table::{Dice, Perceptron, Table};
use crate::treebank::Sentence;

const BITS: u32 = 18;
const EPOCHS: usize = 10;
const STEP: f32 = 0.1;

/// Characters without white space between them, and before which of them words begin.
struct Example {
    run: Run,
    begins: Vec<(usize, bool)>,
}

pub fn train(sentences: &[Sentence], letters: &Letters) -> Table {
    let examples: Vec<Example> = sentences.iter().flat_map(|s| examples(s, letters)).collect();
    let mut perceptron = Perceptron::new(BITS, 1);
    let mut dice = Dice(3);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut features = Features::default();
    for _ in 0..EPOCHS {
        dice.shuffle(&mut order);
        for example in order.iter().map(|at| &examples[*at]) {
            for (at, begins) in &example.begins {
                Cutter::features(&example.run, *at, &mut features);
                perceptron.answer(&features, *begins);
            }
        }
    }
    perceptron.finish()
}

fn examples(sentence: &Sentence, letters: &Letters) -> Vec<Example> {
    let mut examples = Vec::new();
    let (mut chars, mut starts): (Vec<char>, Vec<bool>) = Default::default();
    for (at, word) in sentence.words.iter().enumerate() {
        for (place, c) in word.form.chars().enumerate() {
            chars.push(letters.fold(c));
            starts.push(place == 0);
        }
        if word.space_after || at + 1 == sentence.words.len() {
            let run = Run::new(chars.iter().copied());
            let asked = (1..chars.len()).filter(|at| Cutter::may_cut(chars[at - 1], chars[*at]));
            examples.push(Example { run, begins: asked.map(|at| (at, starts[at])).collect() });
            chars.clear();
            starts.clear();
        }
    }
    examples
}

pub fn fine(table: &Table) -> Weights {
    table.fine()
}

pub fn rounded(table: &Table) -> Weights {
    table.rounded(STEP)
}
