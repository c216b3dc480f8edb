//! From the stages of the road to the record: numbers facts, names them, counts code points.

use super::origin;
use super::{
    Article, ArticleBlock, ArticleDate, Commitment, Event, Quote, Reading, Record, RecordActor, RecordNote, RecordPage,
    RecordPlace, RecordTime, SCHEMA, Status, TimeKind,
};
use crate::document::Document;
use crate::explain::{Evidences, Explanation};
use crate::language::UNDETERMINED;
use crate::language::confidence::Fact;
use crate::language::detect::Other;
use crate::mention::time::{self, PageDay, Time};
use crate::mention::{self, ActorId, Mentions, Setting};
use crate::page::hex;
use crate::page::{MediaType, Page};
use crate::span::{Span, Units};
use crate::statement::commitment::Commitment as Promise;
use crate::statement::confidence::Scene;
use crate::statement::event::Event as Act;
use crate::statement::quote::Quote as Speech;
use crate::statement::role::Party;
use crate::statement::source::Sources;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};

/// What the stages of the road found on one page.
pub struct Stages<'a> {
    /// The page.
    pub page: &'a Page,
    /// Its text.
    pub document: &'a Document,
    /// What it says of its origin.
    pub sources: &'a Sources,
    /// Tag of its language.
    pub language: &'a str,
    /// Other languages in which passages of the page are written.
    pub others: &'a [Other],
    /// Its day.
    pub day: Option<PageDay>,
    /// What its mentions were resolved with.
    pub setting: &'a Setting<'a>,
    /// Everyone on it.
    pub mentions: &'a Mentions,
    /// Its times.
    pub times: &'a [Time],
    /// Who said what.
    pub quotes: &'a [Speech],
    /// Who did what.
    pub events: &'a [Act],
    /// Who promised what.
    pub commitments: &'a [Promise],
}

/// Builds the record and its evidence.
pub fn reading(stages: &Stages<'_>) -> Reading {
    let mut builder = Builder::new(stages);
    let events = builder.events();
    let quotes = builder.quotes();
    let commitments = builder.commitments();
    let record = Record {
        schema: SCHEMA.to_string(),
        id: builder.fingerprint.get(..16).unwrap_or("").to_string().into(),
        page: builder.page(),
        article: builder.article(),
        provenance: origin::provenance(&mut builder),
        actors: builder.actors(),
        places: builder.places(),
        times: builder.times(),
        quotes,
        events,
        commitments,
        notes: builder.notes(),
    };
    builder.explain_times();
    builder.explain_actors(&record.actors);
    Reading { record, evidence: Evidences { explanations: builder.explanations, signs: builder.signs } }
}

pub(super) struct Builder<'a> {
    pub(super) stages: &'a Stages<'a>,
    units: Units<'a>,
    fingerprint: String,
    /// Record ids of the actors that are kept.
    ids: HashMap<ActorId, String>,
    pub(super) explanations: Vec<Explanation>,
    pub(super) signs: BTreeMap<String, Vec<String>>,
}

