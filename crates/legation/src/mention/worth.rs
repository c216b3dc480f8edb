//! Which sentences can hold a statement: only those are worth the parser's time.

use crate::analysis::Analysis;
use crate::language::Language;
use crate::language::names::NameHit;

/// How many sentences after a name a pronoun, an office or a quotation may still be about it.
const AFTER: usize = 3;

/// For each sentence, whether it can hold a statement: it names a state, an organisation or an officer, or it stands
/// close behind one that does and has a pronoun, a title or a quotation mark. A page that names none holds none.
pub fn parsing(text: &str, analysis: &Analysis, language: &Language, hits: &[NameHit<'_>]) -> Vec<bool> {
    let mut next = hits.iter().peekable();
    let mut since = usize::MAX;
    let mut worth = Vec::with_capacity(analysis.sentences.len());
    for sentence in &analysis.sentences {
        let mut named = false;
        while let Some(hit) = next.next_if(|h| h.span.start < sentence.span.end) {
            named |= hit.span.start >= sentence.span.start;
        }
        since = if named { 0 } else { since.saturating_add(1) };
        let near = since <= AFTER;
        worth.push(
            named
                || near && analysis.tokens_of(sentence).any(|(_, t)| points_back(&t.lemma, t.span.of(text), language)),
        );
    }
    worth
}

/// Whether a word can mean someone named before: a pronoun, a title, the mark that opens speech.
fn points_back(lower: &str, form: &str, language: &Language) -> bool {
    let mark = form.chars().all(|c| !c.is_alphanumeric()) && language.settings.quotes.iter().any(|q| q.open == form);
    mark || language.groups.may_start(lower) || language.titles.may_start(lower)
}
