//! Which pages tell one story: decided for all pages together, at the end of every filling.

use super::{actor, settle};
use crate::error::{Result, StoreError};
use crate::store::Store;
use crate::story::{Sketch, Stories};
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use rusqlite::{Connection, TransactionBehavior, params};
use std::collections::{BTreeMap, BTreeSet};

/// The largest sketch that is unpacked, in bytes.
const LARGEST: usize = 1 << 24;

impl Store {
    /// Groups all pages into stories, if a page came that was not grouped yet, and settles what changed.
    pub fn group(&mut self) -> Result<()> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if transaction.prepare("SELECT 1 FROM page WHERE grouped = 0")?.exists([])? {
            regroup(&transaction)?;
        }
        transaction.commit()?;
        Ok(())
    }
}

fn regroup(connection: &Connection) -> Result<()> {
    let (pages, mut stories) = (rows(connection)?, Stories::new());
    for page in pages.keys() {
        stories.keep(sketch(connection, *page)?);
    }
    stories.settle();
    let mut moved = BTreeSet::new();
    for (page, story) in named(&pages, &stories) {
        let old = pages.get(&page).copied().unwrap_or_default();
        if old != story {
            connection.prepare_cached("UPDATE page SET story = ? WHERE id = ?")?.execute(params![story, page])?;
            moved.extend([old, story]);
        }
    }
    connection.execute("UPDATE page SET grouped = 1 WHERE grouped = 0", [])?;
    for story in &moved {
        connection.prepare_cached("DELETE FROM alias WHERE story = ?")?.execute([story])?;
    }
    moved.into_iter().try_for_each(|story| settle::story(connection, story))?;
    actor::unite_all(connection)
}

/// The latest pages and their present stories.
fn rows(connection: &Connection) -> Result<BTreeMap<i64, i64>> {
    let mut statement = connection.prepare("SELECT id, story FROM page WHERE latest = 1 ORDER BY id")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn sketch(connection: &Connection, page: i64) -> Result<Sketch> {
    let packed: Vec<u8> =
        connection.prepare_cached("SELECT sketch FROM sketch WHERE page = ?")?.query_row([page], |row| row.get(0))?;
    let damaged = |_| StoreError::new("a kept sketch cannot be unpacked", "the file is damaged; take it from a backup");
    Ok(serde_json::from_slice(&decompress_to_vec_with_limit(&packed, LARGEST).map_err(damaged)?)?)
}

/// The story of each page: the smallest row of its pages.
fn named(pages: &BTreeMap<i64, i64>, stories: &Stories) -> Vec<(i64, i64)> {
    let rows: Vec<i64> = pages.keys().copied().collect();
    let mut named = Vec::with_capacity(rows.len());
    for group in stories.groups() {
        let members: Vec<i64> = group.iter().filter_map(|place| rows.get(*place)).copied().collect();
        let Some(first) = members.iter().min().copied() else { continue };
        named.extend(members.into_iter().map(|page| (page, first)));
    }
    named
}
