//! What a page says about itself: title, authors, dates, site, addresses. Claims, not truth.

use super::dates::{address_date, machine_date};
use super::jsonld::{self, Claims};
use super::tags::Tag;
use super::title::{Core, shows_within, without_site};
use super::tokens::Key;
use super::tree::{Node, Tree};
use super::{DateBasis, DateClaim, Metadata, Note, entities, limits};
use crate::page::Page;
use jiff::ToSpan;
use jiff::civil::Date;

/// Names under which pages give their day of publication, strongest first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "datepublished",
    "og:article:published_time",
    "og:published_time",
    "og:pubdate",
    "article.published",
    "rnews:datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dc.date.created",
    "dcterms.created",
    "dc.date",
    "dc:date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "article_date_original",
    "originalpublicationdate",
    "date",
    "created",
];

/// Names under which pages give their last change.
const MODIFIED: &[&str] =
    &["article:modified_time", "datemodified", "og:updated_time", "last-modified", "lastmod", "dcterms.modified"];

/// A byline of more characters is no name.
const LONGEST_NAME: usize = 60;

/// A heading of fewer characters says too little to be an article's.
const SHORTEST_HEADLINE: usize = 10;

/// What a page says outside its text.
pub(super) struct Said {
    pub metadata: Metadata,
    /// The element that shows the headline.
    pub headline: Option<usize>,
    /// The article's text as JSON-LD gives it, a paragraph a line.
    pub body: Option<String>,
}

/// Reads a page's metadata; notes what was odd about it.
pub(super) fn metadata(page: &Page, tree: &Tree<'_>, notes: &mut Vec<Note>) -> Said {
    let found = Found::of(tree);
    let claims = jsonld::claims(found.scripts.iter().copied());
    let site_name = found.meta(&["og:site_name", "application-name"]).or_else(|| claims.site_name.clone());
    let mut metadata = Metadata { site_name, ..Metadata::default() };
    let headline = title(tree, &found, &claims, &mut metadata);
    metadata.authors = authors(&found, &claims);
    metadata.language = language(tree, &found, &claims);
    metadata.canonical = found.canonical.clone().or_else(|| found.meta(&["og:url"])).or_else(|| claims.address.clone());
    metadata.comments = claims.comments.or(found.comments);
    metadata.dates = dates(page, &found, &claims, metadata.canonical.as_deref(), notes);
    metadata.alternates = found.alternates;
    Said { metadata, headline, body: claims.body }
}

/// The elements that carry metadata.
#[derive(Default)]
struct Found<'s> {
    /// Name in lower case and content.
    metas: Vec<(String, String)>,
    scripts: Vec<&'s str>,
    title: Option<String>,
    canonical: Option<String>,
    alternates: Vec<(String, String)>,
    /// Top headings: number and text.
    headings: Vec<(usize, String)>,
    /// Machine-written times in the body; those marked as the publication first.
    marked_times: Vec<String>,
    times: Vec<String>,
    authors: Vec<String>,
    comments: Option<u32>,
}

