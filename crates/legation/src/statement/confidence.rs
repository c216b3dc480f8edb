//! What speaks for a fact and against it: signs in its evidence, the same in every language.
//!
//! `legation-train confidence` learns from annotated news what each sign is worth. Signs that told nothing about
//! news that was not learned from are left out: how a mention is known, the trigger's part of speech, the place and
//! the length of the sentence.

use super::commitment::Commitment;
use super::event::Event;
use super::quote::Quote;
use super::role::{Party, Way};
use super::status::Status;
use crate::language::frames::Frames;
use crate::mention::{ActorId, Mentions};

/// Where facts stand: everything that their signs are read from.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// Kinds of acts.
    pub frames: &'a Frames,
    /// Everyone on the page.
    pub mentions: &'a Mentions,
    /// Who said what.
    pub quotes: &'a [Quote],
    /// Who did what.
    pub events: &'a [Event],
}

impl Scene<'_> {
    /// The signs of an event.
    pub fn event(&self, event: &Event) -> Vec<String> {
        let Some(frame) = self.frames.get(event.frame) else { return Vec::new() };
        let parties = || event.source.iter().chain(&event.target);
        let mut signs = vec![format!("type {}", frame.kind), self.told(event.reported)];
        signs.push(self.states(parties().map(|p| p.actor)));
        signs.extend(status(event.status).map(|word| format!("status {word}")));
        if frame.mutual {
            signs.push(format!("target {}", worst(parties())));
        } else {
            signs.push(format!("source {}", worst(event.source.iter())));
            signs.push(format!("target {}", worst(event.target.iter())));
        }
        signs
    }

    /// The signs of a commitment.
    pub fn commitment(&self, commitment: &Commitment) -> Vec<String> {
        let act = commitment.event.and_then(|e| self.events.get(e));
        let form = match act {
            Some(event) => self.told(event.reported),
            None => "announced".to_string(),
        };
        vec![form, self.states(commitment.by.iter().copied())]
    }

    /// Whether actors are of one state, so that a second one may have been missed.
    fn states(&self, actors: impl Iterator<Item = ActorId>) -> String {
        let mut states = actors.filter_map(|a| self.mentions.actor(a)).filter_map(|a| a.state.as_deref());
        let first = states.next();
        if states.any(|other| Some(other) != first) { "several states" } else { "one state" }.to_string()
    }

    /// Who tells it.
    fn told(&self, quote: Option<usize>) -> String {
        match quote.and_then(|q| self.quotes.get(q)) {
            Some(quote) if quote.direct => "told in quotation marks",
            Some(_) => "told in reported speech",
            None => "told by the article",
        }
        .to_string()
    }
}

/// The least sure way by which parties were found.
fn worst<'p>(parties: impl Iterator<Item = &'p Party>) -> &'static str {
    match parties.map(|p| p.way).max() {
        Some(Way::Own) => "own",
        Some(Way::Carried) => "carried",
        Some(Way::Described) => "described",
        Some(Way::Shared) => "shared",
        Some(Way::Beside) => "beside",
        Some(Way::Context) => "from context",
        None => "none",
    }
}

/// A status that is not the plain one.
fn status(status: Status) -> Option<&'static str> {
    match status {
        Status::Past => Some("past"),
        Status::Future => Some("future"),
        Status::Hypothetical => Some("hypothetical"),
        Status::Actual | Status::Negated => None,
    }
}
