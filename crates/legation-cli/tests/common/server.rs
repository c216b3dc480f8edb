//! A web server for tests: one answer a request, written by hand.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What was asked for: the path, and the whole head of the request.
pub type Asked = (String, String);

/// How one path is answered; it is told how often it was asked before, and what it was asked.
type Reply = Box<dyn Fn(usize, &str, &mut TcpStream) + Send + Sync>;

/// A server on this machine.
pub struct Server {
    pub port: u16,
    asked: Arc<Mutex<Vec<Asked>>>,
}

/// Its answers, by path.
#[derive(Default)]
pub struct Replies(BTreeMap<String, Reply>);

impl Replies {
    /// Answers a path with bytes.
    pub fn raw(self, path: &str, bytes: impl Into<Vec<u8>>) -> Replies {
        let bytes = bytes.into();
        self.by(path, move |_, _, stream| drop(stream.write_all(&bytes)))
    }

    /// Answers a path with a page.
    pub fn page(self, path: &str, kind: &str, body: impl AsRef<[u8]>) -> Replies {
        let body = body.as_ref();
        let mut bytes = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n", body.len());
        let mut bytes = std::mem::take(&mut bytes).into_bytes();
        bytes.extend_from_slice(body);
        self.raw(path, bytes)
    }

    /// Answers a path with a page of a few words.
    pub fn words(self, path: &str) -> Replies {
        self.page(path, "text/html", format!("<!doctype html><title>{path}</title><p>Words of a page.</p>"))
    }

    /// Answers a path in its own way.
    pub fn by(mut self, path: &str, reply: impl Fn(usize, &str, &mut TcpStream) + Send + Sync + 'static) -> Replies {
        self.0.insert(path.to_owned(), Box::new(reply));
        self
    }

    /// Serves; the text `PORT` in the answers of `with` stands for the port.
    pub fn serve(self) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        self.serve_on(listener)
    }

    pub fn serve_on(self, listener: TcpListener) -> Server {
        let port = listener.local_addr().expect("bound").port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (replies, log) = (Arc::new(self.0), Arc::clone(&asked));
        // The thread ends with the test.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (replies, log) = (Arc::clone(&replies), Arc::clone(&log));
                thread::spawn(move || answer(stream, &replies, &log));
            }
        });
        Server { port, asked }
    }
}

fn answer(mut stream: TcpStream, replies: &BTreeMap<String, Reply>, log: &Mutex<Vec<Asked>>) {
    let _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") && head.len() < 65_536 {
        match stream.read(&mut byte) {
            Ok(1) => head.push(byte[0]),
            _ => return,
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let before = {
        let mut log = log.lock().expect("no test panics here");
        let before = log.iter().filter(|(known, _)| *known == path).count();
        log.push((path.clone(), head.clone()));
        before
    };
    match replies.get(&path) {
        Some(reply) => reply(before, &head, &mut stream),
        None => drop(stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")),
    }
    // Each connection answers once.
    let _ = stream.shutdown(std::net::Shutdown::Both);
}

impl Server {
    /// The address of a path.
    pub fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// What was asked for, in order, robots.txt left out.
    pub fn paths(&self) -> Vec<String> {
        let asked = self.asked();
        asked.into_iter().map(|(path, _)| path).filter(|path| path != "/robots.txt").collect()
    }

    /// Everything that was asked.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("no test panics here").clone()
    }
}