impl<'a> Builder<'a> {
    fn new(stages: &'a Stages<'a>) -> Builder<'a> {
        let mut ids = HashMap::new();
        let kept = stages.mentions.mentions.iter().filter_map(|m| m.actor);
        let members = kept.flat_map(|id| std::iter::once(id).chain(stages.mentions.expand(id)));
        for actor in members {
            let next = format!("a{}", ids.len() + 1);
            ids.entry(actor).or_insert(next);
        }
        Builder {
            stages,
            units: Units::new(&stages.document.text),
            fingerprint: stages.page.fingerprint(),
            ids,
            explanations: Vec::new(),
            signs: BTreeMap::new(),
        }
    }

    /// A fact's lasting name: from the page's fingerprint, the kind and the span.
    pub(super) fn key(&self, kind: &str, span: Span) -> String {
        let whole = format!("{}/{kind}/{}-{}", self.fingerprint, span.start, span.end);
        hex(&Sha256::digest(whole.as_bytes())).get(..16).unwrap_or("").to_string()
    }

    pub(super) fn points(&self, span: Span) -> Span {
        self.units.code_points(span)
    }

    pub(super) fn id(&self, actor: ActorId) -> Option<String> {
        self.ids.get(&actor).cloned()
    }

    fn party_ids(&self, parties: &[Party]) -> Vec<String> {
        parties.iter().filter_map(|p| self.id(p.actor)).collect()
    }

    fn page(&self) -> RecordPage {
        let page = self.stages.page;
        RecordPage {
            url: page.url.clone(),
            fetched: page.fetched.clone(),
            media_type: match page.media_type {
                MediaType::Html => "text/html".to_string(),
                MediaType::Text => "text/plain".to_string(),
            },
            bytes: page.bytes.len() as u64,
            sha256: self.fingerprint.clone(),
        }
    }

    fn article(&self) -> Article {
        let document = self.stages.document;
        let block = |b: &crate::document::Block| {
            let span = self.points(b.span);
            ArticleBlock { kind: b.kind.into(), start: span.start, end: span.end }
        };
        Article {
            title: document.metadata.title.clone(),
            language: self.stages.language.to_string(),
            date: ArticleDate {
                value: self.stages.day.map(|d| d.value()),
                basis: self.stages.day.map(|d| d.basis.into()),
                confidence: self.stages.day.map_or(0.0, |d| d.confidence),
            },
            text: document.text.clone(),
            blocks: self.stages.sources.blocks.iter().map(block).collect(),
        }
    }

    fn actors(&self) -> Vec<RecordActor> {
        let mut kept: Vec<(ActorId, &String)> = self.ids.iter().map(|(actor, id)| (*actor, id)).collect();
        kept.sort_by_key(|(_, id)| id.get(1..).and_then(|n| n.parse::<usize>().ok()));
        let mut mentions: HashMap<ActorId, Vec<super::Mention>> = HashMap::new();
        for mention in &self.stages.mentions.mentions {
            if let Some(actor) = mention.actor {
                let span = self.points(mention.span);
                let how = mention.how.word().to_string();
                mentions.entry(actor).or_default().push(super::Mention { start: span.start, end: span.end, how });
            }
        }
        kept.iter()
            .filter_map(|(actor, id)| self.actor(*actor, id, mentions.remove(actor).unwrap_or_default()))
            .collect()
    }

    fn actor(&self, id: ActorId, name: &str, mentions: Vec<super::Mention>) -> Option<RecordActor> {
        let actor = self.stages.mentions.actor(id)?;
        let at = mentions.first().map_or(Span::default(), |m| Span { start: m.start, end: m.end });
        Some(RecordActor {
            id: name.to_string(),
            key: self.key("actor", at),
            name: actor.name.clone(),
            kind: match actor.kind {
                mention::ActorKind::Person => super::ActorKind::Person,
                mention::ActorKind::State => super::ActorKind::State,
                mention::ActorKind::Organisation => super::ActorKind::Organisation,
                mention::ActorKind::Group => super::ActorKind::Group,
                mention::ActorKind::Body => super::ActorKind::Body,
            },
            code: actor.code(),
            office: actor.office.clone(),
            members: actor.members.iter().filter_map(|m| self.id(*m)).collect(),
            mentions,
        })
    }

    fn places(&self) -> Vec<RecordPlace> {
        let place = |(at, place): (usize, &mention::Place)| RecordPlace {
            id: format!("p{}", at + 1),
            key: self.key("place", place.span),
            name: place.name.clone(),
            country: place.country.clone(),
            lat: place.at.map(|(lat, _)| lat),
            lon: place.at.map(|(_, lon)| lon),
            span: self.points(place.span),
        };
        self.stages.mentions.places.iter().enumerate().map(place).collect()
    }

    fn times(&self) -> Vec<RecordTime> {
        let time = |(at, time): (usize, &Time)| RecordTime {
            id: format!("t{}", at + 1),
            key: self.key("time", time.span),
            kind: match time.kind {
                time::TimeKind::Date => TimeKind::Date,
                time::TimeKind::Time => TimeKind::Time,
                time::TimeKind::Duration => TimeKind::Duration,
                time::TimeKind::Set => TimeKind::Set,
            },
            value: time.value.clone(),
            modifier: time.modifier.map(|m| m.name().to_string()),
            span: self.points(time.span),
        };
        self.stages.times.iter().enumerate().map(time).collect()
    }

    fn quotes(&mut self) -> Vec<Quote> {
        let quotes = self.stages.quotes;
        quotes.iter().enumerate().map(|(at, quote)| self.quote(at, quote)).collect()
    }

    fn quote(&mut self, at: usize, quote: &Speech) -> Quote {
        self.explain_quote(at, quote);
        Quote {
            id: format!("q{}", at + 1),
            key: self.key("quote", quote.span),
            direct: quote.direct,
            speakers: quote.speakers.iter().filter_map(|s| self.id(*s)).collect(),
            text: quote.span.of(&self.stages.document.text).to_string(),
            span: self.points(quote.span),
            speaker_span: quote.speaker_span.map(|s| self.points(s)),
            cue_span: quote.cue_span.map(|s| self.points(s)),
            strength: quote.strength.clone(),
        }
    }

    fn events(&mut self) -> Vec<Event> {
        let events = self.stages.events;
        let built: Vec<Event> = events.iter().enumerate().filter_map(|(at, act)| self.event(at, act)).collect();
        built
    }

    fn event(&mut self, at: usize, act: &Act) -> Option<Event> {
        let frame = self.stages.setting.knowledge.frames.get(act.frame)?;
        let id = format!("e{}", at + 1);
        let key = self.event_key(act);
        self.explain_event(&id, act);
        let confidence = self.confidence(Fact::Event, &id, self.scene().event(act));
        Some(Event {
            id,
            key,
            kind: frame.kind.clone(),
            mode: frame.mode.clone(),
            cameo: Some(frame.cameo.clone()),
            contexts: frame.contexts.clone(),
            source: self.party_ids(&act.source),
            target: self.party_ids(&act.target),
            status: status(act.status),
            date: self.date_of(act),
            place: act.place.map(|at| format!("p{}", at + 1)),
            span: self.points(act.span),
            trigger_span: self.points(act.trigger),
            reported_by: act.reported.map(|q| format!("q{}", q + 1)),
            confidence,
        })
    }

    pub(super) fn time_value(&self, time: Option<usize>) -> Option<String> {
        time.and_then(|at| self.stages.times.get(at)).map(|t| t.value.clone())
    }

    /// The act's own date; for the news of the page its day.
    fn date_of(&self, act: &Act) -> Option<String> {
        let news = act.status == crate::statement::status::Status::Actual;
        self.time_value(act.time).or_else(|| self.stages.day.filter(|_| news).map(|day| day.value()))
    }

    /// An act's lasting name: by its type and its trigger.
    pub(super) fn event_key(&self, act: &Act) -> String {
        let frame = self.stages.setting.knowledge.frames.get(act.frame);
        self.key(frame.map_or("", |f| &f.kind), act.trigger)
    }

    fn scene(&self) -> Scene<'a> {
        let Stages { setting, mentions, quotes, events, .. } = self.stages;
        Scene { frames: &setting.knowledge.frames, mentions, quotes, events }
    }

    /// The probability that a fact with these signs is right; the signs are kept as evidence.
    fn confidence(&mut self, fact: Fact, id: &str, signs: Vec<String>) -> f32 {
        let confidence = self.stages.setting.knowledge.confidence.of(fact, &signs);
        self.signs.insert(id.to_string(), signs);
        confidence
    }

    fn commitments(&mut self) -> Vec<Commitment> {
        let commitments = self.stages.commitments;
        commitments.iter().enumerate().map(|(at, promise)| self.commitment(at, promise)).collect()
    }

    fn commitment(&mut self, at: usize, promise: &Promise) -> Commitment {
        let id = format!("c{}", at + 1);
        self.explain_commitment(&id, promise);
        let confidence = self.confidence(Fact::Commitment, &id, self.scene().commitment(promise));
        Commitment {
            id,
            key: self.key("commitment", promise.action),
            by: promise.by.iter().filter_map(|a| self.id(*a)).collect(),
            to: promise.to.iter().filter_map(|a| self.id(*a)).collect(),
            action: promise.action.of(&self.stages.document.text).to_string(),
            topic: promise.topic.clone(),
            strength: Some(promise.strength.clone()),
            cadence: self.time_value(promise.cadence),
            due: self.time_value(promise.due),
            span: self.points(promise.span),
            confidence,
        }
    }

    fn notes(&self) -> Vec<RecordNote> {
        let note = |kind: &str, message: &str, span: Option<Span>| RecordNote {
            kind: kind.to_string(),
            message: message.to_string(),
            span: span.map(|s| self.points(s)),
        };
        let document = self.stages.document.notes.iter().chain(&self.stages.sources.notes);
        let conflicts = &self.stages.mentions.conflicts;
        let mut notes: Vec<RecordNote> = document.map(|n| note(n.kind, &n.message, n.span)).collect();
        notes.extend(conflicts.iter().map(|c| note("title", &c.message, Some(c.span))));
        let parsed = self.stages.setting.analysis.sentences.iter().filter(|s| s.parsed).count();
        if parsed >= mention::worth::MOST {
            let message = format!(
                "more sentences than one page's share of work: read the first {parsed} that can hold a statement"
            );
            notes.push(note("budget", &message, None));
        }
        let tag = self.stages.language;
        if self.stages.setting.language.settings.tag == UNDETERMINED && tag != UNDETERMINED {
            let message = format!("no pack for language `{tag}`: read with the one that serves any language");
            notes.push(note("language", &message, None));
        }
        for other in self.stages.others {
            let share = (other.share * 100.0).round();
            let message = format!("{share}% of the text is written in `{}` and was read as if it were not", other.tag);
            notes.push(note("mixed", &message, other.spans.first().copied()));
        }
        notes
    }
}

fn status(status: crate::statement::status::Status) -> Status {
    use crate::statement::status::Status as Told;
    match status {
        Told::Actual => Status::Actual,
        Told::Past => Status::Past,
        Told::Future => Status::Future,
        Told::Negated => Status::Negated,
        Told::Hypothetical => Status::Hypothetical,
    }
}
