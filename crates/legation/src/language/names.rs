//! All names a language has for states, organisations and holders of offices: one automaton over the text.

use super::Language;
use super::borders::Borders;
use super::fold::Fold;
use super::table;
use super::world::World;
use crate::analysis::{Clitics, Kind};
use crate::error::Error;
use crate::span::Span;
use aho_corasick::{AhoCorasick, Input, Match, MatchKind};
use std::collections::{HashMap, HashSet};

/// What a name of a state says besides the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StateName {
    /// The state's own name or a short form of it.
    Name,
    /// Demonym: adjective or the people.
    Adjective,
    /// A capital or a seat that stands for the government.
    Metonym,
    /// A part of the state.
    Region,
    /// The state with "toward", "against" or "to" in the same word.
    Toward,
}

/// What a name names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A state.
    State {
        /// Its code, with a sector where the name implies one; several joined by `+` where one word names several.
        code: String,
        /// What kind of name it is.
        kind: StateName,
    },
    /// An organisation, party, armed group or national body.
    Organisation {
        /// Its code.
        code: String,
    },
    /// Nothing that acts: a longer name that only looks like a state's.
    Nobody,
    /// Somebody who held an office: rows of the table of holders.
    Holder {
        /// Indices into [`World::holders`].
        rows: Vec<usize>,
    },
}

/// A name found in a text.
#[derive(Clone, Copy, Debug)]
pub struct NameHit<'n> {
    /// Its characters.
    pub span: Span,
    /// What it names.
    pub named: &'n Named,
}

/// The names of one language.
#[derive(Debug, Default)]
pub struct NameIndex {
    /// `None` for an index without names.
    automaton: Option<AhoCorasick>,
    named: Vec<Named>,
    fronts: Fronts,
    /// Titles whose borders are surer than those of names that end inside them.
    offices: Borders,
}

/// What may be glued to the front of a name.
#[derive(Clone, Debug, Default)]
struct Fronts {
    /// Runs of proclitics.
    runs: HashSet<String>,
    article: String,
    fused: String,
}

impl Fronts {
    fn of(clitics: &Clitics) -> Fronts {
        let one = clitics.before.iter().cloned();
        let two = clitics.before.iter().flat_map(|a| clitics.before.iter().map(move |b| format!("{a}{b}")));
        Fronts { runs: one.chain(two).collect(), article: clitics.article.clone(), fused: clitics.fused.clone() }
    }

    /// Adds the forms of names with an article that lost its first letter behind a proclitic.
    fn add_fused(&self, names: &mut HashMap<String, Named>) {
        let Some(short) = self.article.char_indices().nth(1).and_then(|(at, _)| self.article.get(at..)) else { return };
        if self.fused.is_empty() {
            return;
        }
        let with_article = names.iter().filter_map(|(name, named)| {
            let rest = name.strip_prefix(self.article.as_str())?;
            Some((format!("{}{short}{rest}", self.fused), named.clone()))
        });
        let fused: Vec<(String, Named)> = with_article.collect();
        for (name, named) in fused {
            names.entry(name).or_insert(named);
        }
    }

