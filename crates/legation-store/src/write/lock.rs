//! One writer at a time: a lock on a small file beside the store, let go by the system when the program ends.

use crate::error::{Result, StoreError};
use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

/// Held by the program that may write.
#[derive(Debug)]
pub struct WriterLock {
    _file: File,
}

impl WriterLock {
    /// Takes the lock; says so at once where another program holds it.
    pub fn take(store: &Path) -> Result<WriterLock> {
        let name = store.file_name().unwrap_or_default().to_string_lossy();
        let beside = store.with_file_name(format!("{name}-writer"));
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&beside)
            .map_err(|error| StoreError::new(format!("cannot be written: {error}"), "choose another file"))?;
        match file.try_lock() {
            Ok(()) => Ok(WriterLock { _file: file }),
            Err(TryLockError::WouldBlock) => {
                Err(StoreError::new("another program is filling this store", "wait until it has ended"))
            }
            Err(TryLockError::Error(error)) => {
                Err(StoreError::new(format!("cannot be locked: {error}"), "put it on a local disk"))
            }
        }
    }
}
