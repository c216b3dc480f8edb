//! Records as one HTML page that needs nothing else: the article with its facts marked, the facts beside it.
//!
//! No script, no request: the policy of the page allows its own style sheet, by its digest, and nothing more.

mod aside;
mod escape;
mod text;

use super::account;
use super::letters::Letters;
use escape::{direction, escaped};
use legation::record::{BlockKind, Record};
use legation::span::Span;
use std::fmt::Write as _;

/// The style sheet.
const STYLE: &str = include_str!("page.css");
/// Its SHA-256 in base64, for the page's policy.
const STYLE_DIGEST: &str = "EhnfE0Eul/eUdjZIGLjCF/WqlTlncapwai3kPYeq6jM=";

/// A page that is written record by record.
#[derive(Default)]
pub struct HtmlPage {
    records: usize,
}

impl HtmlPage {
    /// What stands before the first record.
    pub fn head(title: &str) -> String {
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
             style-src 'sha256-{STYLE_DIGEST}'; base-uri 'none'; form-action 'none'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n",
            escaped(title)
        )
    }

    /// One record.
    pub fn record(&mut self, record: &Record) -> String {
        self.records += 1;
        let letters = Letters::new(&record.article.text);
        let prefix = format!("r{}", self.records);
        let mut page = String::with_capacity(record.article.text.len() * 2);
        let language = escaped(&record.article.language);
        let _ = writeln!(page, "<article class=\"page\" id=\"{prefix}\">");
        page.push_str(&origin(record));
        let way = direction(&record.article.text);
        let _ = writeln!(page, "<div class=\"text\" lang=\"{language}\" dir=\"{way}\">");
        page.push_str(&text::blocks(record, &letters, &prefix));
        page.push_str("</div>\n");
        page.push_str(&aside::facts(record, &letters, &prefix));
        page.push_str(LEGEND);
        page.push_str("</article>\n");
        page
    }

    /// What stands behind the last record.
    pub fn foot() -> &'static str {
        "</main>\n</body>\n</html>\n"
    }
}

const LEGEND: &str = "<footer class=\"legend\"><p>Marks: \
    <mark class=\"event\">what happened</mark> <mark class=\"trigger\">the word for it</mark> \
    <mark class=\"quote\">what was said</mark> <mark class=\"commitment\">what was promised</mark> \
    <mark class=\"actor\">who</mark> <mark class=\"time\">when</mark> <mark class=\"place\">where</mark></p></footer>\n";

/// The headline of a record, for the page's title.
pub fn title(record: &Record) -> String {
    let headline = record.article.blocks.iter().find(|block| block.kind == BlockKind::Headline);
    let words = headline
        .map(|block| Letters::new(&record.article.text).of(Span { start: block.start, end: block.end }).to_owned());
    record.article.title.clone().or(words).unwrap_or_else(|| "A page without a headline".to_owned())
}

/// Where the article comes from.
fn origin(record: &Record) -> String {
    let chain = escaped(&account::chain(record));
    let date = escaped(&account::date(record));
    let language = escaped(&record.article.language);
    let mut origin = String::from("<header class=\"origin\">\n");
    let shown_below = record.article.blocks.iter().any(|block| block.kind == BlockKind::Headline);
    if let Some(title) = record.article.title.as_ref().filter(|_| !shown_below) {
        let _ = writeln!(origin, "<p><strong><bdi lang=\"{language}\">{}</bdi></strong></p>", escaped(title));
    }
    let _ = writeln!(origin, "<p>From <bdi>{chain}</bdi>. Language: {language}. Date: {date}.{}</p>", address(record));
    for note in &record.notes {
        let _ = writeln!(origin, "<p>Odd: {}: <bdi>{}</bdi></p>", escaped(&note.kind), escaped(&note.message));
    }
    origin.push_str("</header>\n");
    origin
}

/// The page's address; a link only where it leads to the web.
fn address(record: &Record) -> String {
    let Some(url) = &record.page.url else { return String::new() };
    let shown = escaped(url);
    if url.starts_with("https://") || url.starts_with("http://") {
        format!(" Page: <a rel=\"noopener noreferrer nofollow\" href=\"{shown}\"><bdi>{shown}</bdi></a>.")
    } else {
        format!(" Page: <bdi>{shown}</bdi>.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::samples;
    use base64::Engine as _;
    use sha2::Digest as _;

    #[test]
    fn the_policy_names_the_style_sheet() {
        let digest = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(STYLE));
        assert_eq!(STYLE_DIGEST, digest);
    }

    #[test]
    fn page_text_stays_text() {
        let mut record = Record::default();
        record.article.text = "<script>alert(1)</script> & \u{202e}x".to_owned();
        record.page.url = Some("javascript:alert(1)".to_owned());
        record.article.title = Some("\"><img src=x>".to_owned());
        record.article.language = "\" onclick=\"x".to_owned();
        let page = HtmlPage::default().record(&record);
        for bad in ["<script", "<img", "href=\"javascript", "\u{202e}", "\" onclick=\""] {
            assert!(!page.contains(bad), "{bad} in {page}");
        }
    }

    /// Text content of the elements between two strings, with entities undone; asserts that tags nest.
    fn content(html: &str) -> String {
        let mut open = Vec::new();
        let mut text = String::new();
        for piece in html.split('<').skip(1) {
            let (tag, words) = piece.split_once('>').unwrap();
            match tag.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name), "in {html}"),
                None => open.push(tag.split(' ').next().unwrap()),
            }
            text.push_str(words);
        }
        assert!(open.is_empty(), "{open:?} left open");
        let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
        entities.iter().fold(text, |text, (entity, c)| text.replace(entity, c))
    }

    #[test]
    fn marks_nest_and_every_character_of_the_text_is_there() {
        for (name, record) in samples::all() {
            let letters = Letters::new(&record.article.text);
            let shown = record.article.text.replace('\u{202e}', "U+202E").replace('\u{202c}', "U+202C");
            assert_eq!(content(&text::blocks(&record, &letters, "r1")).trim_end(), shown, "{name}");
            content(&HtmlPage::default().record(&record));
        }
    }

    #[test]
    fn every_fact_beside_the_text_leads_to_a_mark() {
        for (name, record) in samples::all() {
            let page = HtmlPage::default().record(&record);
            for link in page.split("href=\"#").skip(1) {
                let anchor = link.split('"').next().unwrap();
                assert_eq!(page.matches(&format!(" id=\"{anchor}\"")).count(), 1, "{name}: {anchor}");
            }
        }
    }

    #[test]
    fn the_article_says_its_language_and_direction() {
        let directions: Vec<bool> = samples::all()
            .map(|(_, record)| HtmlPage::default().record(&record).contains("lang=\"ar\" dir=\"rtl\""))
            .collect();
        assert_eq!(directions, [false, true, false]);
    }
}
