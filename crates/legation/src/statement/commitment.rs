//! Commitments: what a political actor binds itself to do.

use super::event::Event;
use crate::mention::{Mentions, Setting};

/// A promise.
#[derive(Clone, Debug)]
pub struct Commitment {}

/// Finds the commitments of a page.
pub fn find(_setting: &Setting<'_>, _mentions: &Mentions, _events: &[Event]) -> Vec<Commitment> {
    Vec::new()
}
