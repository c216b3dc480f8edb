//! Quotes.

use crate::mention::ActorId;
use crate::span::Span;

/// Something said.
#[derive(Clone, Debug)]
pub struct Quote {
    /// Whether it stands in quotation marks.
    pub direct: bool,
    /// Its characters, inside the marks.
    pub span: Span,
    /// Who said it.
    pub speakers: Vec<ActorId>,
    /// Where the speaker is named.
    pub speaker_span: Option<Span>,
    /// The word of saying.
    pub cue_span: Option<Span>,
    /// How it was said.
    pub strength: Option<String>,
    /// Sentence it begins in.
    pub sentence: usize,
    /// Line of the word of saying in `speech.tsv`.
    pub row: Option<u32>,
    /// How the speaker was found.
    pub how: &'static str,
}

/// Finds the quotes of a page.
pub fn find(
    _setting: &crate::mention::Setting<'_>,
    _blocks: &[crate::document::Block],
    _mentions: &crate::mention::Mentions,
) -> Vec<Quote> {
    Vec::new()
}
