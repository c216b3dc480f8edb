//! Pages into the store, each with its record, facts, search terms and story in one transaction.

use super::fact::{Facts, page_day, word};
use super::{actor, settle};
use crate::error::Result;
use crate::search::indexed;
use crate::store::Store;
use crate::story::Sketch;
use legation::record::{Reading, Record};
use miniz_oxide::deflate::compress_to_vec;
use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior, params};
use std::collections::BTreeSet;

/// How hard records are compressed, 0 to 10.
pub(super) const EFFORT: u8 = 6;

/// A page to be filed.
#[derive(Clone, Debug)]
pub struct Filed {
    /// What the page is known by: its address or the caller's name for it.
    pub name: String,
    /// What was read of it.
    pub reading: Reading,
    /// Whether the article's text is kept; else its facts with their sentences are.
    pub with_text: bool,
}

/// What became of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is new.
    New,
    /// It has changed since it was filed; the older versions stay.
    Changed,
    /// It was there already.
    Known,
}

/// Pages on their way into the store: all of them are there when [`Filing::commit`] returns, none before.
#[derive(Debug)]
pub struct Filing<'s> {
    transaction: Transaction<'s>,
    /// Stories that got or lost a page.
    stories: BTreeSet<i64>,
}

impl Store {
    /// Begins to file pages.
    pub fn filing(&mut self) -> Result<Filing<'_>> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        Ok(Filing { transaction, stories: BTreeSet::new() })
    }

    /// Whether exactly these bytes are there under this name.
    pub fn has(&self, name: &str, sha256: &str) -> Result<bool> {
        has(&self.connection, name, sha256)
    }

    /// Whether a page of this name is there.
    pub fn has_page(&self, name: &str) -> Result<bool> {
        Ok(self.connection.prepare_cached("SELECT 1 FROM page WHERE name = ?")?.exists([name])?)
    }
}

impl Filing<'_> {
    /// Files one page.
    pub fn file(&mut self, filed: &Filed) -> Result<Kept> {
        let connection = &*self.transaction;
        let record = &filed.reading.record;
        if has(connection, &filed.name, &record.page.sha256)? {
            return Ok(Kept::Known);
        }
        let versions = retire(connection, &filed.name, &mut self.stories)?;
        let page = lay_page(connection, &filed.name, versions + 1, record)?;
        lay_record(connection, page, filed)?;
        let actors = actor::lay(connection, page, record, page_day(record))?;
        Facts::new(connection, page, &filed.reading, &actors).lay()?;
        self.stories.insert(page);
        Ok(if versions == 0 { Kept::New } else { Kept::Changed })
    }

    /// Keeps what a server said about an address, once everything that it led to is filed.
    pub fn remember(&mut self, url: &str, etag: Option<&str>, last_modified: Option<&str>) -> Result<()> {
        self.transaction
            .prepare_cached("INSERT OR REPLACE INTO fetch (url, etag, last_modified) VALUES (?, ?, ?)")?
            .execute(params![url, etag, last_modified])?;
        Ok(())
    }

    /// Settles the stories and makes all pages filed so far last.
    pub fn commit(self) -> Result<()> {
        for story in &self.stories {
            settle::story(&self.transaction, *story)?;
        }
        self.transaction.commit()?;
        Ok(())
    }
}

fn has(connection: &Connection, name: &str, sha256: &str) -> Result<bool> {
    Ok(connection.prepare_cached("SELECT 1 FROM page WHERE sha256 = ? AND name = ?")?.exists([sha256, name])?)
}

