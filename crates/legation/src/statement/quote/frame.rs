//! The frame of a marked stretch: the words of saying before and after it, inside its sentence.

use super::Who;
use super::cue::Cue;
use super::phrase::{self, Phrase};
use super::scene::Scene;
use crate::analysis::Upos;
use crate::language::settings::WordOrder;
use std::ops::Range;

/// How far behind a marked stretch its word of saying may stand.
const AFTER: usize = 28;
/// How far before it.
const BEFORE: usize = 40;
/// How near to the sentence's end a word of saying that frames the whole of it must stand.
const TAIL: usize = 14;

/// Most words of a signature.
const SIGNATURE: usize = 6;

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
    if cue.passive {
        return agent(scene, cue, after.end).and_then(|phrase| Frame::new(number, Who::Phrase(phrase)));
    }
    let phrase = match cue.is_verb() {
        true => phrase::after_verb(scene, cue.last, after.end),
        false => phrase::after(scene, cue.last, after.end).or_else(|| phrase::pronoun_in(scene, cue)),
    };
    let phrase = phrase.or_else(|| phrase::institution(scene, cue, after.end));
    if let Some(phrase) = phrase {
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
    let infinitive =
        |c: &Cue<'_>| c.first > 0 && scene.upos(c.first - 1) == Upos::Part && !scene.is_punctuation(c.first - 1);
    let usable = |c: &usize| {
        scene.cues.get(*c).is_some_and(|c| c.is_verb() && !c.quoted && !c.negated && c.sure && !infinitive(c))
    };
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
    let usable = |c: &usize| {
        scene.cues.get(*c).is_some_and(|c| {
            let fits = !c.quoted && !c.negated && (c.sure || c.last == before.end);
            fits && (!c.passive || agent(scene, c, before.end).is_some())
        })
    };
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
    if !strong && !cue.speech.quote {
        return None;
    }
    let who = speaker(scene, number, before).or(if strong && !cue.passive { Some(Who::Last) } else { None })?;
    Some((Frame { cue: Some(number), who }, strong))
}

/// Who stands with a word of saying inside a stretch of tokens.
pub fn speaker(scene: &Scene<'_>, number: usize, within: Range<usize>) -> Option<Who> {
    let mut number = number;
    // Each step leads to an earlier word of saying.
    while let Some(earlier) = shared(scene, number, within.start) {
        number = earlier;
    }
    let cue = scene.cues.get(number)?;
    if let Some(clitic) = cue.clitic {
        return Some(Who::Clitic(clitic));
    }
    if cue.is_adposition() {
        return phrase::after(scene, cue.last, within.end).map(Who::Phrase);
    }
    if cue.passive {
        return agent(scene, cue, within.end).map(Who::Phrase);
    }
    let inverted =
        || phrase::after_verb(scene, cue.last, within.end).filter(|p| ends_clause(scene, p.tokens.end, within.end));
    if scene.setting.language.settings.order == WordOrder::Vso {
        // Where verbs come first, who speaks stands behind the word of saying, and what stands before it does not.
        let own = phrase::subject(scene, cue).or_else(|| phrase::after_verb(scene, cue.last, within.end));
        if own.is_some() {
            return own.map(Who::Phrase);
        }
        if opens(scene, cue, within.start) {
            return Some(Who::Last);
        }
    }
    let beside = |t: usize| t >= within.start && scene.piece_at(t).is_some();
    let after_piece =
        cue.first.checked_sub(1).is_some_and(|t| beside(t) || scene.form(t) == "," && t > 0 && beside(t - 1));
    let after_comma = cue.first > within.start && scene.is_punctuation(cue.first - 1);
    let floor = boundary(scene, cue.first, within.start);
    let found = if after_piece { inverted() } else { None };
    found
        .or_else(|| phrase::antecedent(scene, cue, floor))
        .or_else(|| phrase::before(scene, cue, floor))
        .or_else(|| phrase::subject(scene, cue))
        .or_else(|| if after_comma { inverted() } else { None })
        .or_else(|| phrase::loose_before(scene, cue, floor))
        .map(Who::Phrase)
}

