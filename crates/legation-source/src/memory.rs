//! What the caller remembers of earlier runs.

use crate::fetch::Validators;

/// What is known from earlier runs; it spares fetches. Nothing is known by default.
pub trait Memory {
    /// Whether the page of this address is held already; it is then not fetched.
    fn has(&mut self, address: &str) -> bool {
        let _ = address;
        false
    }

    /// What a server said about this address when everything that it led to had been taken.
    fn validators(&mut self, address: &str) -> Option<Validators> {
        let _ = address;
        None
    }

    /// Whether the work is to end; asked between inputs and while waiting.
    fn stopped(&self) -> bool {
        false
    }
}

/// Remembers nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Forgetful;

impl Memory for Forgetful {}

/// Everything that an address led to was given before this: its validators may be remembered once that is kept.
///
/// It comes in the stream, not by a call, so that it cannot be remembered before the pages are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The address as it was asked for.
    pub address: String,
    /// What its server said.
    pub validators: Validators,
}
