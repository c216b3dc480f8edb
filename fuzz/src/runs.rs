//! The targets over their seeds, over pages made to hurt, and over seeded mutations of both.
//!
//! `LEGATION_FUZZ_SECONDS` says how long each target goes on with mutations; nothing is asserted about time.

use super::torture;
use std::time::{Duration, Instant};

/// Seconds of mutations for each target.
const SECONDS: u64 = 2;
/// Longest input made by mutation.
const LONGEST: usize = 1 << 14;

/// Numbers that look random and are the same on every machine (xorshift64, Marsaglia 2003).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 as usize
    }

    fn below(&mut self, limit: usize) -> usize {
        self.next() % limit.max(1)
    }

    fn range(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        start..start + self.below((length - start).min(64) + 1)
    }
}

/// One change: a byte changed, a stretch cut, doubled, moved in from another input, or a mark put in.
fn mutate(input: &mut Vec<u8>, other: &[u8], numbers: &mut Numbers) {
    let marks: [&[u8]; 10] =
        [b"\"", b"<", b">", b"&", b"\0", b"\t", b"\n", b"\xff", "\u{201c}".as_bytes(), "\u{202e}".as_bytes()];
    let at = numbers.below(input.len() + 1);
    let part = numbers.range(input.len());
    match numbers.below(5) {
        0 => {
            let byte = numbers.next() as u8;
            if let Some(place) = input.get_mut(at) {
                *place = byte;
            }
        }
        1 => drop(input.drain(part)),
        2 => {
            let doubled = input[part].to_vec();
            input.splice(at..at, doubled);
        }
        3 => {
            let taken = other[numbers.range(other.len())].to_vec();
            input.splice(at..at, taken);
        }
        _ => drop(input.splice(at..at, marks[numbers.below(marks.len())].iter().copied())),
    }
    input.truncate(LONGEST);
}

/// Runs a target on all inputs as they are, then on mutations of them until its time is up.
fn run(target: fn(&[u8]), inputs: &[Vec<u8>]) {
    inputs.iter().for_each(|input| target(input));
    let seconds = std::env::var("LEGATION_FUZZ_SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(SECONDS);
    let until = Instant::now() + Duration::from_secs(seconds);
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    while Instant::now() < until {
        let mut input = inputs[numbers.below(inputs.len())].clone();
        input.truncate(LONGEST);
        for _ in 0..=numbers.below(8) {
            let other = &inputs[numbers.below(inputs.len())];
            mutate(&mut input, other, &mut numbers);
        }
        target(&input);
    }
}

/// Embedded files whose path ends so, cut to a size that a mutation can hurt.
fn embedded(end: &str) -> Vec<Vec<u8>> {
    let paths = legation_knowledge::paths().filter(|path| path.ends_with(end));
    let mut cut: Vec<Vec<u8>> = Vec::new();
    for bytes in paths.filter_map(legation_knowledge::file) {
        cut.push(bytes.to_vec());
        cut.push(bytes[..bytes.len().min(2_000)].to_vec());
    }
    cut
}

/// Inputs of `page_bytes`: `kind` before each.
fn kinds(inputs: impl Iterator<Item = Vec<u8>>, markup: bool) -> Vec<Vec<u8>> {
    let languages = super::tags().len() as u8;
    let kind = |language: u8| (language << 1) | u8::from(!markup);
    inputs.zip((0..=languages).cycle()).map(|(input, language)| [vec![kind(language)], input].concat()).collect()
}

fn examples(end: &str) -> impl Iterator<Item = Vec<u8>> {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/pages")).expect("examples");
    let mut paths: Vec<_> = folder.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let end = end.to_owned();
    paths
        .into_iter()
        .filter(move |path| path.to_string_lossy().ends_with(&end))
        .map(|p| std::fs::read(p).expect("a page"))
}

#[test]
fn pages_of_html() {
    run(super::page_bytes, &kinds(examples(".html").chain(torture::pages()), true));
}

#[test]
fn pages_of_text() {
    let texts = torture::texts().into_iter().map(String::into_bytes);
    run(super::page_bytes, &kinds(examples(".txt").chain(texts), false));
}

#[test]
fn tag_soup() {
    let steady = (0..=u8::MAX).collect();
    let mut numbers = Numbers(7);
    let wild = (0..16).map(|_| (0..500).map(|_| numbers.next() as u8).collect());
    run(super::markup, &std::iter::once(steady).chain(wild).collect::<Vec<_>>());
}

#[test]
fn times_in_any_text() {
    let texts = torture::texts().into_iter().map(String::into_bytes);
    run(super::time_expression, &examples(".txt").chain(texts).collect::<Vec<_>>());
}

#[test]
fn rule_files() {
    let mut files = embedded(".rules");
    files.push(b"rule r\n  ^ Source : {agency:rest} $\n  => agency {agency}\n".to_vec());
    files.push(format!("rule r\n  {}\n  => x\n", "(".repeat(10_000)).into_bytes());
    run(super::rule_file, &files);
}

#[test]
fn tables_of_a_pack() {
    run(super::pack_tables, &[embedded(".tsv"), embedded(".toml")].concat());
}

#[test]
fn models() {
    let mut models = embedded("und.model");
    models.extend(
        legation_knowledge::paths()
            .find(|p| p.ends_with(".model"))
            .and_then(legation_knowledge::file)
            .map(|bytes| bytes[..bytes.len().min(LONGEST)].to_vec()),
    );
    models.extend([Vec::new(), vec![0; 64], vec![0xff; 64]]);
    run(super::model_file, &models);
}

#[test]
fn records() {
    let record = serde_json::to_vec(&legation::record::Record::default()).expect("a record is JSON");
    let samples = ["japanese", "arabic", "crossing"].map(|name| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/legation-cli/tests/data");
        std::fs::read(format!("{folder}/{name}.json")).expect("a sample")
    });
    run(super::record_json, &[vec![record], samples.to_vec()].concat());
}

