//! The timeline: acts, each with all who witness it.

use super::clause::Clause;
use super::filter::{Filter, Part, Who};
use super::{Rows, when};
use crate::error::Result;
use crate::store::Store;
use crate::write::parties::state;
use rusqlite::{Row, params, params_from_iter};
use serde::Serialize;

/// One act, told by its surest account.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ActRow {
    /// Its row in the store.
    pub act: i64,
    /// TIMEX3 date; where the pages give none, `null`.
    pub date: Option<String>,
    /// The day it stands at: the first of its date, else the first on which it was told.
    pub day: Option<String>,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Whether it happened.
    pub status: String,
    /// States and organisations that act.
    pub source: Vec<String>,
    /// States and organisations that are acted upon.
    pub target: Vec<String>,
    /// PLOVER score.
    pub score: f64,
    /// How many pages tell it.
    pub witnesses: i64,
    /// Other acts of the same parties and day that say otherwise: it did not happen, or the other way round.
    pub contradicted_by: Vec<i64>,
    /// The surest account.
    #[serde(flatten)]
    pub told: Witness,
}

/// One account of an act.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Witness {
    /// Names of those who act, as the page has them.
    pub source_names: String,
    /// Names of those who are acted upon.
    pub target_names: String,
    /// Where.
    pub place: Option<String>,
    /// Whose words tell it.
    pub reported_by: Option<String>,
    /// Probability that it was read rightly.
    pub confidence: f64,
    /// The sentence.
    pub sentence: String,
    /// Its language.
    pub language: String,
    /// Lasting key of the fact.
    pub key: String,
    /// What the page is known by.
    pub page: String,
    /// Its title.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its date.
    pub page_date: Option<String>,
}

const ACCOUNT: &str = "SELECT e.source_names, e.target_names, e.place, e.reported_by, e.confidence, s.text, p.language, \
     e.key, p.name, p.title, coalesce(p.publisher, p.domain), p.date \
     FROM event e JOIN page p ON p.id = e.page JOIN sentence s ON s.id = e.sentence \
     WHERE e.act = ? ORDER BY e.confidence DESC, p.day, e.key, p.id";

/// The acts that a filter leaves, newest first.
pub fn timeline(store: &Store, filter: &Filter, part: Part) -> Result<Rows<ActRow>> {
    let (from, order, clause) = plan(store, filter)?;
    let sql = format!("SELECT count(*) FROM {from} WHERE {}", clause.sql());
    let mut statement = store.connection.prepare_cached(&sql)?;
    let count: u64 = statement.query_row(params_from_iter(clause.values()), |row| row.get::<_, i64>(0))?.unsigned_abs();
    let sql = format!(
        "SELECT act.id, act.date, act.day, act.type, act.mode, act.status, act.source, act.target, act.score, \
         act.witnesses FROM {from} WHERE {} ORDER BY {order} LIMIT ? OFFSET ?",
        clause.sql()
    );
    let mut statement = store.connection.prepare_cached(&sql)?;
    let values = clause.values().into_iter().chain(part.limits());
    let rows = statement.query_map(params_from_iter(values), act)?;
    let mut rows: Vec<ActRow> = rows.collect::<rusqlite::Result<_>>()?;
    for row in &mut rows {
        row.told = accounts_of(store, row.act, 1)?.pop().unwrap_or_default();
        row.contradicted_by = contradictions(store, row)?;
    }
    Ok(Rows { count, rows, next: part.next(count) })
}

/// All accounts of an act, surest first.
pub fn accounts(store: &Store, act: i64) -> Result<Vec<Witness>> {
    accounts_of(store, act, i64::MAX)
}

