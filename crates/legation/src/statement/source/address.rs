//! Addresses of the web in a text, and the headline that an address still holds.

use crate::span::Span;

/// How an address begins.
const STARTS: [&str; 3] = ["https://", "http://", "www."];
/// Fewest words of a headline, and fewest letters.
const FEWEST_WORDS: usize = 3;
const FEWEST_LETTERS: usize = 12;
/// Fewest letters of a headline in a script without spaces.
const FEWEST_UNSPACED: usize = 5;
/// Digits of a number that is no word of a headline.
const LONG_NUMBER: usize = 5;
/// Longest address looked at, in bytes.
const LONGEST: usize = 2_000;

/// The first address in a stretch of text, without what closes the sentence around it.
pub(super) fn find(text: &str, within: Span) -> Option<Span> {
    let line = within.of(text);
    let start = STARTS.iter().filter_map(|start| line.find(start)).min()?;
    let rest = line.get(start..)?;
    let word = rest.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"')).next()?;
    let word = word.trim_end_matches(|c: char| matches!(c, '.' | ',' | ';' | ':' | ')' | ']' | '\'' | '!'));
    let from = within.start as usize + start;
    (word.contains('.') && word.len() <= LONGEST).then(|| Span::new(from, from + word.len()))
}

/// The host of an address or of a bare domain, in lower case, without `www.`.
pub(super) fn host(address: &str) -> Option<String> {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    host.contains('.').then(|| host.to_string())
}

/// Whether one word can be a domain: dots inside, a last part of letters.
pub(super) fn is_domain(word: &str) -> bool {
    let last = word.rsplit_once('.').map_or("", |(_, last)| last);
    let plain = word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-');
    plain && !word.starts_with('.') && last.len() >= 2 && last.bytes().all(|b| b.is_ascii_alphabetic())
}

/// The headline that an address holds as words joined by hyphens, without numbers and endings that only serve the site.
pub(super) fn headline(address: &str) -> Option<String> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest).split(['?', '#']).next()?;
    let segments = path.split('/').skip(1).map(|segment| words(&decoded(segment)));
    let best = segments.max_by_key(|words| words.iter().map(|word| word.len()).sum::<usize>())?;
    let letters = |word: &String| word.chars().filter(|c| c.is_alphabetic()).count();
    let count: usize = best.iter().map(letters).sum();
    let wordy = best.iter().filter(|word| letters(word) > 0).count() >= FEWEST_WORDS && count >= FEWEST_LETTERS;
    let unspaced = best.iter().any(|word| !word.is_ascii() && letters(word) >= FEWEST_UNSPACED);
    (wordy || unspaced).then(|| best.join(" "))
}

/// The words of a path's segment: its ending and the site's own numbers at either end taken off.
fn words(segment: &str) -> Vec<String> {
    let words = without_ending(segment).split(['-', '_', '+', ' ', '.']);
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let first = words.iter().position(|word| !is_number_of_site(word)).unwrap_or(words.len());
    let last = words.iter().rposition(|word| !is_number_of_site(word)).map_or(0, |last| last + 1);
    words.get(first..last).unwrap_or(&[]).iter().map(|word| (*word).to_string()).collect()
}

fn without_ending(segment: &str) -> &str {
    match segment.rsplit_once('.') {
        Some((name, ending)) if ending.len() <= 5 && ending.bytes().all(|b| b.is_ascii_alphabetic()) => name,
        _ => segment,
    }
}

/// Whether a word of an address is an identifier: a long number, or one of letters and many figures.
fn is_number_of_site(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let year = word.len() == 4 && digits == 4 && (word.starts_with("19") || word.starts_with("20"));
    match digits == word.len() {
        true => digits >= LONG_NUMBER || (digits == 4 && !year),
        false => digits >= LONG_NUMBER || (digits >= 3 && word.is_ascii() && 2 * digits >= word.len()),
    }
}

/// A segment with `%xx` made characters; as it stands where that gives no text.
fn decoded(segment: &str) -> String {
    let bytes = segment.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(byte) = bytes.get(at) {
        let code = bytes.get(at + 1..at + 3).filter(|_| *byte == b'%').and_then(|pair| std::str::from_utf8(pair).ok());
        match code.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(value) => {
                out.push(value);
                at += 3;
            }
            None => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| segment.to_string())
}

/// Whether one of two domains is the other or lies below it.
pub(super) fn same_house(one: &str, other: &str) -> bool {
    let below =
        |long: &str, short: &str| long.strip_suffix(short).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    below(one, other) || below(other, one)
}
