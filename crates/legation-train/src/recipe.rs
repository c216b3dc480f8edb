//! Which corpora make a language's models: `corpora.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::Failure;
use crate::morphemes::Forms;

const RECIPES: &str = include_str!("../corpora.toml");

/// All of `corpora.toml`.
#[derive(Deserialize)]
pub struct Recipes {
    /// The corpora's labels for each kind of name.
    pub kinds: BTreeMap<String, Vec<String>>,
    /// Tables of names below the knowledge folder.
    pub tables: Vec<Table>,
    pub languages: BTreeMap<String, Recipe>,
}

/// A table whose column `name` (and `aliases`) holds names of one kind.
#[derive(Deserialize)]
pub struct Table {
    pub path: String,
    pub tag: String,
}

/// One language's corpora.
#[derive(Deserialize)]
pub struct Recipe {
    pub name: String,
    /// The licence of the trained models, as their corpora demand it.
    pub licence: String,
    #[serde(default)]
    pub writing: Writing,
    /// Of how many trainings tagger and parser are the mean: where the corpora are small, single orders differ.
    #[serde(default = "one")]
    pub trainings: u64,
    /// Whether words are joined by apostrophes and hyphens without the treebank saying so.
    #[serde(default)]
    pub elides: bool,
    /// Whether words do not change, so that each is its own lemma whatever the treebank says.
    #[serde(default)]
    pub uninflected: bool,
    /// Where `writing` is `morphemes`: what they look like.
    pub morphemes: Option<Forms>,
    pub tests: Vec<String>,
    pub treebank: Vec<Treebank>,
    #[serde(default)]
    pub names: Vec<NameCorpus>,
    #[serde(default)]
    pub name_tests: Vec<NameCorpus>,
}

/// What stands between the words of running text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Writing {
    /// White space; tokens are the treebank's words.
    #[default]
    Words,
    /// White space between syllables; those are the tokens.
    Syllables,
    /// Nothing; a cutter is trained.
    Dense,
    /// White space between words that are written together with their particles and endings; the treebank tells their
    /// morphemes, and a cutter is trained to cut particles and light verbs off.
    Morphemes,
}

impl Writing {
    /// Whether a cutter finds where words end.
    pub fn needs_cutter(self) -> bool {
        matches!(self, Writing::Dense | Writing::Morphemes)
    }
}

#[derive(Deserialize)]
pub struct Treebank {
    pub path: String,
    #[serde(default)]
    pub scheme: Scheme,
    /// Version of Universal Dependencies; 1 is brought up to 2.
    #[serde(default = "second")]
    pub version: u8,
}

fn one() -> u64 {
    1
}

fn second() -> u8 {
    2
}

impl Treebank {
    /// A test part.
    pub fn test(path: &str) -> Treebank {
        Treebank { path: path.to_owned(), scheme: Scheme::Today, version: 2 }
    }
}

/// Of which time a treebank's rules are.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scheme {
    /// Everything is learned from it.
    #[default]
    Today,
    /// Only heads are learned from it: its tags, relations and cuts are no longer those of the test parts.
    Older,
}

#[derive(Deserialize)]
pub struct NameCorpus {
    pub path: String,
    pub format: NameFormat,
    /// How often it is learned from: the corpus nearest to news may count more than once.
    #[serde(default = "once")]
    pub copies: usize,
}

fn once() -> usize {
    1
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NameFormat {
    /// A word and its label a line, an empty line between sentences.
    Columns,
    /// CoNLL-U with GUM's `Entity=` in the last column.
    Entities,
    /// JSON with texts and spans of characters.
    Json,
    /// A character and its label a line.
    Characters,
    /// CoNLL-U with `NE=` in the last column.
    Words,
    /// A `.tar.gz` of texts, spans and objects; the path ends in `#` and the folder inside.
    Objects,
}

impl Recipes {
    pub fn read() -> Result<Recipes, Failure> {
        Ok(toml::from_str(RECIPES)?)
    }

    pub fn language(&self, tag: &str) -> Result<&Recipe, Failure> {
        let known: Vec<&str> = self.languages.keys().map(String::as_str).collect();
        let missing = || format!("no corpora for {tag}, only for {}", known.join(", ")).into();
        self.languages.get(tag).ok_or_else(missing)
    }
}
