//! Treebank files as the models see them: their words cut as running text is.

use std::path::Path;

use crate::recipe::{Recipe, Writing};
use crate::treebank::{self, Sentence};
use crate::{Failure, pieces};

/// All sentences of a file.
pub fn read(path: &Path, recipe: &Recipe) -> Result<Vec<Sentence>, Failure> {
    let sentences = treebank::read(path)?;
    Ok(match recipe.writing {
        Writing::Words => sentences.into_iter().map(closed_up).collect(),
        Writing::Syllables => sentences.iter().map(pieces::syllables).collect(),
        Writing::Dense => sentences.into_iter().map(closed_up).map(written_lemmas).collect(),
        Writing::Morphemes => sentences.into_iter().map(closed_up).collect(),
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
