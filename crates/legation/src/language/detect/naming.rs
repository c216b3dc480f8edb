//! The model that names languages: scripts with the languages written in them, and for each script with several a
//! table that says how much a run of letters speaks for each of them.

use super::letters::{Alphabet, Plan};
use crate::error::Error;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::OnceLock;

const MAGIC: &[u8] = b"LGNN\x01";
/// Magic and the length of the head that follows.
const HEAD: usize = MAGIC.len() + 4;
/// Languages whose weights lie side by side; a row is a whole number of them.
pub(super) const LANE: usize = 16;
/// Most lanes of a row.
pub(super) const MOST_LANES: usize = 4;
/// Most bits of a row's number.
const MOST_BITS: u32 = 18;

/// First and last code point.
pub type Range = [u32; 2];
/// Weights of sixteen languages.
pub type Lane = [i8; LANE];

/// What is known of one script.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Script {
    /// Its letters and the marks on them.
    pub ranges: Vec<Range>,
    /// Tags of the languages written in it; their order is that of the weights.
    pub tags: Vec<String>,
    /// Lengths of runs of letters that have weights, 1 to 4, the edges of words counted as letters.
    #[serde(default)]
    pub grams: Vec<u32>,
    /// Whether whole words have weights too.
    #[serde(default)]
    pub words: bool,
    /// The table has two to the power of this many rows.
    #[serde(default)]
    pub bits: u32,
    /// Bytes of its compressed table; none where one language says all.
    #[serde(default)]
    pub packed: usize,
}

impl Script {
    /// How words ask for rows.
    pub fn plan(&self) -> Plan {
        Plan::new(&self.grams, self.words, self.bits)
    }

    /// Lanes of a row.
    pub fn lanes(&self) -> usize {
        self.tags.len().div_ceil(LANE)
    }
}

/// The head of the file, in JSON.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Head {
    /// What a weight of one is worth, in nats.
    pub step: f32,
    /// Marks that neither belong to a word nor end it.
    pub unseen: Vec<Range>,
    /// All scripts.
    pub script: Vec<Script>,
}

/// The model, its tables unpacked when a text first needs them.
#[derive(Debug)]
pub struct Naming {
    pub(super) head: Head,
    pub(super) alphabet: Alphabet,
    pub(super) plans: Vec<Plan>,
    file: Cow<'static, [u8]>,
    /// Where each script's compressed table lies in the file.
    packed: Vec<std::ops::Range<usize>>,
    tables: Vec<OnceLock<Vec<Lane>>>,
}

impl Naming {
    /// Reads the model as `write` made it.
    ///
    /// # Errors
    /// When the head is damaged or names more than the file holds.
    pub fn load(file: Cow<'static, [u8]>) -> Result<Naming, Error> {
        let broken = || Error::new("the model that names languages is damaged");
        let rest = file.strip_prefix(MAGIC).ok_or_else(broken)?;
        let (length, _) = rest.split_first_chunk::<4>().ok_or_else(broken)?;
        let end = HEAD.saturating_add(u32::from_le_bytes(*length) as usize);
        let text = file.get(HEAD..end).and_then(|head| std::str::from_utf8(head).ok()).ok_or_else(broken)?;
        let head: Head = serde_json::from_str(text).map_err(|e| Error::new(format!("naming model: {e}")))?;
        let (mut packed, mut at) = (Vec::new(), end);
        for script in &head.script {
            let sound = script.tags.len() <= LANE * MOST_LANES && script.bits <= MOST_BITS && !script.tags.is_empty();
            let until = at.saturating_add(script.packed);
            file.get(at..until).filter(|_| sound).ok_or_else(broken)?;
            packed.push(at..until);
            at = until;
        }
        let tables = head.script.iter().map(|_| OnceLock::new()).collect();
        let plans = head.script.iter().map(Script::plan).collect();
        let alphabet = Alphabet::new(&head.script, &head.unseen);
        Ok(Naming { head, alphabet, plans, file, packed, tables })
    }

    /// The weights of a script, row after row; empty where one language says all or the table is damaged.
    pub(super) fn table(&self, script: usize) -> &[Lane] {
        let unpack = || {
            let (Some(facts), Some(packed)) = (self.head.script.get(script), self.packed.get(script)) else {
                return Vec::new();
            };
            self.file.get(packed.clone()).map_or_else(Vec::new, |packed| unpack(packed, facts))
        };
        self.tables.get(script).map_or(&[], |table| table.get_or_init(unpack))
    }
}

/// Weights lie in the file language by language, which compresses better.
fn unpack(packed: &[u8], script: &Script) -> Vec<Lane> {
    if packed.is_empty() {
        return Vec::new();
    }
    let rows = 1usize << script.bits;
    let mut bytes = vec![0; rows * script.tags.len()];
    let written = miniz_oxide::inflate::decompress_slice_iter_to_slice(&mut bytes, [packed].into_iter(), false, true);
    if written != Ok(bytes.len()) {
        return Vec::new();
    }
    let lanes = script.lanes();
    let mut table = vec![[0; LANE]; rows * lanes];
    for (language, weights) in bytes.chunks_exact(rows).enumerate() {
        let cells = table.iter_mut().skip(language / LANE).step_by(lanes);
        for (cell, weight) in cells.zip(weights) {
            cell[language % LANE] = *weight as i8;
        }
    }
    table
}

/// The model file; `weights` holds for each script its table, language by language, or nothing.
///
/// # Errors
/// When the head cannot be written as JSON.
pub fn write(mut head: Head, weights: &[Vec<i8>]) -> Result<Vec<u8>, Error> {
    let pack = |table: &Vec<i8>| {
        let bytes: Vec<u8> = table.iter().map(|w| *w as u8).collect();
        if bytes.is_empty() { bytes } else { miniz_oxide::deflate::compress_to_vec(&bytes, 9) }
    };
    let packed: Vec<Vec<u8>> = weights.iter().map(pack).collect();
    for (script, table) in head.script.iter_mut().zip(&packed) {
        script.packed = table.len();
    }
    let text = serde_json::to_string(&head).map_err(|e| Error::new(e.to_string()))?;
    let mut file = MAGIC.to_vec();
    file.extend_from_slice(&(text.len() as u32).to_le_bytes());
    file.extend_from_slice(text.as_bytes());
    packed.iter().for_each(|table| file.extend_from_slice(table));
    Ok(file)
}
