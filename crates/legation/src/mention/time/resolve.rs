//! Fixing underspecified times from the page's date, the tense around them, and the times named before.

use super::calendar::{Unit, day, on_or_after, on_or_before, plus_days, weekday};
use super::form::{Amount, Form, From, Modifier, Pick, Sort, TimeKind};
use super::{Found, write};
use crate::span::Span;
use jiff::civil::Date;

/// Which way a sentence looks in time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tense {
    /// It tells what happened.
    Past,
    /// It tells what is to come.
    Future,
    /// It does not say.
    #[default]
    Unknown,
}

/// How a time was fixed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Anchor {
    /// The words say it all.
    Stated,
    /// Counted from the page's date; no surer than that date.
    Page,
    /// Counted from a time named before.
    Text(Span),
    /// So much before or after an act told beside it, which is not fixed here.
    Event {
        /// Units, if the words say how many.
        count: Option<f64>,
        /// The unit.
        unit: Unit,
        /// Days from the act, negative before it, if they can be counted.
        days: Option<i32>,
    },
    /// It could not be fixed; the value holds what is known.
    Open,
}

/// A time expression with its TIMEX3 value.
#[derive(Clone, Debug, PartialEq)]
pub struct Time {
    /// The whole expression.
    pub span: Span,
    /// What sort of thing it names.
    pub kind: TimeKind,
    /// Its TIMEX3 value; sets as `R/P1Y`, ranges as `1950/1953`.
    pub value: String,
    /// Part or nearness.
    pub modifier: Option<Modifier>,
    /// First and last day it covers, where they are known.
    pub days: Option<(Date, Date)>,
    /// The rule that found it, by its number.
    pub rule: usize,
    /// The line of the rule in its file, from 1.
    pub rule_line: usize,
    /// How it was fixed.
    pub anchored: Anchor,
}

/// Fixes times in the order of the text; what states a day that the calendar lacks is left out. `tense` is asked about each span whose words do not say which way they look.
pub fn resolve(found: &[Found], reference: Option<Date>, tense: impl Fn(Span) -> Tense) -> Vec<Time> {
    let reference = stated_today(found, reference).or(reference);
    let mut resolver = Resolver { reference, named: Vec::new(), sentence: None, opening: None };
    found.iter().filter_map(|found| resolver.next(found, &tense)).collect()
}

/// The page's day where the text itself says which day it calls today: "tonight, Saturday, September 29, 2018".
///
/// A page's date is often the day it was fetched, some days after it was written; larger differences are no such slip.
fn stated_today(found: &[Found], reference: Option<Date>) -> Option<Date> {
    let says = |form: &Form| {
        let shift = form.shift.filter(|_| form.unit == Some(Unit::Day))?;
        let year = form.year.or(reference.map(Date::year))?;
        Unit::Day.shift(day(year, form.month?, form.day?)?, -shift)
    };
    let stated = found.iter().find_map(|found| says(&found.form))?;
    let near = |page: Date| (stated - page).get_days().abs() <= NEAR;
    reference.is_none_or(near).then_some(stated)
}

/// A stretch of the calendar with how it is written.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub first: Date,
    pub last: Date,
    pub value: String,
    pub unit: Unit,
    pub anchored: Anchor,
}

impl Placed {
    fn at(date: Date, unit: Unit, anchored: Anchor) -> Placed {
        let (first, last) = unit.around(date);
        Placed { first, last, value: unit.write(date), unit, anchored }
    }
}

/// Days by which a page's date may miss the day on which it was written.
const NEAR: i32 = 7;
/// Days after the page in which something "later" may lie.
const LATEST: i64 = 370;
/// How many times back the text may be counted from.
const MEMORY: usize = 12;

/// A time of the text that a later one may count from.
#[derive(Clone, Copy)]
struct Focus {
    date: Date,
    unit: Unit,
    span: Span,
}

struct Resolver {
    reference: Option<Date>,
    /// Times named so far.
    named: Vec<Focus>,
    /// Number of the sentence that is read.
    sentence: Option<usize>,
    /// The year that opens it: "2004: a quake on December 26".
    opening: Option<i16>,
}

impl Resolver {
    fn next(&mut self, found: &Found, tense: &impl Fn(Span) -> Tense) -> Option<Time> {
        let form = &found.form;
        if self.sentence.replace(found.sentence) != Some(found.sentence) {
            self.opening = form.year.filter(|_| found.opens && form.is_bare_year());
        }
        let placed = match form.sort {
            Sort::Date => self.date(form, || tense(found.span)),
            Sort::Offset => self.offset(form),
            Sort::Duration | Sort::Set | Sort::Reference => None,
        };
        if let Some(placed) = &placed {
            self.named.push(Focus { date: placed.first, unit: placed.unit, span: found.span });
        }
        let (value, anchored, days) = match placed {
            Some(Placed { first, last, value, anchored, .. }) => (value, anchored, Some((first, last))),
            None if form.sort == Sort::Date && form.year.is_some() => return None,
            None => (write::unplaced(form), self.unplaced(form), None),
        };
        let kind = kind(form, &value);
        let Found { span, rule, line, .. } = *found;
        Some(Time { span, kind, value, modifier: form.modifier, days, rule, rule_line: line, anchored })
    }

