//! The frame of a marked stretch: the words of saying before and after it, inside its sentence.

use super::Who;
use super::cue::Cue;
use super::phrase::{self, Phrase};
use super::scene::Scene;
use crate::analysis::Upos;
use std::ops::Range;

/// How far behind a marked stretch its word of saying may stand.
const AFTER: usize = 28;
/// How far before it.
const BEFORE: usize = 40;
/// How near to the sentence's end a word of saying that frames the whole of it must stand.
const TAIL: usize = 14;

/// A word of saying that frames something, with who says it.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Number of the word of saying.
    pub cue: Option<usize>,
    /// The speaker.
    pub who: Who,
}

impl Frame {
    fn new(cue: usize, who: Who) -> Option<Frame> {
        Some(Frame { cue: Some(cue), who })
    }
}

/// A frame right behind a marked stretch: `", said X`, `", according to X`.
pub fn at_once(scene: &Scene<'_>, after: Range<usize>, lead: bool) -> Option<Frame> {
    let first = after.clone().take(4).find(|t| !scene.is_punctuation(*t))?;
    let number = scene.cues_in(first..first + 1).next()?;
    let cue = scene.cues.get(number).filter(|c| !c.quoted && !c.negated)?;
    if let Some(clitic) = cue.clitic {
        return Frame::new(number, Who::Clitic(clitic));
    }
    if !cue.is_verb() && !cue.is_adposition() {
        return None;
    }
    if let Some(phrase) = phrase::after(scene, cue.last, after.end) {
        return Frame::new(number, Who::Phrase(phrase));
    }
    let own = if cue.is_verb() { phrase::subject(scene, cue) } else { None };
    match own {
        Some(phrase) => Frame::new(number, Who::Phrase(phrase)),
        None if lead && cue.sure => Frame::new(number, Who::Last),
        None => None,
    }
}

/// A frame behind a marked stretch whose speaker comes first: `", X, the envoy, told reporters`.
pub fn behind(scene: &Scene<'_>, after: Range<usize>) -> Option<Frame> {
    let first = after.clone().take(4).find(|t| !scene.is_punctuation(*t))?;
    if scene.is_marker(first) || matches!(scene.upos(first), Upos::Cconj | Upos::Sconj | Upos::Verb) {
        return None;
    }
    let usable = |c: &usize| scene.cues.get(*c).is_some_and(|c| c.is_verb() && !c.quoted && !c.negated && c.sure);
    let number = scene.cues_in(first + 1..after.end.min(first + AFTER)).find(usable)?;
    let cue = scene.cues.get(number)?;
    let inside = |p: &Phrase| p.tokens.start >= first && p.tokens.end <= cue.first;
    let opens = scene.mentions_in(first..first + 2).next().filter(|m| m.first >= first);
    let whole = |head| Phrase { tokens: first..cue.first, head, how: "phrase before the word of saying" };
    let phrase = match opens {
        Some(mention) => whole(Some(mention.head)),
        None => phrase::subject(scene, cue).filter(inside).unwrap_or_else(|| whole(None)),
    };
    Frame::new(number, Who::Phrase(phrase))
}

/// A frame before a marked stretch, in the same sentence, and whether it leads straight to it.
pub fn ahead(scene: &Scene<'_>, before: Range<usize>) -> Option<(Frame, bool)> {
    let last = before.clone().next_back()?;
    let colon = scene.form(last) == ":";
    let from = before.start.max(before.end.saturating_sub(BEFORE));
    let usable =
        |c: &usize| scene.cues.get(*c).is_some_and(|c| !c.quoted && !c.negated && (c.sure || c.last == before.end));
    let number = scene.cues_in(from..before.end).rev().filter(usable).find(|c| {
        scene.cues.get(*c).is_some_and(|c| c.is_verb() || c.is_adposition() || colon || c.last == before.end)
    });
    let number = number.filter(|n| {
        let comma = |c: &Cue<'_>| (c.last..before.end).any(|t| matches!(scene.form(t), "," | ":"));
        scene.cues.get(*n).is_some_and(|c| !c.is_adposition() || comma(c))
    });
    let Some(number) = number else {
        return if colon { colon_frame(scene, before).map(|f| (f, true)) } else { None };
    };
    let cue = scene.cues.get(number)?;
    let words = (cue.last..before.end).filter(|t| !scene.is_punctuation(*t)).count();
    let strong = colon || words <= 1 || scene.form(last) == "," && words <= 12;
    speaker(scene, number, before).map(|who| (Frame { cue: Some(number), who }, strong))
}

