//! Quotes: what is spoken, by whom, and that no text breaks the reading of marks.

#![allow(clippy::unwrap_used, clippy::panic)]

use legation::page::Page;
use legation::reader::Reader;
use legation::record::Record;

fn read(reader: &Reader, tag: &str, text: &str) -> Record {
    let mut page = Page::text(text);
    page.language = Some(tag.to_string());
    reader.read(&page).record
}

/// The characters of a span, which counts code points.
fn words(text: &str, span: legation::span::Span) -> String {
    text.chars().skip(span.start as usize).take(span.len()).collect()
}

fn told(text: &str, record: &Record) -> Vec<String> {
    let words = |span: Option<_>| span.map_or_else(|| "-".to_string(), |s| words(text, s));
    let line = |q: &legation::record::Quote| {
        let kind = if q.direct { "direct" } else { "indirect" };
        format!("{kind}: {} | {} | {}", words(q.speaker_span), words(q.cue_span), words(Some(q.span)))
    };
    record.quotes.iter().map(line).collect()
}

/// Cases of a name, a text (paragraphs in lines of their own), and all of its quotes.
fn check(tag: &str, cases: &str) {
    let reader = Reader::new().unwrap();
    let mut wrong = Vec::new();
    for case in cases.split("== ").skip(1) {
        let (name, body) = case.split_once('\n').unwrap();
        let told_from =
            body.find("\ndirect: ").into_iter().chain(body.find("\nindirect: ")).min().unwrap_or(body.len());
        let (text, expected) = body.split_at(told_from);
        let text = text.strip_prefix("text: ").unwrap().trim().replace("\n  ", "\n");
        let expected: Vec<&str> = expected.lines().filter(|l| !l.is_empty()).collect();
        let found = told(&text, &read(&reader, tag, &text));
        if found != expected {
            wrong.push(format!("{tag}: {name}\n  expected {expected:#?}\n  found {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn quotes_have_their_speakers() {
    check("en", include_str!("data/quotes/en.cases"));
    check("id", include_str!("data/quotes/id.cases"));
}

/// Texts that are hard on a reader of marks, made from small pieces in many orders.
fn texts() -> Vec<String> {
    let pieces = [
        "\"",
        "\u{201c}",
        "\u{201d}",
        "'",
        "''",
        "\u{ab}",
        "said ",
        "Anna Berg ",
        ", ",
        ". ",
        "\n",
        "we go ",
        "(",
        ": ",
    ];
    let mut seed: u64 = 7;
    let mut next = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize
    };
    (0..300).map(|n| (0..n % 60).map(|_| pieces[next() % pieces.len()]).collect()).collect()
}

#[test]
fn direct_quotes_stand_in_order_and_apart_in_any_text() {
    let reader = Reader::new().unwrap();
    for text in texts() {
        let record = read(&reader, "en", &text);
        let length = text.chars().count() as u32;
        let spans: Vec<_> = record.quotes.iter().map(|q| (q.direct, q.span)).collect();
        assert!(spans.iter().all(|(_, s)| s.start < s.end && s.end <= length), "{text:?}");
        assert!(spans.is_sorted_by_key(|(_, s)| s.start), "{text:?}");
        let direct: Vec<_> = spans.iter().filter(|(d, _)| *d).map(|(_, s)| *s).collect();
        assert!(direct.windows(2).all(|pair| pair[0].end <= pair[1].start), "{text:?}");
    }
}

#[test]
fn endless_marks_are_read() {
    let reader = Reader::new().unwrap();
    for unit in ["\"", "\u{201c}", "\u{201c}a\u{201d} ", "\"a,\" said B. ", "said ", "\u{201c}\u{ab}'", "\"a\n"] {
        read(&reader, "en", &unit.repeat(5_000));
    }
}
