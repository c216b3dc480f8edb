//! From words with their morphemes to tokens: nominal stems, particles, light verbs and copulas.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use legation::analysis::Kind;

use crate::pieces::{Cut, Piece, cut};
use crate::treebank::{Sentence, Word};

/// What a language's morphemes look like.
#[derive(Deserialize)]
pub struct Forms {
    /// Ending of a verb's dictionary form.
    dictionary: String,
    /// Suffixes that make verbs and adjectives of nouns.
    light: Vec<String>,
    /// Those of them that make passives.
    passive: Vec<String>,
    /// The copula.
    copula: String,
    /// The plural suffix.
    plural: String,
    past: Vec<String>,
    future: Vec<String>,
    /// Verbs in a light verb that stay whole though their front is a noun.
    whole: Vec<String>,
}

/// Fronts of verbs must be seen so often as nouns to be cut off.
const NOUNS_SEEN: usize = 20;

/// Kinds of morphemes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Noun,
    Bound,
    Proper,
    Pronoun,
    Number,
    NounSuffix,
    Particle,
    Copula,
    VerbSuffix,
    AdjectiveSuffix,
    Verb,
    Adjective,
    Auxiliary,
    Tense,
    Nominal,
    Adnominal,
    Final,
    Ending,
    Other,
}

/// The class of a tag of the Sejong (upper case) or KAIST (lower case) tagset.
fn class(tag: &str) -> Class {
    match tag {
        "NNG" | "SL" | "SH" | "XR" | "XPN" | "f" => Class::Noun,
        "NNB" => Class::Bound,
        "NNP" => Class::Proper,
        "NP" => Class::Pronoun,
        "SN" | "NR" => Class::Number,
        "VCP" | "jp" => Class::Copula,
        "XSV" => Class::VerbSuffix,
        "XSA" => Class::AdjectiveSuffix,
        "XSN" => Class::NounSuffix,
        "VV" => Class::Verb,
        "VA" | "VCN" => Class::Adjective,
        "VX" | "px" => Class::Auxiliary,
        "EP" | "ep" => Class::Tense,
        "ETN" | "etn" => Class::Nominal,
        "ETM" | "etm" => Class::Adnominal,
        "EF" | "ef" => Class::Final,
        _ if tag.starts_with('J') || tag.starts_with('j') => Class::Particle,
        _ if tag.starts_with('E') || tag.starts_with("ec") => Class::Ending,
        _ if tag.starts_with("nq") => Class::Proper,
        _ if tag.starts_with("np") => Class::Pronoun,
        _ if tag.starts_with("nn") => Class::Number,
        _ if tag.starts_with("nb") => Class::Bound,
        _ if tag.starts_with("nc") || tag.starts_with("xp") => Class::Noun,
        _ if tag.starts_with("xsv") => Class::VerbSuffix,
        _ if tag.starts_with("xsm") => Class::AdjectiveSuffix,
        _ if tag.starts_with("xsn") => Class::NounSuffix,
        _ if tag.starts_with("pv") => Class::Verb,
        _ if tag.starts_with("pa") => Class::Adjective,
        _ => Class::Other,
    }
}

impl Class {
    fn is_nominal(self) -> bool {
        use Class::{Bound, Noun, NounSuffix, Number, Pronoun, Proper};
        matches!(self, Noun | Bound | Proper | Pronoun | Number | NounSuffix)
    }

    fn is_verbal(self) -> bool {
        matches!(self, Class::Verb | Class::Adjective | Class::Auxiliary)
    }
}

/// Nouns that were seen often enough, by which verbs in a light verb are cut.
pub struct Nouns(BTreeSet<String>);

impl Nouns {
    pub fn of(sentences: &[Sentence]) -> Nouns {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for word in sentences.iter().flat_map(|s| &s.words) {
            let tagged = word.lemma.split('+').zip(word.xpos.split('+'));
            for (form, _) in tagged.filter(|(_, tag)| class(tag) == Class::Noun) {
                *counts.entry(form).or_default() += 1;
            }
        }
        let often = counts.into_iter().filter(|(_, n)| *n >= NOUNS_SEEN);
        Nouns(often.map(|(form, _)| form.to_owned()).collect())
    }
}

