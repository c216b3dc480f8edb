//! Scores models on test parts.

use std::collections::BTreeSet;
use std::time::{SystemTime, UNIX_EPOCH};

use legation::analysis::{Lexicon, NameFinder, Syntax, Upos, Word};

use crate::names::Named;
use crate::treebank::Sentence;

/// Right answers of so many.
#[derive(Clone, Copy, Default)]
pub struct Share {
    right: usize,
    all: usize,
}

impl Share {
    fn count(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }

    pub fn percent(self) -> f64 {
        100.0 * self.right as f64 / self.all.max(1) as f64
    }
}

/// Scores of tagging and parsing on the treebank's own tokens.
#[derive(Clone, Copy, Default)]
pub struct SyntaxScores {
    pub tokens: usize,
    pub upos: Share,
    pub labels: Share,
    pub lemmas: Share,
    /// Of words that training did not show, proper nouns left out.
    pub unseen_lemmas: Share,
    pub unlabelled: Share,
    pub labelled: Share,
    /// Tagged, lemmatised and parsed in one thread; the best of three runs, since other work disturbs.
    pub tokens_a_second: f64,
}

pub fn syntax(syntax: &Syntax, lexicon: &Lexicon, sentences: &[Sentence]) -> SyntaxScores {
    let tokens_a_second = (0..3).map(|_| speed(syntax, lexicon, sentences)).fold(0.0, f64::max);
    let mut scores = SyntaxScores { tokens_a_second, ..SyntaxScores::default() };
    for sentence in sentences {
        let words: Vec<Word> = sentence.forms().map(|form| Word::new(form, lexicon)).collect();
        let labels = syntax.tagger.run(&words);
        let heads = syntax.arcs.run(&words, &labels);
        let relations = syntax.relations.run(&words, &labels, &heads);
        for (at, word) in sentence.words.iter().enumerate() {
            let tag = syntax.tagger.tag(labels[at]);
            let lemma = syntax.lemmas.lemma(&lexicon.letters.folded(&word.form), tag.upos);
            let right = lemma.to_lowercase() == lexicon.letters.folded(&word.lemma).to_lowercase();
            scores.lemmas.count(right);
            if tag.upos != Upos::Propn && !syntax.lemmas.has_seen(&word.form, tag.upos) {
                scores.unseen_lemmas.count(right);
            }
        }
        let gold = Folded::new(sentence, &sentence.heads());
        let said = Folded::new(sentence, &heads);
        for (gold, said) in gold.words.iter().zip(&said.words) {
            let (word, label) = (&sentence.words[gold.piece], labels[said.piece]);
            scores.tokens += 1;
            scores.upos.count(syntax.tagger.tag(label).upos.name() == word.upos);
            scores.labels.count(syntax.tagger.label(label) == word.label);
            let relation = syntax.relations.name(relations[said.piece]);
            let unlabelled = gold.head == said.head;
            scores.unlabelled.count(unlabelled);
            scores.labelled.count(unlabelled && relation == word.relation);
        }
    }
    scores
}

/// Heads between the treebank's words, where tokens are pieces of them.
struct Folded {
    words: Vec<FoldedWord>,
}

/// A word's piece that depends on another word, and that word.
struct FoldedWord {
    piece: usize,
    head: Option<usize>,
}

impl Folded {
    fn new(sentence: &Sentence, heads: &[u32]) -> Folded {
        let each = (0..sentence.words.len()).map(|at| (at, at + 1));
        let groups: Vec<(usize, usize)> =
            if sentence.groups.is_empty() { each.collect() } else { sentence.groups.clone() };
        let mut word_of = vec![0; sentence.words.len()];
        for (word, (first, last)) in groups.iter().enumerate() {
            word_of[*first..*last].fill(word);
        }
        let word_above = |piece: usize| (heads[piece] as usize).checked_sub(1).map(|head| word_of[head]);
        let fold = |(word, (first, last)): (usize, &(usize, usize))| {
            let piece = (*first..*last).find(|piece| word_above(*piece) != Some(word)).unwrap_or(*first);
            FoldedWord { piece, head: word_above(piece) }
        };
        Folded { words: groups.iter().enumerate().map(fold).collect() }
    }
}

/// Tokens a second, words to relations.
fn speed(syntax: &Syntax, lexicon: &Lexicon, sentences: &[Sentence]) -> f64 {
    let started = seconds();
    let mut tokens = 0;
    for sentence in sentences {
        let words: Vec<Word> = sentence.forms().map(|form| Word::new(form, lexicon)).collect();
        let labels = syntax.tagger.run(&words);
        let heads = syntax.arcs.run(&words, &labels);
        let relations = syntax.relations.run(&words, &labels, &heads);
        for (word, label) in sentence.words.iter().zip(&labels) {
            std::hint::black_box(syntax.lemmas.lemma(&word.form, syntax.tagger.tag(*label).upos));
        }
        tokens += std::hint::black_box(relations).len();
    }
    tokens as f64 / (seconds() - started)
}

/// Seconds that this thread has run, where the system counts them (Linux); else those of the clock.
fn seconds() -> f64 {
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = counted.as_deref().and_then(|s| s.split(' ').next()?.parse::<f64>().ok());
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |t| t.as_secs_f64());
    nanoseconds.map_or_else(clock, |n| n / 1e9)
}

/// Found, wanted and right things.
#[derive(Clone, Copy, Default)]
pub struct Found {
    found: usize,
    wanted: usize,
    right: usize,
}

impl Found {
    pub fn add<T: Ord>(&mut self, found: &BTreeSet<T>, wanted: &BTreeSet<T>) {
        self.count(found.len(), wanted.len(), found.intersection(wanted).count());
    }

    pub fn count(&mut self, found: usize, wanted: usize, right: usize) {
        self.found += found;
        self.wanted += wanted;
        self.right += right;
    }

    pub fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.found + self.wanted).max(1) as f64
    }
}

/// Names with the right ends and kind.
pub fn names(finder: &NameFinder, sentences: &[Named]) -> Found {
    let mut found = Found::default();
    for sentence in sentences {
        let said: Vec<usize> = finder.run(&sentence.words).into_iter().map(usize::from).collect();
        found.add(&name_ranges(&said), &name_ranges(&sentence.classes));
    }
    found
}

fn name_ranges(classes: &[usize]) -> BTreeSet<(usize, usize, usize)> {
    let mut names: Vec<(usize, usize, usize)> = Vec::new();
    for (at, class) in classes.iter().enumerate().filter(|(_, c)| **c > 0) {
        let kind = (class - 1) / 2;
        match names.last_mut() {
            Some((_, end, open)) if class % 2 == 0 && *end == at && *open == kind => *end = at + 1,
            _ => names.push((at, at + 1, kind)),
        }
    }
    names.into_iter().collect()
}
