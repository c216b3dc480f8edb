//! Dependency heads by transitions: the arc-hybrid system, greedy.
//!
//! Kuhlmann, Gómez-Rodríguez and Satta, "Dynamic programming algorithms for transition-based dependency parsers" (2011);
//! features after Zhang and Nivre, "Transition-based Dependency Parsing with Rich Non-local Features" (2011).

use super::features::Features;
use super::packed::{Packer, Unpacker};
use super::weights::Weights;
use super::word::Word;
use crate::error::Error;

/// A step of the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// The next word goes onto the stack.
    Shift,
    /// The word on top of the stack depends on the next word.
    Left,
    /// The word on top of the stack depends on the one below it.
    Right,
}

impl Move {
    /// In the order of the parser's classes.
    pub const ALL: [Move; 3] = [Move::Shift, Move::Left, Move::Right];
}

/// What features see of each node: 0 is none, `1..=n` are the words, `n + 1` is the root behind the last word.
pub struct Nodes {
    words: Vec<u64>,
    tags: Vec<u64>,
    ends: Vec<u64>,
}

impl Nodes {
    /// The nodes of a sentence with its tagger's labels.
    pub fn new(words: &[Word], labels: &[u8]) -> Nodes {
        let size = words.len() + 2;
        let mut nodes = Nodes { words: vec![3; size], tags: vec![1001; size], ends: vec![5; size] };
        for (at, (word, label)) in words.iter().zip(labels).enumerate() {
            nodes.words[at + 1] = word.lower;
            nodes.tags[at + 1] = u64::from(*label) + 1;
            nodes.ends[at + 1] = word.suffixes[2] ^ word.suffixes[1];
        }
        let root = size - 1;
        (nodes.words[root], nodes.tags[root], nodes.ends[root]) = (4, 1002, 6);
        nodes
    }
}

/// Stack, buffer and the arcs so far.
pub struct ArcState {
    words: usize,
    stack: Vec<usize>,
    next: usize,
    heads: Vec<u32>,
    /// The outermost and second outermost dependents on the left and on the right of each node.
    left: Vec<[usize; 2]>,
    right: Vec<[usize; 2]>,
    lefts: Vec<u8>,
    rights: Vec<u8>,
}

impl ArcState {
    /// The start for a sentence of `words` words.
    pub fn new(words: usize) -> ArcState {
        let size = words + 2;
        ArcState {
            words,
            stack: Vec::with_capacity(words),
            next: 1,
            heads: vec![0; size],
            left: vec![[0; 2]; size],
            right: vec![[0; 2]; size],
            lefts: vec![0; size],
            rights: vec![0; size],
        }
    }

    /// Nodes on the stack, the top last.
    pub fn stack(&self) -> &[usize] {
        &self.stack
    }

    /// The next node of the buffer; the root's number after the last word.
    pub fn next(&self) -> usize {
        self.next
    }

    /// Whether every word has its head.
    pub fn is_final(&self) -> bool {
        self.stack.is_empty() && self.next > self.words
    }

    /// Which of [`Move::ALL`] can be made.
    pub fn allowed(&self) -> [bool; 3] {
        [self.next <= self.words, !self.stack.is_empty(), self.stack.len() > 1]
    }

    /// The only move that can be made, if there is but one.
    pub fn forced(&self) -> Option<Move> {
        match self.allowed() {
            [true, false, false] => Some(Move::Shift),
            [false, true, false] => Some(Move::Left),
            _ => None,
        }
    }

    /// Makes a move that is allowed; others do nothing.
    pub fn apply(&mut self, step: Move) {
        match step {
            Move::Shift if self.next <= self.words => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Move::Shift => {}
            Move::Left => {
                if let Some(dependent) = self.stack.pop() {
                    self.attach_left(dependent);
                }
            }
            Move::Right => {
                if let [.., head, dependent] = self.stack[..] {
                    self.stack.pop();
                    self.attach_right(head, dependent);
                }
            }
        }
    }

    fn attach_left(&mut self, dependent: usize) {
        let head = self.next;
        self.heads[dependent] = head as u32;
        self.left[head] = [dependent, self.left[head][0]];
        self.lefts[head] = self.lefts[head].saturating_add(1);
    }

    fn attach_right(&mut self, head: usize, dependent: usize) {
        self.heads[dependent] = head as u32;
        self.right[head] = [dependent, self.right[head][0]];
        self.rights[head] = self.rights[head].saturating_add(1);
    }

    /// The heads of the words, counted from 1; exactly one word has 0, the root.
    pub fn heads(&self) -> Vec<u32> {
        let root = self.words as u32 + 1;
        let mut first = 0;
        let mut heads = Vec::with_capacity(self.words);
        for at in 1..=self.words {
            let head = self.heads[at];
            // Several words under the root: the later ones depend on the first.
            heads.push(if head != root { head } else { first });
            if head == root && first == 0 {
                first = at as u32;
            }
        }
        heads
    }

