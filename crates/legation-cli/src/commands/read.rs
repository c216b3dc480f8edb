//! `legation read`: pages in, accounts or records out.

use super::Common;
use super::reading::{Answer, Desk, Intake, feed};
use crate::failure::{Outcome, Stop, tell};
use crate::output::progress::Progress;
use crate::output::{HtmlPage, Style, Target, account, html_title, terminal_width};
use crate::pool::{self, Turn};
use crate::source::{self, Failure};
use clap::{Args, ValueEnum};
use legation::record::Reading;
use serde_json::json;
use std::path::PathBuf;

/// Read pages and tell what happened on them
#[derive(Args)]
#[command(after_long_help = "Examples:
  legation read page.html                                 an account for people
  legation read --format html -o marked.html page.txt     the page with its facts marked
  legation read --jsonl <pages.jsonl >records.jsonl       many pages, one record a line

A line of --jsonl is {\"id\", \"url\"?, \"html\"? or \"text\"?, \"language\"?, \"date\"?}. Every line gets one record, in the \
same order, with the same id; a line that holds no page gets a record with a note of kind `error`.
Exit status: 0 done; 2 wrong usage or failure; 3 finished, but some inputs failed, each told on stderr.")]
pub struct Read {
    /// Files, folders, archives, feeds, addresses, or - for stdin
    #[arg(value_name = "PAGE", required_unless_present = "jsonl", help_heading = "Input")]
    page: Vec<PathBuf>,
    #[command(flatten)]
    intake: Intake,
    /// text, json, jsonl or html [default: text on a terminal, else json]
    #[arg(short, long, value_name = "FORMAT", help_heading = "Output", hide_possible_values = true)]
    format: Option<Format>,
    /// Write to a file, which appears when it is whole
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
    /// Write the inputs that failed to a file, as JSON Lines
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    errors: Option<PathBuf>,
}

/// How records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// An account for people
    Text,
    /// One JSON object a page, each on its own line
    Json,
    /// The same as json
    Jsonl,
    /// One HTML page with the facts marked in the text
    Html,
}

impl Read {
    /// Runs the command.
    pub fn run(self, common: Common) -> Result<Outcome, Stop> {
        let terminal = Target::is_terminal(self.output.as_deref());
        let usual = if terminal && !self.intake.jsonl { Format::Text } else { Format::Json };
        let style = Style { on: common.color.on(terminal) };
        let mut output = Printer::new(self.format.unwrap_or(usual), style, Target::open(self.output.as_deref())?);
        let mut errors = self.errors.as_deref().map(|path| Target::open(Some(path))).transpose()?;
        let desk = Desk::new(&self.intake.about, &common)?;
        let mut progress = Progress::new(common.quiet);
        let mut failed = false;
        let feed = feed(self.page, self.intake.options(), source::Forgetful);
        let work = move |input| desk.answer(input);
        pool::in_order(self.intake.threads(), feed, work, |turn| match turn {
            Turn::Idle => output.target.flush(),
            Turn::Done(answer) => {
                progress.count(answer.failure.is_some());
                failed |= answer.failure.is_some();
                give(answer, &mut output, errors.as_mut(), &mut progress)
            }
        })?;
        progress.clear();
        output.finish()?;
        errors.map_or(Ok(()), Target::finish)?;
        Ok(if failed { Outcome::SomeFailed } else { Outcome::Done })
    }
}

fn give(
    answer: Answer,
    output: &mut Printer,
    errors: Option<&mut Target>,
    progress: &mut Progress,
) -> Result<(), Stop> {
    if let Some(failure) = &answer.failure {
        progress.clear();
        tell(&failure.to_string());
        if let Some(errors) = errors {
            errors.json(&row(failure))?;
        }
    }
    answer.reading.map_or(Ok(()), |reading| output.print(&reading))
}

/// A failed input for programs.
fn row(failure: &Failure) -> serde_json::Value {
    let Failure { place, what, remedy } = failure;
    json!({ "input": place.name, "line": place.line, "offset": place.offset, "error": what, "remedy": remedy })
}

/// Writes records in one format.
struct Printer {
    format: Format,
    style: Style,
    width: usize,
    target: Target,
    html: HtmlPage,
    records: u64,
}

impl Printer {
    fn new(format: Format, style: Style, target: Target) -> Printer {
        Printer { format, style, width: terminal_width(), target, html: HtmlPage::default(), records: 0 }
    }

    fn print(&mut self, reading: &Reading) -> Result<(), Stop> {
        let record = &reading.record;
        let first = self.records == 0;
        self.records += 1;
        match self.format {
            Format::Json | Format::Jsonl => self.target.json(record),
            Format::Text => {
                let rule = if first { String::new() } else { format!("\n{}\n\n", "-".repeat(self.width)) };
                self.target.write(&rule)?;
                self.target.write(&account(record, self.style, self.width))
            }
            Format::Html => {
                let head = if first { HtmlPage::head(&html_title(record)) } else { String::new() };
                self.target.write(&head)?;
                let page = self.html.record(record);
                self.target.write(&page)
            }
        }
    }

    fn finish(mut self) -> Result<(), Stop> {
        if self.format == Format::Html && self.records > 0 {
            self.target.write(HtmlPage::foot())?;
        }
        self.target.finish()
    }
}
