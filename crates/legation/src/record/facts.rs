//! The facts: actors, places, times, quotes, events, commitments.
//!
//! An `id` is local to its record; a `key` is made from the page's fingerprint, the kind and the span and stays
//! the same when the page is read again.

use super::kinds::{ActorKind, Status, TimeKind};
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// Someone who acts or is acted upon.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordActor {
    /// `a1`, `a2`, …
    pub id: String,
    /// Lasting name of the fact.
    pub key: String,
    /// The fullest name on the page.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// `ISO3`, `ISO3.SECTOR` or `IGO:…`, as of the page's date.
    pub code: Option<String>,
    /// Key of the office held, such as `defence-minister`.
    pub office: Option<String>,
    /// Ids of the actors that a group means.
    pub members: Vec<String>,
    /// Where it stands in the text.
    pub mentions: Vec<Mention>,
}

/// One place where an actor stands, in code points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// How it is known to mean the actor, such as `name`, `office`, `pronoun`.
    pub how: String,
}

/// A place named in the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordPlace {
    /// `p1`, `p2`, …
    pub id: String,
    /// Lasting name of the fact.
    pub key: String,
    /// Its name.
    pub name: String,
    /// ISO 3166 alpha-3 code of its country.
    pub country: Option<String>,
    /// Latitude in degrees, north positive.
    pub lat: Option<f64>,
    /// Longitude in degrees, east positive.
    pub lon: Option<f64>,
    /// Where the text names it.
    pub span: Span,
}

/// An expression of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordTime {
    /// `t1`, `t2`, …
    pub id: String,
    /// Lasting name of the fact.
    pub key: String,
    /// What it names.
    pub kind: TimeKind,
    /// TIMEX3 value.
    pub value: String,
    /// TIMEX3 modifier, such as `START`.
    #[serde(rename = "mod")]
    pub modifier: Option<String>,
    /// The words.
    pub span: Span,
}

/// Something said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// `q1`, `q2`, …
    pub id: String,
    /// Lasting name of the fact.
    pub key: String,
    /// Whether the words stand in quotation marks.
    pub direct: bool,
    /// Ids of those who said it.
    pub speakers: Vec<String>,
    /// The words said: exactly the characters of `span`.
    pub text: String,
    /// Where they stand, without their marks.
    pub span: Span,
    /// Where the speaker is named.
    pub speaker_span: Option<Span>,
    /// The word of saying.
    pub cue_span: Option<Span>,
    /// How it was said, such as `stress` or `deny`.
    pub strength: Option<String>,
}

/// An act.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// `e1`, `e2`, …
    pub id: String,
    /// Lasting name of the fact.
    pub key: String,
    /// One of the 16 types of PLOVER.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// Ids of those who act.
    pub source: Vec<String>,
    /// Ids of those who are acted upon.
    pub target: Vec<String>,
    /// Whether it happened.
    pub status: Status,
    /// When: a resolved TIMEX3 date.
    pub date: Option<String>,
    /// Where: id of a place.
    pub place: Option<String>,
    /// The words that tell it.
    pub span: Span,
    /// The word that names the act.
    pub trigger_span: Span,
    /// Id of the quote or the actor that tells it; `null` where the article itself does.
    pub reported_by: Option<String>,
    /// Probability that it is right, 0 to 1.
    pub confidence: f32,
}

/// A promise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Commitment {
    /// `c1`, `c2`, …
    pub id: String,
    /// Lasting name of the fact.
    pub key: String,
    /// Ids of those who promise.
    pub by: Vec<String>,
    /// Ids of those to whom.
    pub to: Vec<String>,
    /// What is promised, in the words of the text.
    pub action: String,
    /// What it is about: the PLOVER type of the act that would keep it, and its mode.
    pub topic: Option<String>,
    /// How firmly, such as `agreed` or `plans`.
    pub strength: Option<String>,
    /// How often: a TIMEX3 set.
    pub cadence: Option<String>,
    /// By when: a TIMEX3 date.
    pub due: Option<String>,
    /// The words that tell it.
    pub span: Span,
    /// Probability that it is right, 0 to 1.
    pub confidence: f32,
}
