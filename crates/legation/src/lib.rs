//! Legation reads a news page in the language it was written in and returns the record of diplomacy on it:
//! who met whom, who said what, who promised what, when and where, each fact with the characters it came from.
//!
//! The modules stand in the order in which a page passes through them.

pub mod analysis;
pub mod document;
pub mod error;
pub mod explain;
pub mod language;
pub mod mention;
pub mod page;
pub mod pattern;
pub mod reader;
pub mod record;
pub mod span;
pub mod statement;
