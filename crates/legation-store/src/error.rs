//! The one error of this crate: what is wrong with which file, and what to do about it.

use std::fmt;

/// What is wrong, in lower case, and the remedy.
#[derive(Debug)]
pub struct StoreError {
    what: String,
    remedy: String,
}

/// What every function of this crate that touches the file answers.
pub type Result<T> = std::result::Result<T, StoreError>;

impl StoreError {
    /// An error with its remedy.
    pub fn new(what: impl Into<String>, remedy: impl Into<String>) -> StoreError {
        StoreError { what: what.into(), remedy: remedy.into() }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.what, self.remedy)
    }
}

impl std::error::Error for StoreError {}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        use rusqlite::ErrorCode::{DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, NotADatabase, ReadOnly};
        let remedy = match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => "another program is writing; try again when it has ended",
            Some(DatabaseCorrupt | NotADatabase) => {
                "the file is damaged or is no store; take it from a backup, or ingest the pages into a new one"
            }
            Some(DiskFull) => "the disk is full; make room and run the command again",
            Some(ReadOnly) => "the file cannot be written; check its permissions",
            _ => "please report it",
        };
        StoreError::new(format!("the store answers: {error}"), remedy)
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> StoreError {
        StoreError::new(format!("a kept record cannot be read: {error}"), "the file is damaged; take it from a backup")
    }
}
