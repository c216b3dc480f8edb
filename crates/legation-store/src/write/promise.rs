//! When two accounts tell one promise, and which acts would keep it.

use super::parties::{states, written};
use legation::record::{Commitment, Record, Status};
use std::collections::{BTreeMap, BTreeSet};

/// One account of a promise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Row of the commitment.
    pub commitment: i64,
    /// Row of its page.
    pub page: i64,
    /// Codes of those who promise.
    pub by: String,
    /// Codes of those to whom.
    pub to: String,
    /// TIMEX3 set.
    pub cadence: Option<String>,
    /// TIMEX3 date.
    pub due: Option<String>,
    /// Types of acts that would keep it.
    pub awaits: String,
}

/// One line of text for each account, in their order: accounts with the same line tell the same promise.
///
/// Inside a story the n-th promise of a page with given parties, date and kind is the n-th of every other page.
pub fn identities(story: i64, accounts: &[Account]) -> Vec<String> {
    let mut order: Vec<usize> = (0..accounts.len()).collect();
    order.sort_by_key(|&place| accounts.get(place).map(|account| (account.page, account.commitment)));
    let mut seen: BTreeMap<(i64, String), u32> = BTreeMap::new();
    let mut lines = vec![String::new(); accounts.len()];
    for place in order {
        let Some(account) = accounts.get(place) else { continue };
        let line = line(story, account);
        let number = seen.entry((account.page, line.clone())).or_default();
        *number = number.saturating_add(1);
        if let Some(slot) = lines.get_mut(place) {
            *slot = format!("{line}|{number}");
        }
    }
    lines
}

fn line(story: i64, account: &Account) -> String {
    let (by, to) = (written(&states(&account.by)), written(&states(&account.to)));
    let cadence = account.cadence.as_deref().unwrap_or("-");
    let due = account.due.as_deref().unwrap_or("-");
    format!("{by}>{to}|{cadence}|{due}|{}|{story}", account.awaits)
}

/// The types of acts that would keep a promise: what it is about, and acts that its words tell as still to come.
/// Promising once more keeps nothing.
pub fn awaits(record: &Record, commitment: &Commitment) -> String {
    let acts = record.events.iter().filter(|event| {
        commitment.span.contains(event.trigger_span) && matches!(event.status, Status::Future | Status::Hypothetical)
    });
    let topic = commitment.topic.iter().filter_map(|topic| topic.split(' ').next());
    let kinds: BTreeSet<&str> =
        acts.map(|event| event.kind.as_str()).chain(topic).filter(|kind| *kind != "AGREE").collect();
    written(&kinds)
}
