//! What the case of a word says of its role, in languages whose tables tell cases by endings.

use super::Clause;
use crate::analysis::{Deprel, Upos, VerbForm};
use crate::language::inflection::{Case, Cases};
use crate::mention::{ActorKind, How};

/// Marker classes that a case without an adposition stands for.
const BARE: [(&str, Case); 2] = [("to", Case::Dative), ("by", Case::Instrumental)];

impl Clause<'_> {
    /// The cases that the words of a mention, or a word alone, agree on; any where the language has no table of them.
    pub fn cases(&self, token: usize) -> Cases {
        if self.setting.language.settings.inflection.is_empty() {
            return Cases::ANY;
        }
        let Some(mention) = self.mention_at(token) else { return self.agreed(token, token..token + 1) };
        let agreed = self.agreed(mention.head, mention.first..mention.last);
        let person = mention.actor.and_then(|a| self.mentions.actor(a)).is_some_and(|a| a.kind == ActorKind::Person);
        let name = |t: usize| self.token(t).is_some_and(|t| t.upos == Upos::Propn);
        // Names that are one with their family name only change at the end.
        let last = self.cases_of(mention.last - 1);
        let ends = person && name(mention.head) && name(mention.last - 1) && !last.may_be(Case::Nominative);
        if ends && agreed.may_be(Case::Nominative) { last } else { agreed }
    }

    /// The cases of a word and of those of a stretch that agree with it.
    fn agreed(&self, head: usize, inside: std::ops::Range<usize>) -> Cases {
        let own = self.cases_of(head);
        // The parser may take the adjective of a name for its head.
        let next = self.token(head).filter(|t| t.upos == Upos::Adj).map(|_| head + 1);
        let next = next.filter(|t| inside.contains(t));
        let agreeing = [Deprel::Amod, Deprel::Det, Deprel::Flat, Deprel::Appos];
        let own = next.map_or(own, |next| own.agreeing(self.cases_of(next)));
        let beside = self.dependents(head, &agreeing);
        let beside =
            beside.filter(|t| inside.contains(t) || matches!(self.token(*t), Some(t) if t.deprel == Deprel::Amod));
        beside.fold(own, |cases, token| cases.agreeing(self.cases_of(token)))
    }

    fn cases_of(&self, token: usize) -> Cases {
        let Some(found) = self.token(token) else { return Cases::ANY };
        let form = found.span.of(self.setting.text);
        let lower = self.lower(token);
        // Abbreviations in capitals stand for every case.
        let capitals = form.chars().count() > 1 && form.chars().all(char::is_uppercase);
        if capitals || !matches!(found.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Pron | Upos::Det) {
            return Cases::ANY;
        }
        let language = self.setting.language;
        let inflection = language.inflection(&self.setting.knowledge.world);
        let lemma = found.lemma.to_lowercase();
        // A title is a word with a dictionary form, even where the lemmatiser does not know it.
        let title = |word: &str| language.titles.may_start(word);
        let lemma = if title(&lemma) || !title(lower) { lemma } else { lower.to_string() };
        let name = found.upos == Upos::Propn || form.starts_with(char::is_uppercase) && found.upos == Upos::Noun;
        inflection.cases(lower, &lemma, name && !title(&lemma))
    }

    /// Whether a noun stands alone in the case that says what a class of markers says.
    pub(super) fn is_bare(&self, token: usize, class: &str) -> bool {
        let Some((_, case)) = BARE.iter().find(|(name, _)| *name == class) else { return false };
        let cases = self.cases(token);
        if cases == Cases::ANY || !cases.may_be(*case) || self.has_case(token) {
            return false;
        }
        // What may be the owner of a noun is one.
        let owner = || {
            let noun = self.head(token).is_some_and(|head| !self.is_predicate(head));
            noun && cases.may_be(Case::Genitive)
        };
        !cases.may_be(Case::Nominative) && !cases.may_be(Case::Accusative) && !owner()
    }

    /// Whether a word may be a subject by its form.
    pub(super) fn may_be_subject(&self, token: usize) -> bool {
        self.cases(token).may_be(Case::Nominative)
    }

    /// Whether a word may be an object by its form; verbs that are denied have it in the genitive.
    pub(super) fn may_be_object(&self, token: usize) -> bool {
        let cases = self.cases(token);
        cases.may_be(Case::Accusative) || cases.may_be(Case::Genitive)
    }

    /// Whether a word may be the owner of a noun by its form.
    pub(super) fn may_own(&self, token: usize) -> bool {
        let adjective = self.token(token).is_some_and(|t| matches!(t.deprel, Deprel::Amod | Deprel::Det));
        adjective || self.cases(token).may_be(Case::Genitive) || self.may_be_subject(token)
    }

    /// Dependents of a verb, whatever the parser made of them, that can be nothing but its subject.
    pub(super) fn nominatives(&self, verb: usize) -> Vec<usize> {
        let taken = [Deprel::Obj, Deprel::Iobj, Deprel::Obl, Deprel::Nmod, Deprel::Xcomp, Deprel::Appos];
        let only = |t: &usize| self.cases(*t).is_only(Case::Nominative) && !self.has_case(*t);
        self.dependents(verb, &taken).filter(only).collect()
    }

    /// The name right before a finite verb that can be nothing but its subject, whatever the tree hung it on.
    pub(super) fn nominative_before(&self, verb: usize) -> Option<usize> {
        let finite = self.token(verb).is_some_and(|t| t.verb_form == VerbForm::Finite && t.deprel != Deprel::Acl);
        let here = self.mentions.of_sentence(self.index).iter();
        let name = here.filter(|_| finite).find(|m| m.last == verb && m.how != How::Adjective)?;
        let cases = self.cases(name.head);
        let subject = cases.may_be(Case::Nominative) && !cases.may_be(Case::Genitive) && !self.has_case(name.head);
        (cases != Cases::ANY && subject).then_some(name.head)
    }

    /// The noun behind a verb that the parser took for a second subject, though by its form it may be the object.
    pub(super) fn second_subject(&self, verb: usize) -> Option<usize> {
        if self.setting.language.settings.inflection.is_empty() {
            return None;
        }
        let mut subjects = self.dependents(verb, &[Deprel::Nsubj]);
        let first = subjects.next().filter(|t| *t < verb && self.may_be_subject(*t))?;
        subjects.find(|t| *t > verb && *t > first && self.cases(*t).may_be(Case::Accusative))
    }

    /// The agents of a passive verb by their case: below it, else the nearest name beside it.
    pub(super) fn agents(&self, verb: usize) -> Vec<usize> {
        let taken = [Deprel::Obl, Deprel::Nmod, Deprel::Xcomp, Deprel::Obj, Deprel::Iobj, Deprel::Appos, Deprel::Nsubj];
        let below: Vec<usize> = self.dependents(verb, &taken).filter(|t| self.is_bare(*t, "by")).collect();
        let named = |t: &usize| self.mention_at(*t).is_some();
        if below.iter().any(named) {
            return below.into_iter().filter(named).collect();
        }
        let here = self.mentions.of_sentence(self.index).iter();
        let only = |token: usize| self.cases(token).is_only(Case::Instrumental) && !self.has_case(token);
        let mut found: Vec<usize> = here.map(|m| m.head).filter(|t| only(*t)).collect();
        found.retain(|t| self.no_verb_between(verb, *t));
        let nearest = found.into_iter().min_by_key(|t| t.abs_diff(verb));
        nearest.into_iter().chain(below).collect()
    }

    fn no_verb_between(&self, a: usize, b: usize) -> bool {
        let mut between = a.min(b) + 1..a.max(b);
        !between.any(|t| self.token(t).is_some_and(|t| t.upos == Upos::Verb) || self.lower(t) == ",")
    }
}
