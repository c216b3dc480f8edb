//! Quotes: direct ones between marks, with their speakers; indirect ones as reported clauses.

mod cue;
mod direct;
mod frame;
mod glyphs;
mod indirect;
mod inner;
mod marks;
mod phrase;
mod scene;
mod speaker;
mod verb_final;

use crate::document::Block;
use crate::mention::{ActorId, Mentions, Setting};
use crate::span::Span;
use phrase::Phrase;
use scene::Scene;
use speaker::Speakers;

/// Something said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Whether it stands in quotation marks.
    pub direct: bool,
    /// Its characters: inside the marks, or the reported clause. A speech that its frame interrupts is one quote from
    /// its first to its last mark.
    pub span: Span,
    /// Who said it; groups are replaced by their members.
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

/// Where a speaker is to be found.
#[derive(Clone, Debug)]
enum Who {
    /// In these words.
    Phrase(Phrase),
    /// A pronoun on the word of saying: whoever spoke last.
    Clitic(Span),
    /// Nowhere: whoever spoke last.
    Last,
}

/// A quote whose speaker is not resolved yet.
#[derive(Clone, Debug)]
struct Draft {
    direct: bool,
    span: Span,
    sentence: usize,
    /// Number of the word of saying in the scene.
    cue: Option<usize>,
    who: Who,
}

/// How many quotes back one may begin that still holds a place.
const NESTED: usize = 32;

/// The innermost of the quotes, which stand in order of the text, that holds a span.
pub fn holding(quotes: &[Quote], span: Span) -> Option<usize> {
    let end = quotes.partition_point(|q| q.span.start <= span.start);
    let near = (end.saturating_sub(NESTED)..end).filter_map(|at| Some((at, quotes.get(at)?)));
    near.filter(|(_, q)| q.span.contains(span)).min_by_key(|(_, q)| q.span.len()).map(|(at, _)| at)
}

/// Finds the quotes of a page, in order of the text.
pub fn find(setting: &Setting<'_>, blocks: &[Block], mentions: &Mentions) -> Vec<Quote> {
    let scene = Scene::new(setting, blocks, mentions);
    let mut drafts = direct::find(&scene);
    let reported = indirect::find(&scene, &drafts);
    drafts.extend(reported);
    drafts.sort_by_key(|d| (d.span, !d.direct));
    let mut speakers = Speakers::new(&scene);
    drafts.iter().map(|draft| quote(&scene, draft, &mut speakers)).collect()
}

fn quote(scene: &Scene<'_>, draft: &Draft, speakers: &mut Speakers<'_, '_>) -> Quote {
    let speaker = speakers.resolve(draft);
    let cue = draft.cue.and_then(|c| scene.cues.get(c));
    Quote {
        direct: draft.direct,
        span: draft.span,
        speakers: speaker.actors,
        speaker_span: speaker.span,
        cue_span: cue.and_then(|c| scene.span(c.first..c.last)),
        strength: cue.map(|c| c.speech.strength.clone()).filter(|s| !s.is_empty()),
        sentence: draft.sentence,
        row: cue.and_then(|c| u32::try_from(c.speech.line).ok()),
        how: speaker.how,
    }
}
