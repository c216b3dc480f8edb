//! `legation dyad`: what passes between two states.

use super::listing::Tabled;
use super::{Asking, Filters, Format};
use crate::commands::Common;
use crate::failure::{Outcome, Stop};
use crate::output::{Target, csv};
use clap::Args;
use legation_store::Store;
use legation_store::ask::{Month, Rows, Who, dyad};

/// Show what passes between two states, month by month
#[derive(Args)]
#[command(after_long_help = "Examples:
  legation dyad JPN KOR --store my.db
  legation dyad JPN KOR --store my.db --format csv        the months
  legation dyad JPN KOR --store my.db --format json       the months and the latest acts

cooperation and conflict are sums of PLOVER scores of acts that happened. pages counts all pages read of that month: a \
month without pages is not a quiet month.")]
pub struct Dyads {
    /// A state or organisation: its code or name
    #[arg(value_name = "A", help_heading = "Input")]
    one: String,
    /// Another
    #[arg(value_name = "B", help_heading = "Input")]
    other: String,
    #[command(flatten)]
    asking: Asking,
    #[command(flatten)]
    filters: Filters,
}

impl Dyads {
    /// Runs the command.
    pub fn run(self, common: Common) -> Result<Outcome, Stop> {
        let store = self.asking.open()?;
        let filter = self.filters.read(&store, &self.asking.store)?;
        let (one, other) = (self.code(&store, &self.one)?, self.code(&store, &self.other)?);
        let format = self.asking.usual();
        let part = self.asking.part(Format::Text);
        let dyad = self.asking.told(dyad(&store, &one, &other, &filter, part))?;
        let months = Rows { count: dyad.months.len() as u64, rows: dyad.months.clone(), next: None };
        match format {
            Format::Json => {
                let mut target = Target::open(None)?;
                target.json(&dyad)?;
                target.finish()?;
            }
            Format::Csv => {
                let mut target = Target::open(None)?;
                target.write(&csv::table(&months.rows))?;
                target.finish()?;
            }
            Format::Jsonl => drop(self.asking.list(&months, common.color)?),
            Format::Text => {
                self.asking.list(&months, common.color)?;
                let acts = Rows { count: dyad.count, next: part_next(dyad.acts.len(), dyad.count), rows: dyad.acts };
                let mut target = Target::open(None)?;
                target.write("\n")?;
                target.finish()?;
                self.asking.list(&acts, common.color)?;
            }
        }
        Ok(Outcome::Done)
    }

    fn code(&self, store: &Store, name: &str) -> Result<String, Stop> {
        match self.asking.told(store.who(name))? {
            Who::Code(code) => Ok(code),
            Who::Actors(_) => Err(Stop::Failed(format!(
                "`{name}` is no state or organisation of this store; give a code such as JPN"
            ))),
        }
    }
}

fn part_next(shown: usize, count: u64) -> Option<u64> {
    let shown = shown as u64;
    (shown < count).then_some(shown)
}

impl Tabled for Month {
    fn headings() -> Vec<&'static str> {
        vec!["MONTH", "COOPERATION", "CONFLICT", "ACTS", "PAGES READ"]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.month.clone(),
            format!("{:.1}", self.cooperation),
            format!("{:.1}", self.conflict),
            self.acts.to_string(),
            self.pages.to_string(),
        ]
    }
}
