//! Files and standard input: what they hold, and why some hold nothing for us.

use super::lines::{self, LONGEST, Line};
use super::{Content, Input};
use crate::failure::{Failure, Place};
use legation::page::{MediaType, Page};
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// Largest file that is read as one page, in bytes.
const LARGEST: u64 = 100_000_000;
/// Bytes looked at to tell what a file is.
const HEAD: usize = 8192;

type Give<'g> = dyn FnMut(Input) -> bool + 'g;

/// What one name on the command line stands for: a page, an object, or many lines.
pub fn contents(path: &Path, give: &mut Give<'_>) -> bool {
    let place = place_of(path);
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase();
    match extension.as_str() {
        "jsonl" | "ndjson" => return lines_of(path, give),
        "warc" => return give(Input::unreadable(warc(&place))),
        _ => {}
    }
    let bytes = match whole(path, &place) {
        Ok(bytes) => bytes,
        Err(failure) => return give(Input::unreadable(failure)),
    };
    match kind_of(&extension, &bytes) {
        Kind::Page(media_type) => give(Input { place, content: Content::Page(Box::new(page(media_type, bytes))) }),
        Kind::Json if is_many(&bytes) => lines_in(&mut &bytes[..], &place, give),
        Kind::Json => give(Input { place, content: Content::Object(bytes) }),
    }
}

/// The lines of a file of JSON Lines, one by one.
pub fn lines_of(path: &Path, give: &mut Give<'_>) -> bool {
    let place = place_of(path);
    let mut input = match open(path, &place) {
        Ok(input) => BufReader::with_capacity(1 << 16, input),
        Err(failure) => return give(Input::unreadable(failure)),
    };
    let strange = input.fill_buf().ok().and_then(|head| strange(head, &place).or_else(|| wide(head, &place)));
    match strange {
        Some(failure) => give(Input::unreadable(failure)),
        None => lines_in(&mut input, &place, give),
    }
}

fn lines_in(input: &mut impl BufRead, whole: &Place, give: &mut Give<'_>) -> bool {
    for number in 1.. {
        let place = Place { line: Some(number), ..whole.clone() };
        let content = match lines::next(input, LONGEST) {
            Ok(None) => return true,
            Ok(Some(Line::Bytes(bytes))) if bytes.trim_ascii().is_empty() => continue,
            Ok(Some(Line::Bytes(bytes))) => Content::Line(bytes),
            Ok(Some(Line::TooLong(length))) => Content::LongLine(length),
            Err(error) => return give(Input::unreadable(unreadable(&place, &error))),
        };
        if !give(Input { place, content }) {
            return false;
        }
    }
    true
}

fn place_of(path: &Path) -> Place {
    Place::whole(if path == Path::new("-") { "stdin".into() } else { path.to_string_lossy() })
}

fn failure(place: &Place, what: impl Into<String>, remedy: impl Into<String>) -> Failure {
    Failure { place: place.clone(), what: what.into(), remedy: remedy.into() }
}

fn warc(place: &Place) -> Failure {
    failure(place, "web archives (WARC) cannot be read yet", "give the pages as .html files or as JSON Lines")
}

fn unreadable(place: &Place, error: &io::Error) -> Failure {
    let remedy = match error.kind() {
        io::ErrorKind::NotFound => "check the name",
        io::ErrorKind::PermissionDenied => "check who may read it",
        io::ErrorKind::IsADirectory => "name the files in it",
        _ => "check the file",
    };
    failure(place, format!("cannot be read: {error}"), remedy)
}

fn open(path: &Path, place: &Place) -> Result<Box<dyn Read>, Failure> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    if ["http://", "https://"].iter().any(|scheme| place.name.starts_with(scheme)) {
        let remedy = "save the page first (curl -o page.html ADDRESS) and name the file";
        return Err(failure(place, "addresses cannot be read yet", remedy));
    }
    if path.is_dir() {
        let remedy = format!("name the files in it: {}/*.html", place.name.trim_end_matches('/'));
        return Err(failure(place, "is a folder", remedy));
    }
    File::open(path).map(|file| Box::new(file) as Box<dyn Read>).map_err(|error| unreadable(place, &error))
}

