//! What holds of the reading of every page.

use legation::document::{Document, decode};
use legation::page::Page;
use legation::reader::Reader;
use legation::record::Record;
use serde_json::Value;
use std::sync::OnceLock;

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(|| Reader::new().expect("the embedded knowledge is whole"))
}

/// Reads a page and checks every promise.
pub fn hold(page: &Page) {
    let reading = reader().read(page);
    let letters: Vec<char> = reading.record.article.text.chars().collect();
    spans_lie_inside(&reading.record, letters.len());
    for quote in &reading.record.quotes {
        let words: String = letters.get(quote.span.range()).unwrap_or_default().iter().collect();
        assert_eq!(quote.text, words, "a quote is not the characters of its span");
    }
    for explanation in &reading.evidence.explanations {
        assert!(explanation.sentence.end as usize <= letters.len(), "{explanation:?}");
    }
    survives_json(&reading.record);
    blocks_are_in_order(&Document::read(page), &decode(page).text);
}

/// Every span of a record is a range of its text.
fn spans_lie_inside(record: &Record, letters: usize) {
    let mut open = vec![serde_json::to_value(record).expect("a record is JSON")];
    while let Some(value) = open.pop() {
        let place = |name: &str| value.get(name).and_then(Value::as_u64);
        if let (Some(start), Some(end)) = (place("start"), place("end")) {
            assert!(start <= end && end <= letters as u64, "{start}..{end} in a text of {letters}: {value}");
        }
        match value {
            Value::Array(values) => open.extend(values),
            Value::Object(fields) => open.extend(fields.into_iter().map(|(_, value)| value)),
            _ => {}
        }
    }
}

/// A record written and read back is the same.
pub fn survives_json(record: &Record) {
    let written = serde_json::to_string(record).expect("a record is JSON");
    let back: Record = serde_json::from_str(&written).expect("a record can be read back");
    assert_eq!(serde_json::to_string(&back).expect("a record is JSON"), written);
}

/// Blocks lie on characters, in order, without overlap; what leads back to the page leads to its characters.
fn blocks_are_in_order(document: &Document, page: &str) {
    let mut last = 0;
    for block in &document.blocks {
        assert!(block.span.start >= last, "{block:?} overlaps the one before");
        assert!(document.text.get(block.span.range()).is_some(), "{block:?} cuts a character");
        last = block.span.end;
        let back = document.on_page(block.span);
        assert!(back.is_none_or(|there| page.get(there.range()).is_some()), "{block:?} leads to {back:?}");
    }
}
