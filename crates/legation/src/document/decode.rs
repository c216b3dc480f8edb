//! Bytes to characters: which encoding, and what was broken.
//!
//! Order of belief: byte order mark, what the bytes can only be (UTF-8, UTF-16), what the caller says, what the page
//! says, what detection says. A claim that the bytes contradict loses and is noted.

use super::{Note, limits};
use crate::page::{MediaType, Page};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How far into a page its own claim about its encoding is looked for, in bytes (the standard asks for 1024).
const CLAIM_WINDOW: usize = 4096;
/// How much of a page decides whether it is text at all, in bytes.
const SAMPLE: usize = 4096;

/// How much of a page is used to detect its encoding, in bytes.
const DETECTION_WINDOW: usize = 1_000_000;

/// A page's characters.
pub struct Decoded {
    /// All of them, before anything is read into them; byte order mark left out.
    pub text: String,
    /// The encoding's name in the WHATWG standard.
    pub encoding: &'static str,
    /// What was odd.
    pub notes: Vec<Note>,
}

/// Turns the bytes of a page into characters, once; broken ones become U+FFFD.
pub fn decode(page: &Page) -> Decoded {
    let mut notes = Vec::new();
    let bytes = bounded(&page.bytes, &mut notes);
    if binary(bytes, page.media_type) {
        notes.push(Note::plain("binary", "this is not text; nothing was read"));
        return Decoded { text: String::new(), encoding: UTF_8.name(), notes };
    }
    let (encoding, body) = choose(page, bytes, &mut notes);
    let (text, broken) = encoding.decode_without_bom_handling(body);
    if broken {
        let count = text.matches(char::REPLACEMENT_CHARACTER).count();
        notes.push(Note::plain("encoding", format!("{count} places were broken in {} and replaced", encoding.name())));
    }
    Decoded { text: text.into_owned(), encoding: encoding.name(), notes }
}

/// The bytes up to the limit, not ending inside a character of UTF-8.
fn bounded<'b>(bytes: &'b [u8], notes: &mut Vec<Note>) -> &'b [u8] {
    if bytes.len() <= limits::PAGE_BYTES {
        return bytes;
    }
    let message = format!("{} bytes; only the first {} were read", bytes.len(), limits::PAGE_BYTES);
    notes.push(Note::plain("cut", message));
    let mut end = limits::PAGE_BYTES;
    while end > limits::PAGE_BYTES - 4 && bytes.get(end).is_some_and(|byte| byte & 0xC0 == 0x80) {
        end -= 1;
    }
    bytes.get(..end).unwrap_or(bytes)
}

/// Whether the bytes are a picture, an archive or the like.
fn binary(bytes: &[u8], media_type: MediaType) -> bool {
    const MAGIC: &[&[u8]] =
        &[b"\x89PNG", b"PK\x03\x04", b"%PDF-", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"RIFF", b"\x7fELF", b"BZh"];
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    if mark(bytes).is_some() || utf16_by_zeros(sample).is_some() {
        return false;
    }
    // A caller's text stays as it is, whatever stands in it, as long as it is text.
    if media_type == MediaType::Text && std::str::from_utf8(bytes).is_ok() {
        return false;
    }
    let control = sample.iter().filter(|byte| matches!(byte, 0..=8 | 0x0e..=0x1a | 0x1c..=0x1f)).count();
    MAGIC.iter().any(|magic| bytes.starts_with(magic)) || control * 20 > sample.len()
}

fn choose<'b>(page: &Page, bytes: &'b [u8], notes: &mut Vec<Note>) -> (&'static Encoding, &'b [u8]) {
    if let Some((encoding, length)) = mark(bytes) {
        let body = bytes.get(length..).unwrap_or(bytes);
        return (encoding, body);
    }
    if let Some(encoding) = utf16_by_zeros(bytes.get(..SAMPLE).unwrap_or(bytes)) {
        return (encoding, bytes);
    }
    let claim = claim(page, bytes);
    if !bytes.is_ascii() && mostly_utf8(bytes) {
        if let Some(other) = claim.filter(|claim| *claim != UTF_8) {
            let message = format!("the page says it is in {} but is in UTF-8", other.name());
            notes.push(Note::plain("encoding", message));
        }
        return (UTF_8, bytes);
    }
    match claim {
        Some(claim) if claim == UTF_8 && !bytes.is_ascii() => {
            let found = detect(page, bytes);
            let message = format!("the page says it is in UTF-8 but seems to be in {}", found.name());
            notes.push(Note::plain("encoding", message));
            (found, bytes)
        }
        Some(claim) => (fitting(claim, page, bytes, notes), bytes),
        None => (detect(page, bytes), bytes),
    }
}

