//! Annotated news, and which of the facts that the library reads there are right, by the rules of the scorer.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use legation::language::confidence::Fact;
use legation::page::Page;
use legation::reader::Reader;
use legation::record::Reading;
use legation::record::Record;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::Failure;

/// Types whose sides are equal.
const UNORDERED: [&str; 3] = ["CONSULT", "AGREE", "COOPERATE"];

/// A set of annotated pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// Every event of a page is annotated.
    News,
    /// The same, in pages kept for evaluation: nothing is learned from them.
    Native,
    /// Sentences with one event annotated in each.
    Sentences,
}

impl Set {
    pub const ALL: [Set; 3] = [Set::News, Set::Native, Set::Sentences];

    pub fn name(self) -> &'static str {
        match self {
            Set::News => "news",
            Set::Native => "native",
            Set::Sentences => "plover-gsr",
        }
    }
}

/// One fact as read, judged.
#[derive(Clone, Debug)]
pub struct Sample {
    pub fact: Fact,
    /// The document, whatever its language: translations of one another count as one.
    pub document: String,
    pub language: String,
    pub set: Set,
    pub signs: Vec<String>,
    pub right: bool,
}

/// What was read of the gold.
#[derive(Default)]
pub struct Gold {
    pub samples: Vec<Sample>,
    /// Facts that had to be found, by set, language and kind.
    pub wanted: BTreeMap<(&'static str, String, &'static str), usize>,
}

#[derive(Deserialize)]
struct Document {
    id: String,
    language: String,
    date: String,
    text: String,
}

#[derive(Deserialize)]
struct Annotated {
    doc: String,
    lines: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    n: usize,
    events: Vec<GoldEvent>,
    commitments: Vec<GoldCommitment>,
}

#[derive(Deserialize)]
struct GoldEvent {
    #[serde(rename = "type")]
    kind: String,
    source: Vec<String>,
    target: Vec<String>,
    #[serde(default)]
    optional: bool,
}

#[derive(Deserialize)]
struct GoldCommitment {
    by: Vec<String>,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    text: String,
    date: String,
    expected: Vec<Expected>,
}

#[derive(Deserialize)]
struct Expected {
    source: String,
    target: String,
    code: String,
}

/// Types of the sentences' older ontology, and what they are called today.
const RENAMED: [(&str, &str); 4] =
    [("DEMAND", "REQUEST"), ("DISAPPROVE", "ACCUSE"), ("INVESTIGATE", "ACCUSE"), ("FIGHT", "ASSAULT")];

/// What makes two facts of a line the same: type, source, target.
type Key = (String, BTreeSet<String>, BTreeSet<String>);

fn key(kind: &str, source: BTreeSet<String>, target: BTreeSet<String>) -> Key {
    if UNORDERED.contains(&kind) {
        (kind.to_string(), source.into_iter().chain(target).collect(), BTreeSet::new())
    } else {
        (kind.to_string(), source, target)
    }
}

/// The state of a code; organisations stand for themselves.
fn state(code: &str) -> String {
    if code.starts_with("IGO:") { code.to_string() } else { code.split('.').next().unwrap_or(code).to_string() }
}

fn states(codes: &[String]) -> BTreeSet<String> {
    codes.iter().map(|c| state(c)).collect()
}

fn states_of(record: &Record, ids: &[String]) -> BTreeSet<String> {
    ids.iter().filter_map(|id| record.actor(id)).filter_map(|a| a.code.as_deref()).map(state).collect()
}

fn rows<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, Failure> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| serde_json::from_str(line).map_err(|e| format!("{}: {e}", path.display()).into())).collect()
}

fn read(reader: &Reader, language: &str, date: &str, text: String) -> Result<Reading, Failure> {
    let date = if date.is_empty() { "2000-01-01" } else { date };
    let page = Page { language: Some(language.to_string()), date: Some(date.parse()?), ..Page::text(text) };
    Ok(reader.read(&page))
}

impl Gold {
    /// Reads annotated pages of these languages.
    pub fn pages(&mut self, reader: &Reader, path: &Path, set: Set, languages: &[&str]) -> Result<(), Failure> {
        let file = |ending: &str| path.join(format!("{}.{ending}.jsonl", set.name()));
        let annotated: Vec<Annotated> = rows(&file("gold"))?;
        let by_name: BTreeMap<&str, &Annotated> = annotated.iter().map(|a| (a.doc.as_str(), a)).collect();
        for document in rows::<Document>(&file("docs"))? {
            let name = document.id.rsplit_once('/').map_or(document.id.as_str(), |(name, _)| name);
            let Some(gold) = by_name.get(name) else { continue };
            if languages.contains(&document.language.as_str()) {
                let reading = read(reader, &document.language, &document.date, document.text)?;
                self.page(&reading, gold, set, &document.language);
            }
        }
        Ok(())
    }

