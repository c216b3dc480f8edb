//! `lexicon.tsv`: words that tell of an act, with the frame they name.

use super::frames::{FrameId, Frames, Function, Needs};
use super::phrases::Phrases;
use super::table::{self, Row};
use crate::error::Error;

/// Part of speech a row asks of its head word, checked loosely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum WordClass {
    Verb,
    Noun,
    Adj,
    Adv,
    Any,
}

/// Conditions under which a row speaks.
#[derive(Clone, Debug, Default)]
pub struct When {
    /// Overrides the frame's needs.
    pub needs: Option<Needs>,
    /// One of these lemmas stands in the sentence.
    pub with: Vec<String>,
    /// None of these lemmas stands in the sentence.
    pub without: Vec<String>,
    /// The object's head lemma is one of these.
    pub object: Vec<String>,
    /// The subject's head lemma is one of these.
    pub subject: Vec<String>,
}

/// A row of the lexicon.
#[derive(Clone, Debug)]
pub struct Trigger {
    /// The frame named; `None` where the words only look like an act.
    pub frame: Option<FrameId>,
    /// Part of speech of the head word.
    pub class: WordClass,
    /// Where the source stands, if otherwise than the frame says.
    pub source: Option<Vec<Function>>,
    /// Where the target stands, if otherwise than the frame says.
    pub target: Option<Vec<Function>>,
    /// Conditions.
    pub when: When,
    /// Line in the file.
    pub line: usize,
}

/// Reads a `lexicon.tsv`.
///
/// # Errors
/// When a row names an unknown frame, part of speech, function or condition.
pub fn parse(file: &str, bytes: &[u8], frames: &Frames, last_is_head: bool) -> Result<Phrases<Trigger>, Error> {
    let mut phrases = Phrases::default();
    for row in table::rows(file, bytes, 5)? {
        let trigger =
            trigger(&row, frames).map_err(|e| Error::new("lexicon").in_file(file).at_line(row.line).because(e))?;
        let last = last_is_head && trigger.class != WordClass::Verb;
        phrases.add(row.get(0), last, trigger);
    }
    Ok(phrases)
}

fn trigger(row: &Row<'_>, frames: &Frames) -> Result<Trigger, Error> {
    let frame = match row.get(2) {
        "-" => None,
        name => Some(frames.find(name).ok_or_else(|| Error::new(format!("unknown frame `{name}`")))?),
    };
    let mut trigger =
        Trigger { frame, class: class(row.get(1))?, source: None, target: None, when: When::default(), line: row.line };
    for (name, value) in pairs(row.get(3))? {
        let functions = value.split('|').filter(|f| *f != "none").map(str::parse).collect::<Result<Vec<_>, Error>>()?;
        match name {
            "source" => trigger.source = Some(functions),
            "target" => trigger.target = Some(functions),
            other => return Err(Error::new(format!("unknown role `{other}`"))),
        }
    }
    for (name, value) in pairs(row.get(4))? {
        let words = || value.split([',', '|']).map(str::to_lowercase).collect();
        match name {
            "needs" => trigger.when.needs = Some(needs(value)?),
            "with" => trigger.when.with = words(),
            "without" => trigger.when.without = words(),
            "object" => trigger.when.object = words(),
            "subject" => trigger.when.subject = words(),
            other => return Err(Error::new(format!("unknown condition `{other}`"))),
        }
    }
    Ok(trigger)
}

fn pairs(text: &str) -> Result<Vec<(&str, &str)>, Error> {
    let pair = |part: &'_ str| Error::new(format!("`{part}` is not of the form name=value"));
    text.split_whitespace().map(|part| part.split_once('=').ok_or_else(|| pair(part))).collect()
}

fn class(name: &str) -> Result<WordClass, Error> {
    Ok(match name {
        "VERB" => WordClass::Verb,
        "NOUN" => WordClass::Noun,
        "ADJ" => WordClass::Adj,
        "ADV" => WordClass::Adv,
        "X" | "" => WordClass::Any,
        other => return Err(Error::new(format!("unknown part of speech `{other}`"))),
    })
}

fn needs(name: &str) -> Result<Needs, Error> {
    Ok(match name {
        "source" => Needs::Source,
        "target" => Needs::Target,
        "both" => Needs::Both,
        "none" => Needs::None,
        other => return Err(Error::new(format!("unknown need `{other}`"))),
    })
}