/// The claimed encoding unless the bytes are broken in it and whole in the one they look like.
fn fitting(claim: &'static Encoding, page: &Page, bytes: &[u8], notes: &mut Vec<Note>) -> &'static Encoding {
    if claim.decode_without_bom_handling_and_without_replacement(bytes).is_some() {
        return claim;
    }
    let found = detect(page, bytes);
    if found == claim || found.decode_without_bom_handling_and_without_replacement(bytes).is_none() {
        return claim;
    }
    let message = format!("the page says it is in {} but seems to be in {}", claim.name(), found.name());
    notes.push(Note::plain("encoding", message));
    found
}

/// The byte order mark and its length.
fn mark(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    Encoding::for_bom(bytes)
}

/// UTF-16 without a mark, known by the zero bytes of its ASCII characters.
fn utf16_by_zeros(sample: &[u8]) -> Option<&'static Encoding> {
    let pairs = sample.len() / 2;
    if pairs < 8 {
        return None;
    }
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match (even * 3 > pairs, odd * 3 > pairs) {
        (false, true) if even * 20 < pairs => Some(UTF_16LE),
        (true, false) if odd * 20 < pairs => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether the bytes are UTF-8, broken in few places at most.
fn mostly_utf8(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() {
        return true;
    }
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad * 10 <= good
}

/// What the caller or the page claims.
fn claim(page: &Page, bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some(given) =
        page.charset.as_deref().and_then(|label| Encoding::for_label_no_replacement(label.trim().as_bytes()))
    {
        return Some(given);
    }
    if page.media_type == MediaType::Text {
        return None;
    }
    let head = bytes.get(..CLAIM_WINDOW).unwrap_or(bytes).to_ascii_lowercase();
    // Bytes that could be read as a claim in UTF-16 are not UTF-16 (WHATWG HTML, section 13.2.3.2).
    let claimed = claim_in(&head)?;
    Some(if claimed == UTF_16LE || claimed == UTF_16BE { UTF_8 } else { claimed })
}

/// The first usable `charset=` or XML `encoding=` in the lower-cased beginning of a page.
fn claim_in(head: &[u8]) -> Option<&'static Encoding> {
    let ascii = |byte: u8| if byte.is_ascii() { char::from(byte) } else { '?' };
    let head: String = head.iter().map(|byte| ascii(*byte)).collect();
    head.match_indices("charset").chain(head.match_indices("encoding")).find_map(|(at, word)| {
        let value = head.get(at + word.len()..)?.trim_start().strip_prefix('=')?.trim_start();
        let value = value.trim_start_matches(['"', '\'']);
        let label = value.split(['"', '\'', ' ', '>', '/', ';', '\t', '\n', '\r']).next()?;
        Encoding::for_label_no_replacement(label.as_bytes())
    })
}

fn detect(page: &Page, bytes: &[u8]) -> &'static Encoding {
    if bytes.is_ascii() && !bytes.contains(&0x1b) {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(bytes.get(..DETECTION_WINDOW).unwrap_or(bytes), true);
    let domain = page.url.as_deref().and_then(top_level_domain);
    let found = detector.guess(domain.as_deref().map(str::as_bytes), chardetng::Utf8Detection::Allow);
    // Detection answers UTF-8 only for whole UTF-8, which was taken before.
    if found == UTF_8 { WINDOWS_1252 } else { found }
}

/// The last label of the host in an address, in lower case, as the detector wants it.
fn top_level_domain(url: &str) -> Option<String> {
    let host = url.split_once("://")?.1.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.split(':').next()?;
    let label = host.trim_end_matches('.').rsplit('.').next()?;
    let fits = !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    fits.then(|| label.to_ascii_lowercase())
}
