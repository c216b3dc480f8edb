//! Phrases of one or more words, looked up over a sentence's tokens: the one matcher of all word tables.

use crate::analysis::plain;
use std::collections::HashMap;

/// Longest stretch of words that a gap may pass over.
const GAP: usize = 3;
/// Most tokens without white space between them that are tried as one word.
const JOINED: usize = 6;

/// What a phrase asks of one token.
#[derive(Clone, Debug)]
enum Element {
    /// The lemma or the lower-cased form is one of these.
    Words(Vec<String>),
    /// The form is exactly this.
    Form(String),
    /// Up to [`GAP`] tokens of any kind.
    Gap,
}

/// A compiled phrase with what it stands for.
#[derive(Clone, Debug)]
struct Phrase<T> {
    elements: Vec<Element>,
    /// Index of the head word among the elements, gaps not counted.
    head: usize,
    value: T,
}

/// The words of a token that phrases are matched on.
pub struct Word<'t> {
    /// As written.
    pub form: &'t str,
    /// Lower-cased form.
    pub lower: &'t str,
    /// Dictionary form.
    pub lemma: &'t str,
    /// Whether it stands right behind the token before it, without white space.
    pub glued: bool,
}

/// Where a phrase was found.
#[derive(Clone, Debug)]
pub struct Found<'p, T> {
    /// First token, counted in the slice searched.
    pub first: usize,
    /// One past the last token.
    pub last: usize,
    /// The head word's token.
    pub head: usize,
    /// What the phrase stands for.
    pub value: &'p T,
}

/// A set of phrases.
#[derive(Clone, Debug)]
pub struct Phrases<T> {
    phrases: Vec<Phrase<T>>,
    /// Phrases by each word that can begin them.
    starts: HashMap<String, Vec<usize>>,
    /// Whether the last of several tokens taken as one word stands for it, not the first.
    joined_last: bool,
}

impl<T> Default for Phrases<T> {
    fn default() -> Phrases<T> {
        Phrases { phrases: Vec::new(), starts: HashMap::new(), joined_last: false }
    }
}

impl<T> Phrases<T> {
    /// Adds a phrase in the notation of the word tables; `last_is_head` says which word is the head unless marked.
    /// A word with hyphens is also taken as several tokens.
    pub fn add(&mut self, words: &str, last_is_head: bool, value: T)
    where
        T: Clone,
    {
        let joined = |word: &str| word.contains('-') && word.chars().any(char::is_alphanumeric);
        if words.split_whitespace().any(joined) {
            let apart: Vec<String> = words
                .split_whitespace()
                .map(|word| if joined(word) { word.replace('-', " - ") } else { word.to_string() })
                .collect();
            self.add_tokens(&apart.join(" "), last_is_head, value.clone());
        }
        self.add_tokens(words, last_is_head, value);
    }

    fn add_tokens(&mut self, words: &str, last_is_head: bool, value: T) {
        let mut elements = Vec::new();
        let (mut count, mut marked) = (0, None);
        for word in words.split_whitespace() {
            let (word, head) = match word.strip_prefix('^') {
                Some(rest) => (rest, true),
                None => (word, false),
            };
            if word == "*" {
                elements.push(Element::Gap);
                continue;
            }
            if head {
                marked = Some(count);
            }
            count += 1;
            elements.push(match word.strip_prefix('=') {
                Some(form) => Element::Form(form.to_string()),
                None => Element::Words(word.split('|').map(|w| plain(&w.to_lowercase())).collect()),
            });
        }
        let Some(first) = elements.first() else { return };
        let starts: Vec<String> = match first {
            Element::Words(words) => words.clone(),
            Element::Form(form) => vec![form.to_lowercase()],
            Element::Gap => return,
        };
        let head = marked.unwrap_or(if last_is_head { count - 1 } else { 0 });
        for start in starts {
            self.starts.entry(start).or_default().push(self.phrases.len());
        }
        self.phrases.push(Phrase { elements, head, value });
    }

    /// With the last of several tokens that make one word as its head, as where modifiers come before nouns.
    pub fn with_joined_heads_last(mut self, last: bool) -> Phrases<T> {
        self.joined_last = last;
        self
    }

