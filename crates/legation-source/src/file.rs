//! Files and standard input: what they hold, and why some hold nothing for us.

use super::lines::{self, LONGEST, Line};
use crate::input::{Content, Input};
use crate::kind::{self, HEAD};
use crate::place::{Failure, Place};
use crate::unpack::{self, Gunzip};
use crate::walk::Walk;
use crate::{Give, address, feed, table, warc};
use legation::page::{MediaType, Page};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

/// Largest file that is read as one page, in bytes.
const LARGEST: u64 = 100_000_000;
/// How a table in Parquet begins.
const TABLE: &[u8] = b"PAR1";
/// Bytes that tell whether something is packed.
const MAGIC: usize = 3;
/// How often a file may be packed, one time in another.
const PACKINGS: usize = 2;

/// What a file stands for: a page, an object, or many of them.
pub fn contents(walk: &mut Walk<'_>, path: &Path) -> bool {
    let place = place_of(path);
    match open(path, &place).and_then(|input| Opened::of(input, &place, HEAD)) {
        Ok(opened) if opened.head.starts_with(TABLE) && !opened.unpacked => table(walk, path, &place),
        Ok(opened) => opened.contents(walk, &place),
        Err(failure) => walk.give(Input::unreadable(failure)),
    }
}

/// A table is not read from its beginning on, so it must be a file.
fn table(walk: &mut Walk<'_>, path: &Path, place: &Place) -> bool {
    let give: &mut Give<'_> = &mut |input| walk.give(input);
    match File::open(path) {
        Ok(file) => table::read(file, place, give),
        Err(error) => {
            let remedy = "tables in Parquet cannot be read from stdin: name the file";
            give(Input::unreadable(place.failure(format!("cannot be opened: {error}"), remedy)))
        }
    }
}

/// The lines of a file of JSON Lines, one by one.
pub fn lines_of(path: &Path, give: &mut Give<'_>) -> bool {
    let place = place_of(path);
    match open(path, &place).and_then(|input| Opened::of(input, &place, MAGIC)) {
        Ok(opened) => opened.lines(&place, give),
        Err(failure) => give(Input::unreadable(failure)),
    }
}

fn place_of(path: &Path) -> Place {
    Place::whole(if path == Path::new("-") { "stdin".into() } else { path.to_string_lossy() })
}

fn open(path: &Path, place: &Place) -> Result<Box<dyn Read>, Failure> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    if path.is_dir() {
        return Err(place.failure("is a folder", "name it without --jsonl, or name the files in it"));
    }
    File::open(path).map(|file| Box::new(file) as Box<dyn Read>).map_err(|error| unreadable(place, &error))
}

fn unreadable(place: &Place, error: &io::Error) -> Failure {
    let remedy = match error.kind() {
        io::ErrorKind::NotFound => "check the name",
        io::ErrorKind::PermissionDenied => "check who may read it",
        io::ErrorKind::IsADirectory => "name the files in it",
        _ => "check the file",
    };
    place.failure(format!("cannot be read: {error}"), remedy)
}

/// A stream, unpacked where it is packed, with its first bytes looked at.
struct Opened {
    head: Vec<u8>,
    input: Box<dyn BufRead>,
    /// An archive packed with gzip is left so: it is read member by member.
    packed_archive: bool,
    /// Whether it was packed.
    unpacked: bool,
    /// The end of its name, without that of the packing.
    suffix: String,
}

impl Opened {
    /// Waits for so many first bytes: lines are given while the input goes on, so little is waited for there.
    fn of(input: impl Read + 'static, place: &Place, first: usize) -> Result<Opened, Failure> {
        let mut name = place.name.to_ascii_lowercase();
        let mut input: Box<dyn BufRead> = Box::new(BufReader::with_capacity(1 << 16, input));
        for packings in 0..=PACKINGS {
            let (head, whole) = peek(input, first).map_err(|error| unreadable(place, &error))?;
            input = whole;
            let packed = unpack::is_gzip(&head);
            if packed && packings == PACKINGS {
                break;
            }
            if packed && (first == MAGIC || !is_archive(&unpack::head(&head), &name)) {
                name = name.strip_suffix(".gz").map(str::to_owned).unwrap_or(name);
                input = Box::new(BufReader::with_capacity(1 << 16, Gunzip::new(input)));
                continue;
            }
            let suffix = name.rsplit(['/', '\\']).next().and_then(|name| name.rsplit_once('.'));
            let suffix = suffix.map_or_else(String::new, |(_, suffix)| suffix.to_owned());
            return Ok(Opened { head, input, packed_archive: packed, unpacked: packings > 0, suffix });
        }
        Err(place.failure("is packed again and again", "unpack it first"))
    }

    fn contents(self, walk: &mut Walk<'_>, place: &Place) -> bool {
        let give: &mut Give<'_> = &mut |input| walk.give(input);
        if self.packed_archive {
            return warc::packed(self.input, place, give);
        }
        match self.suffix.as_str() {
            "jsonl" | "ndjson" => self.lines(place, give),
            _ if self.head.starts_with(b"WARC/") => warc::plain(self.input, place, give),
            "warc" => warc::plain(self.input, place, give),
            _ => self.whole(walk, place),
        }
    }

