//! Promises and what came of them, told by later facts and never by a verdict without one.
//!
//! "Overdue" says that no later fact was read by the last day of the store, not that a promise was broken.

use super::Rows;
use super::clause::{Clause, marks};
use super::filter::{Filter, Part, Who};
use super::when::When;
use crate::day::{Day, written};
use crate::error::Result;
use crate::store::Store;
use crate::write::parties::{state, states};
use jiff::civil::Date;
use jiff::{Span, ToSpan as _};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, Row, params, params_from_iter};
use serde::Serialize;

/// Days before its end in which a promise is due.
const SOON: Day = 30;
/// Days after its date, or without one after it was told, in which an act can answer a promise.
const HORIZON: Day = 366;
/// The most later acts that are looked at for one promise.
const MOST: usize = 1000;
/// The most periods of a repeated promise that are looked at.
const PERIODS: usize = 200;

/// Where a promise stands, in the order in which people want them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Its time is over and no later fact answers it.
    Overdue,
    /// Its time ends within a month.
    Due,
    /// It has time, or no end.
    #[default]
    Open,
    /// A later fact says that it was not kept.
    Broken,
    /// It was promised again.
    Renewed,
    /// A later fact keeps it.
    Kept,
    /// It names no act that could be looked for, or not two parties.
    Untracked,
}

/// One change of a promise, with the fact that shows it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Outcome {
    /// What it became.
    pub state: State,
    /// On which day.
    pub day: String,
    /// For a repeated promise: which period it answers, as a year or a first day.
    pub period: Option<String>,
    /// Lasting key of the fact; `null` where a time ran out without one.
    pub key: Option<String>,
    /// Its sentence.
    pub sentence: Option<String>,
    /// Its page.
    pub page: Option<String>,
}

/// A promise.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PromiseRow {
    /// Its row in the store.
    pub promise: i64,
    /// Where it stands on the last day of the store.
    pub state: State,
    /// By when; a TIMEX3 date.
    pub due: Option<String>,
    /// How often; a TIMEX3 set.
    pub cadence: Option<String>,
    /// States and organisations that promise.
    pub by: Vec<String>,
    /// Those to whom.
    pub to: Vec<String>,
    /// Names of those who promise, as the page has them.
    pub by_names: String,
    /// What, in the words of the page.
    pub action: String,
    /// How firmly.
    pub strength: Option<String>,
    /// Types of acts that would keep it.
    pub awaits: Vec<String>,
    /// When it was first told.
    pub told: Option<String>,
    /// How many pages tell it.
    pub witnesses: i64,
    /// What came of it, oldest first.
    pub outcomes: Vec<Outcome>,
    /// The sentence.
    pub sentence: String,
    /// Its language.
    pub language: String,
    /// Lasting key of the surest account.
    pub key: String,
    /// Its page.
    pub page: String,
}

/// Which promises.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Who takes part and which pages tell it.
    pub filter: Filter,
    /// When it is due.
    pub due: When,
    /// In which states.
    pub states: Vec<State>,
}

/// Promises by state, then by the day on which they are due.
pub fn promises(store: &Store, wanted: &Wanted, part: Part) -> Result<Rows<PromiseRow>> {
    let today = store.last_day()?.unwrap_or_default();
    let clause = clause(store, wanted)?;
    let sql = format!(
        "SELECT id, by_codes, to_codes, cadence, due, due_day, awaits, day, witnesses FROM promise WHERE {}",
        clause.sql()
    );
    let mut statement = store.connection.prepare_cached(&sql)?;
    let found = statement.query_map(params_from_iter(clause.values()), promise)?;
    let mut judged = Vec::new();
    for promise in found {
        let promise = promise?;
        let outcomes = outcomes(store, &promise, today)?;
        let state = standing(&promise, &outcomes, today);
        if wanted.states.is_empty() || wanted.states.contains(&state) {
            judged.push((state, promise, outcomes));
        }
    }
    judged.sort_by_key(|(state, promise, _)| (*state, promise.due_day.unwrap_or(Day::MAX), promise.day, promise.row));
    let count = judged.len() as u64;
    let size = part.size.map_or(usize::MAX, |size| usize::try_from(size).unwrap_or(usize::MAX));
    let skip = usize::try_from(part.skip).unwrap_or(usize::MAX);
    let rows = judged.into_iter().skip(skip).take(size);
    let rows = rows.map(|(state, promise, outcomes)| told(store, state, &promise, outcomes)).collect::<Result<_>>()?;
    Ok(Rows { count, rows, next: part.next(count) })
}

