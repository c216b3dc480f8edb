//! One store: opening it, and refusing what is none.
//!
//! A store may come from somebody else, so its application id and its whole schema are compared before the first
//! question, and SQLite is told to trust nothing in it (<https://sqlite.org/security.html>).

use crate::error::{Result, StoreError};
use crate::migrations;
use crate::write::lock::WriterLock;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::time::Duration;

/// Marks a file as a store: `LGTN` in the header's application id.
const APPLICATION: i32 = 0x4C47_544E;
/// How every SQLite file begins.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// How long to wait for another program's transaction.
const PATIENCE: Duration = Duration::from_secs(10);
/// Memory for pages of the file, in KiB.
const CACHE_KIB: i32 = 65_536;
/// Prepared statements kept.
const STATEMENTS: usize = 128;

/// An open store.
#[derive(Debug)]
pub struct Store {
    pub(crate) connection: Connection,
    /// Held while this program may write.
    _lock: Option<WriterLock>,
}

impl Store {
    /// Opens a store to ask it.
    pub fn read(path: &Path) -> Result<Store> {
        if !path.exists() {
            return Err(StoreError::new("no such store", "fill one with `legation ingest SOURCE --store FILE`"));
        }
        refuse_foreign(path)?;
        // A killed writer leaves a log behind; where the file may be written, opening it so takes the log in.
        let connection = Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_WRITE))
            .or_else(|_| Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_ONLY)))?;
        let store = Store { connection, _lock: None };
        store.prepare()?;
        if store.is_empty()? {
            return Err(StoreError::new(
                "nothing was ingested into it yet",
                "fill it with `legation ingest SOURCE --store FILE`",
            ));
        }
        store.check()?;
        store.connection.pragma_update(None, "query_only", true)?;
        Ok(store)
    }

    /// Opens a store to fill it; makes it where there is none. One program at a time.
    pub fn write(path: &Path) -> Result<Store> {
        if path.is_dir() {
            return Err(StoreError::new("is a folder", "name a file in it"));
        }
        let lock = WriterLock::take(path)?;
        let fresh = !path.exists() || path.metadata().is_ok_and(|file| file.len() == 0);
        if !fresh {
            refuse_foreign(path)?;
        }
        let create = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let connection = Connection::open_with_flags(path, flags(create))?;
        let mut store = Store { connection, _lock: Some(lock) };
        store.prepare()?;
        if store.is_empty()? {
            store.connection.pragma_update(None, "page_size", 8192)?;
        } else {
            store.check()?;
        }
        store.connection.pragma_update(None, "journal_mode", "wal")?;
        // A page that was reported done survives a power cut.
        store.connection.pragma_update(None, "synchronous", "full")?;
        migrations::migrate(&mut store.connection, APPLICATION)?;
        Ok(store)
    }

    /// The connection, for questions of one's own; it is read only unless the store was opened to be filled.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// How the file is to be treated, whoever made it.
    fn prepare(&self) -> Result<()> {
        let connection = &self.connection;
        connection.busy_timeout(PATIENCE)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
        // What stands in one transaction agrees; looking every reference up again would only cost time.
        connection.pragma_update(None, "foreign_keys", false)?;
        connection.pragma_update(None, "cell_size_check", true)?;
        connection.pragma_update(None, "mmap_size", 0)?;
        connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
        connection.pragma_update(None, "temp_store", "memory")?;
        Ok(())
    }

    /// A file that a killed program had only begun.
    fn is_empty(&self) -> Result<bool> {
        let things: i64 = self.connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        Ok(things == 0)
    }

    /// Refuses files that are no stores, stores of a newer program, and stores that somebody has altered.
    fn check(&self) -> Result<()> {
        let application: i32 = self.connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
        if application != APPLICATION {
            return Err(StoreError::new("is a database, but no store of Legation", "name another file"));
        }
        let version = migrations::version(&self.connection)?;
        let (known, found) = (migrations::expected(version)?, migrations::layout(&self.connection)?);
        match found.iter().find(|thing| !known.contains(thing)).or(known.iter().find(|thing| !found.contains(thing))) {
            None => Ok(()),
            Some((name, _)) => Err(StoreError::new(
                format!("its {name} is not as this program makes it"),
                "it was altered or damaged; take it from a backup, or ingest the pages into a new one",
            )),
        }
    }
}

fn flags(access: OpenFlags) -> OpenFlags {
    access | OpenFlags::SQLITE_OPEN_NO_MUTEX
}

/// Looks at the first bytes before SQLite does.
fn refuse_foreign(path: &Path) -> Result<()> {
    let unreadable = |error: std::io::Error| StoreError::new(format!("cannot be read: {error}"), "check the file");
    let mut head = Vec::new();
    File::open(path).map_err(unreadable)?.take(16).read_to_end(&mut head).map_err(unreadable)?;
    if head.is_empty() || head == MAGIC {
        return Ok(());
    }
    Err(StoreError::new("is no store", "name a file made by `legation ingest`"))
}
