//! A page as clean text: the text itself, its blocks, what the page says about itself.
//!
//! Knows no language. A [`Document`] is never changed after it is built.
//!
//! `decode` makes characters of bytes; of an HTML page `tokens` and `tree` make elements within `limits`, `metadata` and
//! `jsonld` read its claims, `extract` finds its article, `lines` makes text of that, `clutter` marks
//! what is left of the page's furniture; `plain` reads a text.

mod clutter;
mod dates;
mod decode;
mod entities;
mod extract;
mod hints;
mod html;
mod jsonld;
pub mod limits;
mod lines;
mod measure;
mod metadata;
mod plain;
mod source;
mod tags;
mod title;
mod tokens;
mod tree;

pub use decode::{Decoded, decode};

use crate::page::{MediaType, Page};
use crate::span::Span;
use jiff::civil::Date;

/// What a stretch of the text is on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// The article's title.
    Headline,
    /// A heading inside the article.
    Heading,
    /// Running text.
    Paragraph,
    /// Words under a picture.
    Caption,
    /// Who made a picture or wrote the text.
    Credit,
    /// Place, date and agency that open a report.
    Dateline,
    /// Where the text was taken from.
    Source,
    /// Comment counters, share buttons and other furniture.
    Boilerplate,
}

/// A stretch of the text with its kind. Blocks are in order and do not overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in the text.
    pub span: Span,
}

/// How the page's date was found, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateBasis {
    /// Said by the caller.
    Given,
    /// From the page's metadata.
    Metadata,
    /// From the address.
    Address,
    /// From the dateline.
    Dateline,
    /// Concluded from dates in the text.
    Text,
}

/// A date the page claims for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateClaim {
    /// The day.
    pub date: Date,
    /// Where the claim stands.
    pub basis: DateBasis,
}

/// A picture of the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// Its caption, on the text.
    pub caption: Option<Span>,
    /// Its credit, on the text.
    pub credit: Option<Span>,
}

/// What the page says about itself outside its text.
#[derive(Clone, Debug, Default)]
pub struct Metadata {
    /// The article's title.
    pub title: Option<String>,
    /// Names of the authors.
    pub authors: Vec<String>,
    /// The site's own name for itself.
    pub site_name: Option<String>,
    /// Language tag the page claims.
    pub language: Option<String>,
    /// Canonical address.
    pub canonical: Option<String>,
    /// The same page in other languages: tag and address.
    pub alternates: Vec<(String, String)>,
    /// Dates claimed, strongest first.
    pub dates: Vec<DateClaim>,
    /// Number of comments shown on the page.
    pub comments: Option<u32>,
}

/// Something odd about a page that its reader should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// A fixed short name, such as `encoding` or `flattened`.
    pub kind: &'static str,
    /// What was found and what was done about it.
    pub message: String,
    /// Where, if it has a place in the text.
    pub span: Option<Span>,
}

impl Note {
    /// A note without a place in the text.
    fn plain(kind: &'static str, message: impl Into<String>) -> Note {
        Note { kind, message: message.into(), span: None }
    }
}

/// A page as clean text.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The text; every span of every later stage lies on it. Lines end in LF.
    pub text: String,
    /// What its stretches are, in order.
    pub blocks: Vec<Block>,
    /// What the page says about itself.
    pub metadata: Metadata,
    /// Its pictures.
    pub images: Vec<Image>,
    /// What was odd.
    pub notes: Vec<Note>,
    source: source::SourceMap,
}

impl Document {
    /// Turns a page into text. Never fails: what cannot be read becomes a note.
    pub fn read(page: &Page) -> Document {
        let Decoded { text, mut notes, .. } = decode(page);
        let mut document = match page.media_type {
            MediaType::Html => html::read(page, &text, &mut notes),
            MediaType::Text => Document::of_text(page, &text, &mut notes),
        };
        plain::mark_counter(&mut document);
        document.notes = notes;
        document
    }

    /// Where the characters of `span` stand in the characters of the page, as [`decode`] gives them.
    ///
    /// The stretch found begins and ends with the same characters; inside there may be markup. `None` for text that the
    /// page does not show, such as a title that stands only in its metadata.
    pub fn on_page(&self, span: Span) -> Option<Span> {
        self.source.on_page(span)
    }

    fn of_text(page: &Page, decoded: &str, notes: &mut Vec<Note>) -> Document {
        let (text, source) = source::without_carriage_returns(decoded);
        let blocks = plain::blocks(&text);
        Document { text, blocks, source, metadata: metadata::of_address(page, notes), ..Document::default() }
    }
}

/// Signs that end a sentence, in any script.
fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '\u{2026}' | '\u{203c}' | '\u{2047}'
            ..='\u{2049}'
                | '\u{3002}'
                | '\u{ff0e}'
                | '\u{ff01}'
                | '\u{ff1f}'
                | '\u{ff61}'
                | '\u{6d4}'
                | '\u{61f}'
                | '\u{589}'
                | '\u{964}'
                | '\u{965}'
                | '\u{1362}'
                | '\u{17d4}'
                | '\u{104a}'
                | '\u{104b}'
    )
}

/// Signs with which a finished sentence can end: stops, and marks that close a quotation or bracket.
fn closes_sentence(c: char) -> bool {
    is_stop(c)
        || matches!(
            c,
            '"' | '\''
                | ')'
                | ']'
                | '\u{201d}'
                | '\u{2019}'
                | '\u{bb}'
                | '\u{300d}'
                | '\u{300f}'
                | '\u{ff09}'
                | '\u{3011}'
        )
}
