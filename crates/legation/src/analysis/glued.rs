//! Words that lost the space between them, cut where every piece is a known word.

/// Fewest letters of a word that is taken for several.
const SHORTEST: usize = 8;
/// Most letters looked at.
const LONGEST: usize = 160;
/// Fewest letters of a piece.
const PIECE: usize = 2;
/// Most letters of a piece.
const WIDEST: usize = 14;
/// Fewest letters of a run that no single word reaches: it may hold an unknown word too.
const RUN: usize = 16;
/// As how many known words an unknown one counts, besides one for each letter.
const UNKNOWN: usize = 2;

/// Lengths in characters of the known words that a long unknown one consists of, as few as can be; empty where it does
/// not fall into known words without a rest. A run that is too long for any word may hold unknown ones.
pub fn split(word: &str, known: impl Fn(&str) -> bool) -> Vec<usize> {
    let starts: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    let letters = starts.len() - 1;
    if !(SHORTEST..=LONGEST).contains(&letters) {
        return Vec::new();
    }
    // For each place the fewest pieces up to it, and where the last of them begins.
    let mut best: Vec<Option<(usize, usize)>> = vec![None; letters + 1];
    if let Some(first) = best.first_mut() {
        *first = Some((0, 0));
    }
    for end in PIECE..=letters {
        let piece = |from: usize| word.get(*starts.get(from)?..*starts.get(end)?);
        let ends = (end.saturating_sub(WIDEST)..=end - PIECE).filter_map(|from| {
            let (count, _) = (*best.get(from)?)?;
            let piece = piece(from)?;
            let rare = Some(UNKNOWN + end - from).filter(|_| letters >= RUN);
            let worth = if known(piece) { Some(1) } else { rare };
            worth.map(|worth| (count + worth, from))
        });
        let found = ends.min();
        if let Some(slot) = best.get_mut(end) {
            *slot = found;
        }
    }
    let mut cuts = Vec::new();
    let mut at = letters;
    while let Some((_, from)) = best.get(at).copied().flatten().filter(|_| at > 0) {
        cuts.push(at - from);
        at = from;
    }
    cuts.reverse();
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_words_are_cut_apart() {
        let known = |piece: &str| ["minister", "foreign", "the", "ministerial"].contains(&piece);
        assert_eq!(split("theforeignminister", known), [3, 7, 8]);
        assert_eq!(split("theministers", known), [0usize; 0]);
        assert_eq!(split("the", known), [0usize; 0]);
    }
}
