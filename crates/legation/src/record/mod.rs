//! What is kept of a page: one JSON object, schema [`SCHEMA`], described field by field in `docs/record.md`.
//!
//! Plain data. Every span counts Unicode code points of [`Article::text`] (not bytes, as spans of earlier rooms do).
//! Every list and every field is always written; what is not known is `null`.
//! Must never interpret text or open a file.

mod article;
pub mod build;
mod evidence;
mod facts;
mod kinds;
mod origin;
mod provenance;

pub use article::{Article, ArticleBlock, ArticleDate};
pub use facts::{Commitment, Event, Mention, Quote, RecordActor, RecordPlace, RecordTime};
pub use kinds::{ActorKind, BlockKind, DateBasis, Status, TimeKind};
pub use provenance::{Agency, OriginalSource, PictureCredit, Provenance, Publisher, RecordPage};

use crate::explain::Evidences;
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Name and version of the record's format.
pub const SCHEMA: &str = "legation.record/1";

/// Everything kept of one page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// The caller's name for the page, or one made from its bytes.
    pub id: RecordId,
    /// What arrived.
    pub page: RecordPage,
    /// The article on it.
    pub article: Article,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Persons, states, organisations, groups and bodies, in the order of their first mention.
    pub actors: Vec<RecordActor>,
    /// Places, in the order of the text.
    pub places: Vec<RecordPlace>,
    /// Times, in the order of the text.
    pub times: Vec<RecordTime>,
    /// Who said what, in the order of the text.
    pub quotes: Vec<Quote>,
    /// Who did what to whom, in the order of the text.
    pub events: Vec<Event>,
    /// Who promised what, in the order of the text.
    pub commitments: Vec<Commitment>,
    /// What was odd.
    pub notes: Vec<RecordNote>,
}

impl Default for Record {
    /// A record without any fact.
    fn default() -> Record {
        Record {
            schema: SCHEMA.to_owned(),
            id: RecordId::Unknown(()),
            page: RecordPage::default(),
            article: Article::default(),
            provenance: Provenance::default(),
            actors: Vec::new(),
            places: Vec::new(),
            times: Vec::new(),
            quotes: Vec::new(),
            events: Vec::new(),
            commitments: Vec::new(),
            notes: Vec::new(),
        }
    }
}

impl Record {
    /// The actor with this id.
    pub fn actor(&self, id: &str) -> Option<&RecordActor> {
        find(&self.actors, id, |actor| &actor.id)
    }

    /// The place with this id.
    pub fn place(&self, id: &str) -> Option<&RecordPlace> {
        find(&self.places, id, |place| &place.id)
    }
}

/// The fact with this id: at the place that its number names, as ids are given, or else anywhere.
fn find<'r, F>(facts: &'r [F], id: &str, id_of: impl Fn(&F) -> &String) -> Option<&'r F> {
    let number = id.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse::<usize>().unwrap_or_default();
    let there = facts.get(number.wrapping_sub(1)).filter(|fact| id_of(fact) == id);
    there.or_else(|| facts.iter().find(|fact| id_of(fact) == id))
}

/// The name of a record: what the caller called the page, kept as it was given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RecordId {
    /// A text.
    Text(String),
    /// A number.
    Number(serde_json::Number),
    /// `null`: the input named none and there were no bytes to name it by.
    Unknown(()),
}

impl From<String> for RecordId {
    fn from(id: String) -> RecordId {
        RecordId::Text(id)
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RecordId::Text(text) => f.write_str(text),
            RecordId::Number(number) => write!(f, "{number}"),
            RecordId::Unknown(()) => f.write_str("-"),
        }
    }
}

/// Something odd that the reader of a record should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordNote {
    /// A fixed short name, such as `encoding`; `error` where the page could not be read.
    pub kind: String,
    /// What was found and what was done about it.
    pub message: String,
    /// Where, if it has a place in the text.
    pub span: Option<Span>,
}

/// What was read of one page.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What is kept.
    pub record: Record,
    /// Why each fact is in it.
    pub evidence: Evidences,
}
