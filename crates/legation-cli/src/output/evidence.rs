//! Why a fact stands in the record, told with marks under the words.

use super::facts::{self, Fact};
use super::layout::{columns, hanging};
use super::letters::Letters;
use super::style::Style;
use super::visible;
use legation::explain::{Explanation, RoleEvidence};
use legation::record::{Quote, Record, RecordId};
use legation::span::Span;
use serde::Serialize;
use unicode_width::UnicodeWidthChar as _;

/// A fact and its explanation.
pub struct Why<'r> {
    /// The record.
    pub record: &'r Record,
    /// The fact.
    pub fact: Fact<'r>,
    /// Its evidence.
    pub explanation: Explanation,
    /// Whether evidence was kept for it; else the explanation only shows where it stands.
    kept: bool,
}

impl<'r> Why<'r> {
    /// The evidence kept for a fact; where none was kept, the block it stands in.
    pub fn new(record: &'r Record, fact: Fact<'r>, kept: Option<&Explanation>) -> Why<'r> {
        let explanation = kept.cloned().unwrap_or_else(|| bare(record, fact));
        Why { record, fact, explanation, kept: kept.is_some() }
    }
}

/// What the record alone can show: the words of the fact in the block that holds them.
fn bare(record: &Record, fact: Fact<'_>) -> Explanation {
    let first = fact.spans().first().copied().unwrap_or_default();
    let blocks = record.article.blocks.iter().map(|block| Span { start: block.start, end: block.end });
    let block = blocks.into_iter().find(|block| block.contains(first)).unwrap_or(first);
    let roles = match fact {
        Fact::Quote(quote) => spoken(record, quote),
        _ => fact
            .spans()
            .into_iter()
            .filter(|span| block.contains(*span))
            .map(|span| stands(fact.sort(), span))
            .collect(),
    };
    let sentence = roles.iter().filter_map(|role| role.span).fold(block, Span::cover);
    let (fact, key) = (fact.id().to_owned(), fact.key().to_owned());
    Explanation { fact, key, sentence, roles, rule: None, notes: Vec::new() }
}

/// Who speaks, by which word, in which words.
fn spoken(record: &Record, quote: &Quote) -> Vec<RoleEvidence> {
    let speakers = facts::parties(&quote.speakers, record);
    let speaker = quote.speaker_span.map(|span| RoleEvidence { value: Some(speakers), ..stands("speaker", span) });
    let cue = quote.cue_span.map(|span| RoleEvidence { value: quote.strength.clone(), ..stands("cue", span) });
    speaker.into_iter().chain(cue).chain([stands("words", quote.span)]).collect()
}

fn stands(role: &str, span: Span) -> RoleEvidence {
    RoleEvidence { role: role.to_owned(), span: Some(span), value: None, how: String::new() }
}

/// What `why --format json` prints.
#[derive(Serialize)]
struct Told<'w> {
    record: &'w RecordId,
    fact: &'w str,
    key: &'w str,
    sort: &'w str,
    headline: String,
    sentence: Words<'w>,
    roles: Vec<ToldRole<'w>>,
    rule: &'w Option<legation::explain::RuleLine>,
    notes: &'w [String],
}

#[derive(Serialize)]
struct Words<'w> {
    start: u32,
    end: u32,
    text: &'w str,
}

#[derive(Serialize)]
struct ToldRole<'w> {
    role: &'w str,
    span: Option<Span>,
    text: Option<&'w str>,
    value: Option<&'w str>,
    how: &'w str,
}

impl Why<'_> {
    /// The explanation for programs.
    pub fn json(&self) -> impl Serialize + '_ {
        let letters = Letters::new(&self.record.article.text);
        let why = &self.explanation;
        let roles = why.roles.iter().map(|role| ToldRole {
            role: &role.role,
            span: role.span,
            text: role.span.map(|span| letters.of(span)),
            value: role.value.as_deref(),
            how: &role.how,
        });
        Told {
            record: &self.record.id,
            fact: self.fact.id(),
            key: self.fact.key(),
            sort: self.fact.sort(),
            headline: self.fact.headline(self.record),
            sentence: Words { start: why.sentence.start, end: why.sentence.end, text: letters.of(why.sentence) },
            roles: roles.collect(),
            rule: &why.rule,
            notes: &why.notes,
        }
    }
}

/// The explanation for people, fitted to `width` columns.
pub fn told(why: &Why<'_>, style: Style, width: usize) -> String {
    let fact = why.fact;
    let lead = format!("{}  ", style.id(&visible::one_line(fact.id())));
    let headline = fact.headline(why.record);
    let mut told = hanging(&lead, 2 + columns(fact.id()), &visible::one_line(&headline), width);
    told.push_str(&format!("    {}\n\n", style.quiet(&visible::one_line(fact.key()))));
    let explanation = &why.explanation;
    for row in rows(why.record, explanation.sentence, width.saturating_sub(2)) {
        told.push_str(&format!("  {}\n", row.text.trim_end()));
        for role in &explanation.roles {
            told.push_str(&marks(&row, role, style, width));
        }
    }
    told.push('\n');
    for role in explanation.roles.iter().filter(|role| role.span.is_none()) {
        told.push_str(&hanging("  ", 2, &visible::one_line(&label(role)), width));
    }
    told.push_str(&rule(why, style, width));
    for note in &explanation.notes {
        told.push_str(&hanging("  how   ", 8, &visible::one_line(note), width));
    }
    told
}

