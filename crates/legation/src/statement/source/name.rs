//! Whether words can be the name of a person.

/// Longest name, in words and in characters.
const MOST_WORDS: usize = 6;
const LONGEST: usize = 60;
/// Words of a name that may be written small, at most so long: van, de, bin.
const SMALL: usize = 3;

/// Whether words can name a person: few of them, no figures, no end of a sentence, capitals where the script has them.
pub(super) fn is_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let fits = !words.is_empty() && words.len() <= MOST_WORDS && name.chars().count() <= LONGEST;
    let letters =
        |c: char| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '\u{2019}' | '\u{b7}' | '\u{30fb}');
    let capital = |word: &&str| !word.starts_with(char::is_lowercase);
    let particle = |word: &&str| capital(word) || word.chars().count() <= SMALL;
    fits && name.chars().all(letters)
        && words.first().is_some_and(&capital)
        && words.iter().all(particle)
        && words.last().is_some_and(capital)
}
