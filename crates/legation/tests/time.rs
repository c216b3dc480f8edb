//! Times in running text: the rule files of the packs, the resolver, the page's date.

#![allow(clippy::unwrap_used)]

use legation::mention::time::TimeRules;

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

#[test]
fn examples_of_every_language_hold() {
    for tag in tags() {
        let checked = rules(tag).check();
        assert!(*checked.as_ref().unwrap() > 5, "{tag} has hardly any examples");
    }
}
