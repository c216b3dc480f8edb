//! The tables of a store, one script for each version that changed them.

use crate::error::{Result, StoreError};
use rusqlite::{Connection, TransactionBehavior};

/// Scripts in order; the number of a version is its place, counted from 1.
const SCRIPTS: &[&str] = &[include_str!("0001.sql")];

/// The version that this program writes.
pub const CURRENT: usize = SCRIPTS.len();

/// Brings a store to the current version and marks it as a store, all in one transaction: a new file is none or whole.
pub fn migrate(connection: &mut Connection, application: i32) -> Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version = version(&transaction)?;
    for script in SCRIPTS.get(version..).unwrap_or_default() {
        transaction.execute_batch(script)?;
    }
    transaction.pragma_update(None, "application_id", application)?;
    transaction.pragma_update(None, "user_version", i64::try_from(CURRENT).unwrap_or(i64::MAX))?;
    transaction.commit()?;
    Ok(())
}

/// The version of an open store; one from the future is refused.
pub fn version(connection: &Connection) -> Result<usize> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let version = usize::try_from(version).unwrap_or(usize::MAX);
    if version > CURRENT {
        let what = format!("the store has version {version}, this program knows {CURRENT}");
        return Err(StoreError::new(what, "use a newer program"));
    }
    Ok(version)
}

/// What a store of a version has to look like: its tables and indexes, by name.
pub fn expected(version: usize) -> Result<Vec<(String, String)>> {
    let fresh = Connection::open_in_memory()?;
    for script in SCRIPTS.iter().take(version) {
        fresh.execute_batch(script)?;
    }
    layout(&fresh)
}

/// Everything in the schema as name and definition, in the order of names.
pub fn layout(connection: &Connection) -> Result<Vec<(String, String)>> {
    let mut rows = connection
        .prepare("SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY 1")?;
    let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
