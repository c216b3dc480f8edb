//! `legation stories`: pages in, the story of each out.

use super::Common;
use super::ask::{self, Asking, Filters, Listing};
use super::reading::{Answer, Desk, Intake, feed};
use crate::failure::{Outcome, Stop, tell};
use crate::output::Target;
use crate::output::progress::Progress;
use crate::pool::{self, Turn};
use crate::source::{self, Failure};
use clap::Args;
use legation::record::RecordId;
use legation_store::story::{self, Sketch};
use serde::Serialize;
use std::path::PathBuf;

/// Tell which pages are copies or translations of one article, of pages or of a store
#[derive(Args)]
#[command(after_long_help = "Examples:
  legation stories --jsonl <pages.jsonl >stories.jsonl    one {\"id\", \"story\"} a line, same order
  legation stories --store my.db --pages 2                stories told by two pages or more
  legation stories --store my.db --story 17               its copies as a tree, and where they differ

A story is named by the id of its first page. A line that holds no page gets {\"id\", \"story\": null, \"error\"}.
Exit status: 0 done; 2 wrong usage or failure; 3 finished, but some inputs failed, each told on stderr.")]
pub struct Stories {
    /// Files (.txt, .html, .json, .jsonl) or - for stdin
    #[arg(value_name = "PAGE", required_unless_present_any = ["jsonl", "store"], help_heading = "Input")]
    page: Vec<PathBuf>,
    #[command(flatten)]
    intake: Intake,
    /// Write to a file, which appears when it is whole
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
    /// A store whose stories are asked for
    #[arg(short, long, value_name = "FILE", conflicts_with_all = ["page", "jsonl"], help_heading = "Store")]
    store: Option<PathBuf>,
    /// One story of the store, by its number
    #[arg(long, value_name = "NUMBER", requires = "store", help_heading = "Store")]
    story: Option<i64>,
    /// Only stories with at least so many pages
    #[arg(long, value_name = "N", default_value_t = 1, hide_default_value = true, help_heading = "Filters")]
    pages: u64,
    #[command(flatten)]
    listing: Listing,
    #[command(flatten)]
    filters: Filters,
}

/// What is kept of one input until all are known.
struct Read {
    id: RecordId,
    /// Its number among the pages that were read, or what was wrong with it.
    page: Result<usize, String>,
}

/// One line of the answer.
#[derive(Serialize)]
struct Line<'r> {
    id: &'r RecordId,
    story: Option<&'r RecordId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'r str>,
}

impl Stories {
    /// Runs the command.
    pub fn run(self, common: Common) -> Result<Outcome, Stop> {
        if let Some(store) = self.store {
            let asking = Asking { store, listing: self.listing };
            return match self.story {
                Some(story) => ask::stories::show(&asking, story, &common),
                None => ask::stories::list(&asking, &self.filters, self.pages, &common),
            };
        }
        let mut target = Target::open(self.output.as_deref())?;
        let desk = Desk::new(&self.intake.about, &common)?;
        let mut progress = Progress::new(common.quiet);
        let (mut stories, mut read) = (story::Stories::new(), Vec::new());
        let mut failed = false;
        let feed = feed(self.page, self.intake.options(), source::Forgetful);
        let work = move |input| sketch(desk.answer(input));
        pool::in_order(self.intake.threads(), feed, work, |turn| {
            if let Turn::Done((row, failure)) = turn {
                progress.count(failure.is_some());
                failed |= failure.is_some();
                if let Some(failure) = failure {
                    progress.clear();
                    tell(&failure.to_string());
                }
                read.extend(row.map(|(id, sketch)| Read { id, page: sketch.map(|sketch| stories.keep(*sketch)) }));
            }
            Ok(())
        })?;
        progress.clear();
        stories.settle();
        write(&mut target, &stories, &read)?;
        target.finish()?;
        Ok(if failed { Outcome::SomeFailed } else { Outcome::Done })
    }
}

/// What is known of an input: its id, and its sketch or what is wrong with it.
type Row = Option<(RecordId, Result<Box<Sketch>, String>)>;

/// The sketch of what was read; the rest of the record is let go.
fn sketch(answer: Answer) -> (Row, Option<Failure>) {
    let Answer { reading, failure } = answer;
    let row = reading.map(|reading| {
        let sketch = match &failure {
            Some(failure) => Err(failure.what.clone()),
            None => Ok(Box::new(Sketch::of(&reading.record))),
        };
        (reading.record.id, sketch)
    });
    (row, failure)
}

fn write(target: &mut Target, stories: &story::Stories, read: &[Read]) -> Result<(), Stop> {
    let ids: Vec<&RecordId> = read.iter().filter(|row| row.page.is_ok()).map(|row| &row.id).collect();
    for row in read {
        let page = row.page.as_ref().ok();
        let first = page.and_then(|page| stories.story(*page)).and_then(|first| ids.get(first)).copied();
        target.json(&Line { id: &row.id, story: first, error: row.page.as_ref().err().map(String::as_str) })?;
    }
    Ok(())
}
