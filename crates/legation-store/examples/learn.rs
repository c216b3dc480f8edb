//! Learns the weights of `story/weights.tsv` from records whose ids are `article/language`.
//!
//!     legation read --jsonl <documents >records.jsonl
//!     cargo run --release -p legation-store --example learn -- records.jsonl
//!
//! Half of the articles, chosen by the hash of their ids, teach; both halves are tested.

use legation::record::Record;
use legation_store::story::features::{self, Features, NAMES};
use legation_store::story::{Rarity, Sketch};
use std::error::Error;
use std::fs;

const ROUNDS: usize = 3000;
const RATE: f64 = 0.5;
const PENALTY: f64 = 1e-3;

struct Page {
    article: String,
    sketch: Sketch,
}

impl Page {
    fn teaches(&self) -> bool {
        self.article.bytes().fold(0u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % 2 == 0
    }
}

struct Pair {
    same: bool,
    teaches: bool,
    features: Vec<Features>,
    names: (usize, usize),
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("which records?")?;
    let pages = fs::read_to_string(path)?.lines().map(page).collect::<Result<Vec<_>, _>>()?;
    let mut rarity = Rarity::default();
    pages.iter().for_each(|page| rarity.add(&page.sketch));
    let pairs = pairs(&pages, &rarity);
    let learned = learn(&pairs);
    for (name, weight) in NAMES.iter().zip(learned) {
        println!("{name}\t{weight:.3}");
    }
    for (half, teaches) in [("teaching half", true), ("other half", false)] {
        report(half, &pages, pairs.iter().filter(|pair| pair.teaches == teaches), &learned);
    }
    Ok(())
}

fn page(line: &str) -> Result<Page, Box<dyn Error>> {
    let record: Record = serde_json::from_str(line)?;
    let id = record.id.to_string();
    let (article, _) = id.rsplit_once('/').ok_or("ids must be article/language")?;
    Ok(Page { article: article.to_owned(), sketch: Sketch::of(&record) })
}

/// All pairs of pages in different languages, both of one half.
fn pairs(pages: &[Page], rarity: &Rarity) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (a, left) in pages.iter().enumerate() {
        for (b, right) in pages.iter().enumerate().skip(a + 1) {
            if left.teaches() == right.teaches() && left.sketch.language != right.sketch.language {
                let features = features::ways(&left.sketch, &right.sketch, rarity);
                pairs.push(Pair { same: left.article == right.article, teaches: left.teaches(), features, names: (a, b) });
            }
        }
    }
    pairs
}

fn logit(weights: &Features, features: &Features) -> f64 {
    features.iter().zip(weights).map(|(feature, weight)| feature * weight).sum()
}

fn best(weights: &Features, pair: &Pair) -> Features {
    let by = |a: &&Features, b: &&Features| logit(weights, a).total_cmp(&logit(weights, b));
    pair.features.iter().max_by(by).copied().unwrap_or_default()
}

/// Logistic regression by full gradients; both kinds of pairs weigh so that the odds stay those of the data.
fn learn(pairs: &[Pair]) -> Features {
    let taught: Vec<&Pair> = pairs.iter().filter(|pair| pair.teaches).collect();
    let mut weights: Features = Features::default();
    // Most pairs of strangers are easy: those that are hardest under the first weights are kept.
    let start: Features = NAMES.map(|name| if name == "bias" { -4.0 } else if name.starts_with("marks") || name.starts_with("names") { 2.0 } else { -1.0 });
    let mut strangers: Vec<&Pair> = taught.iter().filter(|pair| !pair.same).copied().collect();
    strangers.sort_by(|a, b| logit(&start, &best(&start, b)).total_cmp(&logit(&start, &best(&start, a))));
    strangers.truncate(8000);
    let all: Vec<&Pair> = taught.iter().filter(|pair| pair.same).copied().chain(strangers).collect();
    for _ in 0..ROUNDS {
        let mut slope = Features::default();
        for pair in &all {
            let features = best(&weights, pair);
            let error = f64::from(u8::from(pair.same)) - 1.0 / (1.0 + (-logit(&weights, &features)).exp());
            slope.iter_mut().zip(features).for_each(|(slope, feature)| *slope += error * feature);
        }
        for (weight, slope) in weights.iter_mut().zip(slope) {
            *weight += RATE * (slope / all.len() as f64 * 4.0 - PENALTY * *weight);
        }
    }
    weights
}

fn report<'p>(half: &str, pages: &[Page], pairs: impl Iterator<Item = &'p Pair>, weights: &Features) {
    let (mut hit, mut found, mut gold) = (0u32, 0u32, 0u32);
    let mut wrong: std::collections::BTreeMap<String, (u32, u32)> = Default::default();
    for pair in pairs {
        let says = logit(weights, &best(weights, pair)) > 0.0;
        hit += u32::from(says && pair.same);
        found += u32::from(says);
        gold += u32::from(pair.same);
        if says != pair.same {
            let language = |at: usize| pages.get(at).map_or("", |p| p.sketch.language.as_str());
            for key in [language(pair.names.0), language(pair.names.1)] {
                let count = wrong.entry(key.to_owned()).or_default();
                if says { count.1 += 1 } else { count.0 += 1 }
            }
        }
    }
    println!("{half}: P {:.3} R {:.3} missed, invented by language {wrong:?}", f64::from(hit) / f64::from(found.max(1)), f64::from(hit) / f64::from(gold.max(1)));
}