fn whole(path: &Path, place: &Place) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let mut input = open(path, place)?.take(LARGEST + 1);
    input.read_to_end(&mut bytes).map_err(|error| unreadable(place, &error))?;
    if bytes.len() as u64 > LARGEST {
        let remedy = "split it; many pages in one file are read with --jsonl";
        return Err(failure(place, "is larger than 100 MB", remedy));
    }
    if bytes.is_empty() {
        return Err(failure(place, "is empty", "check how it was made"));
    }
    strange(bytes.get(..HEAD).unwrap_or(&bytes), place).map_or(Ok(bytes), Err)
}

/// Files that hold no page, by their first bytes.
fn strange(head: &[u8], place: &Place) -> Option<Failure> {
    const UNPACK: &str = "unpack it first";
    const TEXT: &str = "give its text as a .txt file";
    const KINDS: [(&[u8], &str, &str); 9] = [
        (b"\x1F\x8B", "is packed with gzip", "unpack it: gzip -dc FILE | legation read -"),
        (b"\x28\xB5\x2F\xFD", "is packed with zstd", "unpack it: zstd -dc FILE | legation read -"),
        (b"\xFD7zXZ", "is packed with xz", "unpack it: xz -dc FILE | legation read -"),
        (b"PK\x03\x04", "is a ZIP archive or an office document", UNPACK),
        (b"%PDF-", "is a PDF document", TEXT),
        (b"\x89PNG", "is a picture", TEXT),
        (b"\xFF\xD8\xFF", "is a picture", TEXT),
        (b"GIF8", "is a picture", TEXT),
        (b"\x7FELF", "is a program", "check the name"),
    ];
    if head.starts_with(b"WARC/") || place.name.to_ascii_lowercase().ends_with(".warc.gz") {
        return Some(warc(place));
    }
    if let Some((_, what, remedy)) = KINDS.iter().find(|(magic, ..)| head.starts_with(magic)) {
        return Some(failure(place, *what, *remedy));
    }
    is_binary(head).then(|| failure(place, "is binary, no text", "check the name; pages are HTML, text or JSON"))
}

/// JSON in UTF-16 cannot be cut into lines.
fn wide(head: &[u8], place: &Place) -> Option<Failure> {
    let marked = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    marked.then(|| failure(place, "is UTF-16", "turn it into UTF-8: iconv -f UTF-16 -t UTF-8 FILE"))
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

enum Kind {
    Page(MediaType),
    Json,
}

fn kind_of(extension: &str, bytes: &[u8]) -> Kind {
    match extension {
        "txt" | "text" => Kind::Page(MediaType::Text),
        "html" | "htm" | "xhtml" => Kind::Page(MediaType::Html),
        "json" => Kind::Json,
        _ => sniff(bytes),
    }
}

/// What a file without a telling name holds, by its first character.
fn sniff(bytes: &[u8]) -> Kind {
    let head = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let lower = head.get(..HEAD).unwrap_or(head).to_ascii_lowercase();
    let html =
        [&b"<!doctype html"[..], b"<html", b"<head", b"<body", b"<!--", b"<?xml", b"<meta", b"<title", b"<div", b"<p"];
    if html.iter().any(|start| lower.starts_with(start)) {
        Kind::Page(MediaType::Html)
    } else if lower.starts_with(b"{\"") || lower.starts_with(b"{\n") || lower.starts_with(b"{ ") {
        Kind::Json
    } else {
        Kind::Page(MediaType::Text)
    }
}

fn page(media_type: MediaType, bytes: Vec<u8>) -> Page {
    match media_type {
        MediaType::Html => Page::html(bytes),
        MediaType::Text => Page { bytes, ..Page::text("") },
    }
}

/// Whether a JSON file holds one object a line rather than one object: its first line is a whole one, and not the last.
fn is_many(bytes: &[u8]) -> bool {
    let bytes = bytes.trim_ascii();
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    first.len() < bytes.len() && serde_json::from_slice::<serde::de::IgnoredAny>(first).is_ok()
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

    #[test]
    fn json_files_hold_one_object_or_one_a_line() {
        for (bytes, many) in [("{\"id\": 1}\n", false), ("{\n\"id\": 1\n}\n", false), ("{}\n{}\n", true), ("{", false)]
        {
            assert_eq!(is_many(bytes.as_bytes()), many, "{bytes}");
        }
    }
}
