//! Whether an act happened: from the status words on and above its trigger.

use super::Clause;
use crate::analysis::{Deprel, Tense};
use crate::language::phrases::Word;
use crate::language::words::{Affix, Scope, StatusKind};

/// Most steps from a trigger up to a word that governs it.
const CLIMB: usize = 5;

/// Whether an act happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Status {
    #[default]
    Actual,
    Past,
    Future,
    Negated,
    Hypothetical,
}

/// The status words of one sentence.
pub(crate) struct StatusWords {
    /// Token, kind, scope.
    found: Vec<(usize, StatusKind, Scope)>,
}

impl StatusWords {
    /// Finds them.
    pub fn find(clause: &Clause<'_>) -> StatusWords {
        let tokens = clause.setting.analysis.tokens.get(clause.base..clause.base + clause.lower.len()).unwrap_or(&[]);
        let words: Vec<Word<'_>> = tokens
            .iter()
            .zip(&clause.lower)
            .map(|(t, lower)| Word { form: t.span.of(clause.setting.text), lower, lemma: &t.lemma })
            .collect();
        let phrases = clause.setting.language.status.words.leftmost_longest(&words);
        let mut found: Vec<_> = phrases.iter().map(|f| (clause.base + f.head, f.value.kind, f.value.scope)).collect();
        for (at, word) in words.iter().enumerate() {
            for (affix, status) in &clause.setting.language.status.affixes {
                let stands = match affix {
                    Affix::Prefix(p) => word.lower.len() > p.len() && word.lower.starts_with(p.as_str()),
                    Affix::Suffix(s) => word.lower.len() > s.len() && word.lower.ends_with(s.as_str()),
                };
                if stands && status.kind != StatusKind::Passive {
                    found.push((clause.base + at, status.kind, status.scope));
                }
            }
        }
        StatusWords { found }
    }

    /// Whether the sentence has none.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The kinds that stand on a verb itself.
    pub fn own(&self, clause: &Clause<'_>, verb: usize) -> Vec<StatusKind> {
        let hanging = self.found.iter().filter(|(token, ..)| clause.head(*token) == Some(verb) || *token == verb);
        hanging.map(|(_, kind, _)| *kind).collect()
    }

    /// The kinds that bear on a trigger.
    pub fn on(&self, clause: &Clause<'_>, trigger: (usize, usize), head: usize) -> Vec<StatusKind> {
        let mut kinds = Vec::new();
        let mut at = head;
        let mut near = true;
        for step in 0..=CLIMB {
            for (token, kind, scope) in &self.found {
                let inside = (trigger.0..trigger.1).contains(token);
                let hangs = clause.head(*token) == Some(at) && !inside;
                let bears = match scope {
                    Scope::Verb => near && hangs,
                    Scope::Clause => step > 0 && *token == at || near && hangs,
                    Scope::Sentence => step == 0,
                };
                if bears && !kinds.contains(kind) {
                    kinds.push(*kind);
                }
            }
            let Some(up) = clause.head(at) else { break };
            match clause.token(at).map(|t| t.deprel) {
                Some(Deprel::Xcomp | Deprel::Obj | Deprel::Aux | Deprel::Compound) => {}
                Some(Deprel::Nsubj) if clause.is_passive(up) => {}
                Some(Deprel::Obl | Deprel::Nmod) => {}
                Some(Deprel::Ccomp | Deprel::Acl | Deprel::Advcl | Deprel::Csubj) => near = false,
                Some(Deprel::Conj) => {}
                _ => break,
            }
            at = up;
        }
        kinds
    }
}

/// The status that a set of kinds gives; `None` where they make a refusal of the act.
pub fn status(kinds: &[StatusKind], tense: Tense) -> Option<Status> {
    let has = |kind| kinds.contains(&kind);
    let ahead = has(StatusKind::Future) || has(StatusKind::Intention);
    if has(StatusKind::Refusal) || has(StatusKind::Never) && (ahead || tense == Tense::None) {
        return None;
    }
    Some(if has(StatusKind::Negation) || has(StatusKind::Never) || has(StatusKind::Cancelled) {
        Status::Negated
    } else if has(StatusKind::Condition) || has(StatusKind::Possibility) {
        Status::Hypothetical
    } else if ahead {
        Status::Future
    } else if has(StatusKind::Past) {
        Status::Past
    } else {
        Status::Actual
    })
}
