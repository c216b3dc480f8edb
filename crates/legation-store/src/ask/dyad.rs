//! Two states: what passes between them, month by month.

use super::act::{ActRow, timeline};
use super::filter::{Filter, Part};
use super::when::When;
use crate::day::{Day, month};
use crate::error::Result;
use crate::store::Store;
use rusqlite::params;
use serde::Serialize;
use std::collections::BTreeMap;

/// Two states or organisations.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Dyad {
    /// The one whose code comes first.
    pub a: String,
    /// The other.
    pub b: String,
    /// Month by month, those without any act between the first and the last too.
    pub months: Vec<Month>,
    /// How many acts there are.
    pub count: u64,
    /// The latest of them.
    pub acts: Vec<ActRow>,
}

/// One month of a dyad. Acts that were announced, denied or only possible are not counted.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Month {
    /// `YYYY-MM`.
    pub month: String,
    /// Sum of the PLOVER scores above zero.
    pub cooperation: f64,
    /// Sum of the PLOVER scores below zero.
    pub conflict: f64,
    /// Number of acts.
    pub acts: u64,
    /// Number of pages read, whatever they tell: a month without pages is not a quiet month.
    pub pages: u64,
}

/// What passed between two, by their codes.
pub fn dyad(store: &Store, one: &str, other: &str, filter: &Filter, part: Part) -> Result<Dyad> {
    let (a, b) = if one <= other { (one, other) } else { (other, one) };
    let months = months(store, a, b, filter.when)?;
    let filter = Filter { actor: Some(a.to_owned()), with: Some(b.to_owned()), ..filter.clone() };
    let acts = timeline(store, &filter, part)?;
    Ok(Dyad { a: a.to_owned(), b: b.to_owned(), months, count: acts.count, acts: acts.rows })
}

fn months(store: &Store, a: &str, b: &str, when: When) -> Result<Vec<Month>> {
    let (from, until) = (when.from.unwrap_or(Day::MIN), when.until.unwrap_or(Day::MAX));
    // First by day, in the index alone; months are put together from at most a few thousand days.
    let mut statement = store.connection.prepare_cached(
        "SELECT day, sum(max(score, 0)), sum(min(score, 0)), count(*) FROM dyad \
         WHERE a = ? AND b = ? AND day BETWEEN ? AND ? AND status = 'actual' GROUP BY day ORDER BY day",
    )?;
    let mut months: BTreeMap<String, Month> = BTreeMap::new();
    let mut rows = statement.query(params![a, b, from, until])?;
    let mut ends: Option<(Day, Day)> = None;
    while let Some(row) = rows.next()? {
        let day: Day = row.get(0)?;
        ends = Some(ends.map_or((day, day), |(first, _)| (first, day)));
        let entry = months.entry(month(day)).or_default();
        entry.cooperation += row.get::<_, f64>(1)?;
        entry.conflict += row.get::<_, f64>(2)?;
        entry.acts += row.get::<_, i64>(3)?.unsigned_abs();
    }
    let Some((first, last)) = ends else { return Ok(Vec::new()) };
    let mut statement = store
        .connection
        .prepare_cached("SELECT day, count(*) FROM page WHERE latest = 1 AND day BETWEEN ? AND ? GROUP BY day")?;
    let mut rows = statement.query(params![first - 31, last + 31])?;
    let mut pages: BTreeMap<String, u64> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        *pages.entry(month(row.get(0)?)).or_default() += row.get::<_, i64>(1)?.unsigned_abs();
    }
    let mut day = first;
    while month(day) <= month(last) {
        months.entry(month(day)).or_default();
        day = day.saturating_add(28);
    }
    Ok(months
        .into_iter()
        .map(|(month, entry)| Month { pages: pages.get(&month).copied().unwrap_or_default(), month, ..entry })
        .collect())
}
