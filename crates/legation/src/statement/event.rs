//! Acts: a trigger word, the frame it names, the actors in its roles.

use super::Clause;
use super::quote::{self, Quote};
use super::role::{Filler, Party, Way};
use super::status::{self, Status, StatusWords};
use super::trigger::{self, Hit};
use crate::analysis::{Deprel, Sentence, Tense, Token, Upos};
use crate::language::frames::{Complement, Frame, FrameId, Function, Needs};
use crate::language::settings::{NounHead, WordOrder};
use crate::language::words::{Scope, StatusKind};
use crate::mention::{ActorKind, How, Mention, Mentions, Setting};
use crate::span::Span;

/// An act.
#[derive(Clone, Debug)]
pub struct Event {
    /// The frame it was told by.
    pub frame: FrameId,
    /// Who acts.
    pub source: Vec<Party>,
    /// Who is acted upon.
    pub target: Vec<Party>,
    /// Whether it happened.
    pub status: Status,
    /// The word that names the act.
    pub trigger: Span,
    /// Trigger and roles together.
    pub span: Span,
    /// Sentence.
    pub sentence: usize,
    /// The row of knowledge that tells it.
    pub row: Row,
    /// Head token of the trigger.
    pub head: usize,
    /// Number of the quote it is told in.
    pub reported: Option<usize>,
    /// Number of the time it happened at, if one stands beside it.
    pub time: Option<usize>,
    /// Number of the place it happened in, if one stands beside it.
    pub place: Option<usize>,
}

/// The row of knowledge that tells an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A line of the lexicon.
    Lexicon(usize),
    /// A line of the status words: a word of obligation in somebody's speech.
    Status(usize),
}

/// Finds the acts of a page, in order of the text.
pub fn find(setting: &Setting<'_>, mentions: &Mentions, quotes: &[Quote]) -> Vec<Event> {
    let story = Story::of(mentions);
    let mut events: Vec<Event> = Vec::new();
    for (index, sentence) in setting.analysis.sentences.iter().enumerate().filter(|(_, s)| s.parsed) {
        let clause = Clause::new(setting, mentions, index, sentence);
        let hits = trigger::find(&clause);
        let statuses = StatusWords::find(&clause);
        if hits.is_empty() && statuses.is_empty() {
            continue;
        }
        let scene = Scene { clause: &clause, hits: &hits, statuses: &statuses, quotes, story: &story };
        let mut told: Vec<Event> = Vec::new();
        for hit in &hits {
            let before: Vec<&Event> = events.iter().rev().take(RECENT).rev().chain(&told).collect();
            if let Some(event) = scene.event(hit, &before)
                && !told.iter().any(|other| same(setting, mentions, other, &event))
            {
                told.push(event);
            }
        }
        for event in scene.obligations(sentence) {
            if !told.iter().any(|other| same(setting, mentions, other, &event)) {
                told.push(event);
            }
        }
        told.sort_by_key(|e| e.trigger);
        events.extend(told);
    }
    events
}

/// The two states that a page is about, where two stand out.
struct Story {
    pair: Option<(String, String)>,
}

impl Story {
    fn of(mentions: &Mentions) -> Story {
        let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
        let acting = mentions.mentions.iter().filter_map(|m| mentions.actor(m.actor?));
        let press = |a: &&crate::mention::Actor| a.sector.as_deref() == Some(PRESS);
        for state in acting.filter(|a| !press(a)).filter_map(|a| a.state.as_deref()) {
            *counts.entry(state).or_default() += 1;
        }
        let mut counts: Vec<(usize, &str)> = counts.into_iter().map(|(s, n)| (n, s)).collect();
        counts.sort_by(|a, b| b.cmp(a));
        let pair = match counts.as_slice() {
            [(first, a), (second, b), rest @ ..]
                if *second >= STANDS_OUT
                    && 3 * second >= *first
                    && rest.first().is_none_or(|(third, _)| 2 * second >= 3 * third) =>
            {
                Some(((*a).to_string(), (*b).to_string()))
            }
            _ => None,
        };
        Story { pair }
    }

    /// The other state of a two-party story.
    fn counterpart(&self, state: &str) -> Option<&str> {
        match &self.pair {
            Some((a, b)) if a == state => Some(b),
            Some((a, b)) if b == state => Some(a),
            _ => None,
        }
    }
}

