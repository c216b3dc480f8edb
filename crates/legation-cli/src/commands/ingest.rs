//! `legation ingest`: pages from any source into one store.

use super::Common;
use super::reading::{Answer, Desk, Intake, feed};
use super::shop::open_to_fill;
use crate::failure::{Outcome, Stop, tell};
use crate::output::Target;
use crate::output::progress::Progress;
use crate::pool::{self, Turn};
use crate::source::fetch::Validators;
use crate::source::{self, Delivery, Failure, Mark, Opened};
use clap::Args;
use legation::record::Reading;
use legation_store::known::{self, Known, fingerprint};
use legation_store::write::{Filed, Kept};
use legation_store::{Store, StoreError};
use serde_json::json;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Pages that are made to last together; a page is told only after that.
const TOGETHER: usize = 64;
/// The longest that a page which was read waits for others.
const WAIT: Duration = Duration::from_secs(2);

/// Fill a store with pages
#[derive(Args)]
#[command(after_long_help = "Examples:
  legation ingest examples/pages --store my.db
  legation ingest https://example.org/feed.xml CC-NEWS.warc.gz --store my.db
  legation ingest --jsonl pages.jsonl --store my.db

Run it again at any time: what is there already is not read again, what has changed becomes a new version of its page. \
It can be interrupted at any moment. When piped it prints one JSON object for each page, after the page is safe on disk.
Exit status: 0 done; 2 wrong usage or failure; 3 finished, but some inputs failed, each told on stderr and kept in the \
store.")]
pub struct Ingest {
    /// Files, folders, archives, tables, feeds, sitemaps, addresses, or - for stdin
    #[arg(value_name = "SOURCE", required_unless_present = "jsonl", help_heading = "Input")]
    source: Vec<PathBuf>,
    /// The store to fill; it is made where there is none
    #[arg(long, value_name = "FILE", help_heading = "Store")]
    store: PathBuf,
    /// Keep no article text: facts with their sentences, and a fingerprint
    #[arg(long, help_heading = "Store")]
    no_text: bool,
    /// Fetch also pages that are in the store already, to see whether they have changed
    #[arg(long, help_heading = "Input")]
    again: bool,
    #[command(flatten)]
    intake: Intake,
}

/// What a reading thread hands over.
enum Done {
    /// A page that was read.
    Read(String, Box<Answer>),
    /// A page that is there already.
    Known(String),
    /// An input that holds no page.
    Failed(Failure),
    /// What may be remembered of an address once everything before it is kept.
    Mark(Mark),
}

/// What the store knows of earlier runs.
struct Remembered {
    known: Arc<Known>,
    fetches: HashMap<String, known::Validators>,
    again: bool,
}

impl source::Memory for Remembered {
    fn has(&mut self, address: &str) -> bool {
        !self.again && self.known.has_name(address)
    }

    fn validators(&mut self, address: &str) -> Option<Validators> {
        let (etag, last_modified) = self.fetches.get(address).cloned()?;
        Some(Validators { etag, last_modified })
    }
}

impl Ingest {
    /// Runs the command.
    pub fn run(self, common: Common) -> Result<Outcome, Stop> {
        let mut store = open_to_fill(&self.store)?;
        let known = Arc::new(store.known().map_err(|error| self.stop(&error))?);
        let desk = Desk::new(&self.intake.about, &common)?;
        let fetches = store.fetches().map_err(|error| self.stop(&error))?;
        let mut shelf = Shelf::new(&mut store, &self, &common)?;
        let memory = Remembered { known: Arc::clone(&known), fetches, again: self.again };
        let feed = feed(self.source.clone(), self.intake.options(), memory);
        let work = move |input| done(&desk, &known, input);
        pool::in_order(self.intake.threads(), feed, work, |turn| match turn {
            Turn::Idle => shelf.put_down_if_due(),
            Turn::Done(done) => shelf.take(done),
        })?;
        shelf.finish()
    }

    fn stop(&self, error: &StoreError) -> Stop {
        Stop::Failed(format!("{}: {error}", self.store.display()))
    }
}

/// Reads one input unless it is in the store already.
fn done(desk: &Desk, known: &Known, input: source::Input) -> Done {
    let delivery = match input.open() {
        Opened::Page(delivery) => delivery,
        Opened::Refused(refusal) => return Done::Failed(refusal.failure),
        Opened::Mark(mark) => return Done::Mark(mark),
    };
    let sha256 = delivery.page.fingerprint();
    let name = name(&delivery, &sha256);
    if known.has(fingerprint(&name, &sha256)) {
        return Done::Known(name);
    }
    Done::Read(name, Box::new(desk.delivered(*delivery)))
}

/// What a page is known by: its address, the caller's name for it, its file, or its bytes.
fn name(delivery: &Delivery, sha256: &str) -> String {
    if delivery.page.url.is_some() || delivery.id.is_some() {
        return delivery.name.clone();
    }
    match std::path::absolute(&delivery.place.name) {
        Ok(path) if path.is_file() && delivery.name == delivery.place.name => format!("file://{}", path.display()),
        _ => format!("sha256:{sha256}"),
    }
}

