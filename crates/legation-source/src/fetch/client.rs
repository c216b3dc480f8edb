//! One request and its answer, within limits, to an address that may be reached.

use super::{Trouble, Validators, trouble};
use crate::http::Head;
use crate::unpack::LARGEST;
use std::io::Read as _;
use std::net::IpAddr;
use std::time::Duration;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error, Timeout};
use url::Url;

/// Longest time until a server takes the connection.
const CONNECT: Duration = Duration::from_secs(10);
/// What we ask for.
const ACCEPT: &str = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, \
    application/feed+json, application/xml;q=0.9, text/plain;q=0.9, */*;q=0.5";

/// Asks servers.
pub struct Client {
    agent: Agent,
}

/// The answer to one request.
pub struct Reply {
    /// The three figures of its status.
    pub status: u16,
    /// Its fields.
    pub head: Head,
    /// The body, as it was sent.
    pub body: Vec<u8>,
}

impl Client {
    /// A client that reaches those addresses that are allowed.
    pub fn new(allowed: fn(IpAddr) -> bool) -> Client {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(CONNECT))
            .timeout_resolve(Some(CONNECT))
            .user_agent(concat!("legation/", env!("CARGO_PKG_VERSION")))
            .accept(ACCEPT)
            .accept_encoding("gzip, deflate")
            // Each request makes its own connection, whose address is checked; a kept one may be closed by then.
            .max_idle_connections(0)
            .max_idle_connections_per_host(0)
            // What a proxy reaches could not be checked.
            .proxy(None)
            .build();
        let resolver = Gate { allowed, names: DefaultResolver::default() };
        Client { agent: Agent::with_parts(config, DefaultConnector::default(), resolver) }
    }

    /// Asks for an address; everything together takes no longer than `left`.
    pub fn ask(&self, url: &Url, known: &Validators, left: Duration) -> Result<Reply, Trouble> {
        let mut request = self.agent.get(url.as_str()).header("Connection", "close");
        if let Some(etag) = &known.etag {
            request = request.header("If-None-Match", etag);
        }
        if let Some(time) = &known.last_modified {
            request = request.header("If-Modified-Since", time);
        }
        let left = left.max(Duration::from_millis(1));
        let request = request.config().timeout_global(Some(left)).build();
        let response = request.call().map_err(|error| told(&error))?;
        let status = response.status().as_u16();
        let fields = response.headers().iter();
        let fields = fields.map(|(name, value)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).trim().to_owned())
        });
        let head = Head::of("", fields);
        let mut body = Vec::new();
        if (200..300).contains(&status) {
            let mut reader = response.into_body().into_reader().take(LARGEST as u64 + 1);
            reader.read_to_end(&mut body).map_err(|error| broken(error, body.len()))?;
            if body.len() > LARGEST {
                return Err(trouble("is larger than 20 MB", "it is no page that can be read"));
            }
        }
        Ok(Reply { status, head, body })
    }
}

/// What an answer that broke off means.
fn broken(error: std::io::Error, got: usize) -> Trouble {
    match Error::from(error) {
        Error::Timeout(_) => trouble("took longer than 30 seconds", "try again later"),
        error => trouble(format!("broke off after {got} bytes: {error}"), "try again later"),
    }
}

/// What an error of a request means.
fn told(error: &Error) -> Trouble {
    match error {
        Error::Other(inner) if inner.is::<Private>() => trouble(inner.to_string(), PRIVATE),
        Error::Timeout(Timeout::Connect) => trouble("took no connection for 10 seconds", "try again later"),
        Error::Timeout(Timeout::Resolve) => trouble("has a name that was not found in 10 seconds", "try again later"),
        Error::Timeout(_) => trouble("took longer than 30 seconds", "try again later"),
        Error::HostNotFound => trouble("has a name that is not known", "check the address"),
        Error::LargeResponseHeader(..) => trouble("answers with too long a head", "it is no page that can be read"),
        Error::Io(inner) => trouble(format!("cannot be reached: {inner}"), "check the address, or try again later"),
        other => trouble(format!("cannot be fetched: {other}"), "check the address, or try again later"),
    }
}

const PRIVATE: &str = "give --allow-private-addresses if that is meant";

/// Looks up names, and lets only those addresses through that may be reached. What it lets through is what the
/// connection is made to, so a name cannot change its address in between.
#[derive(Debug)]
struct Gate {
    allowed: fn(IpAddr) -> bool,
    names: DefaultResolver,
}

impl Resolver for Gate {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.names.resolve(uri, config, timeout)?;
        let mut allowed = self.empty();
        found.iter().filter(|address| (self.allowed)(address.ip())).for_each(|address| allowed.push(*address));
        if allowed.is_empty() { Err(Error::Other(Box::new(Private))) } else { Ok(allowed) }
    }
}

/// An address inside the machine or its network.
#[derive(Debug)]
struct Private;

impl std::fmt::Display for Private {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("leads into this machine or its network")
    }
}

impl std::error::Error for Private {}
