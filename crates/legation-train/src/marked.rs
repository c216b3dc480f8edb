//! Name corpora that mark stretches of characters in running text; the text is cut as the program cuts it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use legation::analysis::{Analysis, Models, NameFinder, NameKind, Segmentation, Word};
use legation::span::Span;
use serde::Deserialize;

use crate::archive;
use crate::names::{Kinds, Named};
use crate::{Failure, treebank};

/// A text and the names in it, as ranges of characters.
#[derive(Default)]
struct Marked {
    text: String,
    names: Vec<(usize, usize, NameKind)>,
}

impl Marked {
    /// The sentences of the text with the class of each word; of names in one another the longest counts.
    fn sentences(mut self, models: &Models) -> Vec<Named> {
        let bytes: Vec<usize> = self.text.char_indices().map(|(at, _)| at).chain([self.text.len()]).collect();
        let byte = |at: usize| bytes.get(at).copied().unwrap_or(self.text.len());
        let mut blocks = Vec::new();
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            blocks.push(Span::new(start, start + line.len()));
            start += line.len();
        }
        self.names.sort_by_key(|(first, last, _)| last - first);
        let names: Vec<(Span, NameKind)> =
            self.names.iter().map(|(first, last, kind)| (Span::new(byte(*first), byte(*last)), *kind)).collect();
        let analysis = Analysis::segment(&self.text, &blocks, &Segmentation::default(), Some(models), &[]);
        let mut classes = vec![0; analysis.tokens.len()];
        for (span, kind) in &names {
            let range = analysis.tokens_in(*span);
            for at in range.clone() {
                classes[at] = NameFinder::class(*kind, at == range.start);
            }
            // What a longer name cut in two is no name any more.
            if classes.get(range.end).is_some_and(|c| *c > 0 && c % 2 == 0) {
                classes[range.end] -= 1;
            }
        }
        let word = |span: Span| Word::new(span.of(&self.text), &models.lexicon);
        let sentence = |s: &legation::analysis::Sentence| Named {
            words: analysis.tokens_of(s).map(|(_, token)| word(token.span)).collect(),
            classes: classes[s.tokens()].to_vec(),
        };
        analysis.sentences.iter().map(sentence).collect()
    }
}

/// A list of objects with `text` and `entities`, each with `span` and `type`.
pub fn json(path: &Path, kinds: &Kinds, models: &Models) -> Result<Vec<Named>, Failure> {
    #[derive(Deserialize)]
    struct Entity {
        span: (usize, usize),
        r#type: String,
    }
    #[derive(Deserialize)]
    struct Text {
        text: String,
        entities: Vec<Entity>,
    }
    let texts: Vec<Text> =
        serde_json::from_str(&fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?)?;
    let marked = texts.into_iter().map(|text| {
        let names = text.entities.iter().filter_map(|e| Some((e.span.0, e.span.1, kinds.kind(&e.r#type)?)));
        Marked { names: names.collect(), text: text.text }
    });
    Ok(marked.flat_map(|text| text.sentences(models)).collect())
}

/// A character, a tab and its label a line; an empty line between sentences.
pub fn characters(path: &Path, kinds: &Kinds, models: &Models) -> Result<Vec<Named>, Failure> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut sentences = Vec::new();
    let mut marked = Marked::default();
    let mut length = 0;
    for line in text.lines().chain([""]).filter(|line| !line.starts_with("##")) {
        let Some((c, label)) = line.split_once('\t') else {
            sentences.extend(std::mem::take(&mut marked).sentences(models));
            length = 0;
            continue;
        };
        marked.text.push_str(c);
        let end = length + c.chars().count();
        match label.split_once('-').and_then(|(place, label)| Some((place, kinds.kind(label)?))) {
            Some(("B", kind)) => marked.names.push((length, end, kind)),
            Some((_, _)) => {
                if let Some(name) = marked.names.last_mut().filter(|name| name.1 == length) {
                    name.1 = end;
                }
            }
            None => {}
        }
        length = end;
    }
    Ok(sentences)
}

/// CoNLL-U with `NE=B-…` and `NE=I-…` in the last column.
pub fn conllu(path: &Path, kinds: &Kinds, models: &Models) -> Result<Vec<Named>, Failure> {
    let sentence = |sentence: &treebank::Sentence| {
        let words = sentence.forms().map(|form| Word::new(form, &models.lexicon)).collect();
        let label = |word: &treebank::Word| {
            let label = word.misc.split('|').find_map(|m| m.strip_prefix("NE="))?;
            let (place, label) = label.split_once('-')?;
            Some(NameFinder::class(kinds.kind(label)?, place == "B"))
        };
        let classes = sentence.words.iter().map(|word| label(word).unwrap_or(0)).collect();
        Named { words, classes }
    };
    Ok(treebank::read(path)?.iter().map(sentence).collect())
}

/// An archive of `.txt` with `.spans` (number, kind, first character, length) and `.objects` (number, kind, spans),
/// below the folder given after `#` in the path.
pub fn objects(path: &Path, folder: &str, kinds: &Kinds, models: &Models) -> Result<Vec<Named>, Failure> {
    let files: BTreeMap<String, String> =
        archive::read(path)?.into_iter().filter(|f| f.0.starts_with(folder)).collect();
    let mut sentences = Vec::new();
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".txt")) {
        let beside = |ending: &str| name.strip_suffix("txt").and_then(|n| files.get(&format!("{n}{ending}")));
        let (Some(spans), Some(objects)) = (beside("spans"), beside("objects")) else { continue };
        let spans: BTreeMap<&str, (usize, usize, bool)> = spans.lines().filter_map(span).collect();
        let object = |line: &str| {
            let mut fields = line.split('#').next()?.split_whitespace();
            let (_, kind) = (fields.next()?, kinds.kind(fields.next()?)?);
            let parts: Vec<&(usize, usize, bool)> = fields.filter_map(|id| spans.get(id)).collect();
            let named = parts.iter().any(|p| p.2);
            named.then_some((parts.iter().map(|p| p.0).min()?, parts.iter().map(|p| p.1).max()?, kind))
        };
        let names = objects.lines().filter_map(object).collect();
        sentences.extend(Marked { text: text.clone(), names }.sentences(models));
    }
    Ok(sentences)
}

/// Number of a span, its first and one past its last character, and whether it is a name or but a description.
fn span(line: &str) -> Option<(&str, (usize, usize, bool))> {
    let fields: Vec<&str> = line.split_whitespace().collect();
    let [id, kind, first, length, ..] = fields[..] else { return None };
    let (first, length): (usize, usize) = (first.parse().ok()?, length.parse().ok()?);
    Some((id, (first, first + length, kind.contains("name"))))
}
