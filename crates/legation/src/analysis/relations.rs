//! Names the relation of each word to its head, once the heads are known.

use super::features::Features;
use super::packed::{Packer, Unpacker};
use super::weights::Weights;
use super::word::Word;
use super::{Deprel, Subtype};
use crate::error::Error;

/// Stands for a word or a label that is not there.
const NONE: u64 = 77;

/// The heads of a sentence with their dependents, in order.
pub struct Arcs {
    /// Counted from 1; 0 for the root.
    heads: Vec<u32>,
    /// Dependents (from 0) of node 0 (the root), 1, 2, … one after another.
    dependents: Vec<u32>,
    /// Where in `dependents` those of each node begin; one more at the end.
    starts: Vec<u32>,
    /// Place of each word among its siblings.
    places: Vec<u32>,
}

impl Arcs {
    /// Sorts the dependents of `heads`, which are counted from 1 with 0 for the root; a head off the sentence is taken for the root.
    pub fn new(heads: &[u32]) -> Arcs {
        let words = heads.len();
        let heads: Vec<u32> = heads.iter().map(|h| if *h as usize > words { 0 } else { *h }).collect();
        let mut starts = vec![0u32; words + 2];
        for head in &heads {
            starts[*head as usize + 1] += 1;
        }
        for node in 1..starts.len() {
            starts[node] += starts[node - 1];
        }
        let mut filled = starts.clone();
        let (mut dependents, mut places) = (vec![0; words], vec![0; words]);
        for (word, head) in heads.iter().enumerate() {
            let node = *head as usize;
            places[word] = filled[node] - starts[node];
            dependents[filled[node] as usize] = word as u32;
            filled[node] += 1;
        }
        Arcs { heads, dependents, starts, places }
    }

    /// Dependents (counted from 0) of a node (0 is the root, words count from 1), in order.
    fn of(&self, node: usize) -> &[u32] {
        &self.dependents[self.starts[node] as usize..self.starts[node + 1] as usize]
    }
}

/// A trained labeller of relations.
#[derive(Clone, Debug)]
pub struct RelationLabeller {
    labels: Vec<String>,
    relations: Vec<(Deprel, Subtype)>,
    weights: Weights,
}

impl RelationLabeller {
    /// A labeller with names as [`Deprel::from_name`] reads them, one a class of `weights`.
    pub fn new(labels: Vec<String>, weights: Weights) -> Result<RelationLabeller, Error> {
        let relation = |l: &String| Deprel::from_name(l).ok_or_else(|| Error::new(format!("no such relation: {l}")));
        let relations = labels.iter().map(relation).collect::<Result<Vec<_>, Error>>()?;
        if relations.len() != weights.classes() {
            return Err(Error::new("relations and weights do not fit"));
        }
        Ok(RelationLabeller { labels, relations, weights })
    }

    /// The relation that a label stands for.
    pub fn relation(&self, label: u8) -> (Deprel, Subtype) {
        self.relations.get(usize::from(label)).copied().unwrap_or((Deprel::Dep, Subtype::None))
    }

    /// The full name of a label, with whatever subtype the treebank has.
    pub fn name(&self, label: u8) -> &str {
        self.labels.get(usize::from(label)).map_or("dep", String::as_str)
    }

    /// The labels of all words, as numbers for [`RelationLabeller::relation`].
    pub fn run(&self, words: &[Word], labels: &[u8], heads: &[u32]) -> Vec<u8> {
        let arcs = Arcs::new(heads);
        let mut features = Features::default();
        let mut scores = vec![0; self.weights.classes()];
        let mut relations = Vec::with_capacity(words.len());
        for at in 0..words.len() {
            Self::features(words, labels, &arcs, at, &mut features);
            self.weights.score(&features, &mut scores);
            relations.push(Weights::best(&scores) as u8);
        }
        relations
    }

