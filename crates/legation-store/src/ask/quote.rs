//! What was said, by whom.

use super::Rows;
use super::clause::{Clause, marks};
use super::filter::{Filter, Part, Who};
use crate::error::Result;
use crate::store::Store;
use rusqlite::params_from_iter;
use rusqlite::types::Value;
use serde::Serialize;

/// One quotation.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct QuoteRow {
    /// Date of the page.
    pub page_date: Option<String>,
    /// Codes of the speakers.
    pub speakers: Vec<String>,
    /// Their names on the page.
    pub speaker_names: String,
    /// Whether the words stand in quotation marks.
    pub direct: bool,
    /// The words.
    pub text: String,
    /// How it was said.
    pub strength: Option<String>,
    /// The sentence.
    pub sentence: String,
    /// Its language.
    pub language: String,
    /// Lasting key of the fact.
    pub key: String,
    /// What the page is known by.
    pub page: String,
    /// Who published it.
    pub publisher: Option<String>,
}

/// What the actor of a filter said (everyone without one), newest page first. `when` is the page's date.
pub fn quotes(store: &Store, filter: &Filter, part: Part) -> Result<Rows<QuoteRow>> {
    let mut clause = filter.on_page();
    clause.during("q.day", filter.when);
    if let Some(name) = &filter.actor {
        by(store, name, &mut clause)?;
    }
    let from = "quote q JOIN page p ON p.id = q.page JOIN sentence s ON s.id = q.sentence";
    let sql = format!("SELECT count(*) FROM {from} WHERE {}", clause.sql());
    let mut statement = store.connection.prepare_cached(&sql)?;
    let count = statement.query_row(params_from_iter(clause.values()), |row| row.get::<_, i64>(0))?.unsigned_abs();
    let sql = format!(
        "SELECT p.date, q.speakers, q.speaker_names, q.direct, q.text, q.strength, s.text, p.language, q.key, p.name, \
         coalesce(p.publisher, p.domain) FROM {from} WHERE {} ORDER BY q.day DESC, q.id LIMIT ? OFFSET ?",
        clause.sql()
    );
    let mut statement = store.connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(clause.values().into_iter().chain(part.limits())), |row| {
        let speakers: String = row.get(1)?;
        Ok(QuoteRow {
            page_date: row.get(0)?,
            speakers: speakers.split(' ').filter(|code| !code.is_empty()).map(str::to_owned).collect(),
            speaker_names: row.get(2)?,
            direct: row.get(3)?,
            text: row.get(4)?,
            strength: row.get(5)?,
            sentence: row.get(6)?,
            language: row.get(7)?,
            key: row.get(8)?,
            page: row.get(9)?,
            publisher: row.get(10)?,
        })
    })?;
    let rows = rows.collect::<rusqlite::Result<_>>()?;
    Ok(Rows { count, rows, next: part.next(count) })
}

/// Said by a person or body, or by anyone of a state.
fn by(store: &Store, name: &str, clause: &mut Clause) -> Result<()> {
    match store.who(name)? {
        Who::Actors(rows) => clause.and(
            format!("q.id IN (SELECT quote FROM speaker WHERE actor IN ({}))", marks(rows.len())),
            rows.into_iter().map(Value::Integer),
        ),
        Who::Code(code) => {
            let (whole, part) = (format!("% {code} %"), format!("% {code}.%"));
            clause.and(
                "(' ' || q.speakers || ' ' LIKE ? OR ' ' || q.speakers || ' ' LIKE ?)",
                [whole.into(), part.into()],
            );
        }
    }
    Ok(())
}
