//! RSS, Atom, sitemaps and OPML: one pass over the events of the XML, within limits.
//!
//! Document types are not read. Entities other than the five of XML and characters by number stay as they are written.

use super::{Content, Entry, Kind, List};
use legation::page::MediaType;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

/// Deepest nesting that is followed.
const DEPTH: usize = 256;
/// Most attributes of a tag that are looked at.
const ATTRIBUTES: usize = 64;
/// Shortest description that is taken for a whole article, in bytes.
const ARTICLE: usize = 1500;

/// Reads a list as far as it goes.
pub fn read(kind: Kind, text: &str) -> List {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    config.expand_empty_elements = true;
    let mut reading = Reading { kind, ..Reading::default() };
    loop {
        let event = match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => event,
            Err(error) => {
                let at = reader.error_position();
                reading.list.damage = Some(format!("is damaged at byte {at}: {error}"));
                break;
            }
        };
        if let Err(what) = reading.event(&event) {
            reading.list.damage = Some(what);
            break;
        }
    }
    if reading.depth > 0 && reading.list.damage.is_none() {
        reading.list.damage = Some("is cut off".to_owned());
    }
    reading.list
}

/// A field of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Link,
    /// An address only where it is said to be one, or looks like it.
    Id,
    Title,
    Date,
    Description,
    Content(MediaType),
}

/// What was read so far.
struct Reading {
    kind: Kind,
    list: List,
    depth: usize,
    /// The prefix that all names of the document have.
    prefix: String,
    /// The entry under way, the depth it began at.
    entry: Option<(Draft, usize)>,
    /// The field under way, the depth it began at, and its text.
    field: Option<(Field, usize, String)>,
}

impl Default for Reading {
    fn default() -> Reading {
        Reading { kind: Kind::Rss, list: List::default(), depth: 0, prefix: String::new(), entry: None, field: None }
    }
}

/// An entry of which not everything was read yet.
#[derive(Default)]
struct Draft {
    entry: Entry,
    id: Option<String>,
    description: Option<String>,
}

impl Reading {
    fn event(&mut self, event: &Event<'_>) -> Result<(), String> {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => {
                self.end(tag.name().into_inner());
                Ok(())
            }
            Event::Text(text) => self.text(text.as_ref()),
            Event::CData(text) => self.text(text.as_ref()),
            Event::GeneralRef(reference) => self.reference(reference),
            _ => Ok(()),
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), String> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(format!("is nested deeper than {DEPTH}"));
        }
        if let Some((_, _, text)) = &mut self.field {
            // Markup inside a field belongs to its words.
            text.push('<');
            text.push_str(tag.as_ref());
            text.push('>');
            return Ok(());
        }
        let whole = tag.name().into_inner();
        if self.depth == 1 {
            self.prefix = whole.rsplit_once(':').map_or_else(String::new, |(prefix, _)| format!("{prefix}:"));
            self.list.base = attribute(tag, "xml:base");
        }
        let name = whole.strip_prefix(self.prefix.as_str()).unwrap_or(whole);
        match (&mut self.entry, self.kind, name) {
            (None, Kind::Rss, "item") | (None, Kind::Atom, "entry") | (None, Kind::Sitemap, "url") => {
                self.entry = Some((Draft::default(), self.depth));
            }
            (None, Kind::Index, "loc") => self.field = Some((Field::Link, self.depth, String::new())),
            (None, Kind::Opml, "outline") => {
                self.feed(attribute(tag, "xmlUrl").or_else(|| attribute(tag, "xmlurl")))?
            }
            (Some((draft, begun)), kind, name) => {
                if let Some(field) = draft.field(kind, name, tag, self.depth - *begun) {
                    self.field = Some((field, self.depth, String::new()));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        if self.field.as_ref().is_some_and(|(_, begun, _)| *begun == self.depth) {
            self.finish_field();
        } else if let Some((_, _, text)) = &mut self.field {
            text.push_str("</");
            text.push_str(name);
            text.push('>');
        } else if self.entry.as_ref().is_some_and(|(_, begun)| *begun == self.depth) {
            let entry = self.entry.take().and_then(|(draft, _)| draft.finish());
            self.list.entries.extend(entry);
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn finish_field(&mut self) {
        let Some((field, _, text)) = self.field.take() else { return };
        match &mut self.entry {
            Some((draft, _)) => draft.take(field, text),
            None if !text.trim().is_empty() => self.list.lists.push(text.trim().to_owned()),
            None => {}
        }
    }

    fn feed(&mut self, address: Option<String>) -> Result<(), String> {
        self.list.lists.extend(address.filter(|address| !address.trim().is_empty()));
        self.room()
    }

    /// Whether there is room for more.
    fn room(&self) -> Result<(), String> {
        if self.list.is_full() { Err(format!("has more than {} entries", super::ENTRIES)) } else { Ok(()) }
    }

    fn text(&mut self, text: &str) -> Result<(), String> {
        if let Some((_, _, kept)) = &mut self.field {
            kept.push_str(text);
        }
        self.room()
    }

    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<(), String> {
        let Some((_, _, kept)) = &mut self.field else { return Ok(()) };
        let name: &str = reference.as_ref();
        match reference.resolve_char_ref() {
            Ok(Some(c)) => kept.push(c),
            _ => match resolve_xml_entity(name) {
                Some(text) => kept.push_str(text),
                None => {
                    kept.push('&');
                    kept.push_str(name);
                    kept.push(';');
                }
            },
        }
        Ok(())
    }
}

/// The value of an attribute.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let mut attributes = attributes.with_checks(false).take(ATTRIBUTES).flatten();
    let found = attributes.find(|attribute| attribute.key.into_inner() == name)?;
    let value: &str = found.value.as_ref();
    Some(quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), |value| value.into_owned()))
}