    fn unplaced(&self, form: &Form) -> Anchor {
        match (form.sort, form.from, form.unit) {
            (Sort::Duration | Sort::Set | Sort::Reference, ..) => Anchor::Stated,
            (Sort::Offset, From::Event | From::Text, Some(unit)) => {
                let count = match form.count {
                    Some(Amount::Number(count)) => Some(count),
                    Some(Amount::Some) => None,
                    None => Some(1.0),
                };
                let sign = if form.back { -1.0 } else { 1.0 };
                let days = count.and_then(|count| write::days(count, unit)).map(|days| (sign * days) as i32);
                Anchor::Event { count, unit, days }
            }
            _ => Anchor::Open,
        }
    }

    /// The day to count from and how it is known.
    fn base(&self, form: &Form) -> Option<(Date, Unit, Anchor)> {
        let page = self.reference.map(|date| (date, Unit::Day, Anchor::Page));
        match (form.from, self.last_named(form.unit.unwrap_or(Unit::Day))) {
            (From::Text, Some(focus)) => Some((focus.date, focus.unit, Anchor::Text(focus.span))),
            _ => page,
        }
    }

    /// The last time named that is no coarser than a unit.
    fn last_named(&self, unit: Unit) -> Option<Focus> {
        self.named.iter().rev().take(MEMORY).find(|focus| focus.unit <= unit.max(Unit::Day)).copied()
    }

    fn offset(&self, form: &Form) -> Option<Placed> {
        let (Amount::Number(count), unit) = (form.count.unwrap_or(Amount::Number(1.0)), form.unit?) else {
            return None;
        };
        if form.from == From::Event {
            return None;
        }
        let (base, known, anchored) = match (form.from, self.last_named(unit)) {
            (From::Text, None) => return None,
            _ => self.base(form)?,
        };
        let (date, unit) = unit.shift_by(base, if form.back { -count } else { count })?;
        // What came "60 years later" is not told from beyond the page: the words counted from something else.
        if form.from == From::Text && self.reference.is_some_and(|page| date > plus_days(page, LATEST)) {
            return None;
        }
        // What is counted from a day of the text is a day; from the page it is as coarse as what is counted.
        let unit = if form.from == From::Text && unit > Unit::Day { known } else { unit };
        Some(with_clock(form, Placed::at(date, unit.max(Unit::Day), anchored)))
    }

    fn date(&self, form: &Form, tense: impl Fn() -> Tense) -> Option<Placed> {
        if let Some(year) = form.year.or_else(|| self.full_year(form.short_year)) {
            return stated(form, year, Anchor::Stated);
        }
        if let Some(decade) = form.decade {
            return self.decade(decade);
        }
        if let Some(century) = form.century {
            return Some(Placed::at(day((century - 1) * 100, 1, 1)?, Unit::Century, Anchor::Stated));
        }
        let (base, known, anchored) = self.base(form)?;
        if let Some(shift) = form.shift {
            return self.shifted(form, shift, (base, known, anchored));
        }
        if form.month.is_some() || form.season.is_some() || form.quarter.is_some() || form.half.is_some() {
            let year = self.year_of(form, base, tense)?;
            return stated(form, year, anchored);
        }
        if form.week.is_some() {
            return stated(form, base.year(), anchored);
        }
        if let Some(weekday) = form.weekday.and_then(weekday) {
            let date = match (form.pick, form.pick.is_none().then(tense)) {
                (Some(Pick::Last), _) => on_or_before(plus_days(base, -1), weekday),
                (Some(Pick::Next), _) => on_or_after(plus_days(base, 1), weekday),
                (Some(Pick::This), _) => on_or_after(Unit::Week.around(base).0, weekday),
                (None, Some(Tense::Future)) => on_or_after(base, weekday),
                (None, _) => on_or_before(base, weekday),
            };
            return Some(with_clock(form, Placed::at(date, Unit::Day, anchored)));
        }
        if let Some(number) = form.day {
            let date = day_of_month(number, base, form.pick, form.pick.is_none().then(tense))?;
            return Some(with_clock(form, Placed::at(date, Unit::Day, anchored)));
        }
        self.clock(form)
    }

