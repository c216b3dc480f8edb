//! `legation stories`: pages in, the story of each out.

use super::Common;
use super::reading::{About, Answer, Desk};
use crate::failure::{Failure, Outcome, Stop, tell};
use crate::output::Target;
use crate::output::progress::Progress;
use crate::pool::{self, Turn};
use crate::source;
use clap::Args;
use legation::record::RecordId;
use legation_store::story::{self, Sketch};
use serde::Serialize;
use std::path::PathBuf;

/// Tell which pages are copies or translations of one article
#[derive(Args)]
#[command(after_long_help = "Examples:
  legation stories --jsonl <pages.jsonl >stories.jsonl    one {\"id\", \"story\"} a line, same order
  legation stories one.txt two.html                       the same for files

A story is named by the id of its first page. A line that holds no page gets {\"id\", \"story\": null, \"error\"}.
Exit status: 0 done; 2 wrong usage or failure; 3 finished, but some inputs failed, each told on stderr.")]
pub struct Stories {
    /// Files (.txt, .html, .json, .jsonl) or - for stdin
    #[arg(value_name = "PAGE", required_unless_present = "jsonl", help_heading = "Input")]
    page: Vec<PathBuf>,
    /// Read JSON Lines, one page a line, from the files or from stdin
    #[arg(long, help_heading = "Input")]
    jsonl: bool,
    #[command(flatten)]
    about: About,
    /// Number of threads [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024), help_heading = "Reading")]
    threads: Option<u16>,
    /// Write to a file, which appears when it is whole
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
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
        let mut target = Target::open(self.output.as_deref())?;
        let desk = Desk::new(&self.about, &common)?;
        let mut progress = Progress::new(common.quiet);
        let (mut stories, mut read) = (story::Stories::new(), Vec::new());
        let mut failed = false;
        let (page, jsonl) = (self.page, self.jsonl);
        let feed = move |give: &mut dyn FnMut(source::Input, usize) -> bool| {
            source::each(&page, jsonl, &mut |input| {
                let size = input.size();
                give(input, size)
            });
        };
        let work = move |input| sketch(desk.answer(input));
        pool::in_order(pool::threads(self.threads), feed, work, |turn| {
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