    fn lines(mut self, place: &Place, give: &mut Give<'_>) -> bool {
        let head = self.head.get(..HEAD).unwrap_or(&self.head);
        let strange = strange(head, place).or_else(|| wide(head, place));
        match strange {
            Some(failure) => give(Input::unreadable(failure)),
            None => lines_in(&mut self.input, place, give),
        }
    }

    fn whole(self, walk: &mut Walk<'_>, place: &Place) -> bool {
        let Opened { input, suffix, .. } = self;
        let bytes = match whole(input, place) {
            Ok(bytes) => bytes,
            Err(failure) => return walk.give(Input::unreadable(failure)),
        };
        let text = matches!(suffix.as_str(), "txt" | "text" | "html" | "htm" | "xhtml");
        if let Some(kind) = feed::kind(&bytes).filter(|_| !text) {
            return address::list(walk, place, kind, &bytes);
        }
        let give: &mut Give<'_> = &mut |input| walk.give(input);
        match kind_of(&suffix, &bytes) {
            Kind::Page(media_type) => give(Input::page(place.clone(), page(media_type, bytes), Vec::new())),
            Kind::Json if is_many(&bytes) => lines_in(&mut &bytes[..], place, give),
            Kind::Json => give(Input::of(place.clone(), Content::Object(bytes))),
        }
    }
}

/// Whether something packed is an archive, by how it begins or, where that is damaged, by its name.
fn is_archive(head: &[u8], name: &str) -> bool {
    head.starts_with(b"WARC/") || (name.ends_with(".warc.gz") && !unpack::is_gzip(head))
}

/// The first bytes of a stream, and the stream as it was; more than `first` where they are there without waiting.
fn peek(mut input: Box<dyn BufRead>, first: usize) -> io::Result<(Vec<u8>, Box<dyn BufRead>)> {
    let mut head = Vec::new();
    while head.len() < first {
        let chunk = match input.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) if head.is_empty() => return Err(error),
            // What comes before the damage is read first.
            Err(error) => {
                input = Box::new(BufReader::new(Broken(Some(error))));
                break;
            }
        };
        let length = chunk.len();
        if length == 0 {
            break;
        }
        head.extend_from_slice(chunk);
        input.consume(length);
    }
    let whole = Box::new(Cursor::new(head.clone()).chain(input));
    Ok((head, whole))
}

/// A stream that goes no further.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

fn lines_in(input: &mut impl BufRead, whole: &Place, give: &mut Give<'_>) -> bool {
    for number in 1.. {
        let place = whole.line(number);
        let content = match lines::next(input, LONGEST) {
            Ok(None) => return true,
            Ok(Some(Line::Bytes(bytes))) if bytes.trim_ascii().is_empty() => continue,
            Ok(Some(Line::Bytes(bytes))) => Content::Line(bytes),
            Ok(Some(Line::TooLong(length))) => Content::LongLine(length),
            Err(error) => return give(Input::unreadable(unreadable(&place, &error))),
        };
        if !give(Input::of(place, content)) {
            return false;
        }
    }
    true
}

fn whole(input: impl Read, place: &Place) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    input.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| unreadable(place, &error))?;
    if bytes.len() as u64 > LARGEST {
        let remedy = "split it; many pages in one file are read with --jsonl";
        return Err(place.failure("is larger than 100 MB", remedy));
    }
    if bytes.is_empty() {
        return Err(place.failure("is empty", "check how it was made"));
    }
    strange(bytes.get(..HEAD).unwrap_or(&bytes), place).map_or(Ok(bytes), Err)
}

fn strange(head: &[u8], place: &Place) -> Option<Failure> {
    kind::strange(head).map(|(what, remedy)| place.failure(what, remedy))
}

/// JSON in UTF-16 cannot be cut into lines.
fn wide(head: &[u8], place: &Place) -> Option<Failure> {
    let marked = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    marked.then(|| place.failure("is UTF-16", "turn it into UTF-8: iconv -f UTF-16 -t UTF-8 FILE"))
}

enum Kind {
    Page(MediaType),
    Json,
}

fn kind_of(suffix: &str, bytes: &[u8]) -> Kind {
    match suffix {
        "txt" | "text" => Kind::Page(MediaType::Text),
        "html" | "htm" | "xhtml" => Kind::Page(MediaType::Html),
        "json" => Kind::Json,
        _ if kind::is_html(bytes) => Kind::Page(MediaType::Html),
        _ if kind::is_json(bytes) => Kind::Json,
        _ => Kind::Page(MediaType::Text),
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
    fn json_files_hold_one_object_or_one_a_line() {
        for (bytes, many) in [("{\"id\": 1}\n", false), ("{\n\"id\": 1\n}\n", false), ("{}\n{}\n", true), ("{", false)]
        {
            assert_eq!(is_many(bytes.as_bytes()), many, "{bytes}");
        }
    }
}
