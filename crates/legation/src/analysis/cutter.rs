//! Cuts words out of running characters: for each place between two characters, whether a word ends there.
//!
//! After Neubig, Nakata and Mori, "Pointwise Prediction for Robust, Adaptable Japanese Morphological Analysis" (2011):
//! each place is decided by itself, from the characters and kinds of characters around it.

use super::features::{Features, mix};
use super::letters::Kind;
use super::lexicon::Lexicon;
use super::packed::{Packer, Unpacker};
use super::weights::Weights;
use crate::error::Error;

/// Characters on either side that a decision sees.
const WINDOW: usize = 4;
/// Longest words of the dictionary, in characters.
const LONGEST: usize = 6;
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
    /// For each character, the lengths of the dictionary's words that begin there; bit 0 stands for two characters.
    words: Vec<u8>,
}

impl Run {
    /// A run of characters; `folded` are as [`super::Letters::fold`] gives them.
    pub fn new(folded: &[char], dictionary: &Lexicon) -> Run {
        let mut run = Run { chars: vec![0; WINDOW], kinds: vec![0; WINDOW], ..Run::default() };
        run.words = dictionary.beginnings(folded, LONGEST);
        let mut first = 0;
        for &c in folded {
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

    /// Lengths of the longest dictionary words that end before, begin at and stand across a place; 0 for none.
    fn known(&self, at: usize) -> [u64; 3] {
        let begins = |at: usize| self.words.get(at).copied().unwrap_or(0);
        let longest = |bits: u8| u64::from(8 - bits.leading_zeros());
        let (mut ending, mut across) = (0, 0);
        for back in 1..=LONGEST.min(at) {
            let bits = begins(at - back);
            if back > 1 && bits & 1 << (back - 2) != 0 {
                ending = back as u64 - 1;
            }
            across = across.max(longest(bits & !((1 << (back - 1)) - 1)));
        }
        [ending, longest(begins(at)), across]
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
    dictionary: Lexicon,
}

impl Cutter {
    /// A cutter with one class: above nothing is a cut; `dictionary` has words of two and more characters.
    pub fn new(weights: Weights, dictionary: Lexicon) -> Result<Cutter, Error> {
        if weights.classes() == 1 {
            Ok(Cutter { weights, dictionary })
        } else {
            Err(Error::new("not a cutter's weights"))
        }
    }

    /// Whether a word can end between two folded characters: not beside marks, which are cut off anyhow, nor inside
    /// numbers and words of scripts with white space.
    pub fn may_cut(before: char, after: char) -> bool {
        let (before, after) = (Kind::of(before), Kind::of(after));
        let inside = before == after && !before.is_dense();
        before != Kind::Mark && after != Kind::Mark && !inside
    }

    /// Whether a word ends before the character at `at`, for each of the folded characters that is asked for.
    pub fn run(&self, folded: &[char], asked: impl Fn(usize) -> bool) -> Vec<bool> {
        let run = &Run::new(folded, &self.dictionary);
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
        let [ending, beginning, across] = run.known(at);
        out.add([ending, beginning]);
        out.add([ending, beginning, across]);
        out.add([across, l1, r1]);
        out.add([ending, beginning, across, k1, h1]);
        out.add([ending, across, r1]);
        out.add([beginning, across, l1]);
    }

    pub(super) fn pack(&self, packer: &mut Packer) {
        self.weights.pack(packer);
        self.dictionary.pack(packer);
    }

    pub(super) fn unpack(unpacker: &mut Unpacker) -> Result<Cutter, Error> {
        let weights = Weights::unpack(unpacker)?;
        Cutter::new(weights, Lexicon::unpack(unpacker)?)
    }
}
