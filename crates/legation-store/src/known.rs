//! Which pages are there already, asked by many threads without touching the file.

use crate::error::Result;
use crate::store::Store;
use rusqlite::params;
use std::collections::{HashMap, HashSet};

/// `ETag` and `Last-Modified` of an address.
pub type Validators = (Option<String>, Option<String>);

/// Fingerprints of the pages that were in the store when it was opened.
#[derive(Debug, Default)]
pub struct Known {
    pages: HashSet<u64>,
    names: HashSet<u64>,
}

impl Known {
    /// Whether a page was there. A wrong yes has a chance of one in 2^64 for each page of the store.
    pub fn has(&self, page: u64) -> bool {
        self.pages.contains(&page)
    }

    /// Whether some version of a page of this name was there.
    pub fn has_name(&self, name: &str) -> bool {
        self.names.contains(&fingerprint(name, ""))
    }
}

/// A page by its name and the SHA-256 of its bytes. Files are known by their bytes alone, wherever they lie.
pub fn fingerprint(name: &str, sha256: &str) -> u64 {
    let name = if name.starts_with("file:") { "" } else { name };
    // FNV-1a over the name, on top of the first 64 bits of the digest.
    let digest = sha256.get(..16).and_then(|digits| u64::from_str_radix(digits, 16).ok()).unwrap_or_default();
    name.bytes().fold(digest, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3))
}

impl Store {
    /// The pages that are there now.
    pub fn known(&self) -> Result<Known> {
        let mut statement = self.connection.prepare("SELECT name, sha256 FROM page")?;
        let mut known = Known::default();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (name, sha256): (String, String) = (row.get(0)?, row.get(1)?);
            known.pages.insert(fingerprint(&name, &sha256));
            known.names.insert(fingerprint(&name, ""));
        }
        Ok(known)
    }

    /// What servers said about their pages: `ETag` and `Last-Modified` by address.
    pub fn fetches(&self) -> Result<HashMap<String, Validators>> {
        let mut statement = self.connection.prepare("SELECT url, etag, last_modified FROM fetch")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Keeps an input that could not be read, once for each place.
    pub fn note_failure(&self, source: &str, place: &str, what: &str, remedy: &str) -> Result<()> {
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO failure (source, place, what, remedy) VALUES (?, ?, ?, ?)")?
            .execute(params![source, place, what, remedy])?;
        Ok(())
    }

    /// Ends a long filling: plans of questions are made from what is there, and the log is laid into the file.
    pub fn tidy(&self) -> Result<()> {
        self.connection
            .execute_batch("PRAGMA analysis_limit = 1000; PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE);")?;
        Ok(())
    }
}
