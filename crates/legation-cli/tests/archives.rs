//! `legation read` of web archives: the pages in them, and what is told about damage.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Folder, Run, gzip, run, run_with};

/// A record with the length that it says, or another one.
fn record_saying(length: Option<usize>, kind: &str, fields: &str, block: &[u8]) -> Vec<u8> {
    let length = length.unwrap_or(block.len());
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2024-05-14T10:00:00Z\r\n{fields}Content-Length: {length}\r\n\r\n"
    )
    .into_bytes();
    record.extend_from_slice(block);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

fn record(kind: &str, fields: &str, block: &[u8]) -> Vec<u8> {
    record_saying(None, kind, fields, block)
}

const HTTP: &str = "Content-Type: application/http; msgtype=response\r\n";

fn fields(name: &str) -> String {
    format!("WARC-Target-URI: https://news.example/{name}\r\n{HTTP}")
}

fn answer(head: &str, body: &[u8]) -> Vec<u8> {
    let mut block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{head}\r\n").into_bytes();
    block.extend_from_slice(body);
    block
}

fn html(name: &str) -> Vec<u8> {
    format!("<!doctype html><title>{name}</title><p>Words of {name} that stand on this page.</p>").into_bytes()
}

fn page(name: &str) -> Vec<u8> {
    record("response", &fields(name), &answer("", &html(name)))
}

/// The names of the pages that were read.
fn names(read: &Run) -> Vec<String> {
    let address = |record: &serde_json::Value| record["page"]["url"].as_str().unwrap_or_default().to_owned();
    read.values().iter().map(|record| address(record).rsplit('/').next().unwrap().to_owned()).collect()
}

