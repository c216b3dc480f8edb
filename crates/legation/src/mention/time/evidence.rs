//! The page's own date, concluded from the dates its text names.

use super::Found;
use super::calendar::{Unit, day, plus_days, weekday};
use super::form::{Form, Sort};
use jiff::civil::Date;

/// Most dates that are weighed.
const MOST: usize = 300;

/// A date concluded from the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageDate {
    /// The most likely day.
    pub date: Date,
    /// How exact it is: a day, a month or a year.
    pub unit: Unit,
    /// How sure it is, from 0 to 1.
    pub confidence: f32,
}

/// The strongest consistent evidence for the date of the page: a full date near the top, one with its weekday beside
/// it, dates named again and again; else the latest year named, with the months named without one.
pub fn date_from_text(found: &[Found]) -> Option<PageDate> {
    let dates = found.iter().map(|found| &found.form).filter(|form| form.sort == Sort::Date);
    let forms: Vec<&Form> = dates.take(MOST).collect();
    full_date(&forms).or_else(|| from_parts(&forms))
}

/// A day stated with its year, weighed.
fn full_date(forms: &[&Form]) -> Option<PageDate> {
    let mut weights: Vec<(Date, f32)> = Vec::new();
    for (place, form) in forms.iter().enumerate() {
        let Some(date) = stated_day(form) else { continue };
        let weight = weight(form, date, place);
        match weights.iter_mut().find(|(known, _)| *known == date) {
            Some((_, sum)) => *sum += weight,
            None => weights.push((date, weight)),
        }
    }
    let all: f32 = weights.iter().map(|(_, weight)| weight).sum();
    // Reports name what is past: of equals the later one is nearer to the page.
    let (date, weight) = weights.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)))?;
    let share = if all > 0.0 { weight / all } else { 0.0 };
    let confidence = (0.3 + 0.15 * weight.min(3.0)) * (0.5 + 0.5 * share);
    Some(PageDate { date, unit: Unit::Day, confidence })
}

fn stated_day(form: &Form) -> Option<Date> {
    if form.end.is_some() {
        return None;
    }
    day(form.year?, form.month?, form.day?)
}

fn weight(form: &Form, date: Date, place: usize) -> f32 {
    let named = form.weekday.and_then(weekday);
    let with_weekday = match named {
        Some(named) if named == date.weekday() => 2.0,
        Some(_) => -0.5,
        None => 0.0,
    };
    let first = if place == 0 { 1.0 } else { 0.0 };
    1.0 + with_weekday + first
}

/// The latest year named with the month or day named without one.
fn from_parts(forms: &[&Form]) -> Option<PageDate> {
    let years = forms.iter().flat_map(|form| [form.year, form.end.year]).flatten();
    let year = years.filter(|year| *year >= 1900).max()?;
    let open = |form: &&&Form| form.year.is_none() && form.month.is_some() && form.shift.is_none();
    let days = forms.iter().filter(open).filter_map(|form| day(year, form.month?, form.day?));
    // A day without a year is close to the page, more often just ahead of it or just behind.
    if let Some(last) = days.max() {
        return Some(PageDate { date: plus_days(last, -1), unit: Unit::Month, confidence: 0.35 });
    }
    let months = forms.iter().filter(open).filter_map(|form| day(year, form.month?, 1));
    match months.max() {
        Some(month) => Some(PageDate { date: month, unit: Unit::Month, confidence: 0.25 }),
        None => Some(PageDate { date: day(year, 1, 1)?, unit: Unit::Year, confidence: 0.15 }),
    }
}
