//! What is kept of a page, and the fact that a lasting key names.

use crate::error::{Result, StoreError};
use crate::store::Store;
use legation::explain::Evidences;
use legation::record::{Reading, Record};
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use rusqlite::OptionalExtension as _;

/// The largest record that is unpacked, in bytes.
const LARGEST: usize = 1 << 30;

/// A fact in its record.
#[derive(Clone, Debug)]
pub struct Found {
    /// The record and its evidence.
    pub reading: Reading,
    /// Id of the fact in it.
    pub local: String,
    /// What the page is known by.
    pub page: String,
    /// Which version of the page.
    pub version: i64,
    /// Whether it is the latest.
    pub latest: bool,
}

/// The fact with this key, in the newest version of a page that has it.
pub fn fact(store: &Store, key: &str) -> Result<Option<Found>> {
    let mut statement = store.connection.prepare_cached(
        "SELECT p.id, f.local, p.name, p.version, p.latest FROM fact f JOIN page p ON p.id = f.page \
         WHERE f.key = ? ORDER BY p.latest DESC, p.version DESC, p.id LIMIT 1",
    )?;
    type Place = (i64, String, String, i64, bool);
    let place: Option<Place> = statement
        .query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))
        .optional()?;
    let Some((row, local, page, version, latest)) = place else { return Ok(None) };
    Ok(Some(Found { reading: reading(store, row)?, local, page, version, latest }))
}

/// What was read of the newest version of a page, by its name, its row or the id of its record.
pub fn page(store: &Store, name: &str) -> Result<Option<Reading>> {
    let mut statement = store.connection.prepare_cached(
        "SELECT id FROM page WHERE name = ?1 OR name = 'file://' || ?1 OR id = CAST(?1 AS INTEGER) AND ?1 GLOB '[0-9]*' \
         OR sha256 >= ?1 AND sha256 < ?1 || 'g' AND length(?1) >= 8 ORDER BY name = ?1 DESC, latest DESC, id LIMIT 1",
    )?;
    let row: Option<i64> = statement.query_row([name], |row| row.get(0)).optional()?;
    row.map(|row| reading(store, row)).transpose()
}

/// The record of a page, by its row.
pub fn record(store: &Store, page: i64) -> Result<Record> {
    Ok(reading(store, page)?.record)
}

/// What is kept of a page, by its row.
pub(crate) fn reading(store: &Store, page: i64) -> Result<Reading> {
    let (record, evidence): (Vec<u8>, Vec<u8>) = store
        .connection
        .prepare_cached("SELECT record, evidence FROM record WHERE page = ?")?
        .query_row([page], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let record: Record = serde_json::from_slice(&unpacked(&record)?)?;
    let evidence: Evidences = serde_json::from_slice(&unpacked(&evidence)?)?;
    Ok(Reading { record, evidence })
}

fn unpacked(bytes: &[u8]) -> Result<Vec<u8>> {
    decompress_to_vec_with_limit(bytes, LARGEST)
        .map_err(|_| StoreError::new("a kept record cannot be unpacked", "the file is damaged; take it from a backup"))
}
