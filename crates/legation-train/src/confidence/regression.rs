//! Logistic regression with a ridge penalty, for few data and signs that are there or not.

use std::collections::BTreeMap;

use legation::language::confidence::ALWAYS;

/// Rounds over all signs; Newton's method one sign at a time has long converged by then.
const ROUNDS: usize = 100;

/// One observation.
pub struct Row<'a> {
    pub signs: Vec<&'a str>,
    pub right: bool,
    /// How much it counts.
    pub weight: f64,
}

/// Learned weights by sign; the intercept stands at [`ALWAYS`].
pub type Weights = BTreeMap<String, f64>;

/// Learns what each sign is worth. `penalty` is the ridge parameter, the intercept's is 1; signs with fewer than `least` observations
/// are left out.
pub fn learn(rows: &[Row<'_>], penalty: f64, least: usize) -> Weights {
    let mut at: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, row) in rows.iter().enumerate() {
        for sign in &row.signs {
            at.entry(sign).or_default().push(number);
        }
    }
    at.retain(|_, rows| rows.len() >= least);
    at.insert(ALWAYS, (0..rows.len()).collect());
    let mut sums = vec![0.0; rows.len()];
    let mut weights: BTreeMap<&str, f64> = at.keys().map(|sign| (*sign, 0.0)).collect();
    for _ in 0..ROUNDS {
        for (sign, weight) in &mut weights {
            let ridge = if *sign == ALWAYS { 1.0 } else { penalty };
            let (mut slope, mut bend) = (-ridge * *weight, ridge);
            for number in &at[sign] {
                let (row, p) = (&rows[*number], probability(sums[*number]));
                slope += row.weight * (f64::from(row.right) - p);
                bend += row.weight * p * (1.0 - p);
            }
            let step = (slope / bend).clamp(-1.0, 1.0);
            *weight += step;
            for number in &at[sign] {
                sums[*number] += step;
            }
        }
    }
    weights.into_iter().map(|(sign, weight)| (sign.to_string(), weight)).collect()
}

/// The probability that a fact with these signs is right.
pub fn predict(weights: &Weights, signs: &[String]) -> f64 {
    let weight = |sign: &str| weights.get(sign).copied().unwrap_or(0.0);
    probability(weight(ALWAYS) + signs.iter().map(|s| weight(s)).sum::<f64>())
}

fn probability(sum: f64) -> f64 {
    1.0 / (1.0 + (-sum).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_of_truth_gets_weight_and_a_mute_one_none() {
        let mut rows = Vec::new();
        for number in 0..400 {
            rows.push(Row { signs: vec!["good"], right: number % 10 != 0, weight: 1.0 });
            rows.push(Row { signs: vec!["mute"], right: number % 2 == 0, weight: 1.0 });
        }
        let weights = learn(&rows, 0.01, 1);
        let predict = |sign: &str| predict(&weights, &[sign.to_string()]);
        assert!((predict("good") - 0.9).abs() < 0.02);
        assert!((predict("mute") - 0.5).abs() < 0.02);
        assert_eq!(learn(&rows, 0.01, 401).len(), 1);
    }
}
