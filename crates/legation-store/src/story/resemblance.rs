//! Whether two pages tell the same article, with what they share.

use super::features::{self, Features};
use super::prints;
use super::rarity::Rarity;
use super::sketch::Sketch;
use serde::{Deserialize, Serialize};

/// Fewest fingerprints that make a copy, and the share of the shorter text that they must be.
const PRINTS: usize = 4;
const COPIED: f64 = 0.4;
/// Odds of what is beyond doubt.
const SURE: f64 = 6.0;
/// Odds against two texts of one language that share no wording: publishers rarely translate one article twice.
const UNLIKE: f64 = 4.5;
/// Odds lost for each day between two pages, and the most of it.
const A_DAY: f64 = 0.15;
const LONG_AGO: f64 = 6.0;
/// From these odds on, two pages that are not the same article report the same things.
const RETOLD: f64 = -4.0;

/// What two pages are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The same words in the same language, whole or in part.
    Copy,
    /// The same article in another language.
    Translation,
    /// The same things told by another article.
    Retelling,
    /// Nothing.
    Stranger,
}

/// What two pages share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Resemblance {
    /// Probability that they tell the same article.
    pub score: f64,
    /// What they are to each other.
    pub kind: Kind,
    /// What speaks for it, strongest first.
    pub evidence: Vec<Shared>,
}

/// Something that two pages share.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "what", content = "weight")]
pub enum Shared {
    /// One names the other's address as its origin, or both the same.
    Address,
    /// Fingerprints of wording: their number.
    Wording(usize),
    /// Share of facts that stand at the same place in both.
    Facts(f64),
    /// Share of names that stand at the same place in both.
    Names(f64),
    /// How well their paragraphs fit, 0 to 1.
    Build(f64),
    /// Both credit one agency.
    Agency,
}

/// Compares two pages.
pub fn resemblance(left: &Sketch, right: &Sketch, rarity: &Rarity) -> Resemblance {
    let odds = Odds::of(left, right, rarity);
    let score = 1.0 / (1.0 + (-odds.value).exp());
    let kind = match (odds.value > 0.0, odds.copied) {
        (true, true) => Kind::Copy,
        (true, false) => Kind::Translation,
        (false, _) if odds.value > RETOLD => Kind::Retelling,
        _ => Kind::Stranger,
    };
    Resemblance { score, kind, evidence: odds.evidence(left, right) }
}

/// The odds that two pages tell the same article, and what they rest on.
pub(super) struct Odds {
    /// Their natural logarithm.
    pub value: f64,
    /// Whether wording is shared.
    pub copied: bool,
    prints: usize,
    linked: bool,
    features: Features,
}

impl Odds {
    /// The odds for two pages.
    pub fn of(left: &Sketch, right: &Sketch, rarity: &Rarity) -> Odds {
        let linked = linked(left, right);
        let (prints, share) = prints::shared(&left.prints, &right.prints);
        let copied = prints >= PRINTS && share >= COPIED || (prints > 0 && share > 0.99);
        if copied {
            let value = SURE * share.max(0.5);
            return Odds { value, copied, prints, linked, features: Features::default() };
        }
        let ways = features::ways(left, right, rarity);
        let best = ways.into_iter().max_by(|a, b| features::logit(a).total_cmp(&features::logit(b)));
        let features = best.unwrap_or_default();
        let one_language = if left.language == right.language { UNLIKE } else { 0.0 };
        let value = features::logit(&features) - one_language - apart(left, right) + if linked { SURE } else { 0.0 };
        Odds { value, copied, prints, linked, features }
    }

    fn evidence(&self, left: &Sketch, right: &Sketch) -> Vec<Shared> {
        let [_, _, _, _, _, facts, _, _, _, _, names, build, ..] = self.features;
        let agency = left.agencies.iter().any(|agency| right.agencies.contains(agency));
        let all = [
            self.linked.then_some(Shared::Address),
            (self.prints > 0).then_some(Shared::Wording(self.prints)),
            (facts > 0.0).then_some(Shared::Facts(facts)),
            (names > 0.0).then_some(Shared::Names(names)),
            (build > 0.0).then_some(Shared::Build(build)),
            agency.then_some(Shared::Agency),
        ];
        all.into_iter().flatten().collect()
    }
}

/// Whether one names the other as its origin, or both name the same page.
fn linked(left: &Sketch, right: &Sketch) -> bool {
    let names = |a: &Sketch, b: &Sketch| b.address != 0 && a.sources.contains(&b.address);
    let both = left.sources.iter().any(|source| right.sources.contains(source));
    names(left, right) || names(right, left) || both
}

/// What the days between two pages cost.
fn apart(left: &Sketch, right: &Sketch) -> f64 {
    match (left.day, right.day) {
        (Some(left), Some(right)) => (f64::from((left - right).abs()) * A_DAY).min(LONG_AGO),
        _ => 0.0,
    }
}
