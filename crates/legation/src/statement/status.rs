//! Whether an act happened: from the status words on and above its trigger.

use super::Clause;
use crate::analysis::{Deprel, Tense, Upos};
use crate::language::words::{self, Scope, StatusKind};

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

/// The status words of one sentence, each with its token.
pub(crate) struct StatusWords<'a> {
    found: Vec<(usize, &'a words::Status)>,
    /// Those that an affix tells, with the token that bears it.
    affixed: Vec<(usize, &'a words::Status)>,
}

impl<'a> StatusWords<'a> {
    /// Finds them.
    pub fn find(clause: &Clause<'a>) -> StatusWords<'a> {
        let words = clause.words();
        let status = &clause.setting.language.status;
        let mut found: Vec<_> =
            status.words.leftmost_longest(&words).iter().map(|f| (clause.base + f.head, f.value)).collect();
        let mut affixed: Vec<(usize, &words::Status)> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let affixes = status.affixes.iter().filter(|(_, status)| status.kind != StatusKind::Passive);
            let standing = affixes.filter(|(affix, _)| affix.stands_on(word.lower, 1));
            affixed.extend(standing.map(|(_, status)| (clause.base + at, status)));
        }
        found.extend(&affixed);
        StatusWords { found, affixed }
    }

    /// Whether the sentence has none.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The status words that stand on a verb itself.
    pub fn standing_on(&self, clause: &Clause<'_>, verb: usize) -> impl Iterator<Item = &'a words::Status> {
        let hanging = self.found.iter().filter(move |(token, _)| clause.head(*token) == Some(verb) || *token == verb);
        hanging.map(|(_, status)| *status)
    }

    /// The kinds of those.
    pub fn own(&self, clause: &Clause<'_>, verb: usize) -> Vec<StatusKind> {
        self.standing_on(clause, verb).map(|status| status.kind).collect()
    }

    /// The kinds that bear on a trigger.
    pub fn on(&self, clause: &Clause<'_>, trigger: (usize, usize), head: usize) -> Vec<StatusKind> {
        // What an affix says stands on the trigger word itself.
        let own = self.affixed.iter().filter(|(token, _)| *token == head);
        let mut kinds: Vec<StatusKind> = own.map(|(_, status)| status.kind).collect();
        let mut at = head;
        let mut near = true;
        for step in 0..=CLIMB {
            for (token, status) in &self.found {
                let kind = &status.kind;
                let inside = (trigger.0..trigger.1).contains(token);
                let hangs = clause.head(*token) == Some(at) && !inside;
                let bears = match status.scope {
                    Scope::Verb => near && hangs,
                    // A verb or noun that governs says nothing of what stands above it.
                    Scope::Clause => step > 0 && *token == at && !inside || near && hangs && !governs(clause, *token),
                    Scope::Sentence => step == 0,
                };
                if bears && !kinds.contains(kind) {
                    kinds.push(*kind);
                }
            }
            let Some(up) = clause.head(at) else { break };
            // "after X did": done before what the sentence tells.
            let behind = || clause.is_marked(at, "after") && clause.token(at).is_some_and(|t| t.upos == Upos::Verb);
            if step == 0 && behind() && !kinds.contains(&StatusKind::Past) {
                kinds.push(StatusKind::Past);
            }
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
    let ahead = has(StatusKind::Future) || has(StatusKind::Intention) || tense == Tense::Future;
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

/// Whether a token is a word that can govern a clause of its own.
fn governs(clause: &Clause<'_>, token: usize) -> bool {
    clause.token(token).is_some_and(|t| matches!(t.upos, Upos::Verb | Upos::Noun))
}
