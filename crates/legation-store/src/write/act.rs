//! When two accounts tell one act: a function of all accounts in a story, whatever their order.

use super::parties::{states, written};
use crate::day::{Day, days, is_one_day};
use crate::plover::is_mutual;
use std::collections::{BTreeMap, BTreeSet};

/// One account of an act.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Row of the event.
    pub event: i64,
    /// PLOVER type.
    pub kind: String,
    /// As in the record.
    pub status: String,
    /// TIMEX3 date.
    pub date: Option<String>,
    /// Codes of those who act.
    pub source: String,
    /// Codes of those who are acted upon.
    pub target: String,
}

/// What accounts of one act have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity {
    /// PLOVER type.
    pub kind: String,
    /// `actual` (now or before), `future`, `negated` or `hypothetical`.
    pub status: String,
    /// Parties: `JPN KOR` where they act together, `JPN>KOR` where not.
    pub parties: String,
    /// The date that the accounts together give.
    pub date: Option<String>,
    /// The story, where the date is no single day and says too little by itself.
    pub story: Option<i64>,
}

impl Identity {
    /// One line of text, the same for the same act.
    pub fn key(&self) -> String {
        let date = self.date.as_deref().unwrap_or("-");
        let story = self.story.map_or_else(String::new, |story| format!("|{story}"));
        format!("{}|{}|{}|{date}{story}", self.kind, self.status, self.parties)
    }
}

/// The identity of each account of one story, in the order of the accounts.
///
/// An act with its day is the same wherever it is told. A vaguer account is laid to the only day that another
/// account of the story gives for the same type and parties; without such a day it stays within its story.
pub fn identities(story: i64, accounts: &[Account]) -> Vec<Identity> {
    let mut dated: BTreeMap<(String, String, String), BTreeSet<&str>> = BTreeMap::new();
    for account in accounts {
        if let Some(date) = account.date.as_deref().filter(|date| is_one_day(date)) {
            dated.entry(kin(account)).or_default().insert(day_of(date));
        }
    }
    let none = BTreeSet::new();
    accounts
        .iter()
        .map(|account| {
            let kin = kin(account);
            let known = dated.get(&kin).unwrap_or(&none);
            let date = settled(account.date.as_deref(), known);
            let (kind, status, parties) = kin;
            let nameless = parties.trim_matches('>').is_empty();
            let sure = date.as_deref().is_some_and(is_one_day) && !nameless;
            Identity { kind, status, parties, date, story: (!sure).then_some(story) }
        })
        .collect()
}

/// The date of an account, made more exact by the only day that fits into it.
fn settled(date: Option<&str>, known: &BTreeSet<&str>) -> Option<String> {
    let span = date.and_then(days);
    if let (Some(date), Some((first, last))) = (date, span)
        && first == last
    {
        return Some(day_of(date).to_owned());
    }
    let fits = |day: &&&str| match (span, days(day)) {
        (Some(span), Some(day)) => inside(day, span),
        (None, Some(_)) => date.is_none(),
        _ => false,
    };
    let mut fitting = known.iter().filter(fits);
    match (fitting.next(), fitting.next()) {
        (Some(only), None) => Some((*only).to_owned()),
        _ => date.map(str::to_owned),
    }
}

fn inside((first, last): (Day, Day), (from, to): (Day, Day)) -> bool {
    from <= first && last <= to
}

/// The day of a date with an hour.
fn day_of(date: &str) -> &str {
    date.split('T').next().unwrap_or(date)
}

fn kin(account: &Account) -> (String, String, String) {
    let status = if account.status == "past" { "actual" } else { account.status.as_str() };
    (account.kind.clone(), status.to_owned(), parties(&account.kind, &account.source, &account.target))
}

/// The parties of an act as its identity has them.
pub fn parties(kind: &str, source: &str, target: &str) -> String {
    let (source, target) = (states(source), states(target));
    if is_mutual(kind) {
        written(&source.union(&target).copied().collect())
    } else {
        format!("{}>{}", written(&source), written(&target))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(event: i64, date: Option<&str>, source: &str, target: &str, status: &str) -> Account {
        let (kind, status) = ("CONSULT".to_owned(), status.to_owned());
        Account { event, kind, status, date: date.map(str::to_owned), source: source.into(), target: target.into() }
    }

    #[test]
    fn accounts_of_one_day_and_vaguer_ones_are_one_act() {
        let accounts = [
            account(1, Some("2025-09-08"), "JPN.GOV", "KOR.GOV", "actual"),
            account(2, Some("2025-09"), "JPN", "KOR", "past"),
            account(3, None, "KOR", "JPN.MIL", "actual"),
            account(4, Some("2025-08"), "JPN", "KOR", "actual"),
            account(5, Some("2025-09-08T14:00"), "JPN", "KOR", "negated"),
        ];
        let keys: Vec<String> = identities(7, &accounts).iter().map(Identity::key).collect();
        assert_eq!(keys[0], "CONSULT|actual|JPN KOR|2025-09-08");
        assert_eq!((&keys[1], &keys[2]), (&keys[0], &keys[0]));
        assert_eq!(keys[3], "CONSULT|actual|JPN KOR|2025-08|7");
        assert_eq!(keys[4], "CONSULT|negated|JPN KOR|2025-09-08");
    }

    #[test]
    fn the_order_of_accounts_does_not_matter() {
        let mut accounts = vec![
            account(1, Some("2025-09-08"), "JPN", "KOR", "actual"),
            account(2, Some("2025-09-10"), "JPN", "KOR", "actual"),
            account(3, Some("2025-09"), "JPN", "KOR", "actual"),
        ];
        let sorted = |accounts: &[Account]| {
            let keys = identities(1, accounts);
            let mut rows: Vec<_> = accounts.iter().map(|account| account.event).zip(keys).collect();
            rows.sort();
            rows
        };
        let forward = sorted(&accounts);
        accounts.reverse();
        assert_eq!(sorted(&accounts), forward);
    }
}
