//! Running a compiled pattern at one token: all ways at once, each step and place visited once.

use super::program::{Program, Step, Take};
use super::token::Token;
use super::{List, Numerals};

/// Most tokens one match may take.
const WINDOW: usize = 64;
/// Most tokens an open slot may take.
const LONGEST_TEXT: usize = 12;

/// What the matcher may look at.
pub(super) struct Ground<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub lists: &'a [List],
    pub numerals: &'a [Numerals],
}

/// What a slot took.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Taken {
    Entry(usize, usize),
    Number(f64),
    Text,
}

/// A slot's tokens and what they stand for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Filled {
    pub slot: u16,
    pub from: usize,
    pub to: usize,
    pub taken: Taken,
}

/// A pattern found: the tokens of the match proper, where it ended with its context, and its slots.
#[derive(Debug)]
pub(super) struct Hit {
    pub from: usize,
    pub to: usize,
    pub end: usize,
    pub slots: Vec<Filled>,
}

#[derive(Clone, Copy)]
enum Mark {
    Open(usize),
    Close(usize),
    Filled(Filled),
}

#[derive(Clone, Copy)]
struct Thread {
    step: usize,
    at: usize,
    /// Last mark made on this way.
    trail: Option<usize>,
}

/// The matcher with its scratch space.
#[derive(Default)]
pub(super) struct Runner {
    threads: Vec<Thread>,
    marks: Vec<(Option<usize>, Mark)>,
    visited: Vec<u64>,
}

impl Runner {
    /// The best match that begins at token `start`.
    pub fn run(&mut self, program: &Program, ground: &Ground, start: usize) -> Option<Hit> {
        self.threads.clear();
        self.marks.clear();
        self.visited.clear();
        self.visited.resize(program.steps.len() * (WINDOW + 1) / 64 + 1, 0);
        self.threads.push(Thread { step: 0, at: start, trail: None });
        let mut best: Option<Thread> = None;
        while let Some(thread) = self.threads.pop() {
            let Some(step) = program.steps.get(thread.step).filter(|_| self.is_new(thread, start)) else { continue };
            if matches!(step, Step::Found) {
                if !program.framed && !ends_well(ground.tokens, thread.at) {
                    continue;
                }
                if best.is_none_or(|best| thread.at > best.at) {
                    best = Some(thread);
                }
                if program.lazy {
                    break;
                }
            } else {
                self.advance(step, thread, ground, start);
            }
        }
        best.map(|thread| self.hit(thread, start))
    }

    fn is_new(&mut self, thread: Thread, start: usize) -> bool {
        let offset = thread.at - start;
        if offset > WINDOW {
            return false;
        }
        let bit = thread.step * (WINDOW + 1) + offset;
        let Some(word) = self.visited.get_mut(bit / 64) else { return false };
        let new = *word >> (bit % 64) & 1 == 0;
        *word |= 1 << (bit % 64);
        new
    }

    fn advance(&mut self, step: &Step, thread: Thread, ground: &Ground, start: usize) {
        let Thread { at, trail, .. } = thread;
        let next = thread.step + 1;
        let token = ground.tokens.get(at);
        match step {
            Step::Split(first, second) => {
                self.threads.push(Thread { step: *second, ..thread });
                self.threads.push(Thread { step: *first, ..thread });
            }
            Step::Jump(to) => self.threads.push(Thread { step: *to, ..thread }),
            Step::Joined if token.is_some_and(|t| t.joined) => self.threads.push(Thread { step: next, ..thread }),
            Step::Edge if !goes_on(ground, at) => self.threads.push(Thread { step: next, ..thread }),
            Step::LineStart if token.is_some_and(|t| t.opens_line) => {
                self.threads.push(Thread { step: next, ..thread })
            }
            Step::LineEnd if token.is_none_or(|t| t.opens_line) => self.threads.push(Thread { step: next, ..thread }),
            Step::Open => self.mark(next, at, trail, Mark::Open(at)),
            Step::Close if ends_well(ground.tokens, at) => self.mark(next, at, trail, Mark::Close(at)),
            Step::Literal(words) => {
                if let Some(end) = on_line(ground, at, start).and_then(|_| words.ends(ground.text, ground.tokens, at)) {
                    self.threads.push(Thread { step: next, at: end, trail });
                }
            }
            Step::Take(take, slot) if on_line(ground, at, start).is_some() => {
                self.take(take, *slot, Thread { step: next, at, trail }, ground);
            }
            _ => {}
        }
    }