/// Who stands with a word of saying inside a stretch of tokens.
pub fn speaker(scene: &Scene<'_>, number: usize, within: Range<usize>) -> Option<Who> {
    let cue = scene.cues.get(number)?;
    if let Some(clitic) = cue.clitic {
        return Some(Who::Clitic(clitic));
    }
    if cue.is_adposition() {
        return phrase::after(scene, cue.last, within.end).map(Who::Phrase);
    }
    let floor = boundary(scene, cue.first, within.start);
    if let Some(earlier) = shared(scene, number, floor) {
        return speaker(scene, earlier, within);
    }
    phrase::before(scene, cue, floor)
        .or_else(|| phrase::subject(scene, cue))
        .or_else(|| phrase::loose_before(scene, cue, floor))
        .map(Who::Phrase)
}

/// The word of saying before one that stands right behind a comma: ", adding that" has the speaker of the other.
fn shared(scene: &Scene<'_>, number: usize, floor: usize) -> Option<usize> {
    let cue = scene.cues.get(number)?;
    let mut at = cue.first;
    while at > floor && scene.upos(at - 1) == Upos::Adv {
        at -= 1;
    }
    let comma = at.checked_sub(1).filter(|t| *t >= floor && scene.form(*t) == ",")?;
    let earlier = number.checked_sub(1)?;
    // An apposition between commas leads back to its own name.
    let verb = |t: usize| matches!(scene.upos(t), Upos::Verb | Upos::Aux);
    let open = (floor..comma).rev().find(|t| scene.form(*t) == ",").map_or(floor, |t| t + 1);
    let before = scene.cues.get(earlier)?;
    let fits = before.is_verb() && !before.quoted && before.first >= floor && (open..comma).any(verb);
    fits.then_some(earlier)
}

/// The last place before a token where marked words end or a word of saying stood.
fn boundary(scene: &Scene<'_>, at: usize, from: usize) -> usize {
    let marked = (from..at).rev().take(BEFORE).find(|t| scene.piece_at(*t).is_some()).map_or(from, |t| t + 1);
    marked.max(from)
}

/// "X: “…”" without a word of saying.
fn colon_frame(scene: &Scene<'_>, before: Range<usize>) -> Option<Frame> {
    let mention = scene.mentions_in(before.clone()).next().filter(|m| m.actor.is_some())?;
    let phrase = Phrase { tokens: mention.first..mention.last, head: Some(mention.head), how: "name before a colon" };
    Some(Frame { cue: None, who: Who::Phrase(phrase) })
}

/// A frame at the end of the sentence: `…, X said.`
pub fn closing(scene: &Scene<'_>, after: Range<usize>) -> Option<Frame> {
    let from = after.start.max(after.end.saturating_sub(TAIL + 4));
    let number = scene.cues_in(from..after.end).rev().find(|c| {
        scene.cues.get(*c).is_some_and(|c| !c.quoted && !c.negated && c.sure && (c.is_verb() || c.is_adposition()))
    })?;
    let cue = scene.cues.get(number)?;
    let comma = (after.start.max(cue.first.saturating_sub(TAIL))..cue.first).rev().find(|t| scene.form(*t) == ",")?;
    if comma + 1 == cue.first {
        let phrase = phrase::after(scene, cue.last, after.end);
        return match (cue.clitic, phrase) {
            (Some(clitic), _) => Frame::new(number, Who::Clitic(clitic)),
            (None, Some(phrase)) => Frame::new(number, Who::Phrase(phrase)),
            _ => None,
        };
    }
    let near = |p: &Phrase| p.tokens.start <= comma + 3;
    let who =
        phrase::before(scene, cue, comma + 1).or_else(|| phrase::loose_before(scene, cue, comma + 1)).filter(near)?;
    Frame::new(number, Who::Phrase(who))
}