    fn page(&mut self, reading: &Reading, gold: &Annotated, set: Set, language: &str) {
        let record = &reading.record;
        let ends: Vec<usize> =
            record.article.text.chars().enumerate().filter(|(_, c)| *c == '\n').map(|(i, _)| i).collect();
        let line_of = |at: u32| ends.partition_point(|end| *end < at as usize);
        let events = record.events.iter().map(|e| {
            let found = key(&e.kind, states_of(record, &e.source), states_of(record, &e.target));
            (line_of(e.span.start), e.id.as_str(), found)
        });
        let commitments = record.commitments.iter().map(|c| {
            let by = states_of(record, &c.by);
            (line_of(c.span.start), c.id.as_str(), (String::new(), by, BTreeSet::new()))
        });
        let (events, commitments): (Vec<_>, Vec<_>) = (events.collect(), commitments.collect());
        for line in &gold.lines {
            let asked = |optional: bool| {
                let wanted = line.events.iter().filter(move |e| e.optional == optional);
                wanted.map(|e| key(&e.kind, states(&e.source), states(&e.target))).collect::<Vec<_>>()
            };
            let promised: Vec<Key> =
                line.commitments.iter().map(|c| (String::new(), states(&c.by), BTreeSet::new())).collect();
            let here = |found: &[(usize, &str, Key)]| -> Vec<(String, Key)> {
                let here = found.iter().filter(|(at, ..)| *at == line.n);
                here.map(|(_, id, key)| ((*id).to_string(), key.clone())).collect()
            };
            let judged = [
                (Fact::Event, here(&events), asked(false), asked(true)),
                (Fact::Commitment, here(&commitments), promised, Vec::new()),
            ];
            for (fact, found, wanted, optional) in judged {
                *self.wanted.entry((set.name(), language.to_string(), fact.word())).or_default() += wanted.len();
                for (id, right) in judge(found, wanted, optional) {
                    let signs = reading.evidence.signs.get(&id).cloned().unwrap_or_default();
                    let (document, language) = (gold.doc.clone(), language.to_string());
                    self.samples.push(Sample { fact, document, language, set, signs, right });
                }
            }
        }
    }

    /// Reads sentences with one event annotated in each: what is read of its type is judged, the rest left open.
    pub fn sentences(&mut self, reader: &Reader, path: &Path) -> Result<(), Failure> {
        for row in rows::<Row>(path)? {
            let reading = read(reader, "en", &row.date, row.text)?;
            let record = &reading.record;
            let wanted = row.expected.iter().map(|e| key(today(&e.code), listed(&e.source), listed(&e.target)));
            let wanted: Vec<Key> = wanted.collect();
            let nations = |ids: &[String]| states_of(record, ids).into_iter().filter(|s| s.len() == 3).collect();
            let events = record.events.iter().filter(|e| wanted.iter().any(|(kind, ..)| *kind == e.kind));
            let found = events.map(|e| (e.id.clone(), key(&e.kind, nations(&e.source), nations(&e.target)))).collect();
            let (set, fact) = (Set::Sentences, Fact::Event);
            *self.wanted.entry((set.name(), "en".to_string(), fact.word())).or_default() += wanted.len();
            for (id, right) in judge(found, wanted, Vec::new()) {
                let signs = reading.evidence.signs.get(&id).cloned().unwrap_or_default();
                let (document, language) = (row.id.clone(), "en".to_string());
                self.samples.push(Sample { fact, document, language, set, signs, right });
            }
        }
        Ok(())
    }
}

fn today(kind: &str) -> &str {
    RENAMED.iter().find(|(old, _)| *old == kind).map_or(kind, |(_, new)| new)
}

/// States in the notation of the PLOVER records: `HUN/GOV;ROU/GOV`.
fn listed(codes: &str) -> BTreeSet<String> {
    let codes = codes.split(';').filter_map(|c| c.split('/').next()).map(str::trim);
    let codes = codes.map(|c| if c == "JAP" { "JPN" } else { c });
    codes.filter(|c| c.len() == 3 && !["IGO", "NGO", "---"].contains(c)).map(str::to_string).collect()
}

/// Which of the facts found on a line are right; those that only match an optional one are left out.
fn judge(found: Vec<(String, Key)>, mut wanted: Vec<Key>, mut optional: Vec<Key>) -> Vec<(String, bool)> {
    let take = |from: &mut Vec<Key>, key: &Key| from.iter().position(|k| k == key).map(|at| from.swap_remove(at));
    let mut out = Vec::new();
    for (id, key) in found {
        if take(&mut wanted, &key).is_some() {
            out.push((id, true));
        } else if take(&mut optional, &key).is_none() {
            out.push((id, false));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_judged_as_the_scorer_does() {
        let key = |kind: &str| key(kind, BTreeSet::from(["JPN".to_string()]), BTreeSet::from(["KOR".to_string()]));
        let found = ["AGREE", "AGREE", "AID", "REJECT"].map(|kind| (kind.to_string(), key(kind))).to_vec();
        let judged = judge(found, vec![key("AGREE")], vec![key("AID")]);
        let judged: Vec<(&str, bool)> = judged.iter().map(|(id, right)| (id.as_str(), *right)).collect();
        assert_eq!(judged, [("AGREE", true), ("AGREE", false), ("REJECT", false)]);
    }

    #[test]
    fn equal_sides_have_no_order() {
        let side = |state: &str| BTreeSet::from([state.to_string()]);
        assert_eq!(key("CONSULT", side("JPN"), side("KOR")), key("CONSULT", side("KOR"), side("JPN")));
        assert_ne!(key("ACCUSE", side("JPN"), side("KOR")), key("ACCUSE", side("KOR"), side("JPN")));
    }
}
