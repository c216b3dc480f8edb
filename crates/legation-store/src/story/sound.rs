//! How words sound, roughly: consonants in six classes, so that a name is alike in every script that spells it.
//!
//! Letters of all scripts are put into Latin ones by the tables of `deunicode`; vowels, breaths and half vowels are
//! left out, since scripts and languages differ most in them.

use deunicode::deunicode_char;

/// Number of classes of consonants.
pub(super) const CLASSES: usize = 6;
/// The letters that stand for the classes.
const LETTERS: [u8; CLASSES] = *b"PTKSNL";

/// The place of a class letter among the classes.
pub(super) fn class(letter: u8) -> usize {
    LETTERS.iter().position(|known| *known == letter).unwrap_or(0)
}

/// How many Latin letters and figures a character takes: a length that compares between scripts.
pub(super) fn length(c: char) -> u32 {
    if c.is_ascii() {
        return u32::from(c.is_ascii_alphanumeric());
    }
    if !c.is_alphanumeric() {
        return 0;
    }
    let letters = deunicode_char(c).unwrap_or_default().bytes().filter(u8::is_ascii_alphanumeric).count();
    u32::try_from(letters).unwrap_or(u32::MAX)
}

/// Writes the classes of consonants of a text, one after the other.
#[derive(Default)]
pub(super) struct Ear {
    /// The classes heard.
    pub heard: Vec<u8>,
    /// Class of the letter just before, if it was a consonant that goes on.
    last: Option<u8>,
    /// The letter whose class waits for the next one.
    open: Option<(u8, bool)>,
    /// Whether an `r` that no vowel follows is left out, as some languages speak it.
    soft: bool,
}

impl Ear {
    /// An ear that leaves out each `r` without a vowel after it.
    pub fn soft() -> Ear {
        Ear { soft: true, ..Ear::default() }
    }

    /// Hears one character of a text.
    pub fn hear(&mut self, c: char) {
        if c.is_ascii_alphabetic() {
            return self.letter(c.to_ascii_lowercase() as u8, false);
        }
        let ideograph = is_ideograph(c);
        match deunicode_char(c) {
            Some(letters) if c.is_alphabetic() => {
                letters.bytes().for_each(|b| self.letter(b.to_ascii_lowercase(), ideograph));
            }
            _ => self.pause(),
        }
    }

    /// A word ends.
    pub fn pause(&mut self) {
        self.close(0);
        self.last = None;
    }

    /// The classes heard so far.
    pub fn done(mut self) -> Vec<u8> {
        self.pause();
        self.heard
    }

    fn letter(&mut self, letter: u8, ideograph: bool) {
        // Marks inside a character's letters are no end of its word.
        if letter.is_ascii_lowercase() {
            self.close(letter);
            self.open = Some((letter, ideograph));
        }
    }

    /// Decides on the letter that waits, now that the next one is known; 0 is the end of the word.
    fn close(&mut self, next: u8) {
        let Some((letter, ideograph)) = self.open.take() else { return };
        if letter == b'h' {
            // The breath of `ch`, `sh`, `th`, `ph`: the class of what came before goes on.
            if matches!(self.last, Some(b'P' | b'T')) {
                return;
            }
        }
        let class = classify(letter, next, ideograph);
        let silent = self.soft && letter == b'r' && !is_vowel(next) && next != b'r';
        if let Some(class) = class.filter(|_| !silent)
            && self.last != Some(class)
        {
            self.heard.push(class);
        }
        let nasal_end = letter == b'g' && self.last == Some(b'N') && !is_vowel(next);
        if nasal_end {
            self.heard.pop();
        }
        self.last = if nasal_end { Some(b'N') } else { class };
    }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// The class of a letter before another one; none for what is not counted.
fn classify(letter: u8, next: u8, ideograph: bool) -> Option<u8> {
    Some(match letter {
        b'p' if next == b'h' => b'P',
        b'p' | b'b' | b'f' | b'v' => b'P',
        b't' if next == b's' || next == b'z' => b'S',
        b't' | b'd' => b'T',
        b'c' | b's' if next == b'h' => b'S',
        b'c' if ideograph || matches!(next, b'e' | b'i' | b'y') => b'S',
        b'q' | b'x' if ideograph => b'S',
        b'k' | b'g' | b'c' | b'q' => b'K',
        b's' | b'z' | b'j' | b'x' => b'S',
        b'm' | b'n' => b'N',
        b'l' | b'r' => b'L',
        _ => return None,
    })
}

/// The classes of consonants of a name.
pub(super) fn of(name: &str) -> Vec<u8> {
    let mut ear = Ear::default();
    name.chars().for_each(|c| ear.hear(c));
    ear.done()
}

/// The same without each `r` that no vowel follows.
pub(super) fn soft(name: &str) -> Vec<u8> {
    let mut ear = Ear::soft();
    name.chars().for_each(|c| ear.hear(c));
    ear.done()
}

/// Whether a character stands for a word or a syllable of its own, so that no blank divides words.
pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a character is of the script in which loans and foreign names are written.
pub(super) fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_sounds_alike_in_every_script() {
        for (name, sound) in [
            ("Trump", "TLNP"),
            ("\u{30c8}\u{30e9}\u{30f3}\u{30d7}", "TLNP"),
            ("\u{d2b8}\u{b7fc}\u{d504}", "TLNP"),
            ("\u{7279}\u{6717}\u{666e}", "TLNP"),
            ("\u{422}\u{440}\u{430}\u{43c}\u{43f}", "TLNP"),
            ("\u{62a}\u{631}\u{627}\u{645}\u{628}", "TLNP"),
            ("Stenson", "STNSN"),
            ("Xi Jinping", "SSNPN"),
            ("\u{7fd2}\u{8fd1}\u{5e73}", "SSNPN"),
        ] {
            assert_eq!(String::from_utf8(of(name)).unwrap(), sound, "{name}");
        }
        assert_eq!(soft("Ford"), b"PT");
    }
}
