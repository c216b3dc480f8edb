//! How rare each feature is among all pages seen.

use super::hash;
use super::marks::MarkKind;
use super::sketch::Sketch;
use std::collections::HashSet;

/// Cells of the table; two features in one cell make each other look less rare, never rarer.
const CELLS: usize = 1 << 20;
/// As many pages as are thought to have been seen before the first one.
const BEFORE: f64 = 40.0;

/// Counts of pages by feature, of a size that does not grow.
#[derive(Clone, Debug)]
pub struct Rarity {
    pages: u32,
    counts: Vec<u32>,
}

impl Default for Rarity {
    fn default() -> Rarity {
        Rarity { pages: 0, counts: vec![0; CELLS] }
    }
}

impl Rarity {
    /// Counts the features of a page.
    pub fn add(&mut self, sketch: &Sketch) {
        self.pages = self.pages.saturating_add(1);
        for value in features(sketch) {
            if let Some(count) = self.counts.get_mut(cell(value)) {
                *count = count.saturating_add(1);
            }
        }
    }

    /// The share of pages that have a feature of this kind, as far as is known.
    pub(super) fn chance(&self, kind: MarkKind, value: u64) -> f64 {
        let seen = self.counts.get(cell(value)).copied().unwrap_or(0);
        // The page that asks has it itself.
        let others = f64::from(seen.saturating_sub(1));
        (others + usual(kind) * BEFORE) / (f64::from(self.pages) + BEFORE)
    }
}

/// The share of pages that have a given feature of a kind, where nothing else is known.
fn usual(kind: MarkKind) -> f64 {
    match kind {
        MarkKind::Small => 0.1,
        MarkKind::Actor | MarkKind::Place | MarkKind::Time | MarkKind::Event => 0.03,
        MarkKind::Name | MarkKind::Office => 0.02,
        MarkKind::Number => 0.01,
    }
}

fn cell(value: u64) -> usize {
    usize::try_from(hash::mix(value) % CELLS as u64).unwrap_or(0)
}

/// The features of a page, each once.
fn features(sketch: &Sketch) -> HashSet<u64> {
    let marks = sketch.marks.iter().map(|mark| mark.2);
    marks.chain(sketch.names.iter().map(|name| name.value())).collect()
}
