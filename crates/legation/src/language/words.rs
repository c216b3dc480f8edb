//! The smaller word tables of a language: saying, status, titles, groups.

use super::phrases::Phrases;
use super::table;
use crate::error::Error;

/// A word or phrase of saying.
#[derive(Clone, Debug)]
pub struct Speech {
    /// How it is said: say, stress, deny, promise …
    pub strength: String,
    /// Part of speech: a verb, a noun (statement) or an adposition (according to).
    pub class: SpeechClass,
    /// Whether it takes a clause as indirect speech.
    pub clause: bool,
    /// Whether it goes with quotation marks.
    pub quote: bool,
    /// Line in the file.
    pub line: usize,
}

/// How a phrase of saying is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum SpeechClass {
    Verb,
    Noun,
    Adposition,
}

/// What a status word says about an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum StatusKind {
    Negation,
    Never,
    Future,
    Possibility,
    Intention,
    Condition,
    Past,
    Obligation,
    Refusal,
    Cancelled,
    Passive,
}

/// Where a status word works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Scope {
    Verb,
    Clause,
    Sentence,
}

/// A status word.
#[derive(Clone, Debug)]
pub struct Status {
    /// What it says.
    pub kind: StatusKind,
    /// Where it works.
    pub scope: Scope,
    /// Line in the file.
    pub line: usize,
}

/// What kind of word a title is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum TitleKind {
    Office,
    Rank,
    Courtesy,
    Body,
    People,
    Person,
}

/// An office, a rank, a courtesy word, an institution or a kind of people.
#[derive(Clone, Debug)]
pub struct Title {
    /// What kind of word it is.
    pub kind: TitleKind,
    /// Shared key of the office or body; empty where it has none.
    pub office: String,
    /// PLOVER sector.
    pub sector: String,
    /// Whether it can stand right behind the name of its holder.
    pub after: bool,
    /// Line in the file.
    pub line: usize,
}

/// What a group phrase points back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum GroupOf {
    Person,
    State,
    Any,
    /// Whoever speaks.
    Speaker,
}

/// A phrase that points back to actors named before: a pronoun or a group.
#[derive(Clone, Debug)]
pub struct Group {
    /// How many; `None` for any number.
    pub count: Option<usize>,
    /// Of what.
    pub of: GroupOf,
    /// Line in the file.
    pub line: usize,
}

fn unknown(what: &str, name: &str, file: &str, line: usize) -> Error {
    Error::new(format!("unknown {what} `{name}`")).in_file(file).at_line(line)
}

/// Reads a `speech.tsv`.
///
/// # Errors
/// When a row has an unknown part of speech or order.
pub fn speech(file: &str, bytes: &[u8]) -> Result<Phrases<Speech>, Error> {
    let mut phrases = Phrases::default();
    for row in table::rows(file, bytes, 4)? {
        let class = match row.get(1) {
            "VERB" => SpeechClass::Verb,
            "NOUN" => SpeechClass::Noun,
            "ADP" => SpeechClass::Adposition,
            other => return Err(unknown("part of speech", other, file, row.line)),
        };
        let (clause, quote) = match row.get(3) {
            "" | "both" => (true, true),
            "clause" => (true, false),
            "quote" => (false, true),
            other => return Err(unknown("order", other, file, row.line)),
        };
        let strength = row.get(2).to_string();
        phrases.add(row.get(0), class == SpeechClass::Noun, Speech { strength, class, clause, quote, line: row.line });
    }
    Ok(phrases)
}

/// Status words, and affixes that say the same of the word they stand on.
#[derive(Clone, Debug, Default)]
pub struct StatusWords {
    /// Words and phrases.
    pub words: Phrases<Status>,
    /// Prefixes (`di-`) and suffixes (`-ed`) with what they say.
    pub affixes: Vec<(Affix, Status)>,
}

/// A bound piece of a word.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum Affix {
    Prefix(String),
    Suffix(String),
}

/// Fewest bytes of a verb besides the affix that makes it passive.
const SHORTEST_STEM: usize = 3;