impl Store {
    /// The last day on which a page of the store was published: what the store knows ends there.
    pub fn last_day(&self) -> Result<Option<Day>> {
        Ok(self.connection.query_row("SELECT max(day) FROM page WHERE latest = 1", [], |row| row.get(0))?)
    }
}

/// A promise as it stands in its table.
struct Promise {
    row: i64,
    by: String,
    to: String,
    cadence: Option<String>,
    due: Option<String>,
    due_day: Option<Day>,
    awaits: String,
    day: Option<Day>,
    witnesses: i64,
}

fn promise(row: &Row<'_>) -> rusqlite::Result<Promise> {
    Ok(Promise {
        row: row.get(0)?,
        by: row.get(1)?,
        to: row.get(2)?,
        cadence: row.get(3)?,
        due: row.get(4)?,
        due_day: row.get(5)?,
        awaits: row.get(6)?,
        day: row.get(7)?,
        witnesses: row.get(8)?,
    })
}

fn clause(store: &Store, wanted: &Wanted) -> Result<Clause> {
    let mut clause = Clause::default();
    clause.during("due_day", wanted.due);
    clause.during("day", wanted.filter.when);
    for name in wanted.filter.actor.iter().chain(&wanted.filter.with) {
        let code = match store.who(name)? {
            Who::Code(code) => state(&code).to_owned(),
            Who::Actors(_) => {
                let sql = "EXISTS (SELECT 1 FROM commitment c WHERE c.promise = promise.id AND \
                           (c.by_names LIKE ? OR c.to_names LIKE ?))";
                let value = Value::Text(format!("%{name}%"));
                clause.and(sql, [value.clone(), value]);
                continue;
            }
        };
        let value = Value::Text(format!("% {code} %"));
        clause.and("' ' || by_codes || ' ' || to_codes || ' ' LIKE ?", [value]);
    }
    let page = wanted.filter.on_page();
    if !page.is_empty() {
        let sql = format!(
            "EXISTS (SELECT 1 FROM commitment c JOIN page p ON p.id = c.page WHERE c.promise = promise.id AND {})",
            page.sql()
        );
        clause.and(sql, page.values());
    }
    Ok(clause)
}

/// A later act that may answer a promise.
struct Answer {
    day: Day,
    act: i64,
    status: String,
}

/// Everything that came of a promise, oldest first.
fn outcomes(store: &Store, promise: &Promise, today: Day) -> Result<Vec<Outcome>> {
    let Some(made) = promise.day.filter(|_| can_be_tracked(promise)) else { return Ok(Vec::new()) };
    let answers = answers(store, promise, made)?;
    let mut outcomes = Vec::new();
    match promise.cadence.as_deref() {
        Some(cadence) => repeated(store, cadence, (made, today), &answers, &mut outcomes)?,
        None => {
            if let Some(answer) = answers.iter().find(|answer| answer.status == "actual") {
                outcomes.push(shown(store, State::Kept, answer, None)?);
            }
        }
    }
    for answer in answers.iter().filter(|answer| answer.status == "negated") {
        outcomes.push(shown(store, State::Broken, answer, None)?);
    }
    outcomes.extend(renewal(store, promise, made)?);
    outcomes.sort_by(|one, other| one.day.cmp(&other.day));
    Ok(outcomes)
}

