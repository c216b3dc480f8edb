//! What a page is known again by.

use super::body::Body;
use super::marks::{self, Mark};
use super::names::{self, Name};
use super::{hash, prints};
use jiff::civil::Date;
use legation::record::Record;
use serde::{Deserialize, Serialize};

/// Most paragraphs whose lengths are kept.
const PARAGRAPHS: usize = 80;

/// Small features of a page: enough to tell whether two pages tell the same story.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    /// A fingerprint of what the page is and says.
    pub id: u64,
    /// Tag of its language.
    pub language: String,
    /// Its day, counted from the year 0.
    pub day: Option<i32>,
    /// Length in Latin letters.
    pub length: u32,
    /// Lengths of its headline and paragraphs.
    pub paragraphs: Vec<u32>,
    /// Fingerprints of its wording, sorted.
    pub prints: Vec<u32>,
    /// What survives translation, in the order of the text.
    pub marks: Vec<Mark>,
    /// Names, in the order of the text.
    pub names: Vec<Name>,
    /// The consonants of the text, where its script does not show names.
    pub stream: String,
    /// Number of quotations.
    pub quotes: u32,
    /// Its own address, hashed; 0 where it has none.
    pub address: u64,
    /// Addresses it names as its origin, hashed.
    pub sources: Vec<u64>,
    /// Agencies it credits, hashed.
    pub agencies: Vec<u64>,
    /// Language it was translated from.
    pub translated_from: Option<String>,
}

impl Sketch {
    /// The sketch of a page.
    pub fn of(record: &Record) -> Sketch {
        let body = Body::of(record);
        let provenance = &record.provenance;
        let origin = |source: &legation::record::OriginalSource| source.url.as_deref().map(address);
        Sketch {
            id: identity(record),
            language: record.article.language.clone(),
            day: record.article.date.value.as_deref().and_then(day),
            length: body.length(),
            paragraphs: body.blocks.iter().map(|(a, b)| body.at(*b) - body.at(*a)).take(PARAGRAPHS).collect(),
            prints: prints::prints(&body),
            marks: marks::marks(record, &body),
            names: names::names(record, &body),
            stream: names::stream(&body),
            quotes: u32::try_from(record.quotes.len()).unwrap_or(u32::MAX),
            address: record.page.url.as_deref().map_or(0, address),
            sources: provenance.sources.iter().filter_map(origin).collect(),
            agencies: provenance.agencies.iter().map(|agency| hash::hash(agency.name.to_lowercase().bytes())).collect(),
            translated_from: provenance.translated_from.clone(),
        }
    }
}

/// What page this is: its bytes and its address. Ids that callers give are no part of it.
fn identity(record: &Record) -> u64 {
    let url = record.page.url.as_deref().unwrap_or_default();
    hash::hash(record.page.sha256.bytes().chain([0]).chain(url.bytes()))
}

/// An address without what differs between two ways to write it.
pub(super) fn address(url: &str) -> u64 {
    let url = url.split(['#', '?']).next().unwrap_or(url);
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    let url = url.strip_prefix("www.").unwrap_or(url).trim_end_matches('/');
    hash::hash(url.to_lowercase().bytes())
}

/// A day as a number; none for coarser dates.
fn day(value: &str) -> Option<i32> {
    let date: Date = value.get(..10)?.parse().ok()?;
    Some(i32::from(date.year()) * 366 + i32::from(date.day_of_year()))
}
