//! One row a fact: the flat form of everything in a store.

use crate::ask::{Clause, marks};
use crate::ask::{Filter, Who};
use crate::error::Result;
use crate::store::Store;
use legation::record::Record;
use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};
use serde::Serialize;

/// Which facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactKind {
    /// Acts, one row an account.
    Event,
    /// Things said.
    Quote,
    /// Promises, one row an account.
    Commitment,
}

/// One fact. Columns that its kind does not have are empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FactRow {
    /// `event`, `quote` or `commitment`.
    pub kind: String,
    /// Lasting key.
    pub key: String,
    /// The act or the promise that it is an account of.
    pub same: Option<i64>,
    /// TIMEX3 date of an act; the day by which a promise is due.
    pub date: Option<String>,
    /// PLOVER type of an act; of the acts that would keep a promise.
    #[serde(rename = "type")]
    pub event_type: Option<String>,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Whether it happened.
    pub status: Option<String>,
    /// Codes of those who act, speak or promise.
    pub source: Vec<String>,
    /// Their names on the page.
    pub source_names: String,
    /// Codes of those who are acted upon, or to whom is promised.
    pub target: Vec<String>,
    /// Their names.
    pub target_names: String,
    /// Words of a quote, or of what is promised.
    pub text: Option<String>,
    /// Whether a quote stands in marks.
    pub direct: Option<bool>,
    /// How it was said or promised.
    pub strength: Option<String>,
    /// How often a promise is to be kept: a TIMEX3 set.
    pub cadence: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// ISO 3166 alpha-3 code of the place's country.
    pub place_country: Option<String>,
    /// Latitude.
    pub lat: Option<f64>,
    /// Longitude.
    pub lon: Option<f64>,
    /// Whose words tell an act.
    pub reported_by: Option<String>,
    /// Probability that it was read rightly.
    pub confidence: Option<f64>,
    /// The sentence.
    pub sentence: String,
    /// Its language.
    pub language: String,
    /// What the page is known by.
    pub page: String,
    /// Date of the page.
    pub page_date: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The agency that it credits.
    pub agency: Option<String>,
    /// Its story.
    pub story: i64,
}

const PAGE: &str = "s.text, p.language, p.name, p.date, p.title, coalesce(p.publisher, p.domain), p.agency, p.story";
const JOINED: &str = "JOIN page p ON p.id = f.page JOIN sentence s ON s.id = f.sentence";

/// Gives every fact that a filter leaves, page by page and kind by kind.
pub fn facts(
    store: &Store,
    filter: &Filter,
    kinds: &[FactKind],
    give: &mut dyn FnMut(FactRow) -> Result<()>,
) -> Result<()> {
    for kind in kinds {
        let (columns, from, clause, read) = plan(store, filter, *kind)?;
        let sql =
            format!("SELECT {columns}, {PAGE} FROM {from} {JOINED} WHERE {} ORDER BY p.day, p.id, f.id", clause.sql());
        let mut statement = store.connection.prepare(&sql)?;
        let mut rows = statement.query(params_from_iter(clause.values()))?;
        while let Some(row) = rows.next()? {
            give(read(row)?)?;
        }
    }
    Ok(())
}

