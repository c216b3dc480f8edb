//! Web archives (WARC), plain or packed: the pages in them, and what is damaged.
//!
//! After damage reading goes on at the next gzip member or at the next line that begins a record. Where a record's
//! length is wrong, the record ends where the next one begins.

mod members;
mod record;
mod tape;

use crate::http::{Head, Message, content_type};
use crate::input::{Input, note};
use crate::place::Place;
use crate::{Give, kind};
use legation::page::{MediaType, Page};
use legation::record::RecordNote;
use record::{Found, Records};
use std::io::BufRead;
use tape::Tape;

/// What to do about damage in an archive.
const REMEDY: &str = "fetch the archive again if this page matters; the others are read";

/// Gives the pages of a plain archive.
pub fn plain(input: impl BufRead, place: &Place, give: &mut Give<'_>) -> bool {
    pages(Tape::plain(input), place, give)
}

/// Gives the pages of an archive packed with gzip, record by record or as a whole.
pub fn packed(input: impl BufRead, place: &Place, give: &mut Give<'_>) -> bool {
    pages(Tape::packed(input), place, give)
}

fn pages(tape: Tape<impl BufRead>, place: &Place, give: &mut Give<'_>) -> bool {
    let mut records = Records::new(tape);
    let (mut more, mut any) = (true, false);
    while more && let Some(found) = records.next() {
        match found {
            Found::Damage { offset, what } => {
                any = true;
                more = give(Input::unreadable(place.offset(offset).failure(what, REMEDY)));
            }
            Found::Record { offset, head, block } => match page(&head, block) {
                None => {}
                Some(Ok((page, notes))) => {
                    any = true;
                    more = give(Input::page(place.offset(offset), page, notes));
                }
                Some(Err(what)) => {
                    any = true;
                    let what = head.get("warc-target-uri").map_or(what.clone(), |address| format!("{address} {what}"));
                    more = give(Input::unreadable(place.offset(offset).failure(what, REMEDY)));
                }
            },
        }
    }
    if more && !any {
        let what = "holds no page: no answer of a server with HTML or text in it";
        return give(Input::unreadable(place.failure(what, "check how it was made")));
    }
    more
}

type Read = Result<(Page, Vec<RecordNote>), String>;

/// The page of a record; nothing where a record is made to hold something else.
fn page(head: &Head, block: &[u8]) -> Option<Read> {
    let (kind, _) = content_type(head.get("content-type").unwrap_or_default());
    match head.get("warc-type")?.to_ascii_lowercase().as_str() {
        "response" | "resource" | "conversion" if kind == "application/http" => answer(head, block),
        // A record that does not say what it holds may hold an answer all the same.
        "response" if kind.is_empty() => answer(head, block),
        "resource" | "conversion" => {
            let (media_type, charset) = media(head.get("content-type"), block, head)?;
            let whole = if block.len() > crate::unpack::LARGEST {
                Err("is larger than 20 MB".to_owned())
            } else {
                Ok((made(head, media_type, charset, block.to_vec()), Vec::new()))
            };
            Some(whole)
        }
        _ => None,
    }
}

/// The page in the answer of a server; other answers than a page are none.
fn answer(head: &Head, block: &[u8]) -> Option<Read> {
    let Some((status, fields, body)) = Message::head(block) else {
        return Some(Err("has no answer of a server that could be read".to_owned()));
    };
    if !(200..300).contains(&status) {
        return None;
    }
    // What is surely no page is not unpacked.
    if let Some(value) = fields.get("content-type") {
        media(Some(value), b"", head)?;
    }
    let message = match Message::read(fields, body) {
        Ok(message) => message,
        Err(what) => return Some(Err(what)),
    };
    let (media_type, charset) = media(message.head.get("content-type"), &message.body, head)?;
    let cut = head.get("warc-truncated").map(|why| note("truncated", format!("cut when it was archived: {why}")));
    let damage = message.damage.map(|what| note("damaged", format!("as archived: {what}; read up to there")));
    if message.body.is_empty() && damage.is_some() {
        return Some(Err("is damaged from its beginning".to_owned()));
    }
    let page = made(head, media_type, charset, message.body);
    Some(Ok((page, cut.into_iter().chain(damage).collect())))
}

/// How to take a body, and its character set; nothing where it is no page.
fn media(content_type: Option<&str>, body: &[u8], head: &Head) -> Option<(MediaType, Option<String>)> {
    let (kind, charset) = crate::http::content_type(content_type.unwrap_or_default());
    let robots = head.get("warc-target-uri").is_some_and(|address| address.ends_with("/robots.txt"));
    match kind.as_str() {
        "text/html" | "application/xhtml+xml" => Some((MediaType::Html, charset)),
        "text/plain" if kind::is_html(body) => Some((MediaType::Html, charset)),
        "text/plain" if !robots => Some((MediaType::Text, charset)),
        "" if kind::is_html(body) => Some((MediaType::Html, charset)),
        _ => None,
    }
}

fn made(head: &Head, media_type: MediaType, charset: Option<String>, bytes: Vec<u8>) -> Page {
    let url = head.get("warc-target-uri").map(|address| address.trim_matches(['<', '>']).to_owned());
    let fetched = head.get("warc-date").map(str::to_owned);
    Page { url, fetched, media_type, charset, bytes, ..Page::html("") }
}
