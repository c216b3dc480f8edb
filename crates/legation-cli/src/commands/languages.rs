//! `legation languages`: what can be read, and how well.

use super::{Answer, Common};
use crate::failure::{Outcome, Stop};
use crate::output::{Style, Target, table};
use clap::Args;
use legation::language::{self, Listed};
use serde::Serialize;
use std::collections::BTreeMap;

/// List the languages with their packs and models
#[derive(Args)]
#[command(after_long_help = "Examples:
  legation languages                     a table
  legation languages --format json       for programs
  legation languages -f json | jq -r '.[].language'")]
pub struct Languages {
    /// text or json [default: text on a terminal, else json]
    #[arg(short, long, value_name = "FORMAT", help_heading = "Output", hide_possible_values = true)]
    format: Option<Answer>,
}

impl Languages {
    /// Runs the command.
    pub fn run(self, common: Common) -> Result<Outcome, Stop> {
        let packs = language::list(common.files())?;
        let mut target = Target::open(None)?;
        match Answer::or_usual(self.format) {
            Answer::Json => target.json(&packs.iter().map(object).collect::<Vec<_>>())?,
            Answer::Text => {
                let rows: Vec<_> = packs.iter().map(row).collect();
                let style = Style { on: common.color.on(Target::is_terminal(None)) };
                target.write(&table(
                    ["TAG", "LANGUAGE", "OWN NAME", "STATUS", "WORDS FOR ACTS", "MODEL", "SCORES"],
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

fn row(pack: &Listed) -> [String; 7] {
    let settings = &pack.settings;
    let model = match pack.model_bytes {
        0 => "none".to_owned(),
        bytes => format!("{:.1} MB", bytes as f64 / 1e6),
    };
    let scores: Vec<String> = pack.scores.iter().map(|(what, score)| format!("{what} {:.0}%", score * 100.0)).collect();
    let scores = if scores.is_empty() { "none".to_owned() } else { scores.join(", ") };
    let text = |text: &String| if text.is_empty() { "-".to_owned() } else { text.clone() };
    [
        settings.tag.clone(),
        text(&settings.name),
        text(&settings.own_name),
        text(&settings.status),
        pack.triggers.to_string(),
        model,
        scores,
    ]
}
