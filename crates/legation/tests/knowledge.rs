//! The data in `knowledge/`: every table loads, every key is a documented one, nothing stands twice, nothing strange
//! lies about.

#![allow(clippy::unwrap_used, clippy::panic)]

use legation::language::{Knowledge, check};
use legation::pattern::Rules;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

/// One row of a table: where it stands, and its columns.
struct Row {
    at: String,
    columns: Vec<String>,
}

impl Row {
    fn get(&self, column: usize) -> &str {
        self.columns.get(column).map_or("", String::as_str)
    }
}

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge").canonicalize().unwrap()
}

fn rows(path: &str) -> Vec<Row> {
    let bytes = legation_knowledge::file(path).unwrap_or_default();
    let table = legation::language::table::rows(path, bytes, 8).unwrap();
    let row = |row: &legation::language::table::Row<'_>| Row {
        at: format!("{path}:{}", row.line),
        columns: (0..8).map(|column| row.get(column).to_string()).collect(),
    };
    table.iter().map(row).collect()
}

/// Tags of the packs: the folders, whether complete or not.
fn tags() -> Vec<String> {
    let folders = fs::read_dir(home().join("languages")).unwrap();
    let mut tags: Vec<String> = folders.map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    tags.sort();
    tags
}

/// The words in backticks on the lines of `docs/knowledge.md` that begin with this.
fn documented(beginning: &str) -> HashSet<String> {
    let text = fs::read_to_string(home().join("../docs/knowledge.md")).unwrap();
    let lines = text.lines().filter_map(|line| line.strip_prefix(beginning));
    let words = lines.flat_map(|line| line.split('`').skip(1).step_by(2).flat_map(str::split_whitespace));
    let words: HashSet<String> = words.map(str::to_string).collect();
    assert!(words.len() > 4, "docs/knowledge.md says nothing after \"{beginning}\"");
    words
}

