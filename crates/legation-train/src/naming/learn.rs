//! Learning the weights of one script: softmax regression on heaps of words drawn at random (AdaGrad).

use legation::language::detect::letters::{Alphabet, Plan};

use super::random::{Random, Urn};
use super::words::Words;

/// Heaps that are learned from for each language, weights of languages aside.
const HEAPS: usize = 9_000;
/// Words of the largest heap; sizes are spread evenly over their logarithm.
const LARGEST: f64 = 40.0;
/// Part of a heap's words that comes from any of the languages: names and quoted words.
const STRANGE: f64 = 0.08;
/// Part of a heap's rows that is left out, of every other heap, so that no row stands for all.
const LEFT_OUT: f64 = 0.5;
/// Size of the first steps.
const RATE: f32 = 0.12;
/// Weights shrink by this much a step that touches them.
const DECAY: f32 = 2e-4;

/// One script and its languages.
pub struct Task<'t> {
    pub script: usize,
    pub alphabet: &'t Alphabet,
    pub plan: Plan,
    pub bits: u32,
    pub languages: Vec<(Words, f64)>,
}

/// Weights row by row, in nats.
pub fn learn(task: &Task) -> Vec<f32> {
    let width = task.languages.len();
    let mut weights = vec![0.0_f32; width << task.bits];
    let mut slopes = vec![1e-6_f32; weights.len()];
    let mut random = Random(task.script as u64 + 1);
    let often = Urn::new(task.languages.iter().enumerate().map(|(n, (_, weight))| (*weight, n)));
    let all: f64 = task.languages.iter().map(|(_, weight)| weight).sum();
    let mut rows = Vec::new();
    let heaps = (HEAPS as f64 * all) as usize;
    for heap in 0..heaps {
        let Some(language) = often.draw(&mut random) else { break };
        rows.clear();
        let words = LARGEST.powf(random.part()).ceil() as usize + 1;
        for _ in 0..words {
            let strange = random.part() < STRANGE;
            let from = if strange { often.draw(&mut random).unwrap_or(language) } else { language };
            if let Some((words, _)) = task.languages.get(from) {
                words.rows(task.script, task.alphabet, &task.plan, &mut random, &mut rows);
            }
        }
        if heap % 2 == 1 {
            rows.retain(|_| random.part() >= LEFT_OUT);
        }
        let rate = RATE * (1.0 - 0.9 * heap as f32 / heaps as f32);
        step(&mut weights, &mut slopes, width, &rows, language, rate);
    }
    weights
}

fn step(weights: &mut [f32], slopes: &mut [f32], width: usize, rows: &[usize], truth: usize, rate: f32) {
    let mut sums = vec![0.0_f32; width];
    for row in rows {
        for (sum, weight) in sums.iter_mut().zip(weights.iter().skip(row * width)) {
            *sum += weight;
        }
    }
    let top = sums.iter().copied().fold(f32::MIN, f32::max);
    sums.iter_mut().for_each(|sum| *sum = (*sum - top).exp());
    let all: f32 = sums.iter().sum();
    let mut slope: Vec<f32> = sums.iter().map(|sum| sum / all).collect();
    if let Some(own) = slope.get_mut(truth) {
        *own -= 1.0;
    }
    if slope.iter().all(|s| s.abs() < 1e-3) {
        return;
    }
    for row in rows {
        let at = row * width..(row + 1) * width;
        let (Some(weights), Some(slopes)) = (weights.get_mut(at.clone()), slopes.get_mut(at)) else { continue };
        for ((weight, sum), slope) in weights.iter_mut().zip(slopes).zip(&slope) {
            let slope = slope + DECAY * *weight;
            *sum += slope * slope;
            *weight -= rate * slope / sum.sqrt();
        }
    }
}
