//! What survives translation, in the order of the text: states, offices, dates, numbers, places, quotations.

use super::body::Body;
use super::hash;
use super::numbers;
use legation::record::{ActorKind, Record, TimeKind};
use serde::{Deserialize, Serialize};

/// Most marks of a page.
const MOST: usize = 160;
/// Most marks of one actor.
const OF_ONE: usize = 6;

/// What a mark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MarkKind {
    /// A state or an organisation, by its code.
    Actor,
    /// An office of a state.
    Office,
    /// A date or a duration.
    Time,
    /// A number of one or two figures.
    Small,
    /// A number of three or more figures.
    Number,
    /// A place with coordinates.
    Place,
    /// The name of a person or thing, by its sound.
    Name,
    /// An act with its parties.
    Event,
}

/// One mark of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Mark(
    /// How far from the beginning, in Latin letters.
    pub u32,
    /// What it is.
    pub MarkKind,
    /// Its value, hashed.
    pub u64,
);

impl Mark {
    fn new(at: u32, kind: MarkKind, value: &str) -> Mark {
        Mark(at, kind, value_of(kind, value))
    }
}

/// The hash of a value of this kind.
pub(super) fn value_of(kind: MarkKind, value: &str) -> u64 {
    hash::pair(kind as u64, hash::hash(value.bytes()))
}

/// The marks of a record, in the order of its text.
pub(super) fn marks(record: &Record, body: &Body) -> Vec<Mark> {
    let mut marks: Vec<Mark> = actors(record, body).chain(times(record, body)).chain(places(record, body)).collect();
    marks.extend(figures(body));
    marks.extend(events(record, body));
    marks.sort_unstable();
    marks.dedup();
    marks.truncate(MOST);
    marks
}

fn actors<'a>(record: &'a Record, body: &'a Body) -> impl Iterator<Item = Mark> + 'a {
    record.actors.iter().flat_map(move |actor| {
        let code = actor.code.as_deref().unwrap_or_default();
        let lasting = matches!(actor.kind, ActorKind::State | ActorKind::Organisation) && !code.is_empty();
        let office = actor.office.as_deref().filter(|_| !code.is_empty()).map(|office| format!("{office} {code}"));
        let value = match office {
            Some(office) => Some((MarkKind::Office, office)),
            None => lasting.then(|| (MarkKind::Actor, code.to_owned())),
        };
        let places = actor.mentions.iter().map(|m| m.start as usize).filter(|at| body.holds(*at)).take(OF_ONE);
        let places: Vec<usize> = places.collect();
        value.into_iter().flat_map(move |(kind, value)| {
            places.clone().into_iter().map(move |at| Mark::new(body.at(at), kind, &value))
        })
    })
}

fn times<'a>(record: &'a Record, body: &'a Body) -> impl Iterator<Item = Mark> + 'a {
    let lasting = |value: &str| value.bytes().any(|b| b.is_ascii_digit()) && !value.contains('X');
    let times = record.times.iter().filter(move |time| body.holds(time.span.start as usize) && lasting(&time.value));
    times.map(|time| {
        // Languages cut the day differently; the day itself survives.
        let value = match time.kind {
            TimeKind::Date | TimeKind::Time => time.value.split('T').next().unwrap_or(&time.value),
            TimeKind::Duration | TimeKind::Set => &time.value,
        };
        Mark::new(body.at(time.span.start as usize), MarkKind::Time, value)
    })
}

fn places<'a>(record: &'a Record, body: &'a Body) -> impl Iterator<Item = Mark> + 'a {
    let places = record.places.iter().filter(|place| body.holds(place.span.start as usize));
    places.filter_map(|place| {
        let value = format!("{:.1} {:.1}", place.lat?, place.lon?);
        Some(Mark::new(body.at(place.span.start as usize), MarkKind::Place, &value))
    })
}

fn figures(body: &Body) -> impl Iterator<Item = Mark> + '_ {
    numbers::numbers(&body.text).into_iter().filter(|number| body.holds(number.start)).map(|number| {
        let kind = if number.weight() > 2 || number.value >= 1000.0 { MarkKind::Number } else { MarkKind::Small };
        Mark::new(body.at(number.start), kind, &format!("{}", number.value))
    })
}

fn events<'a>(record: &'a Record, body: &'a Body) -> impl Iterator<Item = Mark> + 'a {
    let state = |id: &String| record.actor(id)?.code.as_deref()?.split('.').next().map(str::to_owned);
    record.events.iter().filter(|event| body.holds(event.trigger_span.start as usize)).filter_map(move |event| {
        let mut parties: Vec<String> = event.source.iter().chain(&event.target).filter_map(state).collect();
        parties.sort_unstable();
        parties.dedup();
        let value = format!("{} {}", event.kind, parties.join(" "));
        (!parties.is_empty()).then(|| Mark::new(body.at(event.trigger_span.start as usize), MarkKind::Event, &value))
    })
}
