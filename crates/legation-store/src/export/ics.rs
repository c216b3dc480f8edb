//! What is to come as a calendar (RFC 5545): announced meetings, and the days by which promises are due.
//!
//! Whole days only, no hours and no zones; a vague date is a stretch of days that says so. The name of an entry is the
//! key of its fact, so that a calendar read anew does not double it.

use crate::ask::{Filter, Part, PromiseRow, State, Wanted, promises, timeline};
use crate::day::{Day, days, written};
use crate::error::Result;
use crate::store::Store;
use std::io::Write;

/// Bytes of a line before it is folded.
const WIDTH: usize = 73;

/// Writes the entries that a filter leaves.
pub fn ics(store: &Store, filter: &Filter, out: &mut dyn Write) -> Result<u64> {
    let mut entries = Vec::new();
    let future = Filter { status: vec!["future".to_owned()], ..filter.clone() };
    let all = Part { size: None, skip: 0 };
    for act in timeline(store, &future, all)?.rows {
        if let Some((first, last)) = act.date.as_deref().and_then(days) {
            let parties: Vec<&str> = act.source.iter().chain(&act.target).map(String::as_str).collect();
            let title = format!("{} {}", parties.join(", "), act.kind);
            entries.push(entry(
                &act.told.key,
                first,
                last,
                &title,
                &act.told.sentence,
                &act.told.page,
                &act.told.page_date,
            ));
        }
    }
    let wanted = Wanted { filter: filter.clone(), ..Wanted::default() };
    for promise in promises(store, &wanted, all)?.rows {
        entries.extend(due(&promise));
    }
    let mut text =
        String::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Legation//legation//EN\r\nCALSCALE:GREGORIAN\r\n");
    text.push_str(&entries.concat());
    text.push_str("END:VCALENDAR\r\n");
    out.write_all(text.as_bytes())?;
    Ok(entries.len() as u64)
}

fn due(promise: &PromiseRow) -> Option<String> {
    let (first, last) = promise.due.as_deref().and_then(days)?;
    if matches!(promise.state, State::Kept | State::Broken | State::Renewed) {
        return None;
    }
    let title = format!("due: {}: {}", promise.by.join(", "), promise.action);
    Some(entry(&promise.key, first, last, &title, &promise.sentence, &promise.page, &promise.told))
}

fn entry(key: &str, first: Day, last: Day, title: &str, text: &str, page: &str, told: &Option<String>) -> String {
    let vague = if first == last { "" } else { "some time: " };
    let stamp = told.as_deref().and_then(days).map_or(first, |(day, _)| day);
    let day = |day: Day| written(day).replace('-', "");
    let mut entry = String::from("BEGIN:VEVENT\r\n");
    let lines = [
        format!("UID:{key}@legation"),
        format!("DTSTAMP:{}T000000Z", day(stamp)),
        format!("DTSTART;VALUE=DATE:{}", day(first)),
        format!("DTEND;VALUE=DATE:{}", day(last.saturating_add(1))),
        format!("SUMMARY:{}", escaped(&format!("{vague}{title}"))),
        format!("DESCRIPTION:{}", escaped(&format!("{text}\n{page}"))),
        "TRANSP:TRANSPARENT".to_owned(),
    ];
    lines.iter().for_each(|line| fold(&mut entry, line));
    entry.push_str("END:VEVENT\r\n");
    entry
}

fn escaped(text: &str) -> String {
    let text: String = text.chars().filter(|letter| !letter.is_control() || *letter == '\n').collect();
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// Long lines go on in the next one, after a blank; letters stay whole.
fn fold(entry: &mut String, line: &str) {
    let mut used = 0;
    for letter in line.chars() {
        if used + letter.len_utf8() > WIDTH {
            entry.push_str("\r\n ");
            used = 1;
        }
        entry.push(letter);
        used += letter.len_utf8();
    }
    entry.push_str("\r\n");
}
