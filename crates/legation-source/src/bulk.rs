//! One JSON object with a page in it: `{"id", "url"?, "html"? or "text"?, "language"?, "date"?}`.

use super::surrogates;
use jiff::civil::Date;
use legation::page::Page;
use legation::record::{RecordId, RecordNote};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// What the object held.
#[derive(Debug)]
pub struct Bulk {
    /// The caller's name for the page, if it gave one.
    pub id: Option<RecordId>,
    /// The page.
    pub page: Page,
    /// What was odd about the object itself.
    pub notes: Vec<RecordNote>,
}

/// An object that holds no page.
#[derive(Debug, PartialEq)]
pub struct BadLine {
    /// Its id, where that much could be read.
    pub id: RecordId,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

/// What an object should look like.
const SHAPE: &str = r#"write {"id": "…", "text": "…"} or {"id": "…", "html": "…"}, one object a line"#;

/// The fields, each left as it is written: a fault in one must not hide the id.
#[derive(Deserialize)]
struct Fields<'l> {
    #[serde(borrow, default)]
    id: Option<&'l RawValue>,
    #[serde(borrow, default)]
    url: Option<&'l RawValue>,
    #[serde(borrow, default)]
    html: Option<&'l RawValue>,
    #[serde(borrow, default)]
    text: Option<&'l RawValue>,
    #[serde(borrow, default)]
    language: Option<&'l RawValue>,
    #[serde(borrow, default)]
    date: Option<&'l RawValue>,
}

impl Bulk {
    /// Reads the object of a file that holds nothing else; it may go without an id.
    pub fn object(json: &[u8]) -> Result<Bulk, BadLine> {
        Bulk::read(json)
    }

    /// Reads a line of JSON Lines.
    pub fn line(json: &[u8]) -> Result<Bulk, BadLine> {
        let bulk = Bulk::read(json)?;
        match bulk.id {
            Some(_) => Ok(bulk),
            None => Err(bad(RecordId::Unknown(()), "no field `id`", "give every page an id, a text or a whole number")),
        }
    }

    fn read(json: &[u8]) -> Result<Bulk, BadLine> {
        let json = json.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(json);
        let text = String::from_utf8_lossy(json);
        let mut notes = Vec::new();
        if matches!(text, Cow::Owned(_)) {
            notes.push(note("bytes that are not UTF-8 were replaced by U+FFFD"));
        }
        let (text, halves) = surrogates::mend(&text);
        if halves > 0 {
            notes.push(note(&format!("{halves} escaped surrogates without their other half became U+FFFD")));
        }
        if !text.trim_start().starts_with('{') {
            return Err(bad(RecordId::Unknown(()), "not a JSON object", SHAPE));
        }
        let fields: Fields = serde_json::from_str(&text)
            .map_err(|error| bad(RecordId::Unknown(()), &format!("not a JSON object: {}", told(&error)), SHAPE))?;
        let id = fields.id()?;
        let page =
            fields.page().map_err(|(what, remedy)| bad(id.clone().unwrap_or(RecordId::Unknown(())), &what, remedy))?;
        Ok(Bulk { id, page, notes })
    }
}

fn bad(id: RecordId, what: &str, remedy: &str) -> BadLine {
    BadLine { id, what: what.to_owned(), remedy: remedy.to_owned() }
}

fn note(message: &str) -> RecordNote {
    RecordNote { kind: "encoding".to_owned(), message: message.to_owned(), span: None }
}

/// What the parser says, with the column; a line only where the object has several.
fn told(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
    match error.line() {
        0 | 1 => format!("{what} at column {}", error.column()),
        line => format!("{what} at line {line}, column {}", error.column()),
    }
}