    fn take(&mut self, take: &Take, slot: Option<u16>, after: Thread, ground: &Ground) {
        let at = after.at;
        match take {
            Take::List(list) => {
                for (entry, end) in ground.lists.get(*list).into_iter().flat_map(|l| l.at(ground, at)).rev() {
                    self.fill(slot, after, end, Taken::Entry(*list, entry));
                }
            }
            Take::Number { table, low, high } => {
                let number = ground.numerals.get(*table).and_then(|n| n.read(ground.text, ground.tokens, at));
                if let Some((end, value)) = number.filter(|(_, value)| (*low..=*high).contains(value)) {
                    self.fill(slot, after, end, Taken::Number(value));
                }
            }
            Take::Range { low, high, width, most } => {
                let Some(token) = ground.tokens.get(at) else { return };
                let count = token.span.of(ground.text).chars().count();
                let fits = width.map_or(count <= *most, |width| count == width);
                if let Some(value) = token.digits.filter(|v| fits && (*low..=*high).contains(v)) {
                    self.fill(slot, after, at + 1, Taken::Number(value as f64));
                }
            }
            Take::Text => {
                let line = line_end(ground, at, LONGEST_TEXT);
                (at + 1..=line).rev().for_each(|end| self.fill(slot, after, end, Taken::Text));
            }
            Take::Word if ground.tokens.get(at).is_some_and(|t| is_word(ground.text, t)) => {
                self.fill(slot, after, at + 1, Taken::Text);
            }
            Take::Word => {}
            Take::Run => self.fill(slot, after, run_end(ground, at), Taken::Text),
            Take::Rest => self.fill(slot, after, line_end(ground, at, WINDOW), Taken::Text),
        }
    }

    fn fill(&mut self, slot: Option<u16>, after: Thread, end: usize, taken: Taken) {
        match slot {
            Some(slot) => {
                self.mark(after.step, end, after.trail, Mark::Filled(Filled { slot, from: after.at, to: end, taken }));
            }
            None => self.threads.push(Thread { at: end, ..after }),
        }
    }

    fn mark(&mut self, step: usize, at: usize, trail: Option<usize>, mark: Mark) {
        self.marks.push((trail, mark));
        self.threads.push(Thread { step, at, trail: Some(self.marks.len() - 1) });
    }

    fn hit(&self, thread: Thread, start: usize) -> Hit {
        let mut hit = Hit { from: start, to: thread.at, end: thread.at, slots: Vec::new() };
        let mut trail = thread.trail;
        while let Some((before, mark)) = trail.and_then(|at| self.marks.get(at)) {
            match mark {
                Mark::Open(at) => hit.from = *at,
                Mark::Close(at) => hit.to = *at,
                Mark::Filled(filled) => hit.slots.push(*filled),
            }
            trail = *before;
        }
        hit.slots.reverse();
        hit
    }
}

/// The token at `at`, unless it begins another line than the one the match began on.
fn on_line<'t>(ground: &Ground<'t>, at: usize, start: usize) -> Option<&'t Token> {
    ground.tokens.get(at).filter(|token| at == start || !token.opens_line)
}

/// Whether token `at` continues the word of the token before.
fn goes_on(ground: &Ground, at: usize) -> bool {
    let pair = (at.checked_sub(1).and_then(|before| ground.tokens.get(before)), ground.tokens.get(at));
    matches!(pair, (Some(before), Some(next)) if next.joined && is_word(ground.text, before) && is_word(ground.text, next))
}

fn is_word(text: &str, token: &Token) -> bool {
    token.span.of(text).chars().next().is_some_and(char::is_alphanumeric)
}

fn line_end(ground: &Ground, at: usize, most: usize) -> usize {
    let more = ground.tokens.iter().skip(at + 1).take(most - 1).take_while(|token| !token.opens_line);
    at + 1 + more.count()
}

fn run_end(ground: &Ground, at: usize) -> usize {
    at + 1 + ground.tokens.iter().skip(at + 1).take(WINDOW - 1).take_while(|token| token.joined).count()
}

/// Whether a match may end before token `at`: not inside a word, nor inside a number or a chain of numbers.
fn ends_well(tokens: &[Token], at: usize) -> bool {
    let Some(next) = tokens.get(at) else { return true };
    next.may_follow && !chained(tokens, at)
}

/// Whether a match may begin at token `at`.
pub(super) fn begins_well(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|first| first.may_start) && !at.checked_sub(1).is_some_and(|mark| chained(tokens, mark))
}

/// Whether the mark at `at` holds two numbers together: 3.14, 24/7, 555-2018.
fn chained(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| tokens.get(before)) else { return false };
    let (Some(mark), Some(after)) = (tokens.get(at), tokens.get(at + 1)) else { return false };
    mark.chains && mark.joined && after.joined && before.is_number && after.is_number
}
