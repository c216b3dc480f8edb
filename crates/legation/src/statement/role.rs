//! Who fills a role: from the trigger word along the tree to tokens, from tokens to actors.

use super::Clause;
use crate::analysis::{Deprel, Sentence, Subtype, Tense, Token, Upos, VerbForm};
use crate::language::frames::Function;
use crate::language::settings::{NounHead, WordOrder};
use crate::language::words::StatusKind;
use crate::mention::{ActorId, How, Mention, Mentions, Setting};
use crate::span::Span;

/// A token that fills a function, and how it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filler {
    /// The token.
    pub token: usize,
    /// The way that led to it.
    pub way: Way,
}

/// The way from a trigger to a filler, surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// A dependent of the trigger itself.
    Own,
    /// A dependent of the trigger's object or of the verb that carries the trigger noun.
    Carried,
    /// The noun that a participle or relative clause describes.
    Described,
    /// The role is shared with a coordinated or governing verb.
    Shared,
    /// The nearest name before the verb, where the tree shows none.
    Beside,
    /// Concluded from the story, not from the sentence.
    Context,
}

impl Way {
    /// As evidence says it.
    pub fn word(self) -> &'static str {
        match self {
            Way::Own => "dependent of the trigger",
            Way::Carried => "dependent of the verb or object beside the trigger",
            Way::Described => "noun described by the trigger's clause",
            Way::Shared => "shared with the governing verb",
            Way::Beside => "nearest name before the verb",
            Way::Context => "from context",
        }
    }
}

impl Filler {
    fn own(token: usize) -> Filler {
        Filler { token, way: Way::Own }
    }
}

/// An actor in a role.
#[derive(Clone, Debug)]
pub struct Party {
    /// Who.
    pub actor: ActorId,
    /// The words; `None` where filled from context.
    pub span: Option<Span>,
    /// How the role was found.
    pub way: Way,
    /// How the mention is known to mean the actor.
    pub how: How,
}

/// Classes of markers that introduce clauses as well as phrases.
const CLAUSAL: [&str; 6] = ["after", "before", "since", "until", "because", "as"];
/// Classes of particles that mark what word order marks elsewhere.
const PLAIN: [&str; 3] = ["subject", "object", "topic"];
/// What a word that holds "toward" in itself can stand for.
const TOWARD: [&str; 8] = ["to", "against", "on", "with", "about", "in", "for", "toward"];
/// Most tokens of one marker.
const MARKER_TOKENS: usize = 4;
/// Most verbs climbed to find a shared subject.
const CLIMB: usize = 4;

impl<'a> Clause<'a> {
    /// The clause view of one sentence.
    pub fn new(setting: &'a Setting<'a>, mentions: &'a Mentions, index: usize, sentence: &Sentence) -> Clause<'a> {
        let tokens = setting.analysis.tokens.get(sentence.tokens()).unwrap_or(&[]);
        Clause {
            setting,
            mentions,
            tree: setting.analysis.tree(sentence),
            index,
            lower: tokens.iter().map(|t| t.lower(setting.text)).collect(),
            base: sentence.first as usize,
        }
    }

    /// The token with this number.
    pub fn token(&self, token: usize) -> Option<&'a Token> {
        self.setting.analysis.tokens.get(token)
    }

    /// Lower-cased form of a token.
    pub fn lower(&self, token: usize) -> &str {
        token.checked_sub(self.base).and_then(|at| self.lower.get(at)).map_or("", String::as_str)
    }

    fn relation(&self, token: usize) -> Deprel {
        self.token(token).map_or(Deprel::Dep, |t| t.deprel)
    }

    /// The head of a token; `None` for a root.
    pub fn head(&self, token: usize) -> Option<usize> {
        self.token(token).map(|t| t.head as usize).filter(|h| *h != token)
    }

    /// Dependents of a token with one of these relations.
    pub fn dependents<'s>(&'s self, token: usize, relations: &'s [Deprel]) -> impl Iterator<Item = usize> + 's {
        self.tree.children(token).filter(move |c| relations.contains(&self.relation(*c)))
    }

    /// A token and everything below it.
    pub fn subtree(&self, token: usize) -> Vec<usize> {
        self.tree.subtree(token)
    }

    /// Whether a verb form is passive: by its subject, its auxiliary, its morphology, or an affix of the pack.
    pub fn is_passive(&self, token: usize) -> bool {
        let child = |relation, wanted: Option<Subtype>| {
            self.tree
                .children(token)
                .filter_map(|c| self.token(c))
                .any(|t| t.deprel == relation && wanted.is_none_or(|subtype| t.subtype == subtype))
        };
        if child(Deprel::Aux, Some(Subtype::Pass)) {
            return true;
        }
        // Whoever acts on himself acts: parsers take the auxiliary of reflexive verbs for that of a passive.
        if child(Deprel::Expl, None) || child(Deprel::Obj, None) {
            return self.has_passive_affix(token);
        }
        if child(Deprel::Nsubj, Some(Subtype::Pass)) {
            return true;
        }
        if self.is_bare_participle(token) {
            return true;
        }
        // A participle with an object or a plain subject of its own is an active one.
        let marked = self.token(token).is_some_and(|t| t.passive && t.upos == Upos::Verb);
        let active = child(Deprel::Obj, None) || child(Deprel::Nsubj, Some(Subtype::None));
        marked && !active || self.has_passive_affix(token) || self.has_passive_word(token)
    }

