//! `legation stories`: many pages, one story.

use super::listing::Tabled;
use super::{Asking, Filters};
use crate::commands::Common;
use crate::failure::{Outcome, Stop};
use clap::Args;
use legation_store::ask::{StoryRow, stories};

/// Show stories and how many pages tell them
#[derive(Args)]
pub struct StoreStories {
    /// Only stories with at least so many pages
    #[arg(long, value_name = "N", default_value_t = 1, help_heading = "Filters")]
    pages: u64,
    #[command(flatten)]
    asking: Asking,
    #[command(flatten)]
    filters: Filters,
}

impl StoreStories {
    /// Runs the command.
    pub fn run(self, common: Common) -> Result<Outcome, Stop> {
        let store = self.asking.open()?;
        let filter = self.filters.read(&store, &self.asking.store)?;
        let part = self.asking.part(self.asking.usual());
        let rows = self.asking.told(stories(&store, &filter, self.pages, part))?;
        self.asking.list(&rows, common.color)
    }
}

impl Tabled for StoryRow {
    fn headings() -> Vec<&'static str> {
        vec!["STORY", "FROM", "PAGES", "LANGUAGES", "ACTS", "TITLE"]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.story.to_string(),
            self.from.clone().unwrap_or_default(),
            self.pages.to_string(),
            self.languages.join(" "),
            self.acts.to_string(),
            self.title.clone().unwrap_or_default(),
        ]
    }
}
