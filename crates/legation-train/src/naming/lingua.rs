//! Words made after a language's letter statistics.
//!
//! The crates `lingua-*-language-model` (Apache-2.0) hold, for all runs of one to five letters within words of a large
//! corpus, how often the last letter follows the others. Multiplied along a run this gives the run's own share, and
//! what is missing to the whole is the share of words that end, or begin, there: enough to make words whose first four
//! letters, ends and inner runs are as frequent as in the corpus.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use fst::Streamer;
use serde::Deserialize;

use super::random::{Random, Urn};
use crate::Failure;

/// Longest run in the statistics.
const LONGEST: usize = 5;
/// Longest run in a profile, and longest that is counted in the few words of a small text.
const LONGEST_COUNTED: usize = 3;
/// No word is longer.
const LONGEST_WORD: usize = 40;
/// Shares below this are rounding.
const NOTHING: f64 = 1e-12;

/// A profile as it is published.
#[derive(Deserialize)]
struct Profile {
    freq: HashMap<String, f64>,
}

/// Makes words.
pub struct Maker {
    /// Letters that decide on the next one.
    memory: usize,
    /// After a beginning of a word shorter than what is remembered: the next letter, or the end.
    starts: HashMap<Vec<char>, Urn<Option<char>>>,
    /// After as many letters as are remembered.
    goes_on: HashMap<Vec<char>, Urn<Option<char>>>,
}

impl Maker {
    pub fn read(path: &Path) -> Result<Maker, Failure> {
        let bytes = std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
        Ok(Maker::after(&shares(&fst::Map::new(bytes)?)?, LONGEST))
    }

    /// Makes words that look like those of a small text.
    pub fn of_words(counts: &BTreeMap<String, f64>) -> Maker {
        let mut shares: HashMap<Vec<char>, f64> = HashMap::new();
        for (word, count) in counts {
            let letters: Vec<char> = word.chars().collect();
            let runs = (1..=LONGEST_COUNTED).flat_map(|length| letters.windows(length));
            runs.for_each(|run| *shares.entry(run.to_vec()).or_default() += count);
        }
        Maker::after(&shares, LONGEST_COUNTED)
    }

    /// Makes words after a profile of `langdetect` (Apache-2.0): counts of runs of one to three letters.
    pub fn of_profile(path: &Path) -> Result<Maker, Failure> {
        let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        let profile: Profile = serde_json::from_str(&text)?;
        let runs = profile.freq.into_iter().filter(|(run, _)| !run.contains(' '));
        let shares = runs.map(|(run, count)| (run.chars().collect(), count)).collect();
        Ok(Maker::after(&shares, LONGEST_COUNTED))
    }

    fn after(shares: &HashMap<Vec<char>, f64>, longest: usize) -> Maker {
        let mut before: HashMap<&[char], f64> = HashMap::new();
        let mut after: HashMap<&[char], Vec<(f64, char)>> = HashMap::new();
        for (run, share) in shares {
            if let ([first_on @ .., last], Some(less_first)) = (run.as_slice(), run.get(1..)) {
                after.entry(first_on).or_default().push((*share, *last));
                *before.entry(less_first).or_default() += share;
            }
        }
        // How often a word begins so.
        let begins = |run: &[char]| (shares.get(run).unwrap_or(&0.0) - before.get(run).unwrap_or(&0.0)).max(0.0);
        let urn = |whole: f64, mut next: Vec<(f64, char)>| {
            next.sort_by_key(|(_, letter)| *letter);
            let rest = whole - next.iter().map(|(share, _)| share).sum::<f64>();
            let end = (if rest > NOTHING { rest } else { 0.0 }, None);
            Urn::new(next.into_iter().map(|(share, letter)| (share, Some(letter))).chain([end]))
        };
        let mut maker = Maker { memory: longest - 1, starts: HashMap::new(), goes_on: HashMap::new() };
        for (run, next) in &after {
            if run.len() == longest - 1 {
                maker.goes_on.insert(run.to_vec(), urn(*shares.get(*run).unwrap_or(&0.0), next.clone()));
                continue;
            }
            let of_start = |(_, letter): &(f64, char)| {
                let share = begins(&[*run, &[*letter]].concat());
                (if share > NOTHING { share } else { 0.0 }, *letter)
            };
            let whole = if run.is_empty() { 0.0 } else { begins(run) };
            maker.starts.insert(run.to_vec(), urn(whole, next.iter().map(of_start).collect()));
        }
        maker
    }

    /// One word.
    pub fn word(&self, random: &mut Random) -> Vec<char> {
        let mut word = Vec::new();
        while word.len() < LONGEST_WORD {
            let table = if word.len() < self.memory { &self.starts } else { &self.goes_on };
            let from = word.len().saturating_sub(self.memory);
            match table.get(word.get(from..).unwrap_or_default()).and_then(|urn| urn.draw(random)).flatten() {
                Some(letter) => word.push(letter),
                None => break,
            }
        }
        word
    }
}

/// The share of each run among all letters.
fn shares(map: &fst::Map<Vec<u8>>) -> Result<HashMap<Vec<char>, f64>, Failure> {
    let mut conditional: Vec<(Vec<char>, f64)> = Vec::new();
    let mut stream = map.stream();
    while let Some((key, value)) = stream.next() {
        conditional.push((std::str::from_utf8(key)?.chars().collect(), f64::from_bits(value).exp()));
    }
    conditional.sort_by(|(a, _), (b, _)| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    let mut shares: HashMap<Vec<char>, f64> = HashMap::new();
    for (run, share) in conditional {
        let whole = match run.split_last() {
            Some((_, [])) | None => 1.0,
            Some((_, before)) => *shares.get(before).unwrap_or(&0.0),
        };
        shares.insert(run, whole * share);
    }
    Ok(shares)
}
