//! Quotes, events, commitments and source lines, each with its evidence.
//!
//! Must never look for names or dates by itself, nor compare two pages.

mod case;
pub mod commitment;
pub mod confidence;
pub mod event;
pub mod quote;
pub(crate) mod role;
pub mod source;
pub mod status;
mod trigger;
pub mod when;

use crate::language::phrases::Word;
use crate::mention::{Mentions, Setting};

/// What is read of one sentence's syntax: its tree and the mentions that hang in it.
pub(crate) struct Clause<'a> {
    setting: &'a Setting<'a>,
    mentions: &'a Mentions,
    tree: crate::analysis::Tree,
    /// Number of the sentence.
    index: usize,
    /// Lower-cased forms of its tokens.
    lower: Vec<String>,
    /// Its first token.
    base: usize,
}

impl Clause<'_> {
    /// The sentence's tokens as the word tables are matched on them.
    fn words(&self) -> Vec<Word<'_>> {
        let tokens = self.setting.analysis.tokens.get(self.base..self.base + self.lower.len()).unwrap_or(&[]);
        crate::mention::words(self.setting.text, tokens, &self.lower)
    }
}