impl Draft {
    /// The field that begins with a tag so deep inside the entry.
    fn field(&mut self, kind: Kind, name: &str, tag: &BytesStart<'_>, depth: usize) -> Option<Field> {
        let near = depth == 1 || kind == Kind::Sitemap;
        match name {
            _ if !near => None,
            "link" if kind == Kind::Atom || attribute(tag, "href").is_some() => {
                let related = attribute(tag, "rel").is_none_or(|rel| rel == "alternate");
                if related && self.entry.link.is_none() {
                    self.entry.link = attribute(tag, "href");
                }
                None
            }
            "link" | "loc" => Some(Field::Link),
            "guid" if attribute(tag, "isPermaLink").is_some_and(|said| said == "false") => None,
            "guid" | "id" => Some(Field::Id),
            "title" | "news:title" => Some(Field::Title),
            "pubDate" | "published" | "dc:date" | "news:publication_date" => Some(Field::Date),
            "updated" | "lastmod" if self.entry.date.is_none() => Some(Field::Date),
            "description" | "summary" => Some(Field::Description),
            "content:encoded" => Some(Field::Content(MediaType::Html)),
            "content" if kind == Kind::Atom && attribute(tag, "src").is_none() => {
                let said = attribute(tag, "type").unwrap_or_default();
                let text = matches!(said.as_str(), "" | "text" | "text/plain");
                Some(Field::Content(if text { MediaType::Text } else { MediaType::Html }))
            }
            _ => None,
        }
    }

