//! The one error of the library: what is wrong, in which file and line, and why.

use std::fmt;

/// A failure at the library's edges (bad knowledge file, unusable setting); reading a page never fails.
pub struct Error {
    message: String,
    file: Option<String>,
    line: Option<usize>,
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// An error with what is wrong and how to mend it, in lower case without a final stop.
    pub fn new(message: impl Into<String>) -> Error {
        Error { message: message.into(), file: None, line: None, cause: None }
    }

    /// Names the file.
    pub fn in_file(mut self, file: impl Into<String>) -> Error {
        self.file = Some(file.into());
        self
    }

    /// Names the line, counted from 1.
    pub fn at_line(mut self, line: usize) -> Error {
        self.line = Some(line);
        self
    }

    /// The line it is about, counted from 1.
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    /// Keeps what caused it.
    pub fn because(mut self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
        self.cause = Some(cause.into());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.file, self.line) {
            (Some(file), Some(line)) => write!(f, "{file}:{line}: {}", self.message)?,
            (Some(file), None) => write!(f, "{file}: {}", self.message)?,
            _ => write!(f, "{}", self.message)?,
        }
        match &self.cause {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as _)
    }
}