    /// Whether a verb is a past participle that stands without auxiliary and object beside its noun: "the deal signed".
    fn is_bare_participle(&self, token: usize) -> bool {
        let participle = self.token(token).is_some_and(|t| {
            t.verb_form == VerbForm::Participle && t.tense != Tense::Present && t.deprel == Deprel::Acl
        });
        let other = |t: usize| matches!(self.relation(t), Deprel::Aux | Deprel::Obj | Deprel::Nsubj);
        participle && !self.tree.children(token).any(other)
    }

    /// Whether a word of the pack that makes verbs passive hangs on a token or stands glued behind it.
    fn has_passive_word(&self, token: usize) -> bool {
        let words = self.words();
        let passive = |t: usize| {
            let found = t.checked_sub(self.base).map(|at| self.setting.language.status.words.at(&words, at));
            found.into_iter().flatten().any(|f| f.value.kind == StatusKind::Passive)
        };
        self.tree.children(token).filter(|c| *c > token && self.relation(*c) == Deprel::Aux).any(passive)
    }

    fn has_passive_affix(&self, token: usize) -> bool {
        let verb = self.token(token).is_some_and(|t| t.upos == Upos::Verb);
        verb && self.setting.language.status.is_passive_form(self.lower(token))
    }

    /// Whether a token is introduced by a marker of this class.
    pub fn is_marked(&self, token: usize, class: &str) -> bool {
        let is = |t: usize| {
            let lemma = self.token(t).map_or("", |t| &t.lemma);
            let language = self.setting.language;
            let single = language.marks(class, self.lower(t)) || language.marks(class, lemma);
            let part = || self.is_second_particle(t) || self.opens_marker(t);
            single && !part() || self.is_marked_by_several(t, class)
        };
        self.is_bare(token, class)
            || self.dependents(token, &[Deprel::Case, Deprel::Mark]).any(is)
            || self.tree.children(token).take_while(|c| *c < token).any(|c| {
                self.relation(c) != Deprel::Conj
                    && is(c)
                    && self.token(c).is_some_and(|t| matches!(t.upos, Upos::Adp | Upos::Part))
            })
    }

    /// Whether a particle behind a noun is only the first token of a longer one that the pack knows.
    fn opens_marker(&self, first: usize) -> bool {
        let behind = self.relation(first) == Deprel::Case && self.head(first).is_some_and(|noun| noun < first);
        let joined = self.relation(first + 1) == Deprel::Fixed && self.head(first + 1) == Some(first);
        behind
            && joined
            && self.setting.language.settings.markers.keys().any(|class| self.is_marked_by_several(first, class))
    }

    /// Whether a particle stands glued behind another one of the same noun, whose case it only carries on ("to the" in
    /// "A to-of B"). Those of subjects, objects and topics speak for themselves.
    fn is_second_particle(&self, token: usize) -> bool {
        let Some(before) = token.checked_sub(1).filter(|b| *b >= self.base) else { return false };
        let case = |t: usize| matches!(self.relation(t), Deprel::Case | Deprel::Fixed) && t > self.head(t).unwrap_or(t);
        let glued = self.token(before).zip(self.token(token)).is_some_and(|(a, b)| a.span.end == b.span.start);
        let plain = PLAIN.iter().any(|class| self.setting.language.marks(class, self.lower(token)));
        glued && !plain && case(token) && case(before) && self.relation(token) == Deprel::Case
    }

    /// Whether a marker is written in several tokens, the others fixed to the first or beside it on the same noun.
    fn is_marked_by_several(&self, first: usize, class: &str) -> bool {
        let head = self.head(first);
        let part = |t: usize| {
            self.relation(t) == Deprel::Fixed && self.head(t) == Some(first)
                || matches!(self.relation(t), Deprel::Case | Deprel::Mark) && self.head(t) == head
        };
        let mut joined = self.lower(first).to_string();
        let mut next = first + 1;
        while next < first + MARKER_TOKENS && part(next) {
            let glued = self.token(next - 1).zip(self.token(next)).is_some_and(|(a, b)| a.span.end == b.span.start);
            if !glued {
                joined.push(' ');
            }
            let before = joined.len();
            joined.push_str(self.lower(next));
            if self.setting.language.marks(class, &joined) {
                return true;
            }
            let lemma = self.token(next).map_or("", |t| &t.lemma);
            let stem = format!("{}{lemma}", joined.get(..before).unwrap_or(""));
            if self.setting.language.marks(class, &stem) {
                return true;
            }
            next += 1;
        }
        false
    }

    /// Whether a marker makes a noun something other than a subject. Markers of time and cause may open a clause.
    fn is_governed(&self, token: usize) -> bool {
        self.has_case(token) && !CLAUSAL.iter().any(|class| self.is_marked(token, class))
    }

