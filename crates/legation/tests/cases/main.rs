//! The cases of every language: whole texts with everything expected from them.
//!
//! `UPDATE=1 cargo test -p legation --test cases` writes the present answers into the files; review them like code.

#![allow(clippy::unwrap_used, clippy::panic)]

mod answer;
mod case;

use case::{Case, CaseFile};
use legation::reader::Reader;
use std::fmt::Write as _;
use std::{env, fs, thread};

/// Where a case and the reader disagree: one kind of facts, as a whole.
struct Difference<'c> {
    case: &'c Case,
    key: &'static str,
    all: &'static str,
    /// The present answer.
    got: Vec<String>,
}

#[test]
fn every_case_is_read_as_it_says() {
    let reader = Reader::new().unwrap();
    let packs = case::all();
    let reports: Vec<String> = thread::scope(|scope| {
        let threads: Vec<_> = packs.iter().map(|(tag, files)| scope.spawn(|| check(&reader, tag, files))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let report = reports.concat();
    assert!(report.is_empty(), "\n{report}");
}

/// Reads all cases of a language and tells what differs.
fn check(reader: &Reader, tag: &str, files: &[CaseFile]) -> String {
    let mut report = String::new();
    let (mut all, mut wrong, mut differ) = (0, 0, 0);
    for file in files {
        let differences: Vec<Difference<'_>> = file.cases.iter().flat_map(|case| differences(reader, case)).collect();
        all += file.cases.len();
        wrong += file.cases.iter().filter(|case| case.wrong.is_some()).count();
        differ += differences.len();
        if env::var_os("UPDATE").is_some() && !differences.is_empty() {
            fs::write(&file.path, updated(file, &differences)).unwrap();
        }
        differences.iter().for_each(|difference| tell(&mut report, file, difference));
    }
    if all > 0 {
        println!("{tag}: {all} cases, {wrong} of them with an answer known to be wrong; {differ} differences");
    }
    report
}

fn differences<'c>(reader: &Reader, case: &'c Case) -> Vec<Difference<'c>> {
    let record = reader.read(&case.page()).record;
    let mut out = Vec::new();
    for (key, all) in case.kinds() {
        let got = answer::lines(&record, key);
        let normal = |lines: Vec<&str>| {
            let mut lines: Vec<String> = lines.into_iter().map(|line| answer::normal(key, line)).collect();
            lines.sort_unstable();
            lines
        };
        let expected = case.expected(key).map(|(_, line)| line).collect();
        if normal(got.iter().map(String::as_str).collect()) != normal(expected) {
            out.push(Difference { case, key, all, got });
        }
    }
    out
}

fn tell(report: &mut String, file: &CaseFile, difference: &Difference<'_>) {
    let Difference { case, key, got, .. } = difference;
    let path = file.path.strip_prefix(case::packs()).unwrap_or(&file.path).display();
    let _ = writeln!(report, "{path}:{}: {}", case.first + 1, case.name);
    let _ = writeln!(report, "    {}", case.text.replace('\n', "\n    "));
    if let Some(wrong) = &case.wrong {
        let _ = writeln!(report, "    known to be wrong: {wrong}");
    }
    let equal = |a: &str, b: &str| answer::normal(key, a) == answer::normal(key, b);
    for (_, line) in case.expected(key).filter(|(_, line)| !got.iter().any(|g| equal(g, line))) {
        let _ = writeln!(report, "  - {key}: {line}");
    }
    for line in got.iter().filter(|line| !case.expected(key).any(|(_, e)| equal(e, line))) {
        let _ = writeln!(report, "  + {key}: {line}");
    }
}

/// The file with the present answers in the place of the expected ones.
fn updated(file: &CaseFile, differences: &[Difference<'_>]) -> String {
    let mut lines: Vec<Option<String>> = file.lines.iter().cloned().map(Some).collect();
    for Difference { case, key, all, got } in differences {
        let old: Vec<usize> = case.expected(key).map(|(at, _)| at).collect();
        old.iter().for_each(|at| lines[*at] = None);
        let mut new = got.iter().map(|line| format!("{key}: {line}")).collect::<Vec<_>>().join("\n");
        if got.is_empty() && !case.complete.iter().any(|kind| kind == all) {
            new = format!("expect: {all}");
            if let Some(at) = case.expect_line {
                lines[at] = lines[at].take().map(|line| format!("{line} {all}"));
                continue;
            }
        }
        if new.is_empty() {
            continue;
        }
        match old.first() {
            Some(at) => lines[*at] = Some(new),
            None => {
                let kept = lines[case.last].take();
                lines[case.last] = Some(kept.into_iter().chain([new]).collect::<Vec<_>>().join("\n"));
            }
        }
    }
    let mut text = lines.into_iter().flatten().collect::<Vec<_>>().join("\n");
    text.push('\n');
    text
}
