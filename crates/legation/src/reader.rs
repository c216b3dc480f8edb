//! The road: one page in, one reading out. Calls every room once, in order.

use crate::analysis::{Analysis, Segmentation};
use crate::document::{BlockKind, DateBasis, DateClaim, Document};
use crate::error::Error;
use crate::explain::Evidences;
use crate::language::{Knowledge, Language, UNDETERMINED, detect};
use crate::mention::{Mentions, Setting};
use crate::page::Page;
use crate::record::Record;
use crate::record::build::{self, Stages};
use crate::span::Span;
use crate::statement::{commitment, event, quote};
use jiff::civil::Date;
use std::sync::Arc;

/// Reads pages. Built once, shared between threads.
pub struct Reader {
    knowledge: Knowledge,
    /// The pack for languages without one, and for those whose own pack is damaged.
    fallback: Arc<Language>,
}

/// What was read of one page.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What is kept.
    pub record: Record,
    /// Why each fact is in it.
    pub evidence: Evidences,
}

/// How surely each kind of evidence gives the page's own date.
pub(crate) fn date_confidence(basis: DateBasis) -> f32 {
    match basis {
        DateBasis::Given => 1.0,
        DateBasis::Metadata => 0.97,
        DateBasis::Address => 0.95,
        DateBasis::Dateline => 0.9,
        DateBasis::Text => 0.5,
    }
}

impl Reader {
    /// A reader with the embedded knowledge.
    ///
    /// # Errors
    /// When an embedded table is damaged.
    pub fn new() -> Result<Reader, Error> {
        let knowledge = Knowledge::load()?;
        let fallback = knowledge.language(UNDETERMINED)?;
        Ok(Reader { knowledge, fallback })
    }

    /// Reads one page. Never fails: what is odd about a page stands in the record's notes.
    pub fn read(&self, page: &Page) -> Reading {
        let document = Document::read(page);
        let (language, tag) = self.language(page, &document);
        let analysis = analyse(&document, &language);
        let date = page_date(page, &document);
        let publisher = self.publisher_state(page, &document);
        let setting = Setting {
            text: &document.text,
            analysis: &analysis,
            language: &language,
            knowledge: &self.knowledge,
            date: date.map(|d| d.date),
            publisher: publisher.as_deref(),
        };
        let mentions = Mentions::find(&setting);
        let quotes = quote::find(&setting, &document.blocks, &mentions);
        let events = event::find(&setting, &mentions, &quotes);
        let commitments = commitment::find(&setting, &mentions, &quotes, &events);
        let stages = Stages {
            page,
            document: &document,
            language: &tag,
            date,
            setting: &setting,
            mentions: &mentions,
            quotes: &quotes,
            events: &events,
            commitments: &commitments,
        };
        build::reading(&stages)
    }

    /// The pack to read a document with, and the tag of the language it is in.
    fn language(&self, page: &Page, document: &Document) -> (Arc<Language>, String) {
        let tag = match &page.language {
            Some(tag) => tag.clone(),
            None => detect::detect(&document.text, document.metadata.language.as_deref(), &self.knowledge).tag,
        };
        (self.knowledge.language(&tag).unwrap_or_else(|_| Arc::clone(&self.fallback)), tag)
    }

    fn publisher_state(&self, page: &Page, document: &Document) -> Option<String> {
        let address = page.url.as_deref().or(document.metadata.canonical.as_deref())?;
        let (_, publisher) = self.knowledge.world.publisher(host(address)?)?;
        Some(publisher.country.clone()).filter(|c| !c.is_empty())
    }
}

/// The host of an address.
pub(crate) fn host(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|h| !h.is_empty())
}

/// Sentences, tokens and names of everything but furniture; syntax where a sentence can hold a statement.
fn analyse(document: &Document, language: &Language) -> Analysis {
    let read = |kind: BlockKind| !matches!(kind, BlockKind::Boilerplate | BlockKind::Source);
    let blocks: Vec<Span> = document.blocks.iter().filter(|b| read(b.kind)).map(|b| b.span).collect();
    let segmentation = Segmentation::new(&language.settings.abbreviations);
    let models = language.models.as_ref();
    let mut analysis = Analysis::segment(&document.text, &blocks, &segmentation, models);
    if let Some(models) = models {
        analysis.tag_names(&document.text, models);
        for index in 0..analysis.sentences.len() {
            analysis.parse_sentence(index, &document.text, models);
        }
    }
    analysis
}

/// The page's date: given, or the strongest of its claims.
fn page_date(page: &Page, document: &Document) -> Option<DateClaim> {
    let given = page.date.map(|date: Date| DateClaim { date, basis: DateBasis::Given });
    given.or_else(|| document.metadata.dates.iter().min_by_key(|claim| claim.basis).copied())
}
