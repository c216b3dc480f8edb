//! Commitments: what a political actor binds itself to do.
//!
//! Two forms: an act of promising or agreeing, and a speaker's word on what his own side will do.

use super::Clause;
use super::event::CIVILIAN;
use super::event::Event;
use super::quote::{self, Quote};
use super::role::{Party, Way};
use super::status::{self, Status, StatusWords};
use super::trigger;
use crate::analysis::{Deprel, Sentence, Tense, Upos};
use crate::language::frames::{Frame, Function};
use crate::language::settings::WordOrder;
use crate::language::words::StatusKind;
use crate::mention::{Actor, ActorId, How, Mentions, Setting};
use crate::span::Span;

/// A promise.
#[derive(Clone, Debug)]
pub struct Commitment {
    /// Who promises.
    pub by: Vec<ActorId>,
    /// To whom.
    pub to: Vec<ActorId>,
    /// What is promised.
    pub action: Span,
    /// What it is about: the PLOVER type of the act that would keep it, and its mode.
    pub topic: Option<String>,
    /// How firmly: the frame's name, or how it was said.
    pub strength: String,
    /// The words that tell it.
    pub span: Span,
    /// Sentence.
    pub sentence: usize,
    /// Event that tells it, if one does.
    pub event: Option<usize>,
    /// Quote that tells it, if one does.
    pub quote: Option<usize>,
    /// The word that binds: of promising, or the verb of the act announced.
    pub cue: Span,
    /// Number of the time that says how often.
    pub cadence: Option<usize>,
    /// Number of the time by which it is due.
    pub due: Option<usize>,
}

/// Frames by which one binds oneself.
const BINDING: [&str; 8] =
    ["pledge", "agree", "promise-aid", "promise-yield", "agree-meet", "agree-cooperate", "accept", "deal"];
/// Ways of saying that bind nobody to what is said.
const DOUBTED: [&str; 7] = ["criticise", "deny", "ask", "order", "hope", "think", "praise"];
/// How a plain announcement of one's own future act is called.
const ANNOUNCED: &str = "announced";

/// Finds the commitments of a page, in order of the text.
pub fn find(setting: &Setting<'_>, mentions: &Mentions, quotes: &[Quote], events: &[Event]) -> Vec<Commitment> {
    let mut out: Vec<Commitment> = Vec::new();
    let mut at = 0;
    for (index, sentence) in setting.analysis.sentences.iter().enumerate().filter(|(_, s)| s.parsed) {
        let clause = Clause::new(setting, mentions, index, sentence);
        while events.get(at).is_some_and(|e| e.sentence < index) {
            at += 1;
        }
        let here = events.iter().enumerate().skip(at).take_while(|(_, e)| e.sentence == index);
        let mut told: Vec<Commitment> = here.filter_map(|(i, e)| promised(&clause, e, i)).collect();
        told.extend(announced(&clause, sentence, quotes, &told));
        name_topics(&clause, &mut told);
        out.append(&mut told);
    }
    out
}

/// Says what each commitment is about: the first act that its words name, whoever takes part in it.
fn name_topics(clause: &Clause<'_>, told: &mut [Commitment]) {
    if told.is_empty() {
        return;
    }
    let acts: Vec<(Span, &Frame)> = trigger::find(clause)
        .into_iter()
        .filter_map(|hit| Some((hit.span, clause.setting.knowledge.frames.get(hit.row.frame?)?)))
        .filter(|(_, frame)| !BINDING.contains(&frame.name.as_str()))
        .collect();
    for commitment in told {
        let act = acts.iter().find(|(span, _)| commitment.action.overlaps(*span));
        commitment.topic = act.map(|(_, frame)| match &frame.mode {
            Some(mode) => format!("{} {mode}", frame.kind),
            None => frame.kind.clone(),
        });
    }
}

