//! `legation-train confidence`: how probable it is that a fact is right, learned from annotated news.
//!
//! Reads the annotated pages with the library, judges every fact by the scorer's rules, learns what the signs in
//! its evidence are worth, and says how well that holds on documents that were not learned from.

mod gold;
mod regression;
mod report;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use legation::language::confidence::Fact;
use legation::reader::Reader;

use crate::Failure;
use gold::{Gold, Sample, Set};
use regression::{Row, Weights};

const USAGE: &str = "usage: legation-train confidence --gold DIR [--knowledge DIR]";
/// Ridge penalties to choose from: all strong, because there are few facts and many pages to come.
const PENALTIES: [f64; 3] = [10.0, 30.0, 100.0];
/// Fewest facts that must have a sign before it counts.
const LEAST: usize = 5;
/// Parts of the cross-validation.
const FOLDS: usize = 7;
/// How much a sentence with one annotated event counts beside a page with all of them, to choose from.
const SHARES: [f64; 3] = [0.0, 0.5, 1.0];
/// A sign that only learning sees: such sentences have more right facts than pages, because fewer are judged.
const SENTENCE: &str = "one annotated event";

/// A fact with the probability that a model gave which had not seen its document.
pub struct Judged<'a> {
    pub sample: &'a Sample,
    pub probability: f64,
}

/// How to learn.
#[derive(Clone, Copy, Debug)]
struct Settings {
    penalty: f64,
    /// Weight of single sentences.
    share: f64,
}

/// Runs the command.
pub fn run(words: &[String]) -> Result<(), Failure> {
    let (mut home, mut knowledge) = (None, PathBuf::from("knowledge"));
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let value = words.next().ok_or(USAGE)?;
        match word.as_str() {
            "--gold" => home = Some(PathBuf::from(value)),
            "--knowledge" => knowledge = PathBuf::from(value),
            _ => return Err(USAGE.into()),
        }
    }
    let gold = read(&home.ok_or(USAGE)?)?;
    let mut table = String::from(HEADING);
    for fact in Fact::ALL {
        let samples: Vec<&Sample> = gold.samples.iter().filter(|s| s.fact == fact).collect();
        let settings = choose(&samples);
        let judged = held_out(&samples, settings);
        println!("# {}s, {settings:?}\n\n{}", fact.word(), report::report(fact, &judged, &gold));
        for (sign, weight) in learn(samples.iter().copied(), settings) {
            // What rounds to nothing says nothing.
            if weight.abs() >= 0.005 {
                writeln!(table, "{}\t{sign}\t{weight:.2}", fact.word())?;
            }
        }
    }
    let path = knowledge.join("models/confidence.tsv");
    std::fs::write(&path, table).map_err(|e| format!("{}: {e}", path.display()).into())
}

const HEADING: &str = "# What the signs of a fact are worth: natural logarithms of odds; \"always\" is the intercept.
# Made by: cargo run --release -p legation-train -- confidence --gold DIR
fact\tsign\tweight
";

fn read(home: &Path) -> Result<Gold, Failure> {
    let reader = Reader::new()?;
    let packs = legation::language::list(legation::language::files::KnowledgeFiles::embedded())?;
    let languages: Vec<&str> = packs.iter().filter(|p| p.triggers > 0).map(|p| p.settings.tag.as_str()).collect();
    let mut gold = Gold::default();
    gold.pages(&reader, &home.join("news"), Set::News, &languages)?;
    gold.pages(&reader, &home.join("native"), Set::Native, &languages)?;
    gold.sentences(&reader, &home.join("plover/plover-gsr-en.jsonl"))?;
    Ok(gold)
}

/// Learns from what may be learned from.
fn learn<'a>(samples: impl Iterator<Item = &'a Sample>, settings: Settings) -> Weights {
    let row = |sample: &'a Sample| {
        let signs = sample.signs.iter().map(String::as_str);
        match sample.set {
            Set::News => Some(Row { signs: signs.collect(), right: sample.right, weight: 1.0 }),
            Set::Native => None,
            Set::Sentences => {
                let signs = signs.chain([SENTENCE]).collect();
                Some(Row { signs, right: sample.right, weight: settings.share })
            }
        }
    };
    let rows: Vec<Row<'_>> = samples.filter_map(row).filter(|r| r.weight > 0.0).collect();
    let mut weights = regression::learn(&rows, settings.penalty, LEAST);
    weights.remove(SENTENCE);
    weights
}

/// The settings with the smallest squared error on documents that were not learned from.
fn choose(samples: &[&Sample]) -> Settings {
    let mut best: Option<(f64, Settings)> = None;
    for penalty in PENALTIES {
        for share in SHARES {
            let settings = Settings { penalty, share };
            let error = report::brier(held_out(samples, settings).iter().filter(|j| j.sample.set != Set::Native));
            println!("{settings:?}: Brier score {error:.4}");
            if best.is_none_or(|(least, _)| error < least) {
                best = Some((error, settings));
            }
        }
    }
    best.map_or(Settings { penalty: 10.0, share: 0.0 }, |(_, settings)| settings)
}

/// Probabilities by models that have not seen the fact's document in any language.
fn held_out<'a>(samples: &[&'a Sample], settings: Settings) -> Vec<Judged<'a>> {
    let mut folds: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for sample in samples {
        folds.entry((sample.set.name(), &sample.document)).or_default();
    }
    for (number, fold) in folds.values_mut().enumerate() {
        *fold = number % FOLDS;
    }
    let fold = |s: &Sample| folds.get(&(s.set.name(), s.document.as_str())).copied().unwrap_or(0);
    let models: Vec<Weights> =
        (0..FOLDS).map(|part| learn(samples.iter().copied().filter(|s| fold(s) != part), settings)).collect();
    let judge = |sample: &&'a Sample| {
        let probability = models.get(fold(sample)).map_or(0.5, |m| regression::predict(m, &sample.signs));
        Judged { sample, probability }
    };
    samples.iter().map(judge).collect()
}