#[test]
fn pages_of_archives_are_read_plain_and_packed() {
    let folder = Folder::new();
    let records = [
        record("warcinfo", "Content-Type: application/warc-fields\r\n", b"software: test\r\n"),
        record("request", &fields("one"), b"GET /one HTTP/1.1\r\n\r\n"),
        page("one"),
        record("response", &fields("moved"), b"HTTP/1.1 301 Moved\r\nLocation: /one\r\n\r\n<html>moved"),
        record("response", &fields("picture"), b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
        record("response", &fields("robots.txt"), b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nAllow: /"),
        record("resource", "WARC-Target-URI: https://news.example/two\r\nContent-Type: text/plain\r\n", b"Words."),
        record("response", &fields("three"), &answer("Content-Encoding: gzip\r\n", &gzip(&html("three")))),
        record(
            "response",
            &fields("four"),
            &answer("Transfer-Encoding: chunked\r\n", b"3\r\n<p>\r\n5\r\nWords\r\n0\r\n\r\n"),
        ),
        record("response", &fields("five"), &answer("Content-Encoding: gzip\r\n", &gzip(&gzip(&html("five"))))),
    ];
    let expected = ["one", "two", "three", "four", "five"];
    let plain = records.concat();
    let packed: Vec<u8> = records.iter().flat_map(|record| gzip(record)).collect();
    for (name, bytes) in [
        ("pages.warc", plain.clone()),
        ("pages", plain.clone()),
        ("pages.warc.gz", packed.clone()),
        ("whole.warc.gz", gzip(&plain)),
        ("twice.warc.gz", gzip(&packed)),
        ("each-twice.warc.gz", records.iter().flat_map(|record| gzip(&gzip(record))).collect()),
    ] {
        let read = run(&["read", &folder.file(name, bytes)]);
        assert_eq!((read.status, read.err.as_str()), (0, ""), "{name}");
        assert_eq!(names(&read), expected, "{name}");
        let first = &read.values()[0];
        assert_eq!(first["page"]["fetched"], "2024-05-14T10:00:00Z");
        assert_eq!(first["page"]["media_type"], "text/html");
    }
    assert_eq!(names(&run_with(&["read", "-"], packed)), expected);
}

/// Archives with one damage among good pages: what is read, and what is told.
#[test]
fn damage_is_told_with_its_place_and_the_other_pages_are_read() {
    let (one, two, last) = (page("one"), page("two"), page("last"));
    let block = answer("", &html("two"));
    let wrong = |length: usize| record_saying(Some(length), "response", &fields("two"), &block);
    let bomb = gzip(&vec![b' '; 30_000_000]);
    let bare = |text: &str| text.as_bytes().to_vec();
    let all = ["one", "two", "last"];
    let rest = ["one", "last"];
    for (name, middle, read, told) in [
        ("a length that is too short", wrong(40), &all[..], "says 40 bytes"),
        ("a length that is too long", wrong(block.len() + 300), &all, "read as far as it goes"),
        ("a length beyond the end", wrong(10_000_000), &all, "read as far as it goes"),
        ("a length beyond everything", wrong(usize::MAX), &all, "read as far as it goes"),
        ("no blank lines behind it", two.strip_suffix(b"\r\n\r\n").unwrap().to_vec(), &all, ""),
        ("no length", bare("WARC/1.0\r\nWARC-Type: response\r\n\r\nwords\r\n\r\n"), &rest, "without a length"),
        ("words between records", bare("words that belong to nothing\r\n\r\n"), &rest, "belong to no record"),
        ("a head without an end", [&b"WARC/1.0\r\n"[..], &b"x: y\r\n".repeat(20_000)].concat(), &rest, "endless head"),
        ("no answer", record("response", &fields("two"), b"no answer"), &rest, "no answer of a server"),
        (
            "a bomb",
            record("response", &fields("two"), &answer("Content-Encoding: gzip\r\n", &bomb)),
            &rest,
            "200 times",
        ),
        (
            "an unknown packing",
            record("response", &fields("two"), &answer("Content-Encoding: br\r\n", b"\x8b\x02")),
            &rest,
            "packed with br",
        ),
    ] {
        let archive = [one.clone(), middle.clone(), last.clone()];
        check(name, &archive.concat(), read, told, one.len());
        if name != "no blank lines behind it" {
            let packed = archive.map(|record| gzip(&record));
            check(&format!("{name}, packed"), &packed.concat(), read, told, packed[0].len());
        }
    }
}

fn check(name: &str, archive: &[u8], expected: &[&str], told: &str, offset: usize) {
    let folder = Folder::new();
    let read = run(&["read", &folder.file("damaged.warc", archive)]);
    assert_eq!(names(&read), expected, "{name}: {}", read.err);
    if told.is_empty() {
        assert_eq!((read.status, read.err.as_str()), (0, ""), "{name}");
        return;
    }
    assert_eq!(read.status, 3, "{name}");
    assert!(read.err.contains(told), "{name}: {}", read.err);
    assert!(read.err.contains(&format!("damaged.warc: byte {offset}: ")), "{name}: {}", read.err);
}

/// Damage of the packing itself.
#[test]
fn a_damaged_member_does_not_take_the_others_with_it() {
    let (one, two, last) = (gzip(&page("one")), gzip(&page("two")), gzip(&page("last")));
    let with = |at: usize, byte: u8| {
        let mut damaged = two.clone();
        damaged[at] ^= byte;
        damaged
    };
    let end = two.len();
    for (name, middle) in [
        ("cut in its middle", two[..end / 2].to_vec()),
        ("without its checksum", two[..end - 8].to_vec()),
        ("a byte of the data changed", with(end / 2, 0x55)),
        ("a byte of the header changed", with(0, 1)),
        ("a byte of the checksum changed", with(end - 6, 1)),
        ("a byte of the length changed", with(end - 2, 1)),
        ("other bytes instead", b"no gzip at all".to_vec()),
        ("a bomb", gzip(&vec![b'\n'; 50_000_000])),
    ] {
        let folder = Folder::new();
        let file = folder.file("damaged.warc.gz", [one.clone(), middle, last.clone()].concat());
        let read = run(&["read", &file]);
        assert_eq!(names(&read), ["one", "last"], "{name}: {}", read.err);
        assert_eq!(read.status, 3, "{name}");
        assert!(read.err.contains(&format!("byte {}", one.len())), "{name}: {}", read.err);
    }
}

#[test]
fn an_archive_cut_anywhere_gives_the_pages_before_the_cut() {
    let packed = [gzip(&page("one")), gzip(&page("two"))];
    let plain = [page("one"), page("two")];
    for archive in [packed, plain] {
        let whole = archive.concat();
        for cut in (1..archive[1].len()).step_by(37) {
            let read = run_with(&["read", "-"], &whole[..whole.len() - cut]);
            let names = names(&read);
            assert!(names.starts_with(&["one".to_owned()]) && read.status != 2, "{cut}: {}", read.err);
            assert!(names.len() == 2 || read.status == 3, "{cut}: {}", read.err);
        }
    }
}

#[test]
fn damaged_bodies_are_read_with_a_note() {
    let chunks = answer("Transfer-Encoding: chunked\r\n", b"20\r\n<p>Words of a page that is cut o\r\nzz\r\nmore");
    let mut packed = gzip(&html("two"));
    packed.truncate(packed.len() - 5);
    let packed = answer("Content-Encoding: gzip\r\n", &packed);
    let cut = format!("WARC-Truncated: length\r\n{}", fields("two"));
    for (archive, kind) in [
        (record("response", &fields("two"), &chunks), "damaged"),
        (record("response", &fields("two"), &packed), "damaged"),
        (record("response", &cut, &answer("", &html("two"))), "truncated"),
    ] {
        let read = run_with(&["read", "-"], archive);
        assert_eq!(read.status, 0, "{}", read.err);
        assert_eq!(read.values()[0]["notes"][0]["kind"], kind);
    }
}

#[test]
fn an_archive_without_pages_says_so() {
    let info = record("warcinfo", "Content-Type: application/warc-fields\r\n", b"software: test\r\n");
    for archive in [info.clone(), gzip(&info)] {
        let read = run_with(&["read", "-"], archive);
        assert_eq!(read.status, 3);
        assert!(read.err.contains("holds no page"), "{}", read.err);
    }
}
