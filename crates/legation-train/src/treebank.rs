//! Reads CoNLL-U files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use legation::analysis::Letters;

use crate::Failure;

/// One sentence of a treebank.
#[derive(Clone, Default)]
pub struct Sentence {
    pub words: Vec<Word>,
    /// Surface words made of several syntactic words: first word, one past the last.
    pub cut: Vec<(usize, usize)>,
    /// The treebank's words where tokens are pieces of them: first piece, one past the last; else empty.
    pub groups: Vec<(usize, usize)>,
    /// Whether a document or paragraph begins with it.
    pub begins_paragraph: bool,
}

/// One syntactic word.
#[derive(Clone, Default)]
pub struct Word {
    pub form: String,
    pub lemma: String,
    pub upos: String,
    /// The treebank's own tag.
    pub xpos: String,
    /// The tagger's label: part of speech and some features.
    pub label: String,
    /// Counted from 1; 0 for the root.
    pub head: u32,
    pub relation: String,
    /// Whether white space follows.
    pub space_after: bool,
    /// The last column.
    pub misc: String,
}

impl Sentence {
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|w| w.form.as_str())
    }

    /// Folds all forms and lemmas.
    pub fn fold(&mut self, letters: &Letters) {
        for word in &mut self.words {
            word.form = letters.folded(&word.form).into_owned();
            word.lemma = letters.folded(&word.lemma).into_owned();
        }
    }

    pub fn heads(&self) -> Vec<u32> {
        self.words.iter().map(|w| w.head).collect()
    }

    /// Surface words: ranges of syntactic words.
    pub fn surface(&self) -> Vec<(usize, usize)> {
        let mut words = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            let end = self.cut.iter().find(|(first, _)| *first == at).map_or(at + 1, |(_, last)| *last);
            words.push((at, end));
            at = end;
        }
        words
    }
}

/// All sentences of a file.
pub fn read(path: &Path) -> Result<Vec<Sentence>, Failure> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut sentences = Vec::new();
    for block in text.split("\n\n").filter(|b| !b.trim().is_empty()) {
        let sentence = parse(block).map_err(|e| format!("{}: {e}", path.display()))?;
        if !sentence.words.is_empty() {
            sentences.push(sentence);
        }
    }
    Ok(sentences)
}

fn parse(block: &str) -> Result<Sentence, Failure> {
    let mut sentence = Sentence::default();
    let mut surface: Vec<(usize, usize, String)> = Vec::new();
    for line in block.lines() {
        if line.starts_with("# newpar") || line.starts_with("# newdoc") {
            sentence.begins_paragraph = true;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, upos, xpos, features, head, relation, _, misc] = columns[..] else { continue };
        let space_after = !misc.split('|').any(|m| m == "SpaceAfter=No");
        if let Some((first, last)) = id.split_once('-') {
            surface.push((first.parse::<usize>()? - 1, last.parse()?, form.to_owned()));
            // The space after the surface word follows its last piece.
            sentence.cut.push((usize::from(space_after), 0));
        } else if !id.contains('.') {
            sentence.words.push(Word {
                form: form.to_owned(),
                lemma: lemma.to_owned(),
                upos: upos.to_owned(),
                xpos: xpos.to_owned(),
                label: label(upos, features),
                head: head.parse()?,
                relation: relation.to_owned(),
                space_after,
                misc: misc.to_owned(),
            });
        }
    }
    let spaces: Vec<bool> = sentence.cut.drain(..).map(|(space, _)| space == 1).collect();
    for ((first, last, _), space) in surface.iter().zip(spaces) {
        for at in *first..*last {
            sentence.words[at].space_after = at + 1 == *last && space;
        }
    }
    Ok(join(sentence, surface))
}

/// Surface words whose pieces, put together, are not the word itself become one word again: spans must lie on the text.
fn join(mut sentence: Sentence, surface: Vec<(usize, usize, String)>) -> Sentence {
    let mut gone = vec![false; sentence.words.len()];
    let mut becomes: Vec<usize> = (0..sentence.words.len()).collect();
    let mut kept = Vec::new();
    for (first, last, form) in surface {
        let pieces: String = sentence.words[first..last].iter().map(|w| w.form.as_str()).collect();
        if pieces == form {
            kept.push((first, last));
            continue;
        }
        // The piece whose head stands outside speaks for all.
        let inside = |head: u32| (first + 1..=last).contains(&(head as usize));
        let main = (first..last).find(|at| !inside(sentence.words[*at].head)).unwrap_or(first);
        let space_after = sentence.words[last - 1].space_after;
        sentence.words[first] = Word { form, space_after, ..sentence.words[main].clone() };
        gone[first + 1..last].fill(true);
        becomes[first..last].fill(first);
    }
    let mut places = Vec::with_capacity(gone.len());
    let mut place = 0;
    for gone in &gone {
        places.push(place);
        place += usize::from(!gone);
    }
    let moved = |at: usize| places[becomes[at]];
    sentence.cut = kept.iter().map(|(first, last)| (moved(*first), moved(*last - 1) + 1)).collect();
    for word in &mut sentence.words {
        word.head = if word.head == 0 { 0 } else { moved(word.head as usize - 1) as u32 + 1 };
    }
    let mut gone = gone.iter();
    sentence.words.retain(|_| gone.next() == Some(&false));
    sentence
}

/// Part of speech with tense, verb form and passive voice, as `Tag::from_label` reads it.
pub fn label(upos: &str, features: &str) -> String {
    let features: BTreeMap<&str, &str> = features.split('|').filter_map(|f| f.split_once('=')).collect();
    let mut label = upos.to_owned();
    let known = ["Past", "Pres", "Fut", "Fin", "Inf", "Part", "Ger"];
    if matches!(upos, "VERB" | "AUX") {
        for name in ["Tense", "VerbForm"] {
            if let Some(value) = features.get(name).filter(|v| known.contains(v)) {
                label = format!("{label}|{value}");
            }
        }
        if features.get("Voice") == Some(&"Pass") {
            label.push_str("|Pass");
        }
    }
    label
}