    /// Whether an adposition or a case particle stands on a noun; those of subjects, objects and topics say nothing more.
    pub(super) fn has_case(&self, token: usize) -> bool {
        let plain = |c: usize| {
            let lower = self.lower(c);
            PLAIN.iter().any(|class| self.setting.language.marks(class, lower))
        };
        self.dependents(token, &[Deprel::Case]).any(|c| !plain(c))
    }

    /// Whether a token is a verb, or an adjective that is said of a subject as a verb is.
    pub fn is_predicate(&self, token: usize) -> bool {
        self.token(token).is_some_and(|t| match t.upos {
            Upos::Verb | Upos::Aux => true,
            Upos::Adj => t.deprel != Deprel::Amod,
            _ => false,
        })
    }

    /// The tokens that stand in a function to a trigger, surest first.
    pub fn fillers(&self, trigger: usize, function: &Function) -> Vec<Filler> {
        let verbal = self.is_predicate(trigger);
        match function {
            Function::Subject if verbal => self.subjects(trigger),
            Function::Subject => self.carrier_subjects(trigger),
            Function::Object if verbal => self.objects(trigger),
            Function::Object => self.own(trigger, &[Deprel::Obj]),
            Function::Iobject => self.own(trigger, &[Deprel::Iobj]),
            Function::Possessor if verbal => Vec::new(),
            Function::Possessor => self.possessors(trigger),
            Function::Compound => self.compounds(trigger),
            Function::ComplementSubject => self.complement(trigger, true),
            Function::ComplementObject => self.complement(trigger, false),
            Function::Place => ["in", "at", "to"].iter().flat_map(|class| self.marked(trigger, class)).collect(),
            Function::Marked(class) => self.marked(trigger, class),
        }
    }

    /// The phrases that a marker introduces and that hang on a word of a trigger itself.
    pub fn hanging(&self, token: usize, function: &Function) -> Vec<Filler> {
        let Function::Marked(class) = function else { return Vec::new() };
        let phrases = self.dependents(token, &[Deprel::Obl, Deprel::Nmod]);
        phrases.filter(|t| self.is_marked(*t, class)).map(|token| Filler { token, way: Way::Carried }).collect()
    }

    fn own(&self, token: usize, relations: &[Deprel]) -> Vec<Filler> {
        self.dependents(token, relations).map(|token| Filler { token, way: Way::Own }).collect()
    }

    /// Subjects of a verb: its own, the agent of a passive, the noun it describes, or that of the verb it hangs on.
    pub fn subjects(&self, verb: usize) -> Vec<Filler> {
        if self.is_passive(verb) {
            let agents = self.dependents(verb, &[Deprel::Obl, Deprel::Nmod]);
            let by = agents
                .filter(|t| self.token(*t).is_some_and(|t| t.subtype == Subtype::Agent) || self.is_marked(*t, "by"));
            let by: Vec<usize> = by.collect();
            let by = if by.is_empty() { self.agents(verb) } else { by };
            return by.into_iter().map(|token| Filler { token, way: Way::Own }).collect();
        }
        let second = self.second_subject(verb);
        let own = self.dependents(verb, &[Deprel::Nsubj]).filter(|t| self.may_be_subject(*t) && Some(*t) != second);
        let own: Vec<Filler> =
            own.chain(self.nominatives(verb)).map(|token| self.unless_relative(verb, token)).collect();
        if own.iter().any(|f| !self.stands_aside(f.token)) {
            return own;
        }
        if !own.is_empty() {
            return self.beside(verb, own);
        }
        if let Some(token) = self.nominative_before(verb) {
            return vec![Filler { token, way: Way::Beside }];
        }
        let mut shared = self.shared_subjects(verb);
        if let [Filler { token, way: Way::Described }] = shared.as_slice()
            && self.mention_at(*token).is_none()
            && self.token(verb).is_some_and(|t| t.verb_form != VerbForm::None)
        {
            // "X adopted a text condemning Y": the noun described is an act of X.
            let carriers = self.carrier_subjects(*token);
            if !carriers.is_empty() {
                shared = carriers;
            }
        }
        let known = shared.iter().any(|f| self.mention_at(f.token).is_some());
        if known && !self.takes_object(verb) { shared } else { self.beside(verb, shared) }
    }

    /// Whether what the parser took for a subject names nobody and ends at a comma, as a time before the clause does.
    fn stands_aside(&self, subject: usize) -> bool {
        let comma = self.token(subject + 1).is_some_and(|t| t.span.of(self.setting.text) == ",");
        comma && self.mention_at(subject).is_none() && self.setting.language.settings.order == WordOrder::Svo
    }

    /// Whether the parser may have given the subject of a clause that nothing introduces to the verb above it, as its
    /// object: "hopes the minister will come".
    fn takes_object(&self, verb: usize) -> bool {
        let bare = self.relation(verb) == Deprel::Advcl && self.dependents(verb, &[Deprel::Mark]).next().is_none();
        let Some(above) = self.head(verb).filter(|_| bare) else { return false };
        let mut objects = self.dependents(above, &[Deprel::Obj]);
        objects.any(|o| above < o && o < verb && self.mention_at(o).is_some())
    }