type Plan = (&'static str, &'static str, Clause, fn(&Row<'_>) -> rusqlite::Result<FactRow>);

fn plan(store: &Store, filter: &Filter, kind: FactKind) -> Result<Plan> {
    let mut clause = filter.on_page();
    match kind {
        FactKind::Event => {
            for more in [filter.on_act_itself(), filter.on_parties(store)?] {
                if !more.is_empty() {
                    clause.and(more.sql(), more.values());
                }
            }
            if let Some(min) = filter.min {
                clause.and("f.confidence >= ?", [Value::Real(min)]);
            }
            let columns = "f.key, f.act, f.date, f.type, f.mode, f.cameo, f.status, f.source, f.source_names, f.target, \
                 f.target_names, f.place, f.place_country, f.lat, f.lon, f.reported_by, f.confidence";
            Ok((columns, "event f JOIN act ON act.id = f.act", clause, event))
        }
        FactKind::Quote => {
            clause.during("f.day", filter.when);
            narrowed(store, filter, &mut clause, "f.speakers", "f.id IN (SELECT quote FROM speaker WHERE actor IN")?;
            Ok(("f.key, f.speakers, f.speaker_names, f.text, f.direct, f.strength", "quote f", clause, quote))
        }
        FactKind::Commitment => {
            clause.during("f.day", filter.when);
            let parties = "f.by_codes || ' ' || f.to_codes";
            narrowed(store, filter, &mut clause, parties, "f.id IN (SELECT NULL WHERE 0 IN")?;
            let columns = "f.key, f.promise, f.due, f.awaits, f.by_codes, f.by_names, f.to_codes, f.to_names, f.action, \
                 f.strength, f.cadence, f.confidence";
            Ok((columns, "commitment f", clause, commitment))
        }
    }
}

/// Facts of those whom a filter names; filters on acts leave no other facts.
fn narrowed(store: &Store, filter: &Filter, clause: &mut Clause, codes: &str, persons: &str) -> Result<()> {
    if !(filter.types.is_empty() && filter.modes.is_empty() && filter.status.is_empty()) {
        clause.and("0", []);
    }
    for name in filter.actor.iter().chain(&filter.with) {
        match store.who(name)? {
            Who::Code(code) => {
                let (whole, part) = (format!("% {code} %"), format!("% {code}.%"));
                clause.and(
                    format!("(' ' || {codes} || ' ' LIKE ? OR ' ' || {codes} || ' ' LIKE ?)"),
                    [whole.into(), part.into()],
                );
            }
            Who::Actors(rows) => {
                clause.and(format!("{persons} ({}))", marks(rows.len())), rows.into_iter().map(Value::Integer));
            }
        }
    }
    Ok(())
}

fn codes(text: String) -> Vec<String> {
    text.split(' ').filter(|code| !code.is_empty()).map(str::to_owned).collect()
}

fn paged(fact: FactRow, row: &Row<'_>, first: usize) -> rusqlite::Result<FactRow> {
    Ok(FactRow {
        sentence: row.get(first)?,
        language: row.get(first + 1)?,
        page: row.get(first + 2)?,
        page_date: row.get(first + 3)?,
        title: row.get(first + 4)?,
        publisher: row.get(first + 5)?,
        agency: row.get(first + 6)?,
        story: row.get(first + 7)?,
        ..fact
    })
}

fn event(row: &Row<'_>) -> rusqlite::Result<FactRow> {
    let fact = FactRow {
        kind: "event".to_owned(),
        key: row.get(0)?,
        same: row.get(1)?,
        date: row.get(2)?,
        event_type: row.get(3)?,
        mode: row.get(4)?,
        cameo: row.get(5)?,
        status: row.get(6)?,
        source: codes(row.get(7)?),
        source_names: row.get(8)?,
        target: codes(row.get(9)?),
        target_names: row.get(10)?,
        place: row.get(11)?,
        place_country: row.get(12)?,
        lat: row.get(13)?,
        lon: row.get(14)?,
        reported_by: row.get(15)?,
        confidence: row.get(16)?,
        ..FactRow::default()
    };
    paged(fact, row, 17)
}

fn quote(row: &Row<'_>) -> rusqlite::Result<FactRow> {
    let fact = FactRow {
        kind: "quote".to_owned(),
        key: row.get(0)?,
        source: codes(row.get(1)?),
        source_names: row.get(2)?,
        text: row.get(3)?,
        direct: row.get(4)?,
        strength: row.get(5)?,
        ..FactRow::default()
    };
    paged(fact, row, 6)
}

fn commitment(row: &Row<'_>) -> rusqlite::Result<FactRow> {
    let awaits: String = row.get(3)?;
    let fact = FactRow {
        kind: "commitment".to_owned(),
        key: row.get(0)?,
        same: row.get(1)?,
        date: row.get(2)?,
        event_type: Some(awaits).filter(|types| !types.is_empty()),
        source: codes(row.get(4)?),
        source_names: row.get(5)?,
        target: codes(row.get(6)?),
        target_names: row.get(7)?,
        text: row.get(8)?,
        strength: row.get(9)?,
        cadence: row.get(10)?,
        confidence: row.get(11)?,
        ..FactRow::default()
    };
    paged(fact, row, 12)
}

/// Gives the record of every page that a filter leaves, oldest first.
pub fn records(store: &Store, filter: &Filter, give: &mut dyn FnMut(&Record) -> Result<()>) -> Result<()> {
    let mut clause = filter.on_page();
    clause.and("p.latest = 1", []);
    clause.during("p.day", filter.when);
    if filter.is_about_acts() {
        let mut acts = filter.on_act_itself();
        for more in [filter.on_parties(store)?] {
            if !more.is_empty() {
                acts.and(more.sql(), more.values());
            }
        }
        let sql = format!("p.id IN (SELECT e.page FROM act JOIN event e ON e.act = act.id WHERE {})", acts.sql());
        clause.and(sql, acts.values());
    }
    let mut statement =
        store.connection.prepare(&format!("SELECT p.id FROM page p WHERE {} ORDER BY p.day, p.id", clause.sql()))?;
    let mut rows = statement.query(params_from_iter(clause.values()))?;
    while let Some(row) = rows.next()? {
        give(&crate::ask::reading(store, row.get(0)?)?.record)?;
    }
    Ok(())
}
