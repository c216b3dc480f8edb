//! Trains the models from treebanks and corpora.
//!
//! `legation-train syntax TAG --corpora DIR [--out DIR]` trains one language and writes its model and model card.
//! `legation-train confidence --gold DIR` learns how probable facts are from annotated news.
//! `legation-train naming --sources DIR` learns to name languages and writes model and model card.
//! `legation-train evaluate TAG --corpora DIR [--out DIR]` scores the model that is there.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use legation::analysis::{Cutter, Letters, Models, Weights};

mod archive;
mod arcs;
mod confidence;
mod corpus;
mod cuts;
mod cutter;
mod entities;
mod lemmas;
mod lexicon;
mod marked;
mod morphemes;
mod names;
mod naming;
mod older;
mod pieces;
mod raw;
mod recipe;
mod relations;
mod report;
mod score;
mod syntax;
mod table;
mod tagged;
mod tagger;
mod treebank;

use names::Kinds;
use recipe::{Recipe, Recipes, Scheme, Table};
use tagged::TaggedWords;

/// What went wrong; a developer reads it.
type Failure = Box<dyn std::error::Error>;

const USAGE: &str = "usage: legation-train syntax|evaluate TAG --corpora DIR [--knowledge DIR] [--out DIR] [--tagged FILE] [--words FILE] [--segmented FILE] [--variants FILE]";

fn main() -> ExitCode {
    match run(std::env::args().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("legation-train: {failure}");
            ExitCode::from(2)
        }
    }
}

/// The command line.
struct Arguments {
    command: String,
    tag: String,
    corpora: PathBuf,
    knowledge: PathBuf,
    models: Option<PathBuf>,
    /// Lists of tagged words, a word and its tag a line.
    tagged: Vec<PathBuf>,
    /// Lists of words for the cutter's dictionary, one a line.
    words: Vec<PathBuf>,
    /// Texts whose words another program cut.
    segmented: Vec<PathBuf>,
    /// Lists of variant characters, each with a tab and what it is taken for.
    variants: Vec<PathBuf>,
}

impl Arguments {
    fn read(words: Vec<String>) -> Result<Arguments, Failure> {
        let (mut plain, mut corpora, mut models) = (Vec::new(), None, None);
        let (mut tagged, mut segmented, mut variants) = (Vec::new(), Vec::new(), Vec::new());
        let (mut dictionary, mut knowledge) = (Vec::new(), PathBuf::from("knowledge"));
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--corpora" => corpora = words.next().map(PathBuf::from),
                "--tagged" => tagged.push(words.next().ok_or(USAGE)?.into()),
                "--words" => dictionary.push(words.next().ok_or(USAGE)?.into()),
                "--segmented" => segmented.push(words.next().ok_or(USAGE)?.into()),
                "--variants" => variants.push(words.next().ok_or(USAGE)?.into()),
                "--knowledge" => knowledge = words.next().ok_or(USAGE)?.into(),
                "--out" => models = words.next().map(PathBuf::from),
                _ => plain.push(word),
            }
        }
        let [command, tag] = <[String; 2]>::try_from(plain).map_err(|_| USAGE)?;
        Ok(Arguments {
            command,
            tag,
            corpora: corpora.ok_or(USAGE)?,
            knowledge,
            models,
            tagged,
            words: dictionary,
            segmented,
            variants,
        })
    }

    /// The options that name lists.
    fn lists(&self) -> String {
        let options = [
            ("--tagged", &self.tagged),
            ("--words", &self.words),
            ("--segmented", &self.segmented),
            ("--variants", &self.variants),
        ];
        let named = |path: &PathBuf| path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        options
            .iter()
            .flat_map(|(option, paths)| paths.iter().map(move |p| format!(" {option} {}", named(p))))
            .collect()
    }

    fn file(&self, ending: &str) -> PathBuf {
        let folder = self.models.clone().unwrap_or_else(|| self.knowledge.join("models"));
        folder.join(format!("{}.{ending}", self.tag))
    }
}

fn run(words: Vec<String>) -> Result<(), Failure> {
    if let Some(("confidence", rest)) = words.split_first().map(|(first, rest)| (first.as_str(), rest)) {
        return confidence::run(rest);
    }
    if let Some(("naming", rest)) = words.split_first().map(|(first, rest)| (first.as_str(), rest)) {
        return naming::run(rest);
    }
    let arguments = Arguments::read(words)?;
    let recipes = Recipes::read()?;
    let recipe = recipes.language(&arguments.tag)?;
    let kinds = Kinds::new(&recipes.kinds)?;
    match arguments.command.as_str() {
        "syntax" => train(&arguments, recipe, &kinds, &recipes.tables),
        "evaluate" => evaluate(&arguments, recipe, &kinds),
        _ => Err(USAGE.into()),
    }
}

