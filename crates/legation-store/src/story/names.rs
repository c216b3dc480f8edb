//! Names of a page by their sound, and the sound of a whole text that shows none.

use super::body::Body;
use super::sound::{self, Ear};
use super::words::{self, Word};
use legation::record::{ActorKind, Record};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most names of a page.
const MOST: usize = 64;
/// Most places kept of one name.
const PLACES: usize = 4;
/// Fewest consonants of a name that is heard among other words.
pub(super) const SHORTEST: usize = 3;
/// Most consonants of a text that are kept.
const LONGEST_STREAM: usize = 6000;

/// A name: how it sounds and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// Its consonants.
    pub sound: String,
    /// The same as languages speak that drop an `r` without a vowel behind it.
    pub soft: String,
    /// How far from the beginning it stands, first places only.
    pub at: Vec<u32>,
}

/// The names of a record.
pub(super) fn names(record: &Record, body: &Body) -> Vec<Name> {
    let mut found: BTreeMap<(String, String), Vec<u32>> = BTreeMap::new();
    let mut add = |name: &str, at: u32| {
        let text = |sound: Vec<u8>| String::from_utf8(sound).unwrap_or_default();
        let latin = name.chars().all(|c| !c.is_alphabetic() || u32::from(c) < 0x250);
        let sound = text(sound::of(name));
        let soft = if latin { text(sound::soft(name)) } else { sound.clone() };
        if sound.len() >= SHORTEST {
            found.entry((sound, soft)).or_default().push(at);
        }
    };
    for block in body.words() {
        for word in words::names(&body.text, &block, body.cased) {
            add(&body.slice(word), body.at(word.start));
        }
    }
    for (name, at) in persons(record, body) {
        add(&name, at);
    }
    let mut names: Vec<Name> = found.into_iter().map(|((sound, soft), at)| name(sound, soft, at)).collect();
    names.sort_by_key(|name| (name.at.first().copied(), name.sound.clone()));
    names.truncate(MOST);
    names
}

fn name(sound: String, soft: String, mut at: Vec<u32>) -> Name {
    at.sort_unstable();
    at.dedup();
    at.truncate(PLACES);
    Name { sound, soft, at }
}

/// Words of names of persons and organisations, as the record has them, at each of their places.
fn persons<'a>(record: &'a Record, body: &'a Body) -> impl Iterator<Item = (String, u32)> + 'a {
    let named = record.actors.iter().filter(|actor| matches!(actor.kind, ActorKind::Person | ActorKind::Organisation));
    named.flat_map(move |actor| {
        let places: Vec<u32> = actor
            .mentions
            .iter()
            .filter(|m| m.how == "name" && body.holds(m.start as usize))
            .map(|m| body.at(m.start as usize))
            .take(PLACES)
            .collect();
        let letters: Vec<char> = actor.name.chars().collect();
        let parts: Vec<Word> = words::words(&letters, 0, letters.len());
        let part = move |word: Word| letters.get(word.start..word.end).unwrap_or_default().iter().collect::<String>();
        parts.into_iter().map(part).flat_map(move |part| places.clone().into_iter().map(move |at| (part.clone(), at)))
    })
}

/// The consonants of a text whose script does not show which words are names; empty for others.
pub(super) fn stream(body: &Body) -> String {
    if body.cased {
        return String::new();
    }
    let mut ear = Ear::default();
    for (start, end) in &body.blocks {
        body.text.get(*start..*end).unwrap_or_default().iter().for_each(|c| ear.hear(*c));
        ear.pause();
    }
    let mut heard = ear.done();
    heard.truncate(LONGEST_STREAM);
    String::from_utf8(heard).unwrap_or_default()
}

impl Name {
    /// The hash of its sound.
    pub(super) fn value(&self) -> u64 {
        super::marks::value_of(super::marks::MarkKind::Name, &self.sound)
    }
}
