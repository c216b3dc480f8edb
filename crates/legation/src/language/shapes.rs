//! Parts of speech from word tables, for languages without a trained tagger.

use super::Language;
use super::lexicon::WordClass;
use super::settings::WordOrder;
use super::words::{Scope, SpeechClass};
use crate::analysis::{Gender, Grammar, Order, Shape, Token, Upos};
use crate::span::Span;
use std::collections::HashMap;

/// What is known of a token besides its word.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sight {
    /// The name it is a part of.
    pub name: Option<Span>,
    /// Whether that is an adjective.
    pub adjective: bool,
    /// Whether that is a person's.
    pub person: bool,
    /// Whether it is a part of a time expression.
    pub time: bool,
}

/// What tables say a word can be.
#[derive(Clone, Copy, Debug, Default)]
struct Classes {
    verb: bool,
    noun: bool,
    adjective: bool,
    adverb: bool,
    adposition: bool,
    pronoun: bool,
    particle: bool,
    act: bool,
    says: bool,
    title: bool,
    and: bool,
    that: bool,
    which: bool,
}

/// The classes of every word of a pack's tables.
#[derive(Debug, Default)]
pub struct Shapes {
    classes: HashMap<String, Classes>,
}

impl Shapes {
    /// Gathers what the tables of a pack say of their head words.
    pub(super) fn of(language: &Language) -> Shapes {
        let mut shapes = Shapes::default();
        for (word, row) in language.lexicon.heads() {
            shapes.note(word, |c| {
                c.act |= row.frame.is_some();
                match row.class {
                    WordClass::Verb => c.verb = true,
                    WordClass::Noun => c.noun = true,
                    WordClass::Adj => c.adjective = true,
                    WordClass::Adv => c.adverb = true,
                    WordClass::Any => {}
                }
            });
        }
        for (word, row) in language.speech.heads() {
            shapes.note(word, |c| match row.class {
                SpeechClass::Verb => (c.verb, c.says) = (true, true),
                SpeechClass::Noun => c.noun = true,
                SpeechClass::Adposition => c.adposition = true,
            });
        }
        for (word, _) in language.titles.heads() {
            shapes.note(word, |c| (c.noun, c.title) = (true, true));
        }
        for (word, _) in language.groups.singles() {
            shapes.note(word, |c| c.pronoun = true);
        }
        for (word, row) in language.status.words.singles() {
            // Words that govern a clause are verbs or nouns, whatever they say of it.
            shapes.note(word, |c| c.particle = row.scope == Scope::Verb);
        }
        for (class, words) in &language.settings.markers {
            for word in words.iter().filter(|w| !w.contains(' ')) {
                shapes.note(word, |c| match class.as_str() {
                    "and" => c.and = true,
                    "that" => c.that = true,
                    "which" => c.which = true,
                    _ => c.adposition = true,
                });
            }
        }
        shapes
    }

    /// The words.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.classes.keys().map(String::as_str)
    }

    fn note(&mut self, word: &str, add: impl FnOnce(&mut Classes)) {
        add(self.classes.entry(word.to_string()).or_default());
    }

    /// The classes of a token; a word that may be verb or adposition is a verb only where an adposition follows.
    fn classes_at(&self, text: &str, tokens: &[Token], at: usize, lower: &str) -> Classes {
        let mut classes = tokens.get(at).map_or_else(Classes::default, |token| self.get(token, lower));
        if classes.verb && classes.adposition {
            let next = tokens.get(at + 1).map(|next| self.get(next, &next.span.of(text).to_lowercase()));
            classes.verb = next.is_some_and(|c| c.adposition && !c.verb);
        }
        classes
    }

    fn get(&self, token: &Token, lower: &str) -> Classes {
        let known = self.classes.get(lower).or_else(|| self.classes.get(&*token.lemma));
        known.copied().unwrap_or_default()
    }
}

/// What the clause that is being read has told so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Nothing,
    /// Its verb, so that a second one would need a word between.
    Verb,
    /// A relative word: the clause around may still wait for its verb.
    Relative,
}

impl Told {
    fn with(self, shape: &Shape) -> Told {
        match shape.upos {
            _ if shape.which => Told::Relative,
            Upos::Punct | Upos::Sconj => Told::Nothing,
            Upos::Verb if self != Told::Relative => Told::Verb,
            _ => self,
        }
    }
}

impl Language {
    /// How the language builds its phrases, as far as its settings say.
    pub fn grammar(&self) -> Grammar {
        let order = match self.settings.order {
            WordOrder::Svo => Order::VerbSecond,
            WordOrder::Vso => Order::VerbFirst,
            WordOrder::Sov => Order::VerbLast,
        };
        Grammar { order, head_first: self.settings.noun_head == super::settings::NounHead::First }
    }

