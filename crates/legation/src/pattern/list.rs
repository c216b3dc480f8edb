//! Word lists: what a slot may take, and what each word stands for.

use super::program::Literal;
use super::run::Ground;
use std::collections::HashMap;

/// A named list of words with values.
#[derive(Debug, Default)]
pub(super) struct List {
    pub name: Box<str>,
    entries: Vec<(Literal, Box<str>)>,
    by_first: HashMap<u32, Vec<usize>>,
    by_figures: Vec<usize>,
}

impl List {
    /// An empty list.
    pub fn named(name: &str) -> List {
        List { name: name.into(), ..List::default() }
    }

    /// Adds words and their value.
    pub fn add(&mut self, words: Literal, value: &str) {
        let at = self.entries.len();
        match words.first_symbol() {
            Some(symbol) => self.by_first.entry(symbol).or_default().push(at),
            None => self.by_figures.push(at),
        }
        self.entries.push((words, value.into()));
    }

    /// The value of an entry.
    pub fn value(&self, entry: usize) -> &str {
        self.entries.get(entry).map_or("", |(_, value)| value)
    }

    /// The symbols its entries begin with, and whether one begins with figures.
    pub fn first_symbols(&self) -> (impl Iterator<Item = u32> + '_, bool) {
        (self.by_first.keys().copied(), !self.by_figures.is_empty())
    }

    /// The entries that stand at token `at` with the tokens after them, longest first, one for each length.
    pub fn at(&self, ground: &Ground, at: usize) -> Vec<(usize, usize)> {
        let Some(token) = ground.tokens.get(at) else { return Vec::new() };
        let entries = if token.is_number { Some(&self.by_figures) } else { self.by_first.get(&token.symbol) };
        let mut found = Vec::new();
        for &entry in entries.into_iter().flatten() {
            let words = self.entries.get(entry).map(|(words, _)| words);
            if let Some(end) = words.and_then(|words| words.ends(ground.text, ground.tokens, at)) {
                found.push((entry, end));
            }
        }
        found.sort_by_key(|(_, end)| std::cmp::Reverse(*end));
        found.dedup_by_key(|(_, end)| *end);
        found
    }
}
