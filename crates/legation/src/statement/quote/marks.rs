//! Marked stretches: which quotation marks open and which close, over a whole page at once.
//!
//! Marks in the wild are ambiguous (straight ones), mistaken (two closing ones), missing, or apostrophes. The
//! cheapest reading of all marks together is chosen by dynamic programming (Viterbi) over the states "outside",
//! "inside a pair" and "inside a pair inside a pair".

use super::glyphs::{Glyph, Glyphs};
use crate::language::settings::QuotePair;
use crate::span::Span;

/// A stretch between quotation marks of the outer level, inside one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The characters inside the marks.
    pub span: Span,
    /// The same with the marks.
    pub outer: Span,
    /// Number of the block among those given.
    pub block: usize,
    /// Whether its opening mark is there; without one it goes on from the block before.
    pub opened: bool,
    /// Whether its closing mark is there.
    pub closed: bool,
}

/// Costs of the readings of a mark, in tenths of a plain mistake.
mod cost {
    /// A doubled mark that means nothing.
    pub const IGNORED: u32 = 30;
    /// A single mark that means nothing: mostly an apostrophe.
    pub const APOSTROPHE: u32 = 2;
    /// A single mark that opens outside other marks.
    pub const SINGLE: u32 = 3;
    /// Opening inside a pair of the same level.
    pub const NESTED: u32 = 10;
    /// Closing with another pair's mark.
    pub const MISMATCH: u32 = 10;
    /// A block that ends inside marks.
    pub const UNCLOSED: u32 = 25;
    /// The same where the next block opens with a mark: one speech over paragraphs.
    pub const PARAGRAPH: u32 = 8;
    /// A block that goes on inside marks without opening with one.
    pub const CARRIED: u32 = 25;
    /// A block that closes what was never opened.
    pub const UNOPENED: u32 = 28;
    /// Never.
    pub const NEVER: u32 = 1_000_000;
}

/// What happens between two stretches of text.
enum Event {
    Mark(Glyph),
    /// The end of a block; whether the next one opens with a mark.
    End(bool),
}

/// Finds the marked stretches of a page's blocks, in order of the text.
pub fn find(text: &str, blocks: &[Span], pairs: &[QuotePair]) -> Vec<Piece> {
    let glyphs = Glyphs::new(text, pairs);
    let mut events: Vec<Event> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let mut marks = Vec::new();
        glyphs.scan(text, *block, &mut |glyph| marks.push(glyph));
        if at > 0 {
            let opens = marks.first().is_some_and(|g: &Glyph| g.span.start == block.start && g.can_open());
            events.push(Event::End(opens));
        }
        events.extend(marks.into_iter().map(Event::Mark));
    }
    events.push(Event::End(false));
    let (entry, states) = cheapest(&events, &Pairs::new(&glyphs));
    pieces(text, blocks, &events, &states, entry)
}

/// The pairs as the states count them.
struct Pairs {
    /// Level of each pair.
    single: Vec<bool>,
}

/// State 0 is outside; then inside each pair; then inside each pair inside each pair.
impl Pairs {
    fn new(glyphs: &Glyphs) -> Pairs {
        Pairs { single: glyphs.pairs().iter().map(|p| p.level > 1).collect() }
    }

    fn len(&self) -> usize {
        self.single.len()
    }

    fn states(&self) -> usize {
        1 + self.len() + self.len() * self.len()
    }

    /// The outer and inner pair of a state.
    fn inside(&self, state: usize) -> (Option<usize>, Option<usize>) {
        let n = self.len();
        match state.checked_sub(1) {
            None => (None, None),
            Some(at) if at < n => (Some(at), None),
            Some(at) => (Some((at - n) / n.max(1)), Some((at - n) % n.max(1))),
        }
    }

    fn state(&self, outer: usize, inner: Option<usize>) -> usize {
        let n = self.len();
        inner.map_or(1 + outer, |inner| 1 + n + outer * n + inner)
    }

    fn is_single(&self, pair: usize) -> bool {
        self.single.get(pair).copied().unwrap_or(false)
    }

    /// Calls `take` with every state that a mark can lead to from `state`, and its cost.
    fn mark(&self, state: usize, glyph: &Glyph, take: &mut impl FnMut(usize, u32)) {
        let (outer, inner) = self.inside(state);
        take(state, if glyph.single { cost::APOSTROPHE } else { cost::IGNORED });
        for (pair, price) in glyph.opens.iter() {
            match (outer, inner) {
                (None, _) => take(self.state(*pair, None), price + if glyph.single { cost::SINGLE } else { 0 }),
                (Some(around), None) => {
                    let nested = self.is_single(around) == glyph.single;
                    take(self.state(around, Some(*pair)), price + if nested { cost::NESTED } else { 0 });
                }
                _ => {}
            }
        }
        for (pair, price) in glyph.closes.iter() {
            let Some(innermost) = inner.or(outer) else { continue };
            if self.is_single(innermost) != self.is_single(*pair) {
                continue;
            }
            let mismatch = if innermost == *pair { 0 } else { cost::MISMATCH };
            let after = match (outer, inner) {
                (Some(outer), Some(_)) => self.state(outer, None),
                _ => 0,
            };
            take(after, price + mismatch);
        }
    }

