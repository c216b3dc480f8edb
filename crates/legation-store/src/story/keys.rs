//! Keys by which pages that may tell one story find each other without comparing all with all.

use super::hash::pair;
use super::marks::MarkKind;
use super::sketch::Sketch;
use std::collections::BTreeSet;

/// Fingerprints of wording that become keys: the smallest, since copies share those.
const PRINTS: usize = 12;
/// Most keys of a page.
const MOST: usize = 96;
/// Days in one pigeonhole of time; a page is also put into the next one.
const DAYS: i32 = 8;
/// What keeps kinds of keys apart.
const OF_WORDING: u64 = 1;
const OF_ADDRESS: u64 = 2;
const OF_PAIR: u64 = 3;
const OF_RARE: u64 = 4;

/// A thing that may be part of a key: where it stands, and whether it is rare enough to be one alone.
type Thing = (u32, u64, bool);

impl Sketch {
    /// The keys of the page: fingerprints, addresses, rare things and pairs of things that stand near each other,
    /// each with the time of the page.
    pub fn keys(&self) -> Vec<u64> {
        let mut keys: Vec<u64> =
            self.prints.iter().take(PRINTS).map(|print| pair(OF_WORDING, u64::from(*print))).collect();
        let own = Some(self.address).filter(|address| *address != 0);
        keys.extend(own.iter().chain(&self.sources).map(|address| pair(OF_ADDRESS, *address)));
        let facts: BTreeSet<u64> = self.fact_keys().collect();
        let times = self.day.map_or([0, 0], |day| [day.div_euclid(DAYS), day.div_euclid(DAYS) + 1]);
        let timed =
            facts.into_iter().take(MOST / 2).flat_map(|fact| times.map(|time| pair(fact, time.unsigned_abs().into())));
        keys.extend(timed);
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    fn fact_keys(&self) -> impl Iterator<Item = u64> {
        let things = self.things();
        let rare: Vec<u64> =
            things.iter().filter(|(_, _, rare)| *rare).map(|(_, value, _)| pair(OF_RARE, *value)).collect();
        let next = |step: usize| {
            let pairs = things.iter().zip(things.iter().skip(step)).filter(|(a, b)| a.1 != b.1);
            pairs.map(|(a, b)| pair(OF_PAIR, a.1.min(b.1) ^ a.1.max(b.1).rotate_left(7))).collect::<Vec<_>>()
        };
        rare.into_iter().chain(next(1)).chain(next(2)).collect::<Vec<_>>().into_iter()
    }

    /// Marks and names in the order of the text.
    fn things(&self) -> Vec<Thing> {
        let lasting = |kind: MarkKind| !matches!(kind, MarkKind::Place | MarkKind::Event);
        let marks =
            self.marks.iter().filter(|mark| lasting(mark.1)).map(|mark| (mark.0, mark.2, mark.1 == MarkKind::Number));
        let names = self.names.iter().flat_map(|name| {
            let value = pair(OF_RARE, super::hash::hash(name.soft.bytes()));
            name.at.iter().map(move |at| (*at, value, name.soft.len() > 3))
        });
        let mut things: Vec<Thing> = marks.chain(names).collect();
        things.sort_unstable();
        things
    }
}
