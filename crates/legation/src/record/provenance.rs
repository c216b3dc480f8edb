//! What arrived, and where its words come from.

use crate::span::Span;
use serde::{Deserialize, Serialize};

/// The page as it arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordPage {
    /// Its address.
    pub url: Option<String>,
    /// When it was fetched, as the caller wrote it.
    pub fetched: Option<String>,
    /// `text/plain` or `text/html`.
    pub media_type: String,
    /// Number of bytes.
    pub bytes: u64,
    /// SHA-256 of the bytes, 64 hexadecimal digits in lower case.
    pub sha256: String,
}

/// Where the article comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Who published this copy.
    pub publisher: Publisher,
    /// Names of the authors.
    pub authors: Vec<String>,
    /// Wire agencies that it names as its origin.
    pub agencies: Vec<Agency>,
    /// Other pages that it names as its origin.
    pub sources: Vec<OriginalSource>,
    /// Tag of the language it was translated from, where that can be told.
    pub translated_from: Option<String>,
    /// Its pictures.
    pub images: Vec<PictureCredit>,
    /// Number of comments shown on the page.
    pub comments: Option<u32>,
}

/// A publisher.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publisher {
    /// Its name.
    pub name: Option<String>,
    /// Its domain.
    pub domain: Option<String>,
    /// ISO 3166 alpha-3 code of its country.
    pub country: Option<String>,
}

/// A wire agency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agency {
    /// Its name.
    pub name: String,
    /// Where the text names it.
    pub span: Option<Span>,
}

/// A page that the article names as its origin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginalSource {
    /// Its address.
    pub url: Option<String>,
    /// Tag of its language.
    pub language: Option<String>,
    /// Its headline, where the address or the text still holds it.
    pub headline: Option<String>,
    /// Where the text names it.
    pub span: Option<Span>,
}

/// A picture, by its words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureCredit {
    /// Words under it.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
    /// Caption and credit in the text.
    pub span: Option<Span>,
}
