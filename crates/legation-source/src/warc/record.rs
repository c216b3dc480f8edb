//! The records of an archive one after another, found again after damage.

use super::tape::Tape;
use crate::http::head::{self, Head};
use crate::unpack::LARGEST;
use std::io::BufRead;

/// Longest block that is kept: a page, the head of its answer, and what packing may add.
const BLOCK: usize = LARGEST + head::LONGEST + (1 << 20);
/// Bytes looked through at once for the next record.
const STRIDE: usize = 1 << 16;
/// Longest first line of a record.
const FIRST: usize = 16;

/// What stands next in an archive.
pub enum Found<'t> {
    /// A record.
    Record {
        /// Byte of the file where it begins.
        offset: u64,
        /// Its fields.
        head: Head,
        /// What it holds.
        block: &'t [u8],
    },
    /// A place where a record is missing or wrong.
    Damage {
        /// Byte of the file where it begins.
        offset: u64,
        /// What is wrong.
        what: String,
    },
}

/// Reads records from a tape.
pub struct Records<R> {
    tape: Tape<R>,
    /// Bytes of the record that was given last.
    given: usize,
    /// Damage that is told before anything else.
    owed: Option<(u64, String)>,
}

/// How a block ends.
enum End {
    /// As its length says.
    Right,
    /// Elsewhere: the next record begins after so many bytes.
    Early(usize),
    /// Not at all: the file is damaged or ends before.
    Cut(usize),
    /// Too far away to be kept.
    TooLarge,
}

impl<R: BufRead> Records<R> {
    /// Reads a tape from its beginning.
    pub fn new(tape: Tape<R>) -> Records<R> {
        Records { tape, given: 0, owed: None }
    }

