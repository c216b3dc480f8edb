//! Actors, places and times: where they stand and whom they mean, over the whole document.
//!
//! Must never decide who did what.

mod atom;
mod cast;
mod chunk;
mod place;
pub mod time;
pub mod unit;
pub mod worth;

pub(crate) use atom::words;
pub use place::Place;

use crate::analysis::Analysis;
use crate::language::words::GroupOf;
use crate::language::{Knowledge, Language};
use crate::span::Span;
use jiff::civil::Date;

/// Index into [`Mentions::actors`].
pub type ActorId = usize;

/// What an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum ActorKind {
    Person,
    State,
    Organisation,
    Group,
    Body,
}

/// Someone who acts or is acted upon, over the whole document.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The fullest name on the page, or the office where no name is known.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// State or organisation it belongs to: `ISO3` or `IGO:…`.
    pub state: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// Key of the office or body.
    pub office: Option<String>,
    /// Members of a group.
    pub members: Vec<ActorId>,
    /// Whether it can be the source of a political act.
    pub political: bool,
    /// Whether its state was concluded from the document at large and not from words beside it.
    pub from_context: bool,
}

impl Actor {
    /// `ISO3`, `ISO3.SECTOR` or the organisation's code.
    pub fn code(&self) -> Option<String> {
        let state = self.state.as_ref()?;
        Some(match &self.sector {
            Some(sector) if !state.contains(':') => format!("{state}.{sector}"),
            _ => state.clone(),
        })
    }
}

/// How a mention is known to mean its actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum How {
    Name,
    Adjective,
    Metonym,
    Office,
    Pronoun,
    Group,
    /// "we", "I": whoever speaks.
    Speaker,
    /// A name or office whose state comes from the document at large.
    Context,
}

impl How {
    /// As the record writes it.
    pub fn word(self) -> &'static str {
        match self {
            How::Name => "name",
            How::Adjective => "adjective",
            How::Metonym => "metonym",
            How::Office => "office",
            How::Pronoun => "pronoun",
            How::Group => "group",
            How::Speaker => "speaker",
            How::Context => "context",
        }
    }
}

/// One place where an actor stands.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Its characters.
    pub span: Span,
    /// Sentence it stands in.
    pub sentence: usize,
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub last: usize,
    /// The token that stands for it in the tree.
    pub head: usize,
    /// Whom it means; `None` for [`How::Speaker`] and for what could not be resolved.
    pub actor: Option<ActorId>,
    /// How that is known.
    pub how: How,
    /// Whether the word itself says "toward", "against" or "to" the actor.
    pub toward: bool,
}

/// Everyone and every place on a page.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// In the order of their first mention.
    pub actors: Vec<Actor>,
    /// In the order of the text.
    pub mentions: Vec<Mention>,
    /// Places in the order of the text.
    pub places: Vec<Place>,
    /// The state that the page speaks of as its own, where that is clear.
    pub home: Option<String>,
    /// What did not fit together.
    pub conflicts: Vec<Conflict>,
}

/// Two statements of a page about one actor that cannot both hold.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// The words that stand alone against the others.
    pub span: Span,
    /// What is wrong.
    pub message: String,
}

/// Everything about a page that resolving its mentions needs.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The document's text.
    pub text: &'a str,
    /// Its analysis.
    pub analysis: &'a Analysis,
    /// The language's pack.
    pub language: &'a Language,
    /// The world.
    pub knowledge: &'a Knowledge,
    /// The page's date.
    pub date: Option<Date>,
    /// State of the publisher.
    pub publisher: Option<&'a str>,
}

impl Mentions {
    /// Finds everyone and every place on a page.
    pub fn find(setting: &Setting<'_>) -> Mentions {
        let atoms = atom::find(setting);
        let chunks = chunk::compose(setting, &atoms);
        let mut mentions = cast::resolve(setting, chunks);
        mentions.places = place::find(setting, &mentions);
        mentions
    }

    /// Names the actors as the text was written before its letters were folded.
    pub fn spell_as(&mut self, written: &str, read: &str) {
        if written == read {
            return;
        }
        for mention in &self.mentions {
            let Some(actor) = mention.actor.and_then(|id| self.actors.get_mut(id)) else { continue };
            let Some(at) = mention.span.of(read).find(&actor.name) else { continue };
            let start = mention.span.start as usize + at;
            if let Some(name) = written.get(start..start + actor.name.len()) {
                actor.name = name.to_string();
            }
        }
    }

    /// The mentions of one sentence.
    pub fn of_sentence(&self, sentence: usize) -> &[Mention] {
        let from = self.mentions.partition_point(|m| m.sentence < sentence);
        let to = self.mentions.partition_point(|m| m.sentence <= sentence);
        self.mentions.get(from..to).unwrap_or(&[])
    }

    /// The actor with this number.
    pub fn actor(&self, id: ActorId) -> Option<&Actor> {
        self.actors.get(id)
    }

    /// The actors themselves: groups are replaced by their members.
    pub fn expand(&self, id: ActorId) -> Vec<ActorId> {
        match self.actor(id) {
            Some(actor) if !actor.members.is_empty() => actor.members.clone(),
            _ => vec![id],
        }
    }
}

/// Whether a group phrase means whoever speaks.
fn is_speaker(of: GroupOf) -> bool {
    of == GroupOf::Speaker
}
