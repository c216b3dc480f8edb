//! Words of a text and which of them look like names, without knowing a language.

use super::sound;

/// Whether a character belongs to a script that glues words together or hangs particles on them.
pub(super) fn joins(c: char) -> bool {
    let unbroken = matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}');
    let syllables = matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{30ff}' | '\u{ac00}'..='\u{d7af}');
    unbroken || syllables || sound::is_ideograph(c)
}

/// Whether a script has capital letters.
pub(super) fn has_case(c: char) -> bool {
    c.is_lowercase() || c.is_uppercase()
}

/// Whether a character is part of a word; marks on letters are.
fn in_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}')
}

/// What ends a sentence, or opens words that begin like one.
fn begins_sentence(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | ':' | '\u{2026}' | '\u{3002}' | '"' | '\u{201c}' | '\u{201e}' | '\u{ab}' | '\u{2018}' | '('
    )
}

/// A word, in characters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// Whether a sentence may begin here.
    pub first: bool,
}

/// The words of a stretch of text; figures are words too. Runs of katakana stand alone.
pub(super) fn words(text: &[char], start: usize, end: usize) -> Vec<Word> {
    let (mut found, mut at, mut first) = (Vec::new(), start, true);
    while at < end {
        let Some(c) = text.get(at).copied() else { break };
        if !in_word(c) {
            first |= begins_sentence(c);
            at += 1;
            continue;
        }
        let kind = (sound::is_katakana(c), joins(c));
        let same = |c: &&char| in_word(**c) && (sound::is_katakana(**c), joins(**c)) == kind;
        let length = text.get(at..end).unwrap_or_default().iter().take_while(same).count().max(1);
        found.push(Word { start: at, end: at + length, first });
        first = false;
        at += length;
    }
    found
}

/// Words that look like names: capitals inside a sentence, katakana, letters of a script with capitals in a text
/// without them.
pub(super) fn names(text: &[char], words: &[Word], cased: bool) -> Vec<Word> {
    let initial = |word: &Word| text.get(word.start).copied().unwrap_or(' ');
    let capitals = words.iter().filter(|word| initial(word).is_uppercase()).count();
    let letters = words.iter().filter(|word| has_case(initial(word))).count();
    // A headline whose words are all written with capitals tells nothing.
    let shouted = cased && capitals * 2 > letters && letters > 3;
    let is_name = |word: &&Word| {
        let long = word.end - word.start >= 3;
        let c = initial(word);
        if sound::is_katakana(c) {
            long
        } else {
            c.is_uppercase() && (!cased || (!word.first && !shouted)) && word.end - word.start >= 2
        }
    };
    words.iter().filter(is_name).copied().collect()
}
