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

const STEPS: usize = 15;
const PENALTY: f64 = 3.0;
/// How much more a pair of strangers counts that is hard to tell.
const HARD: f64 = 4.0;

#[derive(Clone)]
struct Page {
    article: String,
    sketch: Sketch,
}

/// What translators and editors do to a page, from none of it to all.
#[derive(Clone, Copy, Debug)]
enum Bend {
    None,
    /// Every third paragraph is joined to the one before.
    Merged,
    /// No paragraphs at all.
    Flat,
    /// Cut after three fifths, and some paragraphs joined.
    Cut,
    /// Another report of the same things: in another order, a third of them missing, other paragraphs.
    Retold,
}

/// A page as it might have been laid out elsewhere; `seed` decides which pages and where.
fn bent(page: &Page, bend: Bend, seed: u64) -> Page {
    let mut page = page.clone();
    let mut random = page.sketch.id ^ seed;
    let mut next = || {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        random >> 33
    };
    let bent = next() % 2 == 0;
    if bent && matches!(bend, Bend::Retold) {
        return retold(page, &mut next);
    }
    let sketch = &mut page.sketch;
    if matches!(bend, Bend::None) || !bent {
        return page;
    }
    let chance = match bend {
        Bend::None | Bend::Retold => 0,
        Bend::Merged | Bend::Cut => 33,
        Bend::Flat => 100,
    };
    let mut merged: Vec<u32> = Vec::new();
    for length in &sketch.paragraphs {
        match merged.last_mut() {
            Some(last) if next() % 100 < chance => *last += *length,
            _ => merged.push(*length),
        }
    }
    sketch.paragraphs = merged;
    if matches!(bend, Bend::Cut) {
        let share = |n: u32| n / 5 * 3;
        let end = share(sketch.length);
        let letters = sketch.stream.len() / 5 * 3;
        sketch.length = end;
        sketch.quotes = share(sketch.quotes + 2);
        sketch.stream.truncate(letters);
        sketch.marks.retain(|mark| mark.0 < end);
        sketch.names.retain(|name| name.at.first().is_some_and(|at| *at < end));
        let mut sum = 0;
        sketch.paragraphs.retain(|length| {
            sum += length;
            sum <= end + length / 2
        });
    }
    page
}

