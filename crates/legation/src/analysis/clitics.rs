//! Words that are written together with the words before or behind them, cut by tables where no treebank teaches it.

use std::collections::HashSet;

/// Fewest letters of a word that is left when something is cut off it.
const SHORTEST_CORE: usize = 2;
/// Fewest letters of an unknown word that is left when a loose proclitic is cut off it.
const SHORTEST_UNKNOWN: usize = 4;
/// Fewest letters of a stem behind inflection.
const SHORTEST_STEM: usize = 3;

/// What a language glues to its words, and the words it is cut off from.
#[derive(Clone, Debug, Default)]
pub struct Clitics {
    /// Proclitics that are tokens of their own.
    pub before: Vec<String>,
    /// Enclitics that are tokens of their own.
    pub after: Vec<String>,
    /// Proclitics that are cut off unknown words too.
    pub loose: Vec<String>,
    /// The article, which stays with its noun.
    pub article: String,
    /// The proclitic after which the article loses its first letter.
    pub fused: String,
    /// Final letters before an enclitic, and what they are without it.
    pub turns: Vec<(String, String)>,
    /// Beginnings of inflected forms.
    pub prefixes: Vec<String>,
    /// Ends of inflected forms.
    pub suffixes: Vec<String>,
    /// Words that link others, of any length.
    pub links: HashSet<String>,
    /// Marks that may be written or left out.
    pub dropped: String,
    /// Dictionary forms that are known.
    pub words: HashSet<String>,
    /// Those of them that stand for something by themselves, not only beside another word: of two readings of a form
    /// theirs goes first.
    pub heads: HashSet<String>,
}

impl Clitics {
    /// Lengths in characters of the pieces of a word; empty where it is not cut.
    pub fn cut(&self, word: &str) -> Vec<usize> {
        if !word.chars().any(|c| self.dropped.contains(c)) {
            return self.pieces(word);
        }
        let plain = self.plain(word);
        let mut chars = word.chars().peekable();
        let pieces = self.pieces(&plain).into_iter().map(|letters| {
            let mut length = 0;
            for _ in 0..letters {
                length += usize::from(chars.next().is_some());
                while chars.next_if(|c| self.dropped.contains(*c)).is_some() {
                    length += 1;
                }
            }
            length
        });
        pieces.collect()
    }

    /// A word without the marks that may be left out.
    fn plain(&self, word: &str) -> String {
        word.chars().filter(|c| !self.dropped.contains(*c)).collect()
    }

    /// Lengths in characters of the pieces of a word without such marks.
    fn pieces(&self, word: &str) -> Vec<usize> {
        if self.words.is_empty() {
            return Vec::new();
        }
        if self.core_in(&self.heads, word, false).is_some() {
            return Vec::new();
        }
        // A word of which tables only know that it stands beside others keeps its beginning: it may be a name.
        let whole = self.core_in(&self.words, word, false).is_some();
        let parts = self.parts(&self.heads, word, whole);
        let others = if whole { None } else { self.parts(&self.words, word, false) };
        let fewer = others.as_ref().zip(parts.as_ref()).is_some_and(|(other, parts)| other.len() < parts.len());
        let best = if fewer { others } else { parts.or(others) };
        if best.is_none() && !whole {
            let words = super::glued::split(word, |piece| self.stands_alone(piece));
            if !words.is_empty() {
                return self.inside(word, &words);
            }
        }
        let best = if whole { best } else { best.or_else(|| self.unknown(word)) };
        best.unwrap_or_default().iter().map(|piece| piece.chars().count()).collect()
    }

    /// Whether a part of a run of letters is a word: known, with or without clitics, or a short one that links others.
    fn stands_alone(&self, piece: &str) -> bool {
        if piece.chars().nth(2).is_none() {
            return self.links.contains(piece);
        }
        let known = |words: &HashSet<String>| self.core_in(words, piece, false).is_some();
        known(&self.heads) || known(&self.words) || self.parts(&self.words, piece, false).is_some()
    }

    /// The pieces of each of the words that a run of letters consists of.
    fn inside(&self, run: &str, words: &[usize]) -> Vec<usize> {
        let mut letters = run.chars();
        let pieces = words.iter().flat_map(|length| {
            let word: String = letters.by_ref().take(*length).collect();
            let pieces = if *length < SHORTEST_UNKNOWN { Vec::new() } else { self.pieces(&word) };
            if pieces.is_empty() { vec![*length] } else { pieces }
        });
        pieces.collect()
    }

