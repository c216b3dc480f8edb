//! Pages and what is read from them: the cases in `tests/pages`, torture, and what holds for every input.

// The helpers of a test may fail as the test does.
#![allow(clippy::unwrap_used, clippy::string_slice)]

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use legation::document::{BlockKind, DateBasis, Document, decode};
use legation::page::{MediaType, Page};
use std::fmt::Write as _;

/// One case: what is sent and what is expected.
struct Case {
    name: String,
    page: Page,
    expected: Vec<(String, String)>,
}

#[test]
fn every_case_is_read_as_it_says() {
    let mut failures = String::new();
    for case in cases() {
        let document = Document::read(&case.page);
        check_invariants(&case.page, &document);
        for kind in [
            "block",
            "title",
            "author",
            "site",
            "tongue",
            "canonical",
            "alternate",
            "claim",
            "comments",
            "image",
            "raw",
            "note",
        ] {
            let wanted: Vec<&str> =
                case.expected.iter().filter(|(key, _)| key == kind).map(|(_, v)| v.as_str()).collect();
            if wanted.is_empty() && kind != "note" {
                continue;
            }
            let wanted: Vec<&str> = wanted.into_iter().filter(|line| !line.is_empty()).collect();
            let found = shown(kind, &document);
            if found.iter().filter(|line| !line.is_empty()).ne(wanted.iter()) {
                let _ = writeln!(failures, "{}: {kind}\n  wanted {wanted:#?}\n  found {found:#?}", case.name);
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

fn shown(kind: &str, document: &Document) -> Vec<String> {
    let metadata = &document.metadata;
    let of = |span: Option<legation::span::Span>| span.map_or("", |span| span.of(&document.text)).to_string();
    match kind {
        "block" => {
            document.blocks.iter().map(|b| format!("{} | {}", name(b.kind), b.span.of(&document.text))).collect()
        }
        "title" => metadata.title.iter().cloned().collect(),
        "author" => metadata.authors.clone(),
        "site" => metadata.site_name.iter().cloned().collect(),
        "tongue" => metadata.language.iter().cloned().collect(),
        "canonical" => metadata.canonical.iter().cloned().collect(),
        "alternate" => metadata.alternates.iter().map(|(tag, address)| format!("{tag} {address}")).collect(),
        "claim" => metadata.dates.iter().map(|claim| format!("{} {}", claim.date, basis(claim.basis))).collect(),
        "comments" => metadata.comments.iter().map(u32::to_string).collect(),
        "image" => {
            document.images.iter().map(|image| format!("{} | {}", of(image.caption), of(image.credit))).collect()
        }
        "raw" => vec![document.text.clone()],
        _ => document.notes.iter().map(|note| note.kind.to_string()).collect(),
    }
}

fn name(kind: BlockKind) -> String {
    format!("{kind:?}").to_lowercase()
}

fn basis(basis: DateBasis) -> String {
    format!("{basis:?}").to_lowercase()
}

/// Reads all case files.
fn cases() -> Vec<Case> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.retain(|file| file.extension().is_some_and(|end| end == "case"));
    let all: Vec<String> = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    all.iter().flat_map(|file| file.split("== ").skip(1)).map(case).collect()
}

fn case(source: &str) -> Case {
    let (name, rest) = source.split_once('\n').unwrap();
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in rest.lines() {
        if let Some(more) = line.strip_prefix("  ") {
            let value = &mut fields.last_mut().unwrap().1;
            value.push_str(more);
            value.push('\n');
        } else if let Some((key, value)) = line.split_once(':') {
            // A block of lines follows, or the value stands on the line.
            let block = matches!(key, "html" | "text");
            fields.push((
                key.into(),
                if block { String::new() } else { value.strip_prefix(' ').unwrap_or(value).into() },
            ));
        }
    }
    let get = |wanted: &str| fields.iter().find(|(key, _)| key == wanted).map(|(_, value)| value.clone());
    let body = get("html").or(get("text")).unwrap_or_default();
    let bytes = bytes(body.strip_suffix('\n').unwrap_or(&body), get("encode").as_deref().unwrap_or("utf-8"));
    let mut page = Page::html(bytes);
    page.media_type = if get("html").is_some() { MediaType::Html } else { MediaType::Text };
    page.url = get("url");
    page.fetched = get("fetched");
    page.charset = get("charset");
    page.date = get("date").map(|date| date.parse().unwrap());
    let expected = fields.into_iter().map(|(key, value)| {
        let value = if key == "raw" { characters(&value).replace("\\n", "\n") } else { value };
        (key, value)
    });
    Case { name: name.to_string(), page, expected: expected.collect() }
}

/// Resolves what stands for characters.
fn characters(text: &str) -> String {
    let mut text = text.replace("\\r", "\r").replace("\\0", "\0");
    while let Some((before, rest)) = text.split_once("\\u{") {
        let (point, after) = rest.split_once('}').unwrap();
        text = format!("{before}{}{after}", char::from_u32(u32::from_str_radix(point, 16).unwrap()).unwrap());
    }
    text
}

/// Encodes a page and puts in its single bytes.
fn bytes(text: &str, encoding: &str) -> Vec<u8> {
    let mark = encoding.strip_suffix("+bom");
    let label = mark.unwrap_or(encoding);
    let mut out = encode(if mark.is_some() { "\u{feff}" } else { "" }, label);
    let mut pieces = text.split("\\x");
    out.extend(encode(&characters(pieces.next().unwrap()), label));
    for piece in pieces {
        let (byte, rest) = piece.split_at(2);
        out.push(u8::from_str_radix(byte, 16).unwrap());
        out.extend(encode(&characters(rest), label));
    }
    out
}

fn encode(text: &str, label: &str) -> Vec<u8> {
    let encoding = Encoding::for_label(label.as_bytes()).unwrap();
    if encoding == UTF_16LE {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    } else if encoding == UTF_16BE {
        text.encode_utf16().flat_map(u16::to_be_bytes).collect()
    } else {
        let (bytes, _, lost) = encoding.encode(text);
        assert!(!lost, "{label} cannot write this case");
        bytes.into_owned()
    }
}

/// What holds for every page.
fn check_invariants(page: &Page, document: &Document) {
    let mut end = 0;
    for block in &document.blocks {
        assert!(block.span.start >= end && !block.span.is_empty(), "blocks out of order");
        assert!(document.text.get(block.span.range()).is_some(), "a block is off the text");
        end = block.span.end;
    }
    for image in &document.images {
        for span in image.caption.iter().chain(&image.credit) {
            assert!(document.text.get(span.range()).is_some());
        }
    }
    let decoded = decode(page).text;
    if page.media_type == MediaType::Text && !document.notes.iter().any(|note| note.kind == "binary") {
        assert_eq!(document.text, decoded.replace("\r\n", "\n"));
    }
    for block in &document.blocks {
        let Some(place) = document.on_page(block.span) else { continue };
        let shown = decoded.get(place.range()).expect("a block's place is off the page");
        let text = block.span.of(&document.text);
        let ends = |a: Option<char>, b: Option<char>, reference: bool| a == b || reference;
        assert!(ends(text.chars().next(), shown.chars().next(), shown.starts_with('&')), "{text:?} is not {shown:?}");
        let reference = shown.rfind('&').is_some_and(|at| shown.len() - at < 40);
        assert!(ends(text.chars().next_back(), shown.chars().next_back(), reference), "{text:?} is not {shown:?}");
    }
}

#[test]
fn a_place_in_the_text_leads_back_to_the_page() {
    let html = "<h1>Talks  go on</h1><p>They said &quot;yes&quot;, and <b>nothing</b>\n else, on Monday morning.</p>";
    let page = Page::html(html);
    let document = Document::read(&page);
    for (words, shown) in [
        ("Talks go on", "Talks  go on"),
        ("\"yes\"", "&quot;yes&quot;"),
        ("nothing else", "nothing</b>\n else"),
        ("and nothing", "and <b>nothing"),
        ("Monday", "Monday"),
    ] {
        let at = document.text.find(words).unwrap();
        let place = document.on_page(legation::span::Span::new(at, at + words.len())).unwrap();
        assert_eq!(place.of(html), shown);
    }
}

#[test]
fn a_title_from_metadata_alone_has_no_place_on_the_page() {
    let document =
        Document::read(&Page::html("<meta property=og:title content='Talks go on'><p>They talked, and talked.</p>"));
    assert_eq!(document.blocks.first().map(|block| block.kind), Some(BlockKind::Headline));
    assert_eq!(document.on_page(document.blocks[0].span), None);
}

#[test]
fn encodings_of_one_page_give_one_document() {
    let html = "<h1>Gr\u{f6}\u{df}e</h1><p>They met, and \u{4e21}\u{5927}\u{81e3} agreed on many things on Monday.</p>";
    let utf8 = Document::read(&Page::html(html));
    let utf16 = Document::read(&Page::html(encode(&format!("\u{feff}{html}"), "utf-16le")));
    assert_eq!((utf8.text, utf8.blocks), (utf16.text, utf16.blocks));
}

/// Pages that break tree builders or take them for ever. Small enough for a test, large enough to overflow a stack or
/// to be felt if anything here took quadratic time.
#[test]
fn torture_is_read_to_its_end() {
    const TEXT: &str =
        "<p>The two ministers met on Monday, for the first time in ten years, and agreed on many things.</p>";
    let many = |piece: &str, times: usize| piece.repeat(times);
    let fonts: String = (0..2_000).map(|id| format!("<p><font id={id}>x")).collect();
    let attributes: String = (0..200_000).map(|id| format!(" a{id}=1")).collect();
    let pages: [(&str, String, &str, bool); 14] = [
        ("8,000 nested div", many("<div>", 8_000) + TEXT, "flattened", true),
        ("div closed and text after", many("<div>", 8_000) + &many("</div>", 8_000) + TEXT, "flattened", true),
        ("8,000 nested lists", many("<ul><li>", 8_000) + TEXT, "flattened", true),
        ("2,000 open fonts", fonts + TEXT, "", true),
        ("64,000 nested svg groups", format!("<svg>{}</svg>{TEXT}", many("<g>", 64_000)), "flattened", true),
        ("200,000 attributes", format!("<div{attributes}>{TEXT}"), "cut", true),
        ("500,000 ampersands", format!("<p>{}</p>{TEXT}", many("&", 500_000)), "", false),
        ("nested tables", many("<table><tr><td>", 5_000) + TEXT, "flattened", true),
        ("a wall of cells", format!("{TEXT}<table>{}</table>", many("<tr><td>1,2<td>3", 20_000)), "", false),
        (
            "end tags without start",
            many("<table><td>", 1) + &many("<span>", 400) + &many("</div>", 200_000) + TEXT,
            "",
            true,
        ),
        ("open comments", TEXT.to_string() + &many("<!-- ", 200_000), "", true),
        ("open quotes", TEXT.to_string() + &many("<a b=\"", 200_000), "cut", true),
        ("open scripts", TEXT.to_string() + &many("<script>", 200_000), "", true),
        ("deep JSON", format!("<script type=application/ld+json>{}</script>{TEXT}", many("[", 100_000)), "", true),
    ];
    for (name, html, note, keeps_text) in pages {
        let page = Page::html(html);
        let document = Document::read(&page);
        check_invariants(&page, &document);
        let notes: Vec<&str> = document.notes.iter().map(|note| note.kind).collect();
        assert_eq!(notes, if note.is_empty() { vec![] } else { vec![note] }, "{name}");
        assert!(!keeps_text || document.text.contains("two ministers met"), "{name}: the article is lost");
    }
}

#[test]
fn a_page_beyond_the_limits_is_cut_with_a_note() {
    let large = Document::read(&Page::text("a b. ".repeat(4_100_000)));
    assert!(large.text.len() <= legation::document::limits::PAGE_BYTES);
    assert_eq!(large.notes.first().map(|note| note.kind), Some("cut"));
    let crowded = Document::read(&Page::html("<br>".repeat(1_100_000)));
    assert_eq!(crowded.notes.first().map(|note| note.kind), Some("cut"));
}

/// Any bytes give a document; seeded, so that every run is the same.
#[test]
fn mutated_pages_never_break_anything() {
    let pages: Vec<Page> = cases().into_iter().map(|case| case.page).collect();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    const PIECES: &[&str] = &[
        "<", ">", "\"", "'", "&", "&#x", ";", "</", "<!--", "-->", "<p>", "</p>", "<a href=", "<table>", "<td>",
        "</table>", "<li>", "<script>", "<pre>", "<br>", "\0", "\r\n", "\u{feff}", "\u{ffff}", "&notit;", "{", "[",
        "\\", "<svg/>",
    ];
    for _ in 0..3_000 {
        let mut page = pages[random(pages.len())].clone();
        for _ in 0..=random(8) {
            let at = random(page.bytes.len());
            match random(5) {
                0 => page.bytes.truncate(at),
                1 => page.bytes.insert(at.min(page.bytes.len()), random(256) as u8),
                2 => {
                    let end = (at + random(40)).min(page.bytes.len());
                    page.bytes.drain(at.min(end)..end);
                }
                3 => {
                    let piece = PIECES[random(PIECES.len())].bytes();
                    let at = at.min(page.bytes.len());
                    page.bytes.splice(at..at, piece);
                }
                _ => {
                    let other = &pages[random(pages.len())].bytes;
                    let from = random(other.len());
                    page.bytes.extend_from_slice(&other[from..]);
                }
            }
        }
        let document = Document::read(&page);
        check_invariants(&page, &document);
    }
}
