//! The days that a TIMEX3 value covers, counted from 1970-01-01.

use jiff::ToSpan as _;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// A day, counted from 1970-01-01.
pub type Day = i32;

/// The first and the last day that a TIMEX3 date covers; `None` for durations, sets and the unknown.
///
/// ```
/// # use legation_store::day::{days, written};
/// let (first, last) = days("2025-09").unwrap();
/// assert_eq!((written(first), written(last)), ("2025-09-01".to_owned(), "2025-09-30".to_owned()));
/// assert_eq!(days("P1Y"), None);
/// ```
pub fn days(value: &str) -> Option<(Day, Day)> {
    if let Some((from, to)) = value.split_once('/') {
        let ((first, _), (_, last)) = (days(from)?, days(to)?);
        return (first <= last).then_some((first, last));
    }
    let (first, last) = covered(value.split('T').next()?)?;
    Some((count(first), count(last)))
}

/// A day as `YYYY-MM-DD`.
pub fn written(day: Day) -> String {
    epoch().checked_add(i64::from(day).days()).map_or_else(|_| String::new(), |date| date.to_string())
}

/// The month of a day as `YYYY-MM`.
pub fn month(day: Day) -> String {
    written(day).chars().take(7).collect()
}

/// Whether a TIMEX3 date names one day.
pub fn is_one_day(value: &str) -> bool {
    days(value).is_some_and(|(first, last)| first == last)
}

fn epoch() -> Date {
    Date::constant(1970, 1, 1)
}

fn count(date: Date) -> Day {
    (date - epoch()).get_days()
}

fn covered(value: &str) -> Option<(Date, Date)> {
    let mut parts = value.split('-');
    let (year, second, third) = (parts.next()?, parts.next(), parts.next());
    match (second, third) {
        (None, _) => whole_years(year),
        (Some(part), None) => part_of_year(year_of(year)?, part),
        (Some(month), Some(day)) if month.len() == 2 && day.len() >= 2 => {
            let date = Date::new(year_of(year)?, number(month)?, number(day.get(..2)?)?).ok()?;
            Some((date, date))
        }
        // A weekend: the last two days of its week.
        (Some(week), Some(_)) => {
            let (_, sunday) = part_of_year(year_of(year)?, week)?;
            Some((sunday.checked_sub(1.day()).ok()?, sunday))
        }
    }
}

fn year_of(text: &str) -> Option<i16> {
    if text.len() == 4 { number(text) } else { None }
}

fn number<N: std::str::FromStr>(text: &str) -> Option<N> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// A year, a decade (three digits) or a century (two).
fn whole_years(text: &str) -> Option<(Date, Date)> {
    let (first, span): (i16, i16) = match text.len() {
        4 => (number(text)?, 0),
        3 => (number::<i16>(text)?.checked_mul(10)?, 9),
        2 => (number::<i16>(text)?.checked_mul(100)?, 99),
        _ => return None,
    };
    Some((Date::new(first, 1, 1).ok()?, Date::new(first.checked_add(span)?, 12, 31).ok()?))
}

fn part_of_year(year: i16, part: &str) -> Option<(Date, Date)> {
    let months = |first: i8, months: i64| {
        let begin = Date::new(year, first, 1).ok()?;
        Some((begin, begin.checked_add(months.months()).ok()?.checked_sub(1.day()).ok()?))
    };
    match part.as_bytes() {
        b"WI" => months(12, 3),
        [b'W', ..] => {
            let monday = ISOWeekDate::new(year, number(part.get(1..)?)?, Weekday::Monday).ok()?.date();
            Some((monday, monday.checked_add(6.days()).ok()?))
        }
        [b'Q', quarter @ b'1'..=b'4'] => months(i8::try_from((quarter - b'1') * 3 + 1).ok()?, 3),
        [b'H', half @ b'1'..=b'2'] => months(i8::try_from((half - b'1') * 6 + 1).ok()?, 6),
        b"SP" => months(3, 3),
        b"SU" => months(6, 3),
        b"FA" => months(9, 3),
        _ => months(number(part)?, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_every_grain_cover_their_days() {
        let cases = [
            ("2025-09-07", "2025-09-07", "2025-09-07"),
            ("2025-09-07T14:00", "2025-09-07", "2025-09-07"),
            ("2025-09", "2025-09-01", "2025-09-30"),
            ("2025", "2025-01-01", "2025-12-31"),
            ("202", "2020-01-01", "2029-12-31"),
            ("19", "1900-01-01", "1999-12-31"),
            ("2025-W36", "2025-09-01", "2025-09-07"),
            ("2025-W36-WE", "2025-09-06", "2025-09-07"),
            ("2025-Q3", "2025-07-01", "2025-09-30"),
            ("2025-H2", "2025-07-01", "2025-12-31"),
            ("2025-WI", "2025-12-01", "2026-02-28"),
            ("2025-09-07/2025-09-09", "2025-09-07", "2025-09-09"),
        ];
        for (value, first, last) in cases {
            let (from, to) = days(value).unwrap_or_else(|| unreachable!("{value}"));
            assert_eq!((written(from).as_str(), written(to).as_str()), (first, last), "{value}");
        }
        for value in ["", "P1Y", "PXD", "PRESENT_REF", "XXXX-09-07", "2025-13", "2025-02-30", "2025-09-09/2025-09-07"] {
            assert_eq!(days(value), None, "{value}");
        }
    }
}