    /// Where the word that holds a name begins, if all that stands before the name are proclitics.
    fn allow(&self, text: &str, start: usize) -> bool {
        let before = text.get(..start).unwrap_or("");
        let word = before
            .rfind(|c: char| !c.is_alphanumeric())
            .map_or(0, |at| at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
        before.get(word..).is_some_and(|run| self.runs.contains(run))
    }
}

/// A row of a language's own `names.tsv`.
#[derive(Clone, Debug)]
pub struct OwnName {
    pub(super) name: String,
    code: String,
    kind: StateName,
}

/// Reads a `names.tsv`.
///
/// # Errors
/// When a row has an unknown kind.
pub fn own_names(file: &str, bytes: &[u8]) -> Result<Vec<OwnName>, Error> {
    table::rows(file, bytes, 3)?
        .iter()
        .map(|row| {
            let kind = match row.get(2) {
                "" | "name" | "short" => StateName::Name,
                "adjective" => StateName::Adjective,
                "metonym" => StateName::Metonym,
                "region" => StateName::Region,
                "toward" => StateName::Toward,
                other => {
                    return Err(Error::new(format!("unknown kind `{other}`")).in_file(file).at_line(row.line));
                }
            };
            Ok(OwnName { name: row.get(0).to_string(), code: row.get(1).to_string(), kind })
        })
        .collect()
}

/// Reads a `holders.tsv`: the forms of names by the names in the world's table of holders.
///
/// # Errors
/// When a row has too many columns.
pub fn own_holders(file: &str, bytes: &[u8]) -> Result<HashMap<String, Vec<String>>, Error> {
    let rows = table::rows(file, bytes, 2)?;
    Ok(rows.iter().map(|row| (row.get(0).to_string(), row.list(1, ';').map(str::to_string).collect())).collect())
}

/// Shortest name, in characters, that is also looked for in capitals.
const SHORTEST_IN_CAPITALS: usize = 4;

impl NameIndex {
    /// Builds the index of a language from the world tables and its own names; its own names win.
    ///
    /// # Errors
    /// When the automaton would grow past its limits.
    pub fn build(
        world: &World,
        own: &[OwnName],
        speaks: impl Fn(&str) -> bool,
        fold: &Fold,
        language: &Language,
    ) -> Result<NameIndex, Error> {
        let mut names: HashMap<String, Named> = HashMap::new();
        for (row, holder) in world.holders.iter().enumerate() {
            let own = language.own_holders.get(&holder.name).into_iter().flatten();
            for name in std::iter::once(&holder.name).chain(&holder.aliases).chain(own) {
                let name = fold.apply(name).into_owned();
                for form in language.declension().forms(&name).into_iter().chain([name]) {
                    match names.get_mut(&form) {
                        Some(Named::Holder { rows }) => rows.push(row),
                        _ => drop(names.insert(form, Named::Holder { rows: vec![row] })),
                    }
                }
            }
        }
        let meant = |language: &str| language == "*" || speaks(language);
        for row in world.organisation_names.iter().filter(|row| meant(&row.language)) {
            names.insert(fold.apply(&row.name).into_owned(), Named::Organisation { code: row.code.clone() });
        }
        for row in world.state_names.iter().filter(|row| meant(&row.language)) {
            names.insert(
                fold.apply(&row.name).into_owned(),
                Named::State { code: row.code.clone(), kind: StateName::Name },
            );
        }
        for row in own {
            names.insert(fold.apply(&row.name).into_owned(), named(row));
        }
        let fronts = language.segmentation.clitics.as_ref().map(Fronts::of).unwrap_or_default();
        fronts.add_fused(&mut names);
        let index = NameIndex::from_names(names, fronts)?;
        Ok(NameIndex { offices: Borders::of_titles(language), ..index })
    }

    fn from_names(names: HashMap<String, Named>, fronts: Fronts) -> Result<NameIndex, Error> {
        let mut rows: Vec<(String, Named)> = Vec::with_capacity(names.len() * 2);
        // In order, so that of two names alike in capitals it is always the one written with a capital that counts.
        let mut known: Vec<(&String, &Named)> = names.iter().collect();
        known.sort_unstable_by_key(|(name, _)| *name);
        for (name, named) in known {
            let capitals = name.to_uppercase();
            // Persons in capitals are left to the name model: their rows alone would double the automaton.
            let person = matches!(named, Named::Holder { .. });
            let long = name.chars().count() >= SHORTEST_IN_CAPITALS && !person;
            if long && capitals != *name && !names.contains_key(&capitals) {
                rows.push((capitals, named.clone()));
            }
        }
        rows.extend(names);
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        rows.dedup_by(|a, b| a.0 == b.0);
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(rows.iter().map(|(name, _)| name.as_str()))
            .map_err(|e| Error::new("too many names").because(e))?;
        Ok(NameIndex {
            automaton: Some(automaton),
            fronts,
            named: rows.into_iter().map(|(_, named)| named).collect(),
            offices: Borders::default(),
        })
    }

