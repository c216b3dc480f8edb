//! The language of a page that is only known by its address.

use super::address;
use crate::language::{Knowledge, UNDETERMINED, detect};

/// Fewest letters of a headline whose language is asked for.
const FEWEST_LETTERS: usize = 30;

/// The language of the page at `address`, whose headline may be known: that of its publisher by the table; else the
/// one its headline is in, unless its country does not publish in that; else the one its country publishes in most.
pub(super) fn of_address(address: &str, headline: Option<&str>, knowledge: &Knowledge) -> Option<String> {
    let host = address::host(address)?;
    let known = knowledge.world.publisher(&host).map(|(_, publisher)| publisher.language.clone());
    if let Some(known) = known.filter(|language| is_one(language)) {
        return Some(known);
    }
    let local = host.rsplit('.').next().map(|ending| languages_of(ending, knowledge)).unwrap_or_default();
    let detected = headline.and_then(|headline| detected(headline, knowledge));
    match (local.first(), detected) {
        (None, detected) => detected,
        (Some(_), Some(tag)) if local.contains(&tag) => Some(tag),
        (Some(main), _) => Some(main.clone()),
    }
}

fn is_one(language: &str) -> bool {
    !language.is_empty() && language != "*"
}

fn detected(headline: &str, knowledge: &Knowledge) -> Option<String> {
    let letters = headline.chars().filter(|c| c.is_alphabetic()).count();
    // Letters of a script that one language uses say enough at any length.
    let found = detect::detect(headline, None, knowledge);
    let trusted = found.reliable && (letters >= FEWEST_LETTERS || !headline.is_ascii());
    Some(found.tag).filter(|tag| trusted && tag != UNDETERMINED)
}

/// The languages in which the publishers of a country's domain write, by the table, most used first.
fn languages_of(ending: &str, knowledge: &Knowledge) -> Vec<String> {
    let Some(state) = knowledge.world.domains.get(ending) else { return Vec::new() };
    let publishers = knowledge.world.publishers.values().filter(|p| p.country == *state && is_one(&p.language));
    let mut counts: Vec<(usize, &str)> = Vec::new();
    for publisher in publishers {
        match counts.iter_mut().find(|(_, language)| *language == publisher.language) {
            Some((count, _)) => *count += 1,
            None => counts.push((1, &publisher.language)),
        }
    }
    counts.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    counts.into_iter().map(|(_, language)| language.to_string()).collect()
}
