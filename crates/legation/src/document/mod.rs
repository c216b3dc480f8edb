//! A page as clean text: the text itself, its blocks, what the page says about itself.
//!
//! Knows no language. A [`Document`] is never changed after it is built.

use crate::page::Page;
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
}

impl Document {
    /// Turns a page into text. Never fails: what cannot be read becomes a note.
    pub fn read(page: &Page) -> Document {
        let text = String::from_utf8_lossy(&page.bytes).replace("\r\n", "\n");
        let blocks = lines(&text).map(|span| Block { kind: BlockKind::Paragraph, span }).collect();
        Document { text, blocks, ..Document::default() }
    }
}

/// The non-empty lines of a text, without white space at their ends.
fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    text.split('\n').filter_map(move |line| {
        let span = Span::new(at, at + line.len()).trimmed(text);
        at += line.len() + 1;
        (!span.is_empty()).then_some(span)
    })
}
