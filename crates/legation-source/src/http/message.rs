//! The answer of a web server as archives keep it: head, and a body in chunks or packed.

use super::head::{self, Head};
use crate::unpack::{self, Coding, LARGEST};

/// Most codings that are undone, one after another.
const CODINGS: usize = 4;

/// An answer with its body as the page had it.
#[derive(Debug)]
pub struct Message {
    /// Its fields.
    pub head: Head,
    /// The body, unpacked.
    pub body: Vec<u8>,
    /// What was damaged; the body ends there.
    pub damage: Option<String>,
}

impl Message {
    /// The head alone; nothing where there is none.
    pub fn head(block: &[u8]) -> Option<(u16, Head, &[u8])> {
        let (end, body) = head::end(block.get(..head::LONGEST).unwrap_or(block))?;
        let head = Head::read(block.get(..end)?);
        let mut words = head.first.split_ascii_whitespace();
        let version = words.next()?;
        let status = words.next()?.parse().ok()?;
        version.starts_with("HTTP/").then_some((status, head, block.get(body..)?))
    }

    /// An answer whose body is wanted; an error says why it cannot be had.
    pub fn read(head: Head, body: &[u8]) -> Result<Message, String> {
        let mut message = Message { head, body: Vec::new(), damage: None };
        let field = |name| message.head.get(name).unwrap_or_default().to_ascii_lowercase();
        let (transfer, content) = (field("transfer-encoding"), field("content-encoding"));
        let mut bytes = body.to_vec();
        if transfer.contains("chunked") {
            let (joined, damage) = join(body);
            message.damage = damage;
            bytes = joined.unwrap_or(bytes);
        }
        // What was put on last is taken off first.
        let codings = content.rsplit(',').chain(transfer.rsplit(',')).map(str::trim);
        for coding in codings.filter(|coding| !matches!(*coding, "" | "identity" | "chunked")).take(CODINGS) {
            message.undo(coding, &mut bytes)?;
        }
        if unpack::is_gzip(&bytes) {
            // Packed once more than it says.
            message.undo("gzip", &mut bytes)?;
        }
        if bytes.len() > LARGEST {
            return Err("is larger than 20 MB".to_owned());
        }
        message.body = bytes;
        Ok(message)
    }

    fn undo(&mut self, coding: &str, bytes: &mut Vec<u8>) -> Result<(), String> {
        let coding = match coding {
            // Archives often keep the page unpacked and the field as it was.
            "gzip" | "x-gzip" if unpack::is_gzip(bytes) => Coding::Gzip,
            "gzip" | "x-gzip" => return Ok(()),
            "deflate" if crate::kind::is_html(bytes) => return Ok(()),
            "deflate" => Coding::Deflate,
            _ if crate::kind::is_html(bytes) => return Ok(()),
            other => return Err(format!("is packed with {other}, which is not known here")),
        };
        let unpacked = unpack::body(coding, bytes)?;
        self.damage = self.damage.take().or(unpacked.damage);
        *bytes = unpacked.bytes;
        Ok(())
    }
}

/// Joins the chunks of a body; nothing where it is not in chunks. The second value says what was damaged.
fn join(body: &[u8]) -> (Option<Vec<u8>>, Option<String>) {
    let (mut joined, mut rest) = (Vec::new(), body);
    loop {
        let Some((size, data)) = chunk_head(rest) else {
            let begun = rest.len() < body.len();
            let damage = if rest.is_empty() { "its last chunk is missing" } else { "a chunk is damaged" };
            return if begun { (Some(joined), Some(damage.to_owned())) } else { (None, None) };
        };
        if size == 0 {
            return (Some(joined), None);
        }
        let chunk = data.get(..size).unwrap_or(data);
        joined.extend_from_slice(chunk);
        if chunk.len() < size {
            return (Some(joined), Some("its last chunk is cut off".to_owned()));
        }
        let after = data.get(size..).unwrap_or_default();
        rest = after.strip_prefix(b"\r\n").or(after.strip_prefix(b"\n")).unwrap_or(after);
    }
}

/// The size of the chunk that begins here, and what follows the line.
fn chunk_head(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let near = bytes.get(..256).unwrap_or(bytes);
    let end = near.iter().position(|byte| *byte == b'\n')?;
    let line = std::str::from_utf8(bytes.get(..end)?).ok()?;
    let digits = line.split(';').next()?.trim();
    let size = usize::from_str_radix(digits, 16).ok()?;
    Some((size, bytes.get(end + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined_as_far_as_they_go() {
        for (body, joined, damage) in [
            (&b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"[..], Some(&b"abcde"[..]), None),
            (b"3\r\nabc\r\n", Some(b"abc"), Some("its last chunk is missing")),
            (b"3\r\nabc\r\n9\r\nde", Some(b"abcde"), Some("its last chunk is cut off")),
            (b"3\r\nabc\r\nzz\r\nde", Some(b"abc"), Some("a chunk is damaged")),
            (b"<html>no chunks", None, None),
            (b"fffffffffffffffff\r\nabc", None, None),
        ] {
            let (bytes, told) = join(body);
            assert_eq!((bytes.as_deref(), told.as_deref()), (joined, damage), "{body:?}");
        }
    }

    #[test]
    fn a_body_that_says_packed_and_is_not_is_taken_as_it_is() {
        for (field, body) in [("gzip", "<html>"), ("br", "<html>"), ("deflate", "<!doctype html>")] {
            let head = Head::read(format!("HTTP/1.1 200 OK\r\nContent-Encoding: {field}\r\n").as_bytes());
            assert_eq!(Message::read(head, body.as_bytes()).unwrap().body, body.as_bytes());
        }
        let head = Head::read(b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n");
        assert!(Message::read(head, b"\x1b\x00\x00").unwrap_err().contains("packed with br"));
    }
}
