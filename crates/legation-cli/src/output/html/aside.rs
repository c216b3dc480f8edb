//! The facts beside the text, each a link to its words.

use super::escape::{escaped, marked_up};
use crate::output::account::percent;
use crate::output::facts::{self, Fact};
use crate::output::letters::Letters;
use legation::record::Record;

/// The lists of facts.
pub fn facts(record: &Record, letters: &Letters<'_>, prefix: &str) -> String {
    const LISTS: [(&str, &str); 6] = [
        ("What happened", "event"),
        ("Who said what", "quote"),
        ("Who promised what", "commitment"),
        ("Who", "actor"),
        ("When", "time"),
        ("Where", "place"),
    ];
    let mut html = String::from("<aside class=\"facts\" aria-label=\"Facts\">\n");
    for (heading, sort) in LISTS {
        let facts = facts::all(record).filter(|fact| fact.sort() == sort);
        let items: String = facts.map(|fact| item(fact, record, letters, prefix)).collect();
        if !items.is_empty() {
            html.push_str(&format!("<h2>{heading}</h2>\n<ul>\n{items}</ul>\n"));
        }
    }
    html.push_str("</aside>\n");
    html
}

fn item(fact: Fact<'_>, record: &Record, letters: &Letters<'_>, prefix: &str) -> String {
    let id = escaped(fact.id());
    let language = escaped(&record.article.language);
    let words = words(fact, letters).map(|words| format!("<bdi lang=\"{language}\">{}</bdi>", marked_up(words)));
    let sure = confidence(fact).map(percent);
    let below = words.into_iter().chain(sure).collect::<Vec<_>>().join(" \u{b7} ");
    let below = if below.is_empty() { below } else { format!("<small>{below}</small>") };
    let headline = headline(fact, record);
    format!("<li><a class=\"id\" href=\"#{prefix}-{id}\">{id}</a> <span>{headline}</span>{below}</li>\n")
}

/// The fact in one line, foreign names kept apart from the direction of what stands around them.
fn headline(fact: Fact<'_>, record: &Record) -> String {
    match fact {
        Fact::Event(event) => {
            let place = event.place.as_ref().and_then(|id| record.place(id)).map(|place| place.name.clone());
            let rest = facts::joined([Some(facts::status(event.status).to_owned()), event.date.clone(), place]);
            let sides = sides(&event.source, &event.target, record);
            format!("<b>{}</b> {sides}, <bdi>{}</bdi>", escaped(&facts::act(event)), escaped(&rest))
        }
        Fact::Commitment(commitment) => {
            let terms = facts::terms(commitment);
            let terms = if terms.is_empty() { terms } else { format!(", <bdi>{}</bdi>", escaped(&terms)) };
            format!("{}{terms}", sides(&commitment.by, &commitment.to, record))
        }
        Fact::Quote(quote) => {
            let way = if quote.direct { "in these words" } else { "in other words" };
            let way = facts::joined([quote.strength.clone(), Some(way.to_owned())]);
            format!("{}, {}", parties(&quote.speakers, record), escaped(&way))
        }
        Fact::Actor(_) | Fact::Time(_) | Fact::Place(_) => format!("<bdi>{}</bdi>", escaped(&fact.headline(record))),
    }
}

fn sides(from: &[String], to: &[String], record: &Record) -> String {
    facts::between(from, to, |ids| parties(ids, record))
}

/// Names, each kept apart from the direction of its code.
fn parties(ids: &[String], record: &Record) -> String {
    let named = ids.iter().map(|id| match record.actor(id) {
        Some(actor) => {
            let code = actor.code.as_ref().map_or(String::new(), |code| format!(" ({})", escaped(code)));
            format!("<bdi>{}</bdi>{code}", escaped(&actor.name))
        }
        None => escaped(id),
    });
    let named = named.collect::<Vec<_>>().join(", ");
    if named.is_empty() { "not known".to_owned() } else { named }
}

/// The words a list shows: long stretches are read in the text.
fn words<'t>(fact: Fact<'_>, letters: &Letters<'t>) -> Option<&'t str> {
    match fact {
        Fact::Event(event) => Some(letters.of(event.trigger_span)),
        Fact::Quote(_) | Fact::Commitment(_) | Fact::Time(_) => fact.spans().first().map(|span| letters.of(*span)),
        Fact::Actor(_) | Fact::Place(_) => None,
    }
}

fn confidence(fact: Fact<'_>) -> Option<f32> {
    match fact {
        Fact::Event(event) => Some(event.confidence),
        Fact::Commitment(commitment) => Some(commitment.confidence),
        _ => None,
    }
}
