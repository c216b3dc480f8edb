//! From the words that name a speaker to the actors who speak, along the page: pronouns, endings and quotes without
//! a frame mean whoever spoke last.

use super::phrase::{self, Phrase};
use super::scene::Scene;
use super::{Draft, Who};
use crate::analysis::{Deprel, Upos};
use crate::language::words::SpeechClass;
use crate::mention::{ActorId, ActorKind, How, Mention};
use crate::span::Span;
use std::collections::HashMap;

/// How many sentences back the last speaker is remembered.
const MEMORY: usize = 8;
/// Most mentions or tokens looked at in one sentence.
const WINDOW: usize = 100;
/// How many sentences back a pronoun without a last speaker looks for a subject.
const NEAR: usize = 2;
/// How many sentences back the issuers of a joint statement are looked for.
const JOINT: usize = 4;

/// Who spoke last.
#[derive(Clone, Debug, Default)]
struct Last {
    actors: Vec<ActorId>,
    span: Option<Span>,
    /// Sentence in which the speech ended.
    sentence: usize,
}

/// Resolves the speakers of a page's drafts, in order of the text.
pub struct Speakers<'s, 'a> {
    scene: &'s Scene<'a>,
    last: Option<Last>,
    /// Persons by each word of their names; of several the first.
    names: HashMap<&'a str, ActorId>,
}

/// A resolved speaker.
pub struct Speaker {
    /// The actors; groups are replaced by their members.
    pub actors: Vec<ActorId>,
    /// Where the speaker is named.
    pub span: Option<Span>,
    /// How it was found.
    pub how: &'static str,
}

impl<'s, 'a> Speakers<'s, 'a> {
    /// Nobody has spoken yet.
    pub fn new(scene: &'s Scene<'a>) -> Speakers<'s, 'a> {
        let mut names = HashMap::new();
        let persons = scene.mentions.actors.iter().enumerate().filter(|(_, a)| a.kind == ActorKind::Person);
        for (id, actor) in persons {
            for word in actor.name.split(|c: char| !c.is_alphanumeric() && c != '-') {
                names.entry(word).or_insert(id);
            }
        }
        Speakers { scene, last: None, names }
    }

    /// Who speaks in a draft; the next drafts remember it.
    pub fn resolve(&mut self, draft: &Draft) -> Speaker {
        let speaker = match &draft.who {
            Who::Phrase(phrase) => self.named(phrase, draft.sentence),
            Who::Clitic(span) => Speaker {
                actors: self.back(draft.sentence, |k| k == ActorKind::Person),
                span: Some(*span),
                how: "pronoun on the word of saying",
            },
            Who::Last => self.unframed(draft),
        };
        if !speaker.actors.is_empty() || speaker.span.is_some() && !matches!(draft.who, Who::Clitic(_)) {
            let sentences = &self.scene.setting.analysis.sentences;
            let sentence = sentences.partition_point(|s| s.span.end < draft.span.end).max(draft.sentence);
            self.last = Some(Last { actors: speaker.actors.clone(), span: speaker.span, sentence });
        }
        speaker
    }

    /// Who speaks where nothing says so: whom the sentence before is about, else whoever spoke last.
    fn unframed(&self, draft: &Draft) -> Speaker {
        if let Some(mention) = self.subject_before(draft) {
            let actors = mention.actor.map_or_else(Vec::new, |a| self.scene.mentions.expand(a));
            return Speaker { actors, span: Some(mention.span), how: "subject of the sentence before" };
        }
        Speaker {
            actors: self.back(draft.sentence, |k| k == ActorKind::Person),
            span: self.recent(draft.sentence).and_then(|last| last.span),
            how: "the last speaker",
        }
    }

