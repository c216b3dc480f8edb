//! Words whose borders are sure in scripts that write no spaces: titles and group words of several letters,
//! and where the pack says so words of acts and of saying.

use super::Language;
use crate::analysis::Kind;
use crate::span::Span;
use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};

/// Fewest letters of a word that is cut out of its surroundings.
const SHORTEST: usize = 2;
/// Most letters of a word of acts or of saying that is: longer ones are phrases, which the parser takes apart.
const LONGEST_TOLD: usize = 3;

/// The words of a pack that are looked for before a text is cut.
#[derive(Debug, Default)]
pub struct Borders {
    automaton: Option<AhoCorasick>,
}

impl Borders {
    pub(super) fn of(language: &Language) -> Borders {
        let titles = language.titles.singles().map(|(word, _)| word);
        let groups = language.groups.singles().map(|(word, _)| word);
        // Words of acts and of saying are a part of others more often; the pack says whether they are cut out too.
        let told =
            language.lexicon.singles().map(|(word, _)| word).chain(language.speech.singles().map(|(word, _)| word));
        let told = told.filter(|word| language.settings.whole_words && word.chars().count() <= LONGEST_TOLD);
        Borders::around(titles.chain(groups).chain(told))
    }

    /// Those of titles alone.
    pub(super) fn of_titles(language: &Language) -> Borders {
        Borders::around(language.titles.singles().map(|(word, _)| word))
    }

    fn around<'w>(words: impl Iterator<Item = &'w str>) -> Borders {
        // Han characters alone make words of several letters that are seldom a part of others by chance.
        let han = |c: char| Kind::of(c) == Kind::Han;
        let long = |word: &&str| word.chars().count() >= SHORTEST && word.chars().all(han);
        let mut words: Vec<&str> = words.filter(long).collect();
        words.sort_unstable();
        words.dedup();
        let build = || {
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).start_kind(StartKind::Both).build(&words).ok()
        };
        Borders { automaton: if words.is_empty() { None } else { build() } }
    }

    /// The words in a text that do not cross the spans already known, with those, in order.
    pub fn with(&self, text: &str, known: &[Span]) -> Vec<Span> {
        let Some(automaton) = &self.automaton else { return known.to_vec() };
        let mut spans = known.to_vec();
        let found = automaton.find_iter(text).map(|hit| Span::new(hit.start(), hit.end()));
        let free = |span: &Span| {
            let at = known.partition_point(|k| k.end <= span.start);
            known.get(at).is_none_or(|k| !k.overlaps(*span))
        };
        spans.extend(found.filter(free));
        spans.sort();
        spans
    }

    /// Where a word begins inside a stretch of the text and ends behind it.
    pub fn across(&self, text: &str, start: usize, end: usize) -> Option<usize> {
        let automaton = self.automaton.as_ref()?;
        let inside = text.get(start..end)?.char_indices().skip(1).map(|(at, _)| start + at);
        let found = inside.map(|at| automaton.find(Input::new(text).range(at..).anchored(Anchored::Yes)));
        found.flatten().find(|hit| hit.end() > end).map(|hit| hit.start())
    }
}
