//! After pages came into a story: which accounts tell one act, which one promise, and which names one person.

use super::parties::{states, written};
use super::{act, actor, promise};
use crate::day::days;
use crate::error::Result;
use crate::plover::{is_mutual, weight};
use rusqlite::{Connection, OptionalExtension as _, params};
use std::collections::{BTreeMap, BTreeSet};

/// Settles one story anew.
pub fn story(connection: &Connection, story: i64) -> Result<()> {
    acts(connection, story)?;
    promises(connection, story)?;
    actor::link(connection, story)
}

fn acts(connection: &Connection, story: i64) -> Result<()> {
    let mut touched = BTreeSet::new();
    let mut accounts = Vec::new();
    let mut statement = connection.prepare_cached(
        "SELECT e.id, e.type, e.status, e.date, e.source, e.target, e.act FROM page p JOIN event e ON e.page = p.id \
         WHERE p.story = ? ORDER BY e.id",
    )?;
    let mut rows = statement.query([story])?;
    while let Some(row) = rows.next()? {
        accounts.push(act::Account {
            event: row.get(0)?,
            kind: row.get(1)?,
            status: row.get(2)?,
            date: row.get(3)?,
            source: row.get(4)?,
            target: row.get(5)?,
        });
        touched.insert(row.get::<_, i64>(6)?);
    }
    for (account, identity) in accounts.iter().zip(act::identities(story, &accounts)) {
        let row = act_row(connection, &identity)?;
        connection.prepare_cached("UPDATE event SET act = ? WHERE id = ?")?.execute(params![row, account.event])?;
        touched.insert(row);
    }
    touched.into_iter().filter(|row| *row > 0).try_for_each(|row| count_act(connection, row))
}

fn act_row(connection: &Connection, identity: &act::Identity) -> Result<i64> {
    let key = identity.key();
    let known = connection
        .prepare_cached("SELECT id FROM act WHERE identity = ?")?
        .query_row([&key], |row| row.get(0))
        .optional()?;
    if let Some(row) = known {
        return Ok(row);
    }
    let (first, last) = identity.date.as_deref().and_then(days).unzip();
    connection
        .prepare_cached(
            "INSERT INTO act (identity, type, status, date, day, last_day, source, target, score, witnesses) \
             VALUES (?, ?, ?, ?, ?, ?, '', '', 0, 0)",
        )?
        .execute(params![key, identity.kind, identity.status, identity.date, first, last])?;
    Ok(connection.last_insert_rowid())
}

