//! One view of all facts of a record, for every way of telling them.

use legation::record::{Commitment, Event, Quote, Record, RecordActor, RecordPlace, RecordTime, Status};
use legation::span::Span;

/// A fact of a record.
#[derive(Clone, Copy)]
pub enum Fact<'r> {
    /// An act.
    Event(&'r Event),
    /// Something said.
    Quote(&'r Quote),
    /// A promise.
    Commitment(&'r Commitment),
    /// Someone.
    Actor(&'r RecordActor),
    /// A time.
    Time(&'r RecordTime),
    /// A place.
    Place(&'r RecordPlace),
}

/// Every fact: what happened, who said what, who promised what, who, when, where.
pub fn all(record: &Record) -> impl Iterator<Item = Fact<'_>> {
    let events = record.events.iter().map(Fact::Event);
    let quotes = record.quotes.iter().map(Fact::Quote);
    let commitments = record.commitments.iter().map(Fact::Commitment);
    let actors = record.actors.iter().map(Fact::Actor);
    let times = record.times.iter().map(Fact::Time);
    let places = record.places.iter().map(Fact::Place);
    events.chain(quotes).chain(commitments).chain(actors).chain(times).chain(places)
}

impl<'r> Fact<'r> {
    /// Its id within the record.
    pub fn id(self) -> &'r str {
        match self {
            Fact::Event(fact) => &fact.id,
            Fact::Quote(fact) => &fact.id,
            Fact::Commitment(fact) => &fact.id,
            Fact::Actor(fact) => &fact.id,
            Fact::Time(fact) => &fact.id,
            Fact::Place(fact) => &fact.id,
        }
    }

    /// Its lasting key.
    pub fn key(self) -> &'r str {
        match self {
            Fact::Event(fact) => &fact.key,
            Fact::Quote(fact) => &fact.key,
            Fact::Commitment(fact) => &fact.key,
            Fact::Actor(fact) => &fact.key,
            Fact::Time(fact) => &fact.key,
            Fact::Place(fact) => &fact.key,
        }
    }

    /// What sort of fact it is, in one word.
    pub fn sort(self) -> &'static str {
        match self {
            Fact::Event(_) => "event",
            Fact::Quote(_) => "quote",
            Fact::Commitment(_) => "commitment",
            Fact::Actor(_) => "actor",
            Fact::Time(_) => "time",
            Fact::Place(_) => "place",
        }
    }

    /// Where it stands: once, but for actors.
    pub fn spans(self) -> Vec<Span> {
        match self {
            Fact::Event(fact) => vec![fact.span],
            Fact::Quote(fact) => vec![fact.span],
            Fact::Commitment(fact) => vec![fact.span],
            Fact::Actor(fact) => fact.mentions.iter().map(|at| Span { start: at.start, end: at.end }).collect(),
            Fact::Time(fact) => vec![fact.span],
            Fact::Place(fact) => vec![fact.span],
        }
    }

    /// The fact in one line: what it is, who with whom, when.
    pub fn headline(self, record: &Record) -> String {
        match self {
            Fact::Event(fact) => event(fact, record),
            Fact::Quote(fact) => quote(fact, record),
            Fact::Commitment(fact) => commitment(fact, record),
            Fact::Actor(fact) => joined([Some(actor(fact)), fact.office.clone()]),
            Fact::Time(fact) => joined([Some(fact.value.clone()), fact.modifier.clone()]),
            Fact::Place(fact) => joined([Some(fact.name.clone()), fact.country.clone()]),
        }
    }
}

/// An actor's name and code.
pub fn actor(actor: &RecordActor) -> String {
    match &actor.code {
        Some(code) => format!("{} ({code})", actor.name),
        None => actor.name.clone(),
    }
}

/// The names and codes of several actors.
pub fn parties(ids: &[String], record: &Record) -> String {
    let names = ids.iter().map(|id| record.actor(id).map_or_else(|| id.clone(), actor));
    names.collect::<Vec<_>>().join(", ")
}

/// `Japan (JPN) → South Korea (KOR)`; one side alone where there is no other.
pub fn sides(from: &[String], to: &[String], record: &Record) -> String {
    between(from, to, |ids| parties(ids, record))
}

/// Both sides as `named` writes them.
pub fn between(from: &[String], to: &[String], named: impl Fn(&[String]) -> String) -> String {
    match (from.is_empty(), to.is_empty()) {
        (_, true) => named(from),
        (true, false) => format!("\u{2192} {}", named(to)),
        (false, false) => format!("{} \u{2192} {}", named(from), named(to)),
    }
}

/// `CONSULT visit`.
pub fn act(event: &Event) -> String {
    event.mode.as_ref().map_or_else(|| event.kind.clone(), |mode| format!("{} {mode}", event.kind))
}

/// A status in words.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Actual => "actual",
        Status::Past => "past",
        Status::Future => "future",
        Status::Negated => "did not happen",
        Status::Hypothetical => "hypothetical",
    }
}

fn event(event: &Event, record: &Record) -> String {
    let place = event.place.as_ref().and_then(|id| record.place(id)).map(|place| place.name.clone());
    let rest = joined([Some(status(event.status).to_owned()), event.date.clone(), place]);
    format!("{}: {}, {rest}", act(event), sides(&event.source, &event.target, record))
}

fn quote(quote: &Quote, record: &Record) -> String {
    let way = if quote.direct { "said in these words" } else { "said, in other words" };
    let speakers = if quote.speakers.is_empty() { "somebody".to_owned() } else { parties(&quote.speakers, record) };
    joined([Some(format!("{speakers}: {way}")), quote.strength.clone()])
}

fn commitment(commitment: &Commitment, record: &Record) -> String {
    let terms = terms(commitment);
    let who = sides(&commitment.by, &commitment.to, record);
    if terms.is_empty() { format!("promise: {who}") } else { format!("promise: {who}, {terms}") }
}

/// How firmly, how often and by when something is promised.
pub fn terms(commitment: &Commitment) -> String {
    let cadence = commitment.cadence.as_ref().map(|often| format!("repeated {often}"));
    let due = commitment.due.as_ref().map(|day| format!("due {day}"));
    joined([commitment.strength.clone(), cadence, due])
}

/// What there is, joined by commas.
pub fn joined<const N: usize>(parts: [Option<String>; N]) -> String {
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
