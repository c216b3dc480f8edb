//! A record told to a person at a terminal.

use super::facts;
use super::layout::{columns, hanging, wrap};
use super::letters::Letters;
use super::style::Style;
use super::visible;
use legation::record::{BlockKind, Commitment, DateBasis, Event, Quote, Record};
use legation::span::Span;
use std::collections::HashSet;

/// Columns kept for the names of facts.
const INDENT: usize = 7;

/// The account of one record, fitted to `width` columns.
pub fn account(record: &Record, style: Style, width: usize) -> String {
    let mut teller = Teller { record, letters: Letters::new(&record.article.text), style, width, told: String::new() };
    teller.title();
    teller.origin();
    teller.events();
    teller.quotes();
    teller.commitments();
    teller.actors();
    teller.times();
    teller.notes();
    teller.told
}

struct Teller<'r> {
    record: &'r Record,
    letters: Letters<'r>,
    style: Style,
    width: usize,
    told: String,
}

impl Teller<'_> {
    fn title(&mut self) {
        let headline = self.record.article.blocks.iter().find(|block| block.kind == BlockKind::Headline);
        let found = headline.map(|block| self.letters.of(Span { start: block.start, end: block.end }));
        let title = self.record.article.title.as_deref().or(found).unwrap_or("(a page without a headline)");
        for line in wrap(&visible::one_line(title.trim()), self.width) {
            let line = self.style.strong(&line);
            self.line(&line);
        }
    }

    fn origin(&mut self) {
        let article = &self.record.article;
        let origin = format!("{}, {}, {}", chain(self.record), article.language, date(self.record));
        self.told.push_str(&hanging("from ", 5, &visible::one_line(&origin), self.width));
        if let Some(url) = &self.record.page.url {
            self.told.push_str(&hanging("at   ", 5, &visible::one_line(url), self.width));
        }
    }

    fn events(&mut self) {
        self.heading(
            "What happened",
            self.record.events.is_empty(),
            "no act between states or their offices was found",
        );
        for event in &self.record.events {
            self.event(event);
        }
    }

    fn event(&mut self, event: &Event) {
        let who = facts::sides(&event.source, &event.target, self.record);
        self.fact(&event.id, &format!("{}  {}", facts::act(event), who));
        let place = event.place.as_ref().and_then(|id| self.record.place(id)).map(|place| place.name.clone());
        let told = event.reported_by.as_ref().map(|id| format!("told by {}", self.teller_of(id)));
        let status = Some(facts::status(event.status).to_owned());
        self.detail(&facts::joined([status, event.date.clone(), place, told, Some(percent(event.confidence))]));
        self.words(event.span, true);
    }

    /// A reporting actor's name, or the id of a quote.
    fn teller_of(&self, id: &str) -> String {
        self.record.actor(id).map_or_else(|| id.to_owned(), facts::actor)
    }

    fn quotes(&mut self) {
        self.heading("Who said what", self.record.quotes.is_empty(), "no one is quoted");
        for quote in &self.record.quotes {
            self.quote(quote);
        }
    }

    fn quote(&mut self, quote: &Quote) {
        let speakers = facts::parties(&quote.speakers, self.record);
        let speakers = if speakers.is_empty() { "speaker not known".to_owned() } else { speakers };
        let way = if quote.direct { "in these words" } else { "in other words" };
        self.fact(&quote.id, &facts::joined([Some(speakers), quote.strength.clone(), Some(way.to_owned())]));
        self.words(quote.span, quote.direct);
    }

    fn commitments(&mut self) {
        self.heading("Who promised what", self.record.commitments.is_empty(), "no promise was found");
        for commitment in &self.record.commitments {
            self.commitment(commitment);
        }
    }

    fn commitment(&mut self, commitment: &Commitment) {
        self.fact(&commitment.id, &facts::sides(&commitment.by, &commitment.to, self.record));
        self.detail(&commitment.action);
        let topic = commitment.topic.as_ref().map(|topic| format!("about {topic}"));
        let sure = Some(percent(commitment.confidence));
        self.detail(&facts::joined([Some(facts::terms(commitment)), topic, sure]));
    }

    fn actors(&mut self) {
        self.heading("Who", self.record.actors.is_empty(), "nobody was recognised");
        let parties = parties(self.record);
        let (known, others): (Vec<_>, Vec<_>) =
            self.record.actors.iter().partition(|actor| actor.code.is_some() || parties.contains(actor.id.as_str()));
        for actor in known {
            let members = facts::parties(&actor.members, self.record);
            let members = (!members.is_empty()).then(|| format!("that is {members}"));
            let count = match actor.mentions.len() {
                1 => "once".to_owned(),
                n => format!("{n} times"),
            };
            let text = facts::joined([Some(facts::actor(actor)), actor.office.clone(), members, Some(count)]);
            self.fact(&actor.id, &text);
        }
        let others: Vec<String> = others.iter().map(|actor| format!("{} ({})", actor.name, actor.id)).collect();
        if !others.is_empty() {
            self.detail(&format!("and, in no fact: {}", others.join(", ")));
        }
    }

    fn times(&mut self) {
        self.heading("When", self.record.times.is_empty(), "no time is named");
        for time in &self.record.times {
            let words = format!("\u{201c}{}\u{201d}", self.letters.of(time.span));
            let value = facts::joined([Some(time.value.clone()), time.modifier.clone()]);
            self.fact(&time.id, &format!("{value}  {words}"));
        }
    }

    fn notes(&mut self) {
        if self.record.notes.is_empty() {
            return;
        }
        self.heading("What was odd", false, "");
        for note in &self.record.notes {
            let text = format!("{}: {}", note.kind, note.message);
            let sign = self.style.warning("!");
            self.told.push_str(&hanging(&format!("  {sign}    "), INDENT, &visible::one_line(&text), self.width));
        }
    }

    fn heading(&mut self, words: &str, empty: bool, nothing: &str) {
        let words = self.style.strong(words);
        self.line("");
        self.line(&words);
        if empty {
            let nothing = self.style.quiet(nothing);
            self.line(&format!("  {nothing}"));
        }
    }

    fn fact(&mut self, id: &str, text: &str) {
        let id = visible::one_line(id);
        let lead = format!("  {}{}", self.style.id(&id), " ".repeat(INDENT.saturating_sub(2 + columns(&id)).max(1)));
        let indent = INDENT.max(3 + columns(&id));
        self.told.push_str(&hanging(&lead, indent, &visible::one_line(text), self.width));
    }

    fn detail(&mut self, text: &str) {
        if !text.is_empty() {
            self.told.push_str(&hanging(&" ".repeat(INDENT), INDENT, &visible::one_line(text), self.width));
        }
    }

    /// Words of the article, in marks or not.
    fn words(&mut self, span: Span, marked: bool) {
        let words = visible::one_line(self.letters.of(span)).into_owned();
        let words = if marked { format!("\u{201c}{words}\u{201d}") } else { words };
        for line in wrap(&words, self.width.saturating_sub(INDENT)) {
            let line = format!("{}{}", " ".repeat(INDENT), self.style.quiet(&line));
            self.line(&line);
        }
    }

    fn line(&mut self, line: &str) {
        self.told.push_str(line);
        self.told.push('\n');
    }
}