fn rule(why: &Why<'_>, style: Style, width: usize) -> String {
    let Some(rule) = &why.explanation.rule else {
        let none = if why.kept { "none: found by an algorithm alone" } else { "not kept for this sort of fact" };
        return hanging("  rule  ", 8, none, width);
    };
    let place = style.strong(&format!("{}:{}", visible::one_line(&rule.file), rule.line));
    let row = rule.text.split('\t').collect::<Vec<_>>().join("  ");
    format!("  rule  {place}\n{}", hanging("        ", 8, &visible::one_line(&row), width))
}

/// `source: Nakatani (JPN.GOV), subject`.
fn label(role: &RoleEvidence) -> String {
    match facts::joined([role.value.clone(), Some(role.how.clone())]) {
        how if how.is_empty() => role.role.clone(),
        how => format!("{}: {how}", role.role),
    }
}

/// A stretch of the sentence that fits on a line.
struct Row {
    text: String,
    /// For each code point its place in the text and the columns it begins and ends at.
    cells: Vec<(u32, usize, usize)>,
}

/// The sentence in rows, broken at white space where there is some, before wide characters, or where it must be.
fn rows(record: &Record, sentence: Span, width: usize) -> Vec<Row> {
    let letters = Letters::new(&record.article.text);
    let mut rows = vec![Row { text: String::new(), cells: Vec::new() }];
    let mut column = 0;
    let mut point = sentence.start;
    for word in letters.of(sentence).split_inclusive(|c: char| c.is_whitespace() || c.width() == Some(2)) {
        let shown: Vec<String> = word.chars().map(shown).collect();
        let wide: usize = shown.iter().map(|piece| columns(piece)).sum();
        if column > 0 && column + wide > width + usize::from(word.ends_with(char::is_whitespace)) {
            rows.push(Row { text: String::new(), cells: Vec::new() });
            column = 0;
        }
        for piece in shown {
            if column + columns(&piece) > width && piece != " " {
                rows.push(Row { text: String::new(), cells: Vec::new() });
                column = 0;
            }
            if let Some(row) = rows.last_mut() {
                row.cells.push((point, column, column + columns(&piece)));
                row.text.push_str(&piece);
            }
            column += columns(&piece);
            point += 1;
        }
    }
    rows
}

fn shown(c: char) -> String {
    if c.is_whitespace() { " ".to_owned() } else { visible::sign(c).unwrap_or_else(|| c.to_string()) }
}

/// Carets under the words of a role that stand on this row, its label behind them or on the next line.
fn marks(row: &Row, role: &RoleEvidence, style: Style, width: usize) -> String {
    let Some(span) = role.span else { return String::new() };
    let under = row.cells.iter().filter(|(point, ..)| span.start <= *point && *point < span.end);
    let (from, to) = under.fold((usize::MAX, 0), |(from, to), (_, begin, end)| (from.min(*begin), to.max(*end)));
    if from >= to {
        return String::new();
    }
    let carets = format!("  {}{}", " ".repeat(from), style.party(&"^".repeat(to - from)));
    let begins = row.cells.first().is_some_and(|(point, ..)| *point <= span.start);
    let label = if begins { label(role) } else { format!("{}, going on", role.role) };
    let label = visible::one_line(&label).into_owned();
    if 3 + to + columns(&label) <= width {
        return format!("{carets} {label}\n");
    }
    let indent = (2 + from).min(width.saturating_sub(columns(&label)).max(2));
    format!("{carets}\n{}", hanging(&" ".repeat(indent), indent, &label, width))
}

#[cfg(test)]
mod tests {
    use super::*;
    use legation::record::RecordTime;
    use legation::record::TimeKind;

    fn record(text: &str) -> Record {
        let mut record = Record::default();
        record.article.text = text.to_owned();
        record.times.push(RecordTime {
            id: "t1".to_owned(),
            key: "k".to_owned(),
            kind: TimeKind::Date,
            value: "2025-09".to_owned(),
            modifier: None,
            span: Span { start: 2, end: 4 },
        });
        record
    }

    fn explained(text: &str, width: usize) -> String {
        let record = record(text);
        let explanation = Explanation {
            sentence: Span { start: 0, end: text.chars().count() as u32 },
            roles: vec![RoleEvidence {
                role: "time".to_owned(),
                span: Some(Span { start: 2, end: 4 }),
                value: Some("2025-09".to_owned()),
                how: "rule".to_owned(),
            }],
            ..Explanation::default()
        };
        let why = Why::new(&record, Fact::Time(&record.times[0]), Some(&explanation));
        told(&why, Style { on: false }, width)
    }

    #[test]
    fn carets_stand_under_the_words_whatever_their_width() {
        for (text, shown, carets) in [
            ("ab cd", "  ab cd\n", "    ^^ time: 2025-09, rule\n"),
            (
                "\u{65e5}\u{672c}\u{97d3}\u{56fd}",
                "  \u{65e5}\u{672c}\u{97d3}\u{56fd}\n",
                "      ^^^^ time: 2025-09, rule\n",
            ),
            ("\x1bbcd", "  \u{241b}bcd\n", "    ^^ time: 2025-09, rule\n"),
        ] {
            assert!(explained(text, 80).contains(&format!("{shown}{carets}")), "{}", explained(text, 80));
        }
    }

    #[test]
    fn a_long_sentence_is_cut_into_rows_that_fit() {
        let told = explained(&"ab cd ".repeat(20), 40);
        assert!(told.lines().all(|line| columns(line) <= 40), "{told}");
        assert_eq!(told.matches('^').count(), 2);
    }
}
