//! Questions to a store, and their answers as rows.

mod act;
mod actor;
mod clause;
mod dyad;
mod fact;
mod filter;
mod promise;
mod quote;
mod search;
mod story;
mod when;

pub(crate) use clause::{Clause, marks};
pub(crate) use fact::reading;

pub use act::{ActRow, Witness, accounts, timeline};
pub use actor::{ActorRow, Office, actors};
pub use dyad::{Dyad, Month, dyad};
pub use fact::{Found, fact, page, record};
pub use filter::{Filter, Part, Who};
pub use promise::{Outcome, PromiseRow, State, Wanted, promises};
pub use quote::{QuoteRow, quotes};
pub use search::{Hit, search};
pub use story::{Copy, StoryRow, copies, stories};
pub use when::When;

use serde::Serialize;

/// Rows of an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rows<R> {
    /// How many there are in all.
    pub count: u64,
    /// Those that were asked for.
    pub rows: Vec<R>,
    /// Where the next ones begin; `null` after the last.
    pub next: Option<u64>,
}
