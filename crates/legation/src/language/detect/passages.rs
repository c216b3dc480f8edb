//! Which stretch of a text is in which language: the cheapest way through its pieces, where staying costs nothing
//! and changing the language costs more than a quoted sentence or a list of names can bring.

use super::naming::Naming;
use super::tally::{Sums, tally};
use crate::span::Span;

/// A piece of a line ends at the first character after so many bytes that is no letter or digit.
const LONGEST_PIECE: usize = 600;
/// Most languages among which the way is looked for.
const MOST_CANDIDATES: usize = 6;
/// Bytes of letters from which on a piece proposes its own language.
const PROPOSES: usize = 30;
/// What a change of language costs, in nats.
const CHANGE: f32 = 25.0;
/// What a byte of letters in another script costs, in nats.
const FOREIGN: f32 = 0.25;
/// Runs of letters overlap and names repeat: evidence counts less than the model says.
const TEMPER: f32 = 0.5;

/// A language in one of its scripts: places in the model's lists.
pub(super) type Written = (usize, usize);

/// A stretch of text and what its letters say.
struct Piece {
    span: Span,
    sums: Vec<Option<Sums>>,
}

/// Pieces in one language, in order.
pub(super) struct Passage {
    pub(super) written: Written,
    /// Bytes of letters of any script.
    pub(super) letters: usize,
    pub(super) spans: Vec<Span>,
    /// All that its pieces say in the script of the language.
    pub(super) sums: Vec<i32>,
}

/// The text's languages, the one with most letters first; empty where there are no letters.
pub(super) fn passages(text: &str, naming: &Naming) -> Vec<Passage> {
    let pieces: Vec<Piece> = cut(text).map(|span| Piece { span, sums: tally(span.of(text), naming) }).collect();
    let candidates = candidates(&pieces);
    let way = way(&pieces, &candidates, naming.head.step);
    let mut passages: Vec<Passage> = Vec::new();
    let mut before = None;
    for (piece, written) in pieces.iter().zip(way) {
        let at = passages.iter().position(|p| p.written == written).unwrap_or_else(|| {
            passages.push(Passage { written, letters: 0, spans: Vec::new(), sums: Vec::new() });
            passages.len() - 1
        });
        if let Some(passage) = passages.get_mut(at) {
            passage.take(piece, before == Some(written));
        }
        before = Some(written);
    }
    passages.retain(|p| p.letters > 0);
    passages.sort_by_key(|p| std::cmp::Reverse(p.letters));
    passages
}

impl Passage {
    fn take(&mut self, piece: &Piece, adjacent: bool) {
        self.letters += piece.sums.iter().flatten().map(|s| s.letters).sum::<usize>();
        match self.spans.last_mut().filter(|_| adjacent) {
            Some(last) => last.end = piece.span.end,
            None => self.spans.push(piece.span),
        }
        let Some(own) = piece.sums.get(self.written.0).and_then(Option::as_ref) else { return };
        self.sums.resize(own.sums.len(), 0);
        for (sum, more) in self.sums.iter_mut().zip(&own.sums) {
            *sum = sum.saturating_add(*more);
        }
    }
}

/// Lines, long ones in pieces.
fn cut(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let ends = |(i, c): &(usize, char)| *c == '\n' || *i >= LONGEST_PIECE && !c.is_alphanumeric();
        let end = rest.char_indices().find(ends).map_or(rest.len(), |(i, c)| i + c.len_utf8());
        let span = Span::new(at, at + end);
        at += end;
        Some(span)
    })
}

/// The languages that whole pieces speak for, by their bytes.
fn candidates(pieces: &[Piece]) -> Vec<Written> {
    let mut counts: Vec<(Written, usize)> = Vec::new();
    for piece in pieces {
        let Some((written, letters)) = piece.speaks_for() else { continue };
        // A short piece counts only where nothing else does.
        let weight = if letters < PROPOSES { 0 } else { letters };
        match counts.iter_mut().find(|(w, _)| *w == written) {
            Some((_, count)) => *count += weight,
            None => counts.push((written, weight)),
        }
    }
    if let Some(whole) = Piece::whole(pieces).speaks_for() {
        counts.retain(|(written, count)| *count > 0 && *written != whole.0);
        counts.push((whole.0, usize::MAX));
    }
    counts.sort_by_key(|(written, count)| (std::cmp::Reverse(*count), *written));
    counts.truncate(MOST_CANDIDATES);
    counts.into_iter().map(|(written, _)| written).collect()
}

