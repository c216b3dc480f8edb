//! Where the copies of one story differ: names, titles, numbers, dates, attributions, passages.
//!
//! The first record is what the others are compared with. Facts are aligned by what survives translation: persons by
//! office and sound, numbers and dates by value and place, quotations and passages by place and length.

mod facts;
mod passages;
mod persons;

use legation::record::Record;
use legation::span::Span;
use serde::Serialize;

/// What copies differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aspect {
    /// A name is written otherwise.
    Name,
    /// A person holds another office.
    Title,
    /// One copy has a title where the others have a part of the name: likely a slip of translation.
    TitleForName,
    /// A number is another one.
    Number,
    /// A date is another one.
    Date,
    /// Words are given to another speaker.
    Attribution,
    /// A copy lacks a passage, or has one of its own.
    Passage,
}

/// One difference between copies.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// What they differ in.
    pub aspect: Aspect,
    /// What each copy has, for those that have a say.
    pub forms: Vec<Form>,
}

/// What one copy has.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Form {
    /// The copy, by its place among the records.
    pub page: usize,
    /// Its words; empty where it has none.
    pub words: String,
    /// Where they stand.
    pub span: Option<Span>,
    /// What they mean, where that is not the words themselves: an office, a value.
    pub value: Option<String>,
}

impl Form {
    /// What a copy has here.
    fn new(page: usize, text: &[char], start: usize, end: usize) -> Form {
        let words = text.get(start..end).unwrap_or_default().iter().collect();
        Form { page, words, span: Some(Span::new(start, end)), value: None }
    }

    /// A copy that has nothing here.
    fn none(page: usize) -> Form {
        Form { page, words: String::new(), span: None, value: None }
    }

    /// The same with what it means.
    fn meaning(self, value: impl Into<String>) -> Form {
        Form { value: Some(value.into()), ..self }
    }
}

/// Where copies of one story differ.
pub fn differences(records: &[&Record]) -> Vec<Difference> {
    let copies: Vec<Copy<'_>> = records.iter().map(|record| Copy::of(record)).collect();
    let mut found = persons::differences(&copies);
    found.extend(facts::numbers(&copies));
    found.extend(facts::dates(&copies));
    found.extend(facts::attributions(&copies));
    found.extend(passages::differences(&copies));
    found
}

/// A record with its article's body.
struct Copy<'r> {
    record: &'r Record,
    body: super::body::Body,
}

impl<'r> Copy<'r> {
    fn of(record: &'r Record) -> Copy<'r> {
        Copy { record, body: super::body::Body::of(record) }
    }

    /// How far apart a character here and one of another copy stand, as a share of the text: counted from the
    /// beginning, from the end, or within the whole, whichever brings them nearest, since passages may be missing.
    fn apart(&self, character: usize, other: &Copy<'_>, there: usize) -> f64 {
        let (a, b) = (f64::from(self.body.at(character)), f64::from(other.body.at(there)));
        let (m, n) = (f64::from(self.body.length().max(1)), f64::from(other.body.length().max(1)));
        let ways = [(a - b) / m, ((m - a) - (n - b)) / m, a / m - b / n];
        ways.into_iter().map(f64::abs).fold(f64::INFINITY, f64::min)
    }
}
