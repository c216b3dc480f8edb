//! Naming the language of a page, and of passages in another one.

#![allow(clippy::unwrap_used, clippy::panic)]

use legation::language::Knowledge;
use legation::language::detect::{Detected, detect};

const SENTENCES: &str = include_str!("data/naming.tsv");

/// Tag and text.
fn sentences() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = SENTENCES.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|line| line.split_once('\t').unwrap())
}

/// The first text of a language.
fn text(tag: &str) -> &'static str {
    sentences().find(|(t, _)| *t == tag).unwrap().1
}

fn named(text: &str, claim: Option<&str>) -> Detected {
    detect(text, claim, &Knowledge::load().unwrap())
}

/// One letter a paragraph: the language it is in.
fn page(languages: &[&str]) -> String {
    languages.iter().map(|tag| text(tag)).collect::<Vec<_>>().join("\n")
}

#[test]
fn two_sentences_tell_their_language_whatever_the_page_claims() {
    let knowledge = Knowledge::load().unwrap();
    let mut wrong = Vec::new();
    for (tag, text) in sentences() {
        for claim in [None, Some("en-US"), Some("de")] {
            let found = detect(text, claim, &knowledge);
            if (found.tag.as_str(), found.reliable, found.others.len()) != (tag, true, 0) {
                wrong.push((tag, claim, found));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_claim_decides_where_the_text_says_nothing() {
    for empty in ["", " \n\t", "12.30, 7/9 – 100 %", "\u{0}\u{ffff}\u{1f600}\u{301}\u{ad}"] {
        let found = named(empty, Some("ID-id"));
        assert_eq!((found.tag.as_str(), found.reliable), ("id", false), "{empty:?}");
        assert_eq!(named(empty, None).tag, "und", "{empty:?}");
        assert_eq!(named(empty, Some("")).tag, "und", "{empty:?}");
    }
    // A name in capitals may stand in any language that has its letters, but not in one that is written otherwise.
    assert_eq!(named("ANTARA", Some("sv")).tag, "sv");
    assert_ne!(named("ANTARA", Some("ja")).tag, "ja");
}

#[test]
fn passages_in_another_language_are_found_where_they_stand() {
    for (main, other) in [("en", "ja"), ("id", "en"), ("ru", "fr"), ("de", "tr"), ("ar", "fa"), ("zh", "en")] {
        let text = page(&[main, main, other, other, main, main]);
        let found = named(&text, None);
        let [passage] = found.others.as_slice() else { panic!("{main} with {other}: {found:?}") };
        assert_eq!((found.tag.as_str(), passage.tag.as_str()), (main, other));
        assert!((0.15..0.6).contains(&passage.share), "{found:?}");
        let [span] = passage.spans.as_slice() else { panic!("{found:?}") };
        assert_eq!(span.of(&text).trim(), page(&[other, other]));
    }
}

#[test]
fn quoted_words_and_names_make_no_passage() {
    for (main, foreign) in [
        ("id", "\u{201c}The show must go on\u{201d} \u{2013} Reuters, Agence France-Presse, Wall Street Journal"),
        ("en", "Menteri Luar Negeri Ahn Byong-joon, Süddeutsche Zeitung, Le Monde"),
        ("ja", "Apple, Google, Microsoft, Amazon"),
        ("ru", "The New York Times"),
    ] {
        let found = named(&format!("{}\n{foreign}\n{}", page(&[main, main]), page(&[main])), None);
        assert_eq!((found.tag.as_str(), found.others.len()), (main, 0), "{found:?}");
    }
}

#[test]
fn shares_of_a_page_sum_up_and_spans_lie_on_characters() {
    let all: Vec<&str> = sentences().map(|(_, text)| text).collect();
    let text = all.join("\n");
    let found = named(&text, None);
    assert!(found.others.iter().map(|o| o.share).sum::<f32>() < 1.0);
    for span in found.others.iter().flat_map(|o| &o.spans) {
        assert!(text.get(span.range()).is_some_and(|part| !part.is_empty()));
    }
}

#[test]
fn no_input_is_too_odd() {
    let knowledge = Knowledge::load().unwrap();
    for odd in ["\u{301}", "a", "\u{10ffff}", "\u{130}\u{130}\u{130}", "\u{20000}", "-_-", "\n\n\n"] {
        for times in [1, 7, 5_000] {
            detect(&odd.repeat(times), Some("-"), &knowledge);
        }
    }
}
