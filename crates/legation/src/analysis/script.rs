//! The edit that makes a word's lemma: what to take from its front and back and what to put there instead.

use super::packed::{Packer, Unpacker};
use crate::error::Error;

/// An edit of a lower-cased word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Script {
    front: String,
    front_becomes: String,
    back: String,
    back_becomes: String,
}

impl Script {
    /// The smallest edit around the longest common part of both; where there is none, the whole word is replaced.
    pub fn between(form: &str, lemma: &str) -> Option<Script> {
        let (at_form, at_lemma, length) = longest_common(form, lemma);
        if length == 0 {
            return Some(Script { front: form.to_owned(), front_becomes: lemma.to_owned(), ..Script::default() });
        }
        let (front, rest) = form.split_at_checked(at_form)?;
        let (front_becomes, rest_becomes) = lemma.split_at_checked(at_lemma)?;
        let own = |s: &str| s.to_owned();
        let (back, back_becomes) = (own(rest.get(length..)?), own(rest_becomes.get(length..)?));
        Some(Script { front: own(front), front_becomes: own(front_becomes), back, back_becomes })
    }

    /// The lemma of a word that has this front and back.
    pub fn apply(&self, form: &str) -> Option<String> {
        let middle = form.strip_prefix(self.front.as_str())?.strip_suffix(self.back.as_str())?;
        let lemma = format!("{}{middle}{}", self.front_becomes, self.back_becomes);
        (!lemma.is_empty()).then_some(lemma)
    }

    pub fn pack(&self, packer: &mut Packer) {
        for text in [&self.front, &self.front_becomes, &self.back, &self.back_becomes] {
            packer.text(text);
        }
    }

    pub fn unpack(unpacker: &mut Unpacker) -> Result<Script, Error> {
        let mut text = || unpacker.text().map(str::to_owned);
        let (front, front_becomes) = (text()?, text()?);
        Ok(Script { front, front_becomes, back: text()?, back_becomes: text()? })
    }
}

/// Byte positions and length of the longest common substring, on character boundaries.
fn longest_common(a: &str, b: &str) -> (usize, usize, usize) {
    let mut best = (0, 0, 0);
    for (i, _) in a.char_indices() {
        for (j, _) in b.char_indices() {
            let (left, right) = (a.get(i..).unwrap_or(""), b.get(j..).unwrap_or(""));
            let common = left.chars().zip(right.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum();
            if common > best.2 {
                best = (i, j, common);
            }
        }
    }
    best
}
