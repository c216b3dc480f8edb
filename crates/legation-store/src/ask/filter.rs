//! What every question may be narrowed by; the same names as the options and the web parameters have.

use super::clause::{Clause, marks};
use super::when::When;
use crate::error::Result;
use crate::store::Store;
use crate::write::actor::squeezed;
use rusqlite::types::Value;

/// Conditions on facts and on the pages that tell them; an empty one leaves everything.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Someone who takes part: a code or a name.
    pub actor: Option<String>,
    /// Someone else who takes part.
    pub with: Option<String>,
    /// PLOVER types.
    pub types: Vec<String>,
    /// PLOVER modes.
    pub modes: Vec<String>,
    /// Whether it happened: `actual`, `future`, `negated`, `hypothetical`.
    pub status: Vec<String>,
    /// When it happened.
    pub when: When,
    /// When pages told it.
    pub seen: When,
    /// Languages of pages.
    pub languages: Vec<String>,
    /// Publishers, by name or domain.
    pub publisher: Option<String>,
    /// Least confidence of an account.
    pub min: Option<f64>,
}

/// Which rows of an answer.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// How many; `None` for all.
    pub size: Option<u64>,
    /// How many to pass over.
    pub skip: u64,
}

impl Part {
    /// For `LIMIT ? OFFSET ?`.
    pub(super) fn limits(self) -> [Value; 2] {
        let number = |n: u64| Value::Integer(i64::try_from(n).unwrap_or(i64::MAX));
        [self.size.map_or(Value::Integer(-1), number), number(self.skip)]
    }

    /// Where the next part begins.
    pub(super) fn next(self, count: u64) -> Option<u64> {
        let end = self.skip.saturating_add(self.size?);
        (end < count).then_some(end)
    }
}

/// Whom a name or a code means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// A state or an organisation, by its code.
    Code(String),
    /// Actors of the store, by their rows.
    Actors(Vec<i64>),
}

impl Store {
    /// Whom a code or a name means; a name that nobody bears means no one.
    pub fn who(&self, name: &str) -> Result<Who> {
        let name = name.trim();
        let code = name.to_uppercase();
        let known = self.connection.prepare_cached("SELECT 1 FROM party WHERE code = ? LIMIT 1")?.exists([&code])?;
        if known || is_code(name) {
            return Ok(Who::Code(code));
        }
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT other.id, other.identity FROM appearance a JOIN actor one ON one.id = a.actor \
             JOIN actor other ON other.root = one.root WHERE a.folded = ? ORDER BY other.id",
        )?;
        let rows = statement.query_map([squeezed(name)], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
        let rows: Vec<(i64, String)> = rows.collect::<rusqlite::Result<_>>()?;
        // The name of a state or an organisation means its code.
        let code = rows.iter().find(|(_, identity)| !identity.contains('|')).map(|(_, identity)| identity.clone());
        Ok(code.map_or_else(|| Who::Actors(rows.into_iter().map(|(row, _)| row).collect()), Who::Code))
    }
}

/// Codes are written in capitals: `JPN`, `JPN.GOV`, `IGO:UN`.
fn is_code(text: &str) -> bool {
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    letters >= 2
        && text.bytes().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'.' | b':' | b'0'..=b'9'))
        && (text.len() == 3 || text.contains(['.', ':']))
}

impl Filter {
    /// Whether it speaks of acts, not of pages alone.
    pub(crate) fn is_about_acts(&self) -> bool {
        let words = [&self.types, &self.modes, &self.status];
        self.actor.is_some() || self.with.is_some() || words.iter().any(|words| !words.is_empty())
    }

    /// Conditions on the page of an account, told as `p`.
    pub(crate) fn on_page(&self) -> Clause {
        let mut clause = Clause::default();
        clause.during("p.day", self.seen);
        clause.one_of("p.language", &self.languages);
        if let Some(publisher) = &self.publisher {
            let value = Value::Text(publisher.clone());
            clause.and("(p.publisher = ? COLLATE NOCASE OR p.domain = ?)", [value.clone(), value]);
        }
        clause
    }

    /// Conditions on an act, told as `act`, but for its parties and its accounts.
    pub(crate) fn on_act_itself(&self) -> Clause {
        let mut clause = Clause::default();
        clause.one_of("act.type", &self.types);
        clause.one_of("act.mode", &self.modes);
        clause.one_of("act.status", &self.status);
        clause.during("act.day", self.when);
        clause
    }

    /// Conditions on an act, told as `act`, but for its parties.
    pub(super) fn on_act(&self) -> Clause {
        let mut clause = self.on_act_itself();
        let mut account = self.on_page();
        if let Some(min) = self.min {
            account.and("e.confidence >= ?", [Value::Real(min)]);
        }
        if !account.is_empty() {
            let sql = format!(
                "EXISTS (SELECT 1 FROM event e JOIN page p ON p.id = e.page WHERE e.act = act.id AND {})",
                account.sql()
            );
            clause.and(sql, account.values());
        }
        clause
    }

    /// Conditions on an act's parties, told as `act`.
    pub(crate) fn on_parties(&self, store: &Store) -> Result<Clause> {
        let mut clause = Clause::default();
        for name in self.actor.iter().chain(&self.with) {
            match store.who(name)? {
                Who::Code(code) => takes_part(&mut clause, &code),
                Who::Actors(rows) => {
                    let sql = format!(
                        "act.id IN (SELECT e.act FROM participant t JOIN event e ON e.id = t.event WHERE t.actor IN ({}))",
                        marks(rows.len())
                    );
                    clause.and(sql, rows.into_iter().map(Value::Integer));
                }
            }
        }
        Ok(clause)
    }
}

/// A state or organisation, or with a sector one of its parts, takes part.
fn takes_part(clause: &mut Clause, code: &str) {
    let state = crate::write::parties::state(code);
    clause.and(
        "EXISTS (SELECT 1 FROM party WHERE party.code = ? AND party.day IS act.day AND party.act = act.id)",
        [Value::Text(state.to_owned())],
    );
    if state != code {
        clause.and(
            "EXISTS (SELECT 1 FROM event e WHERE e.act = act.id AND ' ' || e.source || ' ' || e.target || ' ' LIKE ?)",
            [Value::Text(format!("% {code} %"))],
        );
    }
}
