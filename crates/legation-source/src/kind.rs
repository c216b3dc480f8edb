//! What bytes are, by how they begin.

/// Bytes looked at to tell what a file is.
pub const HEAD: usize = 8192;

/// Beginnings of HTML as pages have them.
const HTML: [&[u8]; 10] =
    [b"<!doctype html", b"<html", b"<head", b"<body", b"<!--", b"<?xml", b"<meta", b"<title", b"<div", b"<p"];

/// The bytes without a byte order mark and leading blanks.
pub fn bare(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start()
}

/// Whether bytes begin as HTML pages do.
pub fn is_html(bytes: &[u8]) -> bool {
    let bytes = bare(bytes);
    let begin = bytes.get(..16).unwrap_or(bytes).to_ascii_lowercase();
    HTML.iter().any(|start| begin.starts_with(start))
}

/// Whether bytes begin as JSON objects do.
pub fn is_json(bytes: &[u8]) -> bool {
    let bytes = bare(bytes);
    [&b"{\""[..], b"{\n", b"{\r\n", b"{ ", b"{\t"].iter().any(|start| bytes.starts_with(start))
}

/// Files that hold no page, by their first bytes: what they are and what to do.
pub fn strange(head: &[u8]) -> Option<(&'static str, &'static str)> {
    const UNPACK: &str = "unpack it first";
    const TEXT: &str = "give its text as a .txt file";
    const KINDS: [(&[u8], &str, &str); 8] = [
        (b"\x28\xB5\x2F\xFD", "is packed with zstd", "unpack it: zstd -dc FILE | legation read -"),
        (b"\xFD7zXZ", "is packed with xz", "unpack it: xz -dc FILE | legation read -"),
        (b"PK\x03\x04", "is a ZIP archive or an office document", UNPACK),
        (b"%PDF-", "is a PDF document", TEXT),
        (b"\x89PNG", "is a picture", TEXT),
        (b"\xFF\xD8\xFF", "is a picture", TEXT),
        (b"GIF8", "is a picture", TEXT),
        (b"\x7FELF", "is a program", "check the name"),
    ];
    if let Some((_, what, remedy)) = KINDS.iter().find(|(magic, ..)| head.starts_with(magic)) {
        return Some((*what, *remedy));
    }
    is_binary(head).then_some(("is binary, no text", "check the name; pages are HTML, text or JSON"))
}

/// Whether a tenth of the bytes are controls that no text has. UTF-16 is text: its zeros stand on one side.
fn is_binary(head: &[u8]) -> bool {
    if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
        return false;
    }
    let zeros = |side: usize| head.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let zeros = if even.min(odd) * 16 < even.max(odd) { 0 } else { even + odd };
    let controls = head.iter().filter(|byte| matches!(byte, 1..=8 | 14..=26 | 28..=31)).count();
    (zeros + controls) * 10 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_in_any_encoding_is_no_binary() {
        let utf16: Vec<u8> = "plain words".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, binary) in [
            (&b"plain words"[..], false),
            (b"one \0 among many words", false),
            (&utf16, false),
            (b"\x93\xfa\x96{\x82\xcc", false),
            (b"\x00\x01\x02\x00\x00\x03words", true),
        ] {
            assert_eq!(is_binary(bytes), binary, "{bytes:?}");
        }
    }
}