    fn take(&mut self, field: Field, text: String) {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return;
        }
        let entry = &mut self.entry;
        match field {
            Field::Link => drop(entry.link.get_or_insert_with(|| trimmed.to_owned())),
            Field::Id => self.id = Some(trimmed.to_owned()),
            Field::Title => drop(entry.title.get_or_insert_with(|| trimmed.to_owned())),
            Field::Date => entry.date = Some(trimmed.to_owned()),
            Field::Description => self.description = Some(text),
            Field::Content(media_type) => entry.content = Some(Content { media_type, text }),
        }
    }

    /// The entry, if it leads anywhere or holds anything.
    fn finish(mut self) -> Option<Entry> {
        let is_address = |text: &String| text.starts_with("http://") || text.starts_with("https://");
        self.entry.link = self.entry.link.or(self.id.filter(is_address));
        let article = self.description.filter(|text| text.len() >= ARTICLE);
        let content = article.map(|text| Content { media_type: MediaType::Html, text });
        self.entry.content = self.entry.content.or(content);
        (self.entry.link.is_some() || self.entry.content.is_some()).then_some(self.entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(kind: Kind, text: &str) -> Vec<String> {
        read(kind, text).entries.into_iter().filter_map(|entry| entry.link).collect()
    }

    #[test]
    fn entries_of_every_kind_are_found() {
        let rss = "<rss><channel><title>All</title><link>https://a.example/</link>\
            <item><title>One &amp; more</title><link> https://a.example/1 </link><pubDate>Tue, 14 May 2024 10:00:00 \
            GMT</pubDate><content:encoded><![CDATA[<p>Words</p>]]></content:encoded></item>\
            <item><guid>https://a.example/2</guid></item><item><guid isPermaLink='false'>https://x/</guid></item>\
            </channel></rss>";
        let list = read(Kind::Rss, rss);
        assert_eq!(list.damage, None);
        assert_eq!(list.entries.len(), 2);
        assert_eq!(list.entries[0].title.as_deref(), Some("One & more"));
        assert_eq!(list.entries[0].link.as_deref(), Some("https://a.example/1"));
        assert_eq!(list.entries[0].content.as_ref().unwrap().text, "<p>Words</p>");
        assert_eq!(list.entries[1].link.as_deref(), Some("https://a.example/2"));
        let atom = "<a:feed xmlns:a='x' xml:base='https://b.example/'><a:entry><a:link rel='self' href='/no'/>\
            <a:link href='/1?a=1&amp;b=2'/><a:source><a:link href='/other'/><a:title>No</a:title></a:source>\
            <a:title>One</a:title><a:content type='xhtml'><div>Some <b>words</b></div></a:content></a:entry></a:feed>";
        let list = read(Kind::Atom, atom);
        assert_eq!(list.base.as_deref(), Some("https://b.example/"));
        assert_eq!(list.entries[0].link.as_deref(), Some("/1?a=1&b=2"));
        assert_eq!(list.entries[0].title.as_deref(), Some("One"));
        assert_eq!(list.entries[0].content.as_ref().unwrap().text, "<div>Some <b>words</b></div>");
        let sitemap = "<urlset><url><loc>https://c.example/1</loc><image:image><image:loc>https://c.example/p.png\
            </image:loc></image:image><news:news><news:title>One</news:title></news:news></url></urlset>";
        assert_eq!(links(Kind::Sitemap, sitemap), ["https://c.example/1"]);
        let index = "<sitemapindex><sitemap><loc>https://c.example/s.xml</loc></sitemap></sitemapindex>";
        assert_eq!(read(Kind::Index, index).lists, ["https://c.example/s.xml"]);
        let opml =
            "<opml><body><outline text='a'><outline xmlUrl='https://d.example/f?a&amp;b'/></outline></body></opml>";
        assert_eq!(read(Kind::Opml, opml).lists, ["https://d.example/f?a&b"]);
    }

    #[test]
    fn what_is_made_to_do_harm_does_none() {
        let bomb = "<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'><!ENTITY c SYSTEM 'file:///etc/passwd'>]>\
            <rss><channel><item><link>https://a.example/1</link><title>&b;&c;</title></item></channel></rss>";
        assert_eq!(read(Kind::Rss, bomb).entries[0].title.as_deref(), Some("&b;&c;"));
        let wall: String = (0..80_000).map(|n| format!(" a{n}='x'")).collect();
        let wall =
            format!("<rss{wall}><channel><item{wall}><link{wall}>https://a.example/1</link></item></channel></rss>");
        let begun = std::time::Instant::now();
        assert_eq!(links(Kind::Rss, &wall), ["https://a.example/1"]);
        assert!(begun.elapsed().as_secs() < 5);
        let deep = format!("<rss>{}", "<item>".repeat(100_000));
        assert!(read(Kind::Rss, &deep).damage.unwrap().contains("nested deeper"));
        let long = format!("<rss>{}</rss>", "<item><link>x</link></item>\n".repeat(60_000));
        let list = read(Kind::Rss, &long);
        assert!(list.entries.len() == super::super::ENTRIES && list.damage.unwrap().contains("more than"));
        let cut = read(Kind::Rss, "<rss><item><link>https://a.example/1</link></item><item><li");
        assert!(cut.entries.len() == 1 && cut.damage.is_some());
    }
}
