//! The facts of one record, laid into their tables.

use super::parties::{codes, meant, names};
use super::promise::awaits;
use crate::day::{Day, days};
use crate::error::Result;
use legation::record::{Commitment, Event, Quote, Reading, Record};
use legation::span::Span;
use rusqlite::{Connection, params};
use std::collections::HashMap;

/// Lays the facts of one page down.
pub struct Facts<'a> {
    connection: &'a Connection,
    page: i64,
    reading: &'a Reading,
    /// The page's day.
    day: Option<Day>,
    /// Byte offset of every code point of the text, and of its end.
    offsets: Vec<usize>,
    sentences: HashMap<(u32, u32), i64>,
    /// Rows of the page's actors by their local ids.
    actors: &'a HashMap<String, i64>,
}

impl<'a> Facts<'a> {
    /// For a page that has its row already.
    pub fn new(
        connection: &'a Connection,
        page: i64,
        reading: &'a Reading,
        actors: &'a HashMap<String, i64>,
    ) -> Facts<'a> {
        let text = &reading.record.article.text;
        let offsets = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let day = page_day(&reading.record);
        Facts { connection, page, reading, day, offsets, sentences: HashMap::new(), actors }
    }

    /// Lays all of them down.
    pub fn lay(mut self) -> Result<()> {
        let record = &self.reading.record;
        for event in &record.events {
            self.event(record, event)?;
        }
        for quote in &record.quotes {
            self.quote(record, quote)?;
        }
        for commitment in &record.commitments {
            self.commitment(record, commitment)?;
        }
        Ok(())
    }

    fn event(&mut self, record: &Record, event: &Event) -> Result<()> {
        let place = event.place.as_ref().and_then(|id| record.place(id));
        let sentence = self.sentence(&event.id, event.span)?;
        self.connection
            .prepare_cached(
                "INSERT INTO event (page, key, type, mode, cameo, contexts, status, date, place, place_country, lat, \
                 lon, source, target, source_names, target_names, reported_by, confidence, sentence, act) \
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
            )?
            .execute(params![
                self.page,
                event.key,
                event.kind,
                event.mode,
                event.cameo,
                event.contexts.join(" "),
                word(&event.status),
                event.date,
                place.map(|place| &place.name),
                place.and_then(|place| place.country.as_ref()),
                place.and_then(|place| place.lat),
                place.and_then(|place| place.lon),
                codes(record, &event.source),
                codes(record, &event.target),
                names(record, &event.source),
                names(record, &event.target),
                event.reported_by.as_ref().map(|id| teller(record, id)),
                rounded(event.confidence),
                sentence,
            ])?;
        let row = self.connection.last_insert_rowid();
        self.participants(record, row, "source", &event.source)?;
        self.participants(record, row, "target", &event.target)
    }

    fn participants(&self, record: &Record, event: i64, role: &str, ids: &[String]) -> Result<()> {
        for actor in meant(record, ids).into_iter().filter_map(|actor| self.actors.get(&actor.id)) {
            self.connection
                .prepare_cached("INSERT OR IGNORE INTO participant (actor, event, role) VALUES (?, ?, ?)")?
                .execute(params![actor, event, role])?;
        }
        Ok(())
    }

    fn quote(&mut self, record: &Record, quote: &Quote) -> Result<()> {
        let sentence = self.sentence(&quote.id, quote.span)?;
        self.connection
            .prepare_cached(
                "INSERT INTO quote (page, key, direct, text, strength, speakers, speaker_names, day, sentence) \
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                self.page,
                quote.key,
                quote.direct,
                quote.text,
                quote.strength,
                codes(record, &quote.speakers),
                names(record, &quote.speakers),
                self.day,
                sentence,
            ])?;
        let row = self.connection.last_insert_rowid();
        for actor in meant(record, &quote.speakers) {
            if let Some(actor) = self.actors.get(&actor.id) {
                self.connection
                    .prepare_cached("INSERT INTO speaker (actor, day, quote) VALUES (?, ?, ?)")?
                    .execute(params![actor, self.day, row])?;
            }
        }
        Ok(())
    }

    fn commitment(&mut self, record: &Record, commitment: &Commitment) -> Result<()> {
        let sentence = self.sentence(&commitment.id, commitment.span)?;
        self.connection
            .prepare_cached(
                "INSERT INTO commitment (page, key, by_codes, by_names, to_codes, to_names, action, topic, strength, \
                 cadence, due, awaits, day, confidence, sentence, promise) \
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
            )?
            .execute(params![
                self.page,
                commitment.key,
                codes(record, &commitment.by),
                names(record, &commitment.by),
                codes(record, &commitment.to),
                names(record, &commitment.to),
                commitment.action,
                commitment.topic,
                commitment.strength,
                commitment.cadence,
                commitment.due,
                awaits(record, commitment),
                self.day,
                rounded(commitment.confidence),
                sentence,
            ])?;
        Ok(())
    }

    /// The sentence that a fact was read from; facts of one sentence share it.
    fn sentence(&mut self, fact: &str, words: Span) -> Result<i64> {
        let span = self.reading.evidence.find(fact).map_or(words, |why| why.sentence);
        if let Some(row) = self.sentences.get(&(span.start, span.end)) {
            return Ok(*row);
        }
        self.connection
            .prepare_cached("INSERT INTO sentence (page, first, last, text) VALUES (?, ?, ?, ?)")?
            .execute(params![self.page, span.start, span.end, self.text(span).trim()])?;
        let row = self.connection.last_insert_rowid();
        self.sentences.insert((span.start, span.end), row);
        Ok(row)
    }

    fn text(&self, span: Span) -> &'a str {
        let at = |point: u32| self.offsets.get(usize::try_from(point).ok()?).copied();
        let range = at(span.start).zip(at(span.end)).map(|(start, end)| start..end);
        range.and_then(|range| self.reading.record.article.text.get(range)).unwrap_or_default()
    }
}

/// The first day of the article's date.
pub fn page_day(record: &Record) -> Option<Day> {
    record.article.date.value.as_deref().and_then(days).map(|(first, _)| first)
}

/// The codes of who tells of an act: an actor, or the speakers of a quote.
fn teller(record: &Record, id: &str) -> String {
    let quote = record.quotes.iter().find(|quote| quote.id == id);
    quote.map_or_else(|| codes(record, &[id.to_owned()]), |quote| codes(record, &quote.speakers))
}

/// A probability as the record writes it, without the digits that a wider number would show.
fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 10_000.0).round() / 10_000.0
}

/// A closed list's value as the record writes it.
pub fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