    /// Whether there is no phrase.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// Whether some phrase begins with this word.
    pub fn may_start(&self, word: &str) -> bool {
        self.starts.contains_key(word)
    }

    /// The phrases of one word, in any of its forms, with what they stand for.
    pub fn singles(&self) -> impl Iterator<Item = (&str, &T)> {
        self.phrases.iter().filter(|phrase| phrase.elements.len() == 1).flat_map(|phrase| {
            let words = phrase.elements.iter().flat_map(Element::words);
            words.map(|word| (word.as_str(), &phrase.value))
        })
    }

    /// The head words of all phrases, in any of their forms, with what the phrase stands for.
    pub fn heads(&self) -> impl Iterator<Item = (&str, &T)> {
        self.phrases.iter().flat_map(|phrase| {
            let head = phrase.elements.iter().filter(|e| !matches!(e, Element::Gap)).nth(phrase.head);
            head.into_iter().flat_map(Element::words).map(|word| (word.as_str(), &phrase.value))
        })
    }

    /// The words that phrases ask for in any of their forms, each as often as it is asked for.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let elements = self.phrases.iter().flat_map(|phrase| &phrase.elements);
        elements.flat_map(Element::words).map(String::as_str)
    }

    /// All phrases that begin at token `at`, longest first; of equally long ones those whose words stand there as they
    /// are before those that only have their lemmas.
    pub fn at<'p>(&'p self, words: &[Word<'_>], at: usize) -> Vec<Found<'p, T>> {
        let Some(word) = words.get(at) else { return Vec::new() };
        let mut found = Vec::new();
        let other = (word.lemma != word.lower).then_some(word.lemma);
        let mut starting = |start: &str| {
            for phrase in self.starts.get(start).into_iter().flatten().filter_map(|i| self.phrases.get(*i)) {
                found.extend(phrase.at(words, at, self.joined_last));
            }
        };
        std::iter::once(word.lower).chain(other).for_each(&mut starting);
        let mut joined = Joined::from(words, at);
        while joined.grow() {
            starting(&joined.lower);
            if joined.lemma != joined.lower {
                starting(&joined.lemma);
            }
        }
        found.sort_by_key(|(f, inflected)| (std::cmp::Reverse(f.last), *inflected));
        found.into_iter().map(|(found, _)| found).collect()
    }

    /// The longest phrase at each place, left to right, not overlapping.
    pub fn leftmost_longest<'p>(&'p self, words: &[Word<'_>]) -> Vec<Found<'p, T>> {
        let (mut out, mut at) = (Vec::new(), 0);
        while at < words.len() {
            match self.at(words, at).into_iter().next() {
                Some(found) => {
                    at = found.last;
                    out.push(found);
                }
                None => at += 1,
            }
        }
        out
    }
}

impl<T> Phrase<T> {
    /// The phrase at a place, with the number of its words that only match by their lemma.
    fn at<'p>(&'p self, words: &[Word<'_>], first: usize, last: bool) -> Option<(Found<'p, T>, usize)> {
        let mut head = first;
        let mut inflected = 0;
        let mut at = first;
        let mut count = 0;
        let mut slack = 0;
        for element in &self.elements {
            if matches!(element, Element::Gap) {
                slack = GAP;
                continue;
            }
            let (from, hit, changed) = (at..=at + slack).find_map(|i| {
                let (end, changed) = element.stretch(words, i)?;
                Some((i, end, changed))
            })?;
            if count == self.head {
                head = if last { hit - 1 } else { from };
            }
            inflected += usize::from(changed);
            count += 1;
            slack = 0;
            at = hit;
        }
        Some((Found { first, last: at, head, value: &self.value }, inflected))
    }
}

/// A token with the tokens glued to it, tried as one word: the forms joined, and joined with the last one's lemma.
struct Joined<'w, 't> {
    words: &'w [Word<'t>],
    first: usize,
    /// One past the last token taken.
    next: usize,
    lower: String,
    lemma: String,
}

