//! Lemmas. A word seen in training has the lemma it had there; for others, all edits that were seen more than once
//! are tried and ranked by a linear model over the word's ends, the lemma's ends and whether the lemma is known.
//!
//! Edits as classes after Chrupala, "Simple data-driven context-sensitive lemmatization" (2006).

use std::collections::{BTreeSet, HashMap, HashSet};

use super::Upos;
use super::features::{Features, hash, mix};
use super::packed::{Packer, Unpacker};
use super::script::Script;
use super::weights::Weights;
use crate::error::Error;

/// Most characters of a word's back and front that the ranking sees.
const BACK: usize = 6;
const FRONT: usize = 5;
/// Words of more bytes are no words; they are their own lemma.
const LONGEST: usize = 100;

/// How well a possible lemma is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    /// Nobody has seen it.
    No,
    /// As a lemma of another part of speech.
    Elsewhere,
    /// As a lemma of this part of speech, or by the language pack.
    Well,
}

/// A possible lemma of an unseen word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The possible lemma.
    pub lemma: String,
    /// Number of the edit that makes it.
    script: u16,
}

/// A trained lemmatiser.
#[derive(Clone, Debug)]
pub struct Lemmatiser {
    scripts: Vec<Script>,
    /// Hashes of seen words with their part of speech, sorted, and the number of their edit.
    words: Vec<(u32, u16)>,
    /// Hashes of lemmas with their part of speech and without one.
    known: BTreeSet<u32>,
    /// For each part of speech, by its number, the edits to try on unseen words, the commonest first.
    tried: Vec<Vec<u16>>,
    /// Whether a doubled word (`a-a`) has the lemma of its half.
    halves: bool,
    weights: Weights,
    /// Words that count as known, whatever was seen in training.
    favoured: HashSet<String>,
    /// Parts of speech of dictionary forms, as a language pack tells them.
    classes: HashMap<String, Upos>,
}

/// Hash of a word with its part of speech.
fn key(word: &str, upos: Upos) -> u32 {
    (mix(mix(upos as u64 + 1, 1), hash(word)) >> 32) as u32
}

/// Hash of a lemma of any part of speech.
fn key_anywhere(lemma: &str) -> u32 {
    (mix(3, hash(lemma)) >> 32) as u32
}

/// The half of a doubled word.
fn half(form: &str) -> Option<&str> {
    form.split_once('-').filter(|(a, b)| a == b).map(|(a, _)| a)
}

/// Hashes of a word's first and last characters, by their number less one; 0 where the word is shorter.
#[derive(Clone, Debug)]
pub struct Ends {
    front: [u64; FRONT],
    back: [u64; BACK],
}

impl Ends {
    /// The ends of a lower-cased word.
    pub fn of(word: &str) -> Ends {
        let mut ends = Ends { front: [0; FRONT], back: [0; BACK] };
        for (place, (at, c)) in ends.front.iter_mut().zip(word.char_indices()) {
            *place = word.get(..at + c.len_utf8()).map_or(0, hash);
        }
        for (place, (at, _)) in ends.back.iter_mut().zip(word.char_indices().rev()) {
            *place = word.get(at..).map_or(0, hash);
        }
        ends
    }
}

