//! Numbers, dates and speakers of several copies, aligned by value and place.

use super::{Aspect, Copy, Difference, Form};
use crate::story::numbers;
use legation::record::{Quote, TimeKind};

/// How far apart, as a share of the text, the same thing may stand in two copies.
const NEAR: f64 = 0.06;

/// A value in one copy.
struct Fact {
    value: String,
    start: usize,
    end: usize,
}

/// Numbers that are other ones; those inside times are no numbers here.
pub(super) fn numbers(copies: &[Copy<'_>]) -> Vec<Difference> {
    let of = |copy: &Copy<'_>| {
        let in_time =
            |at: usize| copy.record.times.iter().any(|t| (t.span.start as usize..t.span.end as usize).contains(&at));
        let own =
            numbers::numbers(&copy.body.text).into_iter().filter(|n| copy.body.holds(n.start) && !in_time(n.start));
        own.map(|n| Fact { value: format!("{}", n.value), start: n.start, end: n.end }).collect()
    };
    replaced(copies, Aspect::Number, of)
}

/// Days that are other ones.
pub(super) fn dates(copies: &[Copy<'_>]) -> Vec<Difference> {
    let of = |copy: &Copy<'_>| {
        let days = copy.record.times.iter().filter(|time| {
            time.kind == TimeKind::Date && time.value.len() == 10 && copy.body.holds(time.span.start as usize)
        });
        days.map(|time| {
            let (start, end) = (time.span.start as usize, time.span.end as usize);
            Fact { value: time.value.clone(), start, end }
        })
        .collect()
    };
    replaced(copies, Aspect::Date, of)
}

/// Facts of the first copy that another copy lacks, having a fact of its own at the same place instead.
fn replaced(copies: &[Copy<'_>], aspect: Aspect, of: impl Fn(&Copy<'_>) -> Vec<Fact>) -> Vec<Difference> {
    let facts: Vec<Vec<Fact>> = copies.iter().map(of).collect();
    let Some((first, others)) = facts.split_first() else { return Vec::new() };
    let has = |facts: &[Fact], value: &str| facts.iter().any(|fact| fact.value == value);
    let form = |page: usize, fact: &Fact| {
        let text = copies.get(page).map_or(&[][..], |copy| copy.body.text.as_slice());
        Form::new(page, text, fact.start, fact.end).meaning(fact.value.clone())
    };
    let apart = |page: usize, there: &Fact, fact: &Fact| match (copies.first(), copies.get(page)) {
        (Some(first), Some(copy)) => first.apart(fact.start, copy, there.start),
        _ => f64::INFINITY,
    };
    let one = |fact: &Fact| {
        let instead =
            others.iter().zip(1..).filter(|(other, _)| !has(other, &fact.value)).filter_map(|(other, page)| {
                let own = other.iter().filter(|o| !has(first, &o.value) && apart(page, o, fact) < NEAR);
                let nearest = own.min_by(|a, b| apart(page, a, fact).total_cmp(&apart(page, b, fact)))?;
                Some(form(page, nearest))
            });
        let forms: Vec<Form> = std::iter::once(form(0, fact)).chain(instead).collect();
        (forms.len() > 1).then_some(Difference { aspect, forms })
    };
    first.iter().filter_map(one).collect()
}

/// Quotations that stand at one place and are given to speakers of different states or organisations.
pub(super) fn attributions(copies: &[Copy<'_>]) -> Vec<Difference> {
    let Some((first, others)) = copies.split_first() else { return Vec::new() };
    let one = |quote: &Quote| {
        let said = speaker(first, quote)?;
        let instead = others.iter().zip(1..).filter_map(|(copy, page)| {
            let near = |other: &&Quote| {
                other.direct == quote.direct
                    && first.apart(quote.span.start as usize, copy, other.span.start as usize) < NEAR / 2.0
            };
            let other = copy.record.quotes.iter().find(near)?;
            let by = speaker(copy, other).filter(|by| *by != said)?;
            Some(form(copy, page, other).meaning(by))
        });
        let forms: Vec<Form> = std::iter::once(form(first, 0, quote).meaning(said.clone())).chain(instead).collect();
        (forms.len() > 1).then_some(Difference { aspect: Aspect::Attribution, forms })
    };
    first.record.quotes.iter().filter_map(one).collect()
}

/// Whom a quotation is given to, by code.
fn speaker(copy: &Copy<'_>, quote: &Quote) -> Option<String> {
    let codes: Option<Vec<&str>> = quote.speakers.iter().map(|id| copy.record.actor(id)?.code.as_deref()).collect();
    codes.filter(|codes| !codes.is_empty()).map(|codes| codes.join(" "))
}

fn form(copy: &Copy<'_>, page: usize, quote: &Quote) -> Form {
    let span = quote.speaker_span.unwrap_or(quote.span);
    Form::new(page, &copy.body.text, span.start as usize, span.end as usize)
}
