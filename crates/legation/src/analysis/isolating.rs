//! Clauses of languages without endings, where a parser trained on little text takes the verb of a sentence for an
//! attribute, a preposition for a verb, and a day for a subject.

use super::{Analysis, Deprel, Subtype, Token, Upos};
use crate::span::Span;
use std::ops::Range;

/// What the pack says of words.
pub struct Isolating<'a> {
    /// Whether a word introduces a phrase and may be a verb of its own elsewhere.
    pub introduces: &'a dyn Fn(&Token) -> bool,
    /// Whether a word introduces who acts in a passive.
    pub by: &'a dyn Fn(&Token) -> bool,
    /// Whether a word ends an attribute.
    pub of: &'a dyn Fn(&Token) -> bool,
    /// Whether a word may have a clause below it: a word of acts or of saying.
    pub governs: &'a dyn Fn(&Token) -> bool,
    /// Whether a stretch is a time.
    pub time: &'a dyn Fn(Span) -> bool,
    /// Whether a token is a comma.
    pub comma: &'a dyn Fn(&Token) -> bool,
}

impl Analysis {
    /// Mends the clauses of the parsed sentence `index`.
    pub fn mend_isolating(&mut self, index: usize, clauses: &Isolating<'_>) {
        let Some(range) = self.sentences.get(index).filter(|s| s.parsed).map(|s| s.tokens()) else { return };
        let mut mend = Mend { tokens: &mut self.tokens, range: range.clone(), clauses };
        for at in range.clone() {
            mend.day(at);
        }
        mend.opening();
        for at in range.clone() {
            mend.preposition(at);
            mend.loose_preposition(at);
            mend.list(at);
        }
        for at in range.clone() {
            mend.passive(at);
        }
        for at in range.clone() {
            mend.equation(at);
        }
        for at in range.rev() {
            mend.verb(at);
        }
        mend.root();
    }
}

struct Mend<'m, 'c> {
    tokens: &'m mut [Token],
    range: Range<usize>,
    clauses: &'m Isolating<'c>,
}

