//! `legation why`: where a fact comes from.

use super::ask::kept_fact;
use super::reading::{About, Desk, Fetching};
use super::{Answer, Common};
use crate::failure::{Outcome, Stop, tell};
use crate::output::facts::{self, Fact};
use crate::output::{self, Style, Target, terminal_width, told, visible};
use crate::source;
use clap::Args;
use legation::record::Reading;
use legation::record::Record;
use std::path::PathBuf;

/// Show where a fact comes from: its sentence, its words, the rule
#[derive(Args)]
#[command(after_long_help = "Examples:
  legation why e1 page.html                  the first event
  legation why q2 page.txt --format json     the second quotation, for programs
  legation why e4f471ea0d764f88 --store my.db          a fact of a store

Exit status: 0 done; 1 the page has no such fact; 2 wrong usage or failure.")]
pub struct Why {
    /// Id of a fact (e1, q2, c1, a3, t1, p1) or its key
    #[arg(value_name = "FACT", help_heading = "Input")]
    fact: String,
    /// The page: a file, an address, or - for stdin
    #[arg(value_name = "PAGE", required_unless_present = "store", conflicts_with = "store", help_heading = "Input")]
    page: Option<PathBuf>,
    /// The store that holds the fact
    #[arg(short, long, value_name = "FILE", help_heading = "Store")]
    store: Option<PathBuf>,
    #[command(flatten)]
    fetching: Fetching,
    #[command(flatten)]
    about: About,
    /// text or json [default: text on a terminal, else json]
    #[arg(short, long, value_name = "FORMAT", help_heading = "Output", hide_possible_values = true)]
    format: Option<Answer>,
}

impl Why {
    /// Runs the command.
    pub fn run(self, common: Common) -> Result<Outcome, Stop> {
        let (reading, wanted) = match &self.store {
            None => (self.read(&common)?, self.fact.clone()),
            Some(store) => match kept_fact(store, &self.fact)? {
                Some(found) => (found.reading, found.local),
                None => {
                    let asked = visible::one_line(&self.fact);
                    tell(&format!("{}: no fact with the key `{asked}`", store.display()));
                    return Ok(Outcome::NothingFound);
                }
            },
        };
        let record = &reading.record;
        let Some(fact) = facts::all(record).find(|fact| fact.id() == wanted || fact.key() == wanted) else {
            let asked = visible::one_line(&self.fact);
            tell(&format!("{}: no fact `{asked}`; {}", self.place(), near(&self.fact, record)));
            return Ok(Outcome::NothingFound);
        };
        let why = output::Why::new(record, fact, reading.evidence.find(fact.id()));
        let mut target = Target::open(None)?;
        match Answer::or_usual(self.format) {
            Answer::Json => target.json(&why.json())?,
            Answer::Text => {
                let style = Style { on: common.color.on(Target::is_terminal(None)) };
                target.write(&told(&why, style, terminal_width()))?;
            }
        }
        target.finish()?;
        Ok(Outcome::Done)
    }

    /// Reads the first page of the input; facts are asked for page by page.
    fn read(&self, common: &Common) -> Result<Reading, Stop> {
        let desk = Desk::new(&self.about, common)?;
        let mut answers = Vec::new();
        let options = self.fetching.options(false);
        let page = self.page.clone().unwrap_or_default();
        source::each(std::slice::from_ref(&page), &options, &mut source::Forgetful, &mut |input| {
            let answer = desk.answer(input);
            // What may be remembered about an address is no answer.
            if answer.reading.is_some() || answer.failure.is_some() {
                answers.push(answer);
            }
            answers.len() < 2
        });
        let many = answers.len() > 1;
        match answers.into_iter().next() {
            Some(answer) if answer.failure.is_none() && !many => answer.reading.ok_or_else(|| self.no_page()),
            Some(answer) if !many => {
                Err(Stop::Failed(answer.failure.map_or_else(String::new, |failure| failure.to_string())))
            }
            Some(_) => Err(Stop::Failed(format!("{}: holds many pages; give one page", self.place()))),
            None => Err(self.no_page()),
        }
    }

    fn place(&self) -> String {
        self.page.as_ref().or(self.store.as_ref()).map_or_else(String::new, |path| path.display().to_string())
    }

    fn no_page(&self) -> Stop {
        Stop::Failed(format!("{}: holds no page; check the file", self.place()))
    }
}

/// The facts that the caller may have meant: those of the same sort, else one of each sort.
fn near(asked: &str, record: &Record) -> String {
    let same: Vec<&str> = facts::all(record).map(Fact::id).filter(|id| id.get(..1) == asked.get(..1)).collect();
    let sorts = ["event", "quote", "commitment", "actor", "time", "place"];
    let firsts = sorts.iter().filter_map(|sort| facts::all(record).find(|fact| fact.sort() == *sort)).map(Fact::id);
    let near: Vec<&str> = if same.is_empty() { firsts.collect() } else { same };
    match near.as_slice() {
        [] => "no fact was found on this page".to_owned(),
        [one] => format!("there is {one}"),
        [first, .., last] if near.len() > 6 => format!("there are {first} to {last}"),
        some => format!("there are {}", some.join(", ")),
    }
}
