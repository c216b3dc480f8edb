//! `legation timeline`: what happened, one act with all who tell it.

use super::listing::Tabled;
use super::{Asking, Filters};
use crate::commands::Common;
use crate::failure::{Outcome, Stop};
use clap::Args;
use legation_store::ask::{ActRow, timeline};

/// Show what happened, newest first; an act told by many pages is one row
#[derive(Args)]
#[command(after_long_help = "Examples:
  legation timeline --store my.db --when 2025-09
  legation timeline --store my.db --actor JPN --with KOR --type CONSULT
  legation timeline --store my.db --actor Nakatani --format csv >acts.csv")]
pub struct Timeline {
    #[command(flatten)]
    asking: Asking,
    #[command(flatten)]
    filters: Filters,
}

impl Timeline {
    /// Runs the command.
    pub fn run(self, common: Common) -> Result<Outcome, Stop> {
        let store = self.asking.open()?;
        let filter = self.filters.read(&store, &self.asking.store)?;
        let rows = self.asking.told(timeline(&store, &filter, self.asking.part(self.asking.usual())))?;
        self.asking.list(&rows, common.color)
    }
}

impl Tabled for ActRow {
    fn headings() -> Vec<&'static str> {
        vec!["DATE", "ACT", "WHO", "WHOM", "PAGES", "SENTENCE"]
    }

    fn cells(&self) -> Vec<String> {
        let date = self.date.clone().or_else(|| self.day.as_ref().map(|day| format!("({day})"))).unwrap_or_default();
        let mode = self.mode.as_ref().map_or_else(String::new, |mode| format!(" {mode}"));
        let status = if self.status == "actual" { String::new() } else { format!(" ({})", self.status) };
        let doubt = if self.contradicted_by.is_empty() { "" } else { " !" };
        vec![
            date,
            format!("{}{mode}{status}{doubt}", self.kind),
            self.source.join(" "),
            self.target.join(" "),
            self.witnesses.to_string(),
            self.told.sentence.clone(),
        ]
    }
}
