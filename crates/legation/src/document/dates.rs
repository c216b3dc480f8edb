//! Days as machines write them: in metadata and in addresses.

use jiff::civil::Date;

/// First year a page of the web can be of; earlier dates are placeholders.
const FIRST_YEAR: i16 = 1970;

/// The day of a machine-written time: ISO 8601 in its usual variants, or RFC 2822. The day is that of the writer's
/// own clock; offsets are not applied.
pub(super) fn machine_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match digits {
        4 => separated(text),
        8 | 12 | 14 => compact(text),
        _ => jiff::fmt::rfc2822::DateTimeParser::new()
            .relaxed_weekday(true)
            .parse_zoned_datetime(text)
            .ok()
            .map(|time| time.datetime().date()),
    }
}

/// `2025-09-08`, `2025/9/8`, `2025.09.08`, with anything after it but another digit.
fn separated(text: &str) -> Option<Date> {
    let separator = text.chars().nth(4).filter(|c| matches!(c, '-' | '/' | '.'))?;
    let mut parts = text.splitn(3, separator);
    let year = parts.next()?;
    let month = parts.next()?;
    let rest = parts.next()?;
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    day(year, month, rest.get(..length)?)
}

/// `20250908`, with or without a time after it.
fn compact(text: &str) -> Option<Date> {
    day(text.get(..4)?, text.get(4..6)?, text.get(6..8)?)
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    if month.len() > 2 || day.len() > 2 {
        return None;
    }
    let year: i16 = year.parse().ok().filter(|year| *year >= FIRST_YEAR)?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The day in an address: `/2025/09/08/`, `2025-09-08` or `20250908`.
pub(super) fn address_date(url: &str) -> Option<Date> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?;
    let path = path.split_once('/')?.1;
    let mut groups = Vec::new();
    let mut at = 0;
    for piece in path.split(|c: char| !c.is_ascii_digit()) {
        if !piece.is_empty() {
            groups.push((at, piece));
        }
        at += piece.len() + 1;
        if groups.len() > 64 {
            break;
        }
    }
    let spread = groups.windows(3).find_map(|three| match three {
        [(y, year), (m, month), (d, date)] if year.len() == 4 => {
            let close = *m == y + 5 && *d == m + month.len() + 1;
            if close && plausible(year) && path_separators(path, *y + 4, *m + month.len()) {
                day(year, month, date)
            } else {
                None
            }
        }
        _ => None,
    });
    spread.or_else(|| {
        let packed = |piece: &str| matches!(piece.len(), 8 | 12 | 14) && piece.get(..4).is_some_and(plausible);
        groups.iter().filter(|(_, piece)| packed(piece)).find_map(|(_, piece)| compact(piece))
    })
}

/// Whether digits can be the year of a page of the web.
fn plausible(year: &str) -> bool {
    ("1990".."2100").contains(&year)
}

fn path_separators(path: &str, one: usize, other: usize) -> bool {
    let at = |at: usize| path.as_bytes().get(at).copied().unwrap_or(0);
    at(one) == at(other) && matches!(at(one), b'/' | b'-' | b'_' | b'.')
}
