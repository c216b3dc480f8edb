//! Names and titles that stand side by side without space, put together before a sentence is parsed.

use super::atom::words;
use crate::analysis::{Analysis, Kind, NameKind, Sentence, Unit, Verbal};
use crate::language::Language;
use crate::language::names::{NameHit, Named};
use crate::span::Span;

/// What a piece of a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    /// A state, an organisation, or a word that points back to some.
    Owner,
    /// A title.
    Title,
    /// A person's name.
    Person,
    /// A word of acts or of saying that can only be a verb.
    Verb,
    /// A word of acts or of saying that may be a verb.
    Act,
}

/// The phrases of a sentence that are known to belong together: a state, its office and who holds it.
pub fn find(
    text: &str,
    analysis: &Analysis,
    sentence: &Sentence,
    language: &Language,
    hits: &[NameHit<'_>],
) -> Vec<Unit> {
    let mut units: Vec<(Unit, Piece)> = Vec::new();
    for (tokens, piece) in pieces(text, analysis, sentence, language, hits) {
        let span = |at: usize| analysis.tokens.get(at).map(|t| t.span).unwrap_or_default();
        let own = Span::cover(span(tokens.start), span(tokens.end - 1));
        let word = match piece {
            Piece::Person => own.of(text).rsplit(['\u{B7}', '\u{2022}', '\u{2027}']).next().unwrap_or(""),
            Piece::Owner | Piece::Title | Piece::Verb | Piece::Act => own.of(text),
        };
        let word = word.to_string();
        if let Some((unit, last)) = units.last_mut()
            && joins(*last, piece)
            && unit.tokens.end == tokens.start
            && span(tokens.start - 1).end == own.start
        {
            (unit.tokens.end, unit.word, *last) = (tokens.end, word, piece);
        } else {
            units.push((Unit { tokens, word, verbal: Verbal::No }, piece));
        }
    }
    place_verbs(&mut units);
    units
        .into_iter()
        .filter(|(unit, piece)| *piece != Piece::Act || unit.verbal != Verbal::No)
        .map(|(u, _)| u)
        .collect()
}

/// A word of acts between two phrases of actors is a verb: "Starmer | congratulations | France".
fn place_verbs(units: &mut [(Unit, Piece)]) {
    let actor = |piece: Piece| matches!(piece, Piece::Owner | Piece::Title | Piece::Person);
    let beside = |a: Option<&(Unit, Piece)>, b: Option<&(Unit, Piece)>| {
        a.zip(b).is_some_and(|(a, b)| a.0.tokens.end == b.0.tokens.start)
    };
    for at in 0..units.len() {
        let before = at.checked_sub(1).and_then(|b| units.get(b)).filter(|(_, piece)| actor(*piece));
        let behind = units.get(at + 1).filter(|(_, piece)| actor(*piece));
        let between = beside(before, units.get(at)) && beside(units.get(at), behind);
        if let Some((unit, piece @ (Piece::Verb | Piece::Act))) = units.get_mut(at) {
            unit.verbal = match piece {
                _ if between => Verbal::Placed,
                Piece::Verb => Verbal::Known,
                _ => Verbal::No,
            };
        }
    }
}

/// Whether a piece goes on with what the piece before it began.
fn joins(before: Piece, piece: Piece) -> bool {
    match piece {
        Piece::Owner | Piece::Verb | Piece::Act => false,
        Piece::Title => !matches!(before, Piece::Verb | Piece::Act),
        Piece::Person => before == Piece::Title,
    }
}

/// The pieces of a sentence, in order and without overlap.
fn pieces(
    text: &str,
    analysis: &Analysis,
    sentence: &Sentence,
    language: &Language,
    hits: &[NameHit<'_>],
) -> Vec<(std::ops::Range<usize>, Piece)> {
    let base = sentence.first as usize;
    let tokens = analysis.tokens.get(sentence.tokens()).unwrap_or(&[]);
    let mut found: Vec<(std::ops::Range<usize>, Piece)> = Vec::new();
    let from = hits.partition_point(|h| h.span.start < sentence.span.start);
    for hit in hits.get(from..).unwrap_or(&[]).iter().take_while(|h| h.span.end <= sentence.span.end) {
        let range = analysis.tokens_in(hit.span);
        let piece = match hit.named {
            Named::Holder { .. } => Piece::Person,
            _ => Piece::Owner,
        };
        found.push((range, piece));
    }
    let lower: Vec<String> = tokens.iter().map(|t| t.span.of(text).to_lowercase()).collect();
    let words = words(text, tokens, &lower);
    let titles = language.titles.leftmost_longest(&words);
    found.extend(titles.iter().map(|f| (base + f.first..base + f.last, Piece::Title)));
    let groups = language.groups.leftmost_longest(&words);
    found.extend(groups.iter().map(|f| (base + f.first..base + f.last, Piece::Owner)));
    let verbs = language.verbs();
    let verbal = |word: &String| verbs.get(word).map(|only| if *only { Piece::Verb } else { Piece::Act });
    let verbal = lower.iter().enumerate().filter_map(|(at, word)| Some((base + at..base + at + 1, verbal(word)?)));
    found.extend(verbal);
    let persons = analysis.names.iter().filter(|n| n.kind == NameKind::Person && sentence.span.contains(n.span));
    found.extend(persons.map(|n| (analysis.tokens_in(n.span), Piece::Person)));
    let dense = |range: &std::ops::Range<usize>| {
        let token = range.end.checked_sub(1).and_then(|at| analysis.tokens.get(at));
        token.is_some_and(|t| t.span.of(text).chars().all(|c| Kind::of(c).is_dense()))
    };
    found.retain(|(range, _)| range.start < range.end && dense(range));
    // The longest of overlapping pieces; of equally long ones the earlier kind.
    found.sort_by_key(|(range, _)| std::cmp::Reverse(range.len()));
    let mut chosen: Vec<(std::ops::Range<usize>, Piece)> = Vec::new();
    for (range, piece) in found {
        if chosen.iter().all(|(other, _)| other.end <= range.start || range.end <= other.start) {
            chosen.push((range, piece));
        }
    }
    chosen.sort_by_key(|(range, _)| range.start);
    chosen
}
