//! Part-of-speech tagger: greedy from left to right, an averaged perceptron over the words around.
//!
//! After Collins, "Discriminative Training Methods for Hidden Markov Models" (2002), with greedy search.

use super::features::{Features, mix};
use super::labels::Tag;
use super::packed::{Packer, Unpacker};
use super::weights::Weights;
use super::word::Word;
use super::{Upos, VerbForm};
use crate::error::Error;

/// Stand for the words and labels before and after a sentence.
const BEFORE: u64 = 1;
const AFTER: u64 = 2;
/// Labels of the two words before the first.
pub(super) const START: [u64; 2] = [90_001, 90_002];

/// A trained tagger.
#[derive(Clone, Debug)]
pub struct Tagger {
    labels: Vec<String>,
    tags: Vec<Tag>,
    weights: Weights,
}

impl Tagger {
    /// A tagger with labels as [`Tag::from_label`] reads them, one a class of `weights`.
    pub fn new(labels: Vec<String>, weights: Weights) -> Result<Tagger, Error> {
        let tag = |label: &String| Tag::from_label(label).ok_or_else(|| Error::new(format!("no such tag: {label}")));
        let tags = labels.iter().map(tag).collect::<Result<Vec<Tag>, Error>>()?;
        if tags.len() != weights.classes() {
            return Err(Error::new("tags and weights do not fit"));
        }
        Ok(Tagger { labels, tags, weights })
    }

    /// What a label stands for.
    pub fn tag(&self, label: u8) -> Tag {
        self.tags.get(usize::from(label)).copied().unwrap_or(Tag::NONE)
    }

    /// The first label of a part of speech, of verbs that of the infinitive.
    pub fn label_of(&self, upos: Upos) -> Option<u8> {
        let verb_form = if upos == Upos::Verb { VerbForm::Infinitive } else { VerbForm::None };
        let fits = |tag: &Tag| tag.upos == upos && tag.verb_form == verb_form;
        self.tags.iter().position(fits).and_then(|at| u8::try_from(at).ok())
    }

    /// The text of a label, as it was trained.
    pub fn label(&self, label: u8) -> &str {
        self.labels.get(usize::from(label)).map_or("X", String::as_str)
    }

    /// The labels, as numbers for [`Tagger::tag`].
    pub fn run(&self, words: &[Word]) -> Vec<u8> {
        let mut features = Features::default();
        let mut scores = vec![0; self.weights.classes()];
        let mut before = START;
        let mut labels = Vec::with_capacity(words.len());
        for at in 0..words.len() {
            Self::features(words, at, before, &mut features);
            self.weights.score(&features, &mut scores);
            let best = Weights::best(&scores);
            labels.push(best as u8);
            before = Self::push(before, best);
        }
        labels
    }

    /// The labels before the first word, for training.
    pub fn start() -> [u64; 2] {
        START
    }

    /// The two last labels (newest first) after one more.
    pub fn push(before: [u64; 2], label: usize) -> [u64; 2] {
        [label as u64 + 1, before[0]]
    }

    /// Features of the word at `at`, given the two labels before it, newest first.
    pub fn features(words: &[Word], at: usize, before: [u64; 2], out: &mut Features) {
        out.clear();
        let Some(word) = words.get(at) else { return };
        let near = |step: isize| at.checked_add_signed(step).and_then(|i| words.get(i));
        let beyond = |step: isize| if step < 0 { BEFORE } else { AFTER };
        let lower = |step: isize| near(step).map_or(beyond(step), |w| w.lower);
        let ending = |step: isize, size: usize| near(step).map_or(beyond(step), |w| w.suffixes[size - 1]);
        let shape = |step: isize| near(step).map_or(beyond(step), |w| w.shape);
        let class = |step: isize| near(step).map_or(beyond(step), |w| u64::from(w.classes.tags) + 3);
        let [last, older] = before;

        out.add([]);
        out.add([word.form]);
        out.add([word.lower]);
        word.prefixes.iter().for_each(|p| out.add([*p]));
        word.suffixes.iter().for_each(|s| out.add([*s]));
        out.add([word.shape, u64::from(at == 0)]);
        out.add([word.shape, ending(0, 3)]);
        out.add([last]);
        out.add([last, older]);
        out.add([last, word.lower]);
        out.add([last, ending(0, 3)]);
        out.add([last, older, word.lower]);
        for step in [-2, -1, 1, 2] {
            out.add([lower(step)]);
        }
        out.add([lower(-1), word.lower]);
        out.add([word.lower, lower(1)]);
        out.add([lower(-1), lower(1)]);
        out.add([ending(-1, 3)]);
        out.add([ending(1, 3)]);
        out.add([last, ending(1, 2)]);
        out.add([word.shape, shape(1)]);
        out.add([mix(shape(-1), word.shape), shape(1)]);
        out.add([last, lower(1)]);
        out.add([class(0), word.shape]);
        out.add([class(1)]);
        out.add([class(2)]);
        out.add([class(0), class(1)]);
        out.add([class(1), class(2)]);
        out.add([last, class(0), class(1)]);
        out.add([word.lower, class(1)]);
        out.add([ending(0, 3), class(1)]);
    }

    pub(super) fn pack(&self, packer: &mut Packer) {
        packer.number(self.labels.len() as u64);
        self.labels.iter().for_each(|label| packer.text(label));
        self.weights.pack(packer);
    }

    pub(super) fn unpack(unpacker: &mut Unpacker) -> Result<Tagger, Error> {
        let count = unpacker.count()?;
        let labels = (0..count).map(|_| unpacker.text().map(str::to_owned)).collect::<Result<_, _>>()?;
        Tagger::new(labels, Weights::unpack(unpacker)?)
    }
}
