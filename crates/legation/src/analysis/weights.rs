//! A linear model over hashed features, kept as a table of 16-bit weights.

use super::features::Features;
use super::packed::{Packer, Unpacker};
use crate::error::Error;

/// Rows for feature hashes, one column a class. Two features may share a row; training has seen that too.
#[derive(Clone, Debug)]
pub struct Weights {
    bits: u32,
    classes: usize,
    table: Vec<i16>,
}

/// Row of a feature in a table of `1 << bits` rows.
#[inline(always)]
pub(super) fn row(hash: u64, bits: u32) -> usize {
    let hash = hash ^ (hash >> 32);
    (hash.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - bits)) as usize
}

impl Weights {
    /// The largest number of classes a file can hold.
    pub const MOST_CLASSES: usize = 255;

    /// A table of `1 << bits` rows; `None` where the sizes do not fit.
    pub fn new(bits: u32, classes: usize, table: Vec<i16>) -> Option<Weights> {
        let fits = (1..=24).contains(&bits) && (1..=Self::MOST_CLASSES).contains(&classes);
        (fits && table.len() == classes << bits).then_some(Weights { bits, classes, table })
    }

    /// A table of one class in which every feature weighs nothing.
    pub(super) fn none() -> Weights {
        Weights { bits: 1, classes: 1, table: vec![0; 2] }
    }

    /// Row of a feature in a table of `1 << bits` rows, for training.
    pub fn row(hash: u64, bits: u32) -> usize {
        row(hash, bits)
    }

    /// Number of classes.
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// Adds up the weights of all features for each class; `scores` has one place a class.
    #[inline]
    pub(super) fn score(&self, features: &Features, scores: &mut [i32]) {
        scores.fill(0);
        for &feature in features.hashes() {
            let start = row(feature, self.bits) * self.classes;
            let Some(weights) = self.table.get(start..start + self.classes) else { continue };
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score = score.wrapping_add(i32::from(*weight));
            }
        }
    }

    /// The class with the best score, the first of equals.
    pub(super) fn best(scores: &[i32]) -> usize {
        let mut best = 0;
        for (class, score) in scores.iter().enumerate() {
            if *score > scores[best] {
                best = class;
            }
        }
        best
    }

    /// Written as the number of weights in each row, then their classes, then low and high bytes:
    /// planes of like bytes compress well.
    pub(super) fn pack(&self, packer: &mut Packer) {
        packer.number(u64::from(self.bits));
        packer.number(self.classes as u64);
        let (mut counts, mut classes, mut low, mut high) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for weights in self.table.chunks(self.classes) {
            counts.push(weights.iter().filter(|w| **w != 0).count() as u8);
            for (class, weight) in weights.iter().enumerate().filter(|(_, w)| **w != 0) {
                let folded = ((*weight << 1) ^ (*weight >> 15)) as u16;
                classes.push(class as u8);
                low.push(folded as u8);
                high.push((folded >> 8) as u8);
            }
        }
        [counts, classes, low, high].iter().for_each(|plane| packer.bytes(plane));
    }

    pub(super) fn unpack(unpacker: &mut Unpacker) -> Result<Weights, Error> {
        let (bits, classes) = (unpacker.number()?, unpacker.number()? as usize);
        let damaged = || Error::new("model file holds a table of impossible size");
        if !(1..=24).contains(&bits) || !(1..=Self::MOST_CLASSES).contains(&classes) {
            return Err(damaged());
        }
        let (counts, columns) = (unpacker.bytes()?, unpacker.bytes()?);
        let (low, high) = (unpacker.bytes()?, unpacker.bytes()?);
        if counts.len() != 1 << bits || low.len() != columns.len() || high.len() != columns.len() {
            return Err(damaged());
        }
        let mut table = vec![0i16; counts.len() * classes];
        let mut weights = columns.iter().zip(low).zip(high);
        for (row, count) in table.chunks_mut(classes).zip(counts) {
            for ((column, low), high) in weights.by_ref().take(usize::from(*count)) {
                let folded = u16::from_le_bytes([*low, *high]);
                *row.get_mut(usize::from(*column)).ok_or_else(damaged)? = (folded >> 1) as i16 ^ -((folded & 1) as i16);
            }
        }
        Weights::new(bits as u32, classes, table).ok_or_else(damaged)
    }
}
