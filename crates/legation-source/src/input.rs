//! One input of the stream, and the page in it.

use crate::bulk::{BadLine, Bulk};
use crate::lines::LONGEST;
use crate::memory::Mark;
use crate::place::{Failure, Place};
use jiff::civil::Date;
use legation::page::Page;
use legation::record::{RecordId, RecordNote};

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

/// One input, fetched but not yet looked into.
#[derive(Debug)]
pub struct Input {
    /// Where it stands.
    pub place: Place,
    /// What was found there.
    pub content: Content,
    /// What was odd on the way; it belongs into the record of the page.
    pub notes: Vec<RecordNote>,
    /// The id that its source gives to the page, where that is not in the content itself.
    pub id: Option<RecordId>,
    /// The address under which it was asked for; redirects may have led to another one.
    pub asked: Option<String>,
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
    /// No page: what may be remembered about an address once everything before it is kept.
    Mark(Mark),
}

/// What an input turns out to be.
#[derive(Debug)]
pub enum Opened {
    /// A page ready to be read.
    Page(Box<Delivery>),
    /// No page, and why.
    Refused(Refusal),
    /// What may be remembered about an address.
    Mark(Mark),
}

/// A page ready to be read.
#[derive(Debug)]
pub struct Delivery {
    /// Where it stands.
    pub place: Place,
    /// Its lasting name: its address; without one the id it was given; without that the place it stands at.
    pub name: String,
    /// The caller's name for it, where a line or an object gave one.
    pub id: Option<RecordId>,
    /// The page.
    pub page: Page,
    /// What was odd on the way; it belongs into the record.
    pub notes: Vec<RecordNote>,
    /// The address under which it was asked for, where it was fetched.
    pub asked: Option<String>,
}

/// An input without a page.
#[derive(Debug)]
pub struct Refusal {
    /// The id, for a line of JSON Lines, which gets an answer all the same.
    pub id: Option<RecordId>,
    /// What is wrong.
    pub failure: Failure,
}

impl Input {
    /// An input that is a page.
    pub fn page(place: Place, page: Page, notes: Vec<RecordNote>) -> Input {
        Input { notes, ..Input::of(place, Content::Page(Box::new(page))) }
    }

    /// An input that is one thing, without notes.
    pub fn of(place: Place, content: Content) -> Input {
        Input { place, content, notes: Vec::new(), id: None, asked: None }
    }

    /// An input that cannot be read.
    pub fn unreadable(failure: Failure) -> Input {
        Input::of(failure.place.clone(), Content::Unreadable(failure))
    }

    /// Its size in bytes.
    pub fn size(&self) -> usize {
        match &self.content {
            Content::Page(page) => page.bytes.len(),
            Content::Object(bytes) | Content::Line(bytes) => bytes.len(),
            Content::LongLine(_) | Content::Unreadable(_) | Content::Mark(_) => 0,
        }
    }

    /// Looks into it.
    pub fn open(self) -> Opened {
        let Input { place, content, mut notes, id, asked } = self;
        let bulk = match content {
            Content::Page(page) => return Opened::Page(Box::new(Delivery::of(place, id, *page, notes, asked))),
            Content::Mark(mark) => return Opened::Mark(mark),
            Content::Unreadable(failure) => return Opened::Refused(Refusal { id: None, failure }),
            Content::LongLine(length) => {
                let what = format!("the line has {length} bytes, more than {LONGEST}");
                let failure = place.failure(what, "leave out what is not the page, or cut it");
                return Opened::Refused(Refusal { id: Some(RecordId::Unknown(())), failure });
            }
            Content::Object(json) => Bulk::object(&json).map_err(|bad| (None, bad)),
            Content::Line(json) => Bulk::line(&json).map_err(|bad| (Some(bad.id.clone()), bad)),
        };
        match bulk {
            Ok(bulk) => {
                notes.extend(bulk.notes);
                Opened::Page(Box::new(Delivery::of(place, bulk.id, bulk.page, notes, asked)))
            }
            Err((id, BadLine { what, remedy, .. })) => {
                Opened::Refused(Refusal { id, failure: place.failure(what, remedy) })
            }
        }
    }
}

impl Delivery {
    fn of(place: Place, id: Option<RecordId>, page: Page, notes: Vec<RecordNote>, asked: Option<String>) -> Delivery {
        let given = match &id {
            Some(RecordId::Text(text)) => Some(text.clone()),
            Some(RecordId::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        let name = page.url.clone().or(given).unwrap_or_else(|| match (place.line, place.offset) {
            (Some(line), _) => format!("{}:{line}", place.name),
            (None, Some(offset)) => format!("{}:{offset}", place.name),
            (None, None) => place.name.clone(),
        });
        Delivery { place, name, id, page, notes, asked }
    }
}

/// A note of the way that a page came.
pub(crate) fn note(kind: &str, message: impl Into<String>) -> RecordNote {
    RecordNote { kind: kind.to_owned(), message: message.into(), span: None }
}