impl Lemmatiser {
    /// Learns the tables from words: form, part of speech, lemma and how often it was seen. Proper nouns are left
    /// alone. Until it gets weights, it ranks edits by the number of words that have them.
    pub fn learn<'a>(words: impl Iterator<Item = (&'a str, Upos, &'a str, u32)>) -> Lemmatiser {
        learn::learn(words)
    }

    /// With the weights of the ranking, trained on [`Lemmatiser::features`].
    pub fn with_weights(self, weights: Weights) -> Lemmatiser {
        Lemmatiser { weights, ..self }
    }

    /// Makes words count as known lemmas, such as those that a language pack asks for.
    pub fn favour(&mut self, words: HashSet<String>) {
        self.favoured = words;
    }

    /// Tells the parts of speech of dictionary forms.
    pub fn favour_classes(&mut self, classes: HashMap<String, Upos>) {
        self.classes = classes;
    }

    /// The part of speech that a pack tells of a form whose tag makes it a form of a word that nobody knows.
    pub fn mended(&self, form: &str, upos: Upos) -> Option<Upos> {
        use Upos::{Adj, Adv, Intj, Noun, Part, Verb, X};
        let lower = form.to_lowercase();
        if !matches!(upos, Adj | Adv | Intj | Noun | Part | Verb | X) || self.has_seen(form, upos) {
            return None;
        }
        let lemma = self.lemma(form, upos);
        if *lemma == *lower || self.favoured.contains(&*lemma) {
            return None;
        }
        let Some(class) = self.classes.get(&lower).filter(|class| **class != upos) else {
            // A verb that nobody knows may be a form of a noun that is known.
            let noun = self.lemma(form, Noun);
            return (upos == Verb && *noun != *lower && self.favoured.contains(&*noun)).then_some(Noun);
        };
        (*self.lemma(form, *class) == *lower).then_some(*class)
    }

    /// Whether a word with a capital that was tagged as a particle or an adverb is a name: behind another word, and as
    /// a particle that training has not shown at the beginning of a sentence, too.
    pub fn is_name(&self, form: &str, upos: Upos, opens: bool) -> bool {
        let capital = form.starts_with(char::is_uppercase) && form.chars().nth(1).is_some_and(char::is_lowercase);
        let lower = form.to_lowercase();
        if !capital || self.favoured.contains(&lower) {
            return false;
        }
        match upos {
            Upos::Part | Upos::Intj => !opens || !self.has_seen(form, upos),
            Upos::Cconj | Upos::Sconj | Upos::Adp => !self.has_seen(form, upos),
            Upos::Adv => !opens && !self.has_seen(form, upos),
            _ => false,
        }
    }

    /// The lemma of a form: in lower case, but proper nouns stay as they are.
    pub fn lemma(&self, form: &str, upos: Upos) -> Box<str> {
        if upos == Upos::Propn {
            return form.into();
        }
        let lower = form.to_lowercase();
        if let Some(lemma) = self.seen(&lower, upos) {
            return lemma.into();
        }
        if lower.len() > LONGEST || !lower.contains(char::is_alphabetic) {
            return lower.into();
        }
        let word = half(&lower).filter(|_| self.halves).unwrap_or(&lower);
        let lemma = self.seen(word, upos).or_else(|| self.best(word, upos));
        lemma.map_or_else(|| word.into(), Into::into)
    }

    /// Whether training showed the word with this part of speech.
    pub fn has_seen(&self, form: &str, upos: Upos) -> bool {
        self.seen(&form.to_lowercase(), upos).is_some()
    }

    fn seen(&self, lower: &str, upos: Upos) -> Option<String> {
        let key = key(lower, upos);
        let at = self.words.binary_search_by_key(&key, |(hash, _)| *hash).ok()?;
        let (_, script) = self.words.get(at)?;
        self.scripts.get(usize::from(*script))?.apply(lower)
    }

    /// The best guess, the first of equals.
    fn best(&self, lower: &str, upos: Upos) -> Option<String> {
        let ends = Ends::of(lower);
        let mut features = Features::default();
        let mut best: Option<(i32, String)> = None;
        for guess in self.guesses(lower, upos) {
            let favoured = guess.lemma != lower && self.favoured.contains(&guess.lemma);
            let known = if favoured { Known::Well } else { self.known(&guess.lemma, upos) };
            Self::features(&ends, upos, &guess, known, &mut features);
            let mut score = [0];
            self.weights.score(&features, &mut score);
            if best.as_ref().is_none_or(|(most, _)| score[0] > *most) {
                best = Some((score[0], guess.lemma));
            }
        }
        best.map(|(_, lemma)| lemma)
    }

    fn known(&self, lemma: &str, upos: Upos) -> Known {
        if self.known.contains(&key(lemma, upos)) {
            Known::Well
        } else if self.known.contains(&key_anywhere(lemma)) {
            Known::Elsewhere
        } else {
            Known::No
        }
    }

    /// The possible lemmas of a lower-cased word, each once.
    pub fn guesses(&self, lower: &str, upos: Upos) -> Vec<Guess> {
        let mut guesses: Vec<Guess> = Vec::new();
        for script in self.tried.get(upos as usize).into_iter().flatten() {
            let lemma = self.scripts.get(usize::from(*script)).and_then(|s| s.apply(lower));
            let Some(lemma) = lemma.filter(|l| guesses.iter().all(|g| g.lemma != *l)) else { continue };
            guesses.push(Guess { lemma, script: *script });
        }
        guesses
    }

    /// Features of a guess about the word that has these ends.
    pub fn features(word: &Ends, upos: Upos, guess: &Guess, known: Known, out: &mut Features) {
        let tag = upos as u64 + 1;
        let edit = mix(tag, u64::from(guess.script));
        let lemma = Ends::of(&guess.lemma);
        let known = known as u64;
        let length = guess.lemma.chars().take(5).count() as u64;
        out.clear();
        out.add([edit]);
        word.back.iter().for_each(|end| out.add([edit, *end]));
        word.front.iter().for_each(|end| out.add([edit, *end]));
        [1, 2].into_iter().for_each(|at| out.add([edit, word.front[at], word.back[at]]));
        lemma.back.iter().take(4).for_each(|end| out.add([tag, *end]));
        lemma.front.iter().skip(1).take(3).for_each(|end| out.add([tag, *end]));
        out.add([tag, known]);
        out.add([known, u64::from(length > 3)]);
        out.add([edit, known]);
        out.add([tag, length]);
    }

    pub(super) fn pack(&self, packer: &mut Packer) {
        packer.number(self.scripts.len() as u64);
        self.scripts.iter().for_each(|script| script.pack(packer));
        packer.number(self.words.len() as u64);
        let mut last = 0;
        for (hash, script) in &self.words {
            packer.number(u64::from(hash - last));
            packer.number(u64::from(*script));
            last = *hash;
        }
        packer.number(self.known.len() as u64);
        last = 0;
        for hash in &self.known {
            packer.number(u64::from(hash - last));
            last = *hash;
        }
        packer.number(self.tried.len() as u64);
        for scripts in &self.tried {
            packer.number(scripts.len() as u64);
            scripts.iter().for_each(|script| packer.number(u64::from(*script)));
        }
        packer.number(u64::from(self.halves));
        self.weights.pack(packer);
    }

    pub(super) fn unpack(unpacker: &mut Unpacker) -> Result<Lemmatiser, Error> {
        let scripts = (0..unpacker.count()?).map(|_| Script::unpack(unpacker)).collect::<Result<_, _>>()?;
        let (mut words, mut last) = (Vec::new(), 0u32);
        for _ in 0..unpacker.count()? {
            last = last.wrapping_add(unpacker.number()? as u32);
            words.push((last, unpacker.number()? as u16));
        }
        let mut known = BTreeSet::new();
        last = 0;
        for _ in 0..unpacker.count()? {
            last = last.wrapping_add(unpacker.number()? as u32);
            known.insert(last);
        }
        let mut tried = Vec::new();
        for _ in 0..unpacker.count()? {
            let scripts = (0..unpacker.count()?).map(|_| Ok(unpacker.number()? as u16));
            tried.push(scripts.collect::<Result<_, Error>>()?);
        }
        let halves = unpacker.number()? != 0;
        let weights = Weights::unpack(unpacker)?;
        if weights.classes() != 1 {
            return Err(Error::new("model file holds a ranking of lemmas of impossible size"));
        }
        Ok(Lemmatiser {
            scripts,
            words,
            known,
            tried,
            halves,
            weights,
            favoured: HashSet::new(),
            classes: HashMap::new(),
        })
    }
}