fn accounts_of(store: &Store, act: i64, limit: i64) -> Result<Vec<Witness>> {
    let mut statement = store.connection.prepare_cached(&format!("{ACCOUNT} LIMIT ?"))?;
    let rows = statement.query_map(params![act, limit], witness)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Where to begin and in which order the rows come: two states are looked up by their dyad, one by its acts, else all
/// acts by day. The order is that of an index, so that the first rows need no sorting.
fn plan(store: &Store, filter: &Filter) -> Result<(&'static str, &'static str, Clause)> {
    let code = |name: &Option<String>| -> Result<Option<String>> {
        let Some(name) = name else { return Ok(None) };
        Ok(match store.who(name)? {
            Who::Code(code) if state(&code) == code => Some(code),
            _ => None,
        })
    };
    let (one, other) = (code(&filter.actor)?, code(&filter.with)?);
    let mut clause = Clause::default();
    let mut rest = filter.clone();
    let (from, order) = match (one, other) {
        (Some(one), Some(other)) if one != other => {
            let (a, b) = if one < other { (one, other) } else { (other, one) };
            clause.and("dyad.a = ? AND dyad.b = ?", [a.into(), b.into()]);
            clause.during("dyad.day", filter.when);
            (rest.actor, rest.with, rest.when) = (None, None, when::When::default());
            ("dyad JOIN act ON act.id = dyad.act", "dyad.day DESC, dyad.act DESC")
        }
        (Some(one), None) if filter.with.is_none() => {
            clause.and("party.code = ?", [one.into()]);
            clause.during("party.day", filter.when);
            (rest.actor, rest.when) = (None, when::When::default());
            ("party JOIN act ON act.id = party.act", "party.day DESC, party.act DESC")
        }
        _ => ("act", "act.day DESC, act.id DESC"),
    };
    for more in [rest.on_act(), rest.on_parties(store)?] {
        if !more.is_empty() {
            clause.and(more.sql(), more.values());
        }
    }
    Ok((from, order, clause))
}

fn act(row: &Row<'_>) -> rusqlite::Result<ActRow> {
    let codes = |column: usize| -> rusqlite::Result<Vec<String>> {
        let text: String = row.get(column)?;
        Ok(text.split(' ').filter(|code| !code.is_empty()).map(str::to_owned).collect())
    };
    Ok(ActRow {
        act: row.get(0)?,
        date: row.get(1)?,
        day: row.get::<_, Option<i32>>(2)?.map(crate::day::written),
        kind: row.get(3)?,
        mode: row.get(4)?,
        status: row.get(5)?,
        source: codes(6)?,
        target: codes(7)?,
        score: row.get(8)?,
        witnesses: row.get(9)?,
        contradicted_by: Vec::new(),
        told: Witness::default(),
    })
}

fn witness(row: &Row<'_>) -> rusqlite::Result<Witness> {
    Ok(Witness {
        source_names: row.get(0)?,
        target_names: row.get(1)?,
        place: row.get(2)?,
        reported_by: row.get(3)?,
        confidence: row.get(4)?,
        sentence: row.get(5)?,
        language: row.get(6)?,
        key: row.get(7)?,
        page: row.get(8)?,
        title: row.get(9)?,
        publisher: row.get(10)?,
        page_date: row.get(11)?,
    })
}

/// Acts of the same type, day and parties that deny this one or turn it round.
fn contradictions(store: &Store, row: &ActRow) -> Result<Vec<i64>> {
    let identity = |status: &str, source: &[String], target: &[String]| {
        let parties = crate::write::act::parties(&row.kind, &source.join(" "), &target.join(" "));
        format!("{}|{status}|{parties}|{}", row.kind, row.date.as_deref().unwrap_or("-"))
    };
    let denied = match row.status.as_str() {
        "actual" => "negated",
        "negated" => "actual",
        _ => return Ok(Vec::new()),
    };
    let mut others = vec![identity(denied, &row.source, &row.target)];
    if !crate::plover::is_mutual(&row.kind) && row.source != row.target && !row.target.is_empty() {
        others.push(identity(&row.status, &row.target, &row.source));
    }
    let mut found = Vec::new();
    for identity in others {
        let mut statement = store.connection.prepare_cached("SELECT id FROM act WHERE identity = ?")?;
        let rows = statement.query_map([identity], |row| row.get(0))?;
        for row in rows {
            found.push(row?);
        }
    }
    Ok(found)
}
