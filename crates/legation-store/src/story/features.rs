//! Two sketches compared: a few numbers, and the weights that make a probability of them.

use super::evidence::{self, Lay};
use super::profile;
use super::rarity::Rarity;
use super::sketch::Sketch;
use std::sync::OnceLock;

/// Names of the features, as the table of weights has them.
pub const NAMES: [&str; 17] = [
    "bias",
    "marks",
    "marks-mean",
    "marks-place",
    "marks-place-mean",
    "marks-near",
    "names",
    "names-mean",
    "names-place",
    "names-place-mean",
    "names-near",
    "fit",
    "unfit",
    "length",
    "quotes",
    "asked",
    "cut",
];
/// Learned weights are data.
const WEIGHTS: &str = include_str!("weights.tsv");
/// From this ratio of lengths on, one page may be the other one cut short.
const CUT: f64 = 1.3;
/// Fewest paragraphs whose lengths tell something.
const LAID_OUT: usize = 4;

/// What is compared of two pages, by the names of [`NAMES`].
pub type Features = [f64; NAMES.len()];

/// The weights of the features.
fn weights() -> &'static Features {
    static TABLE: OnceLock<Features> = OnceLock::new();
    TABLE.get_or_init(|| {
        let row =
            |name: &str| WEIGHTS.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('\t')?.parse().ok());
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
    let (marks, names) = (there.marks.with(back.marks), there.names.with(back.names));
    let squash = |x: f64| (x / 40.0).tanh();
    let kept = if cut { begin(&long.paragraphs, short.length) } else { &long.paragraphs };
    let misfit = profile::misfit(kept, &short.paragraphs);
    let laid_out = kept.len().min(short.paragraphs.len()) >= LAID_OUT;
    let ratio = f64::from(long.length.max(1)) / f64::from(short.length.max(1));
    let (q, r) = (f64::from(long.quotes), f64::from(short.quotes));
    [
        1.0,
        squash(marks.topic),
        marks.topic / (marks.asked + 4.0),
        squash(marks.place),
        marks.place / (marks.asked + 4.0),
        marks.near / (marks.asked + 2.0),
        squash(names.topic),
        names.topic / (names.asked + 4.0),
        squash(names.place),
        names.place / (names.asked + 4.0),
        names.near / (names.asked + 2.0),
        (1.0 - misfit).max(0.0),
        if laid_out { (misfit - 0.8).clamp(0.0, 0.5) } else { 0.0 },
        if cut { 0.0 } else { ratio.ln().min(1.5) },
        if cut { 0.0 } else { (q - r).abs() / (1.0 + q.max(r)) },
        (1.0 + marks.asked + names.asked).ln() / 5.0,
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