impl<'s> Found<'s> {
    fn of(tree: &Tree<'s>) -> Found<'s> {
        let mut found = Found::default();
        let mut at = 0;
        while at < tree.nodes.len() {
            let node = tree.node(at);
            match node.tag {
                Tag::Text => {}
                Tag::Meta => found.take_meta(tree, node),
                Tag::Link => found.link(tree, node),
                Tag::Script => found.script(tree, at),
                Tag::Title if found.title.is_none() => {
                    found.title = Some(tree.text_of(at, limits::METADATA_CHARACTERS));
                }
                Tag::Svg | Tag::Template => at = (node.end as usize).max(at + 1) - 1,
                _ => found.element(tree, at),
            }
            at += 1;
        }
        found.title = found.title.take().filter(|title| !title.is_empty());
        found
    }

    fn take_meta(&mut self, tree: &Tree<'s>, node: Node) {
        if self.metas.len() >= limits::METADATA_ENTRIES {
            return;
        }
        let keys = [Key::Property, Key::Name, Key::Itemprop, Key::HttpEquiv];
        let Some(name) = keys.iter().find_map(|key| tree.attribute(node, *key)) else { return };
        let Some(content) = tree.value(node, Key::Content).filter(|content| !content.is_empty()) else { return };
        self.metas.push((entities::clean(name, 100).to_ascii_lowercase(), content));
    }

    fn link(&mut self, tree: &Tree<'s>, node: Node) {
        let rel = tree.attribute(node, Key::Rel).unwrap_or("");
        let Some(href) = tree.value(node, Key::Href).filter(|href| !href.is_empty()) else { return };
        if rel.eq_ignore_ascii_case("canonical") && self.canonical.is_none() {
            self.canonical = Some(href);
        } else if rel.eq_ignore_ascii_case("alternate") && self.alternates.len() < limits::METADATA_ENTRIES {
            self.alternates.extend(tree.value(node, Key::Hreflang).map(|language| (language, href)));
        }
    }

    fn script(&mut self, tree: &Tree<'s>, at: usize) {
        let kind = tree.attribute(tree.node(at), Key::Type).unwrap_or("");
        if kind.trim().eq_ignore_ascii_case("application/ld+json") && self.scripts.len() < limits::JSON_SCRIPTS {
            let text = tree.children(at).map(|child| tree.node(child)).find(|child| child.tag == Tag::Text);
            self.scripts.extend(text.map(|text| text.span.of(tree.source)));
        }
    }

    fn element(&mut self, tree: &Tree<'s>, at: usize) {
        let node = tree.node(at);
        if node.tag == Tag::H1 && self.headings.len() < 20 {
            let text = tree.text_of(at, limits::METADATA_CHARACTERS);
            self.headings.extend((!text.is_empty()).then_some((at, text)));
        }
        let property = tree.attribute(node, Key::Itemprop).unwrap_or("");
        let published = property.contains("datePublished");
        if (node.tag == Tag::Time || published) && self.times.len() + self.marked_times.len() < limits::METADATA_ENTRIES
        {
            let time = tree.value(node, Key::Datetime).or_else(|| tree.value(node, Key::Content));
            if published { self.marked_times.extend(time) } else { self.times.extend(time) }
        }
        let by = property == "author" || tree.attribute(node, Key::Rel) == Some("author");
        if by && self.authors.len() < 20 {
            let name = tree.value(node, Key::Content).unwrap_or_else(|| tree.text_of(at, 100));
            self.authors.extend((!name.is_empty() && name.chars().count() < LONGEST_NAME).then_some(name));
        }
        if property == "commentCount" && self.comments.is_none() {
            let text = tree.value(node, Key::Content).unwrap_or_else(|| tree.text_of(at, 40));
            let digits: String = text.chars().filter(char::is_ascii_digit).take(9).collect();
            self.comments = digits.parse().ok();
        }
    }

    /// The content of the first of the names that the page has.
    fn meta(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.metas.iter().find(|(known, _)| known == name)).map(|(_, text)| text.clone())
    }
}

/// Sets the title; gives the element that shows it.
fn title(tree: &Tree<'_>, found: &Found<'_>, claims: &Claims, metadata: &mut Metadata) -> Option<usize> {
    let site = metadata.site_name.as_deref();
    let claimed = claims.headline.clone().or_else(|| found.meta(&["og:title", "twitter:title", "dc.title"]));
    let claimed = claimed.or_else(|| found.title.clone()).map(|title| without_site(&title, site));
    let Some(claimed) = claimed else {
        let [(at, only)] = found.headings.as_slice() else { return None };
        metadata.title = Some(only.clone());
        return Some(*at);
    };
    // The site's name may be set off from the title in ways we do not know; the page shows the title without.
    let set_off = found.headings.iter().find(|(_, heading)| shows_within(heading, &claimed));
    if let Some((at, heading)) = set_off {
        metadata.title = Some(heading.clone());
        return Some(*at);
    }
    let core = Core::of(&claimed);
    let shown = found.headings.iter().find(|(_, heading)| core.is_shown_by(heading)).map(|(at, _)| *at);
    let shown = shown.or_else(|| smaller_heading(tree, &core)).or_else(|| only_heading(tree, found, site));
    metadata.title = Some(claimed);
    shown
}

/// A heading below the first level that shows the title.
fn smaller_heading(tree: &Tree<'_>, title: &Core) -> Option<usize> {
    let headings = tree.nodes.iter().enumerate().filter(|(_, node)| node.tag.is_heading()).map(|(at, _)| at);
    headings.take(50).find(|at| title.is_shown_by(&tree.text_of(*at, limits::METADATA_CHARACTERS)))
}

