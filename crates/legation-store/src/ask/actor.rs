//! Actors over all pages: their names in every script, their offices over time.

use super::Rows;
use super::clause::marks;
use super::filter::{Filter, Part, Who};
use crate::day::written;
use crate::error::Result;
use crate::store::Store;
use rusqlite::params_from_iter;
use rusqlite::types::Value;
use serde::Serialize;

/// Someone.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ActorRow {
    /// Row in the store.
    pub actor: i64,
    /// The name that most pages have.
    pub name: String,
    /// What it is: `person`, `state`, `organisation`, `body`, or `office` where no page gives a name.
    pub kind: String,
    /// Code.
    pub code: Option<String>,
    /// All names, most frequent first.
    pub names: Vec<String>,
    /// Offices with the days on which pages give them.
    pub offices: Vec<Office>,
    /// Number of pages.
    pub pages: u64,
    /// Number of quotations.
    pub quotes: u64,
    /// Number of acts.
    pub acts: u64,
    /// Why different names are taken for one actor's.
    pub because: Vec<String>,
}

/// An office and its evidence.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Office {
    /// Key of the office.
    pub office: String,
    /// Code while in office.
    pub code: Option<String>,
    /// Date of the first page that gives it.
    pub from: Option<String>,
    /// Date of the last.
    pub until: Option<String>,
    /// The first page.
    pub page: String,
}

/// The actors that a name, a code or nothing selects, those on most pages first.
pub fn actors(store: &Store, filter: &Filter, part: Part) -> Result<Rows<ActorRow>> {
    let mut clause = filter.on_page();
    clause.during("a.day", filter.when);
    if let Some(name) = &filter.actor {
        match store.who(name)? {
            Who::Code(code) if code.contains('.') => clause.and("a.code = ?", [Value::Text(code)]),
            Who::Code(code) => {
                clause.and("(a.code = ? OR a.code LIKE ?)", [code.clone().into(), format!("{code}.%").into()]);
            }
            Who::Actors(rows) => {
                clause.and(format!("a.actor IN ({})", marks(rows.len())), rows.into_iter().map(Value::Integer));
            }
        }
    }
    let from = "appearance a JOIN actor ON actor.id = a.actor JOIN page p ON p.id = a.page";
    let sql = format!("SELECT count(DISTINCT actor.root) FROM {from} WHERE {}", clause.sql());
    let count: i64 =
        store.connection.prepare_cached(&sql)?.query_row(params_from_iter(clause.values()), |row| row.get(0))?;
    let sql = format!(
        "SELECT actor.root, count(DISTINCT a.page) FROM {from} WHERE {} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ? OFFSET ?",
        clause.sql()
    );
    let mut statement = store.connection.prepare_cached(&sql)?;
    let found = statement.query_map(params_from_iter(clause.values().into_iter().chain(part.limits())), |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?.unsigned_abs()))
    })?;
    let found: Vec<(i64, u64)> = found.collect::<rusqlite::Result<_>>()?;
    let rows = found.into_iter().map(|(root, pages)| told(store, root, pages)).collect::<Result<_>>()?;
    let count = count.unsigned_abs();
    Ok(Rows { count, rows, next: part.next(count) })
}

fn told(store: &Store, root: i64, pages: u64) -> Result<ActorRow> {
    let connection = &store.connection;
    let (kind, code): (String, Option<String>) = connection
        .prepare_cached("SELECT kind, code FROM actor WHERE id = ?")?
        .query_row([root], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let count = |sql: &str| -> Result<u64> {
        Ok(connection.prepare_cached(sql)?.query_row([root], |row| row.get::<_, i64>(0))?.unsigned_abs())
    };
    let names = list(
        store,
        root,
        "SELECT a.name FROM appearance a JOIN actor ON actor.id = a.actor WHERE actor.root = ? \
         GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 50",
    )?;
    let because = list(
        store,
        root,
        "SELECT DISTINCT why FROM alias JOIN actor ON actor.id = alias.actor WHERE actor.root = ? ORDER BY 1 LIMIT 20",
    )?;
    Ok(ActorRow {
        actor: root,
        name: names.first().cloned().unwrap_or_default(),
        kind,
        code,
        names,
        offices: offices(store, root)?,
        pages,
        quotes: count(
            "SELECT count(DISTINCT quote) FROM speaker JOIN actor ON actor.id = speaker.actor WHERE actor.root = ?",
        )?,
        acts: count(
            "SELECT count(DISTINCT e.act) FROM participant t JOIN actor ON actor.id = t.actor \
             JOIN event e ON e.id = t.event WHERE actor.root = ?",
        )?,
        because,
    })
}

fn list(store: &Store, root: i64, sql: &str) -> Result<Vec<String>> {
    let mut statement = store.connection.prepare_cached(sql)?;
    let rows = statement.query_map([root], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn offices(store: &Store, root: i64) -> Result<Vec<Office>> {
    let mut statement = store.connection.prepare_cached(
        "SELECT a.office, a.code, min(a.day), max(a.day), p.name FROM appearance a JOIN actor ON actor.id = a.actor \
         JOIN page p ON p.id = a.page WHERE actor.root = ? AND a.office IS NOT NULL GROUP BY 1, 2 ORDER BY 3, 1",
    )?;
    let rows = statement.query_map([root], |row| {
        Ok(Office {
            office: row.get(0)?,
            code: row.get(1)?,
            from: row.get::<_, Option<i32>>(2)?.map(written),
            until: row.get::<_, Option<i32>>(3)?.map(written),
            page: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
