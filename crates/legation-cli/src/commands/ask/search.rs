//! `legation search`: pages by their words.

use super::listing::Tabled;
use super::{Asking, Filters};
use crate::commands::Common;
use crate::failure::{Outcome, Stop, tell};
use clap::Args;
use legation_store::ask::{Hit, search};

/// Find pages by their words, in every script
#[derive(Args)]
#[command(after_long_help = "Examples:
  legation search \"kerja sama\" pertahanan --store my.db
  legation search \"quoc phong\" --store my.db              marks of letters need not be written
  legation search minist* --store my.db --lang id,en

All words must be on the page; words in quotation marks stand together.
Exit status: 0 done; 1 nothing found; 2 wrong usage or failure.")]
pub struct Search {
    /// Words
    #[arg(value_name = "WORDS", required = true, help_heading = "Input")]
    words: Vec<String>,
    #[command(flatten)]
    asking: Asking,
    #[command(flatten)]
    filters: Filters,
}

impl Search {
    /// Runs the command.
    pub fn run(self, common: Common) -> Result<Outcome, Stop> {
        let store = self.asking.open()?;
        let filter = self.filters.read(&store, &self.asking.store)?;
        // What the shell left together stands together.
        let phrase =
            |word: &String| if word.contains(char::is_whitespace) { format!("\"{word}\"") } else { word.clone() };
        let question = self.words.iter().map(phrase).collect::<Vec<_>>().join(" ");
        let part = self.asking.part(self.asking.usual());
        let Some(rows) = self.asking.told(search(&store, &question, &filter, part))? else {
            return Err(Stop::Failed("there is no letter or digit in the question; give words".to_owned()));
        };
        let nothing = rows.count == 0;
        self.asking.list::<Hit>(&rows, common.color)?;
        if nothing {
            tell("nothing found; try fewer words, or a word's beginning with *");
        }
        Ok(if nothing { Outcome::NothingFound } else { Outcome::Done })
    }
}

impl Tabled for Hit {
    fn headings() -> Vec<&'static str> {
        vec!["DATE", "LANGUAGE", "PUBLISHER", "STORY", "FACTS", "LINE"]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.date.clone().unwrap_or_default(),
            self.language.clone(),
            self.publisher.clone().unwrap_or_default(),
            self.story.to_string(),
            self.facts.len().to_string(),
            self.line.clone().or_else(|| self.title.clone()).unwrap_or_default(),
        ]
    }
}