/// Acts of an awaited type after the promise, in which those who promised and one of those to whom take part.
fn answers(store: &Store, promise: &Promise, made: Day) -> Result<Vec<Answer>> {
    let (by, to): (Vec<&str>, Vec<&str>) =
        (states(&promise.by).into_iter().collect(), states(&promise.to).into_iter().collect());
    let Some((first, others)) = by.split_first() else { return Ok(Vec::new()) };
    // Each promiser with one of those to whom, or with each other, stands in the index of dyads.
    let partners: &[&str] = if to.is_empty() { others.get(..1).unwrap_or_default() } else { &to };
    let types: Vec<&str> = promise.awaits.split(' ').collect();
    let mut answers: Vec<Answer> = Vec::new();
    for partner in partners.iter().filter(|partner| *partner != first) {
        let sql = format!(
            "SELECT day, act, status FROM dyad WHERE a = ? AND b = ? AND day > ? AND type IN ({}) \
             AND status IN ('actual', 'negated') ORDER BY day, act LIMIT {MOST}",
            marks(types.len())
        );
        let pair = if first < partner { [*first, *partner] } else { [*partner, *first] };
        gather(store, &sql, &pair, made, &types, &mut answers)?;
    }
    // Only a page of a later day can tell what came of it, and without a date not for ever.
    let mut later = store
        .connection
        .prepare_cached("SELECT 1 FROM event e JOIN page p ON p.id = e.page WHERE e.act = ? AND p.day > ?")?;
    let horizon = promise.due_day.unwrap_or(made).saturating_add(HORIZON);
    let mut told = Vec::new();
    for answer in answers {
        let in_time = promise.cadence.is_some() || answer.day <= horizon;
        if in_time && later.exists(params![answer.act, made])? {
            told.push(answer);
        }
    }
    let mut answers = told;
    for code in others {
        let mut takes_part =
            store.connection.prepare_cached("SELECT 1 FROM party WHERE code = ? AND day = ? AND act = ?")?;
        let mut all = Vec::new();
        for answer in answers {
            if takes_part.exists(params![code, answer.day, answer.act])? {
                all.push(answer);
            }
        }
        answers = all;
    }
    answers.sort_by_key(|answer| (answer.day, answer.act));
    answers.dedup_by_key(|answer| answer.act);
    Ok(answers)
}

fn gather(store: &Store, sql: &str, codes: &[&str], made: Day, types: &[&str], into: &mut Vec<Answer>) -> Result<()> {
    let text = |words: &[&str]| words.iter().map(|word| Value::Text((*word).to_owned())).collect::<Vec<_>>();
    let values = text(codes).into_iter().chain([Value::Integer(made.into())]).chain(text(types));
    let mut statement = store.connection.prepare_cached(sql)?;
    let rows = statement.query_map(params_from_iter(values), |row| {
        Ok(Answer { day: row.get(0)?, act: row.get(1)?, status: row.get(2)? })
    })?;
    for row in rows {
        into.push(row?);
    }
    Ok(())
}

/// The same parties promise the same kind of act again, in another story.
fn renewal(store: &Store, promise: &Promise, made: Day) -> Result<Option<Outcome>> {
    let mut statement = store.connection.prepare_cached(
        "SELECT other.day, c.key, s.text, p.name FROM promise other JOIN commitment c ON c.promise = other.id \
         JOIN sentence s ON s.id = c.sentence JOIN page p ON p.id = c.page \
         WHERE other.id <> ? AND other.by_codes = ? AND other.to_codes = ? AND other.awaits = ? \
         AND other.cadence IS ? AND other.day > ? \
         ORDER BY other.day, other.id, c.key LIMIT 1",
    )?;
    let values = params![promise.row, promise.by, promise.to, promise.awaits, promise.cadence, made];
    let found = statement.query_row(values, |row| {
        Ok(Outcome {
            state: State::Renewed,
            day: written(row.get(0)?),
            period: None,
            key: row.get(1)?,
            sentence: row.get(2)?,
            page: row.get(3)?,
        })
    });
    Ok(found.optional()?)
}

/// An outcome with the surest account of the act that shows it.
fn shown(store: &Store, state: State, answer: &Answer, period: Option<String>) -> Result<Outcome> {
    let mut statement = store.connection.prepare_cached(
        "SELECT e.key, s.text, p.name FROM event e JOIN sentence s ON s.id = e.sentence JOIN page p ON p.id = e.page \
         WHERE e.act = ? ORDER BY e.confidence DESC, p.day, e.key, p.id LIMIT 1",
    )?;
    let day = written(answer.day);
    Ok(statement.query_row([answer.act], |row| {
        Ok(Outcome { state, day, period, key: row.get(0)?, sentence: row.get(1)?, page: row.get(2)? })
    })?)
}

/// One outcome for each period that is over, and for the present one where it is answered already.
fn repeated(
    store: &Store,
    cadence: &str,
    (made, today): (Day, Day),
    answers: &[Answer],
    outcomes: &mut Vec<Outcome>,
) -> Result<()> {
    for (first, last) in periods(cadence, made).take(PERIODS).take_while(|(first, _)| *first <= today) {
        let period = Some(written(first));
        let kept = answers.iter().find(|answer| answer.status == "actual" && (first..=last).contains(&answer.day));
        match kept {
            Some(answer) => outcomes.push(shown(store, State::Kept, answer, period)?),
            None if last < today => {
                let (state, day) = (State::Overdue, written(last));
                outcomes.push(Outcome { state, day, period, key: None, sentence: None, page: None });
            }
            None => {}
        }
    }
    Ok(())
}

