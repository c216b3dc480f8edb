//! Numbers in a text by their value: figures of every script, groups of figures, words of magnitude.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Words of magnitude are data.
const MAGNITUDES: &str = include_str!("magnitudes.tsv");
/// Most figures of a number; longer runs are no quantity.
const FIGURES: usize = 15;
/// Most characters of a word of magnitude.
const LONGEST_WORD: usize = 16;
/// Zero in the scripts whose figures stand in a row of ten.
const ZEROS: [u32; 14] =
    [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xd66, 0xe50, 0x17e0, 0xff10];

/// A number and where it stands, in characters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    /// Its value, with its magnitude.
    pub value: f64,
    /// First character.
    pub start: usize,
    /// One past its last character.
    pub end: usize,
}

impl Number {
    /// How many figures before the zeros at its end: what tells it from others.
    pub fn weight(&self) -> usize {
        format!("{}", self.value).trim_end_matches('0').chars().filter(|c| *c != '.').count()
    }
}

fn figure(c: char) -> Option<u32> {
    let code = u32::from(c);
    ZEROS.iter().find_map(|zero| code.checked_sub(*zero).filter(|value| *value < 10))
}

fn magnitudes() -> &'static HashMap<Vec<char>, f64> {
    static TABLE: OnceLock<HashMap<Vec<char>, f64>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let rows = MAGNITUDES.lines().skip(1).filter(|line| !line.starts_with('#'));
        let row = |line: &str| {
            let (word, factor) = line.split_once('\t')?;
            Some((word.chars().flat_map(char::to_lowercase).collect(), factor.parse().ok()?))
        };
        rows.filter_map(row).collect()
    })
}

/// All numbers of a text, in order.
pub(super) fn numbers(text: &[char]) -> Vec<Number> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < text.len() {
        let Some((number, end)) = read(text, at) else {
            at += 1;
            continue;
        };
        // Figures glued to letters are names of things, except where scripts write no blanks.
        let glued = at.checked_sub(1).and_then(|before| text.get(before)).is_some_and(char::is_ascii_alphabetic);
        found.extend(number.filter(|_| !glued));
        at = end;
    }
    found
}

/// The number that begins here, if any, and where reading goes on.
fn read(text: &[char], at: usize) -> Option<(Option<Number>, usize)> {
    figure(*text.get(at)?)?;
    let (mut whole, mut places, mut end, mut decimal) = (String::new(), String::new(), at, false);
    loop {
        let run: String =
            text.get(end..)?.iter().map_while(|c| figure(*c)).filter_map(|d| char::from_digit(d, 10)).collect();
        end += run.len();
        if decimal {
            places = run
        } else {
            whole.push_str(&run)
        }
        if decimal || whole.len() > FIGURES {
            break;
        }
        let mark = text.get(end).filter(|c| matches!(c, ',' | '.' | '\u{66b}' | '\u{66c}' | '\u{a0}' | '\u{202f}'));
        let behind = text.get(end + 1..).unwrap_or_default().iter().take_while(|c| figure(**c).is_some()).count();
        match (mark, behind) {
            (None, _) | (_, 0) => break,
            // Three figures are a group; otherwise they are decimal places, once.
            (Some(_), 3) => {}
            (Some(',' | '.' | '\u{66b}'), _) => decimal = true,
            _ => break,
        }
        end += 1;
    }
    let value = format!("{whole}.{places}0").parse::<f64>().ok().filter(|_| whole.len() <= FIGURES);
    let (end, factor) = factors(text, end);
    Some((value.map(|value| Number { value: value * factor, start: at, end }), end))
}

/// The words of magnitude from here on, and where they end.
fn factors(text: &[char], from: usize) -> (usize, f64) {
    let (mut end, mut factor) = (from, 1.0);
    for _ in 0..2 {
        let start = end
            + text.get(end..).unwrap_or_default().iter().take_while(|c| matches!(c, ' ' | '\u{a0}')).take(1).count();
        let Some((next, more)) = magnitude(text, start) else { break };
        (end, factor) = (next, factor * more);
    }
    (end, factor)
}

/// The longest word of magnitude that stands here as a whole.
fn magnitude(text: &[char], start: usize) -> Option<(usize, f64)> {
    let rest = text.get(start..)?;
    let window: Vec<char> = rest.iter().take(LONGEST_WORD).flat_map(|c| c.to_lowercase()).collect();
    let alphabet = |c: &char| c.is_alphabetic() && !super::words::joins(*c);
    (1..=window.len().min(rest.len())).rev().find_map(|length| {
        let factor = magnitudes().get(window.get(..length)?)?;
        let open = window.get(length - 1).is_some_and(alphabet) && rest.get(length).is_some_and(alphabet);
        (!open).then_some((start + length, *factor))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_the_same_however_they_are_written() {
        let value = |text: &str| numbers(&text.chars().collect::<Vec<_>>()).iter().map(|n| n.value).collect::<Vec<_>>();
        for (text, values) in [
            ("1,234 men and 5", vec![1234.0, 5.0]),
            ("1.234.567", vec![1_234_567.0]),
            ("$1.5 billion", vec![1.5e9]),
            ("Rp 1,5 miliar", vec![1.5e9]),
            ("15\u{5104}", vec![1.5e9]),
            ("15\u{c5b5} ", vec![1.5e9]),
            ("\u{661}\u{662}", vec![12.0]),
            ("2018.", vec![2018.0]),
            ("F16 at 10-6", vec![10.0, 6.0]),
            ("3 milestones", vec![3.0]),
            ("999999999999999999999", vec![]),
        ] {
            assert_eq!(value(text), values, "{text}");
        }
    }
}