    /// The names in a text, left to right, longest first, not overlapping, at word borders.
    pub fn find<'n>(&'n self, text: &str) -> Vec<NameHit<'n>> {
        let (mut hits, mut at, mut last_end) = (Vec::new(), 0, 0);
        let Some(automaton) = &self.automaton else { return hits };
        while let Some(hit) = automaton.find(Input::new(text).range(at..)) {
            let glued =
                || !self.fronts.runs.is_empty() && self.fronts.allow(text, hit.start()) && closes(text, hit.end());
            let stands = || stands_alone(text, hit.start(), hit.end(), last_end) || glued();
            if self.gives_way(text, automaton, &hit) {
                at = next_letter(text, hit.start());
            } else if let Some(office) = self.offices.across(text, hit.start(), hit.end()) {
                // "China's foreign minist|er": the state alone is the name.
                hits.extend(self.exactly(text, Span::new(hit.start(), office)));
                (at, last_end) = (office, office);
            } else if stands() {
                if let Some(named) = self.named.get(hit.pattern().as_usize()).filter(|n| **n != Named::Nobody) {
                    hits.push(NameHit { span: Span::new(hit.start(), hit.end()), named });
                }
                at = hit.end();
                last_end = at;
            } else {
                at = if self.fronts.runs.is_empty() {
                    next_word(text, hit.start())
                } else {
                    next_letter(text, hit.start())
                };
            }
            if at >= text.len() {
                break;
            }
        }
        hits
    }

    /// The name that is all of a span.
    fn exactly(&self, text: &str, span: Span) -> Option<NameHit<'_>> {
        let hit = self.automaton.as_ref()?.find(Input::new(text).range(span.range()))?;
        let whole = hit.start() == span.start as usize && hit.end() == span.end as usize;
        let named = self.named.get(hit.pattern().as_usize()).filter(|n| whole && **n != Named::Nobody)?;
        Some(NameHit { span, named })
    }

    /// Whether a word that says "toward" a state ends inside the full name of one.
    fn gives_way(&self, text: &str, automaton: &AhoCorasick, hit: &Match) -> bool {
        let toward = |n: &Named| matches!(n, Named::State { kind: StateName::Toward, .. });
        if !self.named.get(hit.pattern().as_usize()).is_some_and(toward) {
            return false;
        }
        let other = automaton.find(Input::new(text).range(next_letter(text, hit.start())..));
        other.is_some_and(|other| other.start() < hit.end() && other.end() > hit.end())
    }
}

/// Code of a name that names nobody.
const NOBODY: &str = "-";

fn named(row: &OwnName) -> Named {
    match row.code.as_str() {
        NOBODY => Named::Nobody,
        code if code.contains(':') => Named::Organisation { code: code.to_string() },
        code => Named::State { code: code.to_string(), kind: row.kind },
    }
}

/// Whether the characters on both sides allow a name to end there. Scripts that write words without spaces have no such
/// borders, but words of syllables or kana are not taken out of longer ones.
fn stands_alone(text: &str, start: usize, end: usize, last_end: usize) -> bool {
    let inside = text.get(start..end).unwrap_or("");
    let before = text.get(..start).and_then(|t| t.chars().next_back()).filter(|_| start != last_end || start == 0);
    let after = text.get(end..).and_then(|t| t.chars().next());
    let both = |a: char, b: char, kind: Kind| Kind::of(a) == kind && Kind::of(b) == kind;
    let spelt = |a: char, b: char| a.is_alphanumeric() && b.is_alphanumeric() && !unspaced(a) && !unspaced(b);
    let opens = !before
        .zip(inside.chars().next())
        .is_some_and(|(a, b)| spelt(a, b) || both(a, b, Kind::Hangul) || both(a, b, Kind::Katakana));
    // Particles follow syllables; behind katakana they are of another script.
    let closes = !inside.chars().next_back().zip(after).is_some_and(|(a, b)| spelt(a, b) || both(a, b, Kind::Katakana));
    opens && closes
}

/// Whether a script writes words without spaces between them, or glues particles to them: Thai to Khmer, kana, Han,
/// Hangul.
pub(crate) fn unspaced(c: char) -> bool {
    Kind::of(c).is_dense() || matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF)
}

/// Whether a word ends at a place.
fn closes(text: &str, end: usize) -> bool {
    text.get(end..).and_then(|t| t.chars().next()).is_none_or(|c| !c.is_alphanumeric())
}

fn next_letter(text: &str, from: usize) -> usize {
    let first = text.get(from..).and_then(|rest| rest.chars().next());
    from + first.map_or(1, char::len_utf8)
}

fn next_word(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or("");
    let mut chars = rest.char_indices().skip(1);
    chars.find(|(_, c)| !c.is_alphanumeric() || unspaced(*c)).map_or(text.len(), |(at, c)| from + at + c.len_utf8())
}
