//! Naming a text's language: a trigram model over the whole text, then the packs' own evidence.

use super::Knowledge;
use std::collections::HashSet;

/// Most of a text that is looked at, in bytes; more does not change the answer.
const LOOKED_AT: usize = 6_000;
/// Texts shorter than this, in letters, are not trusted to a trigram model alone.
const SHORT: usize = 40;
/// In texts shorter than this, in letters, a few frequent words say more than trigrams.
const BRIEF: usize = 300;

/// A language and how sure the answer is.
#[derive(Clone, Debug, PartialEq)]
pub struct Detected {
    /// Tag; `und` where nothing can be said.
    pub tag: String,
    /// Whether the answer is to be trusted.
    pub reliable: bool,
}

/// Names the language of `text`; `claim` is what the page says of itself and decides where the text is too short.
pub fn detect(text: &str, claim: Option<&str>, knowledge: &Knowledge) -> Detected {
    let end = (0..=LOOKED_AT.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let sample = text.get(..end).unwrap_or(text);
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let claimed = claim.map(|tag| tag.split(['-', '_']).next().unwrap_or(tag).to_lowercase());
    let Some(info) = whatlang::detect(sample) else {
        let tag = claimed.unwrap_or_else(|| super::UNDETERMINED.to_string());
        return Detected { tag, reliable: false };
    };
    let found = knowledge.tag_of(info.lang().code());
    if (letters < SHORT || !info.is_reliable()) && claimed.is_some() {
        return Detected { tag: claimed.unwrap_or(found), reliable: false };
    }
    let tag = by_evidence(sample, &found, letters < BRIEF, knowledge).unwrap_or(found);
    Detected { tag, reliable: info.is_reliable() }
}

/// Among the packs, the one whose frequent words the text holds most, where that is clear: twice the words of the
/// language found otherwise, or simply more of them in a brief text.
fn by_evidence(sample: &str, found: &str, brief: bool, knowledge: &Knowledge) -> Option<String> {
    let words: Vec<String> = sample.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
    let count = |evidence: &[String]| {
        let evidence: HashSet<&str> = evidence.iter().map(String::as_str).collect();
        words.iter().filter(|w| evidence.contains(w.as_str())).count()
    };
    let counts: Vec<(usize, &str)> = knowledge.settings().map(|s| (count(&s.evidence), s.tag.as_str())).collect();
    let own = counts.iter().find(|(_, tag)| *tag == found).map_or(0, |(n, _)| *n);
    let (best, tag) = counts.iter().max()?;
    let clear = if brief { *best > own } else { *best > 2 * own + 3 };
    clear.then(|| (*tag).to_string())
}