    /// Features of the arc to the word at `at`.
    pub fn features(words: &[Word], labels: &[u8], arcs: &Arcs, at: usize, out: &mut Features) {
        out.clear();
        let (Some(word), Some(head)) = (words.get(at), arcs.heads.get(at)) else { return };
        let head = (*head as usize).checked_sub(1);
        let view = View { words, labels };
        let me = Some(at);
        let is_root = u64::from(head.is_none());
        let side = u64::from(head.is_none_or(|h| h < at));
        let distance = head.map_or(0, |h| h.abs_diff(at).min(5) as u64);
        let (w, t, x) = (|i| view.word(i), |i| view.tag(i), |i| view.end(i));
        let step = |i: Option<usize>, by: isize| i.and_then(|i| i.checked_add_signed(by));

        out.add([is_root]);
        out.add([w(me)]);
        out.add([t(me)]);
        out.add([w(me), t(me)]);
        out.add([x(me)]);
        out.add([w(head), is_root]);
        out.add([t(head), side]);
        out.add([x(head), t(me)]);
        out.add([t(me), t(head), side, distance]);
        out.add([w(me), t(head), side]);
        out.add([t(me), w(head), side]);
        out.add([w(me), w(head)]);
        out.add([x(me), x(head)]);
        out.add([x(me), t(head), side]);
        out.add([t(step(me, -1)), t(me), t(step(me, 1))]);
        out.add([t(step(head, -1)), t(head), t(step(head, 1)), side, t(me)]);
        out.add([w(step(me, -1)), t(me), side]);
        out.add([w(step(me, 1)), t(me), side]);
        out.add([word.shape, t(me), side]);
        family(&view, arcs, at, side, out);
    }

    pub(super) fn pack(&self, packer: &mut Packer) {
        packer.number(self.labels.len() as u64);
        self.labels.iter().for_each(|label| packer.text(label));
        self.weights.pack(packer);
    }

    pub(super) fn unpack(unpacker: &mut Unpacker) -> Result<RelationLabeller, Error> {
        let count = unpacker.count()?;
        let labels = (0..count).map(|_| unpacker.text().map(str::to_owned)).collect::<Result<_, _>>()?;
        RelationLabeller::new(labels, Weights::unpack(unpacker)?)
    }
}

/// Words and their tagger's labels; places off the sentence read as nothing.
struct View<'a> {
    words: &'a [Word],
    labels: &'a [u8],
}

impl View<'_> {
    fn word(&self, at: Option<usize>) -> u64 {
        at.and_then(|at| self.words.get(at)).map_or(NONE, |w| w.lower)
    }

    fn tag(&self, at: Option<usize>) -> u64 {
        at.and_then(|at| self.labels.get(at)).map_or(NONE, |t| u64::from(*t) + 1)
    }

    fn end(&self, at: Option<usize>) -> u64 {
        at.and_then(|at| self.words.get(at)).map_or(NONE, |w| w.suffixes[2])
    }
}

/// Features of dependents, siblings and the head's head.
fn family(view: &View, arcs: &Arcs, at: usize, side: u64, out: &mut Features) {
    let me = Some(at);
    let node = arcs.heads[at] as usize;
    let head = node.checked_sub(1);
    let (w, t) = (|i| view.word(i), |i| view.tag(i));
    let index = |i: Option<&u32>| i.map(|i| *i as usize);

    let own = arcs.of(at + 1);
    let (first, last) = (index(own.first()), index(own.last()));
    out.add([w(first), t(me), t(head), side]);
    out.add([t(first), t(me), t(head), side]);
    out.add([w(last), t(me), t(head), side]);
    out.add([w(first), w(head)]);
    out.add([w(first), t(me), w(head)]);
    out.add([own.len().min(4) as u64, t(me), t(head), side]);

    let siblings = arcs.of(node);
    let place = arcs.places[at] as usize;
    let before = place.checked_sub(1).and_then(|p| index(siblings.get(p)));
    let after = index(siblings.get(place + 1));
    out.add([t(before), t(me), t(head), side]);
    out.add([t(after), t(me), t(head), side]);
    out.add([w(before), t(me), side]);
    out.add([place.min(4) as u64, siblings.len().min(5) as u64, t(me), t(head)]);

    // A window keeps the work linear where one head has very many dependents.
    let near = &siblings[place.saturating_sub(6)..(place + 7).min(siblings.len())];
    let like = |i: usize| i != at && t(Some(i)) == t(me);
    let same_side = |i: usize| head.is_none_or(|h| (i < h) == (at < h));
    let same = near.iter().filter(|i| like(**i as usize) && same_side(**i as usize)).count().min(3);
    let earlier = near.iter().any(|i| like(*i as usize) && (*i as usize) < at);
    out.add([same as u64, t(me), t(head), side]);
    out.add([t(head), w(me), u64::from(earlier)]);

    let above = head.and_then(|h| (arcs.heads[h] as usize).checked_sub(1));
    out.add([t(above), t(head), t(me), side]);
    out.add([w(index(siblings.first())), t(me), t(head)]);
}
