//! Whether two texts are built alike: the lengths of their paragraphs, aligned as translators align sentences
//! (after Gale and Church, 1993).

/// Cost of a paragraph that the other text lacks, and of two that stand for one.
const ALONE: f64 = 3.0;
const TWO_FOR_ONE: f64 = 1.6;
/// How much lengths of one paragraph scatter between languages, for each letter.
const SCATTER: f64 = 4.0;
/// How far from the diagonal paragraphs are aligned.
const BAND: usize = 12;

/// How badly the paragraphs of two texts fit, for each paragraph: near 0 where one is the other's translation.
pub(super) fn misfit(left: &[u32], right: &[u32]) -> f64 {
    if left.is_empty() || right.is_empty() {
        return ALONE;
    }
    let (a, b) = (scaled(left, right), right.iter().map(|n| f64::from(*n)).collect::<Vec<_>>());
    let width = b.len() + 1;
    let mut rows: Vec<Vec<f64>> = vec![vec![f64::INFINITY; width]; 3];
    for i in 0..=a.len() {
        let middle = i * b.len() / a.len();
        let mut row = vec![f64::INFINITY; width];
        for j in middle.saturating_sub(BAND)..=(middle + BAND).min(b.len()) {
            let cost = cell(&a, &b, i, j, &rows, &row);
            if let Some(here) = row.get_mut(j) {
                *here = cost;
            }
        }
        rows.rotate_right(1);
        if let Some(first) = rows.first_mut() {
            *first = row;
        }
    }
    let total = rows.first().and_then(|row| row.last()).copied().unwrap_or(f64::INFINITY);
    (total / a.len().max(b.len()) as f64).min(ALONE)
}

/// The left lengths, so that both texts are equally long.
fn scaled(left: &[u32], right: &[u32]) -> Vec<f64> {
    let sum = |lengths: &[u32]| lengths.iter().map(|n| f64::from(*n)).sum::<f64>().max(1.0);
    let factor = sum(right) / sum(left);
    left.iter().map(|n| f64::from(*n) * factor).collect()
}

/// The cheapest way to have aligned the first `i` and the first `j` paragraphs; `rows` are those before, newest first.
fn cell(a: &[f64], b: &[f64], i: usize, j: usize, rows: &[Vec<f64>], row: &[f64]) -> f64 {
    if i == 0 && j == 0 {
        return 0.0;
    }
    let before = |back: usize, j: Option<usize>| {
        let row = if back == 0 { Some(row) } else { rows.get(back - 1).map(Vec::as_slice) };
        j.and_then(|j| row?.get(j)).copied().unwrap_or(f64::INFINITY)
    };
    let one =
        |side: &[f64], n: usize, back: usize| n.checked_sub(back).and_then(|at| side.get(at)).copied().unwrap_or(0.0);
    let (a1, a2, b1, b2) = (one(a, i, 1), one(a, i, 2), one(b, j, 1), one(b, j, 2));
    let ways = [
        before(1, j.checked_sub(1)) + apart(a1, b1),
        before(1, Some(j)) + ALONE,
        before(0, j.checked_sub(1)) + ALONE,
        before(2, j.checked_sub(1)) + TWO_FOR_ONE + apart(a1 + a2, b1),
        before(1, j.checked_sub(2)) + TWO_FOR_ONE + apart(a1, b1 + b2),
    ];
    ways.into_iter().fold(f64::INFINITY, f64::min)
}

/// How unlikely it is that one length is the translation of the other: half the square of the deviation.
fn apart(a: f64, b: f64) -> f64 {
    let deviation = (a - b) / (SCATTER * (a + b).max(1.0)).sqrt();
    (deviation * deviation / 2.0).min(2.0 * ALONE)
}
