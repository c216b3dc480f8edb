//! Trains the parser of heads with a dynamic oracle.
//!
//! Goldberg and Nivre, "Training Deterministic Parsers with Non-Deterministic Oracles" (2013), section on arc-hybrid.

use legation::analysis::{ArcState, Features, Move, Nodes};

use crate::table::{Dice, Perceptron, Table};

/// A sentence ready for the parser: heads are counted from 1, 0 for the root.
pub struct Headed {
    pub nodes: Nodes,
    pub heads: Vec<u32>,
}

/// After the first round the parser follows its own mistakes, but takes the right step once in so many of them.
const CORRECTED: usize = 10;

/// The mean of so many trainings.
pub fn train(sentences: &[Headed], bits: u32, epochs: usize, trainings: u64) -> Table {
    let tables = (0..trainings.max(1)).map(|n| train_once(sentences, bits, epochs, 99 + n)).collect();
    Table::mean(tables).expect("one training at least")
}

fn train_once(sentences: &[Headed], bits: u32, epochs: usize, seed: u64) -> Table {
    let mut perceptron = Perceptron::new(bits, Move::ALL.len());
    let mut dice = Dice(seed);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut features = Features::default();
    for epoch in 0..epochs {
        dice.shuffle(&mut order);
        for at in &order {
            let sentence = &sentences[*at];
            let gold = Gold::new(&sentence.heads);
            let mut state = ArcState::new(sentence.heads.len());
            while !state.is_final() {
                let step = state.forced().unwrap_or_else(|| {
                    state.features(&sentence.nodes, &mut features);
                    let (said, right) = decide(&mut perceptron, &features, &state, &gold);
                    let corrects = said != right && (epoch == 0 || dice.below(CORRECTED) == 0);
                    if corrects { right } else { said }
                });
                state.apply(step);
            }
        }
    }
    perceptron.finish()
}

/// What the perceptron says and the best of the moves that cost nothing more; the perceptron learns from the difference.
fn decide(perceptron: &mut Perceptron, features: &Features, state: &ArcState, gold: &Gold) -> (Move, Move) {
    let mut scores = [0.0; 3];
    perceptron.score(features, &mut scores);
    let (allowed, costs) = (state.allowed(), gold.costs(state));
    let least = (0..3).filter(|c| allowed[*c]).map(|c| costs[c]).min().unwrap_or(0);
    let pick = |fits: &dyn Fn(usize) -> bool| {
        let among = (0..3).filter(|c| allowed[*c] && fits(*c));
        among.reduce(|a, b| if scores[b] > scores[a] { b } else { a }).unwrap_or(1)
    };
    let said = pick(&|_| true);
    let right = if costs[said] == least { said } else { pick(&|c| costs[c] == least) };
    perceptron.learn(features, right, said);
    (Move::ALL[said], Move::ALL[right])
}

/// The right heads of nodes; the root stands behind the last word.
struct Gold {
    heads: Vec<usize>,
    words: usize,
}

impl Gold {
    fn new(heads: &[u32]) -> Gold {
        let words = heads.len();
        let node = |head: &u32| if *head == 0 { words + 1 } else { *head as usize };
        Gold { heads: [0].into_iter().chain(heads.iter().map(node)).chain([0]).collect(), words }
    }

    /// How many right arcs each move makes impossible.
    fn costs(&self, state: &ArcState) -> [usize; 3] {
        let (stack, next) = (state.stack(), state.next());
        let mut costs = [0; 3];
        if next <= self.words {
            let below = stack.iter().rev().skip(1).filter(|s| self.heads[next] == **s).count();
            costs[0] = below + stack.iter().filter(|s| self.heads[**s] == next).count();
        }
        if let Some(&top) = stack.last() {
            let dependents = (next..=self.words).filter(|d| self.heads[*d] == top).count();
            let below = stack.len().checked_sub(2).map(|at| stack[at]);
            let head = self.heads[top];
            costs[1] = dependents + usize::from(Some(head) == below || head > next);
            costs[2] = dependents + usize::from(head >= next);
        }
        costs
    }
}