    /// "08:30", "malam": on the day last named, else on the page's.
    fn clock(&self, form: &Form) -> Option<Placed> {
        if form.hour.is_none() && form.part.is_none() {
            return None;
        }
        let (date, anchored) = match (self.last_named(Unit::Day), self.reference) {
            (Some(focus), _) => (focus.date, Anchor::Text(focus.span)),
            (None, Some(date)) => (date, Anchor::Page),
            (None, None) => return None,
        };
        Some(with_clock(form, Placed::at(date, Unit::Day, anchored)))
    }

    /// "last year", "in March of last year", "Monday of next week".
    fn shifted(&self, form: &Form, shift: i32, (base, known, anchored): (Date, Unit, Anchor)) -> Option<Placed> {
        let unit = form.unit?;
        let unit = if form.from == From::Text && unit == Unit::Day { unit.max(known) } else { unit };
        let date = unit.shift(if unit == Unit::Day { base } else { unit.around(base).0 }, shift)?;
        let inner = form.month.is_some() || form.season.is_some() || form.quarter.is_some() || form.half.is_some();
        match unit {
            Unit::Year if inner => stated(form, date.year(), anchored),
            Unit::Month if form.day.is_some() || form.nth.is_some() => {
                let form = Form { month: Some(date.month()), ..form.clone() };
                stated(&form, date.year(), anchored)
            }
            Unit::Week if form.weekday.is_some() => {
                let date = on_or_after(Unit::Week.around(date).0, weekday(form.weekday?)?);
                Some(with_clock(form, Placed::at(date, Unit::Day, anchored)))
            }
            _ => Some(with_clock(form, Placed::at(date, unit.max(Unit::Day), anchored))),
        }
    }

    /// The year of a month, season, quarter or half that is named without one.
    fn year_of(&self, form: &Form, base: Date, tense: impl Fn() -> Tense) -> Option<i16> {
        if let (Some(year), None) = (self.opening, form.pick) {
            return Some(year);
        }
        let stretch = |year: i16| stated(form, year, Anchor::Page).map(|placed| (year, placed.first, placed.last));
        let years = [-4, -3, -2, -1, 0, 1, 2, 3, 4].into_iter().filter_map(|n| base.year().checked_add(n));
        let mut near: Vec<_> = years.filter_map(stretch).collect();
        near.sort_by_key(|(year, ..)| (year - base.year()).abs());
        near.truncate(3);
        near.sort_unstable();
        let whole = if form.day.is_some() { Unit::Day } else { Unit::Month };
        let (from, to) = whole.around(base);
        let chosen = match form.pick {
            Some(Pick::Last) => near.iter().rev().find(|(_, first, _)| *first < from),
            Some(Pick::Next) => near.iter().find(|(.., last)| *last > to),
            Some(Pick::This) => return Some(base.year()),
            None => {
                let tense = tense();
                near.iter().min_by_key(|(_, first, last)| distance(base, *first, *last, tense))
            }
        };
        chosen.map(|(year, ..)| *year)
    }

    /// A year written with two figures: the one that lies less than 20 years ahead.
    fn full_year(&self, short: Option<i16>) -> Option<i16> {
        let now = self.reference.map_or(2000, Date::year);
        let year = now.div_euclid(100) * 100 + short?;
        Some(if year > now + 20 { year - 100 } else { year })
    }

    /// A decade as its first figures (198), or as one figure (8).
    fn decade(&self, decade: i16) -> Option<Placed> {
        let first = if decade >= 10 { decade * 10 } else { self.full_year(Some(decade * 10))? };
        Some(Placed::at(day(first, 1, 1)?, Unit::Decade, Anchor::Stated))
    }
}

/// Days from a stretch, weighed: news look back, and a stretch against the tense must be three times as near.
fn distance(base: Date, first: Date, last: Date, tense: Tense) -> i64 {
    let days = |from: Date, to: Date| i64::from((to - from).get_days());
    let against = |other: Tense| if tense == other { 3 } else { 1 };
    if last < base {
        days(last, base) * 2 * against(Tense::Future)
    } else if first > base {
        days(base, first) * 3 * against(Tense::Past)
    } else {
        0
    }
}

/// The month of a day that is named by its number alone.
fn day_of_month(number: i8, base: Date, pick: Option<Pick>, tense: Option<Tense>) -> Option<Date> {
    let this = base.first_of_month();
    let near = [-2, -1, 0, 1, 2].into_iter().filter_map(|n| Unit::Month.shift(this, n));
    let near: Vec<_> = near.filter_map(|month| day(month.year(), month.month(), number)).collect();
    match (pick, tense) {
        (Some(Pick::This), _) => day(base.year(), base.month(), number),
        (Some(Pick::Next), _) => near.into_iter().find(|date| *date > base),
        (None, Some(tense)) => near.into_iter().min_by_key(|date| distance(base, *date, *date, tense)),
        _ => near.into_iter().rev().find(|date| *date <= base),
    }
}

