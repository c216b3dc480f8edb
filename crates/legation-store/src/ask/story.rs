//! Stories: which pages tell one, where and when.

use super::Rows;
use super::clause::Clause;
use super::filter::{Filter, Part};
use crate::day::written;
use crate::error::Result;
use crate::store::Store;
use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};
use serde::Serialize;

/// A story.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct StoryRow {
    /// Its number: the smallest row of its pages.
    pub story: i64,
    /// Date of its first page.
    pub from: Option<String>,
    /// Date of its last page.
    pub until: Option<String>,
    /// Title of the first page.
    pub title: Option<String>,
    /// Number of pages.
    pub pages: u64,
    /// Languages of its pages.
    pub languages: Vec<String>,
    /// Publishers of its pages.
    pub publishers: Vec<String>,
    /// Number of acts told in it.
    pub acts: u64,
}

/// One copy of a story.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Copy {
    /// Row of the page.
    pub row: i64,
    /// What the page is known by.
    pub page: String,
    /// Its date.
    pub date: Option<String>,
    /// Its language.
    pub language: String,
    /// Its title.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The agency that it credits.
    pub agency: Option<String>,
    /// The language it was translated from.
    pub translated_from: Option<String>,
}

/// Stories with a page that a filter leaves, newest first; `least` pages or more each.
pub fn stories(store: &Store, filter: &Filter, least: u64, part: Part) -> Result<Rows<StoryRow>> {
    let mut clause = filter.on_page();
    clause.and("p.latest = 1", []);
    clause.during("p.day", filter.when);
    if filter.actor.is_some() || filter.with.is_some() || !filter.types.is_empty() {
        let mut acts = filter.on_parties(store)?;
        acts.one_of("act.type", &filter.types);
        let sql = format!("p.id IN (SELECT e.page FROM act JOIN event e ON e.act = act.id WHERE {})", acts.sql());
        clause.and(sql, acts.values());
    }
    let chosen = format!(
        "SELECT p.story FROM page p WHERE {} GROUP BY p.story \
         HAVING (SELECT count(*) FROM page one WHERE one.story = p.story AND one.latest = 1) >= {least}",
        clause.sql()
    );
    let count = count(store, &chosen, &clause)?;
    let sql = format!(
        "SELECT story, min(day), max(day), count(*), group_concat(DISTINCT language), \
         group_concat(DISTINCT coalesce(publisher, domain)) \
         FROM page WHERE latest = 1 AND story IN ({chosen}) GROUP BY story ORDER BY 3 DESC, 1 DESC LIMIT ? OFFSET ?"
    );
    let mut statement = store.connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(clause.values().into_iter().chain(part.limits())), story)?;
    let mut rows: Vec<StoryRow> = rows.collect::<rusqlite::Result<_>>()?;
    for row in &mut rows {
        row.title = copies(store, row.story)?.into_iter().find_map(|copy| copy.title);
        let mut statement = store.connection.prepare_cached(
            "SELECT count(DISTINCT e.act) FROM page p JOIN event e ON e.page = p.id WHERE p.story = ?",
        )?;
        row.acts = statement.query_row([row.story], |row| row.get::<_, i64>(0))?.unsigned_abs();
    }
    Ok(Rows { count, rows, next: part.next(count) })
}

fn count(store: &Store, chosen: &str, clause: &Clause) -> Result<u64> {
    let mut statement = store.connection.prepare_cached(&format!("SELECT count(*) FROM ({chosen})"))?;
    Ok(statement.query_row(params_from_iter(clause.values()), |row| row.get::<_, i64>(0))?.unsigned_abs())
}

fn story(row: &Row<'_>) -> rusqlite::Result<StoryRow> {
    let list = |column: usize| -> rusqlite::Result<Vec<String>> {
        let text: Option<String> = row.get(column)?;
        let mut words: Vec<String> = text.unwrap_or_default().split(',').map(str::to_owned).collect();
        words.retain(|word| !word.is_empty());
        words.sort();
        Ok(words)
    };
    Ok(StoryRow {
        story: row.get(0)?,
        from: row.get::<_, Option<i32>>(1)?.map(written),
        until: row.get::<_, Option<i32>>(2)?.map(written),
        title: None,
        pages: row.get::<_, i64>(3)?.unsigned_abs(),
        languages: list(4)?,
        publishers: list(5)?,
        acts: 0,
    })
}

/// The copies of a story, oldest first.
pub fn copies(store: &Store, story: i64) -> Result<Vec<Copy>> {
    let mut statement = store.connection.prepare_cached(
        "SELECT id, name, date, language, title, coalesce(publisher, domain), agency, translated_from FROM page \
         WHERE story = ? AND latest = 1 ORDER BY day IS NULL, day, id",
    )?;
    let rows = statement.query_map([Value::Integer(story)], |row| {
        Ok(Copy {
            row: row.get(0)?,
            page: row.get(1)?,
            date: row.get(2)?,
            language: row.get(3)?,
            title: row.get(4)?,
            publisher: row.get(5)?,
            agency: row.get(6)?,
            translated_from: row.get(7)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