impl<'w, 't> Joined<'w, 't> {
    fn from(words: &'w [Word<'t>], first: usize) -> Joined<'w, 't> {
        Joined { words, first, next: first + 1, lower: String::new(), lemma: String::new() }
    }

    /// Takes one more token, where one is glued to the last.
    fn grow(&mut self) -> bool {
        let Some(word) = self.words.get(self.next).filter(|w| w.glued && self.next < self.first + JOINED) else {
            return false;
        };
        if self.lower.is_empty() {
            self.lower.push_str(self.words.get(self.first).map_or("", |w| w.lower));
        }
        self.lemma.clone_from(&self.lower);
        self.lemma.push_str(word.lemma);
        self.lower.push_str(word.lower);
        self.next += 1;
        true
    }
}

impl Element {
    /// One past the tokens from `at` that are this element, and whether they are so only by their lemma.
    fn stretch(&self, words: &[Word<'_>], at: usize) -> Option<(usize, bool)> {
        let word = words.get(at)?;
        if self.takes(word) {
            return Some((at + 1, !self.stands_in(word)));
        }
        let mut joined = Joined::from(words, at);
        while joined.grow() {
            let asked = |form: &str| self.words().iter().any(|w| w == form);
            if asked(&joined.lower) || asked(&joined.lemma) {
                return Some((joined.next, !asked(&joined.lower)));
            }
        }
        None
    }

    fn words(&self) -> &[String] {
        match self {
            Element::Words(words) => words,
            Element::Form(_) | Element::Gap => &[],
        }
    }

    fn takes(&self, word: &Word<'_>) -> bool {
        self.stands_in(word) || self.words().iter().any(|w| w == word.lemma)
    }

    /// Whether the word is asked for as it stands in the text.
    fn stands_in(&self, word: &Word<'_>) -> bool {
        match self {
            Element::Words(words) => words.iter().any(|w| w == word.lower),
            Element::Form(form) => form == word.form,
            Element::Gap => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words<'t>(text: &'t str) -> Vec<Word<'t>> {
        text.split(' ').map(|w| Word { form: w, lower: w, lemma: w, glued: false }).collect()
    }

    #[test]
    fn gaps_heads_and_alternatives() {
        let mut phrases = Phrases::default();
        phrases.add("hold * talk|talks", false, 1);
        phrases.add("peace talk|talks", true, 2);
        phrases.add("hold", false, 3);
        let text = words("they hold very long talks and peace talks");
        let found: Vec<_> =
            phrases.leftmost_longest(&text).iter().map(|f| (f.first, f.last, f.head, *f.value)).collect();
        assert_eq!(found, [(1, 5, 1, 1), (6, 8, 7, 2)]);
    }

    #[test]
    fn a_word_may_be_cut_into_tokens_that_stand_without_space() {
        let mut phrases = Phrases::default().with_joined_heads_last(true);
        phrases.add("summittalks ^talk", true, 0);
        phrases.add("^summittalks hold", true, 1);
        phrases.add("revisit", false, 2);
        let word = |form, lemma, glued| Word { form, lower: form, lemma, glued };
        let text = [word("summit", "summit", false), word("talks", "talk", true), word("held", "hold", false)];
        let found = phrases.leftmost_longest(&text);
        assert_eq!(found.iter().map(|f| (f.first, f.last, f.head, *f.value)).collect::<Vec<_>>(), [(0, 3, 1, 1)]);
        let apart = [word("re", "re", false), word("visited", "visit", true)];
        assert_eq!(phrases.at(&apart, 0).len(), 1);
    }

    #[test]
    fn words_as_they_stand_come_before_lemmas_and_earlier_rows_before_later_ones() {
        let mut phrases = Phrases::default();
        phrases.add("sign treaty", false, 1);
        phrases.add("sign treaties", false, 2);
        phrases.add("sign|signed treaties", false, 3);
        let word = |form, lemma| Word { form, lower: form, lemma, glued: false };
        let text = [word("signed", "sign"), word("treaties", "treaty")];
        let mut found: Vec<i32> = phrases.at(&text, 0).iter().map(|f| *f.value).collect();
        found.dedup();
        assert_eq!(found, [3, 2, 1]);
    }
}