impl Affix {
    /// Whether a lower-cased word has the affix and at least so many bytes besides.
    pub fn stands_on(&self, word: &str, rest: usize) -> bool {
        let stem = match self {
            Affix::Prefix(prefix) => word.strip_prefix(prefix.as_str()),
            Affix::Suffix(suffix) => word.strip_suffix(suffix.as_str()),
        };
        stem.is_some_and(|stem| stem.len() >= rest)
    }
}

impl StatusWords {
    /// Whether an affix on a lower-cased verb makes it passive.
    pub fn is_passive_form(&self, verb: &str) -> bool {
        let passive = self.affixes.iter().filter(|(_, status)| status.kind == StatusKind::Passive);
        passive.into_iter().any(|(affix, _)| affix.stands_on(verb, SHORTEST_STEM))
    }
}

/// Reads a `status.tsv`.
///
/// # Errors
/// When a row has an unknown kind or scope.
pub fn status(file: &str, bytes: &[u8]) -> Result<StatusWords, Error> {
    let mut out = StatusWords::default();
    for row in table::rows(file, bytes, 3)? {
        let kind = match row.get(1) {
            "negation" => StatusKind::Negation,
            "never" => StatusKind::Never,
            "future" => StatusKind::Future,
            "possibility" => StatusKind::Possibility,
            "intention" => StatusKind::Intention,
            "condition" => StatusKind::Condition,
            "past" => StatusKind::Past,
            "obligation" => StatusKind::Obligation,
            "refusal" => StatusKind::Refusal,
            "cancelled" => StatusKind::Cancelled,
            "passive" => StatusKind::Passive,
            other => return Err(unknown("kind", other, file, row.line)),
        };
        let scope = match row.get(2) {
            "" | "verb" => Scope::Verb,
            "clause" => Scope::Clause,
            "sentence" => Scope::Sentence,
            other => return Err(unknown("scope", other, file, row.line)),
        };
        let status = Status { kind, scope, line: row.line };
        let words = row.get(0);
        match (words.strip_suffix('-'), words.strip_prefix('-')) {
            (Some(prefix), _) if !prefix.is_empty() => out.affixes.push((Affix::Prefix(prefix.to_string()), status)),
            (_, Some(suffix)) if !suffix.is_empty() => out.affixes.push((Affix::Suffix(suffix.to_string()), status)),
            _ => out.words.add(words, true, status),
        }
    }
    Ok(out)
}

/// Reads a `titles.tsv`.
///
/// # Errors
/// When a row has an unknown kind.
pub fn titles(file: &str, bytes: &[u8], last_is_head: bool) -> Result<Phrases<Title>, Error> {
    let mut phrases = Phrases::default();
    for row in table::rows(file, bytes, 5)? {
        let kind = match row.get(1) {
            "office" => TitleKind::Office,
            "rank" => TitleKind::Rank,
            "courtesy" => TitleKind::Courtesy,
            "body" => TitleKind::Body,
            "people" => TitleKind::People,
            "person" => TitleKind::Person,
            other => return Err(unknown("kind", other, file, row.line)),
        };
        let office = row.get(2).trim_matches('-').to_string();
        let sector = row.get(3).trim_matches('-').to_string();
        let after = matches!(row.get(4), "after" | "both");
        phrases.add(row.get(0), last_is_head, Title { kind, office, sector, after, line: row.line });
    }
    Ok(phrases)
}

/// Reads a `groups.tsv`.
///
/// # Errors
/// When a row has an unreadable count or an unknown kind.
pub fn groups(file: &str, bytes: &[u8]) -> Result<Phrases<Group>, Error> {
    let mut phrases = Phrases::default();
    for row in table::rows(file, bytes, 3)? {
        let count = match row.get(1) {
            "n" | "" => None,
            number => Some(number.parse().map_err(|_| unknown("count", number, file, row.line))?),
        };
        let of = match row.get(2) {
            "person" => GroupOf::Person,
            "state" => GroupOf::State,
            "any" | "" => GroupOf::Any,
            "speaker" => GroupOf::Speaker,
            other => return Err(unknown("kind", other, file, row.line)),
        };
        phrases.add(row.get(0), true, Group { count, of, line: row.line });
    }
    Ok(phrases)
}
