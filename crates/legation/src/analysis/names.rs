//! Finds names of persons, organisations and places: a tagger of beginnings and insides, greedy from left to right.

use super::features::{Features, mix};
use super::packed::{Packer, Unpacker};
use super::weights::Weights;
use super::word::Word;
use super::{Name, NameKind};
use crate::error::Error;
use crate::span::Span;

const BEFORE: u64 = 1;
const AFTER: u64 = 2;

/// Kinds in the order of the finder's classes: class 0 is no name, then a beginning and an inside for each kind.
const KINDS: [NameKind; 3] = [NameKind::Person, NameKind::Organisation, NameKind::Place];

/// A trained finder of names.
#[derive(Clone, Debug)]
pub struct NameFinder {
    weights: Weights,
}

impl NameFinder {
    /// Outside, and a beginning and an inside of each kind.
    pub const CLASSES: usize = 1 + 2 * KINDS.len();

    /// A finder with [`NameFinder::CLASSES`] classes.
    pub fn new(weights: Weights) -> Result<NameFinder, Error> {
        if weights.classes() == Self::CLASSES {
            Ok(NameFinder { weights })
        } else {
            Err(Error::new("not a name finder's weights"))
        }
    }

    /// The class of a word that begins (or goes on) a name of a kind.
    pub fn class(kind: NameKind, begins: bool) -> usize {
        1 + 2 * KINDS.iter().position(|k| *k == kind).unwrap_or(0) + usize::from(!begins)
    }

    /// The class of each word.
    pub fn run(&self, words: &[Word]) -> Vec<u8> {
        let mut features = Features::default();
        let mut scores = [0; Self::CLASSES];
        let mut before = Self::START;
        let mut classes = Vec::with_capacity(words.len());
        for at in 0..words.len() {
            Self::features(words, at, before, &mut features);
            self.weights.score(&features, &mut scores);
            let best = Weights::best(&scores);
            classes.push(best as u8);
            before = [best, before[0]];
        }
        classes
    }

    /// The classes before the first word.
    pub const START: [usize; 2] = [100, 101];

    /// Features of the word at `at`, given the two classes before it, newest first.
    pub fn features(words: &[Word], at: usize, before: [usize; 2], out: &mut Features) {
        out.clear();
        let Some(word) = words.get(at) else { return };
        let near = |step: isize| at.checked_add_signed(step).and_then(|i| words.get(i));
        let beyond = |step: isize| if step < 0 { BEFORE } else { AFTER };
        let lower = |step: isize| near(step).map_or(beyond(step), |w| w.lower);
        let shape = |step: isize| near(step).map_or(beyond(step), |w| w.shape);
        let ending = |step: isize| near(step).map_or(beyond(step), |w| w.suffixes[2]);
        let class = |step: isize| near(step).map_or(beyond(step), |w| u64::from(w.classes.tags) + 3);
        let known = |step: isize| near(step).map_or(beyond(step), |w| u64::from(w.classes.names) + 3);
        let (last, older) = (before[0] as u64, before[1] as u64);

        out.add([]);
        out.add([word.form]);
        out.add([word.lower]);
        word.prefixes.iter().for_each(|p| out.add([*p]));
        word.suffixes.iter().for_each(|s| out.add([*s]));
        out.add([word.shape, u64::from(at == 0)]);
        out.add([last]);
        out.add([last, older]);
        out.add([last, word.lower]);
        out.add([last, word.shape]);
        out.add([last, ending(0)]);
        for step in [-2, -1, 1, 2] {
            out.add([lower(step)]);
        }
        out.add([lower(-1), word.lower]);
        out.add([word.lower, lower(1)]);
        out.add([last, lower(-1)]);
        out.add([last, lower(1)]);
        out.add([lower(-1), word.shape]);
        out.add([lower(-2), lower(-1), word.shape]);
        out.add([word.shape, lower(1)]);
        out.add([word.shape, lower(1), lower(2)]);
        out.add([ending(-1)]);
        out.add([ending(1)]);
        out.add([word.shape, shape(1)]);
        out.add([mix(shape(-1), word.shape), shape(1)]);
        out.add([mix(last, word.shape), shape(1), shape(2)]);
        out.add([class(0), word.shape]);
        out.add([class(-1), class(0)]);
        out.add([class(0), class(1)]);
        out.add([class(-1), word.shape, class(1)]);
        out.add([last, class(0), class(1)]);
        out.add([known(0), word.shape]);
        out.add([known(-1), known(0)]);
        out.add([known(0), known(1), word.shape]);
        out.add([last, known(0), known(1)]);
    }

    /// Joins classes to names.
    pub(super) fn names(classes: &[u8], spans: &[Span], out: &mut Vec<Name>) {
        let mut open: Option<NameKind> = None;
        for (class, span) in classes.iter().zip(spans) {
            let inside = class.checked_sub(1).is_some_and(|c| c % 2 == 1);
            let kind = class.checked_sub(1).and_then(|c| KINDS.get(usize::from(c / 2)).copied());
            match (kind, out.last_mut()) {
                (Some(kind), Some(name)) if inside && open == Some(kind) => name.span.end = span.end,
                (Some(kind), _) => out.push(Name { span: *span, kind }),
                (None, _) => {}
            }
            open = kind;
        }
    }

    pub(super) fn pack(&self, packer: &mut Packer) {
        self.weights.pack(packer);
    }

    pub(super) fn unpack(unpacker: &mut Unpacker) -> Result<NameFinder, Error> {
        NameFinder::new(Weights::unpack(unpacker)?)
    }
}
