//! The day of a page: given, claimed or concluded.

use super::Unit;
use crate::document::DateBasis;
use jiff::civil::Date;

/// The day of a page and how it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageDay {
    /// The most likely day.
    pub date: Date,
    /// How exact it is: a day, a month or a year.
    pub unit: Unit,
    /// Where it was found.
    pub basis: DateBasis,
    /// Probability that it is right.
    pub confidence: f32,
}

impl PageDay {
    /// A day that the caller or the page claims.
    pub fn claimed(date: Date, basis: DateBasis) -> PageDay {
        let confidence = match basis {
            DateBasis::Given => 1.0,
            DateBasis::Metadata => 0.97,
            DateBasis::Address => 0.95,
            DateBasis::Dateline => 0.9,
            DateBasis::Text => 0.5,
        };
        PageDay { date, unit: Unit::Day, basis, confidence }
    }

    /// As the record writes it: as exact as it is known.
    pub fn value(&self) -> String {
        let whole = self.date.to_string();
        let length = match self.unit {
            Unit::Year => 4,
            Unit::Month => 7,
            _ => whole.len(),
        };
        whole.get(..length).unwrap_or(&whole).to_string()
    }
}
