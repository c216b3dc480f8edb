//! What `naming.toml` says: scripts, their languages, and where their words come from.

use std::collections::HashMap;

use legation::language::detect::naming::{Range, Script};
use serde::Deserialize;

use crate::Failure;

/// The whole recipe.
#[derive(Deserialize)]
pub struct Recipe {
    pub unseen: Vec<Range>,
    pub script: Vec<ScriptRecipe>,
    /// Letters rewritten in another script.
    pub spelling: HashMap<String, HashMap<char, String>>,
}

/// One script.
#[derive(Deserialize)]
pub struct ScriptRecipe {
    ranges: Vec<Range>,
    #[serde(default)]
    grams: Vec<u32>,
    #[serde(default)]
    words: bool,
    #[serde(default)]
    bits: u32,
    pub languages: Vec<LanguageRecipe>,
}

/// Where a language's words come from.
#[derive(Deserialize)]
pub struct LanguageRecipe {
    pub tag: String,
    pub lingua: Option<String>,
    pub profile: Option<String>,
    #[serde(default)]
    pub files: Vec<String>,
    /// Part of the words that comes from the files.
    #[serde(default = "third")]
    pub share: f64,
    /// How often the language is drawn.
    #[serde(default = "one")]
    pub weight: f64,
    pub spelling: Option<String>,
}

fn third() -> f64 {
    0.35
}

fn one() -> f64 {
    1.0
}

impl Recipe {
    pub fn read() -> Result<Recipe, Failure> {
        Ok(toml::from_str(include_str!("../../naming.toml"))?)
    }
}

impl ScriptRecipe {
    /// The script as the model's head has it.
    pub fn script(&self) -> Script {
        Script {
            ranges: self.ranges.clone(),
            tags: self.languages.iter().map(|l| l.tag.clone()).collect(),
            grams: self.grams.clone(),
            words: self.words,
            bits: self.bits,
            packed: 0,
        }
    }
}
