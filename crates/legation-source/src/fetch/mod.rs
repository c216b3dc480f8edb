//! The one way to the net: every fetch of the program goes through [`Fetcher::fetch`].
//!
//! Only http and https; at most five redirects, followed here; the numeric address is checked when the connection is
//! made, on every hop; robots.txt is obeyed; a host is asked one thing at a time, with a pause between; nothing
//! takes longer than 30 seconds or brings more than 20 MB.

mod address;
mod client;
mod pace;
mod public;
mod robots;

pub use address::{join, parse};
pub use public::is_public;

use crate::http::{Head, Message};
use client::{Client, Reply};
use jiff::Timestamp;
use pace::Pace;
use robots::Robots;
use std::collections::HashMap;
use std::time::{Duration, Instant};
use url::Url;

/// Most redirects that are followed.
const HOPS: usize = 5;
/// Most times that one address is asked when its server is busy.
const TRIES: u32 = 3;
/// Longest time for one try, its redirects included.
const WHOLE: Duration = Duration::from_secs(30);
/// First wait before a busy server is asked again; it doubles.
const BACK_OFF: Duration = Duration::from_secs(1);
/// Our name in robots.txt.
const AGENT: &str = "legation";

/// What a server says about a state of a page; it is handed back to ask for something newer only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// The field `ETag`.
    pub etag: Option<String>,
    /// The field `Last-Modified`.
    pub last_modified: Option<String>,
}

impl Validators {
    /// Whether there is nothing to hand back.
    pub fn is_empty(&self) -> bool {
        self.etag.is_none() && self.last_modified.is_none()
    }
}

/// What came of a fetch.
#[derive(Debug)]
pub enum Answer {
    /// Nothing newer than what the validators stand for.
    NotModified,
    /// Something.
    Fetched(Box<Fetched>),
}

/// What was fetched.
#[derive(Debug)]
pub struct Fetched {
    /// The address it came from in the end.
    pub address: Url,
    /// The field `Content-Type`.
    pub content_type: Option<String>,
    /// The body, unpacked.
    pub bytes: Vec<u8>,
    /// What was damaged; the body ends there.
    pub damage: Option<String>,
    /// What to hand back next time.
    pub validators: Validators,
    /// When, in UTC.
    pub time: String,
}

/// Why nothing was fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

/// Why nothing was fetched, with the usual advice.
fn trouble(what: impl Into<String>, remedy: &str) -> Trouble {
    Trouble { what: what.into(), remedy: remedy.to_owned() }
}

/// How fetches are made.
#[derive(Clone, Debug)]
pub struct Manners {
    /// Whether addresses inside the machine and its network may be reached.
    pub private: bool,
    /// Pause between two requests to a host.
    pub pause: Duration,
}

impl Default for Manners {
    fn default() -> Manners {
        Manners { private: false, pause: Duration::from_secs(1) }
    }
}

/// Fetches, and remembers what each host asked for.
pub struct Fetcher {
    client: Client,
    manners: Manners,
    pace: Pace,
    robots: HashMap<String, Robots>,
}

/// What one try came to.
enum Try {
    Answer(Answer),
    /// The server is busy; it may have said for how long.
    Busy(u16, Option<Duration>),
}

impl Fetcher {
    /// A fetcher that has asked nobody yet.
    pub fn new(manners: Manners) -> Fetcher {
        let client = Client::new(if manners.private { |_| true } else { is_public });
        Fetcher { client, manners, pace: Pace::default(), robots: HashMap::new() }
    }

    /// Fetches an address; `stopped` is asked while waiting.
    pub fn fetch(&mut self, url: &Url, known: &Validators, stopped: &dyn Fn() -> bool) -> Result<Answer, Trouble> {
        let mut wait = BACK_OFF.min(self.manners.pause.saturating_mul(2));
        for tries in 1..=TRIES {
            match self.once(url, known, stopped)? {
                Try::Answer(answer) => return Ok(answer),
                Try::Busy(status, asked) => {
                    let asked = asked.unwrap_or(wait);
                    if tries == TRIES || asked > pace::LONGEST {
                        let what = format!("answers with status {status}, {tries} times");
                        return Err(trouble(what, "the server is busy: try again later"));
                    }
                    self.pace.rest(&address::site(url), asked.max(self.manners.pause));
                    wait = wait.saturating_mul(2);
                }
            }
        }
        Err(trouble("was not answered", "try again later"))
    }

    /// One try: from redirect to redirect.
    fn once(&mut self, url: &Url, known: &Validators, stopped: &dyn Fn() -> bool) -> Result<Try, Trouble> {
        let mut url = url.clone();
        let mut left = WHOLE;
        for _ in 0..=HOPS {
            self.admitted(&url, stopped)?;
            let begun = Instant::now();
            let reply = self.ask(&url, known, left, stopped)?;
            left = left.saturating_sub(begun.elapsed());
            match reply.status {
                304 => return Ok(Try::Answer(Answer::NotModified)),
                301 | 302 | 303 | 307 | 308 => {
                    let to = reply.head.get("location").unwrap_or_default();
                    let next = address::join(Some(&url), to);
                    url = next.map_err(|what| trouble(format!("leads to {to}, which {what}"), CHECK))?;
                }
                429 | 500..=599 => {
                    return Ok(Try::Busy(reply.status, reply.head.get("retry-after").and_then(pace::asked)));
                }
                200..=299 => return received(url, reply).map(|answer| Try::Answer(Answer::Fetched(Box::new(answer)))),
                401 | 403 => return Err(trouble(format!("answers with status {}", reply.status), CLOSED)),
                404 | 410 => return Err(trouble(format!("is not there: status {}", reply.status), CHECK)),
                other => return Err(trouble(format!("answers with status {other}"), CHECK)),
            }
        }
        Err(trouble(format!("leads on more than {HOPS} times"), CHECK))
    }