/// Takes what was read and lays it down in the store, many pages at a time.
struct Shelf<'s> {
    store: &'s mut Store,
    path: PathBuf,
    source: String,
    with_text: bool,
    waiting: Vec<Filed>,
    marks: Vec<Mark>,
    since: Instant,
    target: Target,
    /// Whether programs read along: then every page is told.
    piped: bool,
    quiet: bool,
    progress: Progress,
    counts: [u64; 3],
    failed: u64,
}

impl<'s> Shelf<'s> {
    fn new(store: &'s mut Store, ingest: &Ingest, common: &Common) -> Result<Shelf<'s>, Stop> {
        let names: Vec<String> = ingest.source.iter().map(|path| path.to_string_lossy().into_owned()).collect();
        Ok(Shelf {
            store,
            path: ingest.store.clone(),
            source: names.join(" "),
            with_text: !ingest.no_text,
            waiting: Vec::new(),
            marks: Vec::new(),
            since: Instant::now(),
            target: Target::open(None)?,
            piped: !Target::is_terminal(None),
            quiet: common.quiet,
            progress: Progress::new(common.quiet),
            counts: [0; 3],
            failed: 0,
        })
    }

    fn take(&mut self, done: Done) -> Result<(), Stop> {
        match done {
            Done::Known(name) => {
                self.progress.count(false);
                self.tell(&name, Kept::Known)
            }
            Done::Failed(failure) => self.fail(&failure),
            Done::Mark(mark) => {
                self.marks.push(mark);
                Ok(())
            }
            Done::Read(name, answer) => match *answer {
                Answer { reading: Some(reading), failure: None } => self.keep(name, reading),
                Answer { failure, .. } => failure.map_or(Ok(()), |failure| self.fail(&failure)),
            },
        }
    }

    fn keep(&mut self, name: String, reading: Reading) -> Result<(), Stop> {
        self.progress.count(false);
        if self.waiting.is_empty() {
            self.since = Instant::now();
        }
        self.waiting.push(Filed { name, reading, with_text: self.with_text });
        if self.waiting.len() >= TOGETHER { self.put_down() } else { self.put_down_if_due() }
    }

    fn put_down_if_due(&mut self) -> Result<(), Stop> {
        if !self.waiting.is_empty() && self.since.elapsed() >= WAIT { self.put_down() } else { Ok(()) }
    }

    /// Makes the waiting pages last, then tells of them.
    fn put_down(&mut self) -> Result<(), Stop> {
        let waiting = std::mem::take(&mut self.waiting);
        let marks = std::mem::take(&mut self.marks);
        let kept = put(self.store, &waiting, &marks).map_err(|error| self.stop(&error))?;
        waiting.iter().zip(kept).try_for_each(|(filed, kept)| self.tell(&filed.name, kept))?;
        self.target.flush()
    }

    fn tell(&mut self, name: &str, kept: Kept) -> Result<(), Stop> {
        let (place, word) = match kept {
            Kept::New => (0, "new"),
            Kept::Changed => (1, "changed"),
            Kept::Known => (2, "known"),
        };
        if let Some(count) = self.counts.get_mut(place) {
            *count += 1;
        }
        if self.piped { self.target.json(&json!({ "page": name, "kept": word })) } else { Ok(()) }
    }

    fn fail(&mut self, failure: &Failure) -> Result<(), Stop> {
        self.failed += 1;
        self.progress.count(true);
        self.progress.clear();
        tell(&failure.to_string());
        let place = failure.place.to_string();
        self.store.note_failure(&self.source, &place, &failure.what, &failure.remedy).map_err(|error| self.stop(&error))
    }

    fn finish(mut self) -> Result<Outcome, Stop> {
        if !(self.waiting.is_empty() && self.marks.is_empty()) {
            self.put_down()?;
        }
        self.store.group().map_err(|error| self.stop(&error))?;
        self.store.tidy().map_err(|error| self.stop(&error))?;
        self.progress.clear();
        let [new, changed, known] = self.counts;
        if !self.quiet {
            tell(&format!("{new} new, {changed} changed, {known} known, {} failed", self.failed));
        }
        self.target.finish()?;
        Ok(if self.failed > 0 { Outcome::SomeFailed } else { Outcome::Done })
    }

    fn stop(&self, error: &StoreError) -> Stop {
        Stop::Failed(format!("{}: {error}", self.path.display()))
    }
}

/// Files pages and what servers said about them, all or nothing.
fn put(store: &mut Store, pages: &[Filed], marks: &[Mark]) -> legation_store::Result<Vec<Kept>> {
    let mut filing = store.filing()?;
    let kept = pages.iter().map(|page| filing.file(page)).collect::<legation_store::Result<Vec<Kept>>>()?;
    for Mark { address, validators } in marks {
        filing.remember(address, validators.etag.as_deref(), validators.last_modified.as_deref())?;
    }
    filing.commit()?;
    Ok(kept)
}
