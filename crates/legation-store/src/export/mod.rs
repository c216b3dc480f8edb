//! A store, or what a filter leaves of it, in the forms that others read.

mod gdelt;
mod ics;
mod parquet;
mod plover;
mod rows;

pub use gdelt::gdelt;
pub use ics::ics;
pub use parquet::parquet;
pub use plover::plover;
pub use rows::{FactKind, FactRow, facts, records};

use crate::error::StoreError;
use std::io;

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> StoreError {
        StoreError::new(format!("cannot be written: {error}"), "choose another file")
    }
}
