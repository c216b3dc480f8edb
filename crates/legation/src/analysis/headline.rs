//! Headlines that write every word with a capital: which of their words to read as if they had none.

use super::{Analysis, Sentence};
use crate::span::Span;
use std::collections::HashSet;

/// Fewest words of a sentence that can be told to be written in title case.
const FEWEST: usize = 4;
/// Longest word, in letters, that is small whatever it says.
const SMALL: usize = 3;

impl Analysis {
    /// Marks the words of sentences in title case that are to be read in lower case: all but those that `named` knows
    /// as names and those that stand with a capital inside a plain sentence of the same text. `small` knows the words
    /// that keep their lower case in headlines: markers and their like.
    pub fn lower_headlines(&mut self, text: &str, named: impl Fn(Span) -> bool, small: impl Fn(&str) -> bool) {
        let titled: Vec<bool> = self.sentences.iter().map(|s| self.is_title_case(s, text, &small)).collect();
        if titled.iter().all(|t| !t) {
            return;
        }
        let plain = self.sentences.iter().zip(&titled).filter(|(_, titled)| !**titled).map(|(s, _)| s);
        let inside = plain.flat_map(|s| self.tokens_of(s).skip(1)).map(|(_, t)| t.span.of(text));
        let capital: HashSet<&str> = inside.filter(|form| form.starts_with(char::is_uppercase)).collect();
        let mut lowered = Vec::new();
        for sentence in self.sentences.iter().zip(&titled).filter(|(_, titled)| **titled).map(|(s, _)| s) {
            for (at, token) in self.tokens_of(sentence) {
                let form = token.span.of(text);
                let acronym = form.chars().count() > 1 && form.chars().all(|c| !c.is_lowercase());
                if !acronym && !capital.contains(form) && !named(token.span) {
                    lowered.push(at);
                }
            }
        }
        for at in lowered {
            if let Some(token) = self.tokens.get_mut(at) {
                token.lowered = true;
            }
        }
    }

    /// Whether every word but the small ones begins with a capital, and not all letters are capitals.
    fn is_title_case(&self, sentence: &Sentence, text: &str, small: &impl Fn(&str) -> bool) -> bool {
        let forms = self.tokens_of(sentence).map(|(_, t)| t.span.of(text));
        let words: Vec<&str> = forms.filter(|f| f.chars().all(char::is_alphabetic)).collect();
        let capital = words.iter().filter(|f| f.starts_with(char::is_uppercase)).count();
        let low = |f: &&&str| f.starts_with(char::is_lowercase);
        let plain = words.iter().filter(low).any(|f| f.chars().count() > SMALL && !small(f));
        capital >= FEWEST && !plain && words.iter().any(|f| f.chars().any(char::is_lowercase))
    }
}