    /// Where the tree shows no actor as subject: the nearest mention before the verb that no marker introduces, with no
    /// other verb and no sentence mark in between.
    fn beside(&self, verb: usize, found: Vec<Filler>) -> Vec<Filler> {
        let finite = self
            .token(verb)
            .is_some_and(|t| matches!(t.upos, Upos::Verb | Upos::Adj) && t.verb_form != VerbForm::Infinitive);
        if !finite {
            return found;
        }
        let mut at = verb;
        while at > self.base {
            at -= 1;
            let Some(token) = self.token(at) else { break };
            if let Some(mention) = self.mention_at(at) {
                // Where particles mark objects, what they mark is none of the verb's subjects.
                if self.setting.language.marks("object", self.lower(mention.last)) {
                    at = mention.first;
                    continue;
                }
                let named = !matches!(mention.how, How::Adjective)
                    && !self.is_governed(mention.head)
                    && self.may_be_subject(mention.head);
                return if named { vec![Filler { token: mention.head, way: Way::Beside }] } else { found };
            }
            if matches!(token.upos, Upos::Verb | Upos::Noun | Upos::Propn | Upos::Sconj) {
                break;
            }
        }
        found
    }

    /// A relative pronoun gives way to the noun that its clause describes.
    fn unless_relative(&self, verb: usize, subject: usize) -> Filler {
        let pronoun = self.token(subject).is_some_and(|t| matches!(t.upos, Upos::Pron | Upos::Sconj | Upos::Det));
        match self.head(verb) {
            Some(noun) if pronoun && self.relation(verb) == Deprel::Acl && self.mention_at(subject).is_none() => {
                Filler { token: noun, way: Way::Described }
            }
            _ => Filler { token: subject, way: Way::Own },
        }
    }

    fn shared_subjects(&self, verb: usize) -> Vec<Filler> {
        let mut at = verb;
        for _ in 0..CLIMB {
            let Some(head) = self.head(at) else { break };
            match self.relation(at) {
                // A participle or relative clause without subject describes its subject, unless it is an infinitive.
                Deprel::Acl if self.names_act(head) => return self.outer_subjects(head),
                Deprel::Acl if at == verb && self.is_undergone(verb) => return self.subjects_above(head),
                Deprel::Acl if self.token(at).is_some_and(|t| t.verb_form != VerbForm::Infinitive) => {
                    let described = vec![Filler { token: head, way: Way::Described }];
                    let thing = self.mention_at(head).is_none() && self.is_built_by_endings();
                    return if thing { self.owner_of(head, described) } else { described };
                }
                Deprel::Acl => {
                    let owners = self.possessors(head);
                    return if owners.is_empty() { self.carrier_subjects(head) } else { owners };
                }
                Deprel::Xcomp => {
                    let objects: Vec<Filler> = self.own(head, &[Deprel::Obj, Deprel::Iobj]);
                    if !objects.is_empty() && !self.is_passive(head) {
                        return shared(objects);
                    }
                }
                Deprel::Conj | Deprel::Advcl | Deprel::Ccomp | Deprel::Parataxis | Deprel::Csubj => {}
                _ => break,
            }
            let found: Vec<Filler> =
                self.dependents(head, &[Deprel::Nsubj]).map(|token| self.unless_relative(head, token)).collect();
            if !found.is_empty() {
                return shared(found);
            }
            at = head;
        }
        let earlier = self.earlier_subjects(verb);
        if !earlier.is_empty() {
            return earlier;
        }
        // The verb it all hangs on may have a subject that only stands beside it.
        if at == verb { Vec::new() } else { self.beside(at, Vec::new()) }
    }

    /// In a verb-final language, the subject of the clause right before a verb that has none: "X came, asked for Y".
    fn earlier_subjects(&self, verb: usize) -> Vec<Filler> {
        if self.setting.language.settings.order != WordOrder::Sov || self.is_passive(verb) {
            return Vec::new();
        }
        let clauses =
            self.dependents(verb, &[Deprel::Advcl, Deprel::Conj]).filter(|c| *c < verb && !self.is_passive(*c));
        let Some(last) = clauses.last() else { return Vec::new() };
        let subjects = self.dependents(last, &[Deprel::Nsubj]).filter(|t| self.mention_at(*t).is_some());
        subjects.map(|token| Filler { token, way: Way::Shared }).collect()
    }

    /// Whether the noun that a clause describes only names what the clause tells (the plan to …, the
    /// fact that …): its subject stands outside.
    fn names_act(&self, noun: usize) -> bool {
        let lemma = self.token(noun).map_or("", |t| &t.lemma);
        let language = self.setting.language;
        self.mention_at(noun).is_none() && (language.marks("fact", lemma) || language.marks("fact", self.lower(noun)))
    }

