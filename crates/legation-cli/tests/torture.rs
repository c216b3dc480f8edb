//! Bulk lines made by damaging good ones: whatever a line holds, it gets one record, and the good ones are read.

#![allow(clippy::unwrap_used)]

mod common;

use common::run_with;

const LINES: usize = 400;

/// Numbers that look random and are the same on every machine (xorshift64, Marsaglia 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 as usize) % limit.max(1)
    }
}

/// A line with a few bytes changed, cut or doubled; never a line end, which would make two lines of it.
fn damaged(line: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut line = line.to_vec();
    for _ in 0..=numbers.below(6) {
        let at = numbers.below(line.len());
        let end = (at + numbers.below(20)).min(line.len());
        match numbers.below(4) {
            0 => drop(line.drain(at..end)),
            1 => {
                let doubled = line[at..end].to_vec();
                line.splice(at..at, doubled);
            }
            2 => line.splice(at..at, *b"\\ud800").for_each(drop),
            _ => line.insert(at, numbers.below(256) as u8),
        }
    }
    line.retain(|byte| !matches!(byte, b'\n' | b'\r'));
    // An empty line is no page.
    if line.iter().all(u8::is_ascii_whitespace) { b"{}".to_vec() } else { line }
}

#[test]
fn every_damaged_line_gets_its_record() {
    let good: Vec<&[u8]> = include_bytes!("../../../examples/bulk.jsonl").trim_ascii().split(|b| *b == b'\n').collect();
    let deep = ["[".repeat(50_000), format!("{{\"text\":{}", "{\"a\":".repeat(50_000))].map(String::into_bytes);
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    let mut lines: Vec<Vec<u8>> = deep.to_vec();
    lines.extend((0..LINES).map(|at| damaged(good[at % good.len()], &mut numbers)));
    lines.push(br#"{"id": "last", "text": "France met Spain on Monday.", "language": "en"}"#.to_vec());
    let count = lines.len();
    let read = run_with(&["read", "--jsonl"], lines.join(&b'\n'));
    assert_eq!(read.status, 3, "{}", read.err);
    let records = read.values();
    assert_eq!(records.len(), count);
    let last = records.last().unwrap();
    assert_eq!((last["id"].as_str(), last["events"].as_array().map(Vec::len)), (Some("last"), Some(1)));
}
