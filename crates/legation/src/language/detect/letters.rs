//! Letters of the scripts that a naming model knows, and the rows of its tables that a word asks for.

use super::naming::{Range, Script};

/// Code points below this are looked up in a table; above it, in the list of ranges.
const IN_TABLE: u32 = 0x2000;
/// Stands for what belongs to no word.
const OTHER: u8 = u8::MAX;
/// Stands for marks that neither belong to a word nor end it.
const UNSEEN: u8 = u8::MAX - 1;
/// Stands before the first and after the last letter of a word.
const EDGE: u64 = 0x20;
/// Fewest letters of a word that has a row of its own; edges and letters of shorter ones fit into one gram.
const SHORTEST_WORD: u32 = 3;
/// Odd constants that spread bits over the upper half of a product (from `xxHash64`).
const SPREAD: u64 = 0x9e37_79b1_85eb_ca87;
const SPREAD_WORDS: u64 = 0xc2b2_ae3d_27d4_eb4f;

/// A letter in lower case and the script it belongs to.
#[derive(Clone, Copy, Debug)]
struct Letter {
    script: u8,
    low: u16,
}

/// Tells letters from everything else.
#[derive(Debug)]
pub struct Alphabet {
    table: Vec<Letter>,
    /// First and last code point, and the script; in ascending order.
    ranges: Vec<(u32, u32, u8)>,
}

/// What a character means for the word it stands in or after.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sign {
    /// A letter of this script, in lower case; of code points beyond 16 bits the lower half.
    Letter(u8, u16),
    /// Nothing: a mark on the letter before.
    Unseen,
    /// No letter.
    Other,
}

impl Alphabet {
    /// The alphabet of all scripts.
    pub fn new(scripts: &[Script], unseen: &[Range]) -> Alphabet {
        let own =
            scripts.iter().zip(0..UNSEEN).flat_map(|(script, n)| script.ranges.iter().map(move |r| (r[0], r[1], n)));
        let mut ranges: Vec<(u32, u32, u8)> = own.chain(unseen.iter().map(|r| (r[0], r[1], UNSEEN))).collect();
        ranges.sort_unstable();
        let mut alphabet = Alphabet { table: Vec::new(), ranges };
        alphabet.table = (0..IN_TABLE).map(|c| char::from_u32(c).map_or(Letter::NONE, |c| alphabet.find(c))).collect();
        alphabet
    }

    fn find(&self, c: char) -> Letter {
        let code = u32::from(c);
        let at = self.ranges.partition_point(|(_, last, _)| *last < code);
        match self.ranges.get(at) {
            Some((first, _, script)) if *first <= code => {
                let low = c.to_lowercase().next().unwrap_or(c);
                Letter { script: *script, low: u32::from(low) as u16 }
            }
            _ => Letter::NONE,
        }
    }

    /// What `c` is.
    #[inline]
    pub fn sign(&self, c: char) -> Sign {
        let letter = self.table.get(c as usize).copied().unwrap_or_else(|| self.find(c));
        match letter.script {
            OTHER => Sign::Other,
            UNSEEN => Sign::Unseen,
            script => Sign::Letter(script, letter.low),
        }
    }
}

impl Letter {
    const NONE: Letter = Letter { script: OTHER, low: 0 };
}

/// Which runs of letters have rows in a script's table.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Lengths of runs, edges of words counted, with the mask that keeps so many letters of 16 bits.
    grams: Vec<(u32, u64)>,
    words: bool,
    shift: u32,
}

impl Plan {
    pub(super) fn new(grams: &[u32], words: bool, bits: u32) -> Plan {
        let mask = |n: u32| u64::MAX >> (64 - 16 * n.clamp(1, 4));
        let grams = grams.iter().map(|n| (*n, mask(*n))).collect();
        Plan { grams, words, shift: 64 - bits.clamp(1, 24) }
    }
}

/// A word on its way: its last four letters, how many there were, and a sum over all.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    last: u64,
    seen: u32,
    word: u64,
}

impl Window {
    /// Before the first letter.
    #[inline]
    pub fn open() -> Window {
        Window { last: EDGE, seen: 1, word: 0 }
    }

    /// One letter more; `row` is told each row that the runs ending here ask for.
    #[inline]
    pub fn push(&mut self, letter: u16, plan: &Plan, mut row: impl FnMut(usize)) {
        self.last = self.last << 16 | u64::from(letter);
        self.seen = self.seen.wrapping_add(1);
        for (length, mask) in &plan.grams {
            if *length <= self.seen {
                row(((self.last & mask).wrapping_mul(SPREAD) >> plan.shift) as usize);
            }
        }
        self.word = (self.word ^ u64::from(letter)).wrapping_mul(SPREAD_WORDS).rotate_left(23);
    }

    /// The end of the word.
    #[inline]
    pub fn close(mut self, plan: &Plan, mut row: impl FnMut(usize)) {
        let (word, letters) = (self.word, self.seen.wrapping_sub(1));
        self.push(EDGE as u16, plan, &mut row);
        if plan.words && letters >= SHORTEST_WORD {
            row((word.wrapping_mul(SPREAD) >> plan.shift) as usize);
        }
    }
}