    /// Features of the next decision.
    pub fn features(&self, nodes: &Nodes, out: &mut Features) {
        out.clear();
        let Nodes { words: w, tags: t, ends: x } = nodes;
        let n = self.words;
        let stack = |depth: usize| self.stack.len().checked_sub(depth).map_or(0, |at| self.stack[at]);
        let ahead = |step: usize| if self.next + step <= n + 1 { self.next + step } else { 0 };
        let (s0, s1, s2) = (stack(1), stack(2), stack(3));
        let (n0, n1, n2) = (self.next, ahead(1), ahead(2));
        let gap = if s0 > 0 { (n0 - s0).min(6) as u64 } else { 9 };
        let gap_below = if s1 > 0 { (s0 - s1).min(6) as u64 } else { 9 };

        out.add([]);
        for node in [s0, s1, n0, n1] {
            out.add([w[node]]);
            out.add([t[node]]);
            out.add([w[node], t[node]]);
        }
        out.add([t[n2]]);
        out.add([t[s2]]);
        out.add([w[n2], t[n2]]);
        out.add([x[s0], t[n0]]);
        out.add([x[n0], t[s0]]);
        out.add([x[s0], x[n0]]);
        out.add([t[s0], t[n0]]);
        out.add([w[s0], t[s0], t[n0]]);
        out.add([t[s0], w[n0], t[n0]]);
        out.add([w[s0], w[n0]]);
        out.add([t[s0], t[s1]]);
        out.add([w[s0], t[s1]]);
        out.add([t[s0], w[s1]]);
        out.add([w[s0], w[s1]]);
        out.add([t[s1], t[n0]]);
        out.add([w[s1], t[n0]]);
        out.add([t[s1], w[n0]]);
        out.add([t[n0], t[n1]]);
        out.add([w[n0], t[n1]]);
        out.add([t[s0], t[n0], t[n1]]);
        out.add([t[s1], t[s0], t[n0]]);
        out.add([t[s2], t[s1], t[s0]]);
        out.add([t[s0], t[n0], t[n1], t[n2]]);
        out.add([t[s1], t[s0], t[n0], t[n1]]);
        out.add([t[n0], t[n1], t[n2]]);
        out.add([gap, t[s0], t[n0]]);
        out.add([gap, w[s0]]);
        out.add([gap, w[n0]]);
        out.add([gap_below, t[s0], t[s1]]);
        out.add([gap_below, t[s0], t[s1], t[n0]]);
        self.dependents(nodes, [s0, s1, n0], out);
        let (before, after) = (s0.saturating_sub(1), if s0 > 0 && s0 < n { s0 + 1 } else { 0 });
        out.add([t[before], t[s0], t[after]]);
        out.add([t[s0], t[after], t[n0]]);
        out.add([t[n0.saturating_sub(1)], t[n0], t[s0]]);
        out.add([u64::from(n0 > n), t[s0], t[s1]]);
    }

    fn dependents(&self, nodes: &Nodes, [s0, s1, n0]: [usize; 3], out: &mut Features) {
        let Nodes { words: w, tags: t, .. } = nodes;
        let ([l0, l02], [r0, r02]) = (self.left[s0], self.right[s0]);
        let (l1, r1, ln) = (self.left[s1][0], self.right[s1][0], self.left[n0][0]);
        out.add([t[s0], t[l0], t[n0]]);
        out.add([t[s0], t[r0], t[n0]]);
        out.add([t[s0], t[ln], t[n0]]);
        out.add([t[s1], t[r1], t[s0]]);
        out.add([t[s1], t[l1], t[s0]]);
        out.add([t[s0], t[s1], t[l0]]);
        out.add([t[s0], t[s1], t[r0]]);
        out.add([w[l0], t[s0]]);
        out.add([w[r0], t[s0]]);
        out.add([w[ln], t[n0]]);
        out.add([w[l0], t[s0], t[s1]]);
        out.add([w[r1], t[s1], t[s0]]);
        out.add([w[l0], t[s0], w[s1]]);
        out.add([u64::from(self.lefts[s0]), t[s0]]);
        out.add([u64::from(self.rights[s0]), t[s0], t[n0]]);
        out.add([u64::from(self.lefts[n0]), t[n0], t[s0]]);
        out.add([u64::from(self.rights[s1]), t[s1], t[s0]]);
        out.add([t[l02], t[l0], t[s0]]);
        out.add([t[r02], t[r0], t[s0]]);
    }
}

/// A trained parser of heads.
#[derive(Clone, Debug)]
pub struct ArcParser {
    weights: Weights,
}

impl ArcParser {
    /// A parser with one class for each of [`Move::ALL`].
    pub fn new(weights: Weights) -> Result<ArcParser, Error> {
        if weights.classes() == Move::ALL.len() {
            Ok(ArcParser { weights })
        } else {
            Err(Error::new("not a parser's weights"))
        }
    }

    /// The heads of the words, counted from 1, 0 for the root.
    pub fn run(&self, words: &[Word], labels: &[u8]) -> Vec<u32> {
        let nodes = Nodes::new(words, labels);
        let mut state = ArcState::new(words.len());
        let mut features = Features::default();
        let mut scores = [0; 3];
        while !state.is_final() {
            let step = state.forced().unwrap_or_else(|| {
                state.features(&nodes, &mut features);
                self.weights.score(&features, &mut scores);
                best_allowed(&scores, state.allowed())
            });
            state.apply(step);
        }
        state.heads()
    }

    pub(super) fn pack(&self, packer: &mut Packer) {
        self.weights.pack(packer);
    }

    pub(super) fn unpack(unpacker: &mut Unpacker) -> Result<ArcParser, Error> {
        ArcParser::new(Weights::unpack(unpacker)?)
    }
}

fn best_allowed(scores: &[i32; 3], allowed: [bool; 3]) -> Move {
    let mut best: Option<usize> = None;
    for class in 0..3 {
        if allowed[class] && best.is_none_or(|b| scores[class] > scores[b]) {
            best = Some(class);
        }
    }
    best.map_or(Move::Left, |class| Move::ALL[class])
}
