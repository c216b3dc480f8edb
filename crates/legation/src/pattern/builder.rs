//! The tables of a rule file while it is read: words, lists, numbers, parts, names of slots.

use super::program::{Literal, Piece};
use super::token::{fold_into, tokens};
use super::vocabulary::Vocabulary;
use super::{List, Numerals};
use crate::span::Span;
use std::collections::HashMap;

const MOST_SLOTS: usize = 1000;

/// Tables that patterns refer to by name.
#[derive(Default)]
pub(super) struct Builder {
    pub vocabulary: Vocabulary,
    pub lists: Vec<List>,
    pub numerals: Vec<Numerals>,
    pub slots: Vec<Box<str>>,
    names: HashMap<Box<str>, Named>,
}

enum Named {
    List(usize),
    Table(usize),
    Part(Box<str>),
}

impl Builder {
    /// The words of a literal; `exact` asks for the very characters, capitals included.
    pub fn literal(&mut self, written: &str, exact: bool) -> Result<Literal, String> {
        let whole = Span::new(0, written.len());
        let found = tokens(written, whole, &Vocabulary::default());
        if found.is_empty() {
            return Err("nothing to find".to_owned());
        }
        let mut folded = String::new();
        let mut pieces = Vec::with_capacity(found.len());
        for token in found {
            let word = token.span.of(written);
            fold_into(word, &mut folded);
            pieces.push(Piece {
                symbol: self.vocabulary.learn(&folded),
                exact: exact.then(|| word.into()),
                figures: token.digits.map(|value| (value, word.chars().count())),
                joined: token.joined,
            });
        }
        Ok(Literal::new(pieces))
    }

    /// Adds an empty word list.
    pub fn new_list(&mut self, name: &str) -> Result<usize, String> {
        self.lists.push(List::named(name));
        let at = self.lists.len() - 1;
        self.name(name, Named::List(at)).map(|()| at)
    }

    /// Adds a number table.
    pub fn new_table(&mut self, name: &str, numerals: Numerals) -> Result<usize, String> {
        self.numerals.push(numerals);
        let at = self.numerals.len() - 1;
        self.name(name, Named::Table(at)).map(|()| at)
    }

    /// Adds a part of patterns.
    pub fn new_part(&mut self, name: &str, pattern: &str) -> Result<(), String> {
        self.name(name, Named::Part(pattern.into()))
    }

    fn name(&mut self, name: &str, named: Named) -> Result<(), String> {
        let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
        if !plain || ["text", "word", "run", "rest"].contains(&name) {
            return Err(format!("\"{name}\" cannot be a name"));
        }
        match self.names.insert(name.into(), named) {
            Some(_) => Err(format!("\"{name}\" is already a name")),
            None => Ok(()),
        }
    }

    /// The word list of this name.
    pub fn list(&self, name: &str) -> Option<usize> {
        match self.names.get(name)? {
            Named::List(at) => Some(*at),
            _ => None,
        }
    }

    /// The number table of this name.
    pub fn table(&self, name: &str) -> Option<usize> {
        match self.names.get(name)? {
            Named::Table(at) => Some(*at),
            _ => None,
        }
    }

    /// The pattern part of this name.
    pub fn part(&self, name: &str) -> Option<&str> {
        match self.names.get(name)? {
            Named::Part(pattern) => Some(pattern),
            _ => None,
        }
    }

    /// The number of a slot's name.
    pub fn slot(&mut self, name: &str) -> Result<u16, String> {
        let at = self.slots.iter().position(|slot| **slot == *name).unwrap_or(self.slots.len());
        if at >= MOST_SLOTS {
            return Err("too many slot names".to_owned());
        }
        if at == self.slots.len() {
            self.slots.push(name.into());
        }
        u16::try_from(at).map_err(|_| "too many slot names".to_owned())
    }
}
