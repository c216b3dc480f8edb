//! Where a page says that it comes from: agencies, publishers, addresses, authors, pictures, the language it was in.
//!
//! The words are rules and tables (`sources.rules`, `knowledge/sources`); here is only what their matches mean.
//! What a page claims is evidence, not truth: claims that contradict each other become notes.

mod address;
mod claim;
mod dateline;
mod layout;
mod name;
mod tongue;

pub use dateline::day;

use crate::document::{Block, BlockKind, Document, Note};
use crate::language::Knowledge;
use crate::pattern::Rules;
use crate::span::Span;

/// What source lines are found with.
pub struct Ground<'a> {
    /// The page as text.
    pub document: &'a Document,
    /// The page's own address, if known.
    pub address: Option<&'a str>,
    /// Tag of the language that the page is in.
    pub language: &'a str,
    /// The world.
    pub knowledge: &'a Knowledge,
    /// Source rules, those of the page's language first.
    pub rules: &'a [&'a Rules],
}

/// The line of knowledge that a claim was found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// The rule file.
    pub file: String,
    /// The line on which the rule begins, from 1.
    pub line: usize,
    /// The whole expression.
    pub span: Span,
}

/// Something the text says of its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The agency's usual name, the publisher's domain, the author's name, a language tag.
    pub value: String,
    /// The words that say it.
    pub span: Span,
    /// The rule.
    pub basis: Basis,
}

/// Another page that the text names as its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address as it stands in the text, or the domain of a publisher named there.
    pub url: String,
    /// Its language, where that can be told.
    pub language: Option<String>,
    /// Its headline, where the address still holds it.
    pub headline: Option<String>,
    /// The words that name it.
    pub span: Span,
    /// The rule; `None` for an address alone on its line.
    pub basis: Option<Basis>,
    /// Whether the page says that it was taken from there, rather than only cites it.
    pub origin: bool,
}

/// A picture, by the words under it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// Its caption.
    pub caption: Option<Span>,
    /// Who made it.
    pub credit: Option<Span>,
}

/// All that a page says of its origin.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The document's blocks, with the lines about origin told apart.
    pub blocks: Vec<Block>,
    /// Who published it, by the text: claims of a domain.
    pub publishers: Vec<Claim>,
    /// Wire agencies, each once.
    pub agencies: Vec<Claim>,
    /// Pages it was taken from.
    pub links: Vec<Link>,
    /// Authors named in the text.
    pub authors: Vec<Claim>,
    /// Pictures.
    pub pictures: Vec<Picture>,
    /// Tag of the language it was translated from.
    pub translated_from: Option<String>,
    /// What contradicts.
    pub notes: Vec<Note>,
}

impl Sources {
    /// Where the datelines stand.
    pub fn datelines(&self) -> Vec<Span> {
        self.blocks.iter().filter(|block| block.kind == BlockKind::Dateline).map(|block| block.span).collect()
    }
}

/// Finds what a page says of its origin, block by block.
pub fn find(ground: &Ground<'_>) -> Sources {
    let mut layout = layout::Layout::new(ground);
    for at in 0..ground.document.blocks.len() {
        layout.read(at);
    }
    let mut sources = layout.finish();
    compare(ground, &mut sources);
    sources
}

/// What can only be said when all claims are known: the language before translation, and contradictions.
fn compare(ground: &Ground<'_>, sources: &mut Sources) {
    let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or(tag).to_lowercase();
    let own = primary(ground.language);
    if sources.translated_from.is_none() && own != crate::language::UNDETERMINED {
        let origins = sources.links.iter().filter(|link| link.origin).filter_map(|link| link.language.clone());
        sources.translated_from = origins.into_iter().next().filter(|tag| primary(tag) != own);
    }
    let Some(host) = ground.address.and_then(address::host) else { return };
    let world = &ground.knowledge.world;
    let here = world.publisher(&host).map(|(_, publisher)| publisher.name.as_str());
    for claim in &sources.publishers {
        let claimed = world.publishers.get(&claim.value).map(|publisher| publisher.name.as_str());
        if !address::same_house(&host, &claim.value) && (claimed.is_none() || claimed != here) {
            let told = claimed.unwrap_or(&claim.value);
            let message = format!("the text is by {told}, the address is of {}", here.unwrap_or(&host));
            sources.notes.push(Note { kind: "provenance", message, span: Some(claim.span) });
        }
    }
}
