//! When and where an act happened, and by when a promise is due: the times and places beside it.

use super::commitment::Commitment;
use super::event::Event;
use super::status::Status;
use crate::analysis::Upos;
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
        event.time = beside(setting, event, here.iter().filter(dated).map(|(at, t)| (*at, t.span)));
        let places = inside(&mentions.places, sentence, |p| p.span);
        let stands = places.iter().filter(|(_, p)| is_where(setting, p.span));
        event.place = beside(setting, event, stands.map(|(at, p)| (*at, p.span)));
        if let Some(days) = event.time.and_then(|at| times.get(at)).and_then(|t| t.days) {
            event.status = by_date(event.status, days, setting.date);
        }
    }
}

/// The item that tells of an act: of those under the verb that tells the act, or under a verb above it, the nearest.
fn beside(setting: &Setting<'_>, event: &Event, items: impl Iterator<Item = (usize, Span)>) -> Option<usize> {
    let own: Vec<usize> = std::iter::once(event.head).chain(setting.analysis.path_to_root(event.head)).collect();
    let verb = |token: usize| setting.analysis.tokens.get(token).is_some_and(|t| t.upos == Upos::Verb);
    let governor = |span: Span| {
        let token = setting.analysis.tokens_in(span).next()?;
        setting.analysis.path_to_root(token).find(|t| verb(*t) || own.contains(t))
    };
    let rank = |span: Span| own.iter().position(|t| Some(*t) == governor(span));
    items.filter_map(|(at, span)| Some((rank(span)?, away(span, event.trigger), at))).min().map(|(_, _, at)| at)
}

/// Bytes between two spans.
fn away(span: Span, from: Span) -> u32 {
    if span.start >= from.end { span.start - from.end } else { from.start.saturating_sub(span.end) }
}

/// What the act's own date makes of a status that only the words around it gave.
fn by_date(
    status: Status,
    (first, last): (jiff::civil::Date, jiff::civil::Date),
    page: Option<jiff::civil::Date>,
) -> Status {
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
fn inside<T>(list: &[T], span: Span, of: impl Fn(&T) -> Span) -> Vec<(usize, &T)> {
    let from = list.partition_point(|item| of(item).start < span.start);
    let rest = list.iter().enumerate().skip(from);
    rest.take_while(|(_, item)| of(item).end <= span.end).collect()
}

/// Whether a marker of place stands before a name.
fn is_where(setting: &Setting<'_>, span: Span) -> bool {
    let tokens = &setting.analysis.tokens;
    let at = tokens.partition_point(|t| t.span.end <= span.start);
    let before = at.checked_sub(1).and_then(|b| tokens.get(b)).map(|t| t.lower(setting.text));
    before.is_some_and(|word| ["in", "at"].iter().any(|class| setting.language.marks(class, &word)))
}