    /// The fewest pieces of a word that leave one of these words; `whole` when nothing is cut off its beginning.
    fn parts<'w>(&self, words: &HashSet<String>, word: &'w str, whole: bool) -> Option<Vec<&'w str>> {
        let mut best: Option<Vec<&str>> = None;
        for front in self.fronts(word).into_iter().filter(|front| !whole || front.is_empty()) {
            let cut: usize = front.iter().map(|p| p.len()).sum();
            let rest = word.get(cut..).unwrap_or("");
            for end in std::iter::once("").chain(self.after.iter().map(String::as_str)) {
                let Some(core) = rest.strip_suffix(end).filter(|c| c.chars().count() >= SHORTEST_CORE) else {
                    continue;
                };
                let fused = front.last().is_some_and(|last| *last == self.fused);
                let turned = || !end.is_empty() && self.turned(words, core).is_some();
                let known = self.core_in(words, core, fused).is_some() || turned();
                if !known || front.is_empty() && end.is_empty() {
                    continue;
                }
                let end = rest.get(core.len()..).unwrap_or("");
                let pieces: Vec<&str> = front.iter().copied().chain([core, end]).filter(|p| !p.is_empty()).collect();
                if best.as_ref().is_none_or(|b| pieces.len() < b.len()) {
                    best = Some(pieces);
                }
            }
        }
        best
    }

    /// The form under which tables have a word; none for a word they do not know.
    pub fn dictionary_form(&self, word: &str) -> Option<String> {
        let plain = self.plain(word);
        let turned = || [&self.heads, &self.words].into_iter().find_map(|words| self.turned(words, &plain));
        let form = self.core(&plain).or_else(|| turned().and_then(|turned| self.core(&turned)));
        form.or_else(|| (plain != word).then_some(plain))
    }

    /// Runs of up to two proclitics at the front of a word, the empty one first.
    fn fronts<'w>(&self, word: &'w str) -> Vec<Vec<&'w str>> {
        let starts = |rest: &'w str| {
            let found = self.before.iter().filter(move |p| rest.starts_with(p.as_str()));
            found.filter_map(move |p| rest.get(..p.len())).collect::<Vec<&'w str>>()
        };
        let mut fronts = vec![Vec::new()];
        for first in starts(word) {
            fronts.push(vec![first]);
            let rest = word.get(first.len()..).unwrap_or("");
            fronts.extend(starts(rest).into_iter().map(|second| vec![first, second]));
        }
        fronts
    }

    /// A word without article and inflection, as tables have it.
    fn core(&self, word: &str) -> Option<String> {
        let found = [(&self.heads, false), (&self.words, false), (&self.heads, true), (&self.words, true)];
        found.into_iter().find_map(|(words, fused)| self.core_in(words, word, fused)).map(str::to_string)
    }

    fn core_in<'w>(&self, words: &HashSet<String>, word: &'w str, fused: bool) -> Option<&'w str> {
        let bare = self.bare(word, fused);
        let known = |w: &&str| words.contains(*w);
        if let Some(word) = std::iter::once(word).chain(bare).find(known) {
            return Some(word);
        }
        let mut best: Option<&str> = None;
        for form in std::iter::once(word).chain(bare) {
            for prefix in std::iter::once("").chain(self.prefixes.iter().map(String::as_str)) {
                let Some(rest) = form.strip_prefix(prefix) else { continue };
                for suffix in std::iter::once("").chain(self.suffixes.iter().map(String::as_str)) {
                    let Some(stem) = rest.strip_suffix(suffix).filter(|s| s.chars().count() >= SHORTEST_STEM) else {
                        continue;
                    };
                    if words.contains(stem) && best.is_none_or(|b| b.len() < stem.len()) {
                        best = Some(stem);
                    }
                }
            }
        }
        best
    }

    /// A word without its article; `fused` behind the proclitic after which that has lost its first letter.
    fn bare<'w>(&self, word: &'w str, fused: bool) -> Option<&'w str> {
        if self.article.is_empty() {
            return None;
        }
        let short = self.article.char_indices().nth(1).filter(|_| fused).and_then(|(at, _)| self.article.get(at..));
        let rest = word.strip_prefix(self.article.as_str()).or_else(|| word.strip_prefix(short?));
        rest.filter(|r| r.chars().count() >= SHORTEST_CORE)
    }

    /// A word as it is without the enclitic that changed its last letter.
    fn turned(&self, words: &HashSet<String>, word: &str) -> Option<String> {
        let mut forms =
            self.turns.iter().filter_map(|(from, to)| Some(format!("{}{to}", word.strip_suffix(from.as_str())?)));
        forms.find(|form| self.core_in(words, form, false).is_some())
    }

    /// The cut of a word that no table knows: what goes before an article, or a loose proclitic.
    fn unknown<'w>(&self, word: &'w str) -> Option<Vec<&'w str>> {
        let split = |front: &str| Some((word.get(..front.len())?, word.get(front.len()..)?));
        for front in self.before.iter().filter(|p| word.starts_with(p.as_str())) {
            let (front, rest) = split(front)?;
            let fused = front == self.fused && rest.starts_with(front);
            let article = !self.article.is_empty() && rest.starts_with(self.article.as_str());
            if (article || fused) && rest.chars().count() > SHORTEST_UNKNOWN {
                return Some(vec![front, rest]);
            }
        }
        let front = self.loose.iter().find(|p| word.starts_with(p.as_str()))?;
        let (front, rest) = split(front)?;
        (rest.chars().count() >= SHORTEST_UNKNOWN).then(|| vec![front, rest])
    }
}
