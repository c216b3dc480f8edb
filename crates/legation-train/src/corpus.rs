//! Treebank files as the models see them: their words cut as running text is.

use std::path::Path;

use crate::morphemes::{self, Nouns};
use crate::recipe::{Recipe, Writing};
use crate::treebank::{self, Sentence};
use crate::{Failure, pieces};

/// All sentences of a file.
pub fn read(home: &Path, path: &str, recipe: &Recipe) -> Result<Vec<Sentence>, Failure> {
    let sentences = treebank::read(&home.join(path))?;
    Ok(match recipe.writing {
        Writing::Words => sentences.into_iter().map(closed_up).collect(),
        Writing::Syllables => sentences.iter().map(pieces::syllables).collect(),
        Writing::Dense => sentences.into_iter().map(closed_up).map(written_lemmas).collect(),
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
