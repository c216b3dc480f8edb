//! Trees from the particles behind nouns and the endings of verbs, for verb-final languages that mark both: what they
//! say is surer than a parser trained on little text.

use super::{Analysis, Deprel, Token, Upos, VerbForm};

/// What a noun phrase is in its clause, by what stands behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Part {
    Bare,
    Subject,
    Object,
    Topic,
    /// It belongs to the next noun.
    Owner,
    /// "with", or "and" where another name follows.
    Partner,
    /// It is one of several.
    Listed,
    /// The sentence sets it aside: "apart from".
    Apart,
    Other,
}

/// How a predicate is joined to what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Ending {
    /// It describes the next noun.
    Describes,
    /// It tells what the next noun holds: a plan, a view.
    Content,
    /// It is what somebody says.
    Says,
    /// It stands as a noun in this part.
    Noun(Part),
    /// It tells when or in which case the next clause holds.
    While,
    /// The main clause follows, as another one.
    Contrasts,
    /// Another clause follows.
    Links,
    Closes,
}

/// What one token is in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Piece {
    Noun,
    Particle(Part),
    /// The word of a predicate that carries its meaning; `verb` where it is one, whatever its tag.
    Predicate {
        ending: Ending,
        verb: bool,
    },
    /// More of the predicate before it.
    Follower,
    /// Describes the next noun.
    Modifier,
    Comma,
    /// Joins nouns of equal rank.
    Joins,
    Opens,
    Shuts,
    /// A remark in brackets behind a noun.
    Aside,
    Loose,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Noun { part: Part, comma: bool, named: bool },
    Predicate { ending: Ending, verb: bool, comma: bool },
    Modifier,
}

/// A noun phrase, a predicate or a modifier; `depth` counts the marked stretches of speech around it that hold a clause.
#[derive(Clone, Copy, Debug)]
struct Unit {
    head: usize,
    kind: Kind,
    depth: usize,
    /// The quotation mark that it stands behind; 0 outside.
    mark: usize,
}

impl Unit {
    fn predicate(&self) -> Option<Ending> {
        match self.kind {
            Kind::Predicate { ending, .. } => Some(ending),
            _ => None,
        }
    }

    fn part(&self) -> Option<Part> {
        match self.kind {
            Kind::Noun { part, .. } => Some(part),
            _ => None,
        }
    }
}

impl Analysis {
    /// Gives the parsed sentence `index` a new tree after the `pieces` of its tokens; relations of the old one help
    /// where the surface says nothing.
    pub fn mend_clauses(&mut self, index: usize, pieces: &[Piece]) {
        let Some(sentence) = self.sentences.get(index).filter(|s| s.parsed).cloned() else { return };
        let base = sentence.first as usize;
        let Some(tokens) = self.tokens.get_mut(sentence.tokens()).filter(|t| t.len() == pieces.len()) else { return };
        let old = tokens.to_vec();
        let mut tree = Clauses::of(&old, pieces, base);
        tree.join();
        for (at, token) in tokens.iter_mut().enumerate() {
            tree.write(at, token);
        }
    }
}

struct Clauses<'t> {
    tokens: &'t [Token],
    pieces: &'t [Piece],
    base: usize,
    units: Vec<Unit>,
    arcs: Vec<Option<(usize, Deprel)>>,
    /// Whether a predicate has a subject already, or an object; by number of the unit.
    filled: Vec<(bool, bool)>,
    root: usize,
}

