//! Trees from the surface alone, for languages without a treebank: phrases by parts of speech from word tables, roles
//! by word order, adpositions and particles. After Abney (1991), *Parsing by Chunks*.

use super::{Analysis, Deprel, Sentence, Upos};

/// The order of a language's plain clause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Order {
    VerbFirst,
    #[default]
    VerbSecond,
    VerbLast,
}

/// What word tables know of one token.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Part of speech.
    pub upos: Upos,
    /// Whether it can name an act.
    pub act: bool,
    /// Whether a title begins with it.
    pub title: bool,
    /// Whether word tables know it; an unknown nominal may be a name.
    pub known: bool,
    /// Whether it has an article, or needs none.
    pub definite: bool,
    /// Whether it names a state or a city, not as an adjective.
    pub place: bool,
    /// Whether it introduces a clause that is said, wanted or known.
    pub that: bool,
    /// Whether it introduces a clause that describes the noun before it.
    pub which: bool,
}

/// How a language builds its phrases.
#[derive(Clone, Copy, Debug, Default)]
pub struct Grammar {
    /// Order of the plain clause.
    pub order: Order,
    /// Whether a noun stands before what modifies it.
    pub head_first: bool,
}

impl Analysis {
    /// Gives the sentence `index` parts of speech and a tree after the `shapes` of its tokens.
    pub fn parse_shallow(&mut self, index: usize, shapes: &[Shape], grammar: Grammar) {
        let Some(sentence) = self.sentences.get_mut(index) else { return };
        if shapes.len() != sentence.tokens().len() || shapes.len() > super::LONGEST_PARSED {
            return;
        }
        sentence.parsed = true;
        let sentence: Sentence = sentence.clone();
        let parse = Parse::of(shapes, grammar);
        let base = sentence.first as usize;
        for (at, (head, relation)) in parse.arcs.iter().enumerate() {
            let Some(token) = self.tokens.get_mut(base + at) else { continue };
            token.upos = shapes.get(at).map_or(Upos::X, |s| s.upos);
            token.head = (base + head) as u32;
            token.deprel = *relation;
        }
    }
}

/// A noun phrase.
#[derive(Clone, Copy, Debug)]
struct Phrase {
    first: usize,
    last: usize,
    head: usize,
}

/// A clause under construction.
#[derive(Clone, Copy, Debug, Default)]
struct Frame {
    verb: Option<usize>,
    subject: Option<usize>,
    object: Option<usize>,
    /// The latest word that names an act, behind which adpositional phrases hang.
    act: Option<usize>,
    /// What opened the clause.
    opener: Option<Opener>,
}

#[derive(Clone, Copy, Debug)]
enum Opener {
    That(usize),
    Which(usize),
    And,
}

struct Parse<'s> {
    shapes: &'s [Shape],
    grammar: Grammar,
    /// Head and relation of each token; a token that is its own head hangs on the root in the end.
    arcs: Vec<(usize, Deprel)>,
    clause: Frame,
    /// The verbs of the clauses that are still open, outermost first.
    above: Vec<usize>,
    /// The latest noun phrase.
    noun: Option<Phrase>,
    /// Tokens that wait for the next noun phrase or verb: adpositions; conjunctions; particles.
    adpositions: Vec<usize>,
    coordinator: Option<usize>,
    particles: Vec<usize>,
}

