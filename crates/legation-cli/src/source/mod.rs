//! From the names on the command line to pages ready to read.

mod bulk;
mod file;
mod lines;
mod surrogates;

pub use bulk::{BadLine, Bulk, date, language};
pub use lines::LONGEST as LONGEST_LINE;

use crate::failure::{Failure, Place};
use jiff::civil::Date;
use legation::page::Page;
use std::path::PathBuf;

/// What the caller says about every page; it wins over everything found.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Language tag.
    pub language: Option<String>,
    /// Date of the page.
    pub date: Option<Date>,
}

impl Given {
    /// Lays the caller's word over what came with the page.
    pub fn lay_over(&self, page: &mut Page) {
        if self.language.is_some() {
            page.language.clone_from(&self.language);
        }
        page.date = self.date.or(page.date);
    }
}

/// One input, fetched from its file but not yet looked into.
#[derive(Debug)]
pub struct Input {
    /// Where it stands.
    pub place: Place,
    /// What was found there.
    pub content: Content,
}

/// What an input holds.
#[derive(Debug)]
pub enum Content {
    /// A page.
    Page(Box<Page>),
    /// A JSON object with a page in it, the whole file.
    Object(Vec<u8>),
    /// A line of JSON Lines; it always gets an answer, in its turn.
    Line(Vec<u8>),
    /// A line of JSON Lines of so many bytes that it was not kept.
    LongLine(u64),
    /// Nothing that can be read.
    Unreadable(Failure),
}

impl Input {
    fn unreadable(failure: Failure) -> Input {
        Input { place: failure.place.clone(), content: Content::Unreadable(failure) }
    }

    /// Its size in bytes.
    pub fn size(&self) -> usize {
        match &self.content {
            Content::Page(page) => page.bytes.len(),
            Content::Object(bytes) | Content::Line(bytes) => bytes.len(),
            Content::LongLine(_) | Content::Unreadable(_) => 0,
        }
    }
}

/// Gives the inputs in order until `give` says that no more are wanted.
pub fn each(files: &[PathBuf], jsonl: bool, give: &mut dyn FnMut(Input) -> bool) {
    let stdin = [PathBuf::from("-")];
    let files = if files.is_empty() { &stdin[..] } else { files };
    for file in files {
        let more = if jsonl { file::lines_of(file, give) } else { file::contents(file, give) };
        if !more {
            return;
        }
    }
}