impl<'t> Clauses<'t> {
    fn of(tokens: &'t [Token], pieces: &'t [Piece], base: usize) -> Clauses<'t> {
        let arcs = vec![None; tokens.len()];
        let mut tree = Clauses { tokens, pieces, base, units: Vec::new(), arcs, filled: Vec::new(), root: 0 };
        tree.gather();
        tree.filled = vec![(false, false); tree.units.len()];
        tree
    }

    fn set(&mut self, at: usize, head: usize, relation: Deprel) {
        if let Some(arc) = self.arcs.get_mut(at).filter(|_| at != head) {
            *arc = Some((head, relation));
        }
    }

    fn piece(&self, at: usize) -> Option<Piece> {
        self.pieces.get(at).copied()
    }

    /// Cuts the sentence into units.
    fn gather(&mut self) {
        let islands = self.islands();
        let mut open: Option<Phrase> = None;
        let mut marks: Vec<usize> = Vec::new();
        let mut depth = 0;
        for (at, piece) in self.pieces.iter().enumerate() {
            let place = (depth, marks.last().copied().unwrap_or(0));
            match piece {
                Piece::Opens => marks.push(at + 1),
                Piece::Shuts => drop(marks.pop()),
                _ => {}
            }
            let bound = islands.contains(&at);
            match piece {
                Piece::Noun => {
                    if open.as_ref().is_some_and(|p| p.part != Part::Bare) {
                        self.flush(&mut open, false, place);
                    }
                    let phrase = open.get_or_insert_with(|| Phrase::within(place.1));
                    phrase.nouns.push(at);
                }
                Piece::Particle(part) => match &mut open {
                    Some(phrase) => phrase.mark(at, *part),
                    None => self.follow(at, Deprel::Mark),
                },
                Piece::Aside => match open.as_ref().and_then(|p| p.nouns.last()).copied() {
                    Some(noun) => self.set(at, noun, Deprel::Appos),
                    None => self.follow(at, Deprel::Dep),
                },
                Piece::Joins => {
                    if let Some(phrase) = open.as_mut().filter(|p| p.part == Part::Bare) {
                        phrase.part = Part::Listed;
                    }
                    self.flush(&mut open, false, place);
                }
                Piece::Opens | Piece::Shuts if !bound => {}
                Piece::Opens | Piece::Shuts => {
                    self.flush(&mut open, true, place);
                    depth = if *piece == Piece::Opens { depth + 1 } else { depth.saturating_sub(1) };
                }
                Piece::Follower => self.follow(at, Deprel::Aux),
                Piece::Comma => {
                    if open.is_none()
                        && let Some(Unit { kind: Kind::Predicate { comma, .. }, .. }) = self.units.last_mut()
                    {
                        *comma = true;
                    }
                    self.flush(&mut open, true, place);
                }
                Piece::Loose => {
                    if self.tokens.get(at).is_some_and(|t| t.upos != Upos::Punct) {
                        self.flush(&mut open, false, place);
                    }
                }
                Piece::Modifier | Piece::Predicate { .. } => {
                    self.flush(&mut open, false, place);
                    let kind = match *piece {
                        Piece::Predicate { ending, verb } => Kind::Predicate { ending, verb, comma: false },
                        _ => Kind::Modifier,
                    };
                    self.units.push(Unit { head: at, kind, depth, mark: place.1 });
                }
            }
        }
        self.flush(&mut open, false, (depth, 0));
    }

    /// The marks around stretches that end in a predicate: what is inside hangs together.
    fn islands(&self) -> Vec<usize> {
        let mut out = Vec::new();
        let mut open = Vec::new();
        for (at, piece) in self.pieces.iter().enumerate() {
            match piece {
                Piece::Opens => open.push(at),
                Piece::Shuts => {
                    let Some(from) = open.pop() else { continue };
                    let spoken = |t: &usize| !matches!(self.piece(*t), Some(Piece::Loose | Piece::Comma));
                    let last = (from + 1..at).rev().find(spoken).and_then(|t| self.piece(t));
                    if matches!(last, Some(Piece::Predicate { .. } | Piece::Follower)) {
                        out.extend([from, at]);
                    }
                }
                _ => {}
            }
        }
        out
    }

    /// Hangs a token on the predicate before it.
    fn follow(&mut self, at: usize, relation: Deprel) {
        if let Some(head) = self.units.last().map(|u| u.head) {
            self.set(at, head, relation);
        }
    }

    /// Closes a noun phrase: its words hang on each other from left to right, its particles on its head.
    fn flush(&mut self, open: &mut Option<Phrase>, comma: bool, (depth, mark): (usize, usize)) {
        let Some(phrase) = open.take() else { return };
        let number = |at: usize| self.tokens.get(at).is_some_and(|t| t.upos == Upos::Num);
        // "soldier one person": what is counted stands before the number.
        let counted = match phrase.nouns.as_slice() {
            [.., noun, count, _] if number(*count) && !number(*noun) => Some(*noun),
            [.., noun, count] if number(*count) && !number(*noun) => Some(*noun),
            _ => None,
        };
        let Some(head) = counted.or(phrase.nouns.last().copied()) else { return };
        let mark = mark.min(phrase.mark);
        let named = |at: usize| self.tokens.get(at).is_some_and(|t| t.upos == Upos::Propn);
        let named = named(head) || phrase.nouns.first().is_some_and(|first| named(*first)) && phrase.nouns.len() > 1;
        for pair in phrase.nouns.windows(2) {
            let [left, right] = pair else { continue };
            let relation = match self.tokens.get(*left).map(|t| t.upos) {
                Some(Upos::Num) => Deprel::Nummod,
                Some(Upos::Det) => Deprel::Det,
                _ => Deprel::Compound,
            };
            if *left < head {
                self.set(*left, *right, relation);
            } else {
                self.set(*right, head, Deprel::Nummod);
            }
        }
        for particle in &phrase.particles {
            self.set(*particle, head, Deprel::Case);
        }
        self.units.push(Unit { head, kind: Kind::Noun { part: phrase.part, comma, named }, depth, mark });
    }

    /// Hangs the units on each other.
    fn join(&mut self) {
        let last = |wanted: &dyn Fn(&Unit) -> bool| self.units.iter().rposition(wanted);
        let root = last(&|u| u.predicate().is_some() && u.depth == 0)
            .or_else(|| last(&|u| u.predicate().is_some()))
            .or_else(|| last(&|u| u.part().is_some()));
        let Some(root) = root else { return };
        self.root = self.units.get(root).map_or(0, |u| u.head);
        for number in (0..self.units.len()).rev() {
            if number != root {
                self.hang(number, root);
            }
        }
        for number in 0..self.units.len() {
            if number != root && self.units.get(number).and_then(Unit::part) == Some(Part::Topic) {
                self.topic(number, root);
            }
        }
    }

    fn hang(&mut self, number: usize, root: usize) {
        let Some(unit) = self.units.get(number).copied() else { return };
        let found = match unit.kind {
            Kind::Noun { part: Part::Topic, .. } => return,
            Kind::Noun { part, comma, named } => self.noun(number, part, comma, named),
            Kind::Predicate { ending, comma, .. } => self.predicate(number, ending, comma),
            Kind::Modifier => self.next_noun(number).map(|noun| (noun, Deprel::Amod)),
        };
        let above = self.units.get(root).map_or(unit.head, |u| u.head);
        let (to, relation) = match found {
            Some((to, relation)) => (self.units.get(to).map_or(above, |u| u.head), relation),
            None if unit.predicate().is_some() => (above, Deprel::Parataxis),
            None if number > root => (above, Deprel::Dislocated),
            None if self.units.get(root).is_some_and(|u| u.part().is_some()) && unit.part() != Some(Part::Other) => {
                (above, Deprel::Nsubj)
            }
            None => (above, Deprel::Obl),
        };
        self.set(unit.head, to, relation);
    }

    /// The predicates behind a unit, nearest first: of its own stretch of speech, then of those around it.
    fn predicates(&self, number: usize) -> impl Iterator<Item = (usize, Ending)> + '_ {
        let mut depth = self.units.get(number).map_or(0, |u| u.depth);
        let behind = self.units.iter().enumerate().skip(number + 1);
        let seen = behind.filter(move |(_, u)| {
            let outside = u.depth <= depth;
            depth = depth.min(u.depth);
            outside
        });
        seen.filter_map(|(at, u)| Some((at, u.predicate()?)))
    }

    fn next_noun(&self, number: usize) -> Option<usize> {
        let behind = self.units.iter().enumerate().skip(number + 1);
        behind
            .take_while(|(_, u)| u.predicate().is_none_or(|e| e == Ending::Describes))
            .find_map(|(at, u)| u.part().map(|_| at))
    }

    /// The noun that an owner before it owns: the next one, unless that is the subject of an adjective that describes
    /// another noun.
    fn owned(&self, number: usize) -> Option<usize> {
        let next = self.next_noun(number)?;
        let quality =
            self.units.get(next).is_some_and(|u| u.part() == Some(Part::Subject)) && self.is_quality(next + 1);
        if quality { self.next_noun(next + 1).or(Some(next)) } else { Some(next) }
    }

    /// Of the predicates that a noun can belong to, through those that describe another noun, the one that the old tree
    /// has, else the nearest.
    fn governor(&self, number: usize, free: impl Fn(usize) -> bool) -> Option<usize> {
        let mut candidates = Vec::new();
        let mark = |at: usize| self.units.get(at).map_or(0, |u| u.mark);
        let own = mark(number);
        for (at, ending) in self.predicates(number) {
            // What stands in marks of its own takes nothing from outside.
            if mark(at) != own && mark(at) > number_of(&self.units, number) || self.crosses(number, at) {
                continue;
            }
            if free(at) {
                candidates.push(at);
            }
            if ending != Ending::Describes {
                break;
            }
        }
        let same = |at: &&usize| self.is_old(number, **at);
        let nearest =
            candidates.first().copied().or_else(|| self.predicates(number).map(|(at, _)| at).find(|at| free(*at)));
        candidates.iter().find(same).copied().or(nearest)
    }

    fn noun(&mut self, number: usize, part: Part, comma: bool, named: bool) -> Option<(usize, Deprel)> {
        let next = self.units.get(number + 1).copied();
        let beside = next.and_then(|u| u.part());
        let joined = match next.map(|u| u.kind) {
            Some(Kind::Noun { part, named: other, .. }) => other && !matches!(part, Part::Other) || part == Part::Owner,
            _ => false,
        };
        let filled = |at: usize| self.filled.get(at).copied().unwrap_or_default();
        match part {
            Part::Owner => self.owned(number).map(|at| (at, Deprel::Nmod)),
            Part::Listed if beside.is_some() => Some((number + 1, Deprel::Conj)),
            Part::Partner if joined && !comma => Some((number + 1, Deprel::Conj)),
            Part::Bare if comma && named && joined && number > 0 => Some((number + 1, Deprel::Conj)),
            Part::Bare if comma && number == 0 => {
                let at = self
                    .predicates(number)
                    .filter(|(_, e)| matches!(e, Ending::Closes | Ending::Contrasts | Ending::Links))
                    .last();
                at.map(|(at, _)| (at, Deprel::Nsubj))
            }
            Part::Subject => {
                let at = self.governor(number, |at| !filled(at).0)?;
                self.filled.get_mut(at)?.0 = true;
                Some((at, Deprel::Nsubj))
            }
            Part::Object => {
                let at = self.governor(number, |at| !filled(at).1)?;
                self.filled.get_mut(at)?.1 = true;
                Some((at, Deprel::Obj))
            }
            Part::Bare => self.bare(number, next),
            Part::Apart => self.governor(number, |_| true).map(|at| (at, Deprel::Dislocated)),
            _ => self.oblique(number).map(|at| (at, Deprel::Obl)),
        }
    }

    /// An oblique belongs to a verb that describes a noun only where it stands right before it, or the old tree has it so.
    fn oblique(&self, number: usize) -> Option<usize> {
        let describes = |at: usize| self.units.get(at).and_then(Unit::predicate) == Some(Ending::Describes);
        let full = self.predicates(number).find(|(at, _)| !describes(*at)).map(|(at, _)| at);
        match self.governor(number, |at| at == number + 1 || !self.is_quality(at)) {
            Some(at) if describes(at) && at > number + 1 && !self.is_old(number, at) => full.or(Some(at)),
            found => found,
        }
    }

    /// Whether something between two units hangs on what stands behind both.
    fn crosses(&self, number: usize, at: usize) -> bool {
        let Some(end) = self.units.get(at).map(|u| u.head) else { return false };
        let between = self.units.get(number + 1..at).unwrap_or(&[]);
        let mut targets = between.iter().filter_map(|u| self.arcs.get(u.head).copied().flatten());
        targets.any(|(target, _)| target > end)
    }

    /// Whether the old tree hangs one unit on another.
    fn is_old(&self, number: usize, on: usize) -> bool {
        let old = self.units.get(number).and_then(|u| self.tokens.get(u.head)).map(|t| t.head as usize);
        self.units.get(on).is_some_and(|u| Some(u.head + self.base) == old)
    }

    /// Whether a predicate is an adjective that describes a noun.
    fn is_quality(&self, number: usize) -> bool {
        let unit = self.units.get(number).filter(|u| u.predicate() == Some(Ending::Describes));
        unit.and_then(|u| self.tokens.get(u.head)).is_some_and(|t| t.upos == Upos::Adj)
    }

    /// A noun without particle right before a predicate belongs to it: as a part of the noun that it is, else as the
    /// old tree has it.
    fn bare(&self, number: usize, next: Option<Unit>) -> Option<(usize, Deprel)> {
        let old = self.units.get(number).and_then(|u| self.tokens.get(u.head)).map(|t| t.deprel);
        if let Some(Kind::Predicate { verb, .. }) = next.map(|u| u.kind) {
            let relation = match old {
                _ if !verb => Deprel::Compound,
                Some(relation @ (Deprel::Nsubj | Deprel::Obj)) => relation,
                Some(Deprel::Advmod | Deprel::Obl) => Deprel::Obl,
                _ => Deprel::Obj,
            };
            return Some((number + 1, relation));
        }
        let subject = old == Some(Deprel::Nsubj);
        self.governor(number, |_| true).map(|at| (at, if subject { Deprel::Nsubj } else { Deprel::Obl }))
    }

    fn predicate(&self, number: usize, ending: Ending, comma: bool) -> Option<(usize, Deprel)> {
        let depth = self.units.get(number).map_or(0, |u| u.depth);
        let next = self.predicates(number).next();
        let level = |at: usize| self.units.get(at).map_or(0, |u| u.depth);
        // The last word of a marked stretch of speech: what is said.
        if let Some((at, _)) = next.filter(|(at, _)| level(*at) < depth) {
            return Some((at, Deprel::Ccomp));
        }
        // Behind a comma a clause of the same rank follows.
        let below = |e: &Ending| match e {
            Ending::Describes | Ending::Content | Ending::While => true,
            Ending::Noun(_) => comma,
            _ => false,
        };
        let full = || self.predicates(number).find(|(_, e)| !below(e)).or(next).map(|(at, _)| at);
        let main = || {
            let own = self.predicates(number).take_while(|(at, _)| level(*at) == depth);
            own.filter(|(_, e)| matches!(e, Ending::Closes)).last().map(|(at, _)| at)
        };
        match ending {
            Ending::Describes | Ending::Content => match self.next_noun(number) {
                Some(noun) => Some((noun, Deprel::Acl)),
                None => next.map(|(at, _)| (at, Deprel::Advcl)),
            },
            Ending::Says => next.map(|(at, _)| (at, Deprel::Ccomp)),
            Ending::Noun(Part::Owner) => self.next_noun(number).map(|at| (at, Deprel::Acl)),
            Ending::Noun(part) => next.map(|(at, _)| {
                let relation = match part {
                    Part::Object => Deprel::Obj,
                    Part::Subject | Part::Topic => Deprel::Csubj,
                    Part::Other => Deprel::Ccomp,
                    _ => Deprel::Advcl,
                };
                (at, relation)
            }),
            Ending::Contrasts => main().or_else(full).map(|at| (at, Deprel::Advcl)),
            Ending::Links | Ending::While => full().map(|at| (at, Deprel::Advcl)),
            Ending::Closes => full().map(|at| (at, Deprel::Parataxis)),
        }
    }

    /// A topic belongs to the last full clause before the next topic; of two topics in a row the second one to what is
    /// said.
    fn topic(&mut self, number: usize, root: usize) {
        let Some(unit) = self.units.get(number).copied() else { return };
        let own = |u: &Unit| u.depth == unit.depth;
        let behind = self.units.iter().enumerate().skip(number + 1).filter(|(_, u)| own(u));
        let before = self.units.get(..number).unwrap_or(&[]).iter().filter(|u| own(u));
        let second = before.filter(|u| u.part() == Some(Part::Topic)).count() > 0;
        let full = |e: Ending| matches!(e, Ending::Closes | Ending::Contrasts | Ending::Links);
        let free = |at: usize| !self.filled.get(at).is_some_and(|f| f.0);
        let within = behind.clone().take_while(|(_, u)| u.part() != Some(Part::Topic));
        let wanted = |(at, u): (usize, &Unit)| u.predicate().filter(|e| full(*e)).map(|_| at);
        let said = || {
            let says = |(at, u): &(usize, &Unit)| u.predicate() == Some(Ending::Says) && free(*at);
            within.clone().find(says).map(|(at, _)| at).filter(|_| second)
        };
        let inside = within.clone().filter_map(wanted).filter(|at| free(*at)).last();
        let below = || {
            let first = within.clone().find(|(at, u)| u.predicate().is_some() && free(*at));
            first.map(|(at, _)| at).filter(|_| second)
        };
        let beyond = || behind.clone().filter_map(wanted).next_back();
        let any = || behind.clone().filter(|(_, u)| u.predicate().is_some()).map(|(at, _)| at).next_back();
        let at = said().or(inside).or_else(below).or_else(beyond).or_else(any).unwrap_or(root);
        let Some(head) = self.units.get(at).map(|u| u.head) else { return };
        let taken = self.filled.get(at).is_some_and(|f| f.0);
        if let Some(filled) = self.filled.get_mut(at) {
            filled.0 = true;
        }
        self.set(unit.head, head, if taken { Deprel::Dislocated } else { Deprel::Nsubj });
    }

    /// Writes the new arc of a token, and what its piece says of its kind.
    fn write(&self, at: usize, token: &mut Token) {
        let (head, relation) = match self.arcs.get(at).copied().flatten() {
            Some(arc) => arc,
            None if at == self.root => (at, Deprel::Root),
            None => self.loose(at, token),
        };
        token.head = (self.base + head) as u32;
        token.deprel = relation;
        match self.piece(at) {
            Some(Piece::Predicate { ending, verb }) => {
                if verb && token.upos != Upos::Adj {
                    token.upos = Upos::Verb;
                }
                if ending == Ending::Content {
                    token.verb_form = VerbForm::Infinitive;
                }
            }
            Some(Piece::Follower) => token.upos = Upos::Aux,
            _ => {}
        }
    }

    /// What has no unit hangs on the predicate behind it, marks on the word before them.
    fn loose(&self, at: usize, token: &Token) -> (usize, Deprel) {
        if token.upos == Upos::Punct {
            return (self.root, Deprel::Punct);
        }
        let next = self.units.iter().find(|u| u.head > at && u.predicate().is_some()).map_or(self.root, |u| u.head);
        let relation = if token.upos == Upos::Cconj { Deprel::Cc } else { Deprel::Advmod };
        (next, relation)
    }
}

/// The head of a unit, for comparison with the place of a mark.
fn number_of(units: &[Unit], number: usize) -> usize {
    units.get(number).map_or(0, |u| u.head)
}

/// A noun phrase that is still open.
#[derive(Debug)]
struct Phrase {
    nouns: Vec<usize>,
    particles: Vec<usize>,
    part: Part,
    /// The quotation mark that it begins behind.
    mark: usize,
}

impl Phrase {
    fn within(mark: usize) -> Phrase {
        Phrase { nouns: Vec::new(), particles: Vec::new(), part: Part::Bare, mark }
    }

    /// Takes a particle: the last tells the part, unless it only stresses what stands behind another particle.
    fn mark(&mut self, at: usize, part: Part) {
        self.particles.push(at);
        let stays = matches!((self.part, part), (Part::Partner | Part::Other, Part::Topic | Part::Subject));
        if part != Part::Bare && !stays {
            self.part = part;
        }
    }
}
