//! Calendar arithmetic: units, the stretch of days each covers, and how TIMEX3 writes them. Weeks begin on Monday.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// A unit of the calendar or the clock, from small to large.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
}

/// Largest distance in units that is computed.
const FARTHEST: f64 = 20_000.0;

impl Unit {
    /// The unit by its name in a rule file.
    pub fn named(name: &str) -> Option<Unit> {
        Some(match name {
            "second" => Unit::Second,
            "minute" => Unit::Minute,
            "hour" => Unit::Hour,
            "day" => Unit::Day,
            "weekend" => Unit::Weekend,
            "week" => Unit::Week,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "half" => Unit::Half,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            "century" => Unit::Century,
            _ => return None,
        })
    }

    /// Whether it is a unit of the clock.
    pub fn is_clock(self) -> bool {
        self <= Unit::Hour
    }

    /// The days of this unit around a day, first and last.
    pub fn around(self, date: Date) -> (Date, Date) {
        let monday = date - i64::from(date.weekday().to_monday_zero_offset()).days();
        let months = |first: i8, count: i8| {
            let start = day(date.year(), first, 1).unwrap_or(date);
            let last = day(date.year(), first + count - 1, 1).unwrap_or(date).last_of_month();
            (start, last)
        };
        let years = |span: i16| {
            let first = date.year().div_euclid(span) * span;
            (day(first, 1, 1).unwrap_or(date), day(first.saturating_add(span - 1), 12, 31).unwrap_or(date))
        };
        match self {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => (date, date),
            Unit::Weekend => (plus_days(monday, 5), plus_days(monday, 6)),
            Unit::Week => (monday, plus_days(monday, 6)),
            Unit::Month => months(date.month(), 1),
            Unit::Quarter => months((date.month() - 1) / 3 * 3 + 1, 3),
            Unit::Half => months((date.month() - 1) / 6 * 6 + 1, 6),
            Unit::Year => years(1),
            Unit::Decade => years(10),
            Unit::Century => years(100),
        }
    }

    /// How TIMEX3 writes the unit that holds a day: `2018-09-29`, `2018-W39`, `2018-Q3`, `201`.
    pub fn write(self, date: Date) -> String {
        let week = ISOWeekDate::from_date(date);
        let year = date.year();
        match self {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => {
                format!("{year:04}-{:02}-{:02}", date.month(), date.day())
            }
            Unit::Weekend => format!("{:04}-W{:02}-WE", week.year(), week.week()),
            Unit::Week => format!("{:04}-W{:02}", week.year(), week.week()),
            Unit::Month => format!("{year:04}-{:02}", date.month()),
            Unit::Quarter => format!("{year:04}-Q{}", (date.month() - 1) / 3 + 1),
            Unit::Half => format!("{year:04}-H{}", (date.month() - 1) / 6 + 1),
            Unit::Year => format!("{year:04}"),
            Unit::Decade => format!("{:03}", year.div_euclid(10)),
            Unit::Century => format!("{:02}", year.div_euclid(100)),
        }
    }

    /// A day moved by so many units; `None` outside the calendar.
    pub fn shift(self, date: Date, count: i32) -> Option<Date> {
        let span = jiff::Span::new();
        let count = i64::from(count);
        let span = match self {
            Unit::Second | Unit::Minute | Unit::Hour => return Some(date),
            Unit::Day => span.try_days(count),
            Unit::Weekend | Unit::Week => span.try_weeks(count),
            Unit::Month => span.try_months(count),
            Unit::Quarter => span.try_months(count * 3),
            Unit::Half => span.try_months(count * 6),
            Unit::Year => span.try_years(count),
            Unit::Decade => span.try_years(count * 10),
            Unit::Century => span.try_years(count * 100),
        };
        date.checked_add(span.ok()?).ok()
    }

    /// A day moved by an amount that need not be whole, and the finest unit that the result is good for.
    pub fn shift_by(self, date: Date, amount: f64) -> Option<(Date, Unit)> {
        if amount.abs() > FARTHEST {
            return None;
        }
        let (unit, amount) = match (self, amount.fract() == 0.0) {
            (Unit::Year | Unit::Decade | Unit::Century, false) => (Unit::Month, amount * self.months()),
            (Unit::Week | Unit::Month, false) => (Unit::Day, amount * if self == Unit::Week { 7.0 } else { 30.0 }),
            (Unit::Hour, _) => (Unit::Day, (amount / 24.0).trunc()),
            _ => (self, amount),
        };
        // Bounded above, so the cast cannot saturate.
        Some((unit.shift(date, amount.round() as i32)?, unit))
    }

    fn months(self) -> f64 {
        match self {
            Unit::Decade => 120.0,
            Unit::Century => 1200.0,
            _ => 12.0,
        }
    }

    /// The letter of the unit in a duration and whether it stands behind `T`.
    pub fn letter(self) -> (&'static str, bool) {
        match self {
            Unit::Second => ("S", true),
            Unit::Minute => ("M", true),
            Unit::Hour => ("H", true),
            Unit::Day => ("D", false),
            Unit::Weekend => ("WE", false),
            Unit::Week => ("W", false),
            Unit::Month => ("M", false),
            Unit::Quarter => ("Q", false),
            Unit::Half => ("H", false),
            Unit::Year => ("Y", false),
            Unit::Decade => ("DE", false),
            Unit::Century => ("CE", false),
        }
    }
}

/// A day, if the calendar has it.
pub fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

/// A day later or earlier, held inside the calendar.
pub fn plus_days(date: Date, days: i64) -> Date {
    date.saturating_add(days.days())
}

/// The weekday by its number, Monday = 1.
pub fn weekday(number: i8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(number).ok()
}

/// The nearest such weekday on or before a day.
pub fn on_or_before(date: Date, weekday: Weekday) -> Date {
    plus_days(date, -i64::from(date.weekday().since(weekday)))
}

/// The nearest such weekday on or after a day.
pub fn on_or_after(date: Date, weekday: Weekday) -> Date {
    plus_days(date, i64::from(weekday.since(date.weekday())))
}
