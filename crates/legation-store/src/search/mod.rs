//! Full text search in every script: what is put into the index, and what is asked of it.
//!
//! Scripts with capitals part words by blanks and are searched by words. All others are cut into pairs of
//! letters, so that a word is found wherever it stands in a run of letters, two-letter words too.

mod cut;
mod fold;

pub use cut::{asked, indexed};
pub use fold::fold;