    /// The next record or damage; nothing at the end.
    pub fn next(&mut self) -> Option<Found<'_>> {
        self.tape.take(std::mem::take(&mut self.given));
        if let Some((offset, what)) = self.owed.take() {
            return Some(Found::Damage { offset, what });
        }
        self.skip_blank_lines();
        if self.tape.view().is_empty() {
            let damage = self.tape.pass_damage()?;
            return Some(Found::Damage { offset: damage.offset, what: damage.what });
        }
        let offset = self.tape.offset();
        let depth = self.tape.depth();
        let told = |what: String| match depth {
            Some(depth) => format!("{what} (unpacked byte {depth})"),
            None => what,
        };
        match self.head() {
            Err(what) => Some(Found::Damage { offset, what: told(what) }),
            Ok((head, length)) => self.block(offset, head, length, told),
        }
    }

    fn skip_blank_lines(&mut self) {
        loop {
            self.tape.forget();
            let view = self.tape.fill(FIRST);
            let blanks = view.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            let all = blanks == view.len();
            self.tape.take(blanks);
            if !all || blanks == 0 {
                self.tape.forget();
                return;
            }
        }
    }

    /// The head of the record that begins here, and the length of its block; the tape then stands behind the head.
    fn head(&mut self) -> Result<(Head, usize), String> {
        let view = self.tape.fill(FIRST);
        if !begins(view) {
            let passed = self.skip_to_next(1);
            return Err(format!("{passed} bytes that belong to no record"));
        }
        let view = self.tape.fill(head::LONGEST);
        let view = view.get(..head::LONGEST).unwrap_or(view);
        let Some((end, body)) = head::end(view) else {
            let what = if view.len() < head::LONGEST { "a record whose head is cut off" } else { "an endless head" };
            self.skip_to_next(FIRST);
            return Err(what.to_owned());
        };
        let head = Head::read(view.get(..end).unwrap_or(view));
        self.tape.take(body);
        let length = head.get("content-length").and_then(|length| length.parse::<u64>().ok());
        match length {
            Some(length) => Ok((head, usize::try_from(length).unwrap_or(usize::MAX))),
            None => {
                self.skip_to_next(0);
                Err("a record without a length".to_owned())
            }
        }
    }

    /// Takes everything up to the next record, beginning to look after `from` bytes; says how much that was.
    fn skip_to_next(&mut self, from: usize) -> u64 {
        let mut passed = 0u64;
        let mut from = from;
        loop {
            let view = self.tape.fill(from.saturating_add(STRIDE));
            let (at, found) = match next_record(view, from) {
                Some(at) => (at, true),
                None => (view.len(), false),
            };
            // A beginning may lie across the edge of what was filled.
            let last = found || view.len() < from.saturating_add(STRIDE);
            let step = if last { at } else { at.saturating_sub(FIRST + 2) };
            self.tape.take(step);
            self.tape.forget();
            passed = passed.saturating_add(step as u64);
            if last {
                return passed;
            }
            from = 0;
        }
    }

    fn block(&mut self, offset: u64, head: Head, length: usize, told: impl Fn(String) -> String) -> Option<Found<'_>> {
        match self.end(length) {
            End::Right => {
                self.given = length;
                let block = self.tape.view().get(..length).unwrap_or_default();
                Some(Found::Record { offset, head, block })
            }
            End::Early(next) => {
                let block = self.tape.view().get(..next).unwrap_or_default();
                let block_length = block.trim_ascii_end().len();
                let what = format!("a record says {length} bytes and has {block_length}; read as far as it goes");
                self.owed = Some((offset, told(what)));
                self.given = next;
                let block = self.tape.view().get(..block_length).unwrap_or_default();
                Some(Found::Record { offset, head, block })
            }
            End::Cut(has) => {
                let why = match self.tape.pass_damage() {
                    Some(damage) => {
                        format!("a record is lost: what is packed from byte {} {}", damage.offset, damage.what)
                    }
                    None => format!("a record is cut off: it says {length} bytes and has {has}"),
                };
                self.tape.take(has);
                Some(Found::Damage { offset, what: told(why) })
            }
            End::TooLarge => {
                let passed = self.skip_to_next(0);
                let page = matches!(head.get("warc-type"), Some("response" | "resource" | "conversion"));
                if !page {
                    return Some(Found::Record { offset, head, block: &[] });
                }
                Some(Found::Damage { offset, what: told(format!("a record of {passed} bytes, more than 20 MB")) })
            }
        }
    }

    /// Compares a length with what follows.
    fn end(&mut self, length: usize) -> End {
        if length > BLOCK {
            return match self.far(BLOCK) {
                Some(next) => End::Early(next),
                None if self.tape.view().len() < BLOCK => End::Cut(self.tape.view().len()),
                None => End::TooLarge,
            };
        }
        let has = self.tape.fill(length.saturating_add(4 + FIRST)).len();
        let member =
            self.tape.member_within(length).filter(|at| begins(self.tape.view().get(*at..).unwrap_or_default()));
        if let Some(next) = member {
            return End::Early(next);
        }
        if has < length {
            return next_record(self.tape.view(), 0).map_or(End::Cut(has), End::Early);
        }
        let after = self.tape.view().get(length..).unwrap_or_default();
        let blanks = after.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let after = after.get(blanks..).unwrap_or_default();
        match after {
            [] if self.tape.is_damaged_here() => End::Cut(has),
            [] => End::Right,
            after if begins(after) => End::Right,
            // The record ends as it should; what follows belongs to none.
            _ if blanks >= 4 => End::Right,
            _ => match self.far(BLOCK) {
                Some(next) => End::Early(next),
                // Something else follows, but no record does: what is here is here.
                None => End::Right,
            },
        }
    }

    /// The next record within so many bytes from here.
    fn far(&mut self, most: usize) -> Option<usize> {
        let mut from = 0_usize;
        loop {
            let wanted = from.saturating_add(STRIDE).min(most);
            let view = self.tape.fill(wanted);
            if let Some(at) = next_record(view, from) {
                return (at <= most).then_some(at);
            }
            if view.len() < wanted || wanted == most {
                return None;
            }
            from = wanted.saturating_sub(FIRST + 2);
        }
    }
}

/// Whether a record begins with these bytes: `WARC/1.0` and the end of the line.
fn begins(bytes: &[u8]) -> bool {
    let Some(version) = bytes.strip_prefix(b"WARC/") else { return false };
    let digits = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let major = digits(version);
    let Some(rest) = version.get(major..).and_then(|rest| rest.strip_prefix(b".")) else { return false };
    let minor = digits(rest);
    let line_end = rest.get(minor..).unwrap_or_default();
    let blanks = line_end.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let line_end = line_end.get(blanks..).unwrap_or_default();
    let ends = line_end.is_empty() || line_end.starts_with(b"\n") || line_end.starts_with(b"\r");
    (1..=2).contains(&major) && (1..=2).contains(&minor) && ends
}

/// Where the next line that begins a record stands, not before `from`.
fn next_record(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    if at == 0 && begins(bytes) {
        return Some(0);
    }
    loop {
        let rest = bytes.get(at..)?;
        let line = at + rest.iter().position(|byte| *byte == b'\n')? + 1;
        if begins(bytes.get(line..)?) {
            return Some(line);
        }
        at = line;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_begin_with_a_line_of_their_own() {
        for (bytes, at) in [
            (&b"WARC/1.0\r\nrest"[..], Some(0)),
            (b"some\nWARC/1.1\nrest", Some(5)),
            (b"some WARC/1.0\r\n", None),
            (b"some\nWARC/x.0\n", None),
            (b"some\nWARC/1.0 is a format\n", None),
            (b"some\nWARC/0.18 \r\n", Some(5)),
        ] {
            assert_eq!(next_record(bytes, 0), at, "{bytes:?}");
        }
    }
}
