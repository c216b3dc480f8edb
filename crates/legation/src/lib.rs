//! Legation reads a news page in the language it was written in and returns the record of diplomacy on it:
//! who met whom, who said what, who promised what, when and where, each fact with the characters it came from.
//!
//! The modules stand in the order in which a page passes through them.

pub mod span;
pub mod error;
pub mod page;
pub mod document;
pub mod pattern;
pub mod analysis;
pub mod language;
pub mod mention;
pub mod statement;
pub mod explain;
pub mod record;
pub mod reader;
