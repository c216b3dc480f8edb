//! Where knowledge is read from: the files inside the program, and over them those of a folder.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Files of knowledge, by their paths below the folder of knowledge, with `/`.
#[derive(Clone, Debug, Default)]
pub struct KnowledgeFiles {
    folder: Option<PathBuf>,
}

impl KnowledgeFiles {
    /// The files inside the program alone.
    pub fn embedded() -> KnowledgeFiles {
        KnowledgeFiles::default()
    }

    /// The files of a folder that is laid out as `knowledge/` is, and the embedded ones where it has none.
    pub fn over(folder: PathBuf) -> KnowledgeFiles {
        KnowledgeFiles { folder: Some(folder) }
    }

    /// The content of one file.
    pub fn file(&self, path: &str) -> Option<Cow<'static, [u8]>> {
        let own = self.folder.as_ref().and_then(|folder| std::fs::read(folder.join(path)).ok());
        own.map(Cow::Owned).or_else(|| legation_knowledge::file(path).map(Cow::Borrowed))
    }

    /// One line of a text, counted from 1, without its end.
    pub fn line(&self, path: &str, number: usize) -> Option<String> {
        let own = self.folder.as_ref().and_then(|folder| std::fs::read_to_string(folder.join(path)).ok());
        match own {
            Some(text) => text.lines().nth(number.checked_sub(1)?).map(str::to_string),
            None => legation_knowledge::line(path, number).map(str::to_string),
        }
    }

    /// The paths of all files, sorted; of a folder's own files only the settings of its packs are listed.
    pub fn paths(&self) -> BTreeSet<String> {
        let mut paths: BTreeSet<String> = legation_knowledge::paths().map(str::to_string).collect();
        if let Some(folder) = &self.folder {
            paths.extend(packs(folder).into_iter().map(|tag| format!("languages/{tag}/language.toml")));
        }
        paths
    }
}

/// The tags of the packs in a folder of knowledge, in no order.
pub fn packs(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder.join("languages")) else { return Vec::new() };
    let packs = entries.filter_map(Result::ok).filter(|entry| entry.path().join("language.toml").is_file());
    packs.filter_map(|entry| entry.file_name().into_string().ok()).collect()
}
