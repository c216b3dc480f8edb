//! Naming a text's language, and the others on a page: letters tell the script, runs of letters the language.
//!
//! Which languages are written in which script and what runs of letters say for them is learned; see
//! `knowledge/models/naming.md`.

pub mod letters;
pub mod naming;
mod passages;
mod tally;

use super::{Knowledge, UNDETERMINED};
use crate::span::Span;
use naming::Naming;
use passages::{Passage, lead, passages};

/// A lead of so many nats is trusted.
const TRUSTED: f32 = 2.0;
/// Fewest bytes of letters that are trusted.
const FEWEST: usize = 4;

/// A text's main language, how sure that is, and what else is on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Detected {
    /// Tag; `und` where nothing can be said.
    pub tag: String,
    /// Whether the answer is to be trusted.
    pub reliable: bool,
    /// Other languages in which whole passages are written, the largest first.
    pub others: Vec<Other>,
}

/// A language of some passages of a text; quoted words, names and short lines make none.
#[derive(Clone, Debug, PartialEq)]
pub struct Other {
    /// Tag.
    pub tag: String,
    /// Part of the text's letters, 0 to 1.
    pub share: f32,
    /// Where the passages stand, in order; pieces of lines at least.
    pub spans: Vec<Span>,
}

/// Names the language of `text`; `claim` is what the page says of itself and decides where the text is too short or
/// speaks for several languages alike.
pub fn detect(text: &str, claim: Option<&str>, knowledge: &Knowledge) -> Detected {
    let naming = knowledge.naming();
    let claim = claim.and_then(|tag| tag.trim().split(['-', '_']).next()).map(str::to_lowercase);
    let claim = claim.filter(|tag| !tag.is_empty());
    let found = passages(text, naming);
    let Some(main) = found.first() else {
        let tag = claim.unwrap_or_else(|| UNDETERMINED.to_string());
        return Detected { tag, reliable: false, others: Vec::new() };
    };
    let tag = tag(main, naming);
    let reliable = main.letters >= FEWEST && lead(main, naming) >= TRUSTED;
    let claim = claim.filter(|claim| !reliable && may_be(claim, main, naming));
    let others = others(&found, &tag, naming);
    Detected { tag: claim.unwrap_or(tag), reliable, others }
}

fn tag(passage: &Passage, naming: &Naming) -> String {
    let (script, language) = passage.written;
    let tag = naming.head.script.get(script).and_then(|s| s.tags.get(language));
    tag.map_or(UNDETERMINED, String::as_str).to_string()
}

/// A claim cannot be right where the language is known and written in other scripts only.
fn may_be(claim: &str, passage: &Passage, naming: &Naming) -> bool {
    let writes = |script: &&naming::Script| script.tags.iter().any(|tag| tag == claim);
    let own = naming.head.script.get(passage.written.0);
    own.is_some_and(|script| writes(&script)) || !naming.head.script.iter().any(|script| writes(&script))
}

fn others(found: &[Passage], main: &str, naming: &Naming) -> Vec<Other> {
    let all: usize = found.iter().map(|p| p.letters).sum();
    let mut others: Vec<Other> = Vec::new();
    for passage in found {
        let tag = tag(passage, naming);
        let share = passage.letters as f32 / all.max(1) as f32;
        match others.iter_mut().find(|other| other.tag == tag) {
            _ if tag == main => {}
            Some(other) => {
                other.share += share;
                other.spans.extend(&passage.spans);
                other.spans.sort_unstable();
            }
            None => others.push(Other { tag, share, spans: passage.spans.clone() }),
        }
    }
    others
}