/// Counts the witnesses of an act anew; takes mode and direction from most of them; forgets an act without any.
pub fn count_act(connection: &Connection, act: i64) -> Result<()> {
    for table in ["DELETE FROM party WHERE act = ?", "DELETE FROM dyad WHERE act = ?"] {
        connection.prepare_cached(table)?.execute([act])?;
    }
    let witnesses: i64 = connection
        .prepare_cached("SELECT count(DISTINCT page) FROM event WHERE act = ?")?
        .query_row([act], |row| row.get(0))?;
    if witnesses == 0 {
        connection.prepare_cached("DELETE FROM act WHERE id = ?")?.execute([act])?;
        return Ok(());
    }
    let (source, target): (String, String) = connection
        .prepare_cached("SELECT source, target FROM event WHERE act = ? GROUP BY 1, 2 ORDER BY count(*) DESC, 1, 2")?
        .query_row([act], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mode: Option<String> = connection
        .prepare_cached(
            "SELECT mode FROM event WHERE act = ? GROUP BY 1 ORDER BY mode IS NULL, count(*) DESC, mode LIMIT 1",
        )?
        .query_row([act], |row| row.get(0))?;
    let (source, target) = (written(&states(&source)), written(&states(&target)));
    describe(connection, act, &source, &target, mode.as_deref(), witnesses)
}

fn describe(
    connection: &Connection,
    act: i64,
    source: &str,
    target: &str,
    mode: Option<&str>,
    witnesses: i64,
) -> Result<()> {
    let (kind, status, date): (String, String, Option<String>) = connection
        .prepare_cached("SELECT type, status, date FROM act WHERE id = ?")?
        .query_row([act], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let score = weight(&kind, mode).score;
    // An act without a date stands on the first day on which a page tells of it.
    let told: Option<i32> = connection
        .prepare_cached("SELECT min(p.day) FROM event e JOIN page p ON p.id = e.page WHERE e.act = ?")?
        .query_row([act], |row| row.get(0))?;
    let day = date.as_deref().and_then(days).map(|(first, _)| first).or(told);
    connection
        .prepare_cached(
            "UPDATE act SET source = ?, target = ?, mode = ?, score = ?, witnesses = ?, day = ? WHERE id = ?",
        )?
        .execute(params![source, target, mode, score, witnesses, day, act])?;
    lay_parties(connection, act, &kind, &status, day, score, &states(source), &states(target))
}

#[allow(clippy::too_many_arguments, reason = "the columns of one row")]
fn lay_parties(
    connection: &Connection,
    act: i64,
    kind: &str,
    status: &str,
    day: Option<i32>,
    score: f64,
    sources: &BTreeSet<&str>,
    targets: &BTreeSet<&str>,
) -> Result<()> {
    for code in sources.union(targets) {
        let role = match (sources.contains(code), targets.contains(code)) {
            (true, true) => "both",
            (true, false) => "source",
            _ => "target",
        };
        connection
            .prepare_cached("INSERT INTO party (code, day, act, role) VALUES (?, ?, ?, ?)")?
            .execute(params![code, day, act, role])?;
    }
    for ((a, b), direction) in dyads(kind, sources, targets) {
        connection
            .prepare_cached(
                "INSERT INTO dyad (a, b, day, act, direction, type, status, score) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![a, b, day, act, direction, kind, status, score])?;
    }
    Ok(())
}

/// The pairs of an act, each once: of all parties where they act together, else of each source with each target.
fn dyads<'c>(
    kind: &str,
    sources: &BTreeSet<&'c str>,
    targets: &BTreeSet<&'c str>,
) -> BTreeMap<(&'c str, &'c str), &'static str> {
    let mut dyads = BTreeMap::new();
    if is_mutual(kind) {
        let all: Vec<&str> = sources.union(targets).copied().collect();
        for (place, a) in all.iter().enumerate() {
            dyads.extend(all.iter().skip(place + 1).map(|b| ((*a, *b), "a=b")));
        }
        return dyads;
    }
    for (source, target) in sources.iter().flat_map(|source| targets.iter().map(move |target| (*source, *target))) {
        let (pair, direction) = if source < target { ((source, target), "a>b") } else { ((target, source), "b>a") };
        if source != target {
            dyads.entry(pair).and_modify(|known| *known = "a=b").or_insert(direction);
        }
    }
    dyads
}

fn promises(connection: &Connection, story: i64) -> Result<()> {
    let mut touched = BTreeSet::new();
    let mut accounts = Vec::new();
    let mut statement = connection.prepare_cached(
        "SELECT c.id, c.page, c.by_codes, c.to_codes, c.cadence, c.due, c.awaits, c.promise FROM page p \
         JOIN commitment c ON c.page = p.id WHERE p.story = ? ORDER BY c.id",
    )?;
    let mut rows = statement.query([story])?;
    while let Some(row) = rows.next()? {
        accounts.push(promise::Account {
            commitment: row.get(0)?,
            page: row.get(1)?,
            by: row.get(2)?,
            to: row.get(3)?,
            cadence: row.get(4)?,
            due: row.get(5)?,
            awaits: row.get(6)?,
        });
        touched.insert(row.get::<_, i64>(7)?);
    }
    for (account, identity) in accounts.iter().zip(promise::identities(story, &accounts)) {
        let row = promise_row(connection, account, &identity)?;
        connection
            .prepare_cached("UPDATE commitment SET promise = ? WHERE id = ?")?
            .execute(params![row, account.commitment])?;
        touched.insert(row);
    }
    touched.into_iter().filter(|row| *row > 0).try_for_each(|row| count_promise(connection, row))
}

fn promise_row(connection: &Connection, account: &promise::Account, identity: &str) -> Result<i64> {
    let known = connection
        .prepare_cached("SELECT id FROM promise WHERE identity = ?")?
        .query_row([identity], |row| row.get(0))
        .optional()?;
    if let Some(row) = known {
        return Ok(row);
    }
    let due_day = account.due.as_deref().and_then(days).map(|(_, last)| last);
    connection
        .prepare_cached(
            "INSERT INTO promise (identity, by_codes, to_codes, cadence, due, due_day, awaits, witnesses) \
             VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
        )?
        .execute(params![
            identity,
            written(&states(&account.by)),
            written(&states(&account.to)),
            account.cadence,
            account.due,
            due_day,
            account.awaits,
        ])?;
    Ok(connection.last_insert_rowid())
}

/// Counts the witnesses of a promise anew; forgets one without any.
pub fn count_promise(connection: &Connection, promise: i64) -> Result<()> {
    let (witnesses, day): (i64, Option<i32>) = connection
        .prepare_cached("SELECT count(DISTINCT page), min(day) FROM commitment WHERE promise = ?")?
        .query_row([promise], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if witnesses == 0 {
        connection.prepare_cached("DELETE FROM promise WHERE id = ?")?.execute([promise])?;
    } else {
        connection
            .prepare_cached("UPDATE promise SET witnesses = ?, day = ? WHERE id = ?")?
            .execute(params![witnesses, day, promise])?;
    }
    Ok(())
}
