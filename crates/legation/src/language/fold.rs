//! Letters and spellings that mean the same: `fold.tsv`. Only forms of the same length are exchanged, so that every
//! span of a folded text is one of the text itself.

use super::table;
use crate::error::Error;
use aho_corasick::{AhoCorasick, MatchKind};
use std::borrow::Cow;

/// The exchanges of one language.
#[derive(Debug, Default)]
pub struct Fold {
    automaton: Option<AhoCorasick>,
    to: Vec<String>,
}

impl Fold {
    /// Reads a `fold.tsv`: what is written, and the form to which it is folded.
    ///
    /// # Errors
    /// When a row's forms are not of the same length in UTF-8.
    pub fn parse(file: &str, bytes: &[u8]) -> Result<Fold, Error> {
        let (mut from, mut to) = (Vec::new(), Vec::new());
        for row in table::rows(file, bytes, 2)? {
            if row.get(0).is_empty() || row.get(0).len() != row.get(1).len() {
                let message = format!("`{}` and `{}` are not of the same length", row.get(0), row.get(1));
                return Err(Error::new(message).in_file(file).at_line(row.line));
            }
            from.push(row.get(0).to_string());
            to.push(row.get(1).to_string());
        }
        if from.is_empty() {
            return Ok(Fold::default());
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&from)
            .map_err(|e| Error::new("too many forms").in_file(file).because(e))?;
        Ok(Fold { automaton: Some(automaton), to })
    }

    /// The text with every form exchanged; as long as before.
    pub fn apply<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match &self.automaton {
            Some(automaton) if automaton.is_match(text) => automaton.replace_all(text, &self.to).into(),
            _ => Cow::Borrowed(text),
        }
    }

    /// The bytes of a UTF-8 file with every form exchanged; others as they are.
    pub fn file<'t>(&self, bytes: Cow<'t, [u8]>) -> Cow<'t, [u8]> {
        match std::str::from_utf8(&bytes).map(|text| self.apply(text)) {
            Ok(Cow::Owned(folded)) => Cow::Owned(folded.into_bytes()),
            _ => bytes,
        }
    }
}
