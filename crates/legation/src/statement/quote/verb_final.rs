//! Speech in languages whose verbs come last: who speaks stands first, what is said before the word of saying, with a
//! particle between them that says so.

use super::Who;
use super::cue::{self, Cue};
use super::frame::Frame;
use super::phrase::Phrase;
use super::scene::Scene;
use crate::analysis::Deprel;
use crate::language::settings::WordOrder;
use crate::mention::Mention;
use std::ops::Range;

/// How far behind a marked stretch its word of saying may stand.
const AFTER: usize = 14;
/// How many tokens may stand between the particle of speech and the word of saying.
const BETWEEN: usize = 4;
/// Most tokens of a speaker that no mention tells.
const LONGEST: usize = 14;

/// Whether the page's language puts its verbs last.
pub fn applies(scene: &Scene<'_>) -> bool {
    scene.setting.language.settings.order == WordOrder::Sov
}

/// The frame of a marked stretch that ends before the tokens `after`: `“…” PARTICLE X SAID`.
pub fn frame(scene: &Scene<'_>, before: Range<usize>, after: Range<usize>) -> Option<Frame> {
    let first = after.clone().take(3).find(|t| !scene.is_punctuation(*t))?;
    let usable = |c: &usize| scene.cues.get(*c).is_some_and(|c| !c.quoted && !c.negated);
    let number = scene.cues_in(first..after.end.min(first + AFTER)).find(usable)?;
    let cue = scene.cues.get(number)?;
    if !scene.is_that(first) && cue.first > first + 1 {
        return None;
    }
    let own = || own_subject(scene, cue, before.clone()).map(|(phrase, _)| Who::Phrase(phrase));
    let who = speaker(scene, first..cue.first).or_else(own).or_else(|| speaker(scene, before.clone()));
    let who = who.unwrap_or(Who::Last);
    Some(Frame { cue: Some(number), who })
}

/// The clause that a word of saying reports, and who says it: `X CLAUSE PARTICLE SAID`.
pub fn report(scene: &Scene<'_>, cue: &Cue<'_>, within: Range<usize>) -> Option<(Range<usize>, Who)> {
    let from = cue.first.saturating_sub(BETWEEN).max(within.start);
    let near = (from..cue.last).rev().find(|t| closes(scene, *t));
    let floor = earlier(scene, cue, within.start);
    let apart = near.is_none().then(|| cut_off(scene, floor..cue.first)).flatten();
    let particle = near.or(apart)?;
    let ends = scene.that_ending(particle);
    let end = if ends { particle + 1 } else { particle };
    let last = (within.start..end).rev().find(|t| !scene.is_punctuation(*t) || scene.piece_at(*t).is_some())?;
    if scene.piece_at(last).is_some() {
        return None;
    }
    if let Some((phrase, _)) = marked_speaker(scene, particle + 1..cue.first) {
        return (floor < end).then_some((floor..end, Who::Phrase(phrase)));
    }
    let named = own_subject(scene, cue, floor..particle).or_else(|| marked_speaker(scene, floor..particle));
    let start = named.as_ref().map_or(floor, |(_, particle)| particle + 1);
    let who = named.map_or(Who::Last, |(phrase, _)| Who::Phrase(phrase));
    (start < end).then_some((start..end, who))
}

/// The particle of speech behind a comma, where who speaks stands between it and the word of saying: `CLAUSE, PARTICLE
/// X SAID`.
fn cut_off(scene: &Scene<'_>, within: Range<usize>) -> Option<usize> {
    let behind = |t: usize| t > within.start && scene.is_punctuation(t - 1) && scene.piece_at(t - 1).is_none();
    let particle = within.clone().rev().find(|t| scene.is_that(*t) && !scene.that_ending(*t) && behind(*t))?;
    marked_speaker(scene, particle + 1..within.end).map(|_| particle)
}