/// Takes the facts of the latest version of a page out of the questions, because a newer one comes.
/// Its record stays. Answers how many versions there are.
fn retire(connection: &Connection, name: &str, stories: &mut BTreeSet<i64>) -> Result<i64> {
    let known: Option<(i64, i64, i64)> = connection
        .prepare_cached("SELECT id, version, story FROM page WHERE name = ? AND latest = 1")?
        .query_row([name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((page, versions, story)) = known else { return Ok(0) };
    let mut acts = Vec::new();
    let mut promises = Vec::new();
    for (rows, sql) in [
        (&mut acts, "SELECT DISTINCT act FROM event WHERE page = ?"),
        (&mut promises, "SELECT DISTINCT promise FROM commitment WHERE page = ?"),
    ] {
        let mut statement = connection.prepare_cached(sql)?;
        let found = statement.query_map([page], |row| row.get::<_, i64>(0))?;
        for row in found {
            rows.push(row?);
        }
    }
    for sql in [
        "DELETE FROM speaker WHERE quote IN (SELECT id FROM quote WHERE page = ?)",
        "DELETE FROM participant WHERE event IN (SELECT id FROM event WHERE page = ?)",
        "DELETE FROM event WHERE page = ?",
        "DELETE FROM quote WHERE page = ?",
        "DELETE FROM commitment WHERE page = ?",
        "DELETE FROM sentence WHERE page = ?",
        "DELETE FROM appearance WHERE page = ?",
        "DELETE FROM search WHERE rowid = ?",
        "DELETE FROM sketch WHERE page = ?",
        "UPDATE page SET latest = 0 WHERE id = ?",
    ] {
        connection.prepare_cached(sql)?.execute([page])?;
    }
    acts.into_iter().try_for_each(|act| settle::count_act(connection, act))?;
    promises.into_iter().try_for_each(|promise| settle::count_promise(connection, promise))?;
    stories.insert(story);
    Ok(versions)
}

fn lay_page(connection: &Connection, name: &str, version: i64, record: &Record) -> Result<i64> {
    let origin = &record.provenance;
    connection
        .prepare_cached(
            "INSERT INTO page (name, version, latest, sha256, url, title, language, date, date_basis, day, publisher, \
             domain, country, agency, translated_from, fetched, notes, story, grouped) \
             VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)",
        )?
        .execute(params![
            name,
            version,
            record.page.sha256,
            record.page.url,
            record.article.title,
            record.article.language,
            record.article.date.value,
            record.article.date.basis.as_ref().map(word),
            page_day(record),
            origin.publisher.name,
            origin.publisher.domain,
            origin.publisher.country,
            origin.agencies.first().map(|agency| &agency.name),
            origin.translated_from,
            record.page.fetched,
            i64::try_from(record.notes.len()).unwrap_or(i64::MAX),
        ])?;
    let page = connection.last_insert_rowid();
    connection.prepare_cached("UPDATE page SET story = id WHERE id = ?")?.execute([page])?;
    Ok(page)
}

fn lay_record(connection: &Connection, page: i64, filed: &Filed) -> Result<()> {
    let record = &filed.reading.record;
    let without;
    let kept = if filed.with_text {
        record
    } else {
        without = textless(record);
        &without
    };
    let pack = |json: Vec<u8>| compress_to_vec(&json, EFFORT);
    let (record_json, evidence) = (serde_json::to_vec(kept)?, serde_json::to_vec(&filed.reading.evidence)?);
    connection.prepare_cached("INSERT INTO record (page, record, evidence) VALUES (?, ?, ?)")?.execute(params![
        page,
        pack(record_json),
        pack(evidence)
    ])?;
    connection
        .prepare_cached("INSERT INTO search (rowid, text) VALUES (?, ?)")?
        .execute(params![page, indexed(&record.article.text)])?;
    connection
        .prepare_cached("INSERT INTO sketch (page, sketch) VALUES (?, ?)")?
        .execute(params![page, pack(serde_json::to_vec(&Sketch::of(record))?)])?;
    let mut statement = connection.prepare_cached("INSERT OR IGNORE INTO fact (key, page, local) VALUES (?, ?, ?)")?;
    for (key, id) in keys(record) {
        statement.execute(params![key, page, id])?;
    }
    Ok(())
}

/// The record without its text; spans then count into a text that is not kept, whose fingerprint is.
fn textless(record: &Record) -> Record {
    let mut record = record.clone();
    record.article.text = String::new();
    record
}

/// Key and local id of every fact that can be cited.
fn keys(record: &Record) -> impl Iterator<Item = (&str, &str)> {
    let events = record.events.iter().map(|fact| (fact.key.as_str(), fact.id.as_str()));
    let quotes = record.quotes.iter().map(|fact| (fact.key.as_str(), fact.id.as_str()));
    let commitments = record.commitments.iter().map(|fact| (fact.key.as_str(), fact.id.as_str()));
    events.chain(quotes).chain(commitments)
}