impl Piece {
    fn whole(pieces: &[Piece]) -> Piece {
        let mut whole = Piece { span: Span::default(), sums: Vec::new() };
        for piece in pieces {
            whole.sums.resize(piece.sums.len(), None);
            for (sum, more) in whole.sums.iter_mut().zip(&piece.sums) {
                match (sum.as_mut(), more) {
                    (Some(sum), Some(more)) => sum.add(more),
                    (None, more) => sum.clone_from(more),
                    (Some(_), None) => {}
                }
            }
        }
        whole
    }

    /// The script with most bytes and the language in it with the largest sum; and the bytes.
    fn speaks_for(&self) -> Option<(Written, usize)> {
        let seen = self.sums.iter().enumerate().filter_map(|(script, sums)| Some((script, sums.as_ref()?)));
        let (script, sums) = seen.max_by_key(|(script, sums)| (sums.letters, std::cmp::Reverse(*script)))?;
        let (language, _) = sums.sums.iter().enumerate().max_by_key(|(n, sum)| (**sum, std::cmp::Reverse(*n)))?;
        Some(((script, language), sums.letters))
    }

    /// How far the piece speaks against a language, in nats, 0 or more.
    fn against(&self, (script, language): Written, step: f32) -> f32 {
        let against = |(n, sums): (usize, &Option<Sums>)| match sums {
            None => 0.0,
            Some(sums) if n == script => sums.behind(language) as f32 * step * TEMPER,
            Some(sums) => sums.letters as f32 * FOREIGN,
        };
        self.sums.iter().enumerate().map(against).sum()
    }
}

impl Sums {
    fn add(&mut self, more: &Sums) {
        self.letters += more.letters;
        for (sum, more) in self.sums.iter_mut().zip(&more.sums) {
            *sum = sum.saturating_add(*more);
        }
    }

    /// How many steps a language is behind the best one.
    fn behind(&self, language: usize) -> i32 {
        let best = self.sums.iter().max().copied().unwrap_or_default();
        best.saturating_sub(self.sums.get(language).copied().unwrap_or(best))
    }
}

/// The cheapest way through all pieces (Viterbi).
fn way(pieces: &[Piece], candidates: &[Written], step: f32) -> Vec<Written> {
    let mut costs = vec![0.0_f32; candidates.len()];
    let mut came_from: Vec<Vec<usize>> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let best = cheapest(&costs);
        let change = costs.get(best).map_or(f32::MAX, |cost| cost + CHANGE);
        let from = costs.iter().enumerate().map(|(n, cost)| if *cost <= change { n } else { best }).collect();
        for (cost, written) in costs.iter_mut().zip(candidates) {
            *cost = cost.min(change) + piece.against(*written, step);
        }
        came_from.push(from);
    }
    let mut at = cheapest(&costs);
    let mut way = Vec::with_capacity(pieces.len());
    for from in came_from.iter().rev() {
        way.extend(candidates.get(at));
        at = from.get(at).copied().unwrap_or(at);
    }
    way.reverse();
    way
}

fn cheapest(costs: &[f32]) -> usize {
    costs.iter().enumerate().min_by(|(_, a), (_, b)| a.total_cmp(b)).map_or(0, |(n, _)| n)
}

/// How far the best language of a passage is ahead of the next one with another tag, in nats.
pub(super) fn lead(passage: &Passage, naming: &Naming) -> f32 {
    let Some(script) = naming.head.script.get(passage.written.0) else { return 0.0 };
    let own = script.tags.get(passage.written.1);
    let best = passage.sums.get(passage.written.1).copied().unwrap_or_default();
    let others = passage.sums.iter().zip(&script.tags).filter(|(_, tag)| Some(*tag) != own).map(|(sum, _)| *sum);
    others.max().map_or(f32::INFINITY, |next| best.saturating_sub(next) as f32 * naming.head.step * TEMPER)
}
