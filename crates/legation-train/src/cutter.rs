//! Trains the cutter of words that stand without white space.

use std::fs;
use std::path::Path;

use legation::analysis::{Classes, Cutter, Features, Kind, Letters, Lexicon, Run, Weights};

use crate::Failure;
use crate::table::{Dice, Perceptron, Table};
use crate::tagged::TaggedWords;
use crate::treebank::{Sentence, Word};

/// Cells of the dictionary.
const CELLS: usize = 1 << 18;
const BITS: u32 = 19;
const EPOCHS: usize = 8;
const SEEDS: [u64; 3] = [3, 4, 5];
const STEP: f32 = 0.1;

/// Characters without white space between them, and before which of them words begin.
struct Example {
    run: Run,
    begins: Vec<(usize, bool)>,
}

/// Words of two and more characters from lists beside the treebank, whose own words training would trust too much.
pub fn dictionary<'a>(lists: impl Iterator<Item = &'a TaggedWords>, letters: &Letters) -> Lexicon {
    let dense = |word: &str| word.chars().count() > 1 && word.chars().all(|c| Kind::of(c).is_dense());
    let words = lists.flat_map(TaggedWords::words).map(|(word, _)| letters.folded(word));
    let words: Vec<_> = words.filter(|word| dense(word)).collect();
    let class = Classes { tags: 1, names: 0 };
    Lexicon::new(if words.is_empty() { 0 } else { CELLS }, words.iter().map(|word| (&**word, class)))
}

/// Text whose words another program cut: a sentence a line, white space between words.
pub fn segmented(path: &Path) -> Result<Vec<Sentence>, Failure> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let word = |form: &str| Word { form: form.to_owned(), ..Word::default() };
    Ok(text
        .lines()
        .map(|l| Sentence { words: l.split_whitespace().map(word).collect(), ..Sentence::default() })
        .collect())
}

pub fn train(sentences: &[Sentence], letters: &Letters, dictionary: &Lexicon) -> Table {
    let examples: Vec<Example> = sentences.iter().flat_map(|s| examples(s, letters, dictionary)).collect();
    Table::mean(SEEDS.map(|seed| train_once(&examples, seed)).into()).expect("one table a seed")
}

fn train_once(examples: &[Example], seed: u64) -> Table {
    let mut perceptron = Perceptron::new(BITS, 1);
    let mut dice = Dice(seed);
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

fn examples(sentence: &Sentence, letters: &Letters, dictionary: &Lexicon) -> Vec<Example> {
    let mut examples = Vec::new();
    let (mut chars, mut starts): (Vec<char>, Vec<bool>) = Default::default();
    for (at, word) in sentence.words.iter().enumerate() {
        for (place, c) in word.form.chars().enumerate() {
            chars.push(letters.fold(c));
            starts.push(place == 0);
        }
        if word.space_after || at + 1 == sentence.words.len() {
            let run = Run::new(&chars, dictionary);
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
