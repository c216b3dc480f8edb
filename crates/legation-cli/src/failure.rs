//! What can go wrong and how it is told: what, where, what to do.

use crate::output::visible;
use std::io::{self, Write as _};
use std::process::ExitCode;

/// How a command ended when it ran to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything was done.
    Done,
    /// There is no such thing.
    NothingFound,
    /// Finished, but some inputs could not be read.
    SomeFailed,
}

/// Exit status of wrong usage and of failures.
pub const FAILED: u8 = 2;

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(match outcome {
            Outcome::Done => 0,
            Outcome::NothingFound => 1,
            Outcome::SomeFailed => 3,
        })
    }
}

/// Why a command ended before its end.
#[derive(Debug)]
pub enum Stop {
    /// Nobody reads the output any more (`| head`): no failure.
    ReaderLeft,
    /// The message says what, where and what to do.
    Failed(String),
}

impl From<legation::error::Error> for Stop {
    fn from(error: legation::error::Error) -> Stop {
        Stop::Failed(error.to_string())
    }
}

impl Stop {
    /// What a failed write to `place` means.
    pub fn writing(place: &str, error: &io::Error) -> Stop {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Stop::ReaderLeft,
            io::ErrorKind::StorageFull => {
                Stop::Failed(format!("{place}: the disk is full; make room and run the command again"))
            }
            _ => Stop::Failed(format!("{place}: cannot write: {error}")),
        }
    }
}

/// Writes one line to stderr, after the program's name; where stderr is gone there is nobody to tell.
pub fn tell(message: &str) {
    let _ = writeln!(io::stderr().lock(), "legation: {message}");
}

/// A fault of ours ends in one line instead of a trace; bulk reading goes on with the next page.
pub fn tell_faults_in_one_line() {
    std::panic::set_hook(Box::new(|fault| {
        let place = fault.location().map_or_else(String::new, |at| format!(" at {}:{}", at.file(), at.line()));
        let payload = fault.payload();
        let message = payload.downcast_ref::<&str>().copied().or(payload.downcast_ref::<String>().map(String::as_str));
        let message = message.unwrap_or("unknown");
        tell(&format!("internal fault{place}: {}; please report it with the page", visible::one_line(message)));
    }));
}
