//! Which sentences can hold a statement: only those are worth the parser's time.

use crate::analysis::{Analysis, Token};
use crate::language::Language;
use crate::language::names::NameHit;

/// How many sentences after a name a pronoun, an office or a quotation may still be about it.
const AFTER: usize = 3;
/// Pages of no more sentences than this are parsed whole: choosing would save nothing.
const SHORT: usize = 8;
/// Most sentences of one page that are parsed: the page's share of work.
pub const MOST: usize = 4_000;

/// For each sentence, whether it can hold a statement: it names a state, an organisation or an officer, it opens a
/// quotation, or it stands close behind one that names somebody and has a word that points back. Short pages are read
/// whole, endless ones up to [`MOST`] such sentences.
pub fn parsing(text: &str, analysis: &Analysis, language: &Language, hits: &[NameHit<'_>]) -> Vec<bool> {
    if analysis.sentences.len() <= SHORT {
        return vec![true; analysis.sentences.len()];
    }
    let mut next = hits.iter().peekable();
    let mut since = usize::MAX;
    let mut spent = 0;
    let mut worth = Vec::with_capacity(analysis.sentences.len());
    for sentence in &analysis.sentences {
        let mut named = false;
        while let Some(hit) = next.next_if(|h| h.span.start < sentence.span.end) {
            named |= hit.span.start >= sentence.span.start;
        }
        since = if named { 0 } else { since.saturating_add(1) };
        let near = since <= AFTER;
        let told = |(_, token): (usize, &Token)| {
            let form = token.span.of(text);
            opens_speech(form, language) || near && points_back(&token.lemma, language)
        };
        let wanted = named || analysis.tokens_of(sentence).any(told);
        spent += usize::from(wanted);
        worth.push(wanted && spent <= MOST);
    }
    worth
}

/// Whether a token is a mark that opens speech.
fn opens_speech(form: &str, language: &Language) -> bool {
    form.chars().all(|c| !c.is_alphanumeric()) && language.settings.quotes.iter().any(|q| q.open == form)
}

/// Whether a word can mean someone named before: a pronoun or a title.
fn points_back(lower: &str, language: &Language) -> bool {
    language.groups.may_start(lower) || language.titles.may_start(lower)
}
