//! Averaged perceptrons over hashed features, and rounding them to the tables that are shipped.

use legation::analysis::{Features, Weights};

/// A perceptron in training.
pub struct Perceptron {
    bits: u32,
    classes: usize,
    weights: Vec<f32>,
    /// Each change times the number of decisions before it: what averaging takes away in the end.
    early: Vec<f32>,
    decisions: f32,
}

impl Perceptron {
    /// A table of `1 << bits` rows.
    pub fn new(bits: u32, classes: usize) -> Perceptron {
        let size = classes << bits;
        Perceptron { bits, classes, weights: vec![0.0; size], early: vec![0.0; size], decisions: 1.0 }
    }

    pub fn score(&self, features: &Features, scores: &mut [f32]) {
        scores.fill(0.0);
        for hash in features.hashes() {
            let start = Weights::row(*hash, self.bits) * self.classes;
            for (score, weight) in scores.iter_mut().zip(&self.weights[start..start + self.classes]) {
                *score += weight;
            }
        }
    }

    /// Counts a decision; where it was wrong, moves the weights from `wrong` to `right`.
    pub fn learn(&mut self, features: &Features, right: usize, wrong: usize) {
        if right != wrong {
            for hash in features.hashes() {
                let start = Weights::row(*hash, self.bits) * self.classes;
                self.weights[start + right] += 1.0;
                self.early[start + right] += self.decisions;
                self.weights[start + wrong] -= 1.0;
                self.early[start + wrong] -= self.decisions;
            }
        }
        self.decisions += 1.0;
    }

    /// Counts a yes or no, said by a score above nothing (one class); where it was wrong, moves the weights.
    pub fn answer(&mut self, features: &Features, right: bool) {
        let mut score = [0.0];
        self.score(features, &mut score);
        if (score[0] > 0.0) != right {
            let step = if right { 1.0 } else { -1.0 };
            for hash in features.hashes() {
                let row = Weights::row(*hash, self.bits);
                self.weights[row] += step;
                self.early[row] += step * self.decisions;
            }
        }
        self.decisions += 1.0;
    }

    /// Counts a choice among options of which each has features of its own (one class); where another than `right` was
    /// best, moves the weights from that one to the right one. Learns nothing where no option is right.
    pub fn prefer(&mut self, options: &[Features], right: Option<usize>) {
        let Some(right) = right else { return };
        let mut score = [0.0];
        let scores: Vec<f32> = options
            .iter()
            .map(|features| {
                self.score(features, &mut score);
                score[0]
            })
            .collect();
        let wrong = best(&scores);
        if right != wrong {
            for (option, step) in [(right, 1.0), (wrong, -1.0)] {
                for hash in options[option].hashes() {
                    let row = Weights::row(*hash, self.bits);
                    self.weights[row] += step;
                    self.early[row] += step * self.decisions;
                }
            }
        }
        self.decisions += 1.0;
    }

    /// The averaged weights.
    pub fn finish(self) -> Table {
        let averaged = self.weights.iter().zip(&self.early).map(|(w, early)| w - early / self.decisions);
        Table { bits: self.bits, classes: self.classes, weights: averaged.collect() }
    }
}

/// Averaged weights before rounding.
pub struct Table {
    bits: u32,
    classes: usize,
    weights: Vec<f32>,
}

impl Table {
    /// The mean of tables that were trained in different orders: a committee in the size of one.
    pub fn mean(tables: Vec<Table>) -> Option<Table> {
        let share = 1.0 / tables.len() as f32;
        let add = |mut sum: Table, table: Table| {
            sum.weights.iter_mut().zip(&table.weights).for_each(|(s, w)| *s += w);
            sum
        };
        let mut mean = tables.into_iter().reduce(add)?;
        mean.weights.iter_mut().for_each(|w| *w *= share);
        Some(mean)
    }

    /// As fine as 16 bits allow.
    pub fn fine(&self) -> Weights {
        let largest = self.weights.iter().fold(1e-9f32, |most, w| most.max(w.abs()));
        self.rounded(largest / 32767.0)
    }

    /// Rounded to multiples of `step`; what is nearer to nothing than to `step` goes, which makes files small.
    pub fn rounded(&self, step: f32) -> Weights {
        let table = self.weights.iter().map(|w| (w / step).round() as i16).collect();
        Weights::new(self.bits, self.classes, table).expect("sizes are those of training")
    }
}

/// The class with the best score, the first of equals.
pub fn best(scores: &[f32]) -> usize {
    let mut best = 0;
    for (class, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = class;
        }
    }
    best
}

/// Numbers that look random and are the same every time (xorshift).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}