/// The tables; the trainer makes the weights.
mod learn {
    use std::collections::{BTreeMap, BTreeSet, HashSet};

    use super::{Lemmatiser, Script, half, key, key_anywhere};
    use crate::analysis::{Upos, Weights};

    /// Edits of fewer words are not tried on others.
    const WORDS: usize = 2;

    pub(super) fn learn<'a>(words: impl Iterator<Item = (&'a str, Upos, &'a str, u32)>) -> Lemmatiser {
        let mut counts: BTreeMap<(String, Upos), BTreeMap<String, u32>> = BTreeMap::new();
        for (form, upos, lemma, count) in words.filter(|w| w.1 != Upos::Propn) {
            *counts.entry((form.to_lowercase(), upos)).or_default().entry(lemma.to_lowercase()).or_default() += count;
        }
        let mut lemmas: BTreeMap<(String, Upos), String> = BTreeMap::new();
        for (word, counts) in counts {
            let commonest = counts.into_iter().max_by_key(|(_, count)| *count);
            lemmas.extend(commonest.map(|(lemma, _)| (word, lemma)));
        }
        tables(&lemmas)
    }

    fn tables(lemmas: &BTreeMap<(String, Upos), String>) -> Lemmatiser {
        let scripts: BTreeMap<&(String, Upos), Script> =
            lemmas.iter().filter_map(|(word, lemma)| Some((word, Script::between(&word.0, lemma)?))).collect();
        let all: BTreeSet<&Script> = scripts.values().collect();
        let numbers: BTreeMap<&Script, u16> = all.iter().copied().zip(0..=u16::MAX).collect();
        let number = |script: &Script| numbers.get(script).copied();
        let words: BTreeMap<u32, u16> =
            scripts.iter().filter_map(|((form, upos), script)| Some((key(form, *upos), number(script)?))).collect();
        let known = lemmas.iter().flat_map(|((_, upos), lemma)| [key(lemma, *upos), key_anywhere(lemma)]).collect();
        let doubled = || lemmas.iter().filter_map(|((form, _), lemma)| Some((half(form)?, lemma)));
        let halved = doubled().filter(|(_, lemma)| !lemma.contains('-')).count();
        Lemmatiser {
            tried: tried(&scripts, number),
            words: words.into_iter().collect(),
            known,
            halves: halved * 2 > doubled().count(),
            scripts: all.into_iter().cloned().collect(),
            weights: Weights::none(),
            favoured: HashSet::new(),
            classes: std::collections::HashMap::new(),
        }
    }

    fn tried(scripts: &BTreeMap<&(String, Upos), Script>, number: impl Fn(&Script) -> Option<u16>) -> Vec<Vec<u16>> {
        let mut counts: BTreeMap<(Upos, &Script), usize> = BTreeMap::new();
        for ((_, upos), script) in scripts {
            *counts.entry((*upos, script)).or_default() += 1;
        }
        let mut counts: Vec<_> = counts.into_iter().filter(|(_, count)| *count >= WORDS).collect();
        counts.sort_by_key(|((upos, script), count)| (*upos, std::cmp::Reverse(*count), *script));
        let mut tried = vec![Vec::new(); Upos::X as usize + 1];
        for ((upos, script), _) in counts {
            if let (Some(list), Some(number)) = (tried.get_mut(upos as usize), number(script)) {
                list.push(number);
            }
        }
        tried
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Lemmatiser {
        let words = [
            ("aped", Upos::Verb, "ap", 1),
            ("bored", Upos::Verb, "bor", 1),
            ("cured", Upos::Verb, "cur", 1),
            ("loved", Upos::Verb, "love", 1),
            ("moved", Upos::Verb, "move", 1),
            ("went", Upos::Verb, "go", 9),
            ("went", Upos::Verb, "went", 1),
            ("box-box", Upos::Noun, "box", 1),
        ];
        Lemmatiser::learn(words.into_iter())
    }

    #[test]
    fn seen_words_keep_their_commonest_lemma_and_others_get_the_commonest_edit() {
        let lemmas = small();
        for (form, upos, lemma) in [
            ("went", Upos::Verb, "go"),
            ("Loved", Upos::Verb, "love"),
            ("Hated", Upos::Verb, "hat"),
            ("Went", Upos::Propn, "Went"),
            ("Hated", Upos::Noun, "hated"),
            ("cat-cat", Upos::Noun, "cat"),
            ("cat-box", Upos::Noun, "cat-box"),
            ("\u{416}-\u{436}", Upos::Noun, "\u{436}"),
            ("-", Upos::Punct, "-"),
            ("", Upos::X, ""),
        ] {
            assert_eq!(&*lemmas.lemma(form, upos), lemma, "{form}");
        }
    }

    #[test]
    fn a_favoured_word_counts_as_known() {
        let mut lemmas = small();
        let known = |guess: &Guess, known: Known| {
            let mut features = Features::default();
            Lemmatiser::features(&Ends::of("hated"), Upos::Verb, guess, known, &mut features);
            features.hashes().to_vec()
        };
        let guesses = lemmas.guesses("hated", Upos::Verb);
        let guess = guesses.iter().find(|g| g.lemma == "hate").unwrap();
        // A table in which nothing weighs but that the lemma is known.
        let (with, without) = (known(guess, Known::Well), known(guess, Known::No));
        let mut table = vec![0; 1 << 16];
        for hash in with.iter().filter(|hash| !without.contains(hash)) {
            table[Weights::row(*hash, 16)] = 1;
        }
        lemmas = lemmas.with_weights(Weights::new(16, 1, table).unwrap());
        assert_eq!(&*lemmas.lemma("hated", Upos::Verb), "hat");
        lemmas.favour(["hate".to_owned()].into());
        assert_eq!(&*lemmas.lemma("hated", Upos::Verb), "hate");
    }
}