    /// Whether the noun that a clause of a verb-final language describes undergoes what it tells: the clause says neither
    /// who acts nor upon whom, and the verb around it has a subject ("X freed the man [X] had held").
    fn is_undergone(&self, verb: usize) -> bool {
        let last = self.setting.language.settings.order == WordOrder::Sov && self.relation(verb) == Deprel::Acl;
        let Some(noun) = self.head(verb).filter(|_| last && !self.is_passive(verb)) else { return false };
        let own = [Deprel::Nsubj, Deprel::Obj, Deprel::Obl, Deprel::Iobj];
        let bare = !self.dependents(verb, &own).any(|t| self.has_case(t) || self.relation(t) != Deprel::Obl);
        let outer = |f: &Filler| self.mention_at(f.token).is_some();
        bare && self.relation(noun) == Deprel::Obj && self.subjects_above(noun).iter().any(outer)
    }

    /// Who acts in a clause below a noun: the noun's owner, else the subject of the nearest predicate above it.
    fn outer_subjects(&self, noun: usize) -> Vec<Filler> {
        let owners = self.possessors(noun);
        if owners.iter().any(|f| self.mention_at(f.token).is_some()) {
            return owners;
        }
        self.subjects_above(noun)
    }

    /// The subject of the nearest predicate above a noun that has one.
    fn subjects_above(&self, noun: usize) -> Vec<Filler> {
        let mut at = noun;
        for _ in 0..CLIMB {
            let Some(head) = self.head(at) else { break };
            let subjects = self.dependents(head, &[Deprel::Nsubj]).filter(|t| *t != at);
            let found: Vec<Filler> = subjects.map(|token| Filler { token, way: Way::Shared }).collect();
            if !found.is_empty() {
                return found;
            }
            at = head;
        }
        Vec::new()
    }

    /// Whether the tree was built by particles and endings, with all that describes a noun before it.
    pub fn is_built_by_endings(&self) -> bool {
        !self.setting.language.settings.endings.describes.is_empty()
    }

    /// Who does what a clause before a thing tells, in languages that put all clauses before their nouns: its owner,
    /// or the subject of the verb that the thing belongs to.
    fn owner_of(&self, thing: usize, described: Vec<Filler>) -> Vec<Filler> {
        let known = |fillers: &Vec<Filler>| fillers.iter().any(|f| self.mention_at(f.token).is_some());
        let owners = [self.possessors(thing), self.carrier_subjects(thing)].into_iter().find(known);
        owners.unwrap_or(described)
    }

    /// Objects of a verb, or subjects of a passive, or the noun that a passive participle describes.
    fn objects(&self, verb: usize) -> Vec<Filler> {
        let own = self.patients(verb);
        if !own.is_empty() {
            return own.into_iter().map(|token| self.unless_relative(verb, token)).collect();
        }
        // A bare noun behind the verb that the parser took for an adverbial.
        let bare = |t: &usize| *t > verb && !self.has_case(*t) && self.mention_at(*t).is_some();
        let beside: Vec<usize> = self.dependents(verb, &[Deprel::Obl, Deprel::Iobj]).filter(bare).collect();
        if !beside.is_empty() && !self.is_passive(verb) {
            return beside.into_iter().map(|token| Filler { token, way: Way::Carried }).collect();
        }
        if let Some(token) = self.right_behind(verb) {
            return vec![Filler { token, way: Way::Beside }];
        }
        let describes = self.relation(verb) == Deprel::Acl
            && (self.is_passive(verb)
                || self.dependents(verb, &[Deprel::Nsubj]).next().is_some()
                || self.is_undergone(verb));
        match self.head(verb) {
            Some(noun) if describes => vec![Filler { token: noun, way: Way::Described }],
            _ => Vec::new(),
        }
    }

    /// In languages without endings, the name right behind an active verb, whatever the tree says.
    fn right_behind(&self, verb: usize) -> Option<usize> {
        let plain =
            self.setting.language.settings.whole_words && self.token(verb).is_some_and(|t| t.upos == Upos::Verb);
        let aspect = |t: &usize| self.relation(*t) == Deprel::Aux && self.head(*t) == Some(verb);
        let next = (verb + 1..).find(|t| !aspect(t)).filter(|_| plain && !self.is_passive(verb))?;
        let mention = self.mention_at(next).filter(|m| m.first == next)?;
        (!self.has_case(mention.head)).then_some(mention.head)
    }

    /// What the tree, or else the case, shows as object of a verb or subject of a passive.
    fn patients(&self, verb: usize) -> Vec<usize> {
        let dependents = |relation: Deprel| self.tree.children(verb).filter(move |c| self.relation(*c) == relation);
        if self.is_passive(verb) {
            let subjects: Vec<usize> = dependents(Deprel::Nsubj).filter(|t| self.may_be_subject(*t)).collect();
            return if subjects.is_empty() { self.nominatives(verb) } else { subjects };
        }
        let second = self.second_subject(verb);
        let objects: Vec<usize> = dependents(Deprel::Obj).filter(|t| self.may_be_object(*t)).collect();
        if !objects.is_empty() {
            return objects;
        }
        let other = |t: &usize| !self.may_be_subject(*t) && self.may_be_object(*t) || second == Some(*t);
        dependents(Deprel::Nsubj).filter(other).collect()
    }

