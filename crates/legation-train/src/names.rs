//! Trains the finder of names, and reads the corpora it learns from.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use legation::analysis::{Features, Lexicon, Models, NameFinder, NameKind, Word};

use crate::Failure;
use crate::entities::{self, CommonWords};
use crate::marked;
use crate::recipe::{NameCorpus, NameFormat};
use crate::table::{Dice, Perceptron, Table, best};
use crate::treebank;

const BITS: u32 = 18;
const EPOCHS: usize = 20;
const SEEDS: [u64; 4] = [11, 12, 13, 14];
const STEP: f32 = 0.12;

/// A sentence and the class of each word.
pub struct Named {
    pub words: Vec<Word>,
    pub classes: Vec<usize>,
}

/// What the corpora's labels mean.
pub struct Kinds(BTreeMap<String, NameKind>);

impl Kinds {
    pub fn new(kinds: &BTreeMap<String, Vec<String>>) -> Result<Kinds, Failure> {
        let mut labels = BTreeMap::new();
        for (kind, names) in kinds {
            let kind = match kind.as_str() {
                "Person" => NameKind::Person,
                "Organisation" => NameKind::Organisation,
                "Place" => NameKind::Place,
                other => return Err(format!("no such kind of name: {other}").into()),
            };
            labels.extend(names.iter().map(|name| (name.clone(), kind)));
        }
        Ok(Kinds(labels))
    }

    pub fn kind(&self, label: &str) -> Option<NameKind> {
        self.0.get(label).copied()
    }
}

pub fn read(home: &Path, corpus: &NameCorpus, kinds: &Kinds, models: &Models) -> Result<Vec<Named>, Failure> {
    let (file, folder) = corpus.path.split_once('#').unwrap_or((&corpus.path, ""));
    let path = home.join(file);
    let lexicon = &models.lexicon;
    match corpus.format {
        NameFormat::Columns => {
            let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            Ok(columns(&text, kinds, lexicon))
        }
        NameFormat::Json => marked::json(&path, kinds, models),
        NameFormat::Characters => marked::characters(&path, kinds, models),
        NameFormat::Words => marked::conllu(&path, kinds, models),
        NameFormat::Objects => marked::objects(&path, folder, kinds, models),
        NameFormat::Entities => {
            let sentences = treebank::read(&path)?;
            let common = CommonWords::of(&sentences);
            Ok(sentences.iter().map(|s| entities::named(s, kinds, lexicon, &common)).collect())
        }
    }
}

fn columns(text: &str, kinds: &Kinds, lexicon: &Lexicon) -> Vec<Named> {
    let mut sentences = vec![Named { words: Vec::new(), classes: Vec::new() }];
    for line in text.lines() {
        let mut columns = line.split_whitespace();
        match (columns.next(), columns.next_back(), sentences.last_mut()) {
            (Some(form), Some(label), Some(sentence)) => {
                sentence.words.push(Word::new(form, lexicon));
                let begins = !label.starts_with("I-");
                let kind = label.split_once('-').and_then(|(_, label)| kinds.kind(label));
                sentence.classes.push(kind.map_or(0, |kind| NameFinder::class(kind, begins)));
            }
            _ => sentences.push(Named { words: Vec::new(), classes: Vec::new() }),
        }
    }
    sentences.retain(|s| !s.words.is_empty());
    sentences
}

/// The mean of several trainings: the corpora are small, and single orders differ by a point or two.
pub fn train(sentences: &[Named]) -> Option<Table> {
    Table::mean(SEEDS.map(|seed| train_once(sentences, seed)).into())
}

fn train_once(sentences: &[Named], seed: u64) -> Table {
    let mut perceptron = Perceptron::new(BITS, NameFinder::CLASSES);
    let mut dice = Dice(seed);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut features = Features::default();
    let mut scores = [0.0; NameFinder::CLASSES];
    for _ in 0..EPOCHS {
        dice.shuffle(&mut order);
        for sentence in order.iter().map(|at| &sentences[*at]) {
            let mut before = NameFinder::START;
            for (at, right) in sentence.classes.iter().enumerate() {
                NameFinder::features(&sentence.words, at, before, &mut features);
                perceptron.score(&features, &mut scores);
                let said = best(&scores);
                perceptron.learn(&features, *right, said);
                before = [said, before[0]];
            }
        }
    }
    perceptron.finish()
}

pub fn fine(table: &Table) -> Result<NameFinder, Failure> {
    Ok(NameFinder::new(table.fine())?)
}

pub fn rounded(table: &Table) -> Result<NameFinder, Failure> {
    Ok(NameFinder::new(table.rounded(STEP))?)
}
