//! The closed lists of the record, written in lower case.

use crate::document;
use serde::{Deserialize, Serialize};

/// What a stretch of the text is on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum BlockKind {
    Headline,
    Heading,
    Paragraph,
    Caption,
    Credit,
    Dateline,
    Source,
    Boilerplate,
}

impl From<document::BlockKind> for BlockKind {
    fn from(kind: document::BlockKind) -> BlockKind {
        match kind {
            document::BlockKind::Headline => BlockKind::Headline,
            document::BlockKind::Heading => BlockKind::Heading,
            document::BlockKind::Paragraph => BlockKind::Paragraph,
            document::BlockKind::Caption => BlockKind::Caption,
            document::BlockKind::Credit => BlockKind::Credit,
            document::BlockKind::Dateline => BlockKind::Dateline,
            document::BlockKind::Source => BlockKind::Source,
            document::BlockKind::Boilerplate => BlockKind::Boilerplate,
        }
    }
}

/// How the page's date was found, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum DateBasis {
    Given,
    Metadata,
    Address,
    Dateline,
    Text,
}

impl From<document::DateBasis> for DateBasis {
    fn from(basis: document::DateBasis) -> DateBasis {
        match basis {
            document::DateBasis::Given => DateBasis::Given,
            document::DateBasis::Metadata => DateBasis::Metadata,
            document::DateBasis::Address => DateBasis::Address,
            document::DateBasis::Dateline => DateBasis::Dateline,
            document::DateBasis::Text => DateBasis::Text,
        }
    }
}

/// What an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActorKind {
    /// One human being.
    Person,
    /// A state.
    State,
    /// An organisation of states, a company, a movement.
    Organisation,
    /// Several actors meant together.
    Group,
    /// An institution of a state or an organisation.
    Body,
}

/// What an expression of time names (TIMEX3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TimeKind {
    /// A day or a longer stretch of the calendar.
    Date,
    /// A part of a day.
    Time,
    /// A length.
    Duration,
    /// Something that comes again.
    Set,
}

/// Whether an act happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// The news: it happened about the page's date.
    Actual,
    /// It happened before.
    Past,
    /// It is to happen.
    Future,
    /// It did not happen.
    Negated,
    /// It may happen, or would under a condition.
    Hypothetical,
}
