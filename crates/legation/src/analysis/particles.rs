//! Roles that particles show on the surface, where they say it more surely than a parser trained on little text.

use super::{Analysis, Deprel, Sentence, Upos};

/// What a particle behind a noun says of the noun's part in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum RoleMark {
    Subject,
    Object,
    Topic,
    Owner,
}

impl Analysis {
    /// Sets the relations of nouns in the parsed sentence `index` after their particles; `mark` tells them from other
    /// tokens. A noun marked as object is one, a noun marked as subject is one, and a topic is the subject of a
    /// predicate that has no other.
    pub fn mend_roles(&mut self, index: usize, mark: impl Fn(&super::Token) -> Option<RoleMark>) {
        let Some(sentence) = self.sentences.get(index).filter(|s| s.parsed).cloned() else { return };
        let mut topics = Vec::new();
        for at in sentence.tokens() {
            let Some((noun, mark)) = self.marked(&sentence, at, &mark) else { continue };
            match mark {
                RoleMark::Subject => {
                    self.raise(&sentence, noun);
                    self.relate(noun, Deprel::Nsubj);
                }
                RoleMark::Object => self.relate(noun, Deprel::Obj),
                RoleMark::Topic => topics.push(noun),
                RoleMark::Owner => self.own(noun),
            }
        }
        self.skip_counters(&sentence);
        for noun in topics.iter().copied() {
            self.lift(&sentence, noun, &topics);
            let Some(head) = self.tokens.get(noun).map(|t| t.head) else { continue };
            if !self.has_subject(&sentence, head as usize, noun) {
                self.relate(noun, Deprel::Nsubj);
            }
        }
    }

    /// Hangs an owner that hangs on an adjective before a noun on that noun.
    fn own(&mut self, owner: usize) {
        let head = |t: usize| self.tokens.get(t).map(|t| t.head as usize);
        let describes = |t: &usize| {
            self.tokens.get(*t).is_some_and(|t| t.upos == Upos::Adj && matches!(t.deprel, Deprel::Acl | Deprel::Amod))
        };
        let noun = head(owner).filter(describes).and_then(head).filter(|noun| *noun > owner);
        if let (Some(noun), Some(token)) = (noun, self.tokens.get_mut(owner)) {
            (token.head, token.deprel) = (noun as u32, Deprel::Nmod);
        }
    }

    /// Hangs what hangs on a count before a noun ("A's second meeting") on that noun.
    fn skip_counters(&mut self, sentence: &Sentence) {
        let counts: Vec<usize> = sentence
            .tokens()
            .filter(|t| self.tokens.get(*t).is_some_and(|t| t.deprel == Deprel::Nummod))
            .filter_map(|t| Some(self.tokens.get(t)?.head as usize).filter(|head| *head > t))
            .collect();
        for at in sentence.tokens() {
            let Some(count) = self.tokens.get(at).filter(|t| t.deprel == Deprel::Nmod).map(|t| t.head as usize) else {
                continue;
            };
            let counter = self.tokens.get(count).filter(|t| t.deprel == Deprel::Nmod && counts.contains(&count));
            let Some(noun) = counter.map(|t| t.head as usize).filter(|noun| *noun > count && count > at) else {
                continue;
            };
            if let Some(token) = self.tokens.get_mut(at) {
                token.head = noun as u32;
            }
        }
    }

    /// Hangs a topic on the predicate it speaks of: the last one above its own that has no subject and no topic of its
    /// own. A topic is never a part of a clause that describes a noun behind it.
    fn lift(&mut self, sentence: &Sentence, noun: usize, topics: &[usize]) {
        let Some(head) = self.tokens.get(noun).map(|t| t.head as usize) else { return };
        if head == noun {
            self.unroot(sentence, noun);
            return;
        }
        // What stands behind the next topic is said of that one, unless the parser saw it reach further.
        let next = topics.iter().copied().find(|t| *t > noun).filter(|t| head < *t);
        let end = next.unwrap_or(usize::MAX);
        let above = self.path_to_root(noun).take_while(|t| *t < end);
        let free =
            |t: &usize| self.is_predicate(*t) && self.beside_marks(noun, *t) && !self.has_subject(sentence, *t, noun);
        let Some(best) = above.filter(free).last().filter(|best| *best != head && *best > noun) else { return };
        self.hang(noun, best);
    }

    /// Hangs a subject that hangs on a noun, or inside marks it stands outside of, on the next predicate above.
    fn raise(&mut self, sentence: &Sentence, noun: usize) {
        let Some(head) = self.tokens.get(noun).map(|t| t.head as usize).filter(|h| *h > noun) else { return };
        if self.is_predicate(head) && self.beside_marks(noun, head) || self.has_copula(head) {
            return;
        }
        let free = |t: &usize| {
            *t > noun && self.is_predicate(*t) && self.beside_marks(noun, *t) && !self.has_subject(sentence, *t, noun)
        };
        let best = self.path_to_root(noun).find(free);
        if let Some(best) = best {
            self.hang(noun, best);
        }
    }