/// A commitment told by an act of promising or agreeing.
fn promised(clause: &Clause<'_>, event: &Event, number: usize) -> Option<Commitment> {
    let frame = clause.setting.knowledge.frames.get(event.frame)?;
    if !BINDING.contains(&frame.name.as_str()) || matches!(event.status, Status::Negated | Status::Hypothetical) {
        return None;
    }
    // What was agreed stands in a clause before it stands in a phrase, which may only say when.
    let relations =
        [&[Deprel::Ccomp, Deprel::Xcomp][..], &[Deprel::Acl, Deprel::Obj, Deprel::Advcl], &[Deprel::Obl, Deprel::Nmod]];
    let last = clause.setting.language.settings.order == WordOrder::Sov;
    let clausal = |t: &usize| matches!(clause.token(*t).map(|t| t.upos), Some(Upos::Verb | Upos::Noun));
    let side = |t: &usize| if last { *t < event.head && clausal(t) } else { *t > event.head };
    let free = |t: &usize| side(t) && clause.mention_at(*t).is_none();
    let complement = relations.iter().find_map(|relations| {
        let mut complements = clause.dependents(event.head, relations).filter(free);
        if last { complements.last() } else { complements.next() }
    })?;
    let action = span_of(clause, complement)?;
    let ids = |parties: &[Party]| parties.iter().map(|p| p.actor).collect::<Vec<_>>();
    let (by, to) = if frame.mutual {
        (ids(&event.source).into_iter().chain(ids(&event.target)).collect(), Vec::new())
    } else {
        (ids(&event.source), ids(&event.target))
    };
    let strength = frame.name.clone();
    let span = event.span.cover(action);
    let (sentence, cue) = (clause.index, event.trigger);
    let (event, quote) = (Some(number), event.reported);
    Some(Commitment {
        by,
        to,
        action,
        topic: None,
        strength,
        span,
        sentence,
        event,
        quote,
        cue,
        cadence: None,
        due: None,
    })
}

/// Commitments told as a speaker's word on what his own side will do.
fn announced(clause: &Clause<'_>, sentence: &Sentence, quotes: &[Quote], told: &[Commitment]) -> Vec<Commitment> {
    let statuses = StatusWords::find(clause);
    let mut out: Vec<Commitment> = Vec::new();
    for verb in sentence.tokens() {
        let Some(token) = clause.token(verb).filter(|t| t.upos == Upos::Verb) else { continue };
        let Some(number) = quote::holding(quotes, token.span) else { continue };
        let Some(quote) = quotes.get(number) else { continue };
        let marked = statuses.own(clause, verb).contains(&StatusKind::Future);
        let ahead = marked
            || token.tense == Tense::Future && clause.dependents(verb, &[Deprel::Aux, Deprel::Cop]).next().is_none();
        let whole = status::status(&statuses.on(clause, (verb, verb + 1), verb), token.tense);
        let doubted = quote.strength.as_deref().is_some_and(|s| DOUBTED.contains(&s));
        if !ahead || doubted || whole != Some(Status::Future) || clause.is_passive(verb) {
            continue;
        }
        let mut by = speaking_subject(clause, verb, quote);
        // A bare future tells as often what others will do.
        by.retain(|id| marked || quote.speakers.contains(id));
        let Some(action) = span_of(clause, verb).filter(|_| !by.is_empty()) else { continue };
        let known = told.iter().chain(&out).any(|c| c.action.overlaps(action));
        if !known {
            let strength = quote.strength.clone().filter(|s| s != "say").unwrap_or_else(|| ANNOUNCED.to_string());
            let action = Span { start: token.span.start, ..action };
            out.push(Commitment {
                by,
                to: Vec::new(),
                action,
                topic: None,
                strength,
                span: action,
                sentence: clause.index,
                event: None,
                quote: Some(number),
                cue: token.span,
                cadence: None,
                due: None,
            });
        }
    }
    out
}

/// The political actors that a speaker binds: himself, or others of his own state that are the verb's subject.
fn speaking_subject(clause: &Clause<'_>, verb: usize, quote: &Quote) -> Vec<ActorId> {
    let officer = |a: &&Actor| {
        a.political && a.sector.as_deref() != Some(CIVILIAN) && a.office.as_deref().is_none_or(|o| !o.is_empty())
    };
    let state = |id: ActorId| clause.mentions.actor(id).filter(officer).and_then(|a| a.state.clone());
    let speakers: Vec<ActorId> = quote.speakers.iter().copied().filter(|s| state(*s).is_some()).collect();
    let subjects = clause.fillers(verb, &Function::Subject);
    let mut out: Vec<ActorId> = Vec::new();
    for filler in subjects.into_iter().filter(|f| f.way < Way::Beside) {
        if clause.mention_at(filler.token).is_some_and(|m| m.how == How::Speaker) {
            out.extend(&speakers);
        }
        for party in clause.actors_at(filler) {
            let own =
                state(party.actor).is_some_and(|s| speakers.iter().any(|id| state(*id).as_deref() == Some(s.as_str())));
            if own {
                out.push(party.actor);
            }
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The characters of a token and everything below it, without marks at its ends.
fn span_of(clause: &Clause<'_>, token: usize) -> Option<Span> {
    let subtree = clause.subtree(token);
    let words = subtree.iter().filter_map(|t| clause.token(*t)).filter(|t| t.upos != Upos::Punct);
    words.map(|t| t.span).reduce(Span::cover)
}
