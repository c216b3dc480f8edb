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

/// The gender of a noun, or of the subject that a verb asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Gender {
    Masculine,
    Feminine,
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
    /// Whether it is an adjective made of the name of a state.
    pub demonym: bool,
    /// Where the name begins that it is a part of.
    pub name: Option<u32>,
    /// Whether it is a pronoun that is written on the end of the word before.
    pub enclitic: bool,
    /// Whether it is a part of a time expression.
    pub time: bool,
    /// Whether it is a verb of saying.
    pub says: bool,
    /// Whether it is such a verb in a form that stands beside another verb: "saying", "adding".
    pub adverbial: bool,
    /// Its gender, where it shows.
    pub gender: Option<Gender>,
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

impl Shape {
    /// Whether it is an adjective made of a name.
    fn adjective(&self) -> bool {
        self.upos == Upos::Propn && self.demonym
    }
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
    /// The clauses that are still open around this one, outermost first.
    above: Vec<Frame>,
    /// Heads of phrases behind adpositions that stand before their verb.
    waiting: Vec<usize>,
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
            waiting: Vec::new(),
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
        if shape.time {
            return self.time(at);
        }
        if shape.enclitic && self.glued(at) {
            return at + 1;
        }
        match shape.upos {
            Upos::Verb => self.verb(at),
            Upos::Adp => self.adposition(at),
            Upos::Cconj => self.coordinator = Some(at),
            Upos::Part | Upos::Aux | Upos::Adv | Upos::Sconj => self.particle(at),
            Upos::Punct | Upos::Sym => self.mark(at),
            _ => {
                let phrase = self.phrase(at);
                self.nominal(phrase);
                return phrase.last;
            }
        }
        at + 1
    }

    /// A particle stands before its verb; behind a noun that no verb follows it stands beside that.
    fn particle(&mut self, at: usize) {
        let waits = matches!(self.upos(at + 1), Some(Upos::Verb | Upos::Part | Upos::Aux | Upos::Adv));
        match self.noun.filter(|noun| noun.last == at && !waits && self.clause.verb.is_some()) {
            Some(noun) => self.set(at, noun.head, Deprel::Advmod),
            None => self.particles.push(at),
        }
    }

    /// Begins a clause that a word introduces.
    fn open(&mut self, at: usize, which: bool) {
        let opener = match self.noun.filter(|_| which) {
            Some(noun) => Opener::Which(noun.head),
            None => Opener::That(at),
        };
        // "that … and that …": the second stands beside the first, not below it.
        let beside = self.coordinator.is_some() && !which && matches!(self.clause.opener, Some(Opener::That(_)));
        let next = Frame { opener: Some(opener), ..Frame::default() };
        let clause = std::mem::replace(&mut self.clause, next);
        if !beside {
            self.above.push(clause);
        }
        self.adpositions.clear();
        self.waiting.clear();
        self.coordinator = None;
        self.noun = None;
        self.particles.push(at);
    }

    fn verb(&mut self, at: usize) {
        if self.shapes.get(at).is_some_and(|s| s.adverbial) && self.beside(at) {
            return;
        }
        self.leave_to_subject();
        if self.clause.verb.is_some() {
            self.next_clause(at);
        } else {
            self.hang(at);
            if let Some(subject) = self.clause.subject {
                self.set(subject, at, Deprel::Nsubj);
            }
        }
        self.clause.verb = Some(at);
        self.clause.act = Some(at);
        if self.grammar.order == Order::VerbLast
            && let Some(object) = self.clause.object
        {
            self.set(object, at, Deprel::Obj);
        }
        self.gather(at);
        self.noun = None;
    }

    /// A word like "saying": beside the innermost verb of saying, else the verb of its clause. Whether there is one.
    fn beside(&mut self, at: usize) -> bool {
        let own = self.clause.verb;
        let says = |verb: &usize| self.shapes.get(*verb).is_some_and(|s| s.says);
        let Some(head) = own.filter(says).or_else(|| self.saying()).or(own) else { return false };
        self.set(at, head, Deprel::Advcl);
        let next =
            Frame { opener: Some(Opener::And), verb: Some(at), act: Some(at), subject: Some(head), object: None };
        let clause = std::mem::replace(&mut self.clause, next);
        self.above.push(clause);
        self.gather(at);
        self.noun = None;
        true
    }

    /// Hangs on a verb what waited for it.
    fn gather(&mut self, at: usize) {
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
        for phrase in std::mem::take(&mut self.waiting) {
            self.set(phrase, at, Deprel::Obl);
        }
        if let Some(conjunction) = self.coordinator.take() {
            self.set(conjunction, at, Deprel::Cc);
        }
    }

    /// A second verb: a clause beside the one before, or one below it that shares its subject.
    fn next_clause(&mut self, at: usize) {
        let Some(verb) = self.clause.verb else { return };
        let says = |verb: usize| self.shapes.get(verb).is_some_and(|s| s.says);
        let relation = match self.coordinator {
            Some(_) => Deprel::Conj,
            None if says(verb) && !says(at) => Deprel::Ccomp,
            None => Deprel::Advcl,
        };
        self.set(at, verb, relation);
        let shared =
            self.clause.subject.filter(|s| self.coordinator.is_none() && self.noun.is_some_and(|n| n.head == *s));
        self.clause = Frame { opener: Some(Opener::And), subject: shared, ..Frame::default() };
    }

    /// Hangs the verb of a clause where its opener says.
    fn hang(&mut self, at: usize) {
        let above = self.above.iter().rev().find_map(|frame| frame.verb);
        match self.clause.opener {
            Some(Opener::Which(noun)) => self.set(at, noun, Deprel::Acl),
            Some(Opener::That(mark)) => {
                self.set(mark, at, Deprel::Mark);
                if let Some(above) = self.saying().or(above) {
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

    /// The innermost open verb of saying.
    fn saying(&self) -> Option<usize> {
        let says = |verb: &usize| self.shapes.get(*verb).is_some_and(|s| s.says);
        self.above.iter().rev().filter_map(|frame| frame.verb).find(says)
    }

    /// Leaves a clause that described a noun, at the mark behind it, where the clause around goes on with a verb.
    fn leave(&mut self, mark: usize) {
        let next = if self.upos(mark + 1) == Some(Upos::Cconj) { mark + 2 } else { mark + 1 };
        if self.upos(next) == Some(Upos::Verb)
            && matches!(self.clause.opener, Some(Opener::Which(_)))
            && self.clause.verb.is_some()
        {
            self.clause = self.above.pop().unwrap_or_default();
        }
    }

    /// Leaves a clause that described a noun, where the clause around has a subject that still waits for its verb.
    fn leave_to_subject(&mut self) {
        let waits = self.above.last().is_some_and(|frame| frame.verb.is_none() && frame.subject.is_some());
        let told = self.clause.verb.is_some() && matches!(self.clause.opener, Some(Opener::Which(_)));
        if waits && told && self.coordinator.is_none() {
            self.clause = self.above.pop().unwrap_or_default();
        }
    }

    /// A time expression: beside everything else, on the verb.
    fn time(&mut self, at: usize) -> usize {
        let end = (at..self.shapes.len()).find(|t| !self.shapes.get(*t).is_some_and(|s| s.time));
        let end = end.unwrap_or(self.shapes.len());
        for token in at + 1..end {
            self.set(token, at, Deprel::Nmod);
        }
        for adposition in std::mem::take(&mut self.adpositions) {
            self.set(adposition, at, Deprel::Case);
        }
        match self.clause.act.or(self.clause.verb) {
            Some(verb) => {
                self.set(at, verb, if self.upos(verb) == Some(Upos::Verb) { Deprel::Obl } else { Deprel::Nmod })
            }
            None => self.waiting.push(at),
        }
        end
    }

    /// A pronoun on the end of a verb is its object; on the end of a conjunction or particle the known subject of what
    /// follows. Whether it was one of these.
    fn glued(&mut self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        match self.upos(before) {
            Some(Upos::Verb) => {
                self.clause.object = Some(at);
                self.set(at, before, Deprel::Obj);
            }
            Some(Upos::Cconj | Upos::Sconj | Upos::Part | Upos::Adv) => self.particles.push(at),
            _ => return false,
        }
        true
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
        // Particles behind the verb of what the mark closes say nothing of what follows.
        if let Some(noun) = self.noun.filter(|_| self.clause.verb.is_some()) {
            for particle in std::mem::take(&mut self.particles) {
                self.set(particle, noun.head, Deprel::Advmod);
            }
        }
        self.leave(at);
    }

    /// The noun phrase that begins at `at`: nominals side by side, up to a title behind a name.
    fn phrase(&self, at: usize) -> Phrase {
        let nominal = |t: usize| {
            let upos = self.upos(t);
            let named = matches!(upos, Some(Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Det | Upos::X));
            let shape = self.shapes.get(t);
            shape.is_some_and(|s| !s.that && !s.which && !s.time && (named || s.enclitic))
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

    /// Whether a nominal inside the phrase that began at `first` begins the next one: a name behind a name, a title or
    /// a place behind something definite, an indefinite noun behind a definite one.
    fn begins_anew(&self, first: usize, at: usize) -> bool {
        let (Some(before), Some(shape)) = (self.shapes.get(at - 1), self.shapes.get(at)) else { return false };
        if shape.enclitic || shape.name.is_some() && shape.name == before.name {
            return false;
        }
        let inside = self.shapes.get(first..at).unwrap_or(&[]);
        let titled = inside.iter().any(|s| s.title);
        let person = |s: &Shape| {
            s.upos == Upos::Propn && !s.place && !s.adjective() || titled && !s.known && s.upos == Upos::Noun
        };
        let named = inside.iter().any(person);
        let name = before.upos == Upos::Propn && !before.adjective() || person(before);
        if shape.upos == Upos::Propn && !shape.adjective() {
            let closed = before.definite || before.enclitic || name;
            // "The president of X, Name": a person's name closes a phrase that holds its title.
            return if shape.place { closed && !before.title || name } else { name && (named || !titled) };
        }
        if shape.title {
            return name || before.enclitic || before.definite && !before.title;
        }
        let noun = shape.upos == Upos::Noun && shape.known;
        noun && if shape.definite { name && before.known } else { before.definite || before.enclitic }
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
        } else if let Some(before) = before.filter(|b| self.is_comma_between(*b, phrase)) {
            let names = [before.head, phrase.head].iter().all(|t| self.upos(*t) == Some(Upos::Propn));
            self.set(phrase.head, before.head, if names { Deprel::Conj } else { Deprel::Appos });
        } else {
            self.argument(phrase.head);
        }
        self.coordinator = None;
        let act = (phrase.first..phrase.last).rev().find(|t| self.shapes.get(*t).is_some_and(|s| s.act));
        if act.is_some() {
            self.clause.act = act;
        }
    }

    /// Whether nothing but one mark stands between two phrases.
    fn is_comma_between(&self, before: Phrase, phrase: Phrase) -> bool {
        phrase.first == before.last + 1 && self.upos(before.last) == Some(Upos::Punct)
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
        match governor {
            Some(governor) => {
                let verbal = self.upos(governor) == Some(Upos::Verb);
                self.set(phrase.head, governor, if verbal { Deprel::Obl } else { Deprel::Nmod });
            }
            None => self.waiting.push(phrase.head),
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
        if !before && self.grammar.order == Order::VerbFirst && self.agrees(verb, head) {
            self.clause.subject = Some(head);
            self.set(head, verb, Deprel::Nsubj);
        } else if self.clause.object.is_none() {
            self.clause.object = Some(head);
            self.set(head, verb, Deprel::Obj);
        } else {
            self.set(head, verb, Deprel::Obl);
        }
    }

    /// Whether a noun may be the subject of a verb before it: no masculine verb has a feminine subject right behind it.
    fn agrees(&self, verb: usize, noun: usize) -> bool {
        let gender = |t: usize| self.shapes.get(t).and_then(|s| s.gender);
        let apart = gender(verb) == Some(Gender::Masculine) && gender(noun) == Some(Gender::Feminine);
        !apart || noun != verb + 1
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
            Shape {
                upos,
                act,
                title: has('t'),
                known: true,
                definite: false,
                place: false,
                demonym: false,
                name: None,
                enclitic: has('+'),
                time: false,
                says: false,
                adverbial: false,
                gender: None,
                that: has('?'),
                which: has('&'),
            }
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