/// Ids of all actors that take part in a fact or in a group.
fn parties(record: &Record) -> HashSet<&str> {
    let events = record.events.iter().flat_map(|event| event.source.iter().chain(&event.target));
    let quotes = record.quotes.iter().flat_map(|quote| &quote.speakers);
    let commitments = record.commitments.iter().flat_map(|commitment| commitment.by.iter().chain(&commitment.to));
    let groups = record.actors.iter().flat_map(|actor| &actor.members);
    events.chain(quotes).chain(commitments).chain(groups).map(String::as_str).collect()
}

/// Agency, first publisher, publisher of this copy.
pub fn chain(record: &Record) -> String {
    let provenance = &record.provenance;
    let agencies = provenance.agencies.iter().map(|agency| agency.name.clone());
    let sources = provenance.sources.iter().filter_map(|source| {
        let name = source.url.clone().or_else(|| source.headline.clone())?;
        Some(source.language.as_ref().map_or_else(|| name.clone(), |language| format!("{name} ({language})")))
    });
    let publisher = provenance.publisher.name.clone().or_else(|| provenance.publisher.domain.clone());
    let this = match &provenance.translated_from {
        Some(language) => format!("this copy, translated from {language}"),
        None => "this copy".to_owned(),
    };
    agencies.chain(sources).chain(publisher).chain([this]).collect::<Vec<_>>().join(" \u{2192} ")
}

/// The page's date with the ground for it.
pub fn date(record: &Record) -> String {
    let date = &record.article.date;
    let basis = match date.basis {
        Some(DateBasis::Given) => "given",
        Some(DateBasis::Metadata) => "from the page's metadata",
        Some(DateBasis::Address) => "from the address",
        Some(DateBasis::Dateline) => "from the dateline",
        Some(DateBasis::Text) => "concluded from the text",
        None => "basis not known",
    };
    match &date.value {
        Some(value) if date.basis == Some(DateBasis::Given) => format!("{value} ({basis})"),
        Some(value) => format!("{value} ({basis}, {})", percent(date.confidence)),
        None => "date not known".to_owned(),
    }
}

/// A probability as people read it.
pub fn percent(share: f32) -> String {
    format!("{:.0} % sure", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::samples;

    #[test]
    fn an_account_fits_its_width_and_sends_no_controls() {
        for (name, record) in samples::all() {
            for width in [30, 60, 110] {
                let told = account(&record, Style { on: false }, width);
                for line in told.lines() {
                    assert!(columns(line) <= width, "{name} at {width}: {line}");
                }
                assert!(!told.chars().any(|c| c != '\n' && visible::sign(c).is_some()), "{name}: {told}");
            }
        }
    }

    #[test]
    fn every_fact_is_told_with_its_parties() {
        for (name, record) in samples::all() {
            let told = account(&record, Style { on: false }, 110);
            for fact in facts::all(&record).filter(|fact| fact.sort() != "place") {
                assert!(told.contains(&format!("\n  {} ", fact.id())), "{name}: no {} in {told}", fact.id());
            }
            for actor in record.actors.iter().filter_map(|actor| actor.code.as_ref()) {
                assert!(told.contains(actor), "{name}: no {actor} in {told}");
            }
        }
    }

    #[test]
    fn colours_add_nothing_to_the_words() {
        for (_, record) in samples::all() {
            let plain = account(&record, Style { on: false }, 80);
            let painted = account(&record, Style { on: true }, 80);
            let mut words = String::new();
            for piece in painted.split('\x1b') {
                let code = piece.starts_with('[').then(|| piece.split_once('m')).flatten();
                words.push_str(code.map_or(piece, |(_, words)| words));
            }
            assert_eq!(words, plain);
        }
    }
}
