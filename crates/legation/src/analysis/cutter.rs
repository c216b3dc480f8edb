//! Cuts words out of running characters: for each place between two characters, whether a word ends there.
//!
//! After Neubig, Nakata and Mori, "Pointwise Prediction for Robust, Adaptable Japanese Morphological Analysis" (2011):
//! each place is decided by itself, from the characters and kinds of characters around it.

use super::features::{Features, mix};
use super::letters::Kind;
use super::packed::{Packer, Unpacker};
use super::weights::Weights;
use crate::error::Error;

/// Characters on either side that a decision sees.
const WINDOW: usize = 4;
/// Beginnings and rests of a run up to this many characters are seen as wholes.
const WHOLE: usize = 6;

/// A run of folded characters without white space, ready for [`Cutter::features`].
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// Padded with zeros on both sides.
    chars: Vec<u64>,
    kinds: Vec<u64>,
    /// For each character, where the stretch without marks that holds it begins and ends.
    stretches: Vec<(usize, usize)>,
}

impl Run {
    /// A run of characters; `folded` are as [`super::Letters::fold`] gives them.
    pub fn new(folded: impl Iterator<Item = char>) -> Run {
        let mut run = Run { chars: vec![0; WINDOW], kinds: vec![0; WINDOW], stretches: Vec::new() };
        let mut first = 0;
        for c in folded {
            let kind = Kind::of(c);
            // All digits look alike.
            run.chars.push(if kind == Kind::Digit && c.is_ascii() { 1 } else { u64::from(u32::from(c)) });
            run.kinds.push(kind as u64 + 1);
            let at = run.stretches.len();
            if kind == Kind::Mark {
                first = at + 1;
                run.stretches.push((at, at + 1));
            } else {
                run.stretches.push((first, at + 1));
            }
        }
        for at in (1..run.stretches.len()).rev() {
            if run.stretches[at - 1].0 == run.stretches[at].0 {
                run.stretches[at - 1].1 = run.stretches[at].1;
            }
        }
        run.chars.extend([0; WINDOW]);
        run.kinds.extend([0; WINDOW]);
        run
    }

    /// Number of characters.
    pub fn len(&self) -> usize {
        self.chars.len().saturating_sub(2 * WINDOW)
    }

    /// Whether it has no characters.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A trained cutter.
#[derive(Clone, Debug)]
pub struct Cutter {
    weights: Weights,
}

impl Cutter {
    /// A cutter with one class: above nothing is a cut.
    pub fn new(weights: Weights) -> Result<Cutter, Error> {
        if weights.classes() == 1 { Ok(Cutter { weights }) } else { Err(Error::new("not a cutter's weights")) }
    }

    /// Whether a word can end between two folded characters: not beside marks, which are cut off anyhow, nor inside
    /// numbers and words of scripts with white space.
    pub fn may_cut(before: char, after: char) -> bool {
        let (before, after) = (Kind::of(before), Kind::of(after));
        let inside = before == after && !before.is_dense();
        before != Kind::Mark && after != Kind::Mark && !inside
    }

    /// Whether a word ends before the character at `at`, for each character of the run that is asked for.
    pub fn run(&self, run: &Run, asked: impl Fn(usize) -> bool) -> Vec<bool> {
        let mut features = Features::default();
        let mut score = [0];
        let mut decide = |at: usize| {
            Self::features(run, at, &mut features);
            self.weights.score(&features, &mut score);
            score[0] > 0
        };
        (0..run.len()).map(|at| at > 0 && asked(at) && decide(at)).collect()
    }

    /// Features of the place before the character at `at`.
    pub fn features(run: &Run, at: usize, out: &mut Features) {
        out.clear();
        let Some(&[l4, l3, l2, l1, r1, r2, r3, r4]) = run.chars.get(at..at + 2 * WINDOW) else { return };
        let Some(&[_, k3, k2, k1, h1, h2, h3, _]) = run.kinds.get(at..at + 2 * WINDOW) else { return };
        out.add([]);
        [l3, l2, l1, r1, r2, r3].into_iter().for_each(|c| out.add([c]));
        out.add([l3, l2]);
        out.add([l2, l1]);
        out.add([l1, r1]);
        out.add([r1, r2]);
        out.add([r2, r3]);
        out.add([l3, l2, l1]);
        out.add([l2, l1, r1]);
        out.add([l1, r1, r2]);
        out.add([r1, r2, r3]);
        out.add([l4, l3, l2, l1]);
        out.add([l3, l2, l1, r1]);
        out.add([l2, l1, r1, r2]);
        out.add([l1, r1, r2, r3]);
        out.add([r1, r2, r3, r4]);
        out.add([k1, h1]);
        out.add([k2, k1, h1]);
        out.add([k1, h1, h2]);
        out.add([k2, k1, h1, h2]);
        out.add([mix(k3, k2), k1, h1, mix(h2, h3)]);
        out.add([l1, h1]);
        out.add([k1, r1]);
        out.add([l2, l1, h1, h2]);
        out.add([k2, k1, r1, r2]);
        let whole = |first: usize, last: usize| {
            let chars = run.chars.get(first + WINDOW..last + WINDOW).filter(|chars| chars.len() <= WHOLE);
            chars.map_or(7, |chars| chars.iter().fold(chars.len() as u64, |hash, c| mix(hash, *c)))
        };
        let (first, last) = run.stretches.get(at).copied().unwrap_or((at, at));
        let (before, rest) = (at.saturating_sub(first), last.saturating_sub(at));
        let (begin, end) = (whole(first, at), whole(at, last));
        out.add([begin]);
        out.add([end]);
        out.add([end, l1]);
        out.add([end, l2, l1]);
        out.add([before.min(5) as u64, rest.min(5) as u64, k1, h1]);
        out.add([begin, r1]);
    }

    pub(super) fn pack(&self, packer: &mut Packer) {
        self.weights.pack(packer);
    }

    pub(super) fn unpack(unpacker: &mut Unpacker) -> Result<Cutter, Error> {
        Cutter::new(Weights::unpack(unpacker)?)
    }
}
