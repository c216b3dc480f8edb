//! Addresses, and the lists of pages that they and files lead to.

use crate::feed::{self, Entry, List};
use crate::fetch::{self, Answer, Fetched, Trouble, Validators};
use crate::input::{Content, Input, note};
use crate::kind;
use crate::memory::Mark;
use crate::place::{Failure, Place};
use crate::walk::Walk;
use legation::page::{MediaType, Page};
use legation::record::RecordNote;
use std::collections::HashSet;
use url::Url;

/// How deep lists of lists are followed.
const DEPTH: usize = 4;
/// Most lists that one source leads to.
const LISTS: usize = 10_000;

/// Reads what is at an address: a page, or the pages of a list.
pub fn read(walk: &mut Walk<'_>, name: &str) -> bool {
    let place = Place::whole(name);
    match fetch::parse(name) {
        Err(what) => walk.give(Input::unreadable(place.failure(what, "check the address"))),
        Ok(url) => Trail::default().follow(walk, vec![Step { url, depth: 0 }]),
    }
}

/// Reads the pages of a list that came from a file.
pub fn list(walk: &mut Walk<'_>, place: &Place, kind: feed::Kind, bytes: &[u8]) -> bool {
    let mut trail = Trail::default();
    let list = feed::read(kind, bytes, None);
    trail.entries(walk, place, list, None, 0) && {
        let open = trail.take_open();
        trail.follow(walk, open)
    }
}

/// One address to go to.
struct Step {
    url: Url,
    depth: usize,
}

/// Where one source has led to.
#[derive(Default)]
struct Trail {
    seen: HashSet<String>,
    lists: usize,
    /// Lists that were named and not read yet; the next one last.
    open: Vec<Step>,
    /// Whether something failed in the list under way.
    failed: bool,
}

impl Trail {
    fn take_open(&mut self) -> Vec<Step> {
        std::mem::take(&mut self.open)
    }

    fn follow(&mut self, walk: &mut Walk<'_>, open: Vec<Step>) -> bool {
        self.open = open;
        while let Some(step) = self.open.pop() {
            if walk.is_over() || !self.step(walk, &step) {
                return false;
            }
        }
        true
    }

    fn step(&mut self, walk: &mut Walk<'_>, step: &Step) -> bool {
        if !self.seen.insert(step.url.to_string()) {
            return true;
        }
        let place = Place::whole(step.url.as_str());
        let known = walk.memory().validators(step.url.as_str()).unwrap_or_default();
        let fetched = match walk.fetch(&step.url, &known) {
            Ok(Answer::NotModified) => return true,
            Ok(Answer::Fetched(fetched)) => *fetched,
            Err(trouble) => return walk.give(Input::unreadable(failure(&place, trouble))),
        };
        let validators = fetched.validators.clone();
        self.failed = false;
        let more = match feed::kind(&fetched.bytes) {
            Some(kind) => {
                let list = feed::read(kind, &fetched.bytes, fetched.content_type.as_deref());
                self.entries(walk, &place, list, Some(&fetched.address), step.depth)
            }
            None if step.depth > 0 => {
                self.failed = true;
                walk.give(Input::unreadable(place.failure("is no feed and no sitemap", "take it off the list")))
            }
            None => match page(&place, fetched, Vec::new()) {
                Ok(input) => walk.give(asked(input, &step.url)),
                Err(failure) => {
                    self.failed = true;
                    walk.give(Input::unreadable(failure))
                }
            },
        };
        more && (self.failed || self.mark(walk, &place, &step.url, validators))
    }

    /// Says what may be remembered, now that everything before it was given.
    fn mark(&self, walk: &mut Walk<'_>, place: &Place, url: &Url, validators: Validators) -> bool {
        if validators.is_empty() {
            return true;
        }
        let mark = Mark { address: url.to_string(), validators };
        walk.give(Input::of(place.clone(), Content::Mark(mark)))
    }

    /// Gives the pages of a list; the lists that it names are kept for later.
    fn entries(&mut self, walk: &mut Walk<'_>, place: &Place, list: List, base: Option<&Url>, depth: usize) -> bool {
        let own = list.base.as_deref().and_then(|own| fetch::join(base, own).ok());
        let base = own.as_ref().or(base);
        for entry in &list.entries {
            if !self.entry(walk, place, entry, base) {
                return false;
            }
        }
        if let Some(what) = list.damage {
            self.failed = true;
            if !walk.give(Input::unreadable(place.failure(what, "what comes before that is read"))) {
                return false;
            }
        }
        // The first list is to be read first, so it is put last.
        list.lists.iter().rev().all(|link| self.keep(walk, place, link, base, depth + 1))
    }

