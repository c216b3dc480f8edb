//! `legation languages`: what can be read, and how well; `legation languages check`: what is wrong with a pack.

use super::{Answer, Common};
use crate::failure::{Outcome, Stop};
use crate::output::{Style, Target, table};
use clap::{Args, Subcommand};
use legation::language::check::{self, Finding};
use legation::language::files::{self, KnowledgeFiles};
use legation::language::{self, Listed};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// List the languages with their packs and models
#[derive(Args)]
#[command(after_long_help = "Examples:
  legation languages                     a table
  legation languages --format json       for programs
  legation languages -f json | jq -r '.[].language'")]
pub struct Languages {
    #[command(subcommand)]
    command: Option<Task>,
    /// text or json [default: text on a terminal, else json]
    #[arg(short, long, value_name = "FORMAT", help_heading = "Output", hide_possible_values = true)]
    format: Option<Answer>,
}

/// What else can be done with languages.
#[derive(Subcommand)]
enum Task {
    Check(Check),
}

/// Tell what is wrong with a pack, with file and line
#[derive(Args)]
#[command(after_long_help = "Examples:
  legation languages check knowledge                 all packs of a folder of knowledge
  legation languages check knowledge/languages/pt    one pack

Exit status: 0 nothing is wrong; 1 something may be wrong; 2 a pack cannot be used, wrong usage or failure.")]
struct Check {
    /// A folder of knowledge, or one of its packs
    #[arg(value_name = "DIR", help_heading = "Input")]
    dir: PathBuf,
}

impl Check {
    fn run(&self) -> Result<Outcome, Stop> {
        let (home, tags) = self.packs().ok_or_else(|| {
            let place = self.dir.display();
            Stop::Failed(format!(
                "{place}: holds no language.toml and no languages/; give a pack or a folder of knowledge"
            ))
        })?;
        let files = KnowledgeFiles::over(home);
        let mut target = Target::open(None)?;
        let (mut faults, mut doubts) = (0, 0);
        for tag in &tags {
            for finding in check::pack(&files, tag)? {
                if finding.fault {
                    faults += 1
                } else {
                    doubts += 1
                }
                target.write(&line(&finding))?;
            }
        }
        let packs = if tags.len() == 1 { "1 pack".to_owned() } else { format!("{} packs", tags.len()) };
        target.write(&format!("{packs}: {faults} faults, {doubts} doubts\n"))?;
        target.finish()?;
        match (faults, doubts) {
            (0, 0) => Ok(Outcome::Done),
            (0, _) => Ok(Outcome::NothingFound),
            _ => Err(Stop::Failed("a pack with faults cannot be used; mend the lines named above".to_owned())),
        }
    }

    /// The folder of knowledge, and the packs of it that are meant.
    fn packs(&self) -> Option<(PathBuf, Vec<String>)> {
        let folder = self.dir.canonicalize().ok()?;
        if folder.join("language.toml").is_file() {
            let tag = folder.file_name()?.to_str()?.to_owned();
            return Some((folder.parent().and_then(Path::parent)?.to_owned(), vec![tag]));
        }
        let mut tags = files::packs(&folder);
        tags.sort();
        (!tags.is_empty()).then_some((folder, tags))
    }
}

fn line(finding: &Finding) -> String {
    let place = finding.line.map_or_else(|| finding.file.clone(), |line| format!("{}:{line}", finding.file));
    let kind = if finding.fault { "fault" } else { "doubt" };
    format!("{place}: {kind}: {}\n", finding.message)
}

impl Languages {
    /// Runs the command.
    pub fn run(self, common: Common) -> Result<Outcome, Stop> {
        if let Some(Task::Check(check)) = self.command {
            return check.run();
        }
        let packs = language::list(common.files())?;
        let mut target = Target::open(None)?;
        match Answer::or_usual(self.format) {
            Answer::Json => target.json(&packs.iter().map(object).collect::<Vec<_>>())?,
            Answer::Text => {
                let rows: Vec<_> = packs.iter().map(row).collect();
                let style = Style { on: common.color.on(Target::is_terminal(None)) };
                target.write(&table(
                    &["TAG", "LANGUAGE", "OWN NAME", "STATUS", "WORDS FOR ACTS", "MODEL", "SCORES"],
                    &rows,
                    style,
                ))?;
            }
        }
        target.finish()?;
        Ok(Outcome::Done)
    }
}

/// A pack for programs.
#[derive(Serialize)]
struct Row<'p> {
    language: &'p str,
    name: &'p str,
    own_name: &'p str,
    script: &'p str,
    direction: &'p str,
    status: &'p str,
    triggers: usize,
    model_bytes: usize,
    /// F1 on annotated news.
    scores: BTreeMap<&'p str, f32>,
}

fn object(pack: &Listed) -> Row<'_> {
    let settings = &pack.settings;
    Row {
        language: &settings.tag,
        name: &settings.name,
        own_name: &settings.own_name,
        script: &settings.script,
        direction: &settings.direction,
        status: &settings.status,
        triggers: pack.triggers,
        model_bytes: pack.model_bytes,
        scores: pack.scores.iter().map(|(what, score)| (what.as_str(), *score)).collect(),
    }
}

fn row(pack: &Listed) -> Vec<String> {
    let settings = &pack.settings;
    let model = match pack.model_bytes {
        0 => "none".to_owned(),
        bytes => format!("{:.1} MB", bytes as f64 / 1e6),
    };
    let scores: Vec<String> = pack.scores.iter().map(|(what, score)| format!("{what} {:.0}%", score * 100.0)).collect();
    let scores = if scores.is_empty() { "none".to_owned() } else { scores.join(", ") };
    let text = |text: &String| if text.is_empty() { "-".to_owned() } else { text.clone() };
    vec![
        settings.tag.clone(),
        text(&settings.name),
        text(&settings.own_name),
        text(&settings.status),
        pack.triggers.to_string(),
        model,
        scores,
    ]
}
