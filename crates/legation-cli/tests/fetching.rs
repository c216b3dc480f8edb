//! `legation read https://…`: what is fetched, what is refused, and how servers that misbehave are met.

#![allow(clippy::unwrap_used)]

mod common;

use common::server::{Replies, Server};
use common::{Folder, Run, gzip, run};
use std::io::Write as _;
use std::thread;
use std::time::{Duration, Instant};

fn read(address: &str) -> Run {
    run(&["read", "--allow-private-addresses", "--pause", "0", address])
}

/// The paths of the pages that were read.
fn paths(read: &Run) -> Vec<String> {
    let path = |url: &str| format!("/{}", url.splitn(4, '/').nth(3).unwrap_or_default());
    read.values().iter().map(|record| path(record["page"]["url"].as_str().unwrap_or_default())).collect()
}

#[test]
fn a_page_is_fetched_with_its_address_and_time() {
    let server = Replies::default().words("/page").serve();
    let read = read(&server.address("/page#part"));
    assert_eq!((read.status, read.err.as_str()), (0, ""));
    let page = &read.values()[0]["page"];
    assert_eq!(page["url"], server.address("/page"));
    assert!(page["fetched"].as_str().unwrap().ends_with('Z'));
    let (_, head) = server.asked().pop().unwrap();
    let head = head.to_ascii_lowercase();
    assert!(head.contains("user-agent: legation/") && !head.contains("cookie") && !head.contains("referer"), "{head}");
}

#[test]
fn packed_pages_and_other_encodings_are_read() {
    let body = gzip(b"<!doctype html><p>Words \xe9 of a page.</p>");
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Encoding: gzip\r\n\
        Content-Length: {}\r\n\r\n",
        body.len()
    );
    let server = Replies::default().raw("/page", [head.into_bytes(), body].concat()).serve();
    let read = read(&server.address("/page"));
    assert_eq!(read.status, 0, "{}", read.err);
    assert!(read.values()[0]["article"]["text"].as_str().unwrap().contains("Words \u{e9} of"));
}

#[test]
fn this_machine_and_its_network_are_not_reached_unasked() {
    let server = Replies::default().words("/page").serve();
    let port = server.port;
    for host in [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "[::ffff:127.0.0.1]",
        "[::1]",
        "0.0.0.0",
    ] {
        let address = format!("http://{host}:{port}/page");
        let refused = run(&["read", &address]);
        assert_eq!((refused.status, refused.out.as_str()), (3, ""), "{address}");
        assert!(refused.err.contains("into this machine or its network"), "{address}: {}", refused.err);
        assert!(refused.err.contains("--allow-private-addresses"), "{address}: {}", refused.err);
    }
    assert_eq!(server.asked(), []);
}

#[test]
fn addresses_that_are_not_fetched_are_told() {
    for (address, told) in [
        ("ftp://news.example/page", "scheme ftp"),
        ("file:///etc/hostname", "scheme file"),
        ("gopher://news.example/", "scheme gopher"),
        ("https://me:secret@news.example/", "user name"),
        ("http://", "is no address"),
    ] {
        let refused = read(address);
        assert_eq!((refused.status, refused.out.as_str()), (3, ""), "{address}");
        assert!(refused.err.contains(told), "{address}: {}", refused.err);
    }
}

fn redirect(to: &str) -> String {
    format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n")
}

#[test]
fn redirects_are_followed_five_times_and_only_to_web_addresses() {
    let mut replies = Replies::default().words("/page").raw("/loop", redirect("/loop"));
    for hop in 1..=6 {
        let to = if hop == 1 { "/page".to_owned() } else { format!("/hop{}", hop - 1) };
        replies = replies.raw(&format!("/hop{hop}"), redirect(&to));
    }
    let replies =
        replies.raw("/file", redirect("file:///etc/hostname")).raw("/user", redirect("http://a:b@127.0.0.1/"));
    let server = replies.serve();
    let five = read(&server.address("/hop5"));
    assert_eq!(paths(&five), ["/page"], "{}", five.err);
    for (path, told) in [
        ("/hop6", "leads on more than 5 times"),
        ("/loop", "leads on more than 5 times"),
        ("/file", "scheme file"),
        ("/user", "user name"),
    ] {
        let refused = read(&server.address(path));
        assert_eq!((refused.status, refused.out.as_str()), (3, ""), "{path}");
        assert!(refused.err.contains(told), "{path}: {}", refused.err);
    }
}