    /// Possessors of a noun: genitives, possessive pronouns, modifiers without a marker of their own.
    fn possessors(&self, noun: usize) -> Vec<Filler> {
        let loose =
            [Deprel::Nmod, Deprel::Compound, Deprel::Amod, Deprel::Det, Deprel::Flat, Deprel::Appos, Deprel::Nsubj];
        let owns = |t: &usize| {
            let poss = self.token(*t).is_some_and(|t| t.subtype == Subtype::Poss);
            // A possessive clitic is a case mark that follows its noun.
            let clitic = || self.dependents(*t, &[Deprel::Case]).any(|c| c > *t);
            let toward = self.mention_at(*t).is_some_and(|m| m.toward);
            !toward && self.may_own(*t) && (poss || !self.has_case(*t) || clitic() && self.is_marked(*t, "of"))
        };
        let own: Vec<Filler> =
            self.dependents(noun, &loose).filter(owns).map(|token| Filler { token, way: Way::Own }).collect();
        if own.iter().any(|f| self.mention_at(f.token).is_some()) {
            return own;
        }
        match self.whole(noun) {
            Some(whole) => carried(self.dependents(whole, &[Deprel::Nmod]).filter(owns).map(Filler::own).collect()),
            None => self.origins(noun),
        }
    }

    /// The noun that a noun before it is a part of, in languages that put what belongs to a compound before all of it.
    fn whole(&self, noun: usize) -> Option<usize> {
        let up = |at: usize| self.head(at).filter(|_| self.relation(at) == Deprel::Compound);
        let mut at = up(noun).filter(|_| self.is_built_by_endings())?;
        while let Some(next) = up(at).filter(|next| *next > at) {
            at = next;
        }
        Some(at)
    }

    /// "Sales of arms American": the demonym on what an act is about, where adjectives stand behind their nouns.
    fn origins(&self, noun: usize) -> Vec<Filler> {
        if self.setting.language.settings.noun_head != NounHead::First {
            return Vec::new();
        }
        let about = self.dependents(noun, &[Deprel::Nmod]).filter(|t| self.is_marked(*t, "of"));
        let demonym = |t: &usize| self.mention_at(*t).is_some_and(|m| m.how == How::Adjective && m.first == *t);
        let found = about.flat_map(|t| self.tree.children(t).filter(|c| self.relation(*c) == Deprel::Amod));
        found.filter(demonym).map(|token| Filler { token, way: Way::Carried }).collect()
    }

    /// Modifiers of a noun or verbal noun that no marker introduces.
    fn compounds(&self, noun: usize) -> Vec<Filler> {
        let bare = |t: &usize| *t < noun && self.dependents(*t, &[Deprel::Case]).next().is_none();
        let modifiers = self.dependents(noun, &[Deprel::Compound, Deprel::Nmod, Deprel::Flat]).filter(bare);
        modifiers.map(|token| Filler { token, way: Way::Own }).collect()
    }

    /// Subjects of the verb that carries a noun: "held talks", "arrived for a visit".
    fn carrier_subjects(&self, noun: usize) -> Vec<Filler> {
        let mut at = noun;
        let own: Vec<Filler> = self.own(noun, &[Deprel::Nsubj]);
        if !own.is_empty() {
            return own;
        }
        let described = self.describing_subjects(noun);
        if !described.is_empty() {
            return described;
        }
        for _ in 0..CLIMB {
            let Some(head) = self.head(at) else { return Vec::new() };
            let verbal = self.token(head).is_some_and(|t| matches!(t.upos, Upos::Verb | Upos::Aux));
            match self.relation(at) {
                Deprel::Obj | Deprel::Obl if verbal => return carried(self.subjects(head)),
                Deprel::Nsubj if verbal && self.is_passive(head) => return carried(self.subjects(head)),
                Deprel::Nmod | Deprel::Conj | Deprel::Compound | Deprel::Appos if !verbal => at = head,
                _ => return Vec::new(),
            }
        }
        Vec::new()
    }

    /// Subjects of the clause that describes a noun: "the attack that X launched".
    fn describing_subjects(&self, noun: usize) -> Vec<Filler> {
        let clauses = self.dependents(noun, &[Deprel::Acl]).filter(|verb| !self.is_passive(*verb));
        let subjects = clauses.flat_map(|verb| self.dependents(verb, &[Deprel::Nsubj]).collect::<Vec<_>>());
        let named = subjects.filter(|t| self.mention_at(*t).is_some());
        named.map(|token| Filler { token, way: Way::Carried }).collect()
    }