/// The periods after the one in which a repeated promise was made: of the calendar for years and months, else of
/// equal length from the promise on.
fn periods(cadence: &str, made: Day) -> impl Iterator<Item = (Day, Day)> {
    let length = cadence.rsplit('/').next().and_then(|length| length.parse::<Span>().ok());
    let epoch = Date::constant(1970, 1, 1);
    let date = epoch.checked_add(i64::from(made).days()).unwrap_or(epoch);
    let begin = match length {
        Some(length) if length.get_years() > 0 => date.first_of_year(),
        Some(length) if length.get_months() > 0 => date.first_of_month(),
        _ => date,
    };
    let step = move |date: Date| date.checked_add(length?).ok().filter(|next| *next > date);
    let count = move |date: Date| (date - epoch).get_days();
    std::iter::successors(step(begin), move |date| step(*date))
        .map_while(move |first| step(first).map(|next| (count(first), count(next).saturating_sub(1))))
}

/// Whether a promise names an act and two parties: what one state does by itself answers anything and nothing.
fn can_be_tracked(promise: &Promise) -> bool {
    let parties = states(&promise.by).union(&states(&promise.to)).count();
    !promise.awaits.is_empty() && !promise.by.is_empty() && parties > 1
}

fn standing(promise: &Promise, outcomes: &[Outcome], today: Day) -> State {
    if !can_be_tracked(promise) {
        return State::Untracked;
    }
    let latest = |wanted: State| outcomes.iter().rfind(|outcome| outcome.state == wanted);
    let told = outcomes.iter().rfind(|outcome| matches!(outcome.state, State::Kept | State::Broken));
    if promise.cadence.is_some() {
        // What matters of a repeated promise is its last period.
        let last = outcomes.iter().rfind(|outcome| outcome.state != State::Renewed);
        return last.map_or(State::Open, |outcome| outcome.state);
    }
    if let Some(told) = told {
        return told.state;
    }
    if latest(State::Renewed).is_some() {
        return State::Renewed;
    }
    match promise.due_day {
        Some(due) if due < today => State::Overdue,
        Some(due) if due <= today.saturating_add(SOON) => State::Due,
        _ => State::Open,
    }
}

fn told(store: &Store, state: State, promise: &Promise, outcomes: Vec<Outcome>) -> Result<PromiseRow> {
    let codes = |text: &str| text.split(' ').filter(|code| !code.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let mut statement = store.connection.prepare_cached(
        "SELECT c.by_names, c.action, c.strength, s.text, p.language, c.key, p.name FROM commitment c \
         JOIN sentence s ON s.id = c.sentence JOIN page p ON p.id = c.page \
         WHERE c.promise = ? ORDER BY c.confidence DESC, p.day, c.key, p.id LIMIT 1",
    )?;
    Ok(statement.query_row([promise.row], |row| {
        Ok(PromiseRow {
            promise: promise.row,
            state,
            due: promise.due.clone(),
            cadence: promise.cadence.clone(),
            by: codes(&promise.by),
            to: codes(&promise.to),
            by_names: row.get(0)?,
            action: row.get(1)?,
            strength: row.get(2)?,
            awaits: codes(&promise.awaits),
            told: promise.day.map(written),
            witnesses: promise.witnesses,
            outcomes,
            sentence: row.get(3)?,
            language: row.get(4)?,
            key: row.get(5)?,
            page: row.get(6)?,
        })
    })?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::days;

    #[test]
    fn the_periods_of_a_yearly_promise_are_the_years_after_it() {
        let made = days("2025-09-08").map(|(day, _)| day).unwrap_or_default();
        let written = |(first, last)| (super::written(first), super::written(last));
        let years: Vec<_> = periods("R/P1Y", made).take(2).map(written).collect();
        assert_eq!(years[0], ("2026-01-01".to_owned(), "2026-12-31".to_owned()));
        assert_eq!(years[1], ("2027-01-01".to_owned(), "2027-12-31".to_owned()));
        let weeks: Vec<_> = periods("R/P2W", made).take(1).map(written).collect();
        assert_eq!(weeks[0], ("2025-09-22".to_owned(), "2025-10-05".to_owned()));
        assert_eq!(periods("often", made).next(), None);
    }
}
