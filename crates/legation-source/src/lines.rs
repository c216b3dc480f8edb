//! Lines of a stream, none longer than we can hold.

use std::io::{self, BufRead};

/// Longest line that is kept, in bytes.
pub const LONGEST: usize = 64 << 20;

/// One line, without its line feed.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// It was longer than allowed; its length in bytes.
    TooLong(u64),
}

/// Reads the next line; `None` at the end. A line of more than `longest` bytes is passed over without keeping it.
pub fn next(input: &mut impl BufRead, longest: usize) -> io::Result<Option<Line>> {
    let mut kept = Vec::new();
    let mut length = 0u64;
    let mut begun = false;
    loop {
        let chunk = match input.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let at_end = chunk.is_empty();
        if at_end && !begun {
            return Ok(None);
        }
        begun = true;
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let piece = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or(chunk);
        length += piece.len() as u64;
        if length <= longest as u64 {
            kept.extend_from_slice(piece);
        } else {
            kept = Vec::new();
        }
        let used = end.map_or(chunk.len(), |at| at + 1);
        input.consume(used);
        if at_end || end.is_some() {
            let whole = length <= longest as u64;
            return Ok(Some(if whole { Line::Bytes(kept) } else { Line::TooLong(length) }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    #[test]
    fn lines_end_at_line_feeds_and_at_the_end_and_long_ones_are_only_counted() {
        let mut input = BufReader::with_capacity(3, &b"one\n\nlonger than ten bytes\nlast"[..]);
        let mut lines = Vec::new();
        while let Some(line) = next(&mut input, 10).unwrap() {
            lines.push(line);
        }
        let bytes = |text: &str| Line::Bytes(text.as_bytes().to_vec());
        assert_eq!(lines, [bytes("one"), bytes(""), Line::TooLong(21), bytes("last")]);
    }
}
