//! Persons, states, organisations and bodies over all pages.
//!
//! States and organisations are known by their codes. Persons are one only where the same name stands for the same
//! state; other names join them on evidence, see [`link`].

use super::fact::word;
use super::parties::state;
use crate::day::Day;
use crate::error::Result;
use crate::search::fold;
use legation::record::{ActorKind, Record, RecordActor};
use rusqlite::{Connection, OptionalExtension as _, params};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Lays the actors of a page down; the answer gives their rows by their local ids.
pub fn lay(connection: &Connection, page: i64, record: &Record, day: Option<Day>) -> Result<HashMap<String, i64>> {
    let mut rows = HashMap::new();
    for actor in &record.actors {
        let Some(identity) = identity(actor) else { continue };
        let row = row(connection, actor, &identity)?;
        connection
            .prepare_cached(
                "INSERT INTO appearance (actor, page, local, name, folded, language, office, code, day, mentions) \
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                row,
                page,
                actor.id,
                actor.name,
                squeezed(&actor.name),
                record.article.language,
                actor.office,
                actor.code,
                day,
                i64::try_from(actor.mentions.len()).unwrap_or(i64::MAX),
            ])?;
        rows.insert(actor.id.clone(), row);
    }
    Ok(rows)
}

/// What an actor is known by over all pages; groups are not known.
fn identity(actor: &RecordActor) -> Option<String> {
    let name = || squeezed(&actor.name);
    let code = actor.code.as_deref().unwrap_or_default();
    match actor.kind {
        ActorKind::Group => None,
        ActorKind::State => Some(actor.code.clone().unwrap_or_else(|| format!("state|{}", name()))),
        ActorKind::Organisation if code.contains(':') => Some(code.to_owned()),
        ActorKind::Organisation => Some(format!("organisation|{}|{}", name(), state(code))),
        ActorKind::Body => Some(format!("body|{}|{}", name(), state(code))),
        ActorKind::Person if is_named(actor) => Some(format!("person|{}|{}", name(), state(code))),
        ActorKind::Person => Some(format!("office|{}|{code}", actor.office.clone().unwrap_or_else(name))),
    }
    .filter(|identity| !identity.ends_with("||"))
}

/// A name as it is compared: folded, without blanks and signs.
pub fn squeezed(name: &str) -> String {
    fold(name).split(|letter: char| !letter.is_alphanumeric()).collect()
}

/// Whether the page gives the person's name, not an office alone.
fn is_named(actor: &RecordActor) -> bool {
    actor.mentions.iter().any(|mention| mention.how == "name")
}

fn row(connection: &Connection, actor: &RecordActor, identity: &str) -> Result<i64> {
    let known = connection
        .prepare_cached("SELECT id FROM actor WHERE identity = ?")?
        .query_row([identity], |row| row.get(0))
        .optional()?;
    if let Some(row) = known {
        return Ok(row);
    }
    let kind = if identity.starts_with("office|") { "office".to_owned() } else { word(&actor.kind) };
    connection
        .prepare_cached("INSERT INTO actor (identity, kind, code, name, root) VALUES (?, ?, ?, ?, 0)")?
        .execute(params![identity, kind, actor.code, actor.name])?;
    let row = connection.last_insert_rowid();
    connection.prepare_cached("UPDATE actor SET root = id WHERE id = ?")?.execute([row])?;
    Ok(row)
}

/// Joins the names of one person on the evidence of a story: on each of its pages that names a holder of an office of a
/// state, that holder is the only one, so all these names are one person's.
pub fn link(connection: &Connection, story: i64) -> Result<()> {
    let mut holders: BTreeMap<(String, String), BTreeMap<i64, BTreeSet<i64>>> = BTreeMap::new();
    let mut statement = connection.prepare_cached(
        "SELECT a.office, a.code, a.page, a.actor FROM appearance a JOIN page p ON p.id = a.page \
         JOIN actor ON actor.id = a.actor \
         WHERE p.story = ? AND p.latest = 1 AND actor.kind = 'person' AND a.office IS NOT NULL AND a.code IS NOT NULL",
    )?;
    let mut rows = statement.query([story])?;
    while let Some(row) = rows.next()? {
        let pages = holders.entry((row.get(0)?, row.get(1)?)).or_default();
        pages.entry(row.get(2)?).or_default().insert(row.get(3)?);
    }
    for ((office, code), pages) in holders {
        if pages.values().any(|persons| persons.len() > 1) {
            continue;
        }
        let persons: BTreeSet<i64> = pages.into_values().flatten().collect();
        let Some(first) = persons.first() else { continue };
        for other in persons.iter().skip(1) {
            join(connection, *first, *other, story, &format!("both are {office} ({code}) in one story"))?;
        }
    }
    Ok(())
}

/// Takes two actors for one, on the evidence of a story.
fn join(connection: &Connection, one: i64, other: i64, story: i64, why: &str) -> Result<()> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO alias (actor, other, story, why) VALUES (?, ?, ?, ?)")?
        .execute(params![one, other, story, why])?;
    unite(connection, one, other)
}

/// Finds the roots of all joined actors anew, after stories changed and with them what speaks for a join.
pub fn unite_all(connection: &Connection) -> Result<()> {
    connection.execute("UPDATE actor SET root = id WHERE root <> id", [])?;
    let mut statement = connection.prepare_cached("SELECT DISTINCT actor, other FROM alias ORDER BY 1, 2")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        unite(connection, row.get(0)?, row.get(1)?)?;
    }
    Ok(())
}

/// The root of two actors is the smaller one's.
fn unite(connection: &Connection, one: i64, other: i64) -> Result<()> {
    let mut root = connection.prepare_cached("SELECT root FROM actor WHERE id = ?")?;
    let (one, other): (i64, i64) =
        (root.query_row([one], |row| row.get(0))?, root.query_row([other], |row| row.get(0))?);
    if one != other {
        connection
            .prepare_cached("UPDATE actor SET root = ? WHERE root = ?")?
            .execute(params![one.min(other), one.max(other)])?;
    }
    Ok(())
}
