//! Spellings that are searched as one: case, marks, widths.

use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Letters that do not come apart into a letter and a mark by themselves.
static LETTERS: LazyLock<HashMap<char, &'static str>> = LazyLock::new(|| {
    let rows = include_str!("letters.tsv").lines().filter(|line| !line.starts_with('#'));
    let pairs = rows.filter_map(|row| row.split_once('\t'));
    pairs.filter_map(|(letter, folded)| Some((letter.chars().next()?, folded))).collect()
});

/// A text as it is searched: lower case, without marks on letters that have case and without vowel points.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut cased = false;
    for letter in text.nfkd().flat_map(char::to_lowercase) {
        if is_combining_mark(letter) {
            // Marks of scripts without case are letters of their own, but for points that are mostly left out.
            if !cased && !is_point(letter) {
                folded.push(letter);
            }
            continue;
        }
        cased = has_case(letter);
        match LETTERS.get(&letter) {
            Some(other) => folded.push_str(other),
            None => folded.push(letter),
        }
    }
    folded.nfc().collect()
}

/// Whether a letter belongs to a script with capitals; those scripts part words by blanks.
pub fn has_case(letter: char) -> bool {
    letter.is_lowercase() || letter.is_uppercase()
}

/// Vowel points of Hebrew and Arabic (Unicode blocks; most texts leave them out).
fn is_point(letter: char) -> bool {
    matches!(letter, '\u{0591}'..='\u{05C7}' | '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}' | '\u{0670}')
}
