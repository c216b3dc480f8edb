//! Score tables and model cards.

use std::fmt::Write as _;
use std::path::Path;

use legation::analysis::Models;

use crate::names::{self, Kinds};
use crate::recipe::{Recipe, Scheme, Treebank};
use crate::{Failure, corpus};
use crate::{raw, score};

/// Scores on all test parts, as Markdown tables.
pub fn table(home: &Path, recipe: &Recipe, kinds: &Kinds, models: &Models) -> Result<String, Failure> {
    let mut out = String::new();
    writeln!(
        out,
        "| test part | tokens | UPOS | tag | lemma | unseen lemma | UAS | LAS | token F1 | sentence F1 | tokens/s |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|---|---|---|---|")?;
    let mut cut_here = Vec::new();
    for path in &recipe.tests {
        let sentences = corpus::read(home, &Treebank::test(path), recipe)?;
        let scores = raw::scores(models, &sentences, recipe.writing.needs_cutter());
        cut_here.push((path, scores));
        let Some(syntax) = &models.syntax else { continue };
        let s = score::syntax(syntax, &models.lexicon, &sentences);
        let shares = [s.upos, s.labels, s.lemmas, s.unseen_lemmas, s.unlabelled, s.labelled]
            .map(|s| format!("{:.1}", s.percent()));
        let (tokens, ends) = (scores.tokens.f1(), scores.sentences.f1());
        let speed = (s.tokens_a_second / 1000.0).round() * 1000.0;
        writeln!(out, "| {path} | {} | {} | {tokens:.1} | {ends:.1} | {speed} |", s.tokens, shares.join(" | "))?;
    }
    if recipe.writing.needs_cutter() {
        writeln!(out, "\n| running text, own tokens | UPOS F1 | UAS F1 | LAS F1 |\n|---|---|---|---|")?;
        for (path, scores) in &cut_here {
            let shares = [scores.upos, scores.unlabelled, scores.labelled].map(|f| format!("{:.1}", f.f1()));
            writeln!(out, "| {path} | {} |", shares.join(" | "))?;
        }
    }
    writeln!(out, "\n| name test part | F1 |\n|---|---|")?;
    for corpus in &recipe.name_tests {
        let sentences = names::read(home, corpus, kinds, models)?;
        let Some(finder) = &models.names else { continue };
        writeln!(out, "| {} | {:.1} |", corpus.path, score::names(finder, &sentences).f1())?;
    }
    Ok(out)
}

/// The model card.
pub fn card(recipe: &Recipe, tag: &str, lists: &str, bytes: usize, before: &str, after: &str) -> String {
    let row = |path: &str, learned: &str| format!("| {path} | {learned} |\n");
    let mut corpora: String = recipe
        .treebank
        .iter()
        .map(|t| row(&t.path, if t.scheme == Scheme::Today { "tags, lemmas, heads, relations, cuts" } else { "heads" }))
        .collect();
    corpora.extend(recipe.names.iter().map(|n| row(&n.path, "names")));
    format!(
        "# Model card: {name} (`{tag}.model`)

Tagger, lemmatiser, dependency parser (Universal Dependencies) and name finder: averaged perceptrons over hashed features, {bytes} bytes.
Licence of the model: {licence}, as its corpora demand; it is not under the licence of the program.
Sources and licences of the corpora: `docs/models.md`.

| corpus | what was learned |
|---|---|
{corpora}
Trained with

    cargo run --release -p legation-train -- syntax {tag} --corpora DIR{lists}

The same corpora, lists and tables of names give the same bytes.

## Scores

On the corpora's own test parts, from which nothing was learned.
Tags to relations are scored on the treebank's tokens; token and sentence F1 on its running text; speed is one thread's in processor time, words to relations.

As shipped:

{after}
Before rounding:

{before}",
        name = recipe.name,
        licence = recipe.licence,
    )
}
