//! A language's words, drawn at random as often as they occur.

use std::collections::BTreeMap;
use std::path::Path;

use legation::language::detect::letters::{Alphabet, Plan, Sign, Window};

use super::lingua::Maker;
use super::random::{Random, Urn};
use super::recipe::{LanguageRecipe, Recipe};
use crate::Failure;

/// Where words of a language come from.
pub struct Words {
    maker: Option<Maker>,
    listed: Vec<Vec<char>>,
    urn: Urn<usize>,
    share: f64,
    spelling: BTreeMap<char, String>,
}

impl Words {
    pub fn read(home: &Path, language: &LanguageRecipe, recipe: &Recipe) -> Result<Words, Failure> {
        let mut counts: BTreeMap<String, f64> = BTreeMap::new();
        for file in &language.files {
            count(&home.join(file), &mut counts)?;
        }
        let small = language.files.iter().any(|file| file.ends_with(".html"));
        let maker = match (&language.lingua, &language.profile) {
            (Some(name), _) => Some(Maker::read(&home.join(format!("lingua/{name}.fst")))?),
            (None, Some(name)) => Some(Maker::of_profile(&home.join(format!("profiles/{name}")))?),
            (None, None) => small.then(|| Maker::of_words(&counts)),
        };
        let spelling = language.spelling.as_ref().and_then(|name| recipe.spelling.get(name));
        let urn = Urn::new(counts.values().enumerate().map(|(n, count)| (*count, n)));
        Ok(Words {
            maker,
            listed: counts.into_keys().map(|word| word.chars().collect()).collect(),
            urn,
            share: language.share,
            spelling: spelling.into_iter().flatten().map(|(c, s)| (*c, s.clone())).collect(),
        })
    }

    fn word(&self, random: &mut Random) -> Vec<char> {
        let listed = |random: &mut Random| self.urn.draw(random).and_then(|n| self.listed.get(n)).cloned();
        let word = match &self.maker {
            Some(maker) if self.urn.is_empty() || random.part() >= self.share => maker.word(random),
            _ => listed(random).unwrap_or_default(),
        };
        if self.spelling.is_empty() {
            return word;
        }
        let respell = |c: &char| self.spelling.get(c).map_or(vec![*c], |s| s.chars().collect());
        word.iter().flat_map(respell).collect()
    }

    /// The rows that one word asks for in the table of a script.
    pub fn rows(&self, script: usize, alphabet: &Alphabet, plan: &Plan, random: &mut Random, rows: &mut Vec<usize>) {
        let mut window: Option<Window> = None;
        for c in self.word(random).into_iter().chain([' ']) {
            match alphabet.sign(c) {
                Sign::Letter(s, letter) if usize::from(s) == script => {
                    window.get_or_insert_with(Window::open).push(letter, plan, |row| rows.push(row));
                }
                Sign::Unseen => {}
                _ => {
                    if let Some(window) = window.take() {
                        window.close(plan, |row| rows.push(row));
                    }
                }
            }
        }
    }
}

/// Adds a file's words: a list with counts, a page, or the texts of a treebank.
fn count(path: &Path, counts: &mut BTreeMap<String, f64>) -> Result<(), Failure> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut add = |word: &str, count: f64| *counts.entry(word.to_lowercase()).or_default() += count;
    match path.extension().and_then(|e| e.to_str()) {
        Some("tsv") => {
            for line in text.lines() {
                let (word, count) = line.split_once('\t').ok_or_else(|| format!("{}: no count", path.display()))?;
                add(word, count.parse()?);
            }
        }
        Some("conllu") => {
            let texts = text.lines().filter_map(|line| line.split('\t').nth(1));
            texts.for_each(|word| add(word, 1.0));
        }
        _ => {
            let body = text.split_once("<body").map_or(text.as_str(), |(_, body)| body);
            for part in body.split('<').filter_map(|part| part.split_once('>').map(|(_, text)| text)) {
                part.split(|c: char| c.is_whitespace() || c.is_ascii_punctuation()).for_each(|word| add(word, 1.0));
            }
        }
    }
    counts.remove("");
    Ok(())
}
