//! Character references: `&amp;`, `&#8211;`, `&#x2013;` (WHATWG HTML, sections 13.2.5.72 to 80 and 13.5).

use std::collections::HashMap;
use std::sync::LazyLock;

/// The standard's table of names; names without a final semicolon are those that may stand without one.
const TABLE: &str = include_str!("entities.tsv");

/// Longest name in the table, so that a look-up costs the same however long the text goes on.
const LONGEST: usize = 32;

static NAMES: LazyLock<HashMap<&'static str, [char; 2]>> = LazyLock::new(|| TABLE.lines().filter_map(row).collect());

fn row(line: &'static str) -> Option<(&'static str, [char; 2])> {
    let (name, points) = line.split_once('\t')?;
    let mut points = points.split(' ').filter_map(|point| char::from_u32(u32::from_str_radix(point, 16).ok()?));
    Some((name, [points.next()?, points.next().unwrap_or('\0')]))
}

/// A character reference at the start of a text.
pub(super) struct Reference {
    /// What it stands for; the second is NUL where there is only one.
    pub characters: [char; 2],
    /// Its length in bytes.
    pub length: usize,
}

/// The reference that `text` begins with (`text` begins with `&`), if it is one.
pub(super) fn reference(text: &str) -> Option<Reference> {
    match text.as_bytes().get(1)? {
        b'#' => numeric(text),
        c if c.is_ascii_alphabetic() => named(text),
        _ => None,
    }
}

fn named(text: &str) -> Option<Reference> {
    let bytes = text.as_bytes();
    let name = bytes.iter().skip(1).take(LONGEST).take_while(|c| c.is_ascii_alphanumeric()).count();
    let closed = bytes.get(1 + name) == Some(&b';');
    (2..=name + usize::from(closed)).rev().find_map(|length| {
        let characters = NAMES.get(text.get(1..1 + length)?)?;
        Some(Reference { characters: *characters, length: length + 1 })
    })
}

fn numeric(text: &str) -> Option<Reference> {
    let bytes = text.as_bytes();
    let hex = matches!(bytes.get(2), Some(b'x' | b'X'));
    let start = if hex { 3 } else { 2 };
    let radix = if hex { 16 } else { 10 };
    let mut value = 0u32;
    let mut at = start;
    while let Some(digit) = bytes.get(at).and_then(|c| char::from(*c).to_digit(radix)) {
        value = value.saturating_mul(radix).saturating_add(digit).min(0x11_0000);
        at += 1;
    }
    if at == start {
        return None;
    }
    let length = at + usize::from(bytes.get(at) == Some(&b';'));
    Some(Reference { characters: [code_point(value), '\0'], length })
}

/// The character of a numeric reference; numbers of the C1 block mean windows-1252, as on the web.
fn code_point(value: u32) -> char {
    match u8::try_from(value) {
        Ok(0) => char::REPLACEMENT_CHARACTER,
        Ok(byte @ 0x80..=0x9f) => {
            let byte = [byte];
            let (decoded, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
            decoded.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        _ => char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

/// The characters of `text` with references resolved, each with the byte where it begins and the byte where it ends.
pub(super) fn characters(text: &str) -> impl Iterator<Item = (char, usize, usize)> + '_ {
    let mut at = 0;
    let mut second: Option<(char, usize, usize)> = None;
    std::iter::from_fn(move || {
        if let Some(held) = second.take() {
            return Some(held);
        }
        let rest = text.get(at..)?;
        let c = rest.chars().next()?;
        let from = at;
        match if c == '&' { reference(rest) } else { None } {
            Some(found) => {
                at += found.length;
                let [first, more] = found.characters;
                second = (more != '\0').then_some((more, from, at));
                Some((first, from, at))
            }
            None => {
                at += c.len_utf8();
                Some((c, from, at))
            }
        }
    })
}

/// `text` with references resolved, white space collapsed to single spaces and cut at its ends.
pub(super) fn clean(text: &str, most: usize) -> String {
    let mut out = String::new();
    let mut length = 0;
    let mut gap = false;
    for (c, _, _) in characters(text) {
        if c.is_whitespace() || c.is_control() {
            gap = !out.is_empty();
            continue;
        }
        if length >= most {
            break;
        }
        if std::mem::take(&mut gap) {
            out.push(' ');
            length += 1;
        }
        out.push(c);
        length += 1;
    }
    out
}
