//! `legation actors`: who they are, in which offices, under which names.

use super::listing::Tabled;
use super::{Asking, Filters};
use crate::commands::Common;
use crate::failure::{Outcome, Stop};
use clap::Args;
use legation_store::ask::{ActorRow, actors};

/// Show actors with their names in all scripts and their offices over time
#[derive(Args)]
#[command(after_long_help = "Examples:
  legation actors --store my.db                     those on most pages first
  legation actors JPN.GOV --store my.db
  legation actors \"Gen Nakatani\" --store my.db --format json")]
pub struct Actors {
    /// A code or a name; the same as --actor
    #[arg(value_name = "WHO", help_heading = "Input")]
    who: Option<String>,
    #[command(flatten)]
    asking: Asking,
    #[command(flatten)]
    filters: Filters,
}

impl Actors {
    /// Runs the command.
    pub fn run(self, common: Common) -> Result<Outcome, Stop> {
        let store = self.asking.open()?;
        let mut filter = self.filters.read(&store, &self.asking.store)?;
        filter.actor = self.who.or(filter.actor);
        let rows = self.asking.told(actors(&store, &filter, self.asking.part(self.asking.usual())))?;
        self.asking.list(&rows, common.color)
    }
}

impl Tabled for ActorRow {
    fn headings() -> Vec<&'static str> {
        vec!["NAME", "KIND", "CODE", "PAGES", "ACTS", "QUOTES", "OFFICES AND OTHER NAMES"]
    }

    fn cells(&self) -> Vec<String> {
        let offices = self.offices.iter().map(|office| {
            let (from, until) = (office.from.as_deref().unwrap_or("?"), office.until.as_deref().unwrap_or("?"));
            format!("{} {from} to {until}", office.office)
        });
        let others = self.names.iter().filter(|name| **name != self.name).cloned();
        vec![
            self.name.clone(),
            self.kind.clone(),
            self.code.clone().unwrap_or_default(),
            self.pages.to_string(),
            self.acts.to_string(),
            self.quotes.to_string(),
            offices.chain(others).collect::<Vec<_>>().join("; "),
        ]
    }
}