impl<'s> Parse<'s> {
    fn of(shapes: &'s [Shape], grammar: Grammar) -> Parse<'s> {
        let mut parse = Parse {
            shapes,
            grammar,
            arcs: (0..shapes.len()).map(|at| (at, Deprel::Root)).collect(),
            clause: Frame::default(),
            above: Vec::new(),
            noun: None,
            adpositions: Vec::new(),
            coordinator: None,
            particles: Vec::new(),
        };
        let mut at = 0;
        while at < shapes.len() {
            at = parse.take(at);
        }
        parse.close();
        parse
    }

    fn upos(&self, at: usize) -> Option<Upos> {
        self.shapes.get(at).map(|s| s.upos)
    }

    fn set(&mut self, at: usize, head: usize, relation: Deprel) {
        if at != head
            && let Some(arc) = self.arcs.get_mut(at)
        {
            *arc = (head, relation);
        }
    }

    /// Takes the token or phrase at `at`; one past it.
    fn take(&mut self, at: usize) -> usize {
        let Some(shape) = self.shapes.get(at).copied() else { return at + 1 };
        if shape.that || shape.which {
            self.open(at, shape.which);
            return at + 1;
        }
        match shape.upos {
            Upos::Verb => self.verb(at),
            Upos::Adp => self.adposition(at),
            Upos::Cconj => self.coordinator = Some(at),
            Upos::Part | Upos::Aux | Upos::Adv | Upos::Sconj => self.particles.push(at),
            Upos::Punct | Upos::Sym => self.mark(at),
            _ => {
                let phrase = self.phrase(at);
                self.nominal(phrase);
                return phrase.last;
            }
        }
        at + 1
    }

    /// Begins a clause that a word introduces.
    fn open(&mut self, at: usize, which: bool) {
        let opener = match self.noun.filter(|_| which) {
            Some(noun) => Opener::Which(noun.head),
            None => Opener::That(at),
        };
        self.above.extend(self.clause.verb);
        self.clause = Frame { opener: Some(opener), ..Frame::default() };
        self.adpositions.clear();
        self.coordinator = None;
        self.noun = None;
        self.particles.push(at);
    }

    fn verb(&mut self, at: usize) {
        let subject = if self.clause.verb.is_some() {
            self.next_clause(at);
            None
        } else {
            self.clause.subject
        };
        if self.clause.verb.is_none() {
            self.hang(at);
        }
        self.clause.verb = Some(at);
        self.clause.act = Some(at);
        if let Some(subject) = subject {
            self.set(subject, at, Deprel::Nsubj);
        }
        if self.grammar.order == Order::VerbLast
            && let Some(object) = self.clause.object
        {
            self.set(object, at, Deprel::Obj);
        }
        for particle in std::mem::take(&mut self.particles) {
            let relation = match self.upos(particle) {
                Some(Upos::Aux) => Deprel::Aux,
                Some(Upos::Sconj) => Deprel::Mark,
                _ => Deprel::Advmod,
            };
            self.set(particle, at, relation);
        }
        for adposition in std::mem::take(&mut self.adpositions) {
            self.set(adposition, at, Deprel::Mark);
        }
        if let Some(conjunction) = self.coordinator.take() {
            self.set(conjunction, at, Deprel::Cc);
        }
        self.noun = None;
    }

    /// A second verb: a clause beside the one before, or one below it.
    fn next_clause(&mut self, at: usize) {
        let Some(verb) = self.clause.verb else { return };
        let relation = if self.coordinator.is_some() { Deprel::Conj } else { Deprel::Advcl };
        self.set(at, verb, relation);
        self.clause = Frame { opener: Some(Opener::And), ..Frame::default() };
        self.clause.verb = Some(verb);
    }

    /// Hangs the verb of a clause where its opener says.
    fn hang(&mut self, at: usize) {
        let above = self.above.last().copied();
        match self.clause.opener {
            Some(Opener::Which(noun)) => self.set(at, noun, Deprel::Acl),
            Some(Opener::That(mark)) => {
                self.set(mark, at, Deprel::Mark);
                if let Some(above) = above {
                    self.set(at, above, Deprel::Ccomp);
                }
            }
            Some(Opener::And) | None => {
                if let Some(above) = above {
                    self.set(at, above, Deprel::Parataxis);
                }
            }
        }
    }

    fn adposition(&mut self, at: usize) {
        // A postposition marks the noun before it.
        match self.noun.filter(|n| self.grammar.order == Order::VerbLast && n.last == at) {
            Some(noun) => {
                self.set(at, noun.head, Deprel::Case);
                self.noun = Some(Phrase { last: at + 1, ..noun });
            }
            None => self.adpositions.push(at),
        }
    }

    fn mark(&mut self, at: usize) {
        let head = self.clause.verb.or(self.noun.map(|n| n.head));
        if let Some(head) = head {
            self.set(at, head, Deprel::Punct);
        }
    }

    /// The noun phrase that begins at `at`: nominals side by side, up to a title behind a name.
    fn phrase(&self, at: usize) -> Phrase {
        let nominal = |t: usize| {
            let upos = self.upos(t);
            matches!(upos, Some(Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Det | Upos::X))
                && !self.shapes.get(t).is_some_and(|s| s.that || s.which)
        };
        let mut last = at + 1;
        if self.upos(at) != Some(Upos::Pron) {
            while nominal(last) {
                if self.grammar.head_first && self.begins_anew(at, last) {
                    break;
                }
                last += 1;
            }
        }
        let head = if self.grammar.head_first { at } else { last - 1 };
        Phrase { first: at, last, head }
    }

    /// Whether a nominal inside the phrase that began at `first` begins the next one: a title or a place behind a name,
    /// an indefinite noun behind a definite one.
    fn begins_anew(&self, first: usize, at: usize) -> bool {
        let (Some(before), Some(shape)) = (self.shapes.get(at - 1), self.shapes.get(at)) else { return false };
        let titled = self.shapes.get(first..at).is_some_and(|shapes| shapes.iter().any(|s| s.title));
        let name = before.upos == Upos::Propn || titled && !before.known && before.upos == Upos::Noun;
        let bare = shape.upos == Upos::Noun && shape.known && !shape.definite;
        shape.title && name || shape.place && titled && name && !before.known || bare && before.definite
    }

    /// Hangs a noun phrase in the clause.
    fn nominal(&mut self, phrase: Phrase) {
        self.inside(phrase);
        let before = self.noun.replace(phrase);
        let adpositions = std::mem::take(&mut self.adpositions);
        if !adpositions.is_empty() {
            for adposition in adpositions {
                self.set(adposition, phrase.head, Deprel::Case);
            }
            self.oblique(phrase, before);
        } else if let (Some(conjunction), Some(before)) = (self.coordinator, before) {
            self.set(conjunction, phrase.head, Deprel::Cc);
            self.set(phrase.head, before.head, Deprel::Conj);
        } else {
            self.argument(phrase.head);
        }
        self.coordinator = None;
        let act = (phrase.first..phrase.last).rev().find(|t| self.shapes.get(*t).is_some_and(|s| s.act));
        if act.is_some() {
            self.clause.act = act;
        }
    }

    /// Hangs the words of a phrase on each other: each on the noun before it, or behind it where heads come last.
    fn inside(&mut self, phrase: Phrase) {
        let mut head = phrase.head;
        let order: Vec<usize> = if self.grammar.head_first {
            (phrase.first..phrase.last).collect()
        } else {
            (phrase.first..phrase.last).rev().collect()
        };
        for token in order.into_iter().filter(|t| *t != phrase.head) {
            let relation = match self.upos(token) {
                Some(Upos::Adj) => Deprel::Amod,
                Some(Upos::Num) => Deprel::Nummod,
                Some(Upos::Det) => Deprel::Det,
                _ => Deprel::Nmod,
            };
            self.set(token, head, relation);
            if self.upos(token) == Some(Upos::Noun) {
                head = token;
            }
        }
    }

    /// A phrase behind an adposition hangs on the latest word that names an act, else on the noun before it.
    fn oblique(&mut self, phrase: Phrase, before: Option<Phrase>) {
        let governor = self.clause.act.or(self.clause.verb).or(before.map(|b| b.head));
        if let Some(governor) = governor {
            let verbal = self.upos(governor) == Some(Upos::Verb);
            self.set(phrase.head, governor, if verbal { Deprel::Obl } else { Deprel::Nmod });
        }
    }

    /// A bare phrase is subject or object, by word order.
    fn argument(&mut self, head: usize) {
        let Some(verb) = self.clause.verb else {
            if self.grammar.order == Order::VerbLast && self.clause.subject.is_some() {
                self.clause.object = Some(head);
            } else {
                self.clause.subject = Some(head);
            }
            return;
        };
        let before = self.clause.subject.is_some();
        if !before && self.grammar.order == Order::VerbFirst {
            self.clause.subject = Some(head);
            self.set(head, verb, Deprel::Nsubj);
        } else if self.clause.object.is_none() {
            self.clause.object = Some(head);
            self.set(head, verb, Deprel::Obj);
        } else {
            self.set(head, verb, Deprel::Obl);
        }
    }

    /// Gives one root to what hangs nowhere yet.
    fn close(&mut self) {
        let verb = (0..self.arcs.len()).find(|t| self.is_open(*t) && self.upos(*t) == Some(Upos::Verb));
        let root = verb.or_else(|| (0..self.arcs.len()).find(|t| self.is_open(*t)));
        let Some(root) = root else { return };
        for at in (0..self.arcs.len()).filter(|t| *t != root) {
            if self.is_open(at) {
                let relation = match self.upos(at) {
                    Some(Upos::Punct) => Deprel::Punct,
                    Some(Upos::Verb) => Deprel::Parataxis,
                    _ => Deprel::Dep,
                };
                self.set(at, root, relation);
            }
        }
    }

    fn is_open(&self, at: usize) -> bool {
        self.arcs.get(at).is_some_and(|(head, _)| *head == at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shapes(line: &str) -> Vec<Shape> {
        let shape = |word: &str| {
            let upos = match word.chars().next() {
                Some('v') => Upos::Verb,
                Some('p') => Upos::Adp,
                Some('c') => Upos::Cconj,
                Some('N') => Upos::Propn,
                Some('.') => Upos::Punct,
                _ => Upos::Noun,
            };
            let has = |mark: char| word.contains(mark);
            let act = upos == Upos::Verb || has('!');
            let (known, definite, place) = (true, false, false);
            Shape { upos, act, title: has('t'), known, definite, place, that: has('?'), which: has('&') }
        };
        line.split(' ').map(shape).collect()
    }

    fn arcs(line: &str, grammar: Grammar) -> Vec<(usize, Deprel)> {
        Parse::of(&shapes(line), grammar).arcs
    }

    #[test]
    fn roles_follow_word_order() {
        let first = Grammar { order: Order::VerbFirst, head_first: true };
        // received | minister name | minister name | in place
        let found = arcs("v nt N nt N p N", first);
        assert_eq!(found[1], (0, Deprel::Nsubj));
        assert_eq!(found[3], (0, Deprel::Obj));
        assert_eq!((found[5], found[6]), ((6, Deprel::Case), (0, Deprel::Obl)));
        let second = Grammar::default();
        let found = arcs("N v N p n!", second);
        assert_eq!((found[0], found[2]), ((1, Deprel::Nsubj), (1, Deprel::Obj)));
        let last = Grammar { order: Order::VerbLast, head_first: false };
        let found = arcs("N N v", last);
        assert_eq!(found[1], (2, Deprel::Nsubj));
    }

    #[test]
    fn clauses_hang_on_the_verb_that_says_them() {
        let grammar = Grammar { order: Order::VerbFirst, head_first: true };
        let found = arcs("v N x? N v N", grammar);
        assert_eq!(found[4], (0, Deprel::Ccomp));
        assert_eq!((found[3], found[5]), ((4, Deprel::Nsubj), (4, Deprel::Obj)));
    }
}
