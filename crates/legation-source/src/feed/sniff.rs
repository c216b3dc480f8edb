//! What a list is, told by its first bytes.

use super::Kind;
use crate::kind::{self, HEAD};
use encoding_rs::Encoding;

/// Whether bytes are a list.
pub fn kind(bytes: &[u8]) -> Option<Kind> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let head = match Encoding::for_bom(head) {
        Some((encoding, _)) => encoding.decode(head).0,
        None => String::from_utf8_lossy(head),
    };
    let head = head.trim_start();
    if kind::is_json(head.as_bytes()) {
        return head.contains("jsonfeed.org/version").then_some(Kind::Json);
    }
    let name = root(head)?;
    match name.rsplit(':').next()?.to_ascii_lowercase().as_str() {
        "rss" => Some(Kind::Rss),
        "rdf" => Some(Kind::Rss),
        "feed" => Some(Kind::Atom),
        "urlset" => Some(Kind::Sitemap),
        "sitemapindex" => Some(Kind::Index),
        "opml" => Some(Kind::Opml),
        _ => None,
    }
}

/// The name of the first element, behind declarations and comments.
fn root(mut text: &str) -> Option<&str> {
    loop {
        text = text.trim_start().strip_prefix('<')?;
        let skipped = match text.get(..3) {
            Some("!--") => text.split_once("-->"),
            // What a document type declares is not read; it ends behind its brackets.
            Some("!DO" | "!do") => doctype(text),
            Some(start) if start.starts_with('?') => text.split_once("?>"),
            _ => break,
        };
        text = skipped?.1;
    }
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
    text.get(..end)
}

fn doctype(text: &str) -> Option<(&str, &str)> {
    let (head, rest) = text.split_once('>')?;
    if head.contains('[') { text.split_once("]>").or_else(|| text.split_once("] >")) } else { Some((head, rest)) }
}

/// The encoding that an XML declaration names.
pub fn declared(bytes: &[u8]) -> Option<&[u8]> {
    let head = bytes.get(..256).unwrap_or(bytes).trim_ascii_start();
    let head = std::str::from_utf8(head.split(|byte| *byte == b'>').next()?).ok()?;
    let (_, value) = head.strip_prefix("<?xml")?.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    value.split(['"', '\'']).nth(1).map(str::as_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_told_by_their_first_element() {
        for (text, expected) in [
            ("<?xml version='1.0'?>\n<rss version=\"2.0\">", Some(Kind::Rss)),
            ("\u{feff}<!-- a --><feed xmlns='x'>", Some(Kind::Atom)),
            ("<atom:feed>", Some(Kind::Atom)),
            ("<!DOCTYPE rdf [<!ENTITY a 'b>'>]><rdf:RDF a='b'>", Some(Kind::Rss)),
            ("<urlset>", Some(Kind::Sitemap)),
            ("<sitemapindex>", Some(Kind::Index)),
            ("<opml>", Some(Kind::Opml)),
            ("{\"version\": \"https://jsonfeed.org/version/1.1\"}", Some(Kind::Json)),
            ("{\"text\": \"a\"}", None),
            ("<?xml version='1.0'?><html>", None),
            ("<!DOCTYPE html><html>", None),
            ("words", None),
            ("<", None),
        ] {
            assert_eq!(kind(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn a_declaration_names_the_encoding() {
        assert_eq!(declared(b"<?xml version=\"1.0\" encoding='EUC-KR' ?>"), Some(&b"EUC-KR"[..]));
        assert_eq!(declared(b"<?xml version=\"1.0\"?>"), None);
    }
}
