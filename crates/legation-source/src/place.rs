//! Where an input stands, and what is wrong with one that cannot be read.

use crate::visible;
use std::fmt;

/// Where an input stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// File name as given, address, or `stdin`.
    pub name: String,
    /// Line, counted from 1, where the file has one input a line; row, where it is a table.
    pub line: Option<u64>,
    /// Byte of the file where the input begins, where a file of bytes holds many.
    pub offset: Option<u64>,
}

impl Place {
    /// A whole file or address.
    pub fn whole(name: impl Into<String>) -> Place {
        Place { name: name.into(), line: None, offset: None }
    }

    /// A line of this file.
    pub fn line(&self, line: u64) -> Place {
        Place { line: Some(line), ..self.clone() }
    }

    /// A byte of this file.
    pub fn offset(&self, offset: u64) -> Place {
        Place { offset: Some(offset), ..self.clone() }
    }

    /// A failure here.
    pub fn failure(&self, what: impl Into<String>, remedy: impl Into<String>) -> Failure {
        Failure { place: self.clone(), what: what.into(), remedy: remedy.into() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&visible::one_line(&self.name))?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        self.offset.map_or(Ok(()), |offset| write!(f, ": byte {offset}"))
    }
}

/// One input that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Where.
    pub place: Place,
    /// What is wrong, in lower case.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.place, visible::one_line(&self.what), visible::one_line(&self.remedy))
    }
}
