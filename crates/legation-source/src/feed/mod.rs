//! Lists of pages: feeds (RSS, Atom, JSON Feed), sitemaps, and lists of such lists (sitemap indexes, OPML).

mod json;
mod sniff;
mod xml;

use crate::http::content_type;
use encoding_rs::{Encoding, UTF_8};
use legation::page::MediaType;
use std::borrow::Cow;

/// Most entries of one list that are read.
pub const ENTRIES: usize = 50_000;

/// What kind of list it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// RSS, of any version.
    Rss,
    /// Atom.
    Atom,
    /// JSON Feed.
    Json,
    /// A sitemap.
    Sitemap,
    /// A list of sitemaps.
    Index,
    /// A list of feeds.
    Opml,
}

/// One page that a list names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Where the page is.
    pub link: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// When it was published, as the list says it.
    pub date: Option<String>,
    /// Its whole content, where the list has it.
    pub content: Option<Content>,
}

/// The content of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// HTML or text.
    pub media_type: MediaType,
    /// The words.
    pub text: String,
}

/// What a list names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// Pages.
    pub entries: Vec<Entry>,
    /// Other lists.
    pub lists: Vec<String>,
    /// What relative links are relative to, where the list says it.
    pub base: Option<String>,
    /// What is wrong with it; what was read before that is there.
    pub damage: Option<String>,
}

impl List {
    fn is_full(&self) -> bool {
        self.entries.len() + self.lists.len() >= ENTRIES
    }
}

/// Whether bytes are a list, by how they begin.
pub fn kind(bytes: &[u8]) -> Option<Kind> {
    sniff::kind(bytes)
}

/// Reads a list; the content type is what its server said.
pub fn read(kind: Kind, bytes: &[u8], said: Option<&str>) -> List {
    let text = decoded(bytes, said);
    if kind == Kind::Json { json::read(&text) } else { xml::read(kind, &text) }
}

/// The text of a list: by its mark, by what its server says, by its first line, or else UTF-8.
fn decoded<'b>(bytes: &'b [u8], said: Option<&str>) -> Cow<'b, str> {
    let said = said.and_then(|said| content_type(said).1);
    let encoding = said.and_then(|label| Encoding::for_label(label.as_bytes()));
    let encoding = encoding.or_else(|| sniff::declared(bytes).and_then(Encoding::for_label)).unwrap_or(UTF_8);
    encoding.decode(bytes).0
}

impl Entry {
    /// A page made of the entry's own content.
    pub fn page(&self) -> Option<(MediaType, Vec<u8>)> {
        let content = self.content.as_ref()?;
        let title = self.title.as_deref().unwrap_or_default();
        if content.media_type == MediaType::Text {
            return Some((MediaType::Text, format!("{title}\n\n{}", content.text).trim().to_owned().into_bytes()));
        }
        let title = escaped(title);
        let date = self.date.as_deref().map_or_else(String::new, |date| {
            format!("<meta property=\"article:published_time\" content=\"{}\">", escaped(date))
        });
        let head = format!("<meta charset=\"utf-8\"><title>{title}</title>{date}");
        let body = format!("<article><h1>{title}</h1>\n{}</article>", content.text);
        let page = format!("<!doctype html><html><head>{head}</head><body>{body}</body></html>");
        Some((MediaType::Html, page.into_bytes()))
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
