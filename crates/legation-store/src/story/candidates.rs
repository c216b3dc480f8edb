//! Which pages are worth comparing: those that share keys that few have.

use super::sketch::Sketch;
use std::cmp::Reverse;
use std::collections::HashMap;

/// A key that more pages share leads nowhere.
pub(super) const CROWD: usize = 64;
/// Of pages that share a key with a crowd, so many neighbours in its order are still looked at.
const NEIGHBOURS: usize = 2;
/// Most pages that one page is compared with.
pub(super) const CANDIDATES: usize = 20;
/// A page that shares less than this part of what the nearest one shares is no candidate.
const PART: u32 = 4;
/// Fewest keys that a page and a candidate share; a key that few pages have counts for all of them.
pub(super) const SHARED: u32 = 3;
/// As many pages are few.
const FEW: usize = 20;
/// Pages whose pairs are counted at one time, so that pairs take no more memory than pages.
const AT_ONCE: usize = 1 << 16;

/// A page, how much it shares with another one, and that one.
type Vote = (u32, u32, u32);

/// How much a key counts that so many pages have.
pub(super) fn worth(crowd: usize) -> u32 {
    if crowd > FEW { 1 } else { SHARED }
}

/// Pairs of places in the order that share keys, each once, those with the most keys first for each page.
pub(super) fn candidates(sketches: &[Sketch], order: &[usize]) -> Vec<(u32, u32)> {
    let mut keys: Vec<(u64, u32)> = Vec::new();
    for (place, page) in order.iter().enumerate() {
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        keys.extend(sketches.get(*page).map(Sketch::keys).unwrap_or_default().into_iter().map(|key| (key, place)));
    }
    keys.sort_unstable();
    let starts = (0..order.len()).step_by(AT_ONCE);
    let votes: Vec<Vote> = starts.flat_map(|start| votes(&keys, start, start + AT_ONCE)).collect();
    drop(keys);
    nearest(&votes)
}

/// What the pages from `start` to before `end` share with later ones: for each page the most first, not too many.
fn votes(keys: &[(u64, u32)], start: usize, end: usize) -> Vec<Vote> {
    let here = |place: u32| (start..end).contains(&(place as usize));
    let mut pairs: Vec<Vote> = Vec::new();
    for crowd in keys.chunk_by(|a, b| a.0 == b.0).filter(|crowd| crowd.len() > 1) {
        let reach = if crowd.len() > CROWD { NEIGHBOURS } else { crowd.len() };
        for (at, (_, a)) in crowd.iter().enumerate().filter(|(_, (_, a))| here(*a)) {
            pairs.extend(crowd.iter().skip(at + 1).take(reach).map(|(_, b)| (*a, *b, worth(crowd.len()))));
        }
    }
    pairs.sort_unstable();
    let sum = |same: &[Vote]| same.iter().fold(0u32, |sum, pair| sum.saturating_add(pair.2));
    let once = pairs.chunk_by(|x, y| (x.0, x.1) == (y.0, y.1));
    let once = once.filter_map(|same| same.first().map(|pair| (pair.0, sum(same), pair.1)));
    let mut votes: Vec<Vote> = once.filter(|vote| vote.1 >= SHARED).collect();
    votes.sort_unstable_by_key(|vote| (vote.0, Reverse(vote.1), vote.2));
    votes.chunk_by(|x, y| x.0 == y.0).flat_map(|of| of.iter().take(CANDIDATES)).copied().collect()
}

/// The pairs whose pages share about as much as either shares with any other page.
fn nearest(votes: &[Vote]) -> Vec<(u32, u32)> {
    let mut nearest: HashMap<u32, u32> = HashMap::new();
    for (a, count, b) in votes {
        for page in [a, b] {
            nearest.entry(*page).and_modify(|most| *most = (*most).max(*count)).or_insert(*count);
        }
    }
    let near = |page: u32, count: u32| nearest.get(&page).is_none_or(|most| count.saturating_mul(PART) >= *most);
    votes.iter().filter(|vote| near(vote.0, vote.1) || near(vote.2, vote.1)).map(|(a, _, b)| (*a, *b)).collect()
}
