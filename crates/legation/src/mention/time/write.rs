//! Writing TIMEX3 values that are not places in the calendar.

use super::calendar::Unit;
use super::form::{Amount, Form, From, Sort};

/// The value of a form that is not fixed to the calendar.
pub(super) fn unplaced(form: &Form) -> String {
    match form.sort {
        Sort::Duration => duration(form),
        Sort::Set => set(form),
        Sort::Reference => form.value.as_deref().unwrap_or("PRESENT_REF").to_owned(),
        Sort::Offset if form.from != From::Page => duration(form),
        Sort::Offset => if form.back { "PAST_REF" } else { "FUTURE_REF" }.to_owned(),
        Sort::Date => open_date(form),
    }
}

/// The time of day: `T19:00`, `T08:30Z`, `TMO`.
pub(super) fn clock(form: &Form) -> Option<String> {
    let Some(hour) = form.hour else { return form.part.as_ref().map(|part| format!("T{part}")) };
    let hour = match form.afternoon {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    Some(format!("T{hour:02}:{:02}{}", form.minute.unwrap_or(0), if form.utc { "Z" } else { "" }))
}

/// A date of which the page's date would be needed: `XXXX-07-12`, `XXXX-WXX-6`.
fn open_date(form: &Form) -> String {
    let two = |part: Option<i8>| part.map_or_else(|| "XX".to_owned(), |part| format!("{part:02}"));
    let mut value = match (form.month, form.day, form.weekday, form.unit) {
        (Some(_), None, ..) => format!("XXXX-{}", two(form.month)),
        (_, Some(_), ..) => format!("XXXX-{}-{}", two(form.month), two(form.day)),
        (_, _, Some(weekday), _) => format!("XXXX-WXX-{weekday}"),
        (.., Some(Unit::Week | Unit::Weekend)) => "XXXX-WXX".to_owned(),
        (.., Some(Unit::Month)) => "XXXX-XX".to_owned(),
        (.., Some(Unit::Day)) => "XXXX-XX-XX".to_owned(),
        _ => match (form.season, form.quarter, form.half) {
            (Some(season), ..) => format!("XXXX-{}", season.letters()),
            (_, Some(quarter), _) => format!("XXXX-Q{quarter}"),
            (.., Some(half)) => format!("XXXX-H{half}"),
            _ if form.hour.is_some() || form.part.is_some() => "XXXX-XX-XX".to_owned(),
            _ => "XXXX".to_owned(),
        },
    };
    value.extend(clock(form));
    value
}

fn set(form: &Form) -> String {
    match (form.weekday, form.month, form.unit) {
        (None, None, Some(_)) => format!("R/{}", duration(form)),
        _ => open_date(form),
    }
}

/// `P10Y`, `PT37M`, `PXM`, `P2Y6M`, `PT12H` for half a day.
fn duration(form: &Form) -> String {
    let amount = form.count.unwrap_or(Amount::Number(1.0));
    let Some(unit) = form.unit else { return "PXX".to_owned() };
    let (amount, unit) = whole(amount, unit);
    let mut days = String::new();
    let mut clock = String::new();
    let more = form.more.map(|(amount, unit)| whole(amount, unit));
    for (amount, unit) in std::iter::once((amount, unit)).chain(more) {
        let (letter, behind) = unit.letter();
        let part = match amount {
            Amount::Some => format!("X{letter}"),
            Amount::Number(count) => format!("{count}{letter}"),
        };
        if behind { clock.push_str(&part) } else { days.push_str(&part) }
    }
    if clock.is_empty() { format!("P{days}") } else { format!("P{days}T{clock}") }
}

/// The amount in units that TIMEX3 counts, without halves where a smaller unit says it whole.
fn whole(amount: Amount, unit: Unit) -> (Amount, Unit) {
    let Amount::Number(count) = amount else { return (amount, unit) };
    let half = count == 0.5;
    let (count, unit) = match unit {
        Unit::Decade => (count * 10.0, Unit::Year),
        Unit::Century => (count * 100.0, Unit::Year),
        Unit::Half => (count * 6.0, Unit::Month),
        Unit::Year if half => (6.0, Unit::Month),
        Unit::Day if half => (12.0, Unit::Hour),
        Unit::Hour if half => (30.0, Unit::Minute),
        _ => (count, unit),
    };
    (Amount::Number(count), unit)
}

/// Days in so many units, where the calendar does not matter much.
pub(super) fn days(count: f64, unit: Unit) -> Option<f64> {
    let days = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => 0.0,
        Unit::Day => 1.0,
        Unit::Weekend | Unit::Week => 7.0,
        Unit::Month => 30.0,
        Unit::Quarter => 91.0,
        Unit::Half => 182.0,
        Unit::Year => 365.0,
        Unit::Decade => 3652.0,
        Unit::Century => 36524.0,
    };
    Some(count * days).filter(|days| days.abs() < 1e6)
}
