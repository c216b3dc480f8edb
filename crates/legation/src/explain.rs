//! Evidence told to a human: for each fact its sentence, the words that fill each role, and the line of
//! knowledge that was read. Plain data, filled while reading; spans count code points, as the record does.
//!
//! Must never run a rule again.

use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The evidence of every fact of one record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidences {
    /// One explanation a fact, in the order of the record.
    pub explanations: Vec<Explanation>,
    /// What the confidence of a fact was computed from, by the fact's id.
    pub signs: BTreeMap<String, Vec<String>>,
}

impl Evidences {
    /// The explanation of the fact with this id or key.
    pub fn find(&self, fact: &str) -> Option<&Explanation> {
        self.explanations.iter().find(|one| one.fact == fact || one.key == fact)
    }
}

/// Why one fact stands in the record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// Id of the fact in its record.
    pub fact: String,
    /// Its lasting key.
    pub key: String,
    /// The sentence or sentences that it was read from.
    pub sentence: Span,
    /// The words that fill its roles, in the order in which a reader wants them.
    pub roles: Vec<RoleEvidence>,
    /// The line of knowledge that was read; `null` where an algorithm decided alone.
    pub rule: Option<RuleLine>,
    /// How names and dates were resolved, what spoke against it: whole phrases, in lower case without a final stop.
    pub notes: Vec<String>,
}

/// Words that fill a role.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleEvidence {
    /// Name of the role, such as `source`, `target`, `trigger`, `date`, `speaker`.
    pub role: String,
    /// The words; `null` where the role was filled from context.
    pub span: Option<Span>,
    /// Whom or what they mean, as the record writes it: an actor's name and code, a date.
    pub value: Option<String>,
    /// How the role was found, such as `subject` or `from context`.
    pub how: String,
}

/// A line of a file of knowledge.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleLine {
    /// The file, counted from the folder of knowledge, with `/`.
    pub file: String,
    /// The line, counted from 1.
    pub line: u32,
    /// What stands there.
    pub text: String,
}
