//! The copies of a story as a tree: which came first, who took it from whom, and why that is thought.

use super::prints;
use super::sketch::Sketch;
use legation::record::{DateBasis, Record};
use serde::Serialize;

/// Share of the shorter text's fingerprints that make a text a copy of another.
const COPIED: f64 = 0.4;

/// Why one page is thought to come from another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "why", content = "what")]
pub enum Why {
    /// It names the other's address.
    NamesAddress(String),
    /// It credits the agency that published the other.
    CreditsAgency(String),
    /// It has the same words, later.
    SameWords,
    /// It says which language it was translated from, and the other is in that language.
    TranslatedFrom(String),
    /// It tells the same article later, in another language.
    Later,
}

/// Where one page of a story comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Descent {
    /// The page, as given.
    pub page: usize,
    /// The page that it was taken from; none where no other is known to be before it.
    pub parent: Option<usize>,
    /// Why.
    #[serde(flatten)]
    pub why: Option<Why>,
    /// The agency it credits, where that agency's own page is not among the copies.
    pub agency: Option<String>,
}

/// The tree of a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Family {
    /// The first page known.
    pub first: Option<usize>,
    /// Where each page comes from, in the order of the pages.
    pub descents: Vec<Descent>,
}

/// A page of the story, seen from its relatives.
struct Copy<'r> {
    record: &'r Record,
    prints: Vec<u32>,
    address: u64,
    sources: Vec<u64>,
}

/// The tree of the pages of one story.
pub fn family(records: &[&Record]) -> Family {
    let copies: Vec<Copy<'_>> = records.iter().map(|record| copy(record)).collect();
    let mut order: Vec<usize> = (0..copies.len()).collect();
    order.sort_by_key(|page| copies.get(*page).map(|copy| (age(copy.record), *page)));
    let mut descents: Vec<Descent> =
        (0..copies.len()).map(|page| Descent { page, parent: None, why: None, agency: None }).collect();
    for (place, page) in order.iter().enumerate() {
        let before = order.get(..place).unwrap_or_default();
        let found = origin(&copies, *page, before, &order);
        let parent = found.filter(|(parent, _)| !leads_to(&descents, *parent, *page));
        if let Some(descent) = descents.get_mut(*page) {
            descent.agency = unseen_agency(&copies, *page);
            (descent.parent, descent.why) = parent.map_or((None, None), |(parent, why)| (Some(parent), Some(why)));
        }
    }
    let root = |page: &&usize| descents.get(**page).is_some_and(|descent| descent.parent.is_none());
    Family { first: order.iter().find(root).copied(), descents }
}

fn copy(record: &Record) -> Copy<'_> {
    let Sketch { prints, address, sources, .. } = Sketch::of(record);
    Copy { record, prints, address, sources }
}

/// What orders pages by their age: the day, then the time they were fetched, then how far their day is known.
fn age(record: &Record) -> (&str, bool, bool, &str) {
    let date = &record.article.date;
    let fetched = record.page.fetched.as_deref().unwrap_or("~");
    let weak = date.basis == Some(DateBasis::Text);
    (date.value.as_deref().unwrap_or("~"), weak, !record.provenance.agencies.is_empty(), fetched)
}

/// Whether a page is, step by step, taken from another one.
fn leads_to(descents: &[Descent], from: usize, to: usize) -> bool {
    let up = |page: &usize| descents.get(*page)?.parent;
    std::iter::successors(Some(from), up).take(descents.len() + 1).any(|page| page == to)
}

/// The page that another one was taken from, by the strongest sign there is; `before` are older pages.
fn origin(copies: &[Copy<'_>], page: usize, before: &[usize], all: &[usize]) -> Option<(usize, Why)> {
    let own = copies.get(page)?;
    let other = |at: &usize| copies.get(*at).filter(|_| *at != page);
    let find = |pages: &[usize], fits: &dyn Fn(&Copy<'_>) -> bool| {
        pages.iter().find(|at| other(at).is_some_and(fits)).copied()
    };
    let named = find(all, &|copy| copy.address != 0 && own.sources.contains(&copy.address));
    if let Some(parent) = named {
        let url = copies.get(parent).and_then(|copy| copy.record.page.url.clone()).unwrap_or_default();
        return Some((parent, Why::NamesAddress(url)));
    }
    let credited = find(all, &|copy| credits(own.record, copy.record).is_some());
    if let Some(parent) = credited {
        let agency = copies.get(parent).and_then(|copy| credits(own.record, copy.record));
        return agency.map(|agency| (parent, Why::CreditsAgency(agency)));
    }
    if let Some(parent) = find(before, &|copy| same_words(own, copy)) {
        return Some((parent, Why::SameWords));
    }
    let language = own.record.provenance.translated_from.clone();
    let translated = language.and_then(|language| {
        let parent = find(all, &|copy| copy.record.article.language == language)?;
        Some((parent, Why::TranslatedFrom(language)))
    });
    translated.or_else(|| before.first().map(|first| (*first, Why::Later)))
}

/// The agency that one page credits and that published the other.
fn credits(copy: &Record, original: &Record) -> Option<String> {
    let publisher = &original.provenance.publisher;
    let mut names = copy.provenance.agencies.iter().map(|agency| &agency.name);
    let own = |name: &str| copy.provenance.publisher.name.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(name));
    names.find(|name| publisher.name.as_deref().is_some_and(|n| n.eq_ignore_ascii_case(name)) && !own(name)).cloned()
}

/// An agency that a page credits and that no other page of the story was published by.
fn unseen_agency(copies: &[Copy<'_>], page: usize) -> Option<String> {
    let own = copies.get(page)?.record;
    let seen = copies.iter().any(|copy| credits(own, copy.record).is_some());
    own.provenance.agencies.first().filter(|_| !seen).map(|agency| agency.name.clone())
}

fn same_words(left: &Copy<'_>, right: &Copy<'_>) -> bool {
    let (both, share) = prints::shared(&left.prints, &right.prints);
    both > 0 && share >= COPIED && left.record.article.language == right.record.article.language
}
