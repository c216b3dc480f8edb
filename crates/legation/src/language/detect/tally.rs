//! Counting: what a stretch of text says for each language of each script.

use super::letters::{Sign, Window};
use super::naming::{LANE, Lane, Naming};

/// Rows that are added together in narrow sums: 127 times this fits into 16 bits.
const TOGETHER: usize = 256;

/// What the letters of one script in a stretch of text say.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sums {
    /// Bytes of its letters.
    pub(super) letters: usize,
    /// For each language, in steps of the model; only differences mean something.
    pub(super) sums: Vec<i32>,
}

/// Rows of a table on their way into the sums.
struct Adder<'n> {
    table: &'n [Lane],
    lanes: usize,
    /// The first `waiting` are asked for and not yet added.
    rows: [u32; TOGETHER],
    waiting: usize,
    out: Sums,
}

impl Adder<'_> {
    #[inline]
    fn add(&mut self, row: usize) {
        if let Some(place) = self.rows.get_mut(self.waiting) {
            *place = row as u32;
        }
        self.waiting += 1;
        if self.waiting >= TOGETHER {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let rows = self.rows.get(..self.waiting).unwrap_or(&self.rows);
        for (lane, sums) in self.out.sums.chunks_mut(LANE).enumerate() {
            let narrow = add_lane(self.table, self.lanes, lane, rows);
            for (sum, narrow) in sums.iter_mut().zip(narrow) {
                *sum = sum.saturating_add(i32::from(narrow));
            }
        }
        self.waiting = 0;
    }
}

/// The sums of one lane over rows; they stay in registers, so that lanes go one after another.
fn add_lane(table: &[Lane], lanes: usize, lane: usize, rows: &[u32]) -> [i16; LANE] {
    let mut narrow = [0_i16; LANE];
    for row in rows {
        let at = (*row as usize).wrapping_mul(lanes).wrapping_add(lane);
        let Some(weights) = table.get(at) else { continue };
        for (sum, weight) in narrow.iter_mut().zip(weights) {
            *sum = sum.wrapping_add(i16::from(*weight));
        }
    }
    narrow
}

/// One value a script: nothing where the text has no letter of it.
pub(super) fn tally(text: &str, naming: &Naming) -> Vec<Option<Sums>> {
    let mut adders: Vec<Option<Box<Adder>>> = naming.plans.iter().map(|_| None).collect();
    let mut rest = text.chars();
    let mut next = rest.next();
    while let Some(c) = next {
        let Sign::Letter(script, letter) = naming.alphabet.sign(c) else {
            next = rest.next();
            continue;
        };
        let at = usize::from(script);
        let (Some(plan), Some(slot)) = (naming.plans.get(at), adders.get_mut(at)) else { break };
        let adder = slot.get_or_insert_with(|| Box::new(Adder::new(naming, at)));
        let mut window = Window::open();
        window.push(letter, plan, |row| adder.add(row));
        let mut letters = c.len_utf8();
        next = rest.next();
        while let Some(c) = next {
            match naming.alphabet.sign(c) {
                Sign::Letter(s, letter) if s == script => {
                    window.push(letter, plan, |row| adder.add(row));
                    letters += c.len_utf8();
                }
                Sign::Unseen => {}
                _ => break,
            }
            next = rest.next();
        }
        window.close(plan, |row| adder.add(row));
        adder.out.letters += letters;
    }
    adders.into_iter().map(|adder| adder.map(|adder| adder.finish())).collect()
}

impl<'n> Adder<'n> {
    fn new(naming: &'n Naming, script: usize) -> Adder<'n> {
        let (languages, lanes) = naming.head.script.get(script).map_or((0, 1), |s| (s.tags.len(), s.lanes()));
        Adder {
            table: naming.table(script),
            lanes,
            rows: [0; TOGETHER],
            waiting: 0,
            out: Sums { letters: 0, sums: vec![0; languages] },
        }
    }

    fn finish(mut self) -> Sums {
        self.flush();
        self.out
    }
}
