//! Numbers in figures and in words: a small table of values and multipliers, from which the rest is computed.

use super::program::Literal;
use super::token::Token;
use std::collections::HashMap;

/// Largest number that is read; larger ones are no match.
const LIMIT: f64 = 1e12;
/// Most words one number may have.
const LONGEST: usize = 16;

/// What a word does in a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Part {
    /// Stands for a value: `seven = 7`.
    Value(f64),
    /// Multiplies what is smaller before it: `hundred = x100`.
    Times(f64),
    /// Adds to the word before it: `-teen = +10`, `and a half = +0.5`.
    Plus(f64),
    /// Joins two parts: `and = &`.
    Join,
}

impl Part {
    /// Reads the right side of a line of a number table.
    pub fn parse(text: &str) -> Option<Part> {
        let amount = |text: &str| text.trim().parse::<f64>().ok().filter(|n| n.is_finite() && n.abs() < LIMIT);
        match text.trim() {
            "&" => Some(Part::Join),
            text => match (text.strip_prefix('x'), text.strip_prefix('+')) {
                (Some(times), _) => amount(times).filter(|n| *n > 1.0).map(Part::Times),
                (_, Some(plus)) => amount(plus).map(Part::Plus),
                _ => amount(text).filter(|n| *n >= 0.0).map(Part::Value),
            },
        }
    }
}

/// A number table of a rule file.
#[derive(Debug)]
pub(super) struct Numerals {
    words: HashMap<u32, Vec<(Literal, Part)>>,
    /// Whether figures are read too; a table of ordinals has words alone.
    pub figures: bool,
    /// The mark before decimal places.
    decimal: Option<u32>,
    /// The mark between groups of three figures.
    thousands: Option<u32>,
}

impl Numerals {
    /// An empty table with the marks that figures are written with.
    pub fn new(figures: bool, decimal: Option<u32>, thousands: Option<u32>) -> Numerals {
        Numerals { words: HashMap::new(), figures, decimal, thousands }
    }

    /// Adds a word, or several words that stand together.
    pub fn add(&mut self, words: Literal, part: Part) {
        let Some(first) = words.first_symbol() else { return };
        let entries = self.words.entry(first).or_default();
        entries.push((words, part));
        entries.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }

    /// The symbols with which a number in words may begin.
    pub fn first_symbols(&self) -> impl Iterator<Item = u32> + '_ {
        let begins = |part: &Part| matches!(part, Part::Value(_) | Part::Times(_));
        self.words.iter().filter(move |(_, e)| e.iter().any(|(_, part)| begins(part))).map(|(symbol, _)| *symbol)
    }

    /// The longest number that begins at token `at`: the token after it and its value.
    pub fn read(&self, text: &str, tokens: &[Token], at: usize) -> Option<(usize, f64)> {
        let mut sum = Sum::default();
        let (mut end, mut best) = (at, None);
        for _ in 0..LONGEST {
            let Some((next, part)) = self.part(text, tokens, end, at) else { break };
            if !sum.take(part) {
                break;
            }
            end = next;
            if sum.complete() {
                best = sum.total().map(|total| (end, total));
            }
        }
        best
    }

    fn part(&self, text: &str, tokens: &[Token], at: usize, first: usize) -> Option<(usize, Part)> {
        let token = tokens.get(at)?;
        if token.opens_line && at > first {
            return None;
        }
        if token.is_number {
            return if at == first && self.figures { self.in_figures(tokens, at) } else { None };
        }
        let words = self.words.get(&token.symbol)?;
        words.iter().find_map(|(words, part)| words.ends(text, tokens, at).map(|end| (end, *part)))
    }

    /// Figures with group marks and decimal places.
    fn in_figures(&self, tokens: &[Token], at: usize) -> Option<(usize, Part)> {
        let mut whole = tokens.get(at)?.digits? as f64;
        let mut end = at + 1;
        while let Some(group) = self.figures_after(tokens, end, self.thousands).filter(|t| t.span.len() == 3) {
            whole = whole * 1000.0 + group.digits? as f64;
            end += 2;
        }
        if let Some(places) = self.figures_after(tokens, end, self.decimal).filter(|t| t.span.len() <= 6) {
            whole += places.digits? as f64 / 10f64.powi(places.span.len() as i32);
            end += 2;
        }
        (whole < LIMIT).then_some((end, Part::Value(whole)))
    }

    fn figures_after<'t>(&self, tokens: &'t [Token], at: usize, mark: Option<u32>) -> Option<&'t Token> {
        let separator = tokens.get(at).filter(|t| t.joined && Some(t.symbol) == mark)?;
        let figures = tokens.get(at + 1).filter(|t| t.joined && t.is_number)?;
        (!separator.opens_line).then_some(figures)
    }
}

/// A number as it grows: terms from large to small.
#[derive(Default)]
struct Sum {
    terms: Vec<f64>,
    /// Whether the last term is a run of single figures, as in a year spelled out.
    spelled: bool,
    joining: bool,
}

impl Sum {
    /// Takes one more part; false when the number ends before it.
    fn take(&mut self, part: Part) -> bool {
        match part {
            Part::Join => {
                let open = !self.joining && self.terms.last().is_some_and(|top| *top >= 20.0);
                self.joining = open;
                open
            }
            Part::Plus(amount) => match self.terms.last_mut() {
                Some(top) => {
                    *top += amount;
                    (self.spelled, self.joining) = (false, false);
                    true
                }
                None => false,
            },
            Part::Times(factor) => self.multiply(factor),
            Part::Value(value) => self.value(value),
        }
    }

    fn multiply(&mut self, factor: f64) -> bool {
        let mut sum = 0.0;
        while let Some(top) = self.terms.pop_if(|top| *top < factor) {
            sum += top;
        }
        self.terms.push(factor * if sum == 0.0 { 1.0 } else { sum });
        (self.spelled, self.joining) = (false, false);
        true
    }

    fn value(&mut self, value: f64) -> bool {
        let joining = std::mem::replace(&mut self.joining, false);
        let Some(top) = self.terms.last_mut() else {
            self.terms.push(value);
            self.spelled = value < 10.0 && value.fract() == 0.0;
            return true;
        };
        let room = if value < 10.0 {
            10.0
        } else if value < 100.0 {
            100.0
        } else {
            1000.0
        };
        if self.spelled && value < 10.0 && !joining {
            *top = *top * 10.0 + value;
        } else if *top >= room && *top % room == 0.0 {
            // A term of its own: a factor behind it is the factor of it alone.
            self.terms.push(value);
            self.spelled = false;
            return true;
        } else if joining {
            return false;
        } else if (10.0..100.0).contains(top) && (10.0..100.0).contains(&value) {
            // A year read as two numbers: nineteen ninety.
            *top = *top * 100.0 + value;
        } else {
            return false;
        }
        self.spelled &= value < 10.0;
        *top < LIMIT
    }

    fn complete(&self) -> bool {
        !self.joining && !self.terms.is_empty()
    }

    fn total(&self) -> Option<f64> {
        Some(self.terms.iter().sum::<f64>()).filter(|sum| *sum < LIMIT)
    }
}