/// Whether two acts of one sentence are one: same type, same states, and not one done and one to come.
fn same(setting: &Setting<'_>, mentions: &Mentions, a: &Event, b: &Event) -> bool {
    let kind = |event: &Event| setting.knowledge.frames.get(event.frame).map(|f| f.kind.as_str());
    let done = |event: &Event| matches!(event.status, Status::Actual | Status::Past);
    // Of acts that go one way, the way tells them apart.
    let mutual = |event: &Event| setting.knowledge.frames.get(event.frame).is_some_and(|f| f.mutual);
    let actors = |event: &Event| {
        let mut all: Vec<Option<String>> = event.source.iter().map(|p| state_of(mentions, p)).collect();
        all.sort();
        all.dedup();
        all
    };
    let meeting = kind(a) == Some(CONSULT);
    if !meeting && !mutual(a) && !mutual(b) && actors(a) != actors(b) {
        return false;
    }
    let states = |event: &Event| {
        let parties = event.source.iter().chain(&event.target);
        let mut all: Vec<Option<String>> = parties.map(|p| state_of(mentions, p)).collect();
        all.sort();
        all.dedup();
        all
    };
    let sources = |event: &Event| event.source.iter().map(|p| state_of(mentions, p)).collect::<Vec<_>>();
    let mutual = setting.knowledge.frames.get(a.frame).is_some_and(|f| f.mutual);
    // What one does to the other is not what the other does to him.
    let (one, other) = (sources(a), sources(b));
    let turned = !mutual && !one.is_empty() && !other.is_empty() && !one.iter().any(|s| other.contains(s));
    kind(a) == kind(b) && !turned && (a.status == b.status || done(a) && done(b)) && states(a) == states(b)
}

fn state_of(mentions: &Mentions, party: &Party) -> Option<String> {
    mentions.actor(party.actor).and_then(|a| a.state.clone())
}

struct Scene<'s, 'a> {
    clause: &'s Clause<'a>,
    hits: &'s [Hit<'a>],
    statuses: &'s StatusWords<'a>,
    quotes: &'s [Quote],
    story: &'s Story,
}

