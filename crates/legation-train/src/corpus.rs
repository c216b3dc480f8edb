//! Treebank files as the models see them: their words cut as running text is.

use std::path::Path;

use crate::morphemes::{self, Nouns};
use crate::recipe::{Recipe, Treebank, Writing};
use crate::treebank::{self, Sentence};
use crate::{Failure, cuts, older, pieces};

/// All sentences of a file.
pub fn read(home: &Path, treebank: &Treebank, recipe: &Recipe) -> Result<Vec<Sentence>, Failure> {
    let mut sentences = treebank::read(&home.join(&treebank.path))?;
    if treebank.version == 1 {
        sentences = sentences.into_iter().map(older::to_today).collect();
    }
    if recipe.uninflected {
        sentences.iter_mut().flat_map(|s| &mut s.words).for_each(|word| word.lemma = word.form.clone());
    }
    Ok(match recipe.writing {
        Writing::Words if recipe.elides => sentences.into_iter().map(closed_up).map(cuts::joined).collect(),
        Writing::Words => sentences.into_iter().map(closed_up).collect(),
        Writing::Syllables => sentences.iter().map(pieces::syllables).collect(),
        Writing::Dense => run_together(sentences.into_iter().map(closed_up).map(written_lemmas).collect()),
        Writing::Morphemes => {
            let forms = recipe.morphemes.as_ref().ok_or("no forms of morphemes in corpora.toml")?;
            let nouns = Nouns::of(&treebank::read(&home.join(&recipe.treebank[0].path))?);
            let sentences: Vec<Sentence> = sentences.into_iter().map(closed_up).collect();
            sentences.iter().map(|s| morphemes::tokens(s, forms, &nouns)).collect()
        }
    })
}

/// Words with white space inside (`10 000`) without it.
fn closed_up(mut sentence: Sentence) -> Sentence {
    for word in sentence.words.iter_mut().filter(|w| w.form.contains(' ')) {
        word.form.retain(|c| c != ' ');
    }
    sentence
}

/// Lemmas as they are written in the text, not under the headword of a dictionary that gathers several spellings:
/// the fourth part of `UnidicInfo=`.
fn written_lemmas(mut sentence: Sentence) -> Sentence {
    for word in &mut sentence.words {
        let info = word.misc.split('|').find_map(|m| m.strip_prefix("UnidicInfo="));
        if let Some(written) = info.and_then(|i| i.split(',').nth(3)).filter(|w| !w.is_empty()) {
            word.lemma = written.to_owned();
        }
    }
    sentence
}

/// Some files do not say that no white space follows.
fn run_together(mut sentences: Vec<Sentence>) -> Vec<Sentence> {
    let words = || sentences.iter().flat_map(|s| &s.words);
    if words().all(|word| word.space_after) {
        sentences.iter_mut().flat_map(|s| &mut s.words).for_each(|word| word.space_after = false);
    }
    sentences
}
