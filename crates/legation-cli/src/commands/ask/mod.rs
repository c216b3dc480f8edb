//! Questions to a store: what they share.

mod actors;
mod commitments;
mod dyad;
mod listing;
mod quotes;
mod search;
mod show;
pub mod stories;
mod timeline;

pub use actors::Actors;
pub use commitments::Commitments;
pub use dyad::Dyads;
pub use quotes::Quotes;
pub use search::Search;
pub use show::{Show, kept_fact};
pub use timeline::Timeline;

use super::shop::{open_to_ask, told};
use crate::failure::Stop;
use clap::{Args, ValueEnum};
use legation_store::Store;
use legation_store::ask::{Filter, Part, When};
use std::path::{Path, PathBuf};

/// The store that is asked, and how the answer is written.
#[derive(Args)]
pub struct Asking {
    /// The store
    #[arg(short, long, value_name = "FILE", env = "LEGATION_STORE", hide_env = true, help_heading = "Store")]
    pub store: PathBuf,
    #[command(flatten)]
    pub listing: Listing,
}

/// How an answer is written.
#[derive(Args)]
pub struct Listing {
    /// text, json, jsonl or csv [default: text on a terminal, else json]
    #[arg(short, long, value_name = "FORMAT", help_heading = "Output", hide_possible_values = true)]
    pub format: Option<Format>,
    /// At most so many rows; 0 for all [default: 50; all with csv and jsonl]
    #[arg(long, value_name = "N", help_heading = "Output")]
    pub size: Option<u64>,
    /// Pass over so many rows
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, help_heading = "Output")]
    pub skip: u64,
}

/// How answers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table for people
    Text,
    /// One JSON value: count, rows, next
    Json,
    /// One row a line
    Jsonl,
    /// One row a line, lists joined by a semicolon
    Csv,
}

/// What every question can be narrowed by.
#[derive(Args, Clone, Default)]
pub struct Filters {
    /// Someone who takes part: a code (JPN, JPN.GOV, IGO:UN) or a name
    #[arg(long, value_name = "WHO", help_heading = "Filters")]
    pub actor: Option<String>,
    /// Someone else who takes part
    #[arg(long, value_name = "WHO", help_heading = "Filters")]
    pub with: Option<String>,
    /// PLOVER types, such as CONSULT
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',', help_heading = "Filters")]
    pub types: Vec<String>,
    /// PLOVER modes, such as visit
    #[arg(long, value_name = "MODE", value_delimiter = ',', help_heading = "Filters")]
    pub mode: Vec<String>,
    /// actual, future, negated or hypothetical
    #[arg(long, value_name = "STATUS", value_delimiter = ',', help_heading = "Filters")]
    pub status: Vec<String>,
    /// When it happened: 2025-09, 2025-08/2025-09, before:2026-12, P3W/
    #[arg(long, value_name = "DAYS", help_heading = "Filters")]
    pub when: Option<String>,
    /// When pages told it, in the same form
    #[arg(long, value_name = "DAYS", help_heading = "Filters")]
    pub seen: Option<String>,
    /// Languages of pages
    #[arg(long, value_name = "TAG", value_delimiter = ',', help_heading = "Filters")]
    pub lang: Vec<String>,
    /// Publisher, by name or domain
    #[arg(long, value_name = "NAME", help_heading = "Filters")]
    pub publisher: Option<String>,
    /// Least confidence, 0 to 1
    #[arg(long, value_name = "P", help_heading = "Filters")]
    pub min: Option<f64>,
}

impl Asking {
    /// Opens the store.
    pub fn open(&self) -> Result<Store, Stop> {
        open_to_ask(&self.store)
    }

    /// A result of the store, with its name in the error.
    pub fn told<T>(&self, result: legation_store::Result<T>) -> Result<T, Stop> {
        told(&self.store, result)
    }

    /// Which rows are asked for.
    pub fn part(&self, format: Format) -> Part {
        let usual = if matches!(format, Format::Csv | Format::Jsonl) { 0 } else { 50 };
        let size = self.listing.size.unwrap_or(usual);
        Part { size: (size > 0).then_some(size), skip: self.listing.skip }
    }
}

impl Filters {
    /// As the store takes them.
    pub fn read(&self, store: &Store, path: &Path) -> Result<Filter, Stop> {
        let today = told(path, store.last_day())?;
        let when = |text: &Option<String>| match text {
            Some(text) => When::read(text, today).map_err(Stop::Failed),
            None => Ok(When::default()),
        };
        Ok(Filter {
            actor: self.actor.clone(),
            with: self.with.clone(),
            types: self.types.iter().map(|kind| kind.to_uppercase()).collect(),
            modes: self.mode.clone(),
            status: self.status.clone(),
            when: when(&self.when)?,
            seen: when(&self.seen)?,
            languages: self.lang.clone(),
            publisher: self.publisher.clone(),
            min: self.min,
        })
    }
}
