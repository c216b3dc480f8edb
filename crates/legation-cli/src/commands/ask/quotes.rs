//! `legation quotes`: who said what.

use super::listing::Tabled;
use super::{Asking, Filters};
use crate::commands::Common;
use crate::failure::{Outcome, Stop};
use clap::Args;
use legation_store::ask::{QuoteRow, quotes};

/// Show who said what, newest page first
#[derive(Args)]
#[command(after_long_help = "Examples:
  legation quotes --store my.db --by \"Gen Nakatani\"
  legation quotes --store my.db --by IGO:UN
  legation quotes --store my.db --by KOR --when 2025-09 --format jsonl")]
pub struct Quotes {
    /// Who said it: a code or a name
    #[arg(long, value_name = "WHO", help_heading = "Filters")]
    by: Option<String>,
    #[command(flatten)]
    asking: Asking,
    #[command(flatten)]
    filters: Filters,
}

impl Quotes {
    /// Runs the command.
    pub fn run(self, common: Common) -> Result<Outcome, Stop> {
        let store = self.asking.open()?;
        let mut filter = self.filters.read(&store, &self.asking.store)?;
        filter.actor = self.by.or(filter.actor);
        let rows = self.asking.told(quotes(&store, &filter, self.asking.part(self.asking.usual())))?;
        self.asking.list(&rows, common.color)
    }
}

impl Tabled for QuoteRow {
    fn headings() -> Vec<&'static str> {
        vec!["PAGE", "WHO", "HOW", "WORDS"]
    }

    fn cells(&self) -> Vec<String> {
        let words = if self.direct { format!("\"{}\"", self.text) } else { self.text.clone() };
        vec![
            self.page_date.clone().unwrap_or_default(),
            if self.speaker_names.is_empty() { self.speakers.join(" ") } else { self.speaker_names.clone() },
            self.strength.clone().unwrap_or_default(),
            words,
        ]
    }
}
