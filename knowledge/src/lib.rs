//! The data files that Legation reads pages with, embedded in the program.
//!
//! The folders beside this crate are the content; this file only hands out their bytes.

use std::sync::OnceLock;

/// Every embedded file: path below this crate's folder (`languages/id/lexicon.tsv`), sorted, and content.
static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The content of one embedded file, by its path below the knowledge folder.
///
/// ```
/// assert!(legation_knowledge::file("world/frames.toml").is_some());
/// assert!(legation_knowledge::file("world/nothing.toml").is_none());
/// ```
pub fn file(path: &str) -> Option<&'static [u8]> {
    let at = FILES.binary_search_by(|(name, _)| (*name).cmp(path)).ok()?;
    FILES.get(at).map(|(_, bytes)| *bytes)
}

/// Where the lines of each embedded text begin, found when a line of it is first asked for.
static LINES: OnceLock<Vec<OnceLock<Vec<usize>>>> = OnceLock::new();

/// One line of an embedded text, counted from 1, without its end; `None` where the file has no such line.
pub fn line(path: &str, number: usize) -> Option<&'static str> {
    let at = FILES.binary_search_by(|(name, _)| (*name).cmp(path)).ok()?;
    let (_, bytes) = FILES.get(at)?;
    let files = LINES.get_or_init(|| FILES.iter().map(|_| OnceLock::new()).collect());
    let ends = || bytes.iter().enumerate().filter(|(_, b)| **b == b'\n').map(|(at, _)| at);
    let starts = files.get(at)?.get_or_init(|| std::iter::once(0).chain(ends().map(|at| at + 1)).collect());
    let from = *starts.get(number.checked_sub(1)?)?;
    let to = starts.get(number).map_or(bytes.len(), |next| next - 1);
    std::str::from_utf8(bytes.get(from..to)?).ok().map(|line| line.trim_end_matches('\r'))
}

/// Paths of all embedded files, sorted.
pub fn paths() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(name, _)| *name)
}
