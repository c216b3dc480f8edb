//! `models/confidence.tsv`: how much each sign of a fact speaks for it or against it.
//!
//! A logistic regression: the weights of a fact's signs are added up and squashed to a probability. The weights are
//! learned from annotated news by `legation-train confidence`.

use super::table;
use crate::error::Error;
use std::collections::HashMap;

/// Kinds of facts that have a confidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Fact {
    Event,
    Commitment,
}

impl Fact {
    /// Both kinds.
    pub const ALL: [Fact; 2] = [Fact::Event, Fact::Commitment];

    /// As the table writes it.
    pub fn word(self) -> &'static str {
        match self {
            Fact::Event => "event",
            Fact::Commitment => "commitment",
        }
    }
}

/// The sign that every fact has: its weight is the intercept.
pub const ALWAYS: &str = "always";

/// The weights of signs. Without a table every fact is as likely right as wrong.
#[derive(Clone, Debug, Default)]
pub struct Confidence {
    weights: HashMap<Fact, HashMap<String, f64>>,
}

impl Confidence {
    /// Reads a `confidence.tsv`: kind of fact, sign, weight (natural logarithm of odds).
    ///
    /// # Errors
    /// When a row names an unknown kind of fact or has no number.
    pub fn parse(file: &str, bytes: &[u8]) -> Result<Confidence, Error> {
        let mut confidence = Confidence::default();
        for row in table::rows(file, bytes, 3)? {
            let wrong = |what: &str| Error::new(format!("no {what}")).in_file(file).at_line(row.line);
            let fact = Fact::ALL.into_iter().find(|f| f.word() == row.get(0)).ok_or_else(|| wrong("kind of fact"))?;
            let weight = row.get(2).parse::<f64>().ok().filter(|w| w.is_finite()).ok_or_else(|| wrong("weight"))?;
            confidence.weights.entry(fact).or_default().insert(row.get(1).to_string(), weight);
        }
        Ok(confidence)
    }

    /// The probability that a fact with these signs is right, in whole hundredths.
    pub fn of(&self, fact: Fact, signs: &[String]) -> f32 {
        let weights = self.weights.get(&fact);
        let weight = |sign: &str| weights.and_then(|w| w.get(sign)).copied().unwrap_or(0.0);
        let sum: f64 = weight(ALWAYS) + signs.iter().map(|sign| weight(sign)).sum::<f64>();
        let probability = 1.0 / (1.0 + (-sum).exp());
        // Nothing is certain, and more digits than the data bear would differ between machines.
        ((probability * 100.0).round() / 100.0).clamp(0.01, 0.99) as f32
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn signs_add_up_to_a_probability() {
        let table = "fact\tsign\tweight\nevent\talways\t0\nevent\tgood\t2\nevent\tbad\t-2\nevent\thopeless\t-90\n";
        let confidence = Confidence::parse("confidence.tsv", table.as_bytes()).unwrap();
        let cases: [(Fact, &[&str], f32); 6] = [
            (Fact::Event, &[], 0.5),
            (Fact::Event, &["good"], 0.88),
            (Fact::Event, &["good", "bad"], 0.5),
            (Fact::Event, &["unknown"], 0.5),
            (Fact::Event, &["hopeless"], 0.01),
            (Fact::Commitment, &["good"], 0.5),
        ];
        for (fact, signs, expected) in cases {
            let signs: Vec<String> = signs.iter().map(|s| (*s).to_string()).collect();
            assert_eq!(confidence.of(fact, &signs), expected, "{signs:?}");
        }
    }

    #[test]
    fn a_damaged_table_names_the_line() {
        for row in ["war\talways\t1", "event\talways\tmany", "event\talways\tNaN"] {
            let error = Confidence::parse("confidence.tsv", format!("fact\tsign\tweight\n{row}\n").as_bytes());
            assert!(error.unwrap_err().to_string().contains('2'), "{row}");
        }
    }
}