#[test]
fn answers_without_a_page_are_told() {
    let bomb = gzip(&vec![b' '; 60_000_000]);
    let bomb_head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
        bomb.len()
    );
    let server = Replies::default()
        .raw("/bomb", [bomb_head.into_bytes(), bomb].concat())
        .raw("/short", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n<p>Words")
        .raw("/closed", "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n")
        .raw("/none", "no answer at all\r\n\r\n")
        .page("/picture", "image/png", b"\x89PNG\r\n")
        .page("/data", "application/json", "{\"a\": 1}")
        .page("/empty", "text/html", "")
        .by("/endless", |_, _, stream| {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>");
            let chunk = vec![b'a'; 1 << 16];
            while stream.write_all(&chunk).is_ok() {}
        })
        .by("/head", |_, _, stream| {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
            for n in 0..100_000 {
                if stream.write_all(format!("X-{n}: words\r\n").as_bytes()).is_err() {
                    return;
                }
            }
        })
        .serve();
    for (path, told) in [
        ("/bomb", "200 times its size"),
        ("/short", "broke off after"),
        ("/closed", "answers with status 401"),
        ("/none", "cannot be"),
        ("/picture", "is a picture"),
        ("/data", "is application/json, no page"),
        ("/empty", "is empty"),
        ("/endless", "is larger than 20 MB"),
        ("/head", "head"),
        ("/missing", "is not there: status 404"),
    ] {
        let refused = read(&server.address(path));
        assert_eq!((refused.status, refused.out.as_str()), (3, ""), "{path}");
        assert!(refused.err.contains(told), "{path}: {}", refused.err);
        assert!(refused.err.contains(&server.address(path)), "{path}: {}", refused.err);
    }
}

#[test]
fn a_body_that_drips_ends_after_thirty_seconds() {
    let drip = |_: usize, _: &str, stream: &mut std::net::TcpStream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>");
        for _ in 0..60 {
            thread::sleep(Duration::from_secs(1));
            if stream.write_all(b"a").is_err() {
                return;
            }
        }
    };
    let server = Replies::default().by("/drip", drip).serve();
    let begun = Instant::now();
    let refused = read(&server.address("/drip"));
    assert!(begun.elapsed() < Duration::from_secs(45));
    assert!(refused.err.contains("took longer than 30 seconds"), "{}", refused.err);
}

#[test]
fn a_busy_server_is_asked_again_when_it_says() {
    let busy = |status: &'static str, times: usize| {
        move |before: usize, _: &str, stream: &mut std::net::TcpStream| {
            let answer = if before < times {
                format!("HTTP/1.1 {status}\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n")
            } else {
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n\r\nWords.".to_owned()
            };
            let _ = stream.write_all(answer.as_bytes());
        }
    };
    let server = Replies::default()
        .by("/busy", busy("429 Too Many Requests", 1))
        .by("/down", busy("503 Service Unavailable", 9))
        .raw("/long", "HTTP/1.1 429 No\r\nRetry-After: 86400\r\nContent-Length: 0\r\n\r\n")
        .serve();
    let begun = Instant::now();
    let busy = read(&server.address("/busy"));
    assert_eq!(busy.status, 0, "{}", busy.err);
    assert!(begun.elapsed() >= Duration::from_secs(1));
    let down = read(&server.address("/down"));
    assert!(down.status == 3 && down.err.contains("status 503, 3 times"), "{}", down.err);
    let begun = Instant::now();
    let long = read(&server.address("/long"));
    assert!(long.status == 3 && begun.elapsed() < Duration::from_secs(60), "{}", long.err);
    assert_eq!(server.paths(), ["/busy", "/busy", "/down", "/down", "/down", "/long"]);
}

#[test]
fn robots_txt_is_obeyed() {
    let server = Replies::default()
        .page("/robots.txt", "text/plain", "User-agent: *\nDisallow: /closed\n")
        .words("/open")
        .words("/closed/page")
        .raw("/around", redirect("/closed/page"))
        .serve();
    assert_eq!(read(&server.address("/open")).status, 0);
    for path in ["/closed/page", "/around"] {
        let refused = read(&server.address(path));
        assert!(refused.status == 3 && refused.err.contains("robots.txt"), "{}", refused.err);
    }
    assert!(!server.paths().contains(&"/closed/page".to_owned()));
    let closed =
        Replies::default().words("/page").raw("/robots.txt", "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n").serve();
    assert!(read(&closed.address("/page")).err.contains("robots.txt"));
}