impl<'a> Scene<'_, 'a> {
    fn frame(&self, id: FrameId) -> Option<&'a Frame> {
        self.clause.setting.knowledge.frames.get(id)
    }

    fn event(&self, hit: &Hit<'a>, before: &[&Event]) -> Option<Event> {
        let named = self.frame(hit.row.frame?)?;
        if self.is_absorbed(hit) {
            return None;
        }
        let kinds = self.statuses.on(self.clause, (hit.first, hit.last), hit.head);
        let tense = self.clause.token(hit.head).map_or(Tense::None, |t| t.tense);
        let status = status::status(&kinds, tense);
        let (id, status) = self.effective(hit, named, status, &kinds)?;
        let frame = self.frame(id)?;
        let source_functions = hit.row.source.as_ref().unwrap_or(&frame.source);
        let target_functions = hit.row.target.as_ref().unwrap_or(&frame.target);
        let source_functions = self.for_noun(hit, source_functions, target_functions);
        let mut source = self.source(hit, frame, &source_functions);
        let mut target = self.parties(hit, target_functions, frame.mutual);
        let head_first = self.clause.setting.language.settings.noun_head == NounHead::First;
        let owned = AIMED.contains(&frame.kind.as_str())
            || head_first && frame.kind == ASSAULT
            || self.is_verb_final() && frame.kind != CONSULT;
        if target.is_empty() && owned {
            target = self.owners(hit, target_functions);
            self.drop_own(&source, &mut target);
        }
        target.retain(|t| source.iter().all(|s| s.actor != t.actor));
        if frame.kind == PROTEST {
            source.retain(|p| !self.governs(p));
        } else {
            source.retain(|p| self.is_officer(p));
        }
        self.keep_officers(&mut source, &mut target);
        self.fill(hit, frame, &mut source, &mut target, before);
        let needs = hit.row.when.needs.unwrap_or(frame.needs);
        // Whoever visits goes abroad: a tour of one's own country is no diplomacy.
        if frame.mode.as_deref() == Some(VISIT) {
            let own: Vec<Option<String>> = source.iter().map(|p| state_of(self.clause.mentions, p)).collect();
            target.retain(|p| !own.contains(&state_of(self.clause.mentions, p)));
        }
        if !self.meets(needs, frame, &source, &target) {
            return None;
        }
        let words = source.iter().chain(&target).filter_map(|p| p.span);
        Some(Event {
            frame: id,
            span: words.fold(hit.span, Span::cover),
            source,
            target,
            status,
            trigger: hit.span,
            sentence: self.clause.index,
            row: Row::Lexicon(hit.row.line),
            head: hit.head,
            reported: self.quote_at(hit.span),
            time: None,
            place: None,
        })
    }

    /// What a speaker says another state must or should do is his demand.
    fn obligations(&self, sentence: &Sentence) -> Vec<Event> {
        let Some(frame) = self.clause.setting.knowledge.frames.find(DEMAND) else { return Vec::new() };
        let mut out = Vec::new();
        for verb in sentence.tokens() {
            let Some(token) = self.clause.token(verb).filter(|t| t.upos == Upos::Verb) else { continue };
            let kinds = self.statuses.own(self.clause, verb);
            let bound = self.bound(verb);
            let binds = !kinds.iter().any(|k| matches!(k, StatusKind::Negation | StatusKind::Condition));
            let Some((number, quote)) = self.quote_at(token.span).and_then(|q| Some((q, self.quotes.get(q)?))) else {
                continue;
            };
            let Some(line) = bound.map(|s| s.line).filter(|_| binds && !self.clause.is_passive(verb)) else { continue };
            let mentions = self.clause.mentions;
            let speakers = quote.speakers.iter().map(|actor| self.implied(*actor));
            let source: Vec<Party> =
                speakers.filter(|p| state_of(mentions, p).is_some() && self.is_officer(p)).collect();
            let own: Vec<Option<String>> = source.iter().map(|p| state_of(mentions, p)).collect();
            let subjects = self.clause.fillers(verb, &Function::Subject);
            let mut target: Vec<Party> = subjects.into_iter().flat_map(|f| self.clause.actors_at(f)).collect();
            target.retain(|p| state_of(mentions, p).is_some_and(|s| !own.contains(&Some(s))));
            if !source.is_empty() && !target.is_empty() {
                out.push(self.demand(frame, verb, line, number, (source, target)));
            }
        }
        out
    }

    /// The word of obligation on a verb, or on the noun that its clause describes ("the need to …").
    fn bound(&self, verb: usize) -> Option<&'a crate::language::words::Status> {
        let own = |t: usize| self.statuses.standing_on(self.clause, t).find(|s| s.kind == StatusKind::Obligation);
        let relation = |t: usize, wanted: Deprel| self.clause.token(t).is_some_and(|t| t.deprel == wanted);
        let noun =
            self.clause.head(verb).filter(|noun| *noun > verb && self.is_verb_final() && relation(verb, Deprel::Acl));
        let above = noun.and_then(|noun| self.clause.head(noun).filter(|_| relation(noun, Deprel::Nsubj)));
        own(verb).or_else(|| own(noun?)).or_else(|| own(above?).filter(|s| s.scope == Scope::Clause))
    }

    fn demand(
        &self,
        frame: FrameId,
        verb: usize,
        line: usize,
        quote: usize,
        parties: (Vec<Party>, Vec<Party>),
    ) -> Event {
        let (source, target) = parties;
        let trigger = self.clause.token(verb).map(|t| t.span).unwrap_or_default();
        let words = target.iter().filter_map(|p| p.span);
        Event {
            frame,
            span: words.fold(trigger, Span::cover),
            source,
            target,
            status: Status::Actual,
            trigger,
            sentence: self.clause.index,
            row: Row::Status(line),
            head: verb,
            reported: Some(quote),
            time: None,
            place: None,
        }
    }

    /// Whether the act belongs to another one that asks, promises, refuses or threatens it.
    fn is_absorbed(&self, hit: &Hit<'a>) -> bool {
        self.hits.iter().any(|outer| {
            let absorbs = outer.row.frame.and_then(|f| self.frame(f)).filter(|f| f.complement == Complement::Absorb);
            absorbs.is_some_and(|frame| outer.head != hit.head && self.is_inside(hit.head, outer.head, frame))
        })
    }

    /// Whether a token lies in the complement of an absorbing trigger.
    fn is_inside(&self, token: usize, outer: usize, frame: &Frame) -> bool {
        // What is condemned happened; what is asked, promised or refused need not have.
        let only_clauses = frame.kind == ACCUSE;
        let mut at = token;
        for _ in 0..12 {
            let Some(up) = self.clause.head(at) else { return false };
            // A clause with a subject of its own stands beside the act, not inside it.
            let beside = self.clause.token(at).is_some_and(|t| matches!(t.deprel, Deprel::Advcl | Deprel::Parataxis));
            if beside && self.clause.dependents(at, &[Deprel::Nsubj]).next().is_some() {
                return false;
            }
            // What came before the act is no part of it.
            if matches!(self.clause.token(at).map(|t| t.deprel), Some(Deprel::Obl | Deprel::Advcl))
                && self.clause.is_marked(at, "after")
            {
                return false;
            }
            if up == outer {
                return match self.clause.token(at).map(|t| t.deprel) {
                    Some(Deprel::Ccomp | Deprel::Xcomp) => true,
                    Some(Deprel::Obj | Deprel::Acl | Deprel::Nmod) => !only_clauses,
                    Some(Deprel::Obl | Deprel::Advcl) => !only_clauses && (at > outer || self.closes_before(at, outer)),
                    _ => false,
                };
            }
            at = up;
        }
        false
    }

    /// Whether a word of negation stands on an act inside another, or on what leads to it.
    fn is_denied(&self, inner: usize, outer: usize) -> bool {
        let negates = |k: &StatusKind| matches!(k, StatusKind::Negation | StatusKind::Never);
        let up = |at: &usize| self.clause.head(*at).filter(|up| *up != outer);
        let way = std::iter::successors(Some(inner), up).take(WAY);
        way.into_iter().any(|at| self.statuses.own(self.clause, at).iter().any(negates))
    }

    /// Whether a clause before an act of a verb-final language is closed by a particle of speech: its complement.
    fn closes_before(&self, at: usize, outer: usize) -> bool {
        let language = self.clause.setting.language;
        let last = language.settings.order == WordOrder::Sov && at < outer;
        last && (at + 1..outer).any(|t| language.marks("that", self.clause.lower(t)))
    }

    /// The frame after what the act's complement and its status make of it.
    fn effective(
        &self,
        hit: &Hit<'a>,
        named: &'a Frame,
        status: Option<Status>,
        kinds: &[StatusKind],
    ) -> Option<(FrameId, Status)> {
        let frames = &self.clause.setting.knowledge.frames;
        let id = hit.row.frame?;
        let outer = kinds;
        let inner = |f: &Frame| {
            let denied = |h: &&Hit<'a>| {
                let kinds = self.statuses.on(self.clause, (h.first, h.last), h.head);
                let own = |k: &&StatusKind| !outer.contains(k);
                let untrue = kinds.iter().filter(own).any(|k| matches!(k, StatusKind::Negation | StatusKind::Never));
                untrue || self.is_denied(h.head, hit.head)
            };
            let inside = self.hits.iter().filter(|h| h.head != hit.head && self.is_inside(h.head, hit.head, f));
            let inside = inside.filter(|h| !denied(h));
            inside.filter_map(|h| self.frame(h.row.frame?)).map(|f| f.kind.as_str()).next()
        };
        let kind = if named.complement == Complement::Absorb { inner(named) } else { None };
        let becomes = |frame: &Frame, kind: Option<&str>| {
            kind.and_then(|k| frame.becomes.iter().find(|(name, _)| name == k)).map(|(_, id)| *id)
        };
        let id = becomes(named, kind).unwrap_or(id);
        match status {
            Some(status) if kinds.contains(&StatusKind::Obligation) && status == Status::Actual => {
                Some((id, Status::Hypothetical))
            }
            Some(status) => Some((id, status)),
            None if REFUSABLE.contains(&named.kind.as_str()) => {
                let reject = frames.find("reject")?;
                let mode = self.frame(reject).and_then(|f| becomes(f, Some(named.kind.as_str())));
                Some((mode.unwrap_or(reject), Status::Actual))
            }
            None => Some((id, Status::Negated)),
        }
    }

    /// Where the source of a noun stands: with its owner before the subject of the verb that carries it; in the
    /// genitive too, unless that tells the target.
    fn for_noun(&self, hit: &Hit<'a>, source: &[Function], target: &[Function]) -> Vec<Function> {
        let verbal = self.clause.is_predicate(hit.head);
        let mut functions = source.to_vec();
        if verbal {
            return functions;
        }
        functions.sort_by_key(|f| *f == Function::Subject);
        let of = Function::Marked("of".to_string());
        let at = functions.iter().position(|f| *f == Function::Possessor);
        if let Some(at) = at.filter(|_| !target.contains(&of) && !functions.contains(&of)) {
            functions.insert(at + 1, of);
        }
        functions
    }

    fn source(&self, hit: &Hit<'a>, frame: &Frame, functions: &[Function]) -> Vec<Party> {
        let found = self.parties(hit, functions, frame.mutual);
        if !found.is_empty() {
            return found;
        }
        // What a speaker demands, refuses, praises or threatens without naming himself is his own act.
        let own = SPOKEN.contains(&frame.kind.as_str());
        let quote = self.quote_at(hit.span).and_then(|q| self.quotes.get(q)).filter(|_| own);
        // A subject that is a part of the trigger's own words is nobody: "there is no way to yield".
        let mut subject = self.clause.fillers(hit.head, &Function::Subject);
        subject.retain(|f| !(hit.first..hit.last).contains(&f.token));
        let nobody = subject.is_empty()
            || subject.iter().all(|f| self.clause.token(f.token).is_none_or(|t| t.upos == Upos::Pron));
        let spoken = quote.filter(|_| subject.is_empty()).and_then(|quote| self.topic_in(hit, quote));
        if let Some(topic) = spoken {
            return self.clause.mentions.expand(topic).into_iter().map(|actor| self.implied(actor)).collect();
        }
        match quote.filter(|_| nobody) {
            None if subject.is_empty() && self.quote_at(hit.span).is_none() => self.dropped(hit, functions),
            Some(quote) => {
                let parties = quote.speakers.iter().map(|actor| self.implied(*actor));
                parties.filter(|p| state_of(self.clause.mentions, p).is_some()).collect()
            }
            None => Vec::new(),
        }
    }

    /// Whom a sentence inside a quote is about, where the language leaves known subjects out.
    fn topic_in(&self, hit: &Hit<'a>, quote: &Quote) -> Option<usize> {
        let setting = self.clause.setting;
        let mentions = self.clause.mentions.of_sentence(self.clause.index).iter();
        let inside = mentions.filter(|m| m.first < hit.first && quote.span.contains(m.span) && !m.toward);
        let subject = |token: usize| setting.analysis.tokens.get(token).is_some_and(|t| t.deprel == Deprel::Nsubj);
        let found = inside.filter(|m| m.how != How::Speaker).find(|m| subject(m.head))?;
        found.actor.filter(|_| setting.language.settings.drops_subjects)
    }

    /// Who acts where the language leaves a known subject out: whom this sentence, or the one before, is about.
    fn dropped(&self, hit: &Hit<'a>, functions: &[Function]) -> Vec<Party> {
        let setting = self.clause.setting;
        let finite = self.clause.is_predicate(hit.head) || self.clause.head(hit.head).is_none();
        if !setting.language.settings.drops_subjects
            || !functions.contains(&Function::Subject)
            || !finite
            || self.clause.is_passive(hit.head)
        {
            return Vec::new();
        }
        let mentions = self.clause.mentions;
        let here = self.spoken_of(self.clause.index, hit.first);
        let before = || self.spoken_of(self.clause.index.checked_sub(1)?, usize::MAX);
        let Some(actor) = here.or_else(before) else { return Vec::new() };
        mentions.expand(actor).into_iter().map(|actor| self.implied(actor)).collect()
    }

    /// Whom a sentence is about before a token: an actor marked as its topic, else a subject outside clauses that
    /// describe a noun.
    fn spoken_of(&self, sentence: usize, end: usize) -> Option<usize> {
        let (setting, mentions) = (self.clause.setting, self.clause.mentions);
        let token = |at: usize| setting.analysis.tokens.get(at);
        let acts = |m: &&Mention| {
            let subject = token(m.head).is_some_and(|t| t.deprel == Deprel::Nsubj);
            let political = m.actor.and_then(|a| mentions.actor(a)).is_some_and(|a| a.political && a.state.is_some());
            m.first < end && !m.toward && subject && political
        };
        let topic = |m: &&Mention| {
            token(m.last).is_some_and(|t| setting.language.marks("topic", &t.span.of(setting.text).to_lowercase()))
        };
        let deep = |m: &&Mention| {
            let verb = token(m.head).map(|t| t.head as usize);
            let way = verb.into_iter().flat_map(|v| std::iter::once(v).chain(setting.analysis.path_to_root(v)));
            way.filter_map(token).any(|t| t.deprel == Deprel::Acl)
        };
        let of_sentence = mentions.of_sentence(sentence);
        let topics = of_sentence.iter().filter(acts).rfind(topic);
        topics.or_else(|| of_sentence.iter().filter(acts).find(|m| !deep(m)))?.actor
    }

    fn implied(&self, actor: usize) -> Party {
        Party { actor, span: None, way: Way::Context, how: How::Context }
    }

    /// What fills a function of a trigger; a phrase with a marker may hang on another of its words.
    fn fillers(&self, hit: &Hit<'a>, function: &Function) -> Vec<Filler> {
        let own = self.clause.fillers(hit.head, function);
        if !own.is_empty() {
            return own;
        }
        let others = (hit.first..hit.last).filter(|t| *t != hit.head);
        let hanging = others.flat_map(|t| self.clause.hanging(t, function));
        hanging.filter(|f| !(hit.first..hit.last).contains(&f.token)).collect()
    }

    /// The parties in the first function that has any; in all functions where the parties stand side by side.
    fn parties(&self, hit: &Hit<'a>, functions: &[Function], all: bool) -> Vec<Party> {
        let mut out: Vec<Party> = Vec::new();
        let noun = !self.clause.is_predicate(hit.head);
        let mut by = false;
        for function in functions {
            // A noun that stands with its parties needs none of those the verb around it has.
            let named = self.states(&out) > 1 || by;
            if noun && all && *function == Function::Subject && self.is_verb_final() && named {
                continue;
            }
            let mut fillers = self.fillers(hit, function);
            // Beside a word that names all parties at once, another bare modifier tells where they met.
            let together = |f: &Filler| self.clause.mention_at(f.token).is_some_and(|m| self.is_together(m));
            if matches!(function, Function::Possessor | Function::Compound) && fillers.iter().any(together) {
                fillers.retain(together);
            }
            for filler in fillers {
                // A word of the trigger names nobody beside it.
                let guessed = |m: &Mention| matches!(m.how, How::Context | How::Office);
                let within = |m: &Mention| m.first >= hit.first && m.last <= hit.last && !m.toward && guessed(m);
                if self.is_verb_final() && self.clause.mention_at(filler.token).is_some_and(within) {
                    continue;
                }
                let itself = filler.token == hit.head && (hit.first..hit.last).contains(&filler.token);
                if itself && !self.clause.mention_at(hit.head).is_some_and(|m| m.toward) {
                    continue;
                }
                let mut found = self.clause.actors_at(filler);
                if found.is_empty() {
                    found = self.speakers_at(hit, filler.token);
                }
                // A noun of the trigger's own words stands for whoever owns it: "talks between A and B were held".
                let own = (hit.first..hit.last).contains(&filler.token);
                if found.is_empty() && own && self.clause.is_built_by_endings() {
                    found = self.clause.owners_at(filler);
                }
                for party in found {
                    let known = self.clause.mentions.actor(party.actor).is_some_and(|a| a.state.is_some());
                    if known && out.iter().all(|p| p.actor != party.actor) {
                        out.push(party);
                    }
                }
            }
            by |= !out.is_empty() && matches!(function, Function::Marked(class) if class == "by");
            if !out.is_empty() && !all {
                break;
            }
        }
        out
    }

    /// Drops parties of the acting state where others are named beside them.
    fn drop_own(&self, source: &[Party], target: &mut Vec<Party>) {
        let state = |p: &Party| state_of(self.clause.mentions, p);
        let own: Vec<Option<String>> = source.iter().map(state).collect();
        if target.iter().any(|p| !own.contains(&state(p))) {
            target.retain(|p| !own.contains(&state(p)));
        }
    }

    /// Of how many states the parties are.
    fn states(&self, parties: &[Party]) -> usize {
        let mut states: Vec<Option<String>> = parties.iter().map(|p| state_of(self.clause.mentions, p)).collect();
        states.sort();
        states.dedup();
        states.len()
    }

    /// Whether a mention names several states in one word.
    fn is_together(&self, mention: &Mention) -> bool {
        let mentions = self.clause.mentions;
        let group = mention.actor.and_then(|a| mentions.actor(a)).is_some_and(|a| a.members.len() > 1);
        group && !matches!(mention.how, How::Group | How::Pronoun)
    }

    /// The owners of what stands in the first function that has any.
    fn owners(&self, hit: &Hit<'a>, functions: &[Function]) -> Vec<Party> {
        let fillers = functions.iter().flat_map(|f| self.clause.fillers(hit.head, f));
        let owners = fillers.map(|filler| self.clause.owners_at(filler));
        owners.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// Whom "we" means inside a quote.
    fn speakers_at(&self, hit: &Hit<'a>, token: usize) -> Vec<Party> {
        let mention = self.clause.mention_at(token).filter(|m| m.how == How::Speaker);
        let quote = self.quote_at(hit.span).and_then(|q| self.quotes.get(q));
        match mention.zip(quote) {
            Some((mention, quote)) => quote
                .speakers
                .iter()
                .map(|actor| Party { actor: *actor, span: Some(mention.span), way: Way::Own, how: How::Speaker })
                .collect(),
            None => Vec::new(),
        }
    }

    /// The innermost quote that holds a span.
    fn quote_at(&self, span: Span) -> Option<usize> {
        quote::holding(self.quotes, span)
    }

    /// Drops a state where somebody who acts for it is a party too.
    fn keep_officers(&self, source: &mut Vec<Party>, target: &mut Vec<Party>) {
        let mentions = self.clause.mentions;
        let is_state = |p: &Party| mentions.actor(p.actor).is_some_and(|a| a.kind == ActorKind::State);
        let officers = source.iter().chain(target.iter()).filter(|p| !is_state(p));
        let served: Vec<Option<String>> = officers.map(|p| state_of(mentions, p)).collect();
        let stays = |p: &Party| !is_state(p) || !served.contains(&state_of(mentions, p));
        source.retain(stays);
        target.retain(stays);
    }

    /// Whether a party can be the source of an act that only officers commit.
    fn is_officer(&self, party: &Party) -> bool {
        let actor = self.clause.mentions.actor(party.actor);
        actor.is_some_and(|a| a.political && a.sector.as_deref() != Some(CIVILIAN))
    }

    /// Whether a party is a person in government, whose rallies are none of protest.
    fn governs(&self, party: &Party) -> bool {
        let actor = self.clause.mentions.actor(party.actor);
        actor.is_some_and(|a| a.kind == ActorKind::Person && a.sector.as_deref() == Some(GOVERNMENT))
    }

    /// Fills a side that the sentence leaves out and the story leaves no doubt about.
    fn fill(&self, hit: &Hit<'a>, frame: &Frame, source: &mut Vec<Party>, target: &mut Vec<Party>, before: &[&Event]) {
        let state = |p: &Party| state_of(self.clause.mentions, p);
        if frame.mutual {
            let mut states: Vec<_> = source.iter().chain(target.iter()).filter_map(state).collect();
            states.sort();
            states.dedup();
            if states.len() >= 2 {
                return;
            }
            if frame.kind != CONSULT {
                let partners = self.partners(&states, before);
                source.extend(partners);
                return;
            }
            let same_kind = before.iter().rev().take_while(|e| e.sentence + 4 > self.clause.index).find(|e| {
                let other = self.frame(e.frame).is_some_and(|f| f.kind == frame.kind);
                other && states.iter().all(|s| e.source.iter().chain(&e.target).filter_map(state).any(|o| o == *s))
            });
            if let Some(event) = same_kind {
                let known: Vec<usize> = event.source.iter().chain(&event.target).map(|p| p.actor).collect();
                for actor in known {
                    let party = self.implied(actor);
                    if state(&party).is_none_or(|s| !states.contains(&s)) {
                        source.push(party);
                    }
                }
                return;
            }
            if self.is_verb_final() && source.is_empty() && target.len() == 1 {
                source.extend(self.aimed_at(hit, target, frame.mutual));
                return;
            }
        }
        if source.is_empty() || !target.is_empty() {
            return;
        }
        if AIMED.contains(&frame.kind.as_str()) {
            target.extend(self.aimed_at(hit, source, frame.mutual));
        } else if DOMESTIC.contains(&frame.kind.as_str()) {
            let near = source.first().filter(|p| p.way <= Way::Described || !self.is_verb_final());
            target.extend(near.map(|p| Party { way: Way::Context, span: None, ..p.clone() }));
        }
    }

    /// Whom somebody just met in the same sentence: with them he agrees, where nobody else is named.
    fn partners(&self, states: &[String], before: &[&Event]) -> Vec<Party> {
        let state = |p: &Party| state_of(self.clause.mentions, p);
        let meets = |e: &&&Event| {
            let together = self.frame(e.frame).is_some_and(|f| f.mutual);
            let all: Vec<String> = e.source.iter().chain(&e.target).filter_map(state).collect();
            e.sentence == self.clause.index && together && states.iter().all(|s| all.contains(s))
        };
        let drops = self.is_verb_final() && !states.is_empty();
        let Some(event) = before.iter().rev().filter(|_| drops).find(meets) else { return Vec::new() };
        let known = event.source.iter().chain(&event.target);
        let others = known.filter(|p| state(p).is_some_and(|s| !states.contains(&s)));
        others.map(|p| self.implied(p.actor)).collect()
    }

    fn is_verb_final(&self) -> bool {
        self.clause.setting.language.settings.order == WordOrder::Sov
    }

    /// At whom an act without a named target is aimed: the one other state below the trigger, in the sentence, or in
    /// a two-party story; places only where the act speaks of them and nobody else is left.
    fn aimed_at(&self, hit: &Hit<'a>, source: &[Party], mutual: bool) -> Option<Party> {
        let own: Vec<Option<String>> = source.iter().map(|p| state_of(self.clause.mentions, p)).collect();
        let below = self.clause.subtree(hit.head);
        let inside = |m: &Mention| below.binary_search(&m.head).is_ok();
        let party = |m: &Mention| mutual || !self.is_scene(m);
        for found in [self.others(&own, &|m| inside(m) && party(m)), self.others(&own, &party)] {
            match found.len() {
                0 => {}
                1 => return found.into_iter().next(),
                _ => return None,
            }
        }
        let spoken_of = |m: &Mention| inside(m) && self.clause.head(m.head) != Some(hit.head);
        let only = || self.others(&own, &spoken_of).into_iter().next();
        self.counterpart(&own).or_else(only)
    }

    /// The other state of a two-party story.
    fn counterpart(&self, own: &[Option<String>]) -> Option<Party> {
        let mentions = self.clause.mentions;
        let other = self.story.counterpart(own.first()?.as_deref()?)?;
        if own.iter().any(|state| state.as_deref() == Some(other)) {
            return None;
        }
        let actor = mentions.actors.iter().position(|a| a.state.as_deref() == Some(other) && a.members.is_empty());
        actor.map(|a| self.implied(a))
    }

    /// The actors of other states that the wanted mentions of the sentence name, one a state.
    fn others(&self, own: &[Option<String>], wanted: &dyn Fn(&Mention) -> bool) -> Vec<Party> {
        let mentions = self.clause.mentions;
        let here = mentions.of_sentence(self.clause.index).iter();
        let named = here.filter(|m| wanted(m) && !matches!(m.how, How::Pronoun | How::Speaker));
        let mut states: Vec<Option<String>> = own.to_vec();
        let mut found: Vec<Party> = Vec::new();
        for mention in named {
            for actor in mention.actor.into_iter().flat_map(|a| mentions.expand(a)) {
                let party = Party { actor, span: Some(mention.span), way: Way::Context, how: mention.how };
                let state = state_of(mentions, &party);
                if state.is_some() && !states.contains(&state) {
                    states.push(state);
                    found.push(party);
                }
            }
        }
        found
    }

    /// Whether a mention only tells where something happens; what stands behind a noun tells whose it is.
    fn is_scene(&self, mention: &Mention) -> bool {
        let behind = |t: &Token| t.deprel == Deprel::Nmod && (t.head as usize) < mention.head;
        let owner = self.clause.token(mention.head).is_some_and(behind);
        let marked = |classes: &[&str]| classes.iter().any(|class| self.clause.is_marked(mention.head, class));
        !owner && marked(&["at", "in"]) && !marked(&["to", "against", "with"])
    }

    fn meets(&self, needs: Needs, frame: &Frame, source: &[Party], target: &[Party]) -> bool {
        let has = |parties: &[Party]| !parties.is_empty();
        match needs {
            Needs::Source if frame.mutual => has(source) || has(target),
            Needs::Source => has(source),
            Needs::Target => has(target),
            Needs::Both if frame.mutual => source.len() + target.len() >= 2,
            Needs::Both => has(source) && has(target),
            Needs::None => has(source) || has(target),
        }
    }
}