    fn hang(&mut self, noun: usize, predicate: usize) {
        if let Some(token) = self.tokens.get_mut(noun) {
            (token.head, token.deprel) = (predicate as u32, Deprel::Obl);
        }
    }

    /// Whether a noun is said of something: an auxiliary or a copula hangs on it.
    fn has_copula(&self, noun: usize) -> bool {
        let says = |t: &super::Token| t.head as usize == noun && matches!(t.deprel, Deprel::Cop | Deprel::Aux);
        self.tokens.get(noun + 1..).is_some_and(|behind| behind.iter().take(3).any(says))
    }

    /// Whether two tokens stand in the same quotation marks, or both outside.
    fn beside_marks(&self, from: usize, to: usize) -> bool {
        let mut open = 0i32;
        for token in self.tokens.get(from..=to).unwrap_or(&[]) {
            open += match token.lemma.chars().next() {
                Some('\u{300C}' | '\u{300E}' | '\u{201C}') => 1,
                Some('\u{300D}' | '\u{300F}' | '\u{201D}') => -1,
                _ => 0,
            };
            if open < 0 {
                return false;
            }
        }
        open == 0
    }

    /// Whether something besides `noun` is the subject of a predicate.
    fn has_subject(&self, sentence: &Sentence, predicate: usize, noun: usize) -> bool {
        let subject = |t: usize| {
            t != noun && self.tokens.get(t).is_some_and(|t| t.head as usize == predicate && t.deprel == Deprel::Nsubj)
        };
        sentence.tokens().any(subject)
    }

    fn is_predicate(&self, token: usize) -> bool {
        self.tokens.get(token).is_some_and(|t| {
            matches!(t.upos, Upos::Verb | Upos::Adj) || t.upos == Upos::Noun && t.deprel == Deprel::Root
        })
    }

    /// Makes the last verb that hangs on a topic the root of its sentence, and what follows the topic hang on it.
    fn unroot(&mut self, sentence: &Sentence, noun: usize) {
        // A verbal noun shows by its auxiliary that it is a verb here.
        let verbal = |t: usize| {
            let next = self.tokens.get(t + 1).filter(|_| t + 1 < sentence.last as usize);
            next.is_some_and(|n| n.deprel == Deprel::Aux && n.head as usize == t)
        };
        let hangs = |t: &usize| {
            let own = self.tokens.get(*t).filter(|k| k.head as usize == noun && *t > noun);
            own.is_some_and(|k| k.upos == Upos::Verb || verbal(*t))
        };
        let Some(verb) = sentence.tokens().rev().find(hangs) else { return };
        for at in sentence.tokens().filter(|t| *t > noun) {
            let Some(token) = self.tokens.get_mut(at).filter(|t| t.head as usize == noun) else { continue };
            if at == verb {
                (token.head, token.deprel, token.upos) = (verb as u32, Deprel::Root, Upos::Verb);
            } else if !matches!(token.deprel, Deprel::Case | Deprel::Fixed) {
                token.head = verb as u32;
                if token.deprel == Deprel::Nmod {
                    token.deprel = Deprel::Obl;
                }
            }
        }
        if let Some(token) = self.tokens.get_mut(noun) {
            (token.head, token.deprel) = (verb as u32, Deprel::Nsubj);
        }
    }

    /// The noun that the particle at a token marks: its head, where it is the only one that stands on it.
    fn marked(
        &self,
        sentence: &Sentence,
        at: usize,
        mark: impl Fn(&super::Token) -> Option<RoleMark>,
    ) -> Option<(usize, RoleMark)> {
        let particle = self.tokens.get(at).filter(|t| t.deprel == Deprel::Case)?;
        let mark = mark(particle)?;
        let noun = particle.head as usize;
        let others = sentence.tokens().filter(|t| {
            *t != at && self.tokens.get(*t).is_some_and(|t| t.head as usize == noun && t.deprel == Deprel::Case)
        });
        (noun < at && others.count() == 0).then_some((noun, mark))
    }

    /// Gives a noun below a predicate another relation to it.
    fn relate(&mut self, noun: usize, relation: Deprel) {
        let Some(head) = self.tokens.get(noun).map(|t| t.head as usize) else { return };
        let predicate = self.is_predicate(head) || self.tokens.get(head).is_some_and(|t| t.upos == Upos::Aux);
        let Some(token) = self.tokens.get_mut(noun).filter(|_| predicate && head != noun) else { return };
        if matches!(
            token.deprel,
            Deprel::Nsubj | Deprel::Obj | Deprel::Obl | Deprel::Iobj | Deprel::Dislocated | Deprel::Dep | Deprel::Nmod
        ) {
            token.deprel = relation;
        }
    }
}
