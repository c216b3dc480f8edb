//! What is wrong with a pack, told with file and line: for those who write one.

use super::files::KnowledgeFiles;
use super::fold::Fold;
use super::settings::Settings;
use super::{Knowledge, lexicon, names, settings, table, words};
use crate::error::Error;
use crate::mention::time::TimeRules;
use crate::pattern::Rules;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Most faults told of one file.
const MOST: usize = 50;

/// Tables of a pack and the columns that tell one row from another.
pub const KEYS: [(&str, &[usize]); 8] = [
    ("lexicon.tsv", &[0, 1, 4]),
    ("speech.tsv", &[0, 1]),
    ("status.tsv", &[0]),
    ("titles.tsv", &[0]),
    ("groups.tsv", &[0]),
    ("names.tsv", &[0]),
    ("holders.tsv", &[0]),
    ("fold.tsv", &[0]),
];

/// Something that a pack's author should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file, below the folder of knowledge.
    pub file: String,
    /// Its line, counted from 1, where it is about one.
    pub line: Option<usize>,
    /// Whether the pack cannot be used as it is; else it is only likely to be wrong.
    pub fault: bool,
    /// What is wrong.
    pub message: String,
}

/// Everything that is wrong with one pack, in order of files and lines.
///
/// # Errors
/// When the tables of the world are damaged, against which a pack is checked.
pub fn pack(files: &KnowledgeFiles, tag: &str) -> Result<Vec<Finding>, Error> {
    let mut check = Check { files, tag, found: Vec::new() };
    let settings = match Settings::parse(&check.path("language.toml"), &check.bytes("language.toml")) {
        Ok(settings) => settings,
        Err(error) => {
            check.fault("language.toml", &error);
            return Ok(check.found);
        }
    };
    let knowledge = Knowledge::from_files(files.clone())?;
    check.settings(&settings);
    check.tables(&settings, &knowledge);
    check.rules(&knowledge);
    check.twice();
    check.keys();
    check.codes(&knowledge);
    check.found.sort_by(|a, b| (&a.file, a.line, &a.message).cmp(&(&b.file, b.line, &b.message)));
    check.found.dedup();
    Ok(check.found)
}

struct Check<'f> {
    files: &'f KnowledgeFiles,
    tag: &'f str,
    found: Vec<Finding>,
}

