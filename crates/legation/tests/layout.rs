//! The library keeps to its road: rooms know only the rooms before them, and no language stands in code.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in the order of `docs/architecture.md`; each may use those before it.
const ROAD: [&str; 12] = [
    "span",
    "error",
    "page",
    "document",
    "pattern",
    "analysis",
    "language",
    "mention",
    "statement",
    "explain",
    "record",
    "reader",
];

/// Steps against the road that stand for now: from, what is used, why.
const AGAINST: [(&str, &str, &str); 1] = [(
    "language",
    "mention::time",
    "a pack holds its compiled rules for times; they need no other room than `pattern`",
)];

/// Texts in code that look like language tags and are none: room, text, why.
const NO_TAGS: [(&str, &str, &str); 2] =
    [("document", "id", "the attribute of HTML"), ("language", "und", "the tag for no known language")];

/// Tags that may come without a folder of their own yet.
const PLANNED: [&str; 10] = ["ar", "en", "es", "fr", "id", "ja", "ko", "ru", "vi", "zh"];

fn home() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every source file of the library: its path below `src` and its content.
fn sources() -> Vec<(String, String)> {
    let top = home().join("src");
    let (mut found, mut open) = (Vec::new(), vec![top.clone()]);
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let name = path.strip_prefix(&top).unwrap().to_string_lossy().replace('\\', "/");
                found.push((name, fs::read_to_string(path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// The room a file belongs to.
fn room(file: &str) -> &str {
    file.split('/').next().unwrap().trim_end_matches(".rs")
}

/// A source file without its comments, and the texts between its quotation marks.
fn code_and_texts(source: &str) -> (String, Vec<String>) {
    let (mut code, mut texts) = (String::new(), Vec::new());
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '"' => {
                let length = text_length(rest);
                texts.push(rest.get(1..length.saturating_sub(1)).unwrap_or("").to_owned());
                code.push_str(rest.get(..length).unwrap());
                length
            }
            '\'' if rest.starts_with("'\"'") => 3,
            '\'' if rest.starts_with("'\\\"'") => 4,
            _ => {
                code.push(c);
                c.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap();
    }
    (code, texts)
}

/// Length of a text with its marks, from its first mark.
fn text_length(source: &str) -> usize {
    let mut escaped = true;
    for (at, c) in source.char_indices() {
        match c {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped && at > 0,
            _ => escaped = false,
        }
    }
    source.len()
}

/// The paths of a file that begin in a room, such as `mention::time`; no folder inside a room has a room's name.
fn used(code: &str) -> impl Iterator<Item = String> {
    let paths = |from: &'static str| {
        code.split(from).skip(1).map(|path| {
            let end = path.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | ':'))).unwrap_or(path.len());
            path.get(..end).unwrap().trim_end_matches(':').to_owned()
        })
    };
    let is_room = |path: &String| ROAD.contains(&path.split("::").next().unwrap());
    paths("crate::").chain(paths("super::").filter(is_room).collect::<Vec<_>>())
}

#[test]
fn rooms_use_only_rooms_before_them() {
    let place = |room: &str| ROAD.iter().position(|name| *name == room);
    let within = |path: &str, part: &str| path == part || path.starts_with(&format!("{part}::"));
    let mut needed = [false; AGAINST.len()];
    for (file, source) in sources() {
        let from = room(&file);
        if from == "lib" {
            continue;
        }
        let here = place(from).unwrap_or_else(|| panic!("{file}: the room `{from}` is not on the road"));
        for path in used(&code_and_texts(&source).0) {
            let to = path.split("::").next().unwrap();
            let there = place(to).unwrap_or_else(|| panic!("{file}: crate::{path} is no room"));
            let allowed = AGAINST.iter().position(|(room, part, _)| *room == from && within(&path, part));
            if let Some(allowed) = allowed {
                needed[allowed] = true;
            }
            assert!(there <= here || allowed.is_some(), "{file} uses crate::{path}, which comes later on the road");
        }
    }
    for ((from, to, _), needed) in AGAINST.iter().zip(needed) {
        assert!(needed, "{from} uses {to} no longer: take the exception away");
    }
}

#[test]
fn the_crate_has_the_rooms_of_the_road_and_no_other() {
    let lib = fs::read_to_string(home().join("src/lib.rs")).unwrap();
    let mut declared: Vec<_> =
        lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let mut road = ROAD.to_vec();
    declared.sort_unstable();
    road.sort_unstable();
    assert_eq!(declared, road);
}

#[test]
fn no_letter_outside_ascii_stands_in_code() {
    for (file, source) in sources() {
        let code = code_and_texts(&source).0;
        let foreign: String = code.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).collect();
        assert!(foreign.is_empty(), "{file}: words of a language belong into knowledge/: {foreign}");
    }
}

#[test]
fn no_language_tag_stands_in_code() {
    let packs = legation_knowledge::paths().filter_map(|path| path.strip_prefix("languages/")?.split('/').next());
    let tags: Vec<&str> = packs.chain(PLANNED).collect();
    for (file, source) in sources() {
        let from = room(&file);
        for text in code_and_texts(&source).1 {
            let excused = NO_TAGS.iter().any(|(room, word, _)| *room == from && *word == text);
            assert!(excused || !tags.contains(&text.as_str()), "{file} names the language \"{text}\"");
        }
    }
}

#[test]
fn the_code_map_has_every_room_and_names_only_files_that_exist() {
    let map = fs::read_to_string(home().join("../../docs/architecture.md")).unwrap();
    let sections: Vec<_> = map.split("\n## ").skip(1).collect();
    for room in ROAD {
        let heading = format!("`{room}`");
        let section = sections.iter().find(|text| text.starts_with(&heading));
        let section = section.unwrap_or_else(|| panic!("docs/architecture.md has no section {heading}"));
        assert!(section.contains("Must never"), "{heading} says nothing about what it must never do");
        let folder = home().join("src").join(room);
        let folder = if folder.is_dir() { folder } else { home().join("src") };
        for name in section.split('`').skip(1).step_by(2).filter(|name| name.ends_with(".rs")) {
            assert!(Path::exists(&folder.join(name)), "{heading} names {name}, which is not there");
        }
    }
    let named = |text: &str, name: &str| text.contains(&format!("`{name}`"));
    for (file, _) in sources() {
        let Some((room, below)) = file.split_once('/') else { continue };
        let section = sections.iter().find(|text| text.starts_with(&format!("`{room}`"))).unwrap();
        // A folder inside a room may be named as a whole.
        let folder = below.split_once('/').map_or("", |(folder, _)| folder);
        let folder = !folder.is_empty() && named(section, &format!("{folder}/"));
        assert!(below == "mod.rs" || folder || named(section, below), "docs/architecture.md does not name {file}");
    }
}
