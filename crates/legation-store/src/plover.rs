//! What PLOVER says about its types of acts: scores, quads, and which have no direction.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Score and quad of a type and mode.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weight {
    /// From -10 (conflict) to 10 (cooperation).
    pub score: f64,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict; 0 where unknown.
    pub quad: u8,
}

/// Types whose parties act together.
const MUTUAL: [&str; 3] = ["CONSULT", "AGREE", "COOPERATE"];

static WEIGHTS: LazyLock<HashMap<(&'static str, &'static str), Weight>> = LazyLock::new(|| {
    let rows = include_str!("plover.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| {
        let mut cells = row.split('\t');
        let (kind, mode) = (cells.next()?, cells.next()?);
        let (quad, score) = (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
        Some(((kind, mode), Weight { score, quad }))
    })
    .collect()
});

/// The weight of an act; a mode without its own has that of its type.
pub fn weight(kind: &str, mode: Option<&str>) -> Weight {
    let of_mode = mode.and_then(|mode| WEIGHTS.get(&(kind, mode)));
    of_mode.or_else(|| WEIGHTS.get(&(kind, "-"))).copied().unwrap_or(Weight { score: 0.0, quad: 0 })
}

/// Whether the parties of an act of this type act together, so that source and target say nothing apart.
pub fn is_mutual(kind: &str) -> bool {
    MUTUAL.contains(&kind)
}
