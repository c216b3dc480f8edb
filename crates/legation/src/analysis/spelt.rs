//! Names of persons that their spelling shows in scripts without spaces: foreign names with dots between their parts,
//! names in Latin letters, and family names before given names that are no words.

use super::features::hash;
use super::letters::Kind;
use super::lexicon::{Classes, Lexicon};
use super::{Analysis, Name, NameKind};
use crate::span::Span;

/// Most letters of a given name.
const GIVEN: usize = 2;
/// Most letters of a family name and a given name that are cut as one word.
const WHOLE: std::ops::RangeInclusive<usize> = 2..=3;

impl Analysis {
    /// Adds the names of persons that their spelling shows in the sentences that are wanted; `families` are family
    /// names of one or two letters that stand before given names. What the model found gives way to longer names.
    pub fn add_spelt_names(
        &mut self,
        text: &str,
        lexicon: &Lexicon,
        families: &[String],
        wanted: impl Fn(usize) -> bool,
    ) {
        let mut found: Vec<Span> = Vec::new();
        for sentence in self.sentences.iter().enumerate().filter(|(index, _)| wanted(*index)).map(|(_, s)| s) {
            let view = View { analysis: self, text, lexicon, families, range: sentence.tokens() };
            let mut at = sentence.first as usize;
            while at < sentence.last as usize {
                let end = view.dotted(at).or_else(|| view.latin(at)).or_else(|| view.native(at));
                if let Some((a, b)) = end.and_then(|end| Some((self.tokens.get(at)?, self.tokens.get(end - 1)?))) {
                    found.push(a.span.cover(b.span));
                }
                at = end.unwrap_or(at + 1);
            }
        }
        let shorter = |name: &Name| found.iter().any(|span| span.overlaps(name.span) && span.len() >= name.span.len());
        self.names.retain(|name| !shorter(name));
        found.retain(|span| self.names.iter().all(|name| !name.span.overlaps(*span)));
        self.names.extend(found.into_iter().map(|span| Name { span, kind: NameKind::Person }));
        self.names.sort_by_key(|name| name.span);
    }
}

struct View<'a> {
    analysis: &'a Analysis,
    text: &'a str,
    lexicon: &'a Lexicon,
    families: &'a [String],
    range: std::ops::Range<usize>,
}

impl<'a> View<'a> {
    fn form(&self, at: usize) -> &'a str {
        let token = self.analysis.tokens.get(at).filter(|_| self.range.contains(&at));
        token.map_or("", |t| t.span.of(self.text))
    }

    fn glued(&self, at: usize) -> bool {
        let pair =
            at.checked_sub(1).and_then(|before| self.analysis.tokens.get(before)).zip(self.analysis.tokens.get(at));
        pair.is_some_and(|(a, b)| a.span.end == b.span.start)
    }

    fn is_han(&self, at: usize) -> bool {
        let form = self.form(at);
        !form.is_empty() && form.chars().all(|c| Kind::of(c) == Kind::Han)
    }

    /// The end of a name whose parts have dots between them.
    fn dotted(&self, first: usize) -> Option<usize> {
        let mut end = first + 1;
        while self.is_han(end - 1) && is_dot(self.form(end)) && self.is_han(end + 1) && self.glued(end + 1) {
            end += 2;
        }
        (end > first + 1).then_some(end)
    }

    /// The end of a name of two and more capitalised words in Latin letters outside of brackets.
    fn latin(&self, first: usize) -> Option<usize> {
        let part = |at: &usize| {
            let form = self.form(*at);
            form.starts_with(|c: char| c.is_ascii_uppercase()) && form.chars().nth(1).is_some_and(char::is_lowercase)
        };
        let bracket = first.checked_sub(1).is_some_and(|at| self.form(at).starts_with(['(', '\u{FF08}']));
        let count = (first..self.range.end).take_while(part).count();
        (count > 1 && !bracket).then_some(first + count)
    }

    /// The end of a family name with a given name that is no word.
    fn native(&self, first: usize) -> Option<usize> {
        let form = self.form(first);
        let letters = form.chars().count();
        if self.families.iter().any(|family| family == form) {
            let given = self.form(first + 1);
            let fits = (1..=GIVEN).contains(&given.chars().count()) && self.is_han(first + 1) && self.glued(first + 1);
            return (fits && !self.is_word(given)).then_some(first + 2);
        }
        let begins =
            || self.families.iter().any(|family| form.strip_prefix(family.as_str()).is_some_and(|g| !g.is_empty()));
        (WHOLE.contains(&letters) && self.is_han(first) && begins() && !self.is_word(form)).then_some(first + 1)
    }

    /// Whether the models have seen a word that is no name.
    fn is_word(&self, form: &str) -> bool {
        let lower = self.lexicon.letters.folded(form).to_lowercase();
        let classes = self.lexicon.classes(hash(&lower));
        classes != Classes::default() && classes.names == 0
    }
}

/// The dots between the parts of foreign names.
fn is_dot(form: &str) -> bool {
    matches!(form, "\u{B7}" | "\u{2022}" | "\u{2027}")
}
