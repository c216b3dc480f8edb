//! Two sketches compared: a few numbers, and the weights that make a probability of them.

use super::evidence::{self, Lay, Weight};
use super::profile;
use super::rarity::Rarity;
use super::sketch::Sketch;
use std::sync::OnceLock;

/// Names of the features, as the table of weights has them.
pub const NAMES: [&str; 12] = [
    "bias", "marks", "marks-mean", "names", "names-mean", "marks-near", "names-near", "misfit", "length", "quotes", "asked", "cut",
];
/// Learned weights are data.
const WEIGHTS: &str = include_str!("weights.tsv");
/// From this ratio of lengths on, one page may be the other one cut short.
const CUT: f64 = 1.3;

/// What is compared of two pages, by the names of [`NAMES`].
pub type Features = [f64; NAMES.len()];

/// The weights of the features.
fn weights() -> &'static Features {
    static TABLE: OnceLock<Features> = OnceLock::new();
    TABLE.get_or_init(|| {
        let row = |name: &str| WEIGHTS.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('\t')?.parse().ok());
        NAMES.map(|name| row(name).unwrap_or(0.0))
    })
}

/// The logarithm of the odds that two pages tell the same article.
pub fn logit(features: &Features) -> f64 {
    features.iter().zip(weights()).map(|(feature, weight)| feature * weight).sum()
}

/// The ways in which one page may lie over the other, each with its features: as a whole, and as a beginning.
pub fn ways(left: &Sketch, right: &Sketch, rarity: &Rarity) -> Vec<Features> {
    let (long, short) = if left.length >= right.length { (left, right) } else { (right, left) };
    let ratio = f64::from(long.length.max(1)) / f64::from(short.length.max(1));
    let whole = Lay { scale: 1.0 / ratio, extent: f64::from(long.length) };
    let begin = Lay { scale: 1.0, extent: f64::from(short.length) };
    let mut ways = vec![features(long, short, whole, false, rarity)];
    if ratio > CUT {
        ways.push(features(long, short, begin, true, rarity));
    }
    ways
}

fn features(long: &Sketch, short: &Sketch, lay: Lay, cut: bool, rarity: &Rarity) -> Features {
    let there = evidence::weigh(long, short, lay, rarity);
    let back = Lay { scale: 1.0 / lay.scale, extent: lay.extent * lay.scale };
    let back = evidence::weigh(short, long, back, rarity);
    let sum = |part: fn(&Weight) -> f64| part(&there) + part(&back);
    let (marks, names) = (sum(|w| w.marks_asked), sum(|w| w.names_asked));
    let squash = |x: f64| (x / 20.0).tanh();
    let kept = if cut { begin(&long.paragraphs, short.length) } else { &long.paragraphs };
    let ratio = f64::from(long.length.max(1)) / f64::from(short.length.max(1));
    let (q, r) = (f64::from(long.quotes), f64::from(short.quotes));
    [
        1.0,
        squash(sum(|w| w.marks) / 2.0),
        sum(|w| w.marks) / (marks + 4.0),
        squash(sum(|w| w.names) / 2.0),
        sum(|w| w.names) / (names + 4.0),
        sum(|w| w.near) / (marks + 2.0),
        sum(|w| w.names_near) / (names + 2.0),
        profile::misfit(kept, &short.paragraphs),
        if cut { 0.0 } else { ratio.ln().min(1.5) },
        if cut { 0.0 } else { (q - r).abs() / (1.0 + q.max(r)) },
        (1.0 + marks + names).ln() / 5.0,
        f64::from(u8::from(cut)),
    ]
}

/// The paragraphs up to a length.
fn begin(paragraphs: &[u32], length: u32) -> &[u32] {
    let mut sum = 0u32;
    let inside = paragraphs.iter().take_while(|n| {
        sum = sum.saturating_add(**n);
        sum <= length.saturating_add(**n / 2)
    });
    let count = inside.count().max(1);
    paragraphs.get(..count).unwrap_or(paragraphs)
}
