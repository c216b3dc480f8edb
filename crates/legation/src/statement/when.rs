//! When and where an act happened, and by when a promise is due: the times and places beside it.

use super::commitment::Commitment;
use super::event::Event;
use super::status::Status;
use crate::mention::time::{Time, TimeKind};
use crate::mention::{Mentions, Setting};
use crate::span::Span;

/// Days that separate the news of a page from what came before it.
const NEWS: i32 = 3;

/// Gives every act its time and place, and lets a date long past or still to come say whether it happened.
pub fn place_events(setting: &Setting<'_>, mentions: &Mentions, times: &[Time], events: &mut [Event]) {
    for event in events {
        let Some(sentence) = setting.analysis.sentences.get(event.sentence).map(|s| s.span) else { continue };
        let dated = |t: &&(usize, &Time)| matches!(t.1.kind, TimeKind::Date | TimeKind::Time);
        let here = inside(times, sentence, |t| t.span);
        event.time = nearest(here.iter().filter(dated).map(|(at, t)| (*at, t.span)), event.trigger);
        let places = inside(&mentions.places, sentence, |p| p.span);
        let stands = places.iter().filter(|(_, p)| is_where(setting, p.span));
        event.place = nearest(stands.map(|(at, p)| (*at, p.span)), event.trigger);
        if let Some(days) = event.time.and_then(|at| times.get(at)).and_then(|t| t.days) {
            event.status = by_date(event.status, days, setting.date);
        }
    }
}

/// What the act's own date makes of a status that only the words around it gave.
fn by_date(status: Status, (first, last): (jiff::civil::Date, jiff::civil::Date), page: Option<jiff::civil::Date>) -> Status {
    let Some(page) = page.filter(|_| status == Status::Actual) else { return status };
    if (page - last).get_days() > NEWS {
        Status::Past
    } else if first > page {
        Status::Future
    } else {
        status
    }
}

/// Gives every commitment its cadence and due date, from the times in its words.
pub fn time_commitments(times: &[Time], commitments: &mut [Commitment]) {
    for commitment in commitments {
        let here = inside(times, commitment.action, |t| t.span);
        let first = |wanted: &dyn Fn(&Time) -> bool| here.iter().find(|(_, t)| wanted(t)).map(|(at, _)| *at);
        commitment.cadence = first(&|t| t.kind == TimeKind::Set);
        commitment.due = first(&|t| t.kind == TimeKind::Date && t.days.is_some());
    }
}

/// The items of an ordered list that lie in a span, with their numbers.
fn inside<'t, T>(list: &'t [T], span: Span, of: impl Fn(&T) -> Span) -> Vec<(usize, &'t T)> {
    let from = list.partition_point(|item| of(item).start < span.start);
    let rest = list.iter().enumerate().skip(from);
    rest.take_while(|(_, item)| of(item).end <= span.end).collect()
}

/// The item nearest to a span; of two equally near the earlier.
fn nearest(items: impl Iterator<Item = (usize, Span)>, to: Span) -> Option<usize> {
    let away = |s: Span| if s.start >= to.end { s.start - to.end } else { to.start.saturating_sub(s.end) };
    items.min_by_key(|(_, span)| away(*span)).map(|(at, _)| at)
}

/// Whether a marker of place stands before a name.
fn is_where(setting: &Setting<'_>, span: Span) -> bool {
    let tokens = &setting.analysis.tokens;
    let at = tokens.partition_point(|t| t.span.end <= span.start);
    let before = at.checked_sub(1).and_then(|b| tokens.get(b)).map(|t| t.span.of(setting.text).to_lowercase());
    before.is_some_and(|word| ["in", "at"].iter().any(|class| setting.language.marks(class, &word)))
}