#[test]
fn a_host_is_left_alone_between_two_requests() {
    let feed = "<rss><channel><item><link>/one</link></item><item><link>/two</link></item></channel></rss>";
    let server = Replies::default().page("/feed", "text/xml", feed).words("/one").words("/two").serve();
    let begun = Instant::now();
    let read = run(&["read", "--allow-private-addresses", "--pause", "0.4", &server.address("/feed")]);
    assert_eq!(paths(&read), ["/one", "/two"], "{}", read.err);
    // robots.txt, the feed and two pages: three pauses between them.
    assert!(begun.elapsed() >= Duration::from_millis(1200));
}

fn lists() -> Server {
    let feed = "<rss><channel><item><title>A</title><link>/one</link></item><item><link>/gone</link></item>\
        <item><title>B</title><link>/away</link><content:encoded xmlns:content='x'>&lt;p&gt;Words of the feed.&lt;/p&gt;\
        </content:encoded></item><item><link>/one</link></item></channel></rss>";
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='two'/></entry></feed>";
    let json = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [{\"url\": \"/two\"}, null, {}]}";
    let sitemap = "<urlset><url><loc>/one</loc></url><url><loc>/two</loc></url></urlset>";
    let index = "<sitemapindex><sitemap><loc>/index</loc></sitemap><sitemap><loc>/sitemap.gz</loc></sitemap>\
        <sitemap><loc>/page</loc></sitemap></sitemapindex>";
    let opml = "<opml><body><outline xmlUrl='/feed'/><outline xmlUrl='/atom'/></body></opml>";
    Replies::default()
        .page("/feed", "application/rss+xml", feed)
        .page("/atom", "text/html", atom)
        .page("/json", "application/json", json)
        .page("/sitemap.gz", "application/gzip", gzip(sitemap.as_bytes()))
        .page("/index", "text/xml", index)
        .page("/opml", "text/xml", opml)
        .words("/one")
        .words("/two")
        .words("/page")
        .serve()
}

#[test]
fn the_pages_of_lists_are_fetched_each_once() {
    let server = lists();
    for (list, pages, told) in [
        ("/feed", &["/one", "/away"][..], "/gone: is not there"),
        ("/atom", &["/two"], ""),
        ("/json", &["/two"], ""),
        ("/sitemap.gz", &["/one", "/two"], ""),
        ("/index", &["/one", "/two"], "/page: is no feed and no sitemap"),
        ("/opml", &["/one", "/away", "/two"], "/gone: is not there"),
    ] {
        let read = read(&server.address(list));
        assert_eq!(paths(&read), pages, "{list}: {}", read.err);
        assert!(read.err.contains(told) && read.err.lines().count() == usize::from(!told.is_empty()), "{}", read.err);
    }
    let away = &read(&server.address("/feed")).values()[1];
    assert!(away["article"]["text"].as_str().unwrap().contains("Words of the feed."));
    assert_eq!(away["notes"][0]["kind"], "feed");
}

#[test]
fn lists_in_files_lead_to_pages() {
    let server = lists();
    let folder = Folder::new();
    let address = server.address("/one");
    for (name, text) in [
        ("feed.xml", format!("<?xml version='1.0'?><rss><channel><item><link>{address}</link></item></channel></rss>")),
        ("feed", format!("<feed><entry><link href='{address}'/></entry></feed>")),
        (
            "feed.json",
            format!("{{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{{\"id\": \"{address}\"}}]}}"),
        ),
        ("list.opml", format!("<opml><body><outline xmlUrl='{}'/></body></opml>", server.address("/atom"))),
    ] {
        let file = folder.file(name, text);
        let found = read(&file);
        assert_eq!((found.status, found.values().len()), (0, 1), "{name}: {}", found.err);
        // Without leave nothing on this machine is fetched because a file says so.
        let refused = run(&["read", &file]);
        assert!(refused.status == 3 && refused.err.contains("into this machine"), "{name}: {}", refused.err);
    }
}