    /// The same for the end of a block.
    fn end(&self, state: usize, opens: bool, take: &mut impl FnMut(usize, u32)) {
        match self.inside(state) {
            (None, _) => {
                take(0, 0);
                if !opens {
                    (0..self.len())
                        .filter(|p| !self.is_single(*p))
                        .for_each(|p| take(self.state(p, None), cost::UNOPENED));
                }
            }
            (Some(outer), inner) => {
                let nested = if inner.is_some() { cost::NESTED } else { 0 };
                let single = if self.is_single(outer) { cost::NEVER } else { 0 };
                take(0, if opens { cost::PARAGRAPH } else { cost::UNCLOSED } + nested + single);
                take(self.state(outer, None), cost::CARRIED + nested + single);
            }
        }
    }
}

/// The state before the first event and the state after each, on the cheapest way through all of them.
fn cheapest(events: &[Event], pairs: &Pairs) -> (usize, Vec<usize>) {
    let count = pairs.states();
    let mut costs = vec![u32::MAX; count];
    // A page may begin inside marks, as the first block of a cutting does.
    costs[0] = 0;
    (0..pairs.len()).filter(|p| !pairs.is_single(*p)).for_each(|p| costs[pairs.state(p, None)] = cost::UNOPENED);
    let mut back: Vec<u16> = Vec::with_capacity(events.len() * count);
    let mut next = vec![(u32::MAX, 0u16); count];
    for event in events {
        next.fill((u32::MAX, 0));
        for (state, spent) in costs.iter().enumerate().filter(|(_, c)| **c != u32::MAX) {
            let mut take = |to: usize, price: u32| {
                let total = spent.saturating_add(price);
                if let Some(slot) = next.get_mut(to).filter(|slot| total < slot.0) {
                    *slot = (total, state as u16);
                }
            };
            match event {
                Event::Mark(glyph) => pairs.mark(state, glyph, &mut take),
                Event::End(opens) => pairs.end(state, *opens, &mut take),
            }
        }
        // Costs are kept small so that a page of a million marks cannot overflow them.
        let least = next.iter().map(|n| n.0).min().unwrap_or(0);
        for (cost, (total, from)) in costs.iter_mut().zip(&next) {
            *cost = if *total == u32::MAX { u32::MAX } else { total - least };
            back.push(*from);
        }
    }
    let mut state = 0;
    let mut states = vec![0; events.len()];
    for at in (0..events.len()).rev() {
        states[at] = state;
        state = back.get(at * count + state).map_or(0, |s| *s as usize);
    }
    (state, states)
}

/// Cuts the text where the states leave and reach the outside; `before` is the state at the page's start.
fn pieces(text: &str, blocks: &[Span], events: &[Event], states: &[usize], before: usize) -> Vec<Piece> {
    let mut out = Vec::new();
    let (mut block, mut before) = (0, before);
    // Where the open stretch begins, inside and with its mark.
    let carried = |block: usize| blocks.get(block).map(|b| (b.start, b.start, false));
    let mut open: Option<(u32, u32, bool)> = if before != 0 { carried(0) } else { None };
    for (event, state) in events.iter().zip(states) {
        let (ends, outer_end, closed) = match event {
            Event::Mark(glyph) if before == 0 && *state != 0 => {
                open = Some((glyph.span.end, glyph.span.start, true));
                (None, 0, false)
            }
            Event::Mark(glyph) if before != 0 && *state == 0 => (Some(glyph.span.start), glyph.span.end, true),
            Event::Mark(_) => (None, 0, false),
            Event::End(_) => {
                let end = blocks.get(block).map_or(0, |b| b.end);
                (Some(end), end, false)
            }
        };
        if let (Some(end), Some((start, outer, opened))) = (ends, open)
            && start <= end
        {
            let (span, outer) = (Span { start, end }.trimmed(text), Span { start: outer, end: outer_end });
            out.push(Piece { span, outer, block, opened, closed });
            open = None;
        }
        if matches!(event, Event::End(_)) {
            block += 1;
            open = if *state != 0 { carried(block) } else { None };
        }
        before = *state;
    }
    out.retain(|p| !p.span.is_empty());
    out
}
