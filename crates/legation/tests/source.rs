//! Where a page says that it comes from: the rule files of the packs and the cases in `tests/source`.

#![allow(clippy::unwrap_used)]

use legation::language::Knowledge;
use legation::page::Page;
use legation::reader::Reader;
use legation::record::Record;
use legation::span::Span;
use std::fmt::Write as _;

/// One case: a plain text, what is known about it, and everything expected.
#[derive(Default)]
struct Case {
    name: String,
    url: Option<String>,
    language: Option<String>,
    date: Option<String>,
    text: String,
    expected: Vec<(String, String)>,
}

/// What a case can expect; of what it mentions, everything.
const KINDS: [&str; 9] = ["block", "agency", "author", "source", "image", "publisher", "translated", "dated", "note"];

fn cases(file: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in file.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix("== ") {
            cases.push(Case { name: name.to_string(), ..Case::default() });
            continue;
        }
        let case = cases.last_mut().unwrap();
        if let Some(words) = line.strip_prefix("  ") {
            case.text.push_str(words);
            case.text.push('\n');
            continue;
        }
        let (key, value) = line.split_once(':').unwrap();
        let value = value.trim().to_string();
        match key {
            "text" => {}
            "url" => case.url = Some(value),
            "language" => case.language = Some(value),
            "date" => case.date = Some(value),
            _ => case.expected.push((key.to_string(), value)),
        }
    }
    cases
}

fn read(reader: &Reader, case: &Case) -> Record {
    let mut page = Page::text(case.text.trim_end());
    page.url.clone_from(&case.url);
    page.language.clone_from(&case.language);
    page.date = case.date.as_ref().map(|date| date.parse().unwrap());
    reader.read(&page).record
}

fn shown(kind: &str, record: &Record) -> Vec<String> {
    let at = |start: u32, end: u32| {
        record.article.text.chars().skip(start as usize).take((end - start) as usize).collect::<String>()
    };
    let on = |span: Option<Span>| span.map_or(String::new(), |span| at(span.start, span.end));
    let or = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_string());
    let said = &record.provenance;
    match kind {
        "block" => {
            let kind = |kind| serde_json::to_string(&kind).unwrap().replace('"', "");
            record.article.blocks.iter().map(|b| format!("{} | {}", kind(b.kind), at(b.start, b.end))).collect()
        }
        "agency" => said.agencies.iter().map(|a| format!("{} | {}", a.name, on(a.span))).collect(),
        "author" => said.authors.clone(),
        "source" => {
            let line = |s: &legation::record::OriginalSource| {
                format!("{} {} | {}", or(&s.url), or(&s.language), or(&s.headline))
            };
            said.sources.iter().map(line).collect()
        }
        "image" => said.images.iter().map(|i| format!("{} | {}", or(&i.caption), or(&i.credit))).collect(),
        "publisher" => vec![format!("{} {}", or(&said.publisher.domain), or(&said.publisher.country))],
        "translated" => vec![or(&said.translated_from)],
        "dated" => {
            let basis = record.article.date.basis.map(|b| serde_json::to_string(&b).unwrap().replace('"', ""));
            vec![format!("{} {}", or(&record.article.date.value), or(&basis))]
        }
        _ => record.notes.iter().filter(|note| note.kind == "provenance").map(|note| note.message.clone()).collect(),
    }
}

#[test]
fn every_case_is_read_as_it_says() {
    let reader = Reader::new().unwrap();
    let mut failures = String::new();
    let files = [include_str!("source/en.case"), include_str!("source/id.case"), include_str!("source/und.case")];
    for case in files.iter().flat_map(|file| cases(file)) {
        let record = read(&reader, &case);
        for kind in KINDS {
            let wanted: Vec<&str> = case.expected.iter().filter(|(k, _)| k == kind).map(|(_, v)| v.as_str()).collect();
            let wanted: Vec<&str> = wanted.iter().filter(|w| !w.is_empty()).copied().collect();
            let mentioned = case.expected.iter().any(|(k, _)| k == kind);
            let found = shown(kind, &record);
            if (mentioned || kind == "note") && found != wanted {
                let _ = writeln!(failures, "{}: {kind}\n  wanted {wanted:#?}\n  found {found:#?}", case.name);
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn examples_of_every_language_hold() {
    let knowledge = Knowledge::load().unwrap();
    let tags: Vec<String> = knowledge.settings().map(|settings| settings.tag.clone()).collect();
    for tag in tags {
        let rules = &knowledge.language(&tag).unwrap().sources;
        let has_file = legation_knowledge::file(&format!("languages/{tag}/sources.rules")).is_some();
        let failed = rules.check().err().unwrap_or_default();
        assert!(failed.is_empty(), "{failed:#?}");
        assert_eq!(rules.check().is_ok_and(|count| count > 5), has_file, "{tag} has hardly any examples");
    }
}

/// Rule files cut into pieces and thrown together make pages full of half source lines.
#[test]
fn random_text_never_hurts() {
    let reader = Reader::new().unwrap();
    let file = include_str!("source/id.case");
    let pieces: Vec<&str> =
        file.split_inclusive([' ', '\n', '.', '/', ':', '(']).chain(["https://", "www.", "%"]).collect();
    let mut seed = 11u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % below
    };
    for _ in 0..100 {
        let text: String = (0..next(80)).map(|_| pieces[next(pieces.len())]).collect();
        let record = reader.read(&Page::text(text)).record;
        let mut end = 0;
        for block in &record.article.blocks {
            assert!(end <= block.start && block.start < block.end, "{}", record.article.text);
            end = block.end;
        }
    }
}