    /// Whether some table of the pack knows a word, in this form or as this dictionary form.
    pub fn knows(&self, lower: &str, lemma: &str) -> bool {
        let table = self.shapes.get_or_init(|| Shapes::of(self));
        table.classes.contains_key(lower) || table.classes.contains_key(lemma)
    }

    /// What word tables know of the tokens of one sentence; `seen` tells names and times.
    pub fn shapes(&self, text: &str, tokens: &[Token], seen: impl Fn(Span) -> Sight) -> Vec<Shape> {
        let mut out: Vec<Shape> = Vec::with_capacity(tokens.len());
        // The shape before, over the quotation marks between.
        let mut before: Option<Shape> = None;
        let mut told = Told::Nothing;
        for (at, token) in tokens.iter().enumerate() {
            let lower = token.span.of(text).to_lowercase();
            let shape = self.shape(text, (tokens, at), &lower, seen(token.span), (before.as_ref(), told));
            told = told.with(&shape);
            if !self.settings.quotes.iter().any(|q| q.open == lower || q.close == lower) {
                before = Some(shape);
            }
            out.push(shape);
        }
        out
    }

    fn shape(
        &self,
        text: &str,
        (tokens, at): (&[Token], usize),
        lower: &str,
        sight: Sight,
        context: (Option<&Shape>, Told),
    ) -> Shape {
        let table = self.shapes.get_or_init(|| Shapes::of(self));
        let lemma = tokens.get(at).map_or("", |t| &*t.lemma);
        let clitics = &self.settings.clitics;
        let joined = |a: Option<&Token>, b: Option<&Token>| a.zip(b).is_some_and(|(a, b)| a.span.end == b.span.start);
        let behind = at.checked_sub(1).and_then(|before| tokens.get(before));
        let enclitic = joined(behind, tokens.get(at)) && clitics.after.iter().any(|c| c == lower);
        // What is glued before a name is no part of it.
        let proclitic = joined(tokens.get(at), tokens.get(at + 1)) && clitics.before.iter().any(|c| c == lower);
        let name = sight.name.filter(|_| !proclitic);
        let place = name.is_some() && !sight.adjective && !sight.person;
        let classes = table.classes_at(text, tokens, at, lower);
        let article = !clitics.article.is_empty() && lower.starts_with(clitics.article.as_str());
        let upos = match enclitic {
            true => Upos::Pron,
            // A word that tables have as it stands only begins like the article.
            false => self.part_of_speech(lower, article && lemma != lower, classes, name.is_some(), context),
        };
        Shape {
            upos,
            act: classes.act && name.is_none(),
            title: classes.title && upos == Upos::Noun,
            known: name.is_some() || table.classes.contains_key(lower) || table.classes.contains_key(lemma),
            definite: name.is_some() || article && !classes.verb,
            place,
            demonym: sight.adjective,
            name: name.map(|span| span.start),
            enclitic,
            time: sight.time,
            says: classes.says,
            adverbial: classes.says && self.is_adverbial(lower),
            gender: self.gender(lower, upos, place),
            that: classes.that,
            which: classes.which,
        }
    }

    fn part_of_speech(
        &self,
        lower: &str,
        article: bool,
        classes: Classes,
        named: bool,
        (before, told): (Option<&Shape>, Told),
    ) -> Upos {
        let behind = |upos: &[Upos]| before.is_some_and(|s| upos.contains(&s.upos));
        if lower.chars().all(|c| !c.is_alphanumeric()) {
            return Upos::Punct;
        }
        if lower.chars().any(char::is_numeric) {
            return Upos::Num;
        }
        if classes.that || classes.which {
            return Upos::Sconj;
        }
        if named {
            return Upos::Propn;
        }
        if let Some(upos) = self.verb_or_noun(lower, article, classes, (before, told)) {
            return upos;
        }
        match classes {
            Classes { and: true, .. } => Upos::Cconj,
            Classes { adposition: true, .. } => Upos::Adp,
            Classes { pronoun: true, .. } => Upos::Pron,
            Classes { noun: true, .. } => Upos::Noun,
            Classes { adjective: true, .. } => Upos::Adj,
            Classes { adverb: true, .. } => Upos::Adv,
            Classes { particle: true, .. } => Upos::Part,
            _ if self.is_verb_form(lower) && !behind(&[Upos::Adp]) => Upos::Verb,
            _ if self.may_be_verb(lower) && before.is_some_and(|s| s.upos == Upos::Part || s.which) => Upos::Verb,
            _ => Upos::Noun,
        }
    }