    /// Phrases that a marker of a class introduces: below the trigger, below its object, or beside a carried noun.
    fn marked(&self, trigger: usize, class: &str) -> Vec<Filler> {
        let phrases =
            [Deprel::Obl, Deprel::Nmod, Deprel::Obj, Deprel::Iobj, Deprel::Advmod, Deprel::Xcomp, Deprel::Advcl];
        let toward = |t: usize| {
            let mention = self.mention_at(t).filter(|m| m.toward && TOWARD.contains(&class));
            mention.is_some()
        };
        // A part of a name is no phrase beside it.
        let name = |m: &&Mention| matches!(m.how, How::Name | How::Metonym);
        let part =
            |t: usize, of: usize| self.mention_at(of).filter(name).is_some_and(|m| (m.first..m.last).contains(&t));
        // A particle that marks both who acts and whom it is done to marks the first beside passive verbs only.
        let agent = class == "by" && self.setting.language.settings.order == WordOrder::Sov;
        let receives = |t: &usize| {
            agent && self.is_marked(*t, "to")
                || class == "with" && self.mention_at(*t).is_some_and(|m| self.is_listed(m))
        };
        let at = |token: usize| -> Vec<usize> {
            let found = self.dependents(token, &phrases).filter(|t| self.is_marked(*t, class) && !receives(t));
            found.filter(|t| token == trigger || !part(*t, token)).collect()
        };
        // "toward" may stand in the trigger's own word, or in an attribute before it.
        let mut own: Vec<usize> = self.tree.children(trigger).chain([trigger]).filter(|t| toward(*t)).collect();
        own.extend(at(trigger));
        if !own.is_empty() {
            return own.into_iter().map(|token| Filler { token, way: Way::Own }).collect();
        }
        let first: Vec<usize> = self.dependents(trigger, &[Deprel::Obj, Deprel::Xcomp]).collect();
        let second = first.iter().filter(|t| self.relation(**t) == Deprel::Xcomp);
        let second = second.flat_map(|t| self.dependents(*t, &[Deprel::Obj])).collect::<Vec<_>>();
        let below = first.iter().chain(&second).flat_map(|t| at(*t));
        let mut carried: Vec<usize> = below.collect();
        if carried.is_empty() && class != "of" && !self.is_predicate(trigger) {
            // "The visit of X to Y": parsers hang Y on X as often as on the visit.
            let owners = self.dependents(trigger, &[Deprel::Nmod]).filter(|t| self.is_marked(*t, "of"));
            carried = owners.flat_map(at).collect();
        }
        let whole = self.whole(trigger);
        if carried.is_empty() {
            carried = whole.map(at).unwrap_or_default();
        }
        let carrier = whole.unwrap_or(trigger);
        if carried.is_empty() && matches!(self.relation(carrier), Deprel::Obj | Deprel::Nsubj | Deprel::Obl) {
            carried = self.head(carrier).map(at).unwrap_or_default();
            carried.retain(|t| *t != carrier);
        }
        if carried.is_empty() && self.setting.language.settings.order == WordOrder::Sov {
            carried = self.beside_clauses(trigger, &at);
        }
        if carried.is_empty() && !self.is_predicate(trigger) && !self.describing_subjects(trigger).is_empty() {
            carried = self.dependents(trigger, &[Deprel::Acl]).flat_map(at).collect();
        }
        carried.into_iter().map(|token| Filler { token, way: Way::Carried }).collect()
    }

    /// In a verb-final language, phrases that hang on the clause before a verb, or before the one that carries a noun.
    fn beside_clauses(&self, trigger: usize, at: &impl Fn(usize) -> Vec<usize>) -> Vec<usize> {
        let carrier =
            matches!(self.relation(trigger), Deprel::Obj | Deprel::Nsubj).then(|| self.head(trigger)).flatten();
        let below = |verb: usize| -> Vec<usize> {
            let clauses = self.dependents(verb, &[Deprel::Advcl, Deprel::Acl, Deprel::Advmod]).filter(|c| *c < verb);
            clauses.flat_map(at).collect()
        };
        let own = if self.is_predicate(trigger) { below(trigger) } else { Vec::new() };
        if own.is_empty() { carrier.map(below).unwrap_or_default() } else { own }
    }

    fn complement(&self, trigger: usize, subject: bool) -> Vec<Filler> {
        let clauses = self.dependents(trigger, &[Deprel::Ccomp, Deprel::Xcomp, Deprel::Advcl, Deprel::Acl]);
        clauses
            .flat_map(|verb| if subject { self.own(verb, &[Deprel::Nsubj]) } else { self.objects(verb) })
            .map(|f| Filler { way: Way::Carried, ..f })
            .collect()
    }