    /// The person who is the subject of the sentence before a quote in the same block, where nobody speaks in it.
    fn subject_before(&self, draft: &Draft) -> Option<&'a Mention> {
        let scene = self.scene;
        let number = draft.sentence.checked_sub(1)?;
        if self.last.as_ref().is_some_and(|last| last.sentence >= number) {
            return None;
        }
        let sentence = scene.setting.analysis.sentences.get(number)?;
        let at = scene.blocks.partition_point(|b| b.span.end < sentence.span.end);
        let block = scene.blocks.get(at).filter(|b| b.span.contains(sentence.span))?;
        let same = block.span.contains(draft.span) && sentence.tokens().all(|t| scene.piece_at(t).is_none());
        let person = |m: &&Mention| {
            let subject = scene.token(m.head).is_some_and(|t| t.deprel == Deprel::Nsubj);
            subject && m.actor.and_then(|a| self.kind(a)) == Some(ActorKind::Person)
        };
        scene.mentions.of_sentence(number).iter().take(WINDOW).find(person).filter(|_| same)
    }

    fn named(&self, phrase: &Phrase, sentence: usize) -> Speaker {
        let scene = self.scene;
        let span = scene.span(phrase.tokens.clone());
        let of = |actors: Vec<ActorId>, how: &'static str| Speaker { actors, span, how };
        if let Some((actors, issuer)) = self.issuers(phrase, sentence) {
            return Speaker { actors, span: issuer.or(span), how: "issuer of the statement" };
        }
        let mention = phrase::mention(scene, phrase);
        let head = phrase.head.unwrap_or(phrase.tokens.start);
        let pronoun = phrase.tokens.len() == 1 && scene.is_pronoun(head);
        match mention.and_then(|m| Some((m, m.actor?))) {
            Some((mention, actor)) if mention.how == How::Pronoun => {
                let kind = scene.mentions.actor(actor).map(|a| a.kind);
                let before = self
                    .recent(sentence)
                    .filter(|last| sentence <= last.sentence + 1 || !self.is_coded(actor))
                    .filter(|last| last.actors.len() == 1 && last.actors.first().and_then(|a| self.kind(*a)) == kind);
                let actors = before.map_or_else(|| scene.mentions.expand(actor), |last| last.actors.clone());
                of(actors, "pronoun")
            }
            Some((mention, actor)) => {
                let mut actors = scene.mentions.expand(actor);
                self.add_coordinated(phrase, mention, &mut actors);
                of(actors, phrase.how)
            }
            None if !pronoun && self.namesake(phrase).is_some() => {
                of(self.namesake(phrase).map_or_else(Vec::new, |a| vec![a]), "same name as before")
            }
            None if pronoun => of(self.back(sentence, |k| k == ActorKind::Person), "pronoun"),
            None => of(Vec::new(), phrase.how),
        }
    }

    /// The others of "China and Russia".
    fn add_coordinated(&self, phrase: &Phrase, mention: &Mention, actors: &mut Vec<ActorId>) {
        let scene = self.scene;
        let and = |from: usize, to: usize| {
            let joins = |t: usize| scene.upos(t) == Upos::Cconj || scene.setting.language.marks("and", scene.lower(t));
            let link = |t: usize| scene.form(t) == "," || scene.upos(t) == Upos::Det || joins(t);
            (from..to).all(link) && (from..to).any(joins)
        };
        let all: Vec<&Mention> = scene.mentions_in(phrase.tokens.clone()).collect();
        for pair in all.windows(2) {
            let [a, b] = pair else { continue };
            let beside = std::ptr::eq(*a, mention) || std::ptr::eq(*b, mention);
            if beside && and(a.last, b.first) {
                for actor in [a, b].into_iter().filter_map(|m| m.actor).flat_map(|a| scene.mentions.expand(a)) {
                    if !actors.contains(&actor) {
                        actors.push(actor);
                    }
                }
            }
        }
    }

    /// The person of the page whose name ends with the phrase's last word.
    fn namesake(&self, phrase: &Phrase) -> Option<ActorId> {
        let scene = self.scene;
        let comma = phrase.tokens.clone().find(|t| scene.is_punctuation(*t)).unwrap_or(phrase.tokens.end);
        let name = scene.form(comma.checked_sub(1)?);
        if scene.setting.language.settings.case_sensitive && !name.chars().next()?.is_uppercase() {
            return None;
        }
        self.names.get(name).copied()
    }

    /// Whose statement a phrase like "the statement" is: its possessor, else the last group, else the last speaker.
    fn issuers(&self, phrase: &Phrase, sentence: usize) -> Option<(Vec<ActorId>, Option<Span>)> {
        let scene = self.scene;
        let cues = scene.cues_in(phrase.tokens.clone());
        let statement = scene.cues.get(cues)?.iter().find(|c| c.speech.class == SpeechClass::Noun)?;
        if phrase.head.is_some_and(|h| h != statement.head) {
            return None;
        }
        let owner = scene.mentions_in(phrase.tokens.clone()).find_map(|m| m.actor);
        if let Some(owner) = owner {
            return Some((scene.mentions.expand(owner), None));
        }
        if let Some(issuer) = self.giver(statement.head) {
            let actors = issuer.actor.map_or_else(Vec::new, |a| scene.mentions.expand(a));
            return Some((actors, Some(issuer.span)));
        }
        let from = sentence.saturating_sub(JOINT);
        let mentions = (from..=sentence).rev().flat_map(|s| scene.mentions.of_sentence(s).iter().rev().take(WINDOW));
        let group =
            mentions.filter_map(|m| m.actor).find(|a| scene.mentions.actor(*a).is_some_and(|a| a.members.len() > 1));
        Some((group.map_or_else(|| self.back(sentence, |_| true), |g| scene.mentions.expand(g)), None))
    }

    /// The subject of the verb whose object a statement is: "X issued a statement".
    fn giver(&self, statement: usize) -> Option<&'a Mention> {
        let scene = self.scene;
        let token = scene.token(statement).filter(|t| matches!(t.deprel, Deprel::Obj | Deprel::Obl))?;
        let (number, _) = scene.sentence(statement)?;
        let subject = |m: &&Mention| {
            scene.token(m.head).is_some_and(|t| t.deprel == Deprel::Nsubj && t.head == token.head)
                && m.first < statement
        };
        let near = scene.mentions_in(statement.saturating_sub(WINDOW)..statement);
        near.filter(|m| m.sentence == number).find(subject)
    }

    fn kind(&self, actor: ActorId) -> Option<ActorKind> {
        self.scene.mentions.actor(actor).map(|a| a.kind)
    }

    /// Whether it is known where an actor belongs: the others are too vague to take the place of the last speaker.
    fn is_coded(&self, actor: ActorId) -> bool {
        self.scene.mentions.actor(actor).is_some_and(|a| a.state.is_some())
    }

    fn recent(&self, sentence: usize) -> Option<&Last> {
        self.last.as_ref().filter(|last| sentence.saturating_sub(last.sentence) <= MEMORY)
    }

    /// The last speaker, else the nearest subject before.
    fn back(&self, sentence: usize, fits: impl Fn(ActorKind) -> bool) -> Vec<ActorId> {
        let scene = self.scene;
        let recent = self.recent(sentence);
        // Whoever acts between the last speech and this one is spoken of nearer.
        let from = sentence.saturating_sub(NEAR).max(recent.map_or(0, |last| last.sentence + 1));
        let near = (from..sentence).rev().flat_map(|s| scene.mentions.of_sentence(s).iter().take(WINDOW));
        let subject = |m: &&Mention| scene.token(m.head).is_some_and(|t| t.deprel == Deprel::Nsubj);
        let coded = |a: &ActorId| recent.is_none() || self.is_coded(*a);
        let known = |m: &Mention| m.actor.filter(|a| self.kind(*a).is_some_and(&fits)).filter(coded);
        match (near.filter(subject).find_map(known), recent) {
            (Some(actor), _) => scene.mentions.expand(actor),
            (None, Some(last)) => last.actors.clone(),
            (None, None) => Vec::new(),
        }
    }
}
