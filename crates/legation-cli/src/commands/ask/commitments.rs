//! `legation commitments`: promises and what came of them.

use super::listing::Tabled;
use super::{Asking, Filters};
use crate::commands::Common;
use crate::failure::{Outcome, Stop};
use clap::{Args, ValueEnum};
use legation_store::ask::{PromiseRow, State, Wanted, When, promises};

/// Show promises: overdue, due and open ones first, then what later facts show of the others
#[derive(Args)]
#[command(after_long_help = "Examples:
  legation commitments --store my.db --due before:2026-12
  legation commitments --store my.db --actor JPN --state overdue,due
  legation commitments --store my.db --format json        with every change and the fact that shows it

overdue says only that no later fact in this store answers the promise; broken is said on the evidence of a fact.")]
pub struct Commitments {
    /// By when: 2026-12, before:2026-12, 2026-01/2026-06
    #[arg(long, value_name = "DAYS", help_heading = "Filters")]
    due: Option<String>,
    /// overdue, due, open, broken, renewed, kept, untracked
    #[arg(long, value_name = "STATE", value_delimiter = ',', help_heading = "Filters", hide_possible_values = true)]
    state: Vec<Stand>,
    #[command(flatten)]
    asking: Asking,
    #[command(flatten)]
    filters: Filters,
}

/// Names of states on the command line.
#[derive(Clone, Copy, ValueEnum)]
enum Stand {
    Overdue,
    Due,
    Open,
    Broken,
    Renewed,
    Kept,
    Untracked,
}

impl From<Stand> for State {
    fn from(stand: Stand) -> State {
        match stand {
            Stand::Overdue => State::Overdue,
            Stand::Due => State::Due,
            Stand::Open => State::Open,
            Stand::Broken => State::Broken,
            Stand::Renewed => State::Renewed,
            Stand::Kept => State::Kept,
            Stand::Untracked => State::Untracked,
        }
    }
}

impl Commitments {
    /// Runs the command.
    pub fn run(self, common: Common) -> Result<Outcome, Stop> {
        let store = self.asking.open()?;
        let today = self.asking.told(store.last_day())?;
        let due = self.due.as_deref().map(|text| When::read(text, today).map_err(Stop::Failed)).transpose()?;
        let wanted = Wanted {
            filter: self.filters.read(&store, &self.asking.store)?,
            due: due.unwrap_or_default(),
            states: self.state.iter().copied().map(State::from).collect(),
        };
        let rows = self.asking.told(promises(&store, &wanted, self.asking.part(self.asking.usual())))?;
        self.asking.list(&rows, common.color)
    }
}

impl Tabled for PromiseRow {
    fn headings() -> Vec<&'static str> {
        vec!["STATE", "DUE", "WHO", "TO", "TOLD", "PAGES", "WHAT"]
    }

    fn cells(&self) -> Vec<String> {
        let state = serde_json::to_value(self.state).ok();
        vec![
            state.as_ref().and_then(|state| state.as_str()).unwrap_or_default().to_owned(),
            self.due.clone().or_else(|| self.cadence.clone()).unwrap_or_default(),
            if self.by.is_empty() { self.by_names.clone() } else { self.by.join(" ") },
            self.to.join(" "),
            self.told.clone().unwrap_or_default(),
            self.witnesses.to_string(),
            self.action.clone(),
        ]
    }
}