/// The sentence in stems, particles, light verbs and copulas.
pub fn tokens(sentence: &Sentence, forms: &Forms, nouns: &Nouns) -> Sentence {
    cut(sentence, |word| Morphemes::new(word, forms, nouns).pieces(word))
}

/// What a piece of a word is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Stem,
    Number,
    Unit,
    Particle,
    Light,
    Copula,
    Mark,
    Rest,
}

struct Morphemes<'a> {
    forms: &'a Forms,
    all: Vec<(&'a str, Class)>,
    /// Where pieces begin, in characters, and what they are.
    cuts: BTreeMap<usize, Role>,
    surface: Vec<char>,
}

impl<'a> Morphemes<'a> {
    fn new(word: &'a Word, forms: &'a Forms, nouns: &Nouns) -> Morphemes<'a> {
        let (parts, tags): (Vec<&str>, Vec<&str>) = (word.lemma.split('+').collect(), word.xpos.split('+').collect());
        let fits = parts.len() == tags.len();
        let all = parts.into_iter().zip(tags).map(|(part, tag)| (part, class(tag))).filter(|_| fits).collect();
        let mut found = Morphemes { forms, all, cuts: BTreeMap::new(), surface: word.form.chars().collect() };
        found.marks();
        found.stems(nouns);
        found.particles();
        found.cuts.entry(0).or_insert(Role::Stem);
        if found.unit().is_some() {
            found.cuts.insert(0, Role::Number);
        }
        found
    }

    /// Marks are tokens of their own, as the program cuts them.
    fn marks(&mut self) {
        let kind = |at: usize| self.surface.get(at).map_or(Kind::Mark, |c| Kind::of(*c));
        let mut cuts = Vec::new();
        for at in (0..self.surface.len()).filter(|at| kind(*at) == Kind::Mark) {
            let beside = [at.checked_sub(1).map(kind), Some(kind(at + 1))];
            let joins = beside.iter().all(|k| k.is_some_and(|k| k == Kind::Digit || k == Kind::Letter));
            if !joins || matches!(self.surface[at], '(' | ')' | '"' | '~' | '%') {
                cuts.push((at, Role::Mark));
                if at + 1 < self.surface.len() && kind(at + 1) != Kind::Mark {
                    cuts.push((at + 1, Role::Rest));
                }
            }
        }
        self.cuts.extend(cuts);
    }

    /// Cuts before what is no part of the stem.
    fn stems(&mut self, nouns: &Nouns) {
        let mut before = String::new();
        let mut last: Option<Class> = None;
        let mut light = false;
        for at in 0..self.all.len() {
            let (form, class) = self.all[at];
            let nominal = last.is_some_and(Class::is_nominal);
            let is_light = matches!(class, Class::VerbSuffix | Class::AdjectiveSuffix)
                && self.forms.light.iter().any(|l| l == form);
            match class {
                _ if is_light && nominal && !light => {
                    self.cut_after(&before, Role::Light);
                    light = true;
                }
                Class::Copula if last.is_some() => self.cut_after(&before, Role::Copula),
                Class::Noun | Class::Bound
                    if last == Some(Class::Number) && before.ends_with(|c: char| c.is_ascii_digit()) =>
                {
                    self.cut_after(&before, Role::Unit);
                }
                Class::Bound if last == Some(Class::Proper) => self.cut_after(&before, Role::Rest),
                Class::Verb if at == 0 => {
                    let front = self.forms.light.iter().find_map(|l| form.strip_suffix(l.as_str()));
                    let whole = self.forms.whole.iter().any(|w| w == form);
                    if let Some(front) = front.filter(|f| !whole && nouns.0.contains(*f)) {
                        self.cut_after(front, Role::Light);
                    }
                }
                _ => {}
            }
            before.push_str(form);
            last = Some(class);
        }
    }

    fn cut_after(&mut self, before: &str, role: Role) {
        let length = before.chars().count();
        if length < self.surface.len() && before.chars().eq(self.surface[..length].iter().copied()) {
            self.cuts.insert(length, role);
        }
    }

    /// Cuts before each of the last particles that is a whole syllable or more.
    fn particles(&mut self) {
        let mut end = self.surface.len();
        for (form, _) in self.all.iter().rev().take_while(|(_, class)| *class == Class::Particle) {
            let length = form.chars().count();
            let Some(start) = end.checked_sub(length).filter(|s| *s > 0) else { break };
            if !form.chars().eq(self.surface[start..end].iter().copied()) {
                break;
            }
            self.cuts.insert(start, Role::Particle);
            end = start;
        }
    }

    fn has(&self, role: Role) -> bool {
        self.cuts.values().any(|r| *r == role)
    }

    fn unit(&self) -> Option<usize> {
        self.cuts.values().rposition(|role| *role == Role::Unit)
    }

    fn pieces(&self, word: &Word) -> Cut {
        let bounds: Vec<(usize, Role)> = self.cuts.iter().map(|(at, role)| (*at, *role)).collect();
        let ends = bounds.iter().skip(1).map(|b| b.0).chain([self.surface.len()]);
        let main = self.unit().or_else(|| bounds.iter().position(|b| b.1 == Role::Stem || b.1 == Role::Rest));
        let main = main.unwrap_or(0);
        let upos = self.upos(word);
        let piece = |(at, ((start, role), end)): (usize, (&(usize, Role), usize))| {
            let form: String = self.surface[*start..end].iter().collect();
            if at == main { self.stem(form, &upos) } else { self.other(form, *role, &upos) }
        };
        Cut { pieces: bounds.iter().zip(ends).enumerate().map(piece).collect(), main }
    }

    /// The part of speech of the stem.
    fn upos(&self, word: &Word) -> String {
        let content = self.all.iter().rev().find(|(_, c)| c.is_nominal() || c.is_verbal()).map(|(_, c)| *c);
        let made = |class: Class| self.all.iter().any(|(_, c)| *c == class);
        let nominal = match content {
            Some(Class::Proper) => "PROPN",
            Some(Class::Pronoun) => "PRON",
            Some(Class::Number) => "NUM",
            _ => "NOUN",
        };
        let upos = match content {
            _ if self.has(Role::Light) && made(Class::AdjectiveSuffix) => "ADJ",
            _ if self.has(Role::Light) => "VERB",
            Some(Class::Auxiliary) if self.all.first().is_some_and(|m| m.1 == Class::Auxiliary) => "AUX",
            Some(Class::Verb | Class::Auxiliary) if word.upos != "ADV" => "VERB",
            Some(_) if self.has(Role::Copula) && word.upos != "ADJ" => nominal,
            Some(class) if class.is_nominal() && self.has(Role::Particle) => nominal,
            Some(Class::Proper) if self.all.len() == 1 => "PROPN",
            _ => &word.upos,
        };
        upos.to_owned()
    }

    fn stem(&self, form: String, upos: &str) -> Piece {
        let mut label = upos.to_owned();
        let mut lemma = form.clone();
        if matches!(upos, "VERB" | "ADJ" | "AUX") {
            if !self.has(Role::Copula) {
                label = self.with_tense(label);
            }
            let light = |(form, class): &(&str, Class)| {
                matches!(class, Class::VerbSuffix) && self.forms.passive.iter().any(|p| p == form)
            };
            if self.has(Role::Light) && self.all.iter().any(light) {
                label.push_str("|Pass");
            }
        }
        let verb =
            self.all.iter().position(|(_, c)| c.is_verbal() || matches!(c, Class::VerbSuffix | Class::AdjectiveSuffix));
        match verb {
            Some(verb) if !self.has(Role::Light) && matches!(upos, "VERB" | "ADJ" | "AUX") => {
                let stem: String = self.all.iter().take(verb + 1).map(|(form, _)| *form).collect();
                lemma = stem + &self.forms.dictionary;
            }
            _ if upos == "NOUN" && form.chars().count() > 2 => {
                if let Some(one) = form.strip_suffix(self.forms.plural.as_str()) {
                    lemma = one.to_owned();
                }
            }
            _ => {}
        }
        Piece { form, lemma, upos: upos.to_owned(), label, relation: "" }
    }

    fn other(&self, form: String, role: Role, stem: &str) -> Piece {
        let (upos, relation) = match role {
            Role::Particle => ("ADP", "case"),
            Role::Light => ("AUX", "aux"),
            Role::Copula => ("AUX", "cop"),
            Role::Number => ("NUM", "nummod"),
            Role::Mark => ("PUNCT", "punct"),
            Role::Unit => ("NOUN", "compound"),
            Role::Stem | Role::Rest => (if stem == "PROPN" { stem } else { "NOUN" }, "flat"),
        };
        let (mut label, mut lemma) = (upos.to_owned(), form.clone());
        if matches!(role, Role::Light | Role::Copula) {
            label = self.with_tense(label);
            let light = self.all.iter().find(|(_, c)| matches!(c, Class::VerbSuffix | Class::AdjectiveSuffix));
            let inside = self.forms.light.iter().find(|l| self.all.first().is_some_and(|m| m.0.ends_with(l.as_str())));
            let verb = match (role, light) {
                (Role::Copula, _) => &self.forms.copula,
                (_, Some((form, _))) => *form,
                _ => inside.map_or("", String::as_str),
            };
            lemma = format!("{verb}{}", self.forms.dictionary);
        }
        Piece { form, lemma, upos: upos.to_owned(), label, relation }
    }

    /// The label with tense and form of the verb, as its last endings say.
    fn with_tense(&self, mut label: String) -> String {
        let tense = |list: &[String]| {
            let is = |form: &str| list.iter().any(|l| form.starts_with(l.as_str()));
            self.all.iter().any(|(form, class)| *class == Class::Tense && is(form))
        };
        if tense(&self.forms.past) {
            label.push_str("|Past");
        } else if tense(&self.forms.future) {
            label.push_str("|Fut");
        }
        match self.all.iter().rev().find(|(_, c)| *c != Class::Particle).map(|(_, c)| *c) {
            Some(Class::Final) => label.push_str("|Fin"),
            Some(Class::Adnominal) => label.push_str("|Part"),
            Some(Class::Nominal) => label.push_str("|Ger"),
            _ => {}
        }
        label
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recipe::Recipes;

    #[test]
    fn words_are_cut_as_the_table_says() {
        let recipes = Recipes::read().unwrap();
        let forms = recipes.languages.values().find_map(|recipe| recipe.morphemes.as_ref()).unwrap();
        let cases = include_str!("morphemes.txt").lines().filter(|line| !line.starts_with('#'));
        let cases: Vec<(&str, &str)> = cases.map(|line| line.split_once(" | ").unwrap()).collect();
        // The fronts of the verbs of the table that are cut count as nouns; `whole` verbs stay as they are.
        let fronts = cases.iter().filter_map(|(_, pieces)| pieces.split('/').next());
        let nouns = Nouns(fronts.map(str::to_owned).collect());
        for (word, pieces) in cases {
            let [form, lemma, xpos, upos] = word.split(' ').map(str::to_owned).collect::<Vec<_>>().try_into().unwrap();
            let word = Word { form, lemma, xpos, upos, ..Word::default() };
            let cut = Morphemes::new(&word, forms, &nouns).pieces(&word);
            let main = cut.main;
            let relation = |at: usize, piece: &Piece| if at == main { "-" } else { piece.relation };
            let show = |(at, p): (usize, &Piece)| format!("{}/{}/{}/{}", p.form, p.lemma, p.label, relation(at, p));
            let said: Vec<String> = cut.pieces.iter().enumerate().map(show).collect();
            assert_eq!(said.join(" "), pieces);
        }
    }
}
