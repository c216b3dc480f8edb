//! The article: its text and what its stretches are.

use super::kinds::{BlockKind, DateBasis};
use serde::{Deserialize, Serialize};

/// The article on a page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Its title.
    pub title: Option<String>,
    /// Tag of the language it was read in; `und` where none was found.
    pub language: String,
    /// Its date.
    pub date: ArticleDate,
    /// The text on which every span lies; lines end in LF.
    pub text: String,
    /// What its stretches are, in order and without overlap.
    pub blocks: Vec<ArticleBlock>,
}

/// The day of an article and how it is known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ArticleDate {
    /// `YYYY-MM-DD`, or coarser where no day is known.
    pub value: Option<String>,
    /// Where it was found.
    pub basis: Option<DateBasis>,
    /// Probability that it is right, 0 to 1.
    pub confidence: f32,
}

/// A stretch of the text, in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleBlock {
    /// What it is.
    pub kind: BlockKind,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}
