//! What the endings of nouns and adjectives say of their case, for languages that mark roles by cases.

use serde::Deserialize;
use std::collections::HashSet;

/// A case that stands without an adposition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Case {
    Nominative,
    Genitive,
    Dative,
    Accusative,
    Instrumental,
}

/// All cases, in the order of their bits.
const ALL: [Case; 5] = [Case::Nominative, Case::Genitive, Case::Dative, Case::Accusative, Case::Instrumental];

/// The cases that a form may be in; all of them where nothing is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cases(u8);

impl Cases {
    /// Nothing known.
    pub const ANY: Cases = Cases(0x1F);
    /// No case at all.
    const NONE: Cases = Cases(0);

    fn with(self, case: Case) -> Cases {
        Cases(self.0 | 1 << case as u8)
    }

    fn or(self, other: Cases) -> Cases {
        Cases(self.0 | other.0)
    }

    /// What words that agree have in common; these alone where the others contradict.
    pub fn agreeing(self, other: Cases) -> Cases {
        if self.0 & other.0 == 0 { self } else { Cases(self.0 & other.0) }
    }

    /// Whether the form may be in a case.
    pub fn may_be(self, case: Case) -> bool {
        self.0 & 1 << case as u8 != 0
    }

    /// Whether the form can be in no other case.
    pub fn is_only(self, case: Case) -> bool {
        self == Cases::NONE.with(case)
    }
}

/// Words that change alike.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paradigm {
    /// The ends of their dictionary forms; `^` before one makes it the whole word.
    pub ends: Vec<String>,
    /// How many of the last letters give way to an ending.
    #[serde(default)]
    pub cut: usize,
    /// Whether these are the forms of the plural, which names have none of.
    #[serde(default)]
    pub plural: bool,
    /// Endings of the nominative.
    #[serde(default)]
    pub nominative: Vec<String>,
    /// Endings of the genitive.
    #[serde(default)]
    pub genitive: Vec<String>,
    /// Endings of the dative.
    #[serde(default)]
    pub dative: Vec<String>,
    /// Endings of the accusative.
    #[serde(default)]
    pub accusative: Vec<String>,
    /// Endings of the instrumental.
    #[serde(default)]
    pub instrumental: Vec<String>,
}

impl Paradigm {
    fn endings(&self, case: Case) -> &[String] {
        match case {
            Case::Nominative => &self.nominative,
            Case::Genitive => &self.genitive,
            Case::Dative => &self.dative,
            Case::Accusative => &self.accusative,
            Case::Instrumental => &self.instrumental,
        }
    }

    /// Length of the longest end that fits a dictionary form.
    fn fit(&self, lemma: &str) -> Option<usize> {
        let ends = self.ends.iter().filter_map(|end| match end.strip_prefix('^') {
            Some(whole) => (whole == lemma).then_some(usize::MAX),
            None => lemma.ends_with(end.as_str()).then_some(end.len()),
        });
        ends.max()
    }

    /// The cases that make this form of a stem.
    fn cases(&self, stem: &str, form: &str) -> Cases {
        let Some(ending) = form.strip_prefix(stem) else { return Cases::NONE };
        let is = |case: &Case| self.endings(*case).iter().any(|e| e == ending);
        ALL.into_iter().filter(is).fold(Cases::NONE, Cases::with)
    }

    /// The dictionary forms that a form may belong to.
    fn lemmas(&self, form: &str) -> HashSet<String> {
        let endings = ALL.iter().flat_map(|case| self.endings(*case));
        let stems: HashSet<&str> = endings.filter_map(|ending| form.strip_suffix(ending.as_str())).collect();
        let ends: HashSet<&str> = self.ends.iter().map(|end| cut_off(end, self.cut)).collect();
        let tails = ends.iter().flat_map(|tail| stems.iter().map(move |stem| format!("{stem}{tail}")));
        tails.filter(|lemma| self.fit(lemma).is_some()).collect()
    }
}

/// The paradigms of a language, with the names that are known.
#[derive(Clone, Copy, Debug)]
pub struct Inflection<'s> {
    paradigms: &'s [Paradigm],
    names: &'s HashSet<String>,
}