/// The frame of demands.
const DEMAND: &str = "request-change";
/// Most steps from an act inside another up to it.
const WAY: usize = 6;
/// How many events back a meeting that is spoken of again may stand.
const RECENT: usize = 12;
/// Fewest mentions that make a state one of the two a page is about.
const STANDS_OUT: usize = 3;
/// PLOVER types that rules of the codebook name.
const PROTEST: &str = "PROTEST";
const ACCUSE: &str = "ACCUSE";
const ASSAULT: &str = "ASSAULT";
const CONSULT: &str = "CONSULT";
const VISIT: &str = "visit";
/// Cooperative acts that one can refuse.
const REFUSABLE: [&str; 7] = ["CONCEDE", "RETREAT", "CONSULT", "AGREE", "COOPERATE", "SUPPORT", "AID"];
/// Acts done by saying.
const SPOKEN: [&str; 6] = ["REQUEST", "ACCUSE", "REJECT", "SUPPORT", "THREATEN", "AGREE"];
/// Acts aimed at somebody, whom a two-party story need not name again.
const AIMED: [&str; 10] =
    ["REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONSULT", "SANCTION", "AGREE", "SUPPORT", "AID", "CONCEDE"];
/// Acts that a state's forces and citizens do at home unless somebody else is named.
const DOMESTIC: [&str; 3] = ["PROTEST", "COERCE", "ASSAULT"];
/// Sector of newspapers, channels and journalists.
const PRESS: &str = "JRN";
/// Sector of governments.
const GOVERNMENT: &str = "GOV";
/// Sector of citizens, who are sources of protest only.
pub(crate) const CIVILIAN: &str = "CVL";