#[test]
fn archives() {
    let record = |length: usize, block: &str| {
        let fields = "WARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nContent-Type: application/http";
        format!("WARC/1.0\r\n{fields}\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n")
    };
    let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n0\r\n\r\n";
    let good = record(page.len(), page);
    // Gzip with the bytes as they are: one stored block.
    let stored = |bytes: &[u8]| {
        let length = bytes.len() as u16;
        let head = [&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 1][..], &length.to_le_bytes(), &(!length).to_le_bytes()];
        [&head.concat()[..], bytes, &[0; 8]].concat()
    };
    let plain = [good.clone(), record(9, page), record(9_999, page), good.repeat(3)].map(String::into_bytes);
    let packed = plain.clone().map(|bytes| stored(&bytes).repeat(2));
    run(super::warc_stream, &[plain, packed].concat());
}

#[test]
fn lists_of_pages() {
    let lists = [
        "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'b'>]><rss><channel><item><title>&a;&amp;&#65;</title>\
            <link>https://a.example/</link><description><![CDATA[<p>]]></description></item></channel></rss>",
        "<a:feed xmlns:a='x'><a:entry><a:link href='/'/><a:content type='html'>&lt;p></a:content></a:entry></a:feed>",
        "<urlset><url><loc>https://a.example/</loc><news:title>x</news:title></url></urlset>",
        "<sitemapindex><sitemap><loc>https://a.example/</loc></sitemap></sitemapindex>",
        "<opml><body><outline xmlUrl='https://a.example/'/></body></opml>",
        "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{\"id\": \"https://a\", \"content_text\": \"x\"}]}",
    ];
    run(super::feed_xml, &lists.map(|list| list.as_bytes().to_vec()));
}

#[test]
fn bulk_lines() {
    let lines = include_bytes!("../../examples/bulk.jsonl").split(|byte| *byte == b'\n').map(<[u8]>::to_vec);
    run(super::jsonl_line, &lines.collect::<Vec<_>>());
}