impl<'s> Inflection<'s> {
    /// The inflection by these paradigms, of which that with the longest end counts; `names` are lower-cased forms.
    pub fn new(paradigms: &'s [Paradigm], names: &'s HashSet<String>) -> Inflection<'s> {
        Inflection { paradigms, names }
    }

    /// The paradigms with the longest fitting end.
    fn paradigms(&self, lemma: &str, plural: bool) -> impl Iterator<Item = &'s Paradigm> {
        let paradigms: &'s [Paradigm] = self.paradigms;
        let fitting = paradigms.iter().filter(|p| plural || !p.plural).filter_map(|p| Some((p.fit(lemma)?, p)));
        let fitting: Vec<(usize, &Paradigm)> = fitting.collect();
        let longest = fitting.iter().map(|(end, _)| *end).max();
        fitting.into_iter().filter(move |(end, _)| Some(*end) == longest).map(|(_, p)| p)
    }

    /// The cases that a lower-cased form may be in: by its dictionary form, or of a name, whose dictionary form need
    /// not be known, by all that it may have.
    pub fn cases(&self, form: &str, lemma: &str, name: bool) -> Cases {
        let found = if name { self.of_name(form) } else { self.of_lemma(form, lemma, true) };
        if found == Cases::NONE { Cases::ANY } else { found }
    }

    fn of_lemma(&self, form: &str, lemma: &str, plural: bool) -> Cases {
        let found = self.paradigms(lemma, plural).map(|p| p.cases(stem(lemma, p.cut), form));
        found.fold(Cases::NONE, Cases::or)
    }

    /// The cases of a form by all dictionary forms that it may have, or by that with most known forms.
    fn of_name(&self, form: &str) -> Cases {
        let single = self.paradigms.iter().filter(|p| !p.plural);
        let mut lemmas: HashSet<String> = single.flat_map(|p| p.lemmas(form)).collect();
        lemmas.insert(form.to_string());
        let known: Vec<(usize, &String)> = lemmas.iter().map(|lemma| (self.known(lemma), lemma)).collect();
        let most = known.iter().map(|(count, _)| *count).max().unwrap_or(0);
        let best = known.into_iter().filter(|(count, _)| *count >= most);
        best.fold(Cases::NONE, |cases, (_, lemma)| cases.or(self.of_lemma(form, lemma, false)))
    }

    /// How many forms of a dictionary form are known names; none where it is no name itself.
    fn known(&self, lemma: &str) -> usize {
        let known = || self.paradigms(lemma, false).next();
        let Some(paradigm) = Some(()).filter(|()| self.names.contains(lemma)).and_then(|()| known()) else { return 0 };
        let stem = stem(lemma, paradigm.cut);
        let endings: HashSet<&String> = ALL.iter().flat_map(|case| paradigm.endings(*case)).collect();
        endings.iter().filter(|ending| self.names.contains(&format!("{stem}{ending}"))).count()
    }
}

/// A word without its last letters.
fn stem(word: &str, cut: usize) -> &str {
    let end = word.char_indices().rev().take(cut).last().map_or(word.len(), |(at, _)| at);
    word.get(..end).unwrap_or(word)
}

/// The last letters of a word that give way to an ending.
fn cut_off(word: &str, cut: usize) -> &str {
    word.get(stem(word, cut).len()..).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paradigms() -> Vec<Paradigm> {
        let words = |list: &[&str]| list.iter().map(|w| (*w).to_string()).collect::<Vec<String>>();
        vec![
            Paradigm {
                ends: words(&["n"]),
                cut: 0,
                plural: false,
                nominative: words(&[""]),
                genitive: words(&["a"]),
                dative: words(&["u"]),
                accusative: words(&[""]),
                instrumental: words(&["om"]),
            },
            Paradigm {
                ends: words(&["a"]),
                cut: 1,
                plural: false,
                nominative: words(&["a"]),
                genitive: words(&["y"]),
                dative: words(&["e"]),
                accusative: words(&["u"]),
                instrumental: words(&["oj"]),
            },
        ]
    }

    #[test]
    fn the_dictionary_form_tells_the_case() {
        let (paradigms, names) = (paradigms(), HashSet::new());
        let inflection = Inflection::new(&paradigms, &names);
        assert!(inflection.cases("zakonu", "zakon", false).is_only(Case::Dative));
        assert!(inflection.cases("zenu", "zena", false).is_only(Case::Accusative));
        assert_eq!(inflection.cases("mnogo", "mnogo", false), Cases::ANY);
    }

    #[test]
    fn a_name_may_be_any_form_unless_its_paradigm_is_known() {
        let paradigms = paradigms();
        let names = HashSet::new();
        let cases = Inflection::new(&paradigms, &names).cases("iranu", "iranu", true);
        assert!(cases.may_be(Case::Dative) && cases.may_be(Case::Accusative) && !cases.may_be(Case::Nominative));
        let names = ["iran", "irana", "iranu"].map(str::to_string).into();
        let cases = Inflection::new(&paradigms, &names).cases("iranu", "iranu", true);
        assert!(cases.is_only(Case::Dative));
    }
}