impl Page {
    fn teaches(&self) -> bool {
        self.article.bytes().fold(0u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % 2 == 0
    }
}

struct Pair {
    same: bool,
    features: Vec<Features>,
    names: (usize, usize),
}

/// The same things told by somebody else.
fn retold(mut page: Page, next: &mut impl FnMut() -> u64) -> Page {
    const PIECE: u32 = 150;
    let sketch = &mut page.sketch;
    let pieces = sketch.length / PIECE + 1;
    let mut order: Vec<u32> = (0..pieces).collect();
    (1..order.len()).rev().for_each(|at| order.swap(at, next() as usize % (at + 1)));
    let moved = |at: u32| order.get((at / PIECE) as usize).map_or(at, |piece| piece * PIECE + at % PIECE);
    sketch.marks.retain_mut(|mark| {
        mark.0 = moved(mark.0);
        !next().is_multiple_of(3)
    });
    sketch.marks.sort_unstable();
    sketch.names.retain_mut(|name| {
        name.at.iter_mut().for_each(|at| *at = moved(*at));
        name.at.sort_unstable();
        !next().is_multiple_of(3)
    });
    let letters: Vec<char> = sketch.stream.chars().collect();
    let size = letters.len() / pieces as usize + 1;
    let piece = |at: &u32| letters.chunks(size).nth(*at as usize).unwrap_or_default();
    sketch.stream = order.iter().filter(|_| !next().is_multiple_of(3)).flat_map(piece).collect();
    let ways = 2 + next() % 3;
    sketch.paragraphs = sketch.paragraphs.iter().map(|n| n * (1 + (next() % ways) as u32) / 2 + 20).collect();
    sketch.length = sketch.length * (6 + (next() % 8) as u32) / 10;
    sketch.prints.clear();
    page.article.push_str(&format!(" retold {}", page.sketch.id));
    page
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("which records?")?;
    let pages = fs::read_to_string(path)?.lines().map(page).collect::<Result<Vec<_>, _>>()?;
    let mut rarity = Rarity::default();
    pages.iter().for_each(|page| rarity.add(&page.sketch));
    let bends = [Bend::None, Bend::Merged, Bend::Flat, Bend::Cut, Bend::Retold];
    let mut taught = Vec::new();
    for (bend, seed) in bends.into_iter().chain([Bend::None, Bend::Retold]).zip(1..) {
        let pages: Vec<Page> = pages.iter().filter(|page| page.teaches()).map(|page| bent(page, bend, seed)).collect();
        taught.extend(pairs(&pages, &rarity));
    }
    let learned = learn(&taught);
    for (name, weight) in NAMES.iter().zip(learned) {
        println!("{name}\t{weight:.3}");
    }
    for teaches in [true, false] {
        for bend in bends {
            let pages: Vec<Page> =
                pages.iter().filter(|page| page.teaches() == teaches).map(|page| bent(page, bend, 77)).collect();
            let half = if teaches { "teaching half" } else { "other half" };
            report(&format!("{half}, {bend:?}"), &pages, pairs(&pages, &rarity).iter(), &learned);
        }
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
            if left.sketch.language != right.sketch.language {
                let features = features::ways(&left.sketch, &right.sketch, rarity);
                pairs.push(Pair { same: left.article == right.article, features, names: (a, b) });
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

/// Logistic regression by Newton's steps. The strangers that are hardest to tell count more: a collection of news has
/// many more reports of one event than the set has.
fn learn(pairs: &[Pair]) -> Features {
    let mut weights: Features = NAMES.map(start);
    let hard = |pair: &Pair, weights: &Features| logit(weights, &best(weights, pair));
    let mut strangers: Vec<&Pair> = pairs.iter().filter(|pair| !pair.same).collect();
    strangers.sort_by(|a, b| hard(b, &weights).total_cmp(&hard(a, &weights)));
    strangers.truncate(40_000);
    let all: Vec<&Pair> = pairs.iter().filter(|pair| pair.same).chain(strangers).collect();
    for _ in 0..STEPS {
        let mut slope: Features = weights.map(|weight| -PENALTY * weight);
        let mut bend = [[0.0; NAMES.len()]; NAMES.len()];
        (0..NAMES.len()).for_each(|at| bend[at][at] = PENALTY);
        for pair in &all {
            let features = best(&weights, pair);
            let odds = logit(&weights, &features);
            let says = 1.0 / (1.0 + (-odds).exp());
            let count = if !pair.same && odds > -4.0 { HARD } else { 1.0 };
            let error = f64::from(u8::from(pair.same)) - says;
            for (row, left) in features.iter().enumerate() {
                slope[row] += count * error * left;
                for (column, right) in features.iter().enumerate() {
                    bend[row][column] += count * says * (1.0 - says) * left * right;
                }
            }
        }
        let step = solve(bend, slope);
        weights.iter_mut().zip(step).for_each(|(weight, step)| *weight += step.clamp(-2.0, 2.0));
    }
    weights
}

/// The weight of a feature before anything is learned.
fn start(name: &str) -> f64 {
    match name {
        "bias" => -4.0,
        _ if ["marks", "names", "fit"].iter().any(|kind| name.starts_with(kind)) => 1.0,
        _ => -1.0,
    }
}

/// Solves a small system of equations by elimination.
fn solve(mut rows: [[f64; NAMES.len()]; NAMES.len()], mut right: Features) -> Features {
    let size = NAMES.len();
    for at in 0..size {
        let pivot = (at..size).max_by(|a, b| rows[*a][at].abs().total_cmp(&rows[*b][at].abs())).unwrap_or(at);
        rows.swap(at, pivot);
        right.swap(at, pivot);
        let top = rows[at];
        for below in at + 1..size {
            let factor = rows[below][at] / top[at];
            (at..size).for_each(|column| rows[below][column] -= factor * top[column]);
            right[below] -= factor * right[at];
        }
    }
    for at in (0..size).rev() {
        let known: f64 = (at + 1..size).map(|column| rows[at][column] * right[column]).sum();
        right[at] = (right[at] - known) / rows[at][at];
    }
    right
}

fn report<'p>(half: &str, pages: &[Page], pairs: impl Iterator<Item = &'p Pair>, weights: &Features) {
    let (mut hit, mut found, mut gold) = (0u32, 0u32, 0u32);
    let mut wrong: std::collections::BTreeMap<String, (u32, u32)> = Default::default();
    for pair in pairs {
        let says = logit(weights, &best(weights, pair)) > 0.0;
        hit += u32::from(says && pair.same);
        found += u32::from(says);
        gold += u32::from(pair.same);
        if says != pair.same && std::env::var_os("SHOW").is_some() {
            let id =
                |at: usize| pages.get(at).map(|p| format!("{}/{}", p.article, p.sketch.language)).unwrap_or_default();
            let features: Vec<String> = best(weights, pair).iter().map(|f| format!("{f:.2}")).collect();
            println!(
                "{} {} {} {:.1} [{}]",
                pair.same,
                id(pair.names.0),
                id(pair.names.1),
                logit(weights, &best(weights, pair)),
                features.join(" ")
            );
        }
        if says != pair.same {
            let language = |at: usize| pages.get(at).map_or("", |p| p.sketch.language.as_str());
            for key in [language(pair.names.0), language(pair.names.1)] {
                let count = wrong.entry(key.to_owned()).or_default();
                if says { count.1 += 1 } else { count.0 += 1 }
            }
        }
    }
    println!(
        "{half}: P {:.3} R {:.3} missed, invented by language {wrong:?}",
        f64::from(hit) / f64::from(found.max(1)),
        f64::from(hit) / f64::from(gold.max(1))
    );
}