/// What is wrong and what to do about it.
type Fault = (String, &'static str);

impl Fields<'_> {
    fn id(&self) -> Result<Option<RecordId>, BadLine> {
        let Some(raw) = self.id else { return Ok(None) };
        match serde_json::from_str(raw.get()) {
            Ok(id @ RecordId::Text(_)) => Ok(Some(id)),
            // Other numbers would not come back as they were written.
            Ok(RecordId::Number(number)) if number.is_u64() || number.is_i64() => Ok(Some(RecordId::Number(number))),
            _ => Err(bad(RecordId::Unknown(()), "the field `id` is neither a text nor a whole number", SHAPE)),
        }
    }

    fn page(&self) -> Result<Page, Fault> {
        let mut page = match (string("html", self.html)?, string("text", self.text)?) {
            (Some(html), None) => {
                // JSON has decoded the page already, whatever its own <meta charset> says.
                let mut page = Page::html(html.into_bytes());
                page.charset = Some("utf-8".to_owned());
                page
            }
            (None, Some(text)) => Page::text(text),
            (None, None) => return Err(("neither `html` nor `text`".to_owned(), SHAPE)),
            (Some(_), Some(_)) => {
                return Err(("both `html` and `text`".to_owned(), "give the one that is to be read"));
            }
        };
        page.url = string("url", self.url)?.filter(|url| !url.is_empty());
        page.language = string("language", self.language)?
            .filter(|tag| !tag.is_empty())
            .map(|tag| language(&tag).map_err(|what| (what, "write a tag such as id or zh-Hant, or leave it out")))
            .transpose()?;
        page.date = string("date", self.date)?
            .filter(|date| !date.is_empty())
            .map(|text| date(&text).map_err(|what| (what, "write YYYY-MM-DD, or leave it out")))
            .transpose()?;
        Ok(page)
    }
}

fn string(name: &str, raw: Option<&RawValue>) -> Result<Option<String>, Fault> {
    raw.map(|raw| serde_json::from_str(raw.get()))
        .transpose()
        .map_err(|_| (format!("the field `{name}` is not a text"), SHAPE))
}

/// A language tag as packs and options write it.
pub fn language(tag: &str) -> Result<String, String> {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    let primary = (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic());
    let subtag = |part: &str| !part.is_empty() && part.len() <= 8 && part.bytes().all(|b| b.is_ascii_alphanumeric());
    if primary && parts.all(subtag) { Ok(tag.to_owned()) } else { Err(format!("`{tag}` is not a language tag")) }
}

/// A day; a time behind it is left out.
pub fn date(text: &str) -> Result<Date, String> {
    let day = text.split(['T', ' ']).next().unwrap_or(text);
    day.parse().map_err(|_| format!("`{text}` is not a date"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_line_keeps_its_id_and_says_what_is_wrong() {
        let x = || RecordId::Text("x".to_owned());
        let none = || RecordId::Unknown(());
        for (line, id, what) in [
            ("", none(), "not a JSON object"),
            ("[1]", none(), "not a JSON object"),
            (r#"{"id": "x""#, none(), "not a JSON object: EOF while parsing an object at column 10"),
            (r#"{"id": null, "text": "a"}"#, none(), "no field `id`"),
            (r#"{"id": [1], "text": "a"}"#, none(), "the field `id` is neither"),
            (r#"{"id": 12345678901234567890123, "text": "a"}"#, none(), "the field `id` is neither"),
            (r#"{"id": "x", "id": "y", "text": "a"}"#, none(), "not a JSON object: duplicate field `id` at column 16"),
            (r#"{"id": "x"}"#, x(), "neither `html` nor `text`"),
            (r#"{"id": "x", "text": "a", "html": "b"}"#, x(), "both"),
            (r#"{"id": "x", "text": 7}"#, x(), "the field `text` is not a text"),
            (r#"{"id": "x", "text": "a", "date": "soon"}"#, x(), "`soon` is not a date"),
            (r#"{"id": "x", "text": "a", "language": "../id"}"#, x(), "`../id` is not a language tag"),
        ] {
            let bad = Bulk::line(line.as_bytes()).unwrap_err();
            assert_eq!(bad.id, id, "{line}");
            assert!(bad.what.starts_with(what), "{line}: {}", bad.what);
        }
    }

    #[test]
    fn odd_but_readable_lines_are_read_with_a_note() {
        for (line, text, notes) in [
            (&br#"{"id": 7, "text": "a", "more": {"x": [1]}}"#[..], "a", 0),
            (br#"{"id": "x", "text": "a", "url": null, "date": "2025-09-08T10:00:00Z"}"#, "a", 0),
            (br#"{"id": "x", "text": "a\ud800"}"#, "a\u{fffd}", 1),
            (b"{\"id\": \"x\", \"text\": \"a\xff\"}", "a\u{fffd}", 1),
            (b"\xEF\xBB\xBF{\"id\": \"x\", \"text\": \"\"}\r", "", 0),
        ] {
            let bulk = Bulk::line(line).unwrap();
            assert_eq!(bulk.page.bytes, text.as_bytes());
            assert_eq!(bulk.notes.len(), notes);
        }
    }
}
