//! Many pages: a store of records in one file, the stories and ledgers in it, and the questions it answers.
//!
//! Reads records and never text of its own: what a page says is decided by the library `legation`.
//! Must never fetch, nor interpret a word of any language.

#![forbid(unsafe_code)]

pub mod ask;
pub mod day;
pub mod error;
pub mod export;
pub mod known;
mod migrations;
pub mod plover;
pub mod search;
pub mod store;
pub mod story;
pub mod write;

pub use error::{Result, StoreError};
pub use store::Store;
