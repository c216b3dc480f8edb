//! Place, date and agency that open a report.

use crate::language::world::World;
use crate::mention::time::{Form, Found, Sort};
use crate::pattern::Match;
use crate::span::Span;
use jiff::civil::Date;

/// Most words of a place.
const MOST_WORDS: usize = 4;
/// Most words of an outlet that no table knows.
const MOST_NAME_WORDS: usize = 3;

/// Whether a match of a dateline rule opens a report: a known outlet with what can be a place, or a known city with a
/// dash. `opening`: whether it opens the first paragraph.
pub(super) fn is_dateline(text: &str, found: &Match, opening: bool, world: &World) -> bool {
    let known = found.slot("agency").or(found.slot("publisher")).is_some();
    let words = found.span.of(text);
    let rest = text.get(found.span.end as usize..).unwrap_or("");
    // A hyphen inside a word sets nothing off.
    if words.ends_with('-') && !rest.starts_with(char::is_whitespace) {
        return false;
    }
    let Some(place) = found.slot("place").map(|slot| slot.span.of(text)) else { return known };
    let place = place.split(',').next().unwrap_or(place).trim();
    let city = is_city(place, world);
    let set_off = !words.ends_with([')', ']', '\u{ff09}']);
    match found.slot("name").map(|slot| slot.span.of(text)) {
        _ if known => city || (set_off && could_be_place(place)) || is_loud(place),
        Some(name) => city && is_loud(place) && name.split_whitespace().count() <= MOST_NAME_WORDS,
        None => city && opening,
    }
}

/// Whether a place, or the first of several joined by a slash, is a city of the table, in whatever capitals.
fn is_city(place: &str, world: &World) -> bool {
    let first = place.split('/').next().unwrap_or(place).trim();
    world.cities.contains_key(first) || (is_loud(first) && world.cities.contains_key(&titled(first)))
}

/// Whether words are all in capitals.
fn is_loud(words: &str) -> bool {
    words.chars().any(char::is_uppercase) && !words.chars().any(char::is_lowercase) && could_be_place(words)
}

fn could_be_place(words: &str) -> bool {
    let count = words.split_whitespace().count();
    (1..=MOST_WORDS).contains(&count)
        && words.split_whitespace().all(|word| word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()))
}

/// Words in capitals as a name is written in running text.
fn titled(words: &str) -> String {
    let mut opens = true;
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if opens {
            out.push(c)
        } else {
            out.extend(c.to_lowercase())
        }
        opens = !c.is_alphabetic() && c != '\'';
    }
    out
}

/// The day that a dateline names. Where it leaves out the year, the one nearest to `near` is meant.
pub fn day(found: &[Found], datelines: &[Span], near: Option<Date>) -> Option<Date> {
    let inside = found.iter().filter(|found| datelines.iter().any(|dateline| dateline.contains(found.span)));
    inside.filter(|found| found.form.sort == Sort::Date).find_map(|found| day_of(&found.form, near))
}

fn day_of(form: &Form, near: Option<Date>) -> Option<Date> {
    let on = |year: i16| Date::new(year, form.month?, form.day?).ok();
    if let Some(year) = form.year {
        return on(year);
    }
    let near = near?;
    let years = (-1..=1).filter_map(|shift| on(near.year().checked_add(shift)?));
    years.min_by_key(|date| near.until(*date).map_or(i32::MAX, |gap| gap.get_days().abs()))
}
