//! Heads of named fields, as WARC records and HTTP messages have them, within limits.

/// Most bytes of a head.
pub const LONGEST: usize = 64 << 10;
/// Most fields of a head; further ones are not looked at.
const FIELDS: usize = 256;

/// The lines of a head: the first one, and the fields.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The first line.
    pub first: String,
    fields: Vec<(String, String)>,
}

impl Head {
    /// Reads the lines of a head; what is no field is left out, folded lines are joined.
    pub fn read(bytes: &[u8]) -> Head {
        let text = String::from_utf8_lossy(bytes);
        let mut lines = text.lines();
        let first = lines.next().unwrap_or_default().trim().to_owned();
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in lines.take(FIELDS) {
            match line.split_once(':') {
                _ if line.starts_with([' ', '\t']) => {
                    if let Some((_, value)) = fields.last_mut() {
                        value.push(' ');
                        value.push_str(line.trim());
                    }
                }
                Some((name, value)) => fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned())),
                None => {}
            }
        }
        Head { first, fields }
    }

    /// A head of fields that were read already.
    pub fn of(first: &str, fields: impl Iterator<Item = (String, String)>) -> Head {
        Head { first: first.to_owned(), fields: fields.take(FIELDS).collect() }
    }

    /// The first field of this name, written in small letters.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }
}

/// Where a head ends: its length, and with the empty line behind it.
pub fn end(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(at) = bytes.get(from..)?.iter().position(|byte| *byte == b'\n') {
        let line = from + at + 1;
        let rest = bytes.get(line..)?;
        if rest.starts_with(b"\n") {
            return Some((line, line + 1));
        }
        if rest.starts_with(b"\r\n") {
            return Some((line, line + 2));
        }
        from = line;
    }
    None
}

/// A content type: what it is, in small letters, and its character set.
pub fn content_type(value: &str) -> (String, Option<String>) {
    let mut parts = value.split(';');
    let kind = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset = parts.filter_map(|part| part.split_once('=')).find(|(name, _)| {
        let name = name.trim();
        name.eq_ignore_ascii_case("charset")
    });
    let charset = charset.map(|(_, value)| value.trim().trim_matches(['"', '\'']).to_owned());
    (kind, charset.filter(|value| !value.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_whatever_their_case_and_folding() {
        let head = Head::read(b"WARC/1.0\r\nWARC-Type: response\r\nx-Long: one\r\n  two\r\nbroken\r\nEmpty:\r\n");
        assert_eq!(head.first, "WARC/1.0");
        assert_eq!((head.get("warc-type"), head.get("x-long")), (Some("response"), Some("one two")));
        assert_eq!((head.get("broken"), head.get("empty")), (None, None));
    }

    #[test]
    fn a_head_ends_at_the_first_empty_line() {
        for (bytes, ends) in [
            (&b"a: b\r\n\r\nrest"[..], Some((6, 8))),
            (b"a: b\n\nrest", Some((5, 6))),
            (b"a: b\n\r\nrest", Some((5, 7))),
            (b"a: b\r\n", None),
            (b"", None),
        ] {
            assert_eq!(end(bytes), ends, "{bytes:?}");
        }
    }

    #[test]
    fn content_types_are_split() {
        assert_eq!(content_type("Text/HTML; Charset=\"utf-8\""), ("text/html".to_owned(), Some("utf-8".to_owned())));
        assert_eq!(content_type("text/plain"), ("text/plain".to_owned(), None));
        assert_eq!(content_type(";charset="), (String::new(), None));
    }
}