fn report(faults: Vec<String>) {
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_pack_loads() {
    let knowledge = Knowledge::load().unwrap();
    let settings: Vec<String> = knowledge.settings().map(|settings| settings.tag.clone()).collect();
    assert_eq!(settings, tags(), "every folder has a language.toml that names its own tag");
    for tag in tags() {
        knowledge.language(&tag).unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn examples_of_every_rule_hold() {
    let lists = Knowledge::load().unwrap().world.source_lists();
    for path in legation_knowledge::paths().filter(|path| path.ends_with(".rules")) {
        let text = std::str::from_utf8(legation_knowledge::file(path).unwrap()).unwrap();
        let faults = Rules::parse_with(path, text, &lists).unwrap().check().err().unwrap_or_default();
        report(faults.iter().map(ToString::to_string).collect());
    }
}

#[test]
fn keys_are_documented_ones() {
    let offices = documented("- `office`:");
    let sectors = documented("- `sector`:");
    let strengths = documented("- `strength`:");
    let mut faults = Vec::new();
    let mut check = |row: &Row, known: &HashSet<String>, what: &str, key: &str| {
        if !matches!(key, "" | "-") && !known.contains(key) {
            faults.push(format!("{}: unknown {what} `{key}`", row.at));
        }
    };
    for tag in tags() {
        for row in rows(&format!("languages/{tag}/titles.tsv")) {
            check(&row, &offices, "office", row.get(2));
            check(&row, &sectors, "sector", row.get(3));
            check(&row, &["before", "after", "both"].map(str::to_string).into(), "place", row.get(4));
        }
        for row in rows(&format!("languages/{tag}/speech.tsv")) {
            check(&row, &strengths, "strength", row.get(2));
        }
    }
    for row in rows("world/holders.tsv") {
        check(&row, &offices, "office", row.get(1));
    }
    for row in rows("world/organisations.tsv") {
        check(&row, &sectors, "sector", row.get(2));
    }
    report(faults);
}

#[test]
fn codes_are_known_ones() {
    let states: HashSet<String> = rows("world/states.tsv").iter().map(|row| row.get(0).to_string()).collect();
    let organisations: HashSet<String> =
        rows("world/organisations.tsv").iter().map(|row| row.get(0).to_string()).collect();
    let sectors = documented("- `sector`:");
    let known = |code: &str| {
        let state = |code: &str| match code.split_once('.') {
            Some((state, sector)) => states.contains(state) && sectors.contains(sector),
            None => states.contains(code),
        };
        matches!(code, "" | "-") || organisations.contains(code) || state(code)
    };
    let mut tables = vec![
        ("world/state-names.tsv".to_string(), 0),
        ("world/organisation-names.tsv".to_string(), 0),
        ("world/holders.tsv".to_string(), 0),
        ("world/cities.tsv".to_string(), 1),
        ("sources/publishers.tsv".to_string(), 2),
        ("sources/agencies.tsv".to_string(), 1),
    ];
    tables.extend(tags().iter().map(|tag| (format!("languages/{tag}/names.tsv"), 1)));
    let mut faults = Vec::new();
    for (path, column) in tables {
        let unknown = rows(&path).into_iter().filter(|row| !row.get(column).split('+').all(known));
        faults.extend(unknown.map(|row| format!("{}: unknown code `{}`", row.at, row.get(column))));
    }
    report(faults);
}

#[test]
fn frames_are_of_known_types() {
    const TYPES: [&str; 16] = [
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "CONCEDE",
        "COOPERATE",
        "AID",
        "RETREAT",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    ];
    let knowledge = Knowledge::load().unwrap();
    let frames: Vec<_> = (0..).map_while(|id| knowledge.frames.get(id)).collect();
    let types: BTreeSet<&str> = frames.iter().map(|frame| frame.kind.as_str()).collect();
    assert_eq!(types, BTreeSet::from(TYPES), "every type has a frame");
    for frame in frames {
        let code = frame.cameo.bytes().all(|b| b.is_ascii_digit()) && (2..=4).contains(&frame.cameo.len());
        assert!(code, "frame {}: `{}` is no CAMEO code", frame.name, frame.cameo);
        for (kind, _) in &frame.becomes {
            assert!(TYPES.contains(&kind.as_str()), "frame {} becomes something for `{kind}`", frame.name);
        }
    }
}

/// Tables of the world and the columns that tell one row from another.
const WORLD_KEYS: [(&str, &[usize]); 8] = [
    ("world/states.tsv", &[0]),
    ("world/state-names.tsv", &[1, 2]),
    ("world/organisations.tsv", &[0]),
    ("world/organisation-names.tsv", &[1, 2, 3]),
    ("world/holders.tsv", &[0, 1, 2, 3]),
    ("world/cities.tsv", &[0, 1, 5]),
    ("sources/agencies.tsv", &[0]),
    ("sources/publishers.tsv", &[0]),
];

#[test]
fn no_row_stands_twice() {
    let pack = |tag: &String| check::KEYS.map(|(file, key)| (format!("languages/{tag}/{file}"), key)).to_vec();
    let world = WORLD_KEYS.map(|(file, key)| (file.to_string(), key));
    let mut faults = Vec::new();
    for (path, key) in tags().iter().flat_map(pack).chain(world) {
        let mut seen: HashMap<Vec<String>, String> = HashMap::new();
        for row in rows(&path) {
            let key: Vec<String> = key.iter().map(|column| row.get(*column).to_string()).collect();
            if let Some(first) = seen.get(&key) {
                faults.push(format!("{}: `{}` stands at {first} already", row.at, key.join("` `")));
            } else {
                seen.insert(key, row.at);
            }
        }
    }
    report(faults);
}

/// What may lie in `knowledge/`; `*` stands for one name, a tag or a subject.
const LAYOUT: [&str; 31] = [
    "Cargo.toml",
    "build.rs",
    "src/lib.rs",
    "languages/*/language.toml",
    "languages/*/lexicon.tsv",
    "languages/*/speech.tsv",
    "languages/*/status.tsv",
    "languages/*/titles.tsv",
    "languages/*/groups.tsv",
    "languages/*/names.tsv",
    "languages/*/holders.tsv",
    "languages/*/fold.tsv",
    "languages/*/time.rules",
    "languages/*/sources.rules",
    "languages/*/cases/*.case",
    "models/*.model",
    "models/*.md",
    "models/confidence.tsv",
    "models/scores.tsv",
    "world/README.md",
    "world/frames.toml",
    "world/states.tsv",
    "world/state-names.tsv",
    "world/organisations.tsv",
    "world/organisation-names.tsv",
    "world/holders.tsv",
    "world/cities.tsv",
    "sources/README.md",
    "sources/agencies.tsv",
    "sources/publishers.tsv",
    "README.md",
];

#[test]
fn nothing_lies_about_that_the_build_does_not_read() {
    let mut strangers = Vec::new();
    let mut open = vec![home()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let relative = path.strip_prefix(home()).unwrap().to_string_lossy().replace('\\', "/");
        if !LAYOUT.iter().any(|pattern| is_like(&relative, pattern)) {
            strangers.push(relative);
        }
    }
    report(strangers);
}

fn is_like(path: &str, pattern: &str) -> bool {
    let part = |(name, pattern): (&str, &str)| match pattern.split_once('*') {
        Some((before, after)) => name.len() > pattern.len() - 1 && name.starts_with(before) && name.ends_with(after),
        None => name == pattern,
    };
    path.split('/').count() == pattern.split('/').count() && path.split('/').zip(pattern.split('/')).all(part)
}
