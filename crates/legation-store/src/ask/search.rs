//! Pages by their words, in every script.

use super::filter::{Filter, Part};
use super::{Rows, fact};
use crate::error::Result;
use crate::search::{asked, fold};
use crate::store::Store;
use rusqlite::params_from_iter;
use rusqlite::types::Value;
use serde::Serialize;

/// A page that holds what was searched.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Hit {
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
    /// Its story.
    pub story: i64,
    /// The first line that holds a word of the question; `null` where the text was not kept.
    pub line: Option<String>,
    /// Lasting keys of the facts on the page.
    pub facts: Vec<String>,
}

/// Pages that hold all words of a question (phrases in quotation marks), newest first.
///
/// `None` where nothing in the question can be searched.
pub fn search(store: &Store, question: &str, filter: &Filter, part: Part) -> Result<Option<Rows<Hit>>> {
    let Some(terms) = asked(question) else { return Ok(None) };
    let mut clause = filter.on_page();
    clause.during("p.day", filter.when);
    clause.and("p.id IN (SELECT rowid FROM search WHERE search MATCH ?)", [Value::Text(terms)]);
    let sql = format!("SELECT count(*) FROM page p WHERE {}", clause.sql());
    let mut statement = store.connection.prepare_cached(&sql)?;
    let count = statement.query_row(params_from_iter(clause.values()), |row| row.get::<_, i64>(0))?.unsigned_abs();
    let sql = format!(
        "SELECT p.id, p.name, p.date, p.language, p.title, coalesce(p.publisher, p.domain), p.story FROM page p \
         WHERE {} ORDER BY p.day DESC, p.id LIMIT ? OFFSET ?",
        clause.sql()
    );
    let mut statement = store.connection.prepare_cached(&sql)?;
    let found = statement.query_map(params_from_iter(clause.values().into_iter().chain(part.limits())), |row| {
        let hit = Hit {
            page: row.get(1)?,
            date: row.get(2)?,
            language: row.get(3)?,
            title: row.get(4)?,
            publisher: row.get(5)?,
            story: row.get(6)?,
            line: None,
            facts: Vec::new(),
        };
        Ok((row.get::<_, i64>(0)?, hit))
    })?;
    let mut rows = Vec::new();
    for found in found {
        let (page, mut hit) = found?;
        let record = fact::reading(store, page)?.record;
        hit.line = line(&record.article.text, question);
        let events = record.events.iter().map(|event| event.key.clone());
        hit.facts = events.chain(record.quotes.iter().map(|quote| quote.key.clone())).collect();
        rows.push(hit);
    }
    Ok(Some(Rows { count, rows, next: part.next(count) }))
}

/// The first line with most of the question's words.
fn line(text: &str, question: &str) -> Option<String> {
    let words: Vec<String> =
        fold(question).split(|letter: char| !letter.is_alphanumeric()).map(str::to_owned).collect();
    let words: Vec<&String> = words.iter().filter(|word| !word.is_empty()).collect();
    let hits = |line: &str| {
        let line = fold(line);
        words.iter().filter(|word| line.contains(word.as_str())).count()
    };
    let lines = text.lines().map(|line| (hits(line), line)).filter(|(hits, _)| *hits > 0);
    let best = lines.fold(None, |best: Option<(usize, &str)>, next| match best {
        Some(best) if best.0 >= next.0 => Some(best),
        _ => Some(next),
    });
    best.map(|(_, line)| line.trim().to_owned())
}
