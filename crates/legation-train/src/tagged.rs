//! Lists of tagged words beside the treebanks: word classes are learned from them.

use std::fs;
use std::path::Path;

use legation::analysis::Kind;

use crate::Failure;
use crate::recipe::{Table, Writing};

/// Words and their tags, in tags of the list's own.
#[derive(Default)]
pub struct TaggedWords(Vec<(String, String)>);

impl TaggedWords {
    /// A file with a word and its tag a line.
    pub fn read(path: &Path) -> Result<TaggedWords, Failure> {
        let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        let own = |(word, tag): (&str, &str)| (word.to_owned(), tag.to_owned());
        Ok(TaggedWords(text.lines().filter_map(|line| line.split_once('\t')).map(own).collect()))
    }

    /// A file with a word a line.
    pub fn bare(path: &Path) -> Result<TaggedWords, Failure> {
        let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        Ok(TaggedWords(text.lines().map(|word| (word.to_owned(), String::new())).collect()))
    }

    /// The capitalised words (where words stand without white space, the parts) of the names that the knowledge tables have in a language; the tag is the table's.
    pub fn of_names(
        knowledge: &Path,
        tables: &[Table],
        language: &str,
        writing: Writing,
    ) -> Result<TaggedWords, Failure> {
        let mut words = TaggedWords::default();
        for table in tables {
            let path = knowledge.join(&table.path);
            let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            for name in names(&text, language) {
                let parts = name
                    .split(|c: char| c.is_whitespace() || c == '-' || c == '\u{30FB}')
                    .filter(|w| is_capitalised(w) || writing.needs_cutter() && is_dense(w));
                words.0.extend(parts.map(|word| (word.to_owned(), table.tag.clone())));
            }
        }
        Ok(words)
    }

    /// Words and tags in their order.
    pub fn words(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(word, tag)| (word.as_str(), tag.as_str()))
    }
}

/// Names and aliases in the rows of a table that are for a language or for all.
fn names<'t>(table: &'t str, language: &str) -> Vec<&'t str> {
    let mut lines = table.lines().filter(|line| !line.starts_with('#'));
    let columns: Vec<&str> = lines.next().unwrap_or("").split('\t').collect();
    let column = |name: &str| columns.iter().position(|c| *c == name);
    let (name, aliases, of) = (column("name"), column("aliases"), column("language"));
    let mut names = Vec::new();
    for line in lines {
        let fields: Vec<&str> = line.split('\t').collect();
        let field = |at: Option<usize>| at.and_then(|at| fields.get(at)).copied().unwrap_or("");
        if ["", "*", language].contains(&field(of)) {
            names.push(field(name));
            names.extend(field(aliases).split(';'));
        }
    }
    names
}

fn is_dense(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(|c| Kind::of(c).is_dense())
}

fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().count() > 1 && word.chars().all(char::is_alphabetic)
}

/// Pairs of a variant character and the first of the characters it is taken for; both of one 16-bit unit.
pub fn variants(path: &Path) -> Result<Vec<(char, char)>, Failure> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let pair = |line: &str| {
        let (from, to) = line.split_once('\t')?;
        let pair = (from.chars().next()?, to.chars().next()?);
        (pair.0 != pair.1 && pair.0 < '\u{FFFF}' && pair.1 < '\u{FFFF}').then_some(pair)
    };
    Ok(text.lines().filter_map(pair).collect())
}