/// The actor that is the subject of the word of saying itself, marked as its topic, with the particle's token.
fn own_subject(scene: &Scene<'_>, cue: &Cue<'_>, within: Range<usize>) -> Option<(Phrase, usize)> {
    let subject = |m: &&Mention| {
        let token = scene.token(m.head);
        let own = token.is_some_and(|t| t.deprel == Deprel::Nsubj && t.head as usize == cue.head);
        let topic = scene.setting.language.marks("topic", scene.lower(m.last));
        own && topic && within.contains(&m.last) && scene.piece_at(m.last).is_none()
    };
    let mention = scene.mentions_in(within.clone()).filter(|m| m.first >= within.start).find(subject)?;
    Some((of(mention, "subject of the word of saying"), mention.last))
}

/// Whether a particle closes something said: not one that is a part of a longer particle, nor one that joins an actor
/// to what follows.
fn closes(scene: &Scene<'_>, at: usize) -> bool {
    let particle = scene.token(at).filter(|t| t.deprel == Deprel::Case).map(|t| t.head as usize);
    let longer = cue::is_particle(scene, at + 1);
    let joins = || {
        let named = at.checked_sub(1).and_then(|before| scene.mentions_in(before..at).next_back());
        let said = |t: usize| scene.token(t).is_some_and(|t| matches!(t.deprel, Deprel::Aux | Deprel::Cop));
        named.is_some_and(|m| m.last == at && particle == Some(m.head)) && !said(at - 1)
    };
    scene.is_that(at) && !longer && (scene.that_ending(at) || !joins())
}

/// `ACCORDING-TO` behind its noun: the name before it, the clause behind it.
pub fn attributed(scene: &Scene<'_>, cue: &Cue<'_>, within: Range<usize>) -> Option<(Range<usize>, Who)> {
    let mention = scene.mentions_in(within.start..cue.first).next_back().filter(|m| m.last + 1 >= cue.first)?;
    let clause = cue.last..within.end;
    (clause.len() > 2).then(|| (clause, Who::Phrase(of(mention, "name before the word of source"))))
}

/// Where the last word of saying before a cue in its sentence ends.
fn earlier(scene: &Scene<'_>, cue: &Cue<'_>, floor: usize) -> usize {
    let before = scene.cues_in(floor..cue.first).rev().filter_map(|c| scene.cues.get(c));
    // A word of saying without a particle of speech before it reports nothing itself.
    let reports = |c: &&Cue<'_>| {
        (c.first.saturating_sub(BETWEEN).max(floor)..c.last).any(|t| scene.is_that(t) && t + 1 >= c.first.max(1))
    };
    before.filter(|c| c.is_verb() && c.sure && !c.quoted).find(reports).map_or(floor, |c| c.last)
}

/// Who speaks in a stretch of tokens, by the particle of topics or subjects.
fn speaker(scene: &Scene<'_>, within: Range<usize>) -> Option<Who> {
    marked_speaker(scene, within).map(|(phrase, _)| Who::Phrase(phrase))
}

/// The first actor that is marked as topic, else as subject, with the particle's token; else the words before the first
/// such particle.
fn marked_speaker(scene: &Scene<'_>, within: Range<usize>) -> Option<(Phrase, usize)> {
    let language = scene.setting.language;
    let free = |t: &usize| scene.piece_at(*t).is_none();
    let marked = |class: &'static str| {
        let within = within.clone();
        move |m: &&Mention| within.contains(&m.last) && free(&m.last) && language.marks(class, scene.lower(m.last))
    };
    for class in ["topic", "subject"] {
        let mut mentions = scene.mentions_in(within.clone()).filter(|m| m.first >= within.start);
        if let Some(mention) = mentions.find(|m| marked(class)(m)) {
            return Some((of(mention, "topic or subject before what is said"), mention.last));
        }
    }
    let loose = |t: &usize| free(t) && *t > within.start && language.marks("topic", scene.lower(*t));
    let particle = within.clone().find(loose)?;
    let from = within.start.max(particle.saturating_sub(LONGEST));
    let first = (from..particle).rev().take_while(|t| !scene.is_punctuation(*t) && free(t)).last()?;
    let how = "words before the particle of the topic";
    Some((Phrase { tokens: first..particle, head: None, how }, particle))
}

fn of(mention: &Mention, how: &'static str) -> Phrase {
    Phrase { tokens: mention.first..mention.last, head: Some(mention.head), how }
}
