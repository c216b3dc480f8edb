//! Time expressions (TIMEX3): rules find what the words say, one resolver fixes it in the calendar.
//!
//! Nothing about a language stands here; names of months, "ago", seasons and the like are rows of `time.rules`.

mod calendar;
mod day;
mod evidence;
mod form;
mod resolve;
mod write;

pub use calendar::Unit;
pub use day::PageDay;
pub use evidence::{PageDate, date_from_text};
pub use form::{Amount, End, Form, From, Modifier, Pick, Season, Sort, TimeKind};
pub use resolve::{Anchor, Tense, Time, resolve};

use crate::error::Error;
use crate::pattern::{Rule, Rules};
use crate::span::Span;

/// Bytes before and after a time in which a word may tell its tense.
const REACH: usize = 400;

/// Most words before a time that still opens its sentence.
const OPENING: usize = 3;

/// The time rules of a language.
#[derive(Debug)]
pub struct TimeRules {
    rules: Rules,
}

/// A time expression as its words have it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The whole expression.
    pub span: Span,
    /// The sentence it stands in, by its number.
    pub sentence: usize,
    /// Whether it opens the sentence, but for a preposition.
    pub opens: bool,
    /// What the words say.
    pub form: Form,
    /// The rule that found it, by its number.
    pub rule: usize,
    /// The line of the rule in its file, from 1.
    pub line: usize,
}

impl TimeRules {
    /// Reads a `time.rules`; `file` is its name for messages.
    pub fn parse(file: &str, text: &str) -> Result<TimeRules, Error> {
        Ok(TimeRules { rules: Rules::parse(file, text)? })
    }

    /// The rules themselves, for explanations.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Runs the examples of the file: how many there are, or every one that fails.
    pub fn check(&self) -> Result<usize, Vec<Error>> {
        self.rules.check()
    }

    /// Which way the words before a time look, by the file's list `tense` (values `past` and `future`): the nearest
    /// one before the time decides; for a time that opens its sentence, the first one after it. For languages or sentences without a parse.
    pub fn tense(&self, text: &str, sentence: Span, time: Span) -> Tense {
        let from = boundary(text, (time.start as usize).saturating_sub(REACH)).max(sentence.start as usize);
        let to = boundary(text, time.end as usize + REACH).min(sentence.end as usize);
        let before = Span::new(from, time.start as usize);
        let after = Span::new(time.end as usize, to);
        // What follows only speaks for a time that opens the sentence.
        let opens = from == sentence.start as usize && before.of(text).split_whitespace().count() <= OPENING;
        let follows = || if opens { self.rules.first_word("tense", text, after) } else { None };
        match self.rules.last_word("tense", text, before).or_else(follows) {
            Some("past") => Tense::Past,
            Some("future") => Tense::Future,
            _ => Tense::Unknown,
        }
    }
}

/// The character boundary at or before a byte.
fn boundary(text: &str, byte: usize) -> usize {
    (0..4).map(|back| byte.min(text.len()).saturating_sub(back)).find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Finds the time expressions of a text, sentence by sentence.
pub fn find(text: &str, sentences: &[Span], rules: &TimeRules) -> Vec<Found> {
    let mut all = Vec::new();
    for (sentence, span) in sentences.iter().enumerate() {
        for found in rules.rules.find(text, *span) {
            let line = rules.rules.rule(found.rule).map_or(0, Rule::line);
            let before = Span { start: span.start, end: found.span.start };
            let opens = before.of(text).split_whitespace().nth(1).is_none();
            if let Some(form) = Form::parse(&found.value) {
                all.push(Found { span: found.span, sentence, opens, form, rule: found.rule, line });
            }
        }
    }
    all
}
