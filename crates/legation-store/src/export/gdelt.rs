//! Acts in the 61 columns of GDELT 2.0's table of events, tab separated, without headings as GDELT publishes it.
//!
//! Lossy: a pair of parties is one row, what was said is left out. Only acts that happened. `NumMentions` counts
//! accounts, `NumArticles` pages, `NumSources` publishers; `GoldsteinScale` holds the PLOVER score.

use crate::ask::{ActRow, Filter, Part, accounts, timeline};
use crate::day::days;
use crate::error::Result;
use crate::plover::{is_mutual, weight};
use crate::store::Store;
use std::collections::BTreeSet;
use std::io::Write;

const COLUMNS: usize = 61;

/// Writes the acts that a filter leaves.
pub fn gdelt(store: &Store, filter: &Filter, out: &mut dyn Write) -> Result<u64> {
    let filter = Filter { status: vec!["actual".to_owned()], ..filter.clone() };
    let mut written = 0;
    for act in timeline(store, &filter, Part { size: None, skip: 0 })?.rows {
        let accounts = accounts(store, act.act)?;
        let publishers: BTreeSet<&str> = accounts.iter().filter_map(|told| told.publisher.as_deref()).collect();
        let pages: BTreeSet<&str> = accounts.iter().map(|told| told.page.as_str()).collect();
        for (source, target) in pairs(&act) {
            let cameo: String = event_code(store, act.act)?;
            let mut row = Row::default();
            written += 1;
            row.date(written, act.day.as_deref());
            row.actor(5, source);
            row.actor(15, target);
            row.set(25, "1");
            row.set(26, &cameo);
            row.set(27, cameo.get(..3).unwrap_or(&cameo));
            row.set(28, cameo.get(..2).unwrap_or(&cameo));
            row.set(29, &weight(&act.kind, act.mode.as_deref()).quad.to_string());
            row.set(30, &act.score.to_string());
            row.set(31, &accounts.len().to_string());
            row.set(32, &publishers.len().max(1).to_string());
            row.set(33, &pages.len().to_string());
            row.set(34, "0");
            row.set(52, act.told.place.as_deref().unwrap_or_default());
            let told = act.told.page_date.as_deref().unwrap_or_default().replace('-', "");
            row.set(59, &if told.len() == 8 { format!("{told}000000") } else { String::new() });
            row.set(60, &act.told.page);
            out.write_all(row.line().as_bytes())?;
        }
    }
    Ok(written)
}

/// The pairs of an act: each who acts with each who is acted upon; where all act together, each with each after it.
fn pairs(act: &ActRow) -> Vec<(&str, &str)> {
    let (sources, targets): (Vec<&str>, Vec<&str>) =
        (act.source.iter().map(String::as_str).collect(), act.target.iter().map(String::as_str).collect());
    if is_mutual(&act.kind) && targets.is_empty() && sources.len() > 1 {
        let pairs =
            sources.iter().enumerate().flat_map(|(at, one)| sources.iter().skip(at + 1).map(|other| (*one, *other)));
        return pairs.collect();
    }
    let sources = if sources.is_empty() { vec![""] } else { sources };
    let targets = if targets.is_empty() { vec![""] } else { targets };
    sources.iter().flat_map(|source| targets.iter().map(move |target| (*source, *target))).collect()
}

/// The CAMEO code of an act's surest account.
fn event_code(store: &Store, act: i64) -> Result<String> {
    let mut statement = store.connection.prepare_cached(
        "SELECT coalesce(cameo, '') FROM event WHERE act = ? ORDER BY confidence DESC, key, id LIMIT 1",
    )?;
    Ok(statement.query_row([act], |row| row.get(0))?)
}

/// One row; what is not known stays empty.
struct Row {
    cells: Vec<String>,
}

impl Default for Row {
    fn default() -> Row {
        Row { cells: vec![String::new(); COLUMNS] }
    }
}

impl Row {
    fn set(&mut self, column: usize, text: &str) {
        if let Some(cell) = self.cells.get_mut(column) {
            *cell = text.replace(['\t', '\n', '\r'], " ");
        }
    }

    /// Id, day, month, year, and the year with its passed part as a fraction.
    fn date(&mut self, id: u64, day: Option<&str>) {
        self.set(0, &id.to_string());
        let Some(day) = day else { return };
        let digits = day.replace('-', "");
        let year = digits.get(..4).unwrap_or_default().to_owned();
        self.set(1, &digits);
        self.set(2, digits.get(..6).unwrap_or_default());
        self.set(3, &year);
        let begin = days(&year).map(|(first, _)| first);
        if let (Some((day, _)), Some(begin)) = (days(day), begin) {
            let passed = f64::from(day.saturating_sub(begin)) / 365.0;
            self.set(4, &format!("{year}{}", format!("{passed:.4}").trim_start_matches('0')));
        }
    }

    /// Code, name and country of a party, its first column given.
    fn actor(&mut self, first: usize, code: &str) {
        self.set(first, code);
        self.set(first + 1, code);
        match code.strip_prefix("IGO:") {
            Some(organisation) => {
                self.set(first + 3, organisation);
                self.set(first + 7, "IGO");
            }
            None => self.set(first + 2, code),
        }
    }

    fn line(&self) -> String {
        let mut line = self.cells.join("\t");
        line.push('\n');
        line
    }
}