/// Whether a verb of saying without a subject opens what it stands in, in a language that leaves known subjects out.
fn opens(scene: &Scene<'_>, cue: &Cue<'_>, floor: usize) -> bool {
    let empty = |t: usize| scene.is_punctuation(t) || matches!(scene.upos(t), Upos::Cconj | Upos::Part | Upos::Adv);
    scene.setting.language.settings.drops_subjects && cue.is_verb() && (floor..cue.first).all(empty)
}

/// Whether a clause may end before a token: no verb goes on with what stands before it.
fn ends_clause(scene: &Scene<'_>, at: usize, end: usize) -> bool {
    at >= end || !matches!(scene.upos(at), Upos::Verb | Upos::Aux | Upos::Adv | Upos::Part)
}

/// "was accused by X".
fn agent(scene: &Scene<'_>, cue: &Cue<'_>, end: usize) -> Option<Phrase> {
    let by = (cue.last..end.min(cue.last + 6)).find(|t| scene.setting.language.marks("by", scene.lower(*t)))?;
    phrase::after(scene, by + 1, end)
}

/// The word of saying before one that stands right behind a comma or a conjunction: ", adding that", "and said" have
/// the speaker of the other.
fn shared(scene: &Scene<'_>, number: usize, floor: usize) -> Option<usize> {
    let cue = scene.cues.get(number)?;
    if cue.clitic.is_some() || !cue.is_verb() {
        return None;
    }
    let mut at = cue.first;
    while at > floor && matches!(scene.upos(at - 1), Upos::Adv | Upos::Aux) {
        at -= 1;
    }
    let joint = at.checked_sub(1).filter(|t| *t >= floor)?;
    let (comma, and) = (scene.form(joint) == ",", scene.upos(joint) == Upos::Cconj);
    let sure = |n: &usize| scene.cues.get(*n).is_some_and(|c| c.is_verb() && c.sure && !c.quoted);
    let earlier = scene.cues_in(floor..cue.first).rev().take_while(|_| comma || and).find(sure)?;
    // An apposition between commas leads back to its own name.
    let verb = |t: usize| matches!(scene.upos(t), Upos::Verb | Upos::Aux);
    let open = (floor..joint).rev().find(|t| scene.form(*t) == ",").map_or(floor, |t| t + 1);
    let before = scene.cues.get(earlier)?;
    (and || before.first >= open || (open..joint).any(verb)).then_some(earlier)
}

/// The last place before a token where marked words end or a word of saying stood.
fn boundary(scene: &Scene<'_>, at: usize, from: usize) -> usize {
    let marked = (from..at).rev().take(BEFORE).find(|t| scene.piece_at(*t).is_some()).map_or(from, |t| t + 1);
    marked.max(from)
}

/// "X: “…”" without a word of saying.
fn colon_frame(scene: &Scene<'_>, before: Range<usize>) -> Option<Frame> {
    let colon = before.end - 1;
    let near = scene.mentions_in(before.clone()).next_back().filter(|m| m.last == colon);
    let mention = near.or_else(|| scene.mentions_in(before.clone()).next()).filter(|m| m.actor.is_some())?;
    let phrase = Phrase { tokens: mention.first..mention.last, head: Some(mention.head), how: "name before a colon" };
    Some(Frame { cue: None, who: Who::Phrase(phrase) })
}

/// A signature behind a marked stretch: `“…” — X`.
pub fn signature(scene: &Scene<'_>, after: Range<usize>) -> Option<Frame> {
    let dash =
        after.clone().next().filter(|t| scene.form(*t).starts_with(['-', '\u{2013}', '\u{2014}', '\u{2015}']))?;
    let last = after.clone().rev().find(|t| !scene.is_punctuation(*t))?;
    let tokens = dash + 1..last + 1;
    let words = tokens.len();
    let name = |t: usize| scene.capital(t) || scene.is_punctuation(t) || scene.is_of(t);
    ((1..=SIGNATURE).contains(&words) && tokens.clone().all(name)).then_some(())?;
    Some(Frame { cue: None, who: Who::Phrase(Phrase { tokens, head: None, how: "signature behind a dash" }) })
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