/// A form whose year is known.
fn stated(form: &Form, year: i16, anchored: Anchor) -> Option<Placed> {
    if form.end.is_some() {
        return range(form, year, anchored);
    }
    if let (Some(month), Some(nth)) = (form.month, form.nth) {
        return nth_of_month(form, year, month, nth).map(|date| {
            let unit = if form.weekday.is_some() { Unit::Day } else { form.unit.unwrap_or(Unit::Day).min(Unit::Week) };
            with_clock(form, Placed::at(date, unit, anchored))
        });
    }
    let placed = match (form.month, form.day) {
        (Some(month), Some(number)) => Placed::at(day(year, month, number)?, Unit::Day, anchored),
        (Some(month), None) => Placed::at(day(year, month, 1)?, Unit::Month, anchored),
        _ => return part_of_year(form, year, anchored),
    };
    let placed = match form.around {
        Some(unit) => Placed::at(placed.first, unit, anchored),
        None => placed,
    };
    Some(with_clock(form, placed))
}

/// "first Tuesday in October", "last week of May", "third day of June". The weeks of a month are those of its
/// Thursdays, as the weeks of a year are.
fn nth_of_month(form: &Form, year: i16, month: i8, nth: i8) -> Option<Date> {
    let first = day(year, month, 1)?;
    let last = first.last_of_month();
    if form.weekday.is_none() && form.unit.is_none_or(|unit| unit < Unit::Week) {
        return if nth < 0 { Some(last) } else { day(year, month, nth) };
    }
    let named = weekday(form.weekday.unwrap_or(4))?;
    let date = match nth {
        1.. => plus_days(on_or_after(first, named), 7 * i64::from(nth - 1)),
        _ => on_or_before(last, named),
    };
    (date <= last).then_some(date)
}

fn part_of_year(form: &Form, year: i16, anchored: Anchor) -> Option<Placed> {
    if let Some(season) = form.season {
        let first = day(year, season.first_month(), 1)?;
        let last = Unit::Month.shift(first, 2)?.last_of_month();
        let value = format!("{year:04}-{}", season.letters());
        return Some(Placed { first, last, value, unit: Unit::Quarter, anchored });
    }
    let within = |unit, month| Some(Placed::at(day(year, month, 1)?, unit, anchored));
    if let Some(quarter) = form.quarter {
        return within(Unit::Quarter, quarter * 3 - 2);
    }
    if let Some(half) = form.half {
        return within(Unit::Half, half * 6 - 5);
    }
    if let Some(week) = form.week {
        let date = jiff::civil::ISOWeekDate::new(year, week, jiff::civil::Weekday::Monday).ok()?.date();
        return Some(Placed::at(date, Unit::Week, anchored));
    }
    within(Unit::Year, 1)
}

/// "1950-53", "17 to 20 June 2025".
fn range(form: &Form, year: i16, anchored: Anchor) -> Option<Placed> {
    let begin = Form { end: Default::default(), ..form.clone() };
    let first = stated(&begin, year, anchored)?;
    let short = form.end.short_year.map(|short| year.div_euclid(100) * 100 + short);
    let month = form.end.month.or(form.month);
    // November to February ends in the next year.
    let over = form.end.year.is_none() && short.is_none() && month < form.month;
    let year = form.end.year.or(short).unwrap_or(if over { year.checked_add(1)? } else { year });
    let end_day = form.end.day.or(if form.end.month.is_none() { form.day } else { None });
    let ends = Form { month, day: end_day, end: Default::default(), ..form.clone() };
    let last = stated(&ends, year, anchored)?;
    let value = format!("{}/{}", first.value, last.value);
    (first.first < last.first).then_some(Placed {
        first: first.first,
        last: last.last,
        value,
        unit: last.unit,
        anchored,
    })
}

/// Adds the time of day.
fn with_clock(form: &Form, mut placed: Placed) -> Placed {
    if placed.unit == Unit::Day
        && let Some(clock) = write::clock(form)
    {
        placed.value.push_str(&clock);
    }
    placed
}

fn kind(form: &Form, value: &str) -> TimeKind {
    match form.sort {
        Sort::Duration => TimeKind::Duration,
        Sort::Set => TimeKind::Set,
        Sort::Offset if value.starts_with('P') && !value.ends_with("_REF") => TimeKind::Duration,
        _ if value.contains('T') && !value.ends_with("_REF") => TimeKind::Time,
        _ => TimeKind::Date,
    }
}
