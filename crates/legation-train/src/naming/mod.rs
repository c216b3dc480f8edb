//! Learning to name languages: `legation-train naming --sources DIR [--out DIR]`.

mod learn;
mod lingua;
mod random;
mod recipe;
mod words;

use std::path::{Path, PathBuf};
use std::time::Instant;

use legation::language::detect::letters::Alphabet;
use legation::language::detect::naming::{Head, write};

use crate::Failure;
use learn::Task;
use recipe::{Recipe, ScriptRecipe};
use words::Words;

const USAGE: &str = "usage: legation-train naming --sources DIR [--out FILE]";
/// What a weight of one is worth, in nats; weights of 127 and more are cut.
const STEP: f32 = 0.05;

/// Runs the command.
pub fn run(words: &[String]) -> Result<(), Failure> {
    let (mut sources, mut out) = (None, PathBuf::from("knowledge/models/naming.model"));
    for pair in words.chunks(2) {
        match pair {
            [name, value] if name == "--sources" => sources = Some(PathBuf::from(value)),
            [name, value] if name == "--out" => out = value.into(),
            _ => return Err(USAGE.into()),
        }
    }
    let sources = sources.ok_or(USAGE)?;
    let recipe = Recipe::read()?;
    let script = recipe.script.iter().map(ScriptRecipe::script).collect();
    let head = Head { step: STEP, unseen: recipe.unseen.clone(), script };
    let alphabet = Alphabet::new(&head.script, &head.unseen);
    let mut tables = Vec::new();
    for (n, script) in recipe.script.iter().enumerate() {
        tables.push(table(&sources, &recipe, (n, script), &alphabet)?);
    }
    let file = write(head, &tables)?;
    println!("{} bytes", file.len());
    std::fs::write(&out, file)?;
    Ok(())
}

/// The weights of one script, language by language, rounded; nothing where it has one language.
fn table(
    home: &Path,
    recipe: &Recipe,
    (n, script): (usize, &ScriptRecipe),
    alphabet: &Alphabet,
) -> Result<Vec<i8>, Failure> {
    let languages = &script.languages;
    if languages.len() < 2 {
        return Ok(Vec::new());
    }
    let started = Instant::now();
    let facts = script.script();
    let read = |l: &recipe::LanguageRecipe| Ok::<_, Failure>((Words::read(home, l, recipe)?, l.weight));
    let languages = languages.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let width = languages.len();
    let task = Task { script: n, alphabet, plan: facts.plan(), bits: facts.bits, languages };
    let weights = learn::learn(&task);
    println!("{} languages learned in {:.0} s", width, started.elapsed().as_secs_f64());
    let round = |weight: &f32| (weight / STEP).round().clamp(-127.0, 127.0) as i8;
    Ok((0..width).flat_map(|language| weights.iter().skip(language).step_by(width).map(round)).collect())
}
