//! Words of a sentence that name an act: lexicon rows whose conditions hold.

use super::Clause;
use crate::analysis::{Deprel, Upos};
use crate::language::lexicon::{Trigger, WordClass};
use crate::language::phrases::Word;
use crate::span::Span;

/// A lexicon row found in a sentence.
#[derive(Clone, Copy, Debug)]
pub struct Hit<'a> {
    /// Head word's token.
    pub head: usize,
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub last: usize,
    /// Its characters.
    pub span: Span,
    /// The row.
    pub row: &'a Trigger,
}

/// All triggers of a sentence, left to right, the longest at each place.
pub fn find<'a>(clause: &Clause<'a>) -> Vec<Hit<'a>> {
    let Some(sentence) = clause.setting.analysis.sentences.get(clause.index) else { return Vec::new() };
    let tokens = clause.setting.analysis.tokens.get(sentence.tokens()).unwrap_or(&[]);
    let words = clause.words();
    let (mut out, mut at) = (Vec::new(), 0);
    while at < words.len() {
        let found = clause.setting.language.lexicon.at(&words, at);
        let base = clause.base;
        let hit = found.into_iter().find(|f| {
            let row = f.value;
            fits_class(clause, base + f.head, row.class) && holds(clause, &words, base + f.head, row)
        });
        let Some(hit) = hit else {
            at += 1;
            continue;
        };
        if let (Some(a), Some(b)) = (tokens.get(hit.first), tokens.get(hit.last - 1)) {
            let (first, last) = (base + hit.first, base + hit.last);
            out.push(Hit { head: base + hit.head, first, last, span: a.span.cover(b.span), row: hit.value });
        }
        at = hit.last;
    }
    out
}

/// Whether a token's part of speech goes with the row's, loosely: taggers mix up participles and headlines.
fn fits_class(clause: &Clause<'_>, token: usize, class: WordClass) -> bool {
    let Some(upos) = clause.token(token).map(|t| t.upos) else { return false };
    match class {
        WordClass::Verb => matches!(upos, Upos::Verb | Upos::Aux | Upos::X),
        WordClass::Noun => matches!(upos, Upos::Noun | Upos::Propn | Upos::X),
        WordClass::Adj => matches!(upos, Upos::Adj | Upos::Verb | Upos::X),
        WordClass::Adv | WordClass::Any => true,
    }
}

fn holds(clause: &Clause<'_>, words: &[Word<'_>], head: usize, row: &Trigger) -> bool {
    let when = &row.when;
    let stands = |list: &[String]| list.iter().any(|w| words.iter().any(|word| w == word.lower || w == word.lemma));
    let depends = |list: &[String], relations: &[Deprel]| {
        clause.dependents(head, relations).any(|t| {
            let lemma = clause.token(t).map_or("", |t| &t.lemma);
            list.iter().any(|w| w == lemma || w == clause.lower(t))
        })
    };
    (when.with.is_empty() || stands(&when.with))
        && (when.without.is_empty() || !stands(&when.without))
        && (when.object.is_empty()
            || depends(&when.object, &[Deprel::Obj, Deprel::Nsubj, Deprel::Nmod, Deprel::Compound]))
        && (when.subject.is_empty() || depends(&when.subject, &[Deprel::Nsubj]))
}
