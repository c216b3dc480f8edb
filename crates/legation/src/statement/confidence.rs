//! What speaks for a fact and against it: signs in its evidence, the same in every language.
//!
//! `legation-train confidence` learns from annotated news what each sign is worth.

use super::commitment::Commitment;
use super::event::{Event, Row};
use super::quote::Quote;
use super::role::{Party, Way};
use super::status::Status;
use crate::analysis::Upos;
use crate::document::{Block, BlockKind};
use crate::language::frames::Frame;
use crate::mention::{How, Mentions, Setting};

/// Tokens from which a sentence is a long one, and a very long one.
const LONG: [usize; 2] = [25, 40];

/// Where facts stand: everything that their signs are read from.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The page's analysis and the knowledge it was read with.
    pub setting: &'a Setting<'a>,
    /// Its blocks.
    pub blocks: &'a [Block],
    /// Everyone on it.
    pub mentions: &'a Mentions,
    /// Who said what.
    pub quotes: &'a [Quote],
    /// Who did what.
    pub events: &'a [Event],
}

impl Scene<'_> {
    /// The signs of an event.
    pub fn event(&self, event: &Event) -> Vec<String> {
        let Some(frame) = self.setting.knowledge.frames.get(event.frame) else { return Vec::new() };
        let mut signs = vec![format!("type {}", frame.kind), format!("status {}", status(event.status))];
        signs.extend(self.roles(event, frame));
        signs.extend(self.parties(event));
        signs.push(self.trigger(event));
        signs.push(format!("told {}", self.telling(event.reported)));
        signs.extend(self.place(event.sentence));
        let first = self.events.partition_point(|other| other.sentence < event.sentence);
        if self.events.get(first + 2).is_some_and(|third| third.sentence == event.sentence) {
            signs.push("many acts in the sentence".to_string());
        }
        signs
    }

    /// The signs of a commitment; those of the act that tells it are among them.
    pub fn commitment(&self, commitment: &Commitment) -> Vec<String> {
        let mut signs = Vec::new();
        match commitment.event.and_then(|e| self.events.get(e)) {
            Some(event) => {
                signs.push(format!("act {}", commitment.strength));
                signs.push(format!("status {}", status(event.status)));
                signs.extend(event.source.iter().map(|p| p.way).max().map(|w| format!("source {}", way(w))));
                signs.push(format!("told {}", self.telling(event.reported)));
            }
            None => signs.push("announced".to_string()),
        }
        signs.push(format!("{} states", self.states(commitment.by.iter().copied())));
        signs.extend(self.place(commitment.sentence));
        signs
    }

    /// How the roles were found: the least sure way of each. Where sides are equal, they are one role.
    fn roles(&self, event: &Event, frame: &Frame) -> Vec<String> {
        let worst = |parties: &mut dyn Iterator<Item = &Party>| parties.map(|p| p.way).max().map_or("none", way);
        if frame.mutual {
            return vec![format!("parties {}", worst(&mut event.source.iter().chain(&event.target)))];
        }
        let (source, target) = (worst(&mut event.source.iter()), worst(&mut event.target.iter()));
        vec![format!("source {source}"), format!("target {target}")]
    }

    /// Who the parties are: how their mentions are known, and how many states they make.
    fn parties(&self, event: &Event) -> Vec<String> {
        let parties = || event.source.iter().chain(&event.target);
        let known = |how: How| parties().any(|p| p.how == how && p.way != Way::Context);
        let hows = [How::Adjective, How::Metonym, How::Office, How::Pronoun, How::Group, How::Speaker, How::Context];
        let mut signs: Vec<String> =
            hows.into_iter().filter(|how| known(*how)).map(|how| format!("mention {}", how.word())).collect();
        if parties().any(|p| self.mentions.actor(p.actor).is_some_and(|a| a.from_context)) {
            signs.push("state from context".to_string());
        }
        let states = self.states(parties().map(|p| p.actor));
        let mutual = self.setting.knowledge.frames.get(event.frame).is_some_and(|f| f.mutual);
        signs.push(format!("{}{states} states", if mutual { "between " } else { "" }));
        signs
    }

    /// Distinct states of actors, in words: three and more are many.
    fn states(&self, actors: impl Iterator<Item = usize>) -> &'static str {
        let mut states: Vec<&str> =
            actors.filter_map(|a| self.mentions.actor(a)).filter_map(|a| a.state.as_deref()).collect();
        states.sort_unstable();
        states.dedup();
        match states.len() {
            0 => "no",
            1 => "1",
            2 => "2",
            _ => "many",
        }
    }

    /// What kind of words names the act.
    fn trigger(&self, event: &Event) -> String {
        if matches!(event.row, Row::Status(_)) {
            return "trigger obligation".to_string();
        }
        let tokens = &self.setting.analysis.tokens;
        let class = match tokens.get(event.head).map(|t| t.upos) {
            Some(Upos::Verb | Upos::Aux) => "verb",
            Some(Upos::Noun | Upos::Propn) => "noun",
            _ => "other",
        };
        let words = tokens.iter().skip(event.head.saturating_sub(8)).take(16);
        let several = words.filter(|t| event.trigger.contains(t.span)).count() > 1;
        format!("trigger {class}{}", if several { " phrase" } else { "" })
    }

    fn telling(&self, quote: Option<usize>) -> &'static str {
        match quote.and_then(|q| self.quotes.get(q)) {
            Some(quote) if quote.direct => "in quotation marks",
            Some(_) => "in reported speech",
            None => "by the article",
        }
    }

    /// Where the sentence stands and how long it is.
    fn place(&self, sentence: usize) -> Vec<String> {
        let Some(sentence) = self.setting.analysis.sentences.get(sentence) else { return Vec::new() };
        let at = self.blocks.partition_point(|b| b.span.end <= sentence.span.start);
        let title = self.blocks.get(at).is_some_and(|b| matches!(b.kind, BlockKind::Headline | BlockKind::Heading));
        let mut signs = Vec::new();
        if title {
            signs.push("in a headline".to_string());
        }
        match LONG.iter().filter(|long| sentence.tokens().len() >= **long).count() {
            0 => {}
            1 => signs.push("long sentence".to_string()),
            _ => signs.push("very long sentence".to_string()),
        }
        signs
    }
}

fn way(way: Way) -> &'static str {
    match way {
        Way::Own => "own",
        Way::Carried => "carried",
        Way::Described => "described",
        Way::Shared => "shared",
        Way::Beside => "beside",
        Way::Context => "from context",
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Actual => "actual",
        Status::Past => "past",
        Status::Future => "future",
        Status::Negated => "negated",
        Status::Hypothetical => "hypothetical",
    }
}
