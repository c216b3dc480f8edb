//! Folders: the files in them and below, in order of their names.

use crate::file;
use crate::input::Input;
use crate::place::Place;
use crate::walk::Walk;
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Ends of names that are read; each also with `.gz`.
const KNOWN: [&str; 14] =
    ["txt", "text", "html", "htm", "xhtml", "json", "jsonl", "ndjson", "warc", "parquet", "xml", "rss", "atom", "opml"];

/// Gives what is in a folder; says whether more is wanted.
pub fn read(walk: &mut Walk<'_>, folder: &Path) -> bool {
    // Folders are known by where they really are, so that links cannot lead in circles.
    let mut seen = HashSet::new();
    let mut open = vec![folder.to_owned()];
    let mut any = false;
    while let Some(path) = open.pop() {
        if !path.is_dir() {
            any = true;
            if !file::contents(walk, &path) {
                return false;
            }
            continue;
        }
        let real = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        if !seen.insert(real) {
            continue;
        }
        match inside(&path) {
            // The last one is taken first.
            Ok(entries) => open.extend(entries.into_iter().rev()),
            Err(error) => {
                any = true;
                let place = Place::whole(path.to_string_lossy());
                let failure = place.failure(format!("cannot be read: {error}"), "check who may read it");
                if !walk.give(Input::unreadable(failure)) {
                    return false;
                }
            }
        }
    }
    if any {
        return true;
    }
    let what = "is a folder without a file that is known by the end of its name";
    let remedy = format!("these are: .{}", KNOWN.join(", ."));
    walk.give(Input::unreadable(Place::whole(folder.to_string_lossy()).failure(what, remedy)))
}

/// Folders and known files of a folder, sorted; hidden ones are left out.
fn inside(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().to_ascii_lowercase();
        let path = entry.path();
        if !name.starts_with('.') && (path.is_dir() || is_known(&name)) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn is_known(name: &str) -> bool {
    let name = name.strip_suffix(".gz").unwrap_or(name);
    name.rsplit_once('.').is_some_and(|(_, suffix)| KNOWN.contains(&suffix))
}