    /// Keeps a list for later.
    fn keep(&mut self, walk: &mut Walk<'_>, place: &Place, link: &str, base: Option<&Url>, depth: usize) -> bool {
        self.lists += 1;
        let kept = match fetch::join(base, link) {
            Err(what) => Err(format!("names {link}, which {what}")),
            Ok(_) if depth > DEPTH => Err(format!("leads through more than {DEPTH} lists to {link}")),
            Ok(_) if self.lists > LISTS => Err(format!("leads to more than {LISTS} lists")),
            Ok(url) => Ok(url),
        };
        match kept {
            Ok(url) => {
                self.open.push(Step { url, depth });
                true
            }
            Err(what) => {
                self.failed = true;
                walk.give(Input::unreadable(place.failure(what, "name it by itself if it is wanted")))
            }
        }
    }

    /// Gives the page of an entry: from its address, or else from its content.
    fn entry(&mut self, walk: &mut Walk<'_>, place: &Place, entry: &Entry, base: Option<&Url>) -> bool {
        if walk.is_over() {
            return false;
        }
        let url = match entry.link.as_deref().map(|link| (link, fetch::join(base, link))) {
            None => return self.content_of(walk, place, entry, None, None),
            Some((_, Ok(url))) => url,
            Some((link, Err(what))) => {
                let what = format!("names {link}, which {what}");
                let failure = place.failure(what, "check the list");
                return self.content_of(walk, place, entry, None, Some(failure));
            }
        };
        if !self.seen.insert(url.to_string()) || walk.memory().has(url.as_str()) {
            return true;
        }
        let at = Place::whole(url.as_str());
        match walk.fetch(&url, &Validators::default()) {
            Ok(Answer::Fetched(fetched)) => match page(&at, *fetched, Vec::new()) {
                Ok(input) => walk.give(asked(input, &url)),
                Err(failure) => self.content_of(walk, &at, entry, Some(&url), Some(failure)),
            },
            // It was asked for without conditions.
            Ok(Answer::NotModified) => true,
            Err(trouble) => self.content_of(walk, &at, entry, Some(&url), Some(failure(&at, trouble))),
        }
    }

    /// Gives what the list itself holds of a page; where that is nothing, what failed.
    fn content_of(
        &mut self,
        walk: &mut Walk<'_>,
        place: &Place,
        entry: &Entry,
        url: Option<&Url>,
        failure: Option<Failure>,
    ) -> bool {
        let Some((media_type, bytes)) = entry.page() else {
            self.failed |= failure.is_some();
            return failure.is_none_or(|failure| walk.give(Input::unreadable(failure)));
        };
        let notes = failure.map(|failure| note("feed", format!("read from the feed: the page {}", failure.what)));
        let page = Page {
            url: url.map(Url::to_string),
            media_type,
            charset: Some("utf-8".to_owned()),
            bytes,
            ..Page::text("")
        };
        walk.give(Input::page(place.clone(), page, notes.into_iter().collect()))
    }
}

fn failure(place: &Place, Trouble { what, remedy }: Trouble) -> Failure {
    place.failure(what, remedy)
}

/// Remembers under which address a page was asked for.
fn asked(input: Input, url: &Url) -> Input {
    Input { asked: Some(url.to_string()), ..input }
}

/// The page that was fetched, if it is one.
fn page(place: &Place, fetched: Fetched, mut notes: Vec<RecordNote>) -> Result<Input, Failure> {
    let Fetched { address, content_type, bytes, damage, time, .. } = fetched;
    let (said, charset) = crate::http::content_type(content_type.as_deref().unwrap_or_default());
    if bytes.is_empty() {
        return Err(place.failure("is empty", "check the address"));
    }
    if let Some((what, remedy)) = kind::strange(bytes.get(..kind::HEAD).unwrap_or(&bytes)) {
        return Err(place.failure(what, remedy));
    }
    let media_type = match said.as_str() {
        "text/html" | "application/xhtml+xml" => MediaType::Html,
        _ if kind::is_html(&bytes) => MediaType::Html,
        "" | "text/plain" | "application/octet-stream" => MediaType::Text,
        other => return Err(place.failure(format!("is {other}, no page"), "pages are HTML or text")),
    };
    notes.extend(damage.map(|what| note("damaged", format!("as sent: {what}; read up to there"))));
    let page =
        Page { url: Some(address.to_string()), fetched: Some(time), media_type, charset, bytes, ..Page::text("") };
    Ok(Input::page(place.clone(), page, notes))
}
