//! What holds for every page that is read, also for pages that nobody wrote on purpose.

#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice)]

#[allow(dead_code)]
#[path = "cases/case.rs"]
mod case;

use legation::page::Page;
use legation::reader::Reader;
use legation::record::Record;
use serde_json::Value;
use std::collections::HashSet;
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new().unwrap());

/// Texts made of how many cases, and how many texts a language.
const CASES: usize = 4;
const TEXTS: usize = 100;

/// Marks that open and never close, join, turn around, end nothing.
const MARKS: [&str; 16] = [
    "\"",
    "\u{201c}",
    "\u{201d}",
    "'",
    "(",
    "]",
    ":",
    "\n\n",
    ". ",
    ", ",
    "\u{ad}",
    "\u{0}",
    "\u{202e}",
    "\u{301}",
    "\u{1f600}",
    "\u{feff}",
];

/// A small generator of numbers (Knuth's MMIX constants): the same texts in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % sides.max(1)
    }

    /// A border between two characters.
    fn border(&mut self, text: &str) -> usize {
        let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        borders[self.below(borders.len())]
    }
}

/// Pages of several lines, each damaged in a few ways.
fn pages() -> Vec<Page> {
    let mut dice = Dice(11);
    let mut pages = Vec::new();
    for (_, files) in case::all() {
        let cases: Vec<&case::Case> = files.iter().flat_map(|file| &file.cases).collect();
        for _ in 0..if cases.is_empty() { 0 } else { TEXTS } {
            let chosen: Vec<&case::Case> = (0..CASES).map(|_| cases[dice.below(cases.len())]).collect();
            let whole = chosen.iter().map(|case| case.text.as_str()).collect::<Vec<_>>().join("\n");
            let text = (0..1 + dice.below(3)).fold(whole, |text, _| damaged(&mut dice, text));
            let date = chosen[0].date.filter(|_| dice.below(4) > 0);
            let language = Some(chosen[0].language.clone()).filter(|_| dice.below(4) > 0);
            pages.push(Page { date, language, ..Page::text(text) });
        }
    }
    pages
}

fn damaged(dice: &mut Dice, text: String) -> String {
    let mut lines: Vec<&str> = text.split('\n').collect();
    let (one, other) = (dice.below(lines.len()), dice.below(lines.len()));
    match dice.below(7) {
        0 => {
            let (a, b) = (dice.border(&text), dice.border(&text));
            format!("{}{}", &text[..a.min(b)], &text[a.max(b)..])
        }
        1 => {
            lines.insert(one, lines[other]);
            lines.join("\n")
        }
        2 => {
            lines.swap(one, other);
            lines.join("\n")
        }
        3 => text.to_uppercase(),
        4 => text.to_lowercase(),
        5 => text.replace('\n', " "),
        _ => {
            let mut marked = text.clone();
            for _ in 0..4 {
                let at = dice.border(&marked);
                marked.insert_str(at, MARKS[dice.below(MARKS.len())]);
            }
            marked
        }
    }
}

fn written(record: &Record) -> String {
    serde_json::to_string(record).unwrap()
}

#[test]
fn every_fact_stands_where_the_record_says() {
    for page in pages() {
        let record = READER.read(&page).record;
        // A byte order mark in front is none of its characters.
        let bytes = page.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&page.bytes);
        assert_eq!(record.article.text.as_bytes(), bytes, "the text is the page");
        let text: Vec<char> = record.article.text.chars().collect();
        check_spans(&serde_json::to_value(&record).unwrap(), text.len() as u64, &record.article.text);
        let words = |span: legation::span::Span| text[span.range()].iter().collect::<String>();
        for quote in &record.quotes {
            assert_eq!(quote.text, words(quote.span));
        }
        for event in &record.events {
            assert!(event.span.contains(event.trigger_span), "{event:?}");
        }
        for promise in &record.commitments {
            assert!(words(promise.span).contains(&promise.action), "{promise:?}");
        }
        check_ids(&record);
    }
}

/// Every pair of `start` and `end` lies on the text and holds something.
fn check_spans(value: &Value, length: u64, text: &str) {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        if let Some((start, end)) = value.get("start").zip(value.get("end")) {
            let (start, end) = (start.as_u64().unwrap(), end.as_u64().unwrap());
            assert!(start < end && end <= length, "{value} in {text:?}");
        }
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(fields) => open.extend(fields.values()),
            _ => {}
        }
    }
}

/// Ids and keys name one fact each, and whatever is referred to is there.
fn check_ids(record: &Record) {
    let actors: HashSet<&str> = record.actors.iter().map(|actor| actor.id.as_str()).collect();
    let quotes: HashSet<&str> = record.quotes.iter().map(|quote| quote.id.as_str()).collect();
    assert_eq!(actors.len(), record.actors.len());
    let members = record.actors.iter().flat_map(|actor| &actor.members);
    let parties = record.events.iter().flat_map(|event| event.source.iter().chain(&event.target));
    let promising = record.commitments.iter().flat_map(|promise| promise.by.iter().chain(&promise.to));
    let speakers = record.quotes.iter().flat_map(|quote| &quote.speakers);
    for id in members.chain(parties).chain(promising).chain(speakers) {
        assert!(actors.contains(id.as_str()), "{id} is no actor of {}", record.article.text);
    }
    for id in record.events.iter().filter_map(|event| event.reported_by.as_deref()) {
        assert!(quotes.contains(id) || actors.contains(id), "{id} tells an event and is not there");
    }
    let events = record.events.iter().map(|event| &event.key);
    let keys: Vec<&String> = events.chain(record.quotes.iter().map(|quote| &quote.key)).collect();
    let different: HashSet<&&String> = keys.iter().collect();
    assert_eq!(different.len(), keys.len(), "two facts of one key in {}", record.article.text);
}

#[test]
fn reading_again_in_any_order_gives_the_same_bytes() {
    let pages = pages();
    let once: Vec<String> = pages.iter().map(|page| written(&READER.read(page).record)).collect();
    let other = Reader::new().unwrap();
    for (page, once) in pages.iter().zip(&once).rev() {
        assert_eq!(written(&other.read(page).record), *once);
    }
}

#[test]
fn the_end_of_lines_does_not_matter() {
    for page in pages() {
        let text = String::from_utf8(page.bytes.clone()).unwrap();
        let other = Page { bytes: text.replace('\n', "\r\n").into_bytes(), ..page.clone() };
        assert_eq!(read_apart(&page), read_apart(&other));
    }
}

/// A record without what follows from the page's bytes alone: its size, fingerprint and the keys made from it.
fn read_apart(page: &Page) -> Value {
    let mut value = serde_json::to_value(READER.read(page).record).unwrap();
    let mut open = vec![&mut value];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(fields) => {
                fields.retain(|name, _| name != "key" && name != "page");
                open.extend(fields.values_mut());
            }
            _ => {}
        }
    }
    value["id"] = Value::Null;
    value
}
