//! Times in running text: the rule files of the packs, the resolver, the page's own date.

#![allow(clippy::unwrap_used, clippy::panic)]

use legation::mention::time::{self, TimeRules, Unit};
use legation::span::Span;

fn rules(tag: &str) -> TimeRules {
    let path = format!("languages/{tag}/time.rules");
    let bytes = legation_knowledge::file(&path).unwrap();
    TimeRules::parse(&path, std::str::from_utf8(bytes).unwrap()).unwrap()
}

/// Tags of the packs that have rules for times.
fn tags() -> Vec<&'static str> {
    let paths = legation_knowledge::paths();
    paths.filter_map(|path| path.strip_prefix("languages/")?.strip_suffix("/time.rules")).collect()
}

fn sentences(text: &str) -> Vec<Span> {
    let mut start = 0;
    let ends = text.match_indices(". ").map(|(at, _)| at + 1).chain([text.len()]);
    ends.map(|end| Span::new(std::mem::replace(&mut start, end), end).trimmed(text)).collect()
}

fn read(rules: &TimeRules, text: &str, date: Option<&str>) -> Vec<time::Time> {
    let sentences = sentences(text);
    let tense = |span: Span| {
        let sentence = sentences.iter().find(|sentence| sentence.contains(span));
        sentence.map_or_else(Default::default, |sentence| rules.tense(text, *sentence, span))
    };
    time::resolve(&time::find(text, &sentences, rules), date.map(|date| date.parse().unwrap()), tense)
}

fn check(tag: &str, cases: &str) {
    let rules = rules(tag);
    for line in cases.lines().filter(|line| !line.starts_with('#')) {
        let [date, marked, value] = line.split(" | ").collect::<Vec<_>>()[..] else { panic!("{line}") };
        let text = marked.replace(['[', ']'], "");
        let times = read(&rules, &text, (date != "-").then_some(date));
        let told: Vec<_> = times.iter().map(|time| (time.span.of(&text), time.value.as_str())).collect();
        match marked.find('[') {
            None => assert_eq!(told, [], "{line}"),
            Some(start) => {
                let span = Span::new(start, marked.find(']').unwrap() - 1);
                let expected = times.iter().any(|time| time.span == span && time.value == value);
                assert!(expected, "{line} gave {told:?}");
            }
        }
    }
}

#[test]
fn examples_of_every_language_hold() {
    for tag in tags() {
        let checked = rules(tag).check();
        assert!(*checked.as_ref().unwrap() > 5, "{tag} has hardly any examples");
    }
}

#[test]
fn times_are_fixed_by_date_and_tense() {
    check("en", include_str!("data/time/en.cases"));
    check("id", include_str!("data/time/id.cases"));
    check("und", include_str!("data/time/und.cases"));
}

#[test]
fn the_page_may_tell_its_own_date() {
    for (tag, text, expected) in [
        ("id", "Ia berkata, Senin (13/04/2020). Ia lahir 2 Mei 1950.", Some(("2020-04-13", Unit::Day))),
        (
            "en",
            "October 04, 2005. Sales rose from May 1, 2005. The bill of June 3, 2004.",
            Some(("2005-10-04", Unit::Day)),
        ),
        ("en", "The 60th year (1965-2025) of ties. He attends on 9 September.", Some(("2025-09-08", Unit::Month))),
        ("en", "It has been so since 1998.", Some(("1998-01-01", Unit::Year))),
        ("en", "They met on Friday.", None),
    ] {
        let rules = rules(tag);
        let found = time::find(text, &sentences(text), &rules);
        let guess = time::date_from_text(&found);
        assert_eq!(guess.map(|guess| (guess.date.to_string(), guess.unit)), expected.map(|(d, u)| (d.to_owned(), u)));
        assert!(guess.is_none_or(|guess| (0.0..=1.0).contains(&guess.confidence)));
    }
}

/// Rule files cut into pieces and thrown together make texts full of half expressions.
#[test]
fn random_text_never_hurts() {
    let mut seed = 7u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % below
    };
    let dates = [None, Some("0001-01-01"), Some("2020-02-29"), Some("9999-12-31")];
    for tag in tags() {
        let path = format!("languages/{tag}/time.rules");
        let file = std::str::from_utf8(legation_knowledge::file(&path).unwrap()).unwrap();
        let pieces: Vec<&str> =
            file.split_inclusive([' ', '\n', '.', '|', ':']).chain(["9999 ", "31 ", "2/"]).collect();
        let rules = rules(tag);
        for _ in 0..300 {
            let text: String = (0..next(60)).map(|_| pieces[next(pieces.len())]).collect();
            for time in read(&rules, &text, dates[next(dates.len())]) {
                assert!(text.get(time.span.range()).is_some_and(|words| !words.is_empty()));
                assert!(time.days.is_none_or(|(first, last)| first <= last), "{text}");
            }
        }
    }
}