    /// The mention that holds a token, the innermost first.
    pub fn mention_at(&self, token: usize) -> Option<&'a Mention> {
        let inside = |m: &&Mention| m.first <= token && token < m.last;
        self.mentions.of_sentence(self.index).iter().filter(inside).min_by_key(|m| m.last - m.first)
    }

    /// All actors at a token: its mentions, and those of the tokens coordinated with it or in apposition to it.
    pub fn actors_at(&self, filler: Filler) -> Vec<Party> {
        let mut out: Vec<Party> = Vec::new();
        let mut open = vec![filler.token];
        let mut seen = 0;
        while let Some(token) = open.get(seen).copied() {
            seen += 1;
            let inside = |m: &&Mention| m.first <= token && token < m.last;
            for mention in self.mentions.of_sentence(self.index).iter().filter(inside) {
                let Some(actor) = mention.actor else { continue };
                for actor in self.mentions.expand(actor) {
                    if out.iter().all(|p| p.actor != actor) {
                        out.push(Party { actor, span: Some(mention.span), way: filler.way, how: mention.how });
                    }
                }
                // "the leaders of Turkey and Germany": the second state hangs on the first, inside the mention.
                for inner in (mention.first..mention.last).filter(|t| *t != token) {
                    let beyond = self.dependents(inner, &[Deprel::Conj]).filter(|c| *c >= mention.last);
                    let further: Vec<usize> = beyond.filter(|c| self.is_nominal(*c) && !open.contains(c)).collect();
                    open.extend(further);
                }
            }
            open.extend(self.dependents(token, &[Deprel::Conj]).filter(|c| self.is_nominal(*c)));
            open.extend(self.coordinated_before(token).filter(|c| !open.contains(c)));
            if seen > 64 {
                break;
            }
        }
        out
    }

    /// The head of the mention that a conjunction joins to the mention at a token from the left.
    fn coordinated_before(&self, token: usize) -> Option<usize> {
        let mention = self.mention_at(token)?;
        let (left, joint) = self.left_of(mention)?;
        if self.joins(joint) {
            return Some(left.head);
        }
        // "A, B and C": a comma joins where the list goes on on either side.
        let listed = self.is_comma(joint) && self.setting.language.settings.order == WordOrder::Sov;
        let joint_behind = || self.joins(mention.last) || self.is_comma(mention.last);
        let goes_on = || joint_behind() && self.mention_at(mention.last + 1).is_some();
        let began = || self.left_of(left).is_some_and(|(_, joint)| self.is_comma(joint));
        (listed && (goes_on() || began())).then_some(left.head)
    }

    /// The mention left of a mention with one token between them, and that token.
    fn left_of(&self, mention: &Mention) -> Option<(&'a Mention, usize)> {
        let joint = mention.first.checked_sub(1)?;
        let left = self.mention_at(joint.checked_sub(1)?)?;
        (left.last == joint && left.how != How::Adjective).then_some((left, joint))
    }

    /// Whether a particle joins a mention to the one right behind it, which is a subject, an object or the topic.
    fn is_listed(&self, mention: &Mention) -> bool {
        let next = self.mention_at(mention.last + 1).filter(|m| m.first == mention.last + 1);
        let plain = |m: &Mention| PLAIN.iter().any(|class| self.setting.language.marks(class, self.lower(m.last)));
        let last = self.setting.language.settings.order == WordOrder::Sov;
        last && self.setting.language.marks("and", self.lower(mention.last)) && next.is_some_and(plain)
    }

    fn joins(&self, joint: usize) -> bool {
        let listed = self.setting.language.marks("and", self.lower(joint));
        listed || self.token(joint).is_some_and(|t| t.upos == Upos::Cconj)
    }

    fn is_comma(&self, token: usize) -> bool {
        matches!(self.lower(token), "," | "\u{3001}" | "\u{FF0C}")
    }

    /// Actors that own what fills an object: "Israel's actions", "the U.S. demand".
    pub fn owners_at(&self, filler: Filler) -> Vec<Party> {
        let noun = |f: &Filler| self.token(f.token).is_some_and(|t| matches!(t.upos, Upos::Noun));
        let mut owners = if noun(&filler) { self.possessors(filler.token) } else { Vec::new() };
        if noun(&filler) && self.setting.language.settings.order == WordOrder::Sov {
            // Whoever an act is done by, not what stands in its name.
            let agents = self.marked(filler.token, "by");
            owners = if agents.is_empty() { owners } else { agents };
        }
        // "targets in X" and "goods from X" are X's, where owners come behind.
        let head_first = self.setting.language.settings.noun_head == NounHead::First;
        let place = |t: &usize| {
            let behind = head_first && noun(&filler) && *t > filler.token;
            behind && ["in", "at", "from"].iter().any(|class| self.is_marked(*t, class))
        };
        let places = self.dependents(filler.token, &[Deprel::Nmod]).filter(place);
        owners.extend(places.map(|token| Filler { token, way: Way::Carried }));
        // "the east of Ukraine" may be written as one word that holds the name.
        let inner = |f: &Filler| {
            let opens = self.setting.language.settings.order == WordOrder::Sov && self.mention_at(f.token).is_none();
            if opens && noun(f) { self.possessors(f.token) } else { Vec::new() }
        };
        let further: Vec<Filler> = owners.iter().flat_map(inner).collect();
        owners
            .into_iter()
            .chain(further)
            .flat_map(|owner| self.actors_at(Filler { way: filler.way.max(Way::Carried), ..owner }))
            .collect()
    }

    fn is_nominal(&self, token: usize) -> bool {
        self.token(token).is_some_and(|t| matches!(t.upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::X | Upos::Adj))
    }
}

fn shared(fillers: Vec<Filler>) -> Vec<Filler> {
    fillers.into_iter().map(|f| Filler { way: Way::Shared, ..f }).collect()
}

fn carried(fillers: Vec<Filler>) -> Vec<Filler> {
    fillers.into_iter().map(|f| Filler { way: f.way.max(Way::Carried), ..f }).collect()
}