impl Mend<'_, '_> {
    fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at).filter(|_| self.range.contains(&at))
    }

    fn head(&self, at: usize) -> usize {
        self.token(at).map_or(at, |t| t.head as usize)
    }

    fn is_verb(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.upos == Upos::Verb)
    }

    fn is_nominal(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| matches!(t.upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::X))
    }

    fn has(&self, at: usize, test: impl Fn(&Token) -> bool) -> bool {
        self.children(at).into_iter().filter_map(|c| self.token(c)).any(test)
    }

    fn children(&self, at: usize) -> Vec<usize> {
        self.range.clone().filter(|c| *c != at && self.head(*c) == at).collect()
    }

    fn set(&mut self, at: usize, head: usize, relation: Deprel) {
        if let Some(token) = self.tokens.get_mut(at) {
            (token.head, token.deprel, token.subtype) = (head as u32, relation, Subtype::None);
        }
    }

    /// Puts one token in the place of another in the tree.
    fn replace(&mut self, old: usize, new: usize) {
        let Some((head, relation)) = self.token(old).map(|t| (t.head as usize, t.deprel)) else { return };
        self.set(new, if head == old { new } else { head }, relation);
    }

    /// A day between a subject and its verb is not the subject.
    fn day(&mut self, at: usize) {
        let day = |t: &Token| (self.clauses.time)(t.span);
        let Some(token) = self.token(at).filter(|t| day(t) && t.deprel == Deprel::Nsubj) else { return };
        let head = token.head as usize;
        let owned = |c: &usize| *c < at && self.is_nominal(*c) && self.token(*c).is_some_and(|t| !day(t));
        let below: Vec<usize> = self.children(at).into_iter().filter(owned).collect();
        if let Some((last, rest)) = below.split_last() {
            let beside = self.head(*last);
            self.replace(at, *last);
            rest.iter().filter(|c| self.head(**c) == beside).copied().collect::<Vec<_>>().into_iter().for_each(|c| {
                self.set(c, *last, Deprel::Nmod);
            });
        }
        self.set(at, head, Deprel::Obl);
        if let Some(token) = self.tokens.get_mut(at) {
            token.subtype = Subtype::Tmod;
        }
    }

    /// A preposition that was taken for a verb before the verb gives the noun behind it to that verb.
    fn preposition(&mut self, at: usize) {
        let loose =
            [Deprel::Acl, Deprel::Advcl, Deprel::Mark, Deprel::Dep, Deprel::Advmod, Deprel::Xcomp, Deprel::Conj];
        let fits = |t: &Token| (self.clauses.introduces)(t) && loose.contains(&t.deprel) && t.head as usize > at;
        let Some(verb) = self.token(at).filter(|t| fits(t)).map(|t| t.head as usize) else { return };
        let noun = self.children(at).into_iter().find(|c| *c > at && *c < verb && self.is_nominal(*c));
        let Some(noun) = noun.filter(|_| self.is_verb(verb)) else { return };
        self.set(noun, verb, Deprel::Obl);
        for child in self.children(at) {
            self.set(child, noun, self.token(child).map_or(Deprel::Dep, |t| t.deprel));
        }
        self.set(at, noun, Deprel::Case);
        if let Some(token) = self.tokens.get_mut(at) {
            token.upos = Upos::Adp;
        }
    }

    /// A preposition that hangs on a verb takes the noun behind it, which the tree gave to the same verb.
    fn loose_preposition(&mut self, at: usize) {
        let fits = |t: &Token| t.upos == Upos::Adp && t.head as usize > at && (self.clauses.introduces)(t);
        let Some(verb) = self.token(at).filter(|t| fits(t)).map(|t| t.head as usize) else { return };
        let noun = self.phrase_at(at + 1);
        if self.is_verb(verb) && noun < verb && self.is_nominal(noun) && self.head(noun) == verb {
            self.set(noun, verb, Deprel::Obl);
            self.set(at, noun, Deprel::Case);
        }
    }

    /// The noun that the words from a token on belong to, as long as all of them are nouns.
    fn phrase_at(&self, at: usize) -> usize {
        let mut top = at;
        while self.is_nominal(top) && self.head(top) > top && self.is_nominal(self.head(top)) {
            top = self.head(top);
        }
        top
    }

    /// The noun behind a conjunction is beside the noun before it where both hang on one verb.
    fn list(&mut self, at: usize) {
        let Some(before) = at.checked_sub(1).filter(|t| self.is_nominal(*t)) else { return };
        let behind = self.phrase_at(at + 1);
        let joins = self.token(at).is_some_and(|t| t.upos == Upos::Cconj);
        let one = self.head(before) == self.head(behind) && self.head(before) > behind;
        if joins && one && self.is_nominal(behind) && self.is_verb(self.head(before)) {
            self.set(behind, before, Deprel::Conj);
            self.set(at, behind, Deprel::Cc);
        }
    }

    /// A noun that opens a sentence and was taken for its root is the subject of the verb behind it that has none.
    fn opening(&mut self) {
        let Some(root) = self.range.clone().find(|t| self.head(*t) == *t).filter(|t| self.is_nominal(*t)) else {
            return;
        };
        let opens = (self.range.start..root).all(|t| self.is_nominal(t) && self.head(t) == root);
        let clause = |c: &usize| {
            let verb = self.is_verb(*c) && self.token(*c).is_some_and(|t| t.deprel != Deprel::Acl);
            *c > root && verb && !self.has(*c, |t| t.deprel == Deprel::Nsubj)
        };
        let verb = self.children(root).into_iter().find(clause);
        let Some(verb) = verb.filter(|_| opens && !self.has(root, |t| t.deprel == Deprel::Cop)) else { return };
        for child in self.children(root).into_iter().filter(|c| *c > root && *c != verb) {
            self.set(child, verb, self.token(child).map_or(Deprel::Dep, |t| t.deprel));
        }
        self.set(verb, verb, Deprel::Root);
        self.set(root, verb, Deprel::Nsubj);
    }

    /// The noun between the mark of a passive and its verb is who acts.
    fn passive(&mut self, at: usize) {
        let marks = |t: &Token| (self.clauses.by)(t) && t.deprel == Deprel::Aux;
        let Some(verb) = self.token(at).filter(|t| marks(t)).map(|t| t.head as usize) else { return };
        let between = |c: &usize| at < *c && *c < verb && self.is_nominal(*c);
        let agent = self.children(verb).into_iter().find(between);
        if let Some(token) = self.tokens.get_mut(verb) {
            token.upos = Upos::Verb;
            token.passive = true;
        }
        let Some(agent) = agent else { return };
        self.set(agent, verb, Deprel::Obl);
        if let Some(token) = self.tokens.get_mut(agent) {
            token.subtype = Subtype::Agent;
        }
    }

    /// An object of which something is said is a clause.
    fn equation(&mut self, at: usize) {
        let object = self.token(at).is_some_and(|t| t.deprel == Deprel::Obj);
        if object && self.has(at, |t| t.deprel == Deprel::Cop) {
            self.set(at, self.head(at), Deprel::Ccomp);
        }
    }

    /// A verb that hangs as an attribute on a verb behind it stands above it where it may have a clause below, else
    /// beside it.
    fn verb(&mut self, at: usize) {
        let attribute =
            |t: &Token| matches!(t.deprel, Deprel::Acl | Deprel::Dep | Deprel::Advcl) && t.upos == Upos::Verb;
        let Some(token) = self.token(at).filter(|t| attribute(t)) else { return };
        let below = token.head as usize;
        let governs = (self.clauses.governs)(token);
        if below <= at || !self.is_verb(below) || self.has(at, |t| (self.clauses.of)(t)) {
            return;
        }
        let apart = (at..below).filter_map(|t| self.token(t)).any(|t| (self.clauses.comma)(t));
        let subject = self.children(below).into_iter().chain(self.children(at));
        let subject = subject.filter(|c| *c < at).any(|c| self.token(c).is_some_and(|t| t.deprel == Deprel::Nsubj));
        if !governs || apart || !subject {
            self.set(at, below, Deprel::Advcl);
            return;
        }
        for child in self.children(below).into_iter().filter(|c| *c < at) {
            self.set(child, at, self.token(child).map_or(Deprel::Dep, |t| t.deprel));
        }
        self.replace(below, at);
        self.set(below, at, Deprel::Ccomp);
    }

    /// A sentence whose root is a noun of which nothing is said, but that has a clause with a subject as attribute: the
    /// verb of that clause is its root, and the noun the object.
    fn root(&mut self) {
        let Some(root) = self.range.clone().find(|t| self.head(*t) == *t).filter(|t| self.is_nominal(*t)) else {
            return;
        };
        if self.has(root, |t| matches!(t.deprel, Deprel::Cop | Deprel::Nsubj)) {
            return;
        }
        let clause = |c: &usize| {
            let attribute = self.token(*c).is_some_and(|t| t.deprel == Deprel::Acl && t.upos == Upos::Verb);
            attribute && *c < root && self.has(*c, |t| t.deprel == Deprel::Nsubj)
        };
        let Some(verb) = self.children(root).into_iter().find(clause) else { return };
        self.set(verb, verb, Deprel::Root);
        self.set(root, verb, Deprel::Obj);
    }
}
