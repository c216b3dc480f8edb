//! The data files that Legation reads pages with, embedded in the program.
//!
//! The folders beside this crate are the content; this file only hands out their bytes.

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

/// Paths of all embedded files, sorted.
pub fn paths() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(name, _)| *name)
}