/// The only top heading of a page, when its words are not those of the claimed title: papers often keep two. A heading
/// with a link in it, or that is the site's name, is the head of the site and not of the article.
fn only_heading(tree: &Tree<'_>, found: &Found<'_>, site: Option<&str>) -> Option<usize> {
    let [(at, text)] = found.headings.as_slice() else { return None };
    let below = tree.nodes.get(*at..tree.node(*at).end as usize)?;
    let linked = below.iter().any(|node| node.tag == Tag::A) || tree.node(tree.node(*at).parent as usize).tag == Tag::A;
    let site_name = site.is_some_and(|site| Core::of(site).is_shown_by(text));
    (!linked && !site_name && text.chars().count() >= SHORTEST_HEADLINE).then_some(*at)
}

fn authors(found: &Found<'_>, claims: &Claims) -> Vec<String> {
    let is_name = |text: &String| !text.contains("://") && !text.starts_with('@');
    let from_meta =
        || found.metas.iter().filter(|(name, _)| name == "author" || name == "article:author" || name == "dc.creator");
    let mut authors: Vec<String> = claims.authors.iter().filter(|name| is_name(name)).cloned().collect();
    if authors.is_empty() {
        authors = from_meta().map(|(_, text)| text.clone()).filter(is_name).collect();
    }
    if authors.is_empty() {
        authors = found.authors.clone();
    }
    let mut seen = std::collections::HashSet::new();
    authors.retain(|name| seen.insert(name.clone()));
    authors.truncate(20);
    authors
}

/// The language tag that the page claims, in the form of BCP 47.
fn language(tree: &Tree<'_>, found: &Found<'_>, claims: &Claims) -> Option<String> {
    let tag = |text: String| {
        let tag = text.split([',', ';', ' ']).next().unwrap_or("").trim().replace('_', "-");
        let fits = tag.len() >= 2 && tag.len() <= 35 && tag.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-');
        fits.then_some(tag)
    };
    let root = tree.value(tree.node(0), Key::Lang);
    let others = [found.meta(&["content-language"]), claims.language.clone(), found.meta(&["og:locale", "language"])];
    std::iter::once(root).chain(others).flatten().find_map(tag)
}

/// All days that the page and its address claim, strongest first.
fn dates(
    page: &Page,
    found: &Found<'_>,
    claims: &Claims,
    canonical: Option<&str>,
    notes: &mut Vec<Note>,
) -> Vec<DateClaim> {
    let metas = |names: &'static [&'static str]| {
        names.iter().flat_map(|name| found.metas.iter().filter(move |(known, _)| known == name)).map(|(_, text)| text)
    };
    let claimed = claims.published.iter().chain(metas(PUBLISHED)).chain(&found.marked_times);
    let claimed = claimed.chain(found.times.iter().take(1)).chain(&claims.modified).chain(metas(MODIFIED));
    let latest = latest(page);
    let mut dates: Vec<DateClaim> = Vec::new();
    dates.extend(page.date.map(|date| DateClaim { date, basis: DateBasis::Given }));
    let mut take = |date: Date, basis: DateBasis, notes: &mut Vec<Note>| {
        if date > latest {
            let known = notes.iter().any(|note| note.kind == "date");
            let message = format!("the page claims to be of {date}, which was still to come; not believed");
            notes.extend((!known).then(|| Note::plain("date", message)));
        } else if !dates.iter().any(|claim| claim.date == date) {
            dates.push(DateClaim { date, basis });
        }
    };
    for text in claimed.take(limits::METADATA_ENTRIES) {
        if let Some(date) = machine_date(text) {
            take(date, DateBasis::Metadata, notes);
        }
    }
    for url in page.url.as_deref().into_iter().chain(canonical) {
        if let Some(date) = address_date(url) {
            take(date, DateBasis::Address, notes);
        }
    }
    dates
}

/// The last day a page can be of: two days after it was fetched (clocks and zones differ), or the end of the century.
fn latest(page: &Page) -> Date {
    let fetched = page.fetched.as_deref().and_then(machine_date);
    let day = fetched.and_then(|fetched| fetched.checked_add(2.days()).ok());
    day.unwrap_or(Date::constant(2099, 12, 31))
}

/// Metadata of a plain text: what the caller and the address say.
pub(super) fn of_address(page: &Page, notes: &mut Vec<Note>) -> Metadata {
    let dates = dates(page, &Found::default(), &Claims::default(), None, notes);
    Metadata { dates, ..Metadata::default() }
}