    /// Asks one thing, after the pause that the host is granted.
    fn ask(
        &mut self,
        url: &Url,
        known: &Validators,
        left: Duration,
        stopped: &dyn Fn() -> bool,
    ) -> Result<Reply, Trouble> {
        let site = address::site(url);
        if !self.pace.wait(&site, stopped) {
            return Err(trouble("was not fetched: stopped", "run the command again"));
        }
        let reply = self.client.ask(url, known, left);
        let pause = self.robots.get(&site).and_then(|robots| robots.pause).unwrap_or_default();
        self.pace.rest(&site, pause.max(self.manners.pause));
        reply
    }

    /// Whether the site lets programs fetch this.
    fn admitted(&mut self, url: &Url, stopped: &dyn Fn() -> bool) -> Result<(), Trouble> {
        let site = address::site(url);
        if !self.robots.contains_key(&site) {
            let robots = self.robots_of(url, stopped)?;
            self.robots.insert(site.clone(), robots);
        }
        let allowed = self.robots.get(&site).is_none_or(|robots| robots.allows(&address::path(url)));
        let remedy = "ask the publisher, or save the page by hand and name the file";
        if allowed { Ok(()) } else { Err(trouble("may not be fetched by programs: robots.txt of its site", remedy)) }
    }

    /// Fetches the rules of a site: none where it has none, everything closed while it cannot say.
    fn robots_of(&mut self, url: &Url, stopped: &dyn Fn() -> bool) -> Result<Robots, Trouble> {
        let mut url = url.join("/robots.txt").map_err(|error| trouble(format!("is no address: {error}"), CHECK))?;
        for _ in 0..=HOPS {
            let reply = self.ask(&url, &Validators::default(), WHOLE, stopped)?;
            match reply.status {
                301 | 302 | 303 | 307 | 308 => {
                    let to = reply.head.get("location").unwrap_or_default();
                    match address::join(Some(&url), to) {
                        Ok(next) => url = next,
                        Err(_) => return Ok(Robots::default()),
                    }
                }
                200..=299 => {
                    let body = received(url, reply)?.bytes;
                    return Ok(Robots::read(&String::from_utf8_lossy(&body), AGENT));
                }
                429 | 500..=599 => return Ok(Robots::closed()),
                _ => return Ok(Robots::default()),
            }
        }
        Ok(Robots::default())
    }
}

const CHECK: &str = "check the address";
const CLOSED: &str = "save the page by hand and name the file; nothing is ever sent to log in";

/// Unpacks what came.
fn received(address: Url, reply: Reply) -> Result<Fetched, Trouble> {
    let validators = Validators {
        etag: reply.head.get("etag").map(str::to_owned),
        last_modified: reply.head.get("last-modified").map(str::to_owned),
    };
    let content_type = reply.head.get("content-type").map(str::to_owned);
    // Chunks were joined on the way already.
    let coding = reply.head.get("content-encoding").unwrap_or_default().to_owned();
    let head = Head::of("", [("content-encoding".to_owned(), coding)].into_iter());
    let message = Message::read(head, &reply.body).map_err(|what| trouble(what, "it is no page that can be read"))?;
    let time = Timestamp::from_second(Timestamp::now().as_second()).unwrap_or_default().to_string();
    Ok(Fetched { address, content_type, bytes: message.body, damage: message.damage, validators, time })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read as _, Write as _};
    use std::net::{IpAddr, Ipv4Addr, TcpListener};
    use std::thread;

    /// A server on an address of this machine that answers every path but robots.txt with the same bytes.
    fn serve(address: &str, answer: String) -> u16 {
        let listener = TcpListener::bind((address, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let mut head = [0; 2048];
                let length = stream.read(&mut head).unwrap_or(0);
                let robots = head[..length].starts_with(b"GET /robots.txt");
                let none = "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n".to_owned();
                let _ = stream.write_all(if robots { &none } else { &answer }.as_bytes());
            }
        });
        port
    }

    #[test]
    fn a_redirect_leads_nowhere_that_may_not_be_reached() {
        let inside = serve("127.0.0.2", "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret".to_owned());
        // As if the first one were public and the second one private.
        let allowed: fn(IpAddr) -> bool = |address| address == IpAddr::V4(Ipv4Addr::LOCALHOST);
        let manners = Manners { private: false, pause: Duration::ZERO };
        let client = Client::new(allowed);
        let mut fetcher = Fetcher { client, manners, pace: Pace::default(), robots: HashMap::new() };
        for host in ["127.0.0.2", "127.2", "2130706434", "[::ffff:127.0.0.2]"] {
            let answer =
                format!("HTTP/1.1 302 Found\r\nLocation: http://{host}:{inside}/\r\nContent-Length: 0\r\n\r\n");
            let outside = serve("127.0.0.1", answer);
            let url = parse(&format!("http://127.0.0.1:{outside}/page")).unwrap();
            let refused = fetcher.fetch(&url, &Validators::default(), &|| false).unwrap_err();
            assert!(refused.what.contains("into this machine or its network"), "{host}: {}", refused.what);
        }
    }
}
