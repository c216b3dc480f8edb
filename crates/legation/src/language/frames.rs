//! `world/frames.toml`: kinds of acts, shared by all languages.

use crate::error::Error;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::str::FromStr;

/// Where a role's filler stands, seen from the trigger word.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// Subject of the active verb, agent of the passive one.
    Subject,
    /// Object of the active verb, subject of the passive one.
    Object,
    /// Indirect object.
    Iobject,
    /// Possessor of a noun: genitive, possessive, compound modifier.
    Possessor,
    /// Modifier of a noun that no marker introduces, as in compounds.
    Compound,
    /// Subject of the clause that completes the trigger.
    ComplementSubject,
    /// Object of the clause that completes the trigger.
    ComplementObject,
    /// Where it happened.
    Place,
    /// The phrase that a marker of this class introduces.
    Marked(String),
}

impl FromStr for Function {
    type Err = Error;

    fn from_str(name: &str) -> Result<Function, Error> {
        Ok(match name {
            "subject" => Function::Subject,
            "object" => Function::Object,
            "iobject" => Function::Iobject,
            "possessor" => Function::Possessor,
            "compound" => Function::Compound,
            "complement-subject" => Function::ComplementSubject,
            "complement-object" => Function::ComplementObject,
            "place" => Function::Place,
            class if super::settings::MARKER_CLASSES.contains(&class) => Function::Marked(class.to_string()),
            other => return Err(Error::new(format!("unknown role function `{other}`"))),
        })
    }
}

/// Which roles a political actor must fill before an event is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Needs {
    #[default]
    Source,
    Target,
    Both,
    None,
}

/// What happens to acts told inside the complement of an act.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Complement {
    /// They stand for themselves.
    #[default]
    None,
    /// They belong to the outer act and are not told apart.
    Absorb,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    mode: Option<String>,
    cameo: String,
    source: Vec<String>,
    target: Vec<String>,
    #[serde(default)]
    needs: Needs,
    #[serde(default)]
    mutual: bool,
    #[serde(default)]
    complement: Complement,
    #[serde(default)]
    becomes: BTreeMap<String, String>,
    #[serde(default)]
    contexts: Vec<String>,
}

/// Number of a frame in [`Frames`].
pub type FrameId = usize;

/// A kind of act: PLOVER type and mode, CAMEO code, where its roles stand.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Its name in the table.
    pub name: String,
    /// PLOVER event type.
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// CAMEO code.
    pub cameo: String,
    /// Where the source stands, best first.
    pub source: Vec<Function>,
    /// Where the target stands, best first.
    pub target: Vec<Function>,
    /// Which roles must be filled.
    pub needs: Needs,
    /// Whether source and target are interchangeable.
    pub mutual: bool,
    /// What happens to acts inside its complement.
    pub complement: Complement,
    /// The frame it turns into, by the type of the act inside its complement.
    pub becomes: Vec<(String, FrameId)>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
}

/// All frames.
#[derive(Clone, Debug)]
pub struct Frames {
    frames: Vec<Frame>,
    by_name: HashMap<String, FrameId>,
}

impl Frames {
    /// Reads `frames.toml`.
    ///
    /// # Errors
    /// When it is not TOML of the documented shape, or names an unknown function or frame.
    pub fn parse(file: &str, bytes: &[u8]) -> Result<Frames, Error> {
        let entries: BTreeMap<String, Entry> =
            toml::from_slice(bytes).map_err(|e| Error::new("unreadable frames").in_file(file).because(e))?;
        let by_name: HashMap<String, FrameId> = entries.keys().cloned().zip(0..).collect();
        let wrong = |name: &str, e: Error| Error::new(format!("frame `{name}`")).in_file(file).because(e);
        let frames = entries
            .into_iter()
            .map(|(name, entry)| Frame::build(&name, entry, &by_name).map_err(|e| wrong(&name, e)))
            .collect::<Result<Vec<Frame>, Error>>()?;
        Ok(Frames { frames, by_name })
    }

    /// The number of the frame with this name.
    pub fn find(&self, name: &str) -> Option<FrameId> {
        self.by_name.get(name).copied()
    }

    /// The frame with this number.
    pub fn get(&self, id: FrameId) -> Option<&Frame> {
        self.frames.get(id)
    }
}

impl Frame {
    fn build(name: &str, entry: Entry, by_name: &HashMap<String, FrameId>) -> Result<Frame, Error> {
        let functions = |list: &[String]| list.iter().map(|f| f.parse()).collect::<Result<Vec<Function>, Error>>();
        let becomes = entry
            .becomes
            .iter()
            .map(|(kind, frame)| match by_name.get(frame) {
                Some(id) => Ok((kind.clone(), *id)),
                None => Err(Error::new(format!("unknown frame `{frame}`"))),
            })
            .collect::<Result<Vec<_>, Error>>()?;
        Ok(Frame {
            name: name.to_string(),
            source: functions(&entry.source)?,
            target: functions(&entry.target)?,
            kind: entry.kind,
            mode: entry.mode,
            cameo: entry.cameo,
            needs: entry.needs,
            mutual: entry.mutual,
            complement: entry.complement,
            becomes,
            contexts: entry.contexts,
        })
    }
}
