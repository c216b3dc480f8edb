//! Phrases of one or more words, looked up over a sentence's tokens: the one matcher of all word tables.

use std::collections::HashMap;

/// Longest stretch of words that a gap may pass over.
const GAP: usize = 3;

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
}

impl<T> Default for Phrases<T> {
    fn default() -> Phrases<T> {
        Phrases { phrases: Vec::new(), starts: HashMap::new() }
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
                None => Element::Words(word.split('|').map(str::to_lowercase).collect()),
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

    /// Whether there is no phrase.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// Whether some phrase begins with this word.
    pub fn may_start(&self, word: &str) -> bool {
        self.starts.contains_key(word)
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
        for start in std::iter::once(word.lower).chain(other) {
            for phrase in self.starts.get(start).into_iter().flatten().filter_map(|i| self.phrases.get(*i)) {
                found.extend(phrase.at(words, at));
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
    fn at<'p>(&'p self, words: &[Word<'_>], first: usize) -> Option<(Found<'p, T>, usize)> {
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
            let hit = (at..=at + slack).find(|i| words.get(*i).is_some_and(|w| element.takes(w)))?;
            if count == self.head {
                head = hit;
            }
            inflected += usize::from(words.get(hit).is_some_and(|w| !element.stands_in(w)));
            count += 1;
            slack = 0;
            at = hit + 1;
        }
        Some((Found { first, last: at, head, value: &self.value }, inflected))
    }
}

impl Element {
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
        text.split(' ').map(|w| Word { form: w, lower: w, lemma: w }).collect()
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
    fn words_as_they_stand_come_before_lemmas_and_earlier_rows_before_later_ones() {
        let mut phrases = Phrases::default();
        phrases.add("sign treaty", false, 1);
        phrases.add("sign treaties", false, 2);
        phrases.add("sign|signed treaties", false, 3);
        let word = |form, lemma| Word { form, lower: form, lemma };
        let text = [word("signed", "sign"), word("treaties", "treaty")];
        let mut found: Vec<i32> = phrases.at(&text, 0).iter().map(|f| *f.value).collect();
        found.dedup();
        assert_eq!(found, [3, 2, 1]);
    }
}