impl Check<'_> {
    fn path(&self, name: &str) -> String {
        format!("languages/{}/{name}", self.tag)
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        self.files.file(&self.path(name)).unwrap_or_default().into_owned()
    }

    fn fault(&mut self, name: &str, error: &Error) {
        let file = self.path(name);
        let told = error.to_string();
        let place = error.line().map_or(format!("{file}: "), |line| format!("{file}:{line}: "));
        let message = told.strip_prefix(&place).unwrap_or(&told).to_string();
        self.found.push(Finding { file, line: error.line(), fault: true, message });
    }

    fn warn(&mut self, name: &str, line: Option<usize>, message: String) {
        self.found.push(Finding { file: self.path(name), line, fault: false, message });
    }

    fn settings(&mut self, settings: &Settings) {
        const FILE: &str = "language.toml";
        if settings.tag != self.tag {
            let error = Error::new(format!("the tag is `{}`, the folder `{}`", settings.tag, self.tag));
            self.fault(FILE, &error);
        }
        if settings.quotes.is_empty() {
            self.warn(FILE, None, "no [[quotes]]: no direct speech will be found".to_string());
        }
        if settings.evidence.is_empty() {
            self.warn(FILE, None, "no `evidence` words: short pages may be taken for another language".to_string());
        }
        let used = ["with", "to", "from", "against", "about", "on", "in", "of", "by", "between"];
        for class in used.iter().filter(|class| settings.markers.get(**class).is_none_or(Vec::is_empty)) {
            self.warn(FILE, None, format!("no [markers] `{class}`: roles that frames look for there stay empty"));
        }
    }

    /// Parses one table again and again, without the rows that were wrong, so that all faults are told at once.
    fn all_faults<T>(&mut self, name: &str, parse: impl Fn(&str, &[u8]) -> Result<T, Error>) -> Option<T> {
        let (path, mut bytes) = (self.path(name), self.bytes(name));
        for _ in 0..MOST {
            let error = match parse(&path, &bytes) {
                Ok(parsed) => return Some(parsed),
                Err(error) => error,
            };
            self.fault(name, &error);
            bytes = error.line().and_then(|line| without_line(&bytes, line))?;
        }
        None
    }

    fn tables(&mut self, settings: &Settings, knowledge: &Knowledge) {
        let last = settings.noun_head == settings::NounHead::Last;
        for name in ["lexicon.tsv", "speech.tsv", "status.tsv", "titles.tsv", "groups.tsv", "names.tsv", "time.rules"] {
            if self.bytes(name).is_empty() {
                self.warn(name, None, "the table is missing or empty".to_string());
            }
        }
        let frames = &knowledge.frames;
        let acts = self.all_faults("lexicon.tsv", |file, bytes| lexicon::parse(file, bytes, frames, last));
        self.all_faults("speech.tsv", words::speech);
        self.all_faults("status.tsv", words::status);
        self.all_faults("titles.tsv", |file, bytes| words::titles(file, bytes, last));
        self.all_faults("groups.tsv", words::groups);
        self.all_faults("names.tsv", names::own_names);
        self.all_faults("holders.tsv", names::own_holders);
        self.all_faults("fold.tsv", Fold::parse);
        let Some(acts) = acts else { return };
        let told: HashSet<usize> = acts.heads().filter_map(|(_, row)| row.frame).collect();
        let unused = (0..).map_while(|id| Some((id, frames.get(id)?))).filter(|(id, _)| !told.contains(id));
        let unused: Vec<&str> = unused.map(|(_, frame)| frame.name.as_str()).collect();
        if !unused.is_empty() {
            self.warn("lexicon.tsv", None, format!("no row tells of: {}", unused.join(", ")));
        }
    }

    fn rules(&mut self, knowledge: &Knowledge) {
        let text = |check: &Self, name: &str| String::from_utf8_lossy(&check.bytes(name)).into_owned();
        let times = TimeRules::parse(&self.path("time.rules"), &text(self, "time.rules"));
        let checked = times.map(|rules| rules.check().err().unwrap_or_default());
        self.faults("time.rules", checked);
        let lists = knowledge.world.source_lists();
        let sources = Rules::parse_with(&self.path("sources.rules"), &text(self, "sources.rules"), &lists);
        let checked = sources.map(|rules| rules.check().err().unwrap_or_default());
        self.faults("sources.rules", checked);
    }

    fn faults(&mut self, name: &str, found: Result<Vec<Error>, Error>) {
        let found = found.unwrap_or_else(|error| vec![error]);
        found.iter().take(MOST).for_each(|error| self.fault(name, error));
    }

    /// Rows that say the same again: the first alone counts.
    fn twice(&mut self) {
        for (name, columns) in KEYS {
            let bytes = self.bytes(name);
            let Ok(rows) = table::rows(name, &bytes, 8) else { continue };
            let mut seen: HashMap<Vec<&str>, usize> = HashMap::new();
            for row in &rows {
                let key: Vec<&str> = columns.iter().map(|column| row.get(*column)).collect();
                match seen.get(&key) {
                    Some(first) => {
                        self.warn(name, Some(row.line), format!("`{}` stands in line {first} already", row.get(0)))
                    }
                    None => drop(seen.insert(key, row.line)),
                }
            }
        }
    }

    /// Keys of offices, sectors and strengths that no other pack uses.
    fn keys(&mut self) {
        let columns = [("titles.tsv", 2, "office"), ("titles.tsv", 3, "sector"), ("speech.tsv", 2, "strength")];
        for (name, column, what) in columns {
            let known = self.used(name, column);
            let bytes = self.bytes(name);
            let Ok(rows) = table::rows(name, &bytes, 8) else { continue };
            for row in
                rows.iter().filter(|row| !matches!(row.get(column), "" | "-") && !known.contains(row.get(column)))
            {
                self.warn(
                    name,
                    Some(row.line),
                    format!("{what} `{}` is one that no other pack knows", row.get(column)),
                );
            }
        }
    }

    /// What the other packs have in a column.
    fn used(&self, name: &str, column: usize) -> BTreeSet<String> {
        let paths = self.files.paths();
        let tags = paths.iter().filter_map(|path| path.strip_prefix("languages/")?.strip_suffix("/language.toml"));
        let mut known = BTreeSet::new();
        for tag in tags.filter(|tag| *tag != self.tag) {
            let path = format!("languages/{tag}/{name}");
            let bytes = self.files.file(&path).unwrap_or_default();
            let Ok(rows) = table::rows(&path, &bytes, 8) else { continue };
            known.extend(rows.iter().map(|row| row.get(column).to_string()));
        }
        known
    }

    /// Codes of states and organisations that the tables of the world lack.
    fn codes(&mut self, knowledge: &Knowledge) {
        const FILE: &str = "names.tsv";
        let world = &knowledge.world;
        let known = |code: &str| {
            let state = code.split('.').next().unwrap_or(code);
            matches!(code, "" | "-") || world.organisations.contains_key(code) || world.states.contains_key(state)
        };
        let bytes = self.bytes(FILE);
        let Ok(rows) = table::rows(FILE, &bytes, 8) else { return };
        for row in rows.iter().filter(|row| !row.get(1).split('+').all(known)) {
            self.warn(FILE, Some(row.line), format!("no state or organisation has the code `{}`", row.get(1)));
        }
    }
}

/// A table with one of its lines made a comment; none where it has no such line.
fn without_line(bytes: &[u8], line: usize) -> Option<Vec<u8>> {
    let mut lines: Vec<&[u8]> = bytes.split(|b| *b == b'\n').collect();
    *lines.get_mut(line.checked_sub(1)?)? = b"#";
    Some(lines.join(&b'\n'))
}
