//! From an input to its record: what every command that reads pages does.

use super::Common;
use crate::failure::{Stop, tell};
use crate::pool;
use crate::source::{self, Delivery, Failure, Given, Input, Opened, Refusal};
use clap::Args;
use jiff::civil::Date;
use legation::explain::Evidences;
use legation::language::files::KnowledgeFiles;
use legation::language::{self, Listed};
use legation::page::Page;
use legation::reader::Reader;
use legation::record::Reading;
use legation::record::{Record, RecordId, RecordNote};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// What the caller may say about the pages.
#[derive(Args)]
pub struct About {
    /// Language of the pages (id, en, ja …), whatever they say
    #[arg(long, value_name = "TAG", value_parser = tag, help_heading = "Reading")]
    language: Option<String>,
    /// Date of the pages (YYYY-MM-DD), whatever they say
    #[arg(long, value_name = "DATE", value_parser = source::date, help_heading = "Reading")]
    date: Option<Date>,
}

/// How sources are fetched; the same for every command that takes sources.
#[derive(Args)]
pub struct Fetching {
    /// Also fetch from this machine and its network
    #[arg(long, help_heading = "Input")]
    allow_private_addresses: bool,
    /// Seconds between two requests to a host [default: 1]
    #[arg(long, value_name = "SECONDS", value_parser = pause, help_heading = "Input")]
    pause: Option<Duration>,
}

impl Fetching {
    /// What the sources are to be read with.
    pub fn options(&self, jsonl: bool) -> source::Options {
        let usual = source::fetch::Manners::default();
        let pause = self.pause.unwrap_or(usual.pause);
        source::Options { jsonl, manners: source::fetch::Manners { private: self.allow_private_addresses, pause } }
    }
}

/// How pages come in: what every command that reads many of them can be told.
#[derive(Args)]
pub struct Intake {
    /// Read JSON Lines, one page a line, from the files or from stdin
    #[arg(long, help_heading = "Input")]
    pub jsonl: bool,
    #[command(flatten)]
    fetching: Fetching,
    #[command(flatten)]
    pub about: About,
    /// Number of threads [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024), help_heading = "Reading")]
    threads: Option<u16>,
}

impl Intake {
    /// What the sources are to be read with.
    pub fn options(&self) -> source::Options {
        self.fetching.options(self.jsonl)
    }

    /// The number of threads asked for, else one for each core.
    pub fn threads(&self) -> usize {
        pool::threads(self.threads)
    }
}

/// Feeds the reading threads with the inputs of these sources.
pub fn feed(
    sources: Vec<PathBuf>,
    options: source::Options,
    mut memory: impl source::Memory,
) -> impl FnOnce(&mut dyn FnMut(Input, usize) -> bool) {
    move |give| {
        source::each(&sources, &options, &mut memory, &mut |input| {
            let size = input.size();
            give(input, size)
        });
    }
}

/// A pause of some seconds, or a part of one.
fn pause(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| format!("`{text}` is no number of seconds"))?;
    if !(0.0..=3600.0).contains(&seconds) {
        return Err("write a number of seconds between 0 and 3600".to_owned());
    }
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

/// A language tag; who writes the name of a language is told its tag.
fn tag(text: &str) -> Result<String, String> {
    source::language(text).map_err(|what| match language::list(KnowledgeFiles::embedded()) {
        Ok(packs) => match packs.iter().find(|pack| named(pack, text)) {
            Some(pack) => format!("{what}; write {}", pack.settings.tag),
            None => format!("{what}; `legation languages` lists the tags"),
        },
        Err(_) => what,
    })
}

fn named(pack: &Listed, name: &str) -> bool {
    let names = [&pack.settings.name, &pack.settings.own_name];
    names.iter().any(|known| !known.is_empty() && known.to_lowercase() == name.to_lowercase())
}

impl About {
    /// Says so when there is no pack for the language that was asked for.
    fn warn(&self, files: KnowledgeFiles) -> Result<(), Stop> {
        let Some(asked) = &self.language else { return Ok(()) };
        let primary = asked.split('-').next().unwrap_or_default();
        let packs = language::list(files)?;
        if !packs.iter().any(|pack| pack.settings.tag == *asked || pack.settings.tag == primary) {
            tell(&format!(
                "no pack for `{asked}`: only what is common to all languages is read; see `legation languages`"
            ));
        }
        Ok(())
    }
}

/// Reads inputs; shared by all threads.
#[derive(Clone)]
pub struct Desk {
    reader: Arc<Reader>,
    given: Given,
}

/// What became of one input.
pub struct Answer {
    /// The reading, or a record that says why there is none. Inputs that are whole files get no such record.
    pub reading: Option<Reading>,
    /// What went wrong.
    pub failure: Option<Failure>,
}

impl Desk {
    /// Loads what is known.
    pub fn new(about: &About, common: &Common) -> Result<Desk, Stop> {
        if !common.quiet {
            about.warn(common.files())?;
        }
        let given = Given { language: about.language.clone(), date: about.date };
        let reader = Reader::with(common.files())?;
        if let Some(tag) = &about.language {
            // A damaged pack that was asked for is told; pages of other languages go on without theirs.
            reader.knowledge().language(tag)?;
        }
        Ok(Desk { reader: Arc::new(reader), given })
    }

    /// Reads one input. Never fails, never panics: what goes wrong is part of the answer.
    pub fn answer(&self, input: Input) -> Answer {
        match input.open() {
            Opened::Page(delivery) => self.delivered(*delivery),
            Opened::Refused(Refusal { id: Some(id), failure }) => refused(id, failure),
            Opened::Refused(Refusal { id: None, failure }) => Answer { reading: None, failure: Some(failure) },
            // There is no store here to remember it.
            Opened::Mark(_) => Answer { reading: None, failure: None },
        }
    }

    /// Reads a page that was taken out of its input.
    pub fn delivered(&self, delivery: Delivery) -> Answer {
        let Delivery { place, id, page, notes, .. } = delivery;
        match self.read(page) {
            Ok(mut reading) => {
                reading.record.notes.extend(notes);
                if let Some(id) = id {
                    reading.record.id = id;
                }
                Answer { reading: Some(reading), failure: None }
            }
            Err(what) => {
                let failure = place.failure(what, STUMBLED);
                id.map_or(Answer { reading: None, failure: Some(failure.clone()) }, |id| refused(id, failure))
            }
        }
    }

    /// Reads a page behind a net: a fault of ours must not take the other pages with it.
    fn read(&self, mut page: Page) -> Result<Reading, String> {
        self.given.lay_over(&mut page);
        catch_unwind(AssertUnwindSafe(|| self.reader.read(&page)))
            .map_err(|_| "an internal fault while reading this page".to_owned())
    }
}

const STUMBLED: &str = "please report it with the page";

/// The answer to a line that holds no page: a record that says so.
fn refused(id: RecordId, failure: Failure) -> Answer {
    let message = format!("{}; {}", failure.what, failure.remedy);
    let note = RecordNote { kind: "error".to_owned(), message, span: None };
    let record = Record { id, notes: vec![note], ..Record::default() };
    Answer { reading: Some(Reading { record, evidence: Evidences::default() }), failure: Some(failure) }
}
