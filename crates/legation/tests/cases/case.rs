//! The notation of `.case` files, described in `docs/knowledge.md`.

use jiff::civil::Date;
use legation::page::Page;
use std::fs;
use std::path::{Path, PathBuf};

/// What a case can expect: the key of a line, and the name by which `expect:` asks for all of the kind.
pub const KINDS: [(&str, &str); 6] = [
    ("event", "events"),
    ("time", "times"),
    ("quote", "quotes"),
    ("commitment", "commitments"),
    ("actor", "actors"),
    ("note", "notes"),
];

/// A file of cases.
pub struct CaseFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its lines, as written.
    pub lines: Vec<String>,
    /// Its cases.
    pub cases: Vec<Case>,
}

/// A text with everything expected from it.
#[derive(Default)]
pub struct Case {
    /// Tag of the language, from the folder.
    pub language: String,
    /// What it shows.
    pub name: String,
    /// Day of the page.
    pub date: Option<Date>,
    /// The page.
    pub text: String,
    /// Kinds named by `expect:`.
    pub complete: Vec<String>,
    /// Expected lines: index of the line in the file, key, value.
    pub expected: Vec<(usize, String, String)>,
    /// Why the answer that stands here is not the right one.
    pub wrong: Option<String>,
    /// Index of the line with its name.
    pub first: usize,
    /// Index of its `expect:` line, if it has one.
    pub expect_line: Option<usize>,
    /// Index of its last line that says something, but for `wrong:`.
    pub last: usize,
}

impl Case {
    /// The page that the case is about.
    pub fn page(&self) -> Page {
        Page { date: self.date, language: Some(self.language.clone()), ..Page::text(self.text.clone()) }
    }

    /// Keys of the kinds that are compared as a whole.
    pub fn kinds(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let mentioned = |key: &str| self.expected.iter().any(|(_, k, _)| k == key);
        KINDS.into_iter().filter(move |(key, all)| mentioned(key) || self.complete.iter().any(|c| c == all))
    }

    /// The lines expected of a kind, with their indices.
    pub fn expected(&self, key: &str) -> impl Iterator<Item = (usize, &str)> {
        self.expected.iter().filter(move |(_, k, _)| k == key).map(|(at, _, value)| (*at, value.as_str()))
    }

    fn take(&mut self, at: usize, key: &str, value: &str) -> Result<(), String> {
        match key {
            "date" => self.date = Some(value.parse().map_err(|e| format!("{e}"))?),
            "text" => self.text = value.to_string(),
            "wrong" => self.wrong = Some(value.to_string()),
            "expect" => {
                self.complete = value.split_whitespace().map(str::to_string).collect();
                self.expect_line = Some(at);
                if let Some(other) = self.complete.iter().find(|c| KINDS.iter().all(|(_, all)| all != c)) {
                    return Err(format!("unknown kind `{other}`"));
                }
            }
            "event" if !is_event(value) => {
                return Err("not of the form `TYPE mode? SOURCE -> TARGET status | words`".into());
            }
            _ if KINDS.iter().any(|(k, _)| *k == key) => {
                self.expected.push((at, key.to_string(), value.to_string()));
            }
            _ => return Err(format!("unknown key `{key}`")),
        }
        Ok(())
    }
}

fn is_event(value: &str) -> bool {
    let head: Vec<&str> = value.split('|').next().unwrap_or("").split_whitespace().collect();
    let arrow = head.iter().position(|part| *part == "->");
    value.contains(" | ") && arrow.is_some_and(|at| (2..=3).contains(&at) && head.len() == at + 3)
}

impl CaseFile {
    /// Reads a file of cases in this language.
    fn read(path: &Path, language: &str) -> CaseFile {
        let written = fs::read_to_string(path).unwrap();
        let lines: Vec<String> = written.lines().map(str::to_string).collect();
        let mut cases: Vec<Case> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            if let Err(message) = add(&mut cases, at, line, language) {
                panic!("{}:{}: {message}", path.display(), at + 1);
            }
        }
        CaseFile { path: path.to_path_buf(), lines, cases }
    }
}

/// Adds one line of a file to its cases.
fn add(cases: &mut Vec<Case>, at: usize, line: &str, language: &str) -> Result<(), String> {
    if line.trim().is_empty() || line.starts_with('#') {
        return Ok(());
    }
    if let Some(name) = line.strip_prefix("== ") {
        let name = name.trim().to_string();
        cases.push(Case { language: language.to_string(), name, first: at, last: at, ..Case::default() });
        return Ok(());
    }
    let case = cases.last_mut().ok_or("a line before the first case")?;
    if !line.starts_with("wrong:") {
        case.last = at;
    }
    if let Some(more) = line.strip_prefix("  ") {
        case.text.push('\n');
        case.text.push_str(more);
        return Ok(());
    }
    let (key, value) = line.split_once(':').ok_or("neither `key: value` nor a further line of the text")?;
    case.take(at, key, value.trim())
}

/// The folder of the packs.
pub fn packs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge/languages").canonicalize().unwrap()
}

/// What a folder holds, sorted; nothing where there is no such folder.
pub fn folder(path: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(path).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Last part of a path.
pub fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// The case files of every language, by language.
pub fn all() -> Vec<(String, Vec<CaseFile>)> {
    let pack = |home: PathBuf| {
        let tag = name(&home);
        let files = folder(&home.join("cases")).iter().map(|path| CaseFile::read(path, &tag)).collect();
        (tag, files)
    };
    folder(&packs()).into_iter().map(pack).collect()
}
