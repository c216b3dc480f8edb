//! `legation show`: a page of the store, or one fact with all who tell it.

use super::{Asking, Format};
use crate::commands::Common;
use crate::failure::{Outcome, Stop, tell};
use crate::output::{Style, Target, account, terminal_width, visible};
use clap::Args;
use legation_store::ask::{Found, fact, page};
use std::path::Path;

/// Show a page of a store, or the page that a fact is from
#[derive(Args)]
#[command(after_long_help = "Examples:
  legation show https://example.org/page.html --store my.db
  legation show 17 --store my.db                                  a page by its number
  legation show e4f471ea0d764f88 --store my.db --format json      the record that holds a fact

Exit status: 0 done; 1 nothing found; 2 wrong usage or failure.")]
pub struct Show {
    /// Address or name of a page, or key of a fact
    #[arg(value_name = "WHAT", help_heading = "Input")]
    what: String,
    #[command(flatten)]
    asking: Asking,
}

impl Show {
    /// Runs the command.
    pub fn run(self, common: Common) -> Result<Outcome, Stop> {
        let store = self.asking.open()?;
        let found = self.asking.told(fact(&store, &self.what))?.map(|found| found.reading);
        let reading = match found {
            Some(reading) => Some(reading),
            None => self.asking.told(page(&store, &self.what))?,
        };
        let Some(reading) = reading else {
            tell(&format!("no page and no fact `{}` in this store", visible::one_line(&self.what)));
            return Ok(Outcome::NothingFound);
        };
        let mut target = Target::open(None)?;
        match self.asking.usual() {
            Format::Text => {
                let style = Style { on: common.color.on(Target::is_terminal(None)) };
                target.write(&account(&reading.record, style, terminal_width()))?;
            }
            Format::Json | Format::Jsonl => target.json(&reading.record)?,
            Format::Csv => return Err(Stop::Failed("a page is no table; choose text or json".to_owned())),
        }
        target.finish()?;
        Ok(Outcome::Done)
    }
}

/// The fact of a store with this key.
pub fn kept_fact(store: &Path, key: &str) -> Result<Option<Found>, Stop> {
    super::told(store, fact(&super::open_to_ask(store)?, key))
}
