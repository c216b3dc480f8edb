//! Who fills a role: from the trigger word along the tree to tokens, from tokens to actors.

use super::Clause;
use crate::analysis::{Deprel, Sentence, Subtype, Token, Upos, VerbForm};
use crate::language::frames::Function;
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
            lower: tokens.iter().map(|t| t.span.of(setting.text).to_lowercase()).collect(),
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
        if child(Deprel::Nsubj, Some(Subtype::Pass)) || child(Deprel::Aux, Some(Subtype::Pass)) {
            return true;
        }
        // A participle with an object or a plain subject of its own is an active one.
        let marked = self.token(token).is_some_and(|t| t.passive && t.upos == Upos::Verb);
        let active = child(Deprel::Obj, None) || child(Deprel::Nsubj, Some(Subtype::None));
        marked && !active || self.has_passive_affix(token) || self.has_passive_word(token)
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
            language.marks(class, self.lower(t)) || language.marks(class, lemma) || self.is_marked_by_several(t, class)
        };
        self.is_bare(token, class)
            || self.dependents(token, &[Deprel::Case, Deprel::Mark]).any(is)
            || self.tree.children(token).take_while(|c| *c < token).any(|c| {
                self.relation(c) != Deprel::Conj
                    && is(c)
                    && self.token(c).is_some_and(|t| matches!(t.upos, Upos::Adp | Upos::Part))
            })
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
        if !own.is_empty() {
            return own;
        }
        if let Some(token) = self.nominative_before(verb) {
            return vec![Filler { token, way: Way::Beside }];
        }
        let shared = self.shared_subjects(verb);
        let known = shared.iter().any(|f| self.mention_at(f.token).is_some());
        if known && !self.takes_object(verb) { shared } else { self.beside(verb, shared) }
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
                Deprel::Acl if self.token(at).is_some_and(|t| t.verb_form != VerbForm::Infinitive) => {
                    return vec![Filler { token: head, way: Way::Described }];
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
        // The verb it all hangs on may have a subject that only stands beside it.
        if at == verb { Vec::new() } else { self.beside(at, Vec::new()) }
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
        let describes = self.relation(verb) == Deprel::Acl
            && (self.is_passive(verb) || self.dependents(verb, &[Deprel::Nsubj]).next().is_some());
        match self.head(verb) {
            Some(noun) if describes => vec![Filler { token: noun, way: Way::Described }],
            _ => Vec::new(),
        }
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
        self.dependents(noun, &loose).filter(owns).map(|token| Filler { token, way: Way::Own }).collect()
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

    /// Phrases that a marker of a class introduces: below the trigger, below its object, or beside a carried noun.
    fn marked(&self, trigger: usize, class: &str) -> Vec<Filler> {
        let phrases =
            [Deprel::Obl, Deprel::Nmod, Deprel::Obj, Deprel::Iobj, Deprel::Advmod, Deprel::Xcomp, Deprel::Advcl];
        let toward = |t: usize| {
            let mention = self.mention_at(t).filter(|m| m.toward && TOWARD.contains(&class));
            mention.is_some()
        };
        let at = |token: usize| -> Vec<usize> {
            self.dependents(token, &phrases).filter(|t| self.is_marked(*t, class)).collect()
        };
        // "toward" may stand in the trigger's own word, or in an attribute before it.
        let mut own: Vec<usize> = self.tree.children(trigger).chain([trigger]).filter(|t| toward(*t)).collect();
        own.extend(at(trigger));
        if !own.is_empty() {
            return own.into_iter().map(|token| Filler { token, way: Way::Own }).collect();
        }
        let below = self.dependents(trigger, &[Deprel::Obj, Deprel::Xcomp]).flat_map(at);
        let mut carried: Vec<usize> = below.collect();
        if carried.is_empty() && matches!(self.relation(trigger), Deprel::Obj | Deprel::Nsubj | Deprel::Obl) {
            carried = self.head(trigger).map(at).unwrap_or_default();
            carried.retain(|t| *t != trigger);
        }
        carried.into_iter().map(|token| Filler { token, way: Way::Carried }).collect()
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
        let joint = mention.first.checked_sub(1)?;
        let listed = self.setting.language.marks("and", self.lower(joint));
        let joins = listed || self.token(joint).is_some_and(|t| t.upos == Upos::Cconj);
        let left = self.mention_at(joint.checked_sub(1).filter(|_| joins)?)?;
        (left.last == joint && left.how != How::Adjective).then_some(left.head)
    }

    /// Actors that own what fills an object: "Israel's actions", "the U.S. demand".
    pub fn owners_at(&self, filler: Filler) -> Vec<Party> {
        let noun = self.token(filler.token).is_some_and(|t| matches!(t.upos, Upos::Noun));
        let mut owners = if noun { self.possessors(filler.token) } else { Vec::new() };
        // "targets in X" and "goods from X" are X's.
        let place =
            |t: &usize| noun && *t > filler.token && ["in", "at", "from"].iter().any(|class| self.is_marked(*t, class));
        let places = self.dependents(filler.token, &[Deprel::Nmod]).filter(place);
        owners.extend(places.map(|token| Filler { token, way: Way::Carried }));
        owners
            .into_iter()
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
