//! Examples of a rule: sentences it must find something in, sentences it must leave alone.

use super::Rules;
use crate::error::Error;
use crate::span::Span;

/// A line of a rule that is run as a test.
#[derive(Clone, Debug)]
pub(super) struct Example {
    line: usize,
    text: String,
    /// What must be found, and its value if the example gives one; nothing for a counter-example.
    found: Option<(Span, Option<String>)>,
}

impl Example {
    /// `text with [the match] in brackets => value`.
    pub fn matching(written: &str, line: usize) -> Result<Example, String> {
        let (sentence, value) = match written.rsplit_once("=>") {
            Some((sentence, value)) => (sentence.trim_end(), Some(value.trim().to_owned())),
            None => (written, None),
        };
        let parts = sentence.split_once('[').and_then(|(before, rest)| Some((before, rest.split_once(']')?)));
        let (before, (inside, after)) = parts.ok_or("the match must stand in [ ]")?;
        let span = Span::new(before.len(), before.len() + inside.len());
        Ok(Example { line, text: format!("{before}{inside}{after}"), found: Some((span, value)) })
    }

    /// A sentence in which the rule must find nothing.
    pub fn not_matching(written: &str, line: usize) -> Example {
        Example { line, text: written.to_owned(), found: None }
    }

    /// Runs the example of rule number `rule`.
    pub fn check(&self, rules: &Rules, rule: usize) -> Result<(), Error> {
        let whole = Span::new(0, self.text.len());
        let all = rules.find_with_skips(&self.text, whole);
        let mine = |found: &&super::Match| found.rule == rule;
        let wrong = |what: String| Err(Error::new(what).in_file(rules.file()).at_line(self.line));
        match &self.found {
            None => match all.iter().find(mine) {
                Some(found) => wrong(format!("the rule found \"{}\" here", found.span.of(&self.text))),
                None => Ok(()),
            },
            Some((span, value)) => match all.iter().filter(mine).find(|found| found.span == *span) {
                None => {
                    let found: Vec<_> = all.iter().map(|found| self.told(rules, found)).collect();
                    wrong(format!("the rule did not find \"{}\" here, but: {}", span.of(&self.text), found.join("; ")))
                }
                Some(found) if value.as_ref().is_some_and(|value| *value != found.value) => {
                    wrong(format!("the value is \"{}\"", found.value))
                }
                Some(_) => Ok(()),
            },
        }
    }

    fn told(&self, rules: &Rules, found: &super::Match) -> String {
        let name = rules.rule(found.rule).map_or("", |rule| rule.name());
        format!("\"{}\" by {name}", found.span.of(&self.text))
    }
}
