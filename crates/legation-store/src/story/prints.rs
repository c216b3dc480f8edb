//! Fingerprints of wording, for copies inside one language: winnowed hashes of runs of words.

use super::body::Body;
use super::hash;
use super::words::{self, Word};

/// Words, or characters of scripts that glue words, in one run.
const RUN: usize = 5;
/// Of so many runs one is kept, the one with the smallest hash.
const WINDOW: usize = 6;
/// Most fingerprints of a page; of longer texts those with the smallest hashes stay.
const MOST: usize = 128;

/// The fingerprints of a text, sorted.
pub(super) fn prints(body: &Body) -> Vec<u32> {
    let units: Vec<u64> = body.words().flatten().flat_map(|word| units(body, word)).collect();
    let runs: Vec<u64> = units.windows(RUN).map(|run| run.iter().fold(0, |sum, unit| hash::pair(sum, *unit))).collect();
    let mut kept: Vec<u32> =
        runs.windows(WINDOW.min(runs.len().max(1))).filter_map(|w| w.iter().min()).map(|h| (h >> 32) as u32).collect();
    kept.sort_unstable();
    kept.dedup();
    kept.truncate(MOST);
    kept
}

/// A word as one unit; of scripts that glue words each character is one.
fn units(body: &Body, word: Word) -> Vec<u64> {
    let letters = body.text.get(word.start..word.end).unwrap_or_default();
    let bytes = |letters: &[char]| {
        hash::hash(letters.iter().flat_map(|c| c.to_lowercase()).flat_map(|c| u32::from(c).to_le_bytes()))
    };
    if letters.first().is_some_and(|c| words::joins(*c)) {
        letters.chunks(1).map(bytes).collect()
    } else {
        vec![bytes(letters)]
    }
}

/// How much of the smaller set is in the other one, and how many they share.
pub(super) fn shared(left: &[u32], right: &[u32]) -> (usize, f64) {
    // Where one text was cut to its smallest hashes, only the range that both know can be compared.
    let full = |set: &[u32]| if set.len() >= MOST { set.last().copied().unwrap_or(u32::MAX) } else { u32::MAX };
    let end = full(left).min(full(right));
    let known = |set: &[u32]| set.partition_point(|print| *print <= end);
    let both = left.iter().take_while(|p| **p <= end).filter(|p| right.binary_search(p).is_ok()).count();
    let smaller = known(left).min(known(right));
    (both, if smaller == 0 { 0.0 } else { both as f64 / smaller as f64 })
}
