//! Opening a store for a command.

use crate::failure::Stop;
use legation_store::{Result, Store};
use std::path::Path;

/// Opens a store to fill it.
pub fn open_to_fill(path: &Path) -> std::result::Result<Store, Stop> {
    told(path, Store::write(path))
}

/// Opens a store to ask it.
pub fn open_to_ask(path: &Path) -> std::result::Result<Store, Stop> {
    told(path, Store::read(path))
}

/// What went wrong with the store of this path.
pub fn told<T>(path: &Path, result: Result<T>) -> std::result::Result<T, Stop> {
    result.map_err(|error| Stop::Failed(format!("{}: {error}", path.display())))
}
