//! Paragraphs that a copy lacks or has for itself, by aligning paragraphs on their lengths and marks.

use super::{Aspect, Copy, Difference, Form};
use crate::story::marks;
use std::collections::HashSet;

/// Cost of a paragraph without its like, and of two that stand for one.
const ALONE: f64 = 4.0;
const TWO_FOR_ONE: f64 = 2.5;
/// How much lengths of one passage scatter, for each letter: in translation, and in one language.
const SCATTER: f64 = 4.0;
const SCATTER_AT_HOME: f64 = 1.0;
/// What each shared mark takes from the cost of a pair.
const MARK: f64 = 0.7;
/// Most paragraphs that are aligned.
const MOST: usize = 120;

/// A paragraph: where it stands, its length in Latin letters, its marks.
struct Passage {
    start: usize,
    end: usize,
    length: f64,
    marks: HashSet<u64>,
}

/// Passages of the first copy that others lack, and passages that only others have.
pub(super) fn differences(copies: &[Copy<'_>]) -> Vec<Difference> {
    let Some((first, others)) = copies.split_first() else { return Vec::new() };
    let own = passages(first);
    let of = |(copy, page): (&Copy<'_>, usize)| {
        let theirs = passages(copy);
        let at_home = copy.record.article.language == first.record.article.language;
        let (lacking, added) = alone(&own, &theirs, if at_home { SCATTER_AT_HOME } else { SCATTER });
        let form = |page: usize, copy: &Copy<'_>, p: &Passage| Form::new(page, &copy.body.text, p.start, p.end);
        let lacking =
            lacking.into_iter().filter_map(|at| own.get(at)).map(|p| vec![form(0, first, p), Form::none(page)]);
        let added = added.into_iter().filter_map(|at| theirs.get(at)).map(|p| vec![Form::none(0), form(page, copy, p)]);
        lacking.chain(added).map(|forms| Difference { aspect: Aspect::Passage, forms }).collect::<Vec<_>>()
    };
    others.iter().zip(1..).flat_map(of).collect()
}

fn passages(copy: &Copy<'_>) -> Vec<Passage> {
    let marks = marks::marks(copy.record, &copy.body);
    let passage = |(start, end): &(usize, usize)| {
        let (from, to) = (copy.body.at(*start), copy.body.at(*end));
        let inside = marks.iter().filter(|mark| (from..to).contains(&mark.0)).map(|mark| mark.2).collect();
        Passage { start: *start, end: *end, length: f64::from(to - from), marks: inside }
    };
    copy.body.blocks.iter().take(MOST).map(passage).collect()
}

/// The cost of taking one passage for the other.
fn apart(a: &[&Passage], b: &[&Passage], scatter: f64) -> f64 {
    let sum = |side: &[&Passage]| side.iter().map(|p| p.length).sum::<f64>();
    let marks = |side: &[&Passage]| side.iter().flat_map(|p| p.marks.iter().copied()).collect::<HashSet<u64>>();
    let (left, right) = (sum(a), sum(b));
    let deviation = (left - right) / (scatter * (left + right).max(1.0)).sqrt();
    let shared = marks(a).intersection(&marks(b)).count();
    (deviation * deviation / 2.0).min(2.5 * ALONE) - MARK * shared.min(4) as f64
}

/// Places of the passages that stand alone on either side.
fn alone(a: &[Passage], b: &[Passage], scatter: f64) -> (Vec<usize>, Vec<usize>) {
    let width = b.len() + 1;
    let mut table: Vec<(f64, usize, usize)> = Vec::with_capacity((a.len() + 1) * width);
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            let best = STEPS.iter().filter_map(|(di, dj)| {
                let (x, y) = (i.checked_sub(*di)?, j.checked_sub(*dj)?);
                let before = table.get(x * width + y)?.0;
                Some((before + cost(a.get(x..i)?, b.get(y..j)?, scatter), *di, *dj))
            });
            let best = best.min_by(|x, y| x.0.total_cmp(&y.0)).unwrap_or((0.0, 0, 0));
            table.push(best);
        }
    }
    walk_back(&table, a.len(), b.len())
}

/// How many passages of both sides one step takes.
const STEPS: [(usize, usize); 5] = [(1, 1), (1, 0), (0, 1), (2, 1), (1, 2)];

fn cost(a: &[Passage], b: &[Passage], scatter: f64) -> f64 {
    if a.is_empty() || b.is_empty() {
        return ALONE;
    }
    let (a, b): (Vec<&Passage>, Vec<&Passage>) = (a.iter().collect(), b.iter().collect());
    apart(&a, &b, scatter) + if a.len() + b.len() > 2 { TWO_FOR_ONE } else { 0.0 }
}

fn walk_back(table: &[(f64, usize, usize)], rows: usize, columns: usize) -> (Vec<usize>, Vec<usize>) {
    let (mut lacking, mut added) = (Vec::new(), Vec::new());
    let (mut i, mut j) = (rows, columns);
    while let Some((_, di, dj)) = table.get(i * (columns + 1) + j).filter(|step| step.1 + step.2 > 0) {
        (i, j) = (i.saturating_sub(*di), j.saturating_sub(*dj));
        match (di, dj) {
            (1, 0) => lacking.push(i),
            (0, 1) => added.push(j),
            _ => {}
        }
    }
    lacking.reverse();
    added.reverse();
    (lacking, added)
}
