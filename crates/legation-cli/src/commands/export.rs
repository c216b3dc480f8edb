//! `legation export`: a store in the forms that others read.

use super::Common;
use super::ask::Filters;
use super::shop::{open_to_ask, told};
use crate::failure::{Outcome, Stop, tell};
use crate::output::{Target, csv};
use clap::{Args, ValueEnum};
use legation_store::ask::Filter;
use legation_store::export::{FactKind, FactRow, facts, gdelt, ics, parquet, plover, records};
use legation_store::{Store, StoreError};
use std::path::PathBuf;

/// Write a store, or what filters leave of it, in the forms that others read
#[derive(Args)]
#[command(after_long_help = "Examples:
  legation export --store my.db --format csv -o facts.csv             one row a fact
  legation export --store my.db --format parquet -o facts.parquet --actor JPN
  legation export --store my.db --format ics -o coming.ics            announced meetings and due dates

csv and parquet have one row a fact; jsonl has the whole record of each page; gdelt has one row a pair of parties and \
plover one record an act; ics has what is still to come.")]
pub struct Export {
    /// The store
    #[arg(short, long, value_name = "FILE", env = "LEGATION_STORE", hide_env = true, help_heading = "Store")]
    store: PathBuf,
    /// csv, jsonl, parquet, gdelt, plover or ics
    #[arg(short, long, value_name = "FORMAT", help_heading = "Output", hide_possible_values = true)]
    format: Form,
    /// Write to a file, which appears when it is whole
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
    /// event, quote, commitment [default: all; csv and parquet only]
    #[arg(long, value_name = "KIND", value_delimiter = ',', help_heading = "Filters", hide_possible_values = true)]
    kind: Vec<Kind>,
    #[command(flatten)]
    filters: Filters,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    Csv,
    Jsonl,
    Parquet,
    Gdelt,
    Plover,
    Ics,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    Event,
    Quote,
    Commitment,
}

impl From<Kind> for FactKind {
    fn from(kind: Kind) -> FactKind {
        match kind {
            Kind::Event => FactKind::Event,
            Kind::Quote => FactKind::Quote,
            Kind::Commitment => FactKind::Commitment,
        }
    }
}

impl Export {
    /// Runs the command.
    pub fn run(self, common: Common) -> Result<Outcome, Stop> {
        let store = open_to_ask(&self.store)?;
        let filter = self.filters.read(&store, &self.store)?;
        let mut target = Target::open(self.output.as_deref())?;
        let rows = self.write(&store, &filter, &mut target);
        // A reader that left is no failure of the store.
        let rows = match rows {
            Err(_) if target.reader_left() => return Err(Stop::ReaderLeft),
            rows => told(&self.store, rows)?,
        };
        target.finish()?;
        if !common.quiet && self.output.is_some() {
            tell(&format!("{rows} rows"));
        }
        Ok(Outcome::Done)
    }

    fn write(&self, store: &Store, filter: &Filter, target: &mut Target) -> Result<u64, StoreError> {
        let mut kinds: Vec<FactKind> = self.kind.iter().copied().map(FactKind::from).collect();
        if kinds.is_empty() {
            kinds = vec![FactKind::Event, FactKind::Quote, FactKind::Commitment];
        }
        let out = target.writer();
        match self.format {
            Form::Parquet => parquet(store, filter, &kinds, out),
            Form::Gdelt => gdelt(store, filter, out),
            Form::Plover => plover(store, filter, out),
            Form::Ics => ics(store, filter, out),
            Form::Csv => {
                let mut rows = 0;
                out.write_all(csv::heading::<FactRow>().as_bytes())?;
                facts(store, filter, &kinds, &mut |fact| {
                    rows += 1;
                    Ok(out.write_all(csv::line(&fact).as_bytes())?)
                })?;
                Ok(rows)
            }
            Form::Jsonl => {
                let mut rows = 0;
                records(store, filter, &mut |record| {
                    rows += 1;
                    serde_json::to_writer(&mut *out, record)?;
                    Ok(out.write_all(b"\n")?)
                })?;
                Ok(rows)
            }
        }
    }
}