    /// Whether a word that tables have as a verb is one here, or a noun; `None` for other words.
    fn verb_or_noun(
        &self,
        lower: &str,
        article: bool,
        classes: Classes,
        (before, told): (Option<&Shape>, Told),
    ) -> Option<Upos> {
        if !classes.verb || article {
            return None;
        }
        let behind = |upos: &[Upos]| before.is_some_and(|s| upos.contains(&s.upos));
        let nominal = classes.noun || classes.title || classes.adjective;
        // A word that may be verb or noun is a noun behind an adposition, a verb, or a noun that awaits its owner.
        let owned = before.is_some_and(|s| s.upos == Upos::Noun && !s.definite && s.known && !s.title);
        let object = told == Told::Verb && behind(&[Upos::Noun, Upos::Propn, Upos::Adj, Upos::Pron]);
        let governed = owned || object || behind(&[Upos::Adp, Upos::Verb, Upos::Det]);
        // Behind an adposition no verb stands but one of a form that no noun has.
        let verbal = self.settings.verbs.beginnings.is_empty() || self.may_be_verb(lower);
        let noun = behind(&[Upos::Adp]) && !verbal || !classes.says && self.is_noun_form(lower, before);
        match (nominal && governed || noun, nominal) {
            (false, _) => Some(Upos::Verb),
            (true, false) => Some(Upos::Noun),
            (true, true) => None,
        }
    }

    /// Whether a word that may be a verb has an ending of nouns: written with a mark that verbs do not have there, or
    /// on the stem of a noun where no clause begins.
    fn is_noun_form(&self, lower: &str, before: Option<&Shape>) -> bool {
        let dropped = &self.settings.clitics.dropped;
        let marked = |suffix: &str| suffix.chars().any(|c| dropped.contains(c));
        let inside = before.is_some_and(|s| matches!(s.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb));
        let classes = &self.shapes.get_or_init(|| Shapes::of(self)).classes;
        let noun = |stem: &str| classes.get(stem).is_some_and(|c| c.noun);
        self.settings.forms.suffixes.iter().any(|suffix| {
            let stem = lower.strip_suffix(suffix.as_str());
            stem.is_some_and(|stem| marked(suffix) || inside && suffix.chars().nth(1).is_none() && noun(stem))
        })
    }

    /// Whether a verb of saying has an ending of nouns that is not an ending of the verb itself: "saying", "adding".
    fn is_adverbial(&self, lower: &str) -> bool {
        let classes = &self.shapes.get_or_init(|| Shapes::of(self)).classes;
        let says = |stem: &str| classes.get(stem).is_some_and(|c| c.says);
        let plain: String = lower.chars().filter(|c| !self.settings.clitics.dropped.contains(*c)).collect();
        let suffixes = self.settings.forms.suffixes.iter().chain(&self.settings.agreement.nouns.suffixes);
        let mut stems = suffixes.filter_map(|suffix| plain.strip_suffix(suffix.as_str()));
        !self.settings.agreement.is_empty() && stems.clone().next().is_some() && !stems.any(says)
    }

    /// The gender that a verb asks of its subject, or that a noun has, as far as its form or the pack tells.
    fn gender(&self, lower: &str, upos: Upos, place: bool) -> Option<Gender> {
        let agreement = &self.settings.agreement;
        let ends = |affixes: &crate::language::settings::Affixes| {
            affixes.prefixes.iter().any(|p| lower.starts_with(p.as_str()))
                || affixes.suffixes.iter().any(|s| lower.ends_with(s.as_str()))
        };
        match upos {
            Upos::Verb if agreement.is_empty() => None,
            Upos::Verb => Some(if ends(&agreement.verbs) { Gender::Feminine } else { Gender::Masculine }),
            Upos::Noun if ends(&agreement.nouns) => Some(Gender::Feminine),
            Upos::Propn if place && !agreement.masculine.is_empty() => {
                let masculine = agreement.masculine.iter().any(|name| name == lower);
                Some(if masculine { Gender::Masculine } else { Gender::Feminine })
            }
            _ => None,
        }
    }

    /// Whether an unknown word begins like many verbs.
    fn may_be_verb(&self, lower: &str) -> bool {
        self.settings.verbs.beginnings.iter().any(|b| lower.starts_with(b.as_str()))
    }

    /// Whether the ends of an unknown word are those of verbs.
    fn is_verb_form(&self, lower: &str) -> bool {
        let long = |affix: &str| lower.chars().count() > affix.chars().count() + 2;
        let verbs = &self.settings.verbs;
        verbs.prefixes.iter().any(|p| lower.starts_with(p.as_str()) && long(p))
            || verbs.suffixes.iter().any(|s| lower.ends_with(s.as_str()) && long(s))
    }
}