fn train(arguments: &Arguments, recipe: &Recipe, kinds: &Kinds, tables: &[Table]) -> Result<(), Failure> {
    let started = Instant::now();
    let home = &arguments.corpora;
    let mut today = sentences(home, recipe, Scheme::Today)?;
    let letters = letters(arguments, recipe)?;
    today.iter_mut().for_each(|sentence| sentence.fold(&letters));
    let lists = arguments.tagged.iter().map(|path| TaggedWords::read(path)).collect::<Result<Vec<_>, _>>()?;
    let cuts = cuts::learn(&today, &lists);
    let older = syntax::cut_as_today(&sentences(home, recipe, Scheme::Older)?, &cuts);
    let names = TaggedWords::of_names(&arguments.knowledge, tables, &arguments.tag, recipe.writing)?;
    let mut lexicon = lexicon::learn(&today, &lists, &names);
    lexicon.letters = letters;
    let words = arguments.words.iter().map(|path| TaggedWords::bare(path)).collect::<Result<Vec<_>, _>>()?;
    let dictionary = cutter::dictionary(lists.iter().chain(&words).chain([&names]), &lexicon.letters);
    let mut running = today.clone();
    for path in &arguments.segmented {
        running.extend(cutter::segmented(path)?);
    }
    let cutter = recipe.writing.needs_cutter().then(|| cutter::train(&running, &lexicon.letters, &dictionary));
    let learned = syntax::learn(&today, &older, &lexicon, recipe.trainings)?;
    let cutters = |weights: fn(&table::Table) -> Weights| -> Result<Option<Cutter>, Failure> {
        Ok(cutter.as_ref().map(|table| Cutter::new(weights(table), dictionary.clone())).transpose()?)
    };
    let fine = Models {
        cuts: cuts.clone(),
        cutter: cutters(cutter::fine)?,
        lexicon: lexicon.clone(),
        syntax: Some(learned.fine()?),
        names: None,
    };
    let shipped =
        Models { cuts, cutter: cutters(cutter::rounded)?, lexicon, syntax: Some(learned.rounded()?), names: None };
    let mut named = Vec::new();
    for corpus in &recipe.names {
        for _ in 0..corpus.copies {
            named.extend(names::read(home, corpus, kinds, &shipped)?);
        }
    }
    let finder = if named.is_empty() { None } else { names::train(&named) };
    let fine = Models { names: finder.as_ref().map(names::fine).transpose()?, ..fine };
    let shipped = Models { names: finder.as_ref().map(names::rounded).transpose()?, ..shipped };
    println!("trained in {:.0} s", started.elapsed().as_secs_f64());

    let bytes = shipped.to_bytes();
    std::fs::write(arguments.file("model"), &bytes)?;
    let before = report::table(home, recipe, kinds, &fine)?;
    let after = report::table(home, recipe, kinds, &Models::load(&bytes)?)?;
    println!("as trained\n{before}\nas shipped, {} bytes\n{after}", bytes.len());
    let card = report::card(recipe, &arguments.tag, &arguments.lists(), bytes.len(), &before, &after);
    std::fs::write(arguments.file("md"), card)?;
    Ok(())
}

/// How the language's characters are folded.
fn letters(arguments: &Arguments, recipe: &Recipe) -> Result<Letters, Failure> {
    let mut variants = Vec::new();
    for path in &arguments.variants {
        variants.extend(tagged::variants(path)?);
    }
    if recipe.elides {
        variants.push(('\u{2019}', '\''));
    }
    Ok(Letters::new(recipe.writing.needs_cutter(), variants))
}

fn sentences(home: &Path, recipe: &Recipe, scheme: Scheme) -> Result<Vec<treebank::Sentence>, Failure> {
    let mut sentences = Vec::new();
    for treebank in recipe.treebank.iter().filter(|t| t.scheme == scheme) {
        sentences.extend(corpus::read(home, treebank, recipe)?);
    }
    Ok(sentences)
}

fn evaluate(arguments: &Arguments, recipe: &Recipe, kinds: &Kinds) -> Result<(), Failure> {
    let path = arguments.file("model");
    let bytes = std::fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let started = Instant::now();
    let models = Models::load(&bytes)?;
    println!("{} bytes, loaded in {:.0} ms", bytes.len(), started.elapsed().as_secs_f64() * 1000.0);
    print!("{}", report::table(&arguments.corpora, recipe, kinds, &models)?);
    Ok(())
}
