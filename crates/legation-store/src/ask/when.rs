//! Stretches of days as people write them: `2025-09`, `2025-08/2025-09`, `2025-08/`, `before:2026-12`, `P3W/`.

use crate::day::{Day, days};
use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

/// A stretch of days, both ends within it; open where there is no end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// First day.
    pub from: Option<Day>,
    /// Last day.
    pub until: Option<Day>,
}

impl When {
    /// Reads a stretch; lengths (`P3W/`: the last three weeks) count back from `today`.
    pub fn read(text: &str, today: Option<Day>) -> Result<When, String> {
        let wrong =
            || format!("`{text}` is no stretch of days; write 2025-09, 2025-08/2025-09, before:2026-12 or P3W/");
        if let Some(end) = text.strip_prefix("before:") {
            let (first, _) = days(end).ok_or_else(wrong)?;
            return Ok(When { from: None, until: first.checked_sub(1) });
        }
        if let Some(begin) = text.strip_prefix("after:") {
            let (_, last) = days(begin).ok_or_else(wrong)?;
            return Ok(When { from: last.checked_add(1), until: None });
        }
        match text.split_once('/') {
            None => {
                let (first, last) = days(text).ok_or_else(wrong)?;
                Ok(When { from: Some(first), until: Some(last) })
            }
            Some((length, "")) if length.starts_with('P') => {
                let from = today.and_then(|today| back(today, length)).ok_or_else(wrong)?;
                Ok(When { from: Some(from), until: today })
            }
            Some((begin, end)) => {
                let edge = |text: &str| if text.is_empty() { Ok(None) } else { days(text).map(Some).ok_or_else(wrong) };
                let (begin, end) = (edge(begin)?, edge(end)?);
                Ok(When { from: begin.map(|(first, _)| first), until: end.map(|(_, last)| last) })
            }
        }
    }
}

/// A day by a length of time earlier.
fn back(day: Day, length: &str) -> Option<Day> {
    let length: Span = length.parse().ok()?;
    let epoch = Date::constant(1970, 1, 1);
    let date = epoch.checked_add(i64::from(day).days()).ok()?.checked_sub(length).ok()?;
    Some((date - epoch).get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_read_as_people_write_them() {
        let day = |text: &str| days(text).map(|(first, _)| first);
        let cases = [
            ("2025-09", day("2025-09-01"), day("2025-09-30")),
            ("2025-08/2025-09", day("2025-08-01"), day("2025-09-30")),
            ("2025-08/", day("2025-08-01"), None),
            ("/2025", None, day("2025-12-31")),
            ("before:2026-12", None, day("2026-11-30")),
            ("after:2025-09-08", day("2025-09-09"), None),
            ("P3W/", day("2025-08-18"), day("2025-09-08")),
        ];
        for (text, from, until) in cases {
            assert_eq!(When::read(text, day("2025-09-08")), Ok(When { from, until }), "{text}");
        }
        assert!(When::read("soon", None).unwrap_err().contains("`soon` is no stretch of days"));
    }
}
