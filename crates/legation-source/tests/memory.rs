//! What a caller that remembers spares itself, and when it may remember.

#![allow(clippy::unwrap_used)]

use legation_source::fetch::{Manners, Validators};
use legation_source::{Memory, Opened, Options, each};
use std::collections::{HashMap, HashSet};
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A caller that remembers what it was given, and stops after so many inputs.
#[derive(Default)]
struct Kept {
    pages: HashSet<String>,
    validators: HashMap<String, Validators>,
}

impl Memory for Kept {
    fn has(&mut self, address: &str) -> bool {
        self.pages.contains(address)
    }

    fn validators(&mut self, address: &str) -> Option<Validators> {
        self.validators.get(address).cloned()
    }
}

/// Serves a feed with a tag that names its state, and its pages; says what was asked for.
fn serve(pages: &'static [&'static str], missing: &'static str) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let home = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&asked);
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut head = [0; 4096];
            let length = stream.read(&mut head).unwrap_or(0);
            let head = String::from_utf8_lossy(&head[..length]).into_owned();
            let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
            log.lock().unwrap().push(path.clone());
            let items: String = pages.iter().map(|page| format!("<item><link>{page}</link></item>")).collect();
            let feed = format!("<rss><channel>{items}</channel></rss>");
            let known = head.to_ascii_lowercase().contains("if-none-match: \"one\"");
            let (status, body) = match path.as_str() {
                "/feed" if known => ("304 Not Modified", String::new()),
                "/feed" => ("200 OK", feed),
                path if pages.contains(&path) && path != missing => ("200 OK", "<html><p>Words.".to_owned()),
                _ => ("404 Not Found", String::new()),
            };
            let kind = if path == "/feed" { "text/xml\r\nETag: \"one\"" } else { "text/html" };
            let length = body.len();
            let answer = format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}");
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    (home, asked)
}

/// One run over a feed: the addresses of the pages and `mark`, in the order in which they came.
fn run(home: &str, kept: &mut Kept, most: usize) -> Vec<String> {
    let options = Options { manners: Manners { private: true, pause: Duration::ZERO }, ..Options::default() };
    let mut came = Vec::new();
    let (mut pages, mut marks) = (Vec::new(), Vec::new());
    each(&[PathBuf::from(format!("{home}/feed"))], &options, kept, &mut |input| {
        match input.open() {
            Opened::Page(page) => {
                assert_eq!(page.asked.as_deref(), Some(page.name.as_str()));
                came.push(page.name.strip_prefix(home).unwrap().to_owned());
                pages.push(page.name);
            }
            Opened::Mark(mark) => {
                came.push("mark".to_owned());
                marks.push(mark);
            }
            Opened::Refused(_) => came.push("refused".to_owned()),
        }
        came.len() < most
    });
    kept.pages.extend(pages);
    kept.validators.extend(marks.into_iter().map(|mark| (mark.address, mark.validators)));
    came
}

#[test]
fn a_second_run_asks_only_for_what_is_new() {
    let (home, asked) = serve(&["/one", "/two"], "");
    let mut kept = Kept::default();
    assert_eq!(run(&home, &mut kept, 9), ["/one", "/two", "mark"]);
    asked.lock().unwrap().clear();
    assert_eq!(run(&home, &mut kept, 9), [""; 0]);
    assert_eq!(*asked.lock().unwrap(), ["/robots.txt", "/feed"]);
}

#[test]
fn a_run_that_was_stopped_goes_on_where_it_was() {
    let (home, asked) = serve(&["/one", "/two"], "");
    let mut kept = Kept::default();
    assert_eq!(run(&home, &mut kept, 1), ["/one"]);
    assert!(kept.validators.is_empty());
    asked.lock().unwrap().clear();
    assert_eq!(run(&home, &mut kept, 9), ["/two", "mark"]);
    assert!(!asked.lock().unwrap().contains(&"/one".to_owned()));
}

#[test]
fn a_feed_with_a_page_that_failed_is_asked_again() {
    let (home, _) = serve(&["/one", "/two"], "/one");
    let mut kept = Kept::default();
    assert_eq!(run(&home, &mut kept, 9), ["refused", "/two"]);
    assert_eq!(run(&home, &mut kept, 9), ["refused"]);
}

#[test]
fn work_that_is_to_end_ends() {
    struct Stopped;
    impl Memory for Stopped {
        fn stopped(&self) -> bool {
            true
        }
    }
    let (home, asked) = serve(&["/one"], "");
    let options = Options { manners: Manners { private: true, pause: Duration::ZERO }, ..Options::default() };
    each(&[PathBuf::from(format!("{home}/feed"))], &options, &mut Stopped, &mut |_| true);
    assert!(asked.lock().unwrap().is_empty());
}
