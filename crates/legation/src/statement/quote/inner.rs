//! Frames between dashes inside the marks: `«…, — said X. — …»`.

use super::Who;
use super::frame::Frame;
use super::phrase::{self, Phrase};
use super::scene::Scene;
use std::ops::Range;

/// Most tokens of such a frame.
const LONGEST: usize = 24;

/// A frame inside a marked stretch.
pub struct Inner {
    /// Who speaks.
    pub frame: Frame,
    /// The mark before its dash.
    pub start: usize,
    /// Whether speech goes on behind it.
    pub goes_on: bool,
}

/// The first frame between dashes inside a stretch: a word of saying right behind a dash that follows a mark.
pub fn find(scene: &Scene<'_>, tokens: Range<usize>) -> Option<Inner> {
    let opens = |t: &usize| {
        let mark = matches!(scene.form(t - 1).chars().next_back(), Some(',' | '?' | '!' | '.' | '\u{2026}'));
        is_dash(scene, *t) && mark && t - 1 > tokens.start
    };
    let dash = (tokens.start + 1..tokens.end).filter(opens).find(|t| cue_at(scene, t + 1).is_some())?;
    let number = cue_at(scene, dash + 1)?;
    let cue = scene.cues.get(number)?;
    let end =
        (cue.last..tokens.end.min(cue.last + LONGEST)).find(|t| is_dash(scene, *t) && scene.is_punctuation(t - 1));
    let goes_on = end.is_some();
    let who = match cue.clitic {
        Some(clitic) => Who::Clitic(clitic),
        None => Who::Phrase(named(scene, cue.last, end.unwrap_or(tokens.end))?),
    };
    Some(Inner { frame: Frame { cue: Some(number), who }, start: dash - 1, goes_on })
}

fn is_dash(scene: &Scene<'_>, token: usize) -> bool {
    matches!(scene.form(token), "-" | "\u{2013}" | "\u{2014}" | "\u{2015}")
}

fn cue_at(scene: &Scene<'_>, token: usize) -> Option<usize> {
    let said = |number: &usize| scene.cues.get(*number).is_some_and(|c| c.is_verb() && !c.negated && c.first == token);
    scene.cues_in(token..token + 1).find(said)
}

/// Who is named behind the word of saying: a mention, else the words up to the next mark.
fn named(scene: &Scene<'_>, at: usize, end: usize) -> Option<Phrase> {
    let how = "phrase between dashes";
    phrase::after_verb(scene, at, end).or_else(|| {
        let last = (at..end).find(|t| scene.is_punctuation(*t)).unwrap_or(end);
        (at < last).then_some(Phrase { tokens: at..last, head: None, how })
    })
}
