//! `legation ingest` and the questions: nothing lost, nothing doubled, nothing foreign trusted.

mod common;

use common::{Folder, Run, program, run, run_with};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::Stdio;
use std::time::Duration;
use std::{fs, thread};

const STATES: [(&str, &str); 6] =
    [("Japan", "JPN"), ("Kenya", "KEN"), ("Chile", "CHL"), ("Norway", "NOR"), ("Portugal", "PRT"), ("Vietnam", "VNM")];

/// The n-th of many different pages, as a line of JSON Lines.
fn line(n: usize) -> String {
    let (one, other) = (STATES[n % 6].0, STATES[(n + 1 + n / 6 % 5) % 6].0);
    let day = n % 28 + 1;
    let text = format!(
        "{one} protests to {other} over ship number {n}\n\nOn March {day}, 2024, {one} condemned {other} for stopping \
         ship number {n} with {} sailors. \"We will not forget the {n} days,\" the foreign minister of {one} said. \
         {other} agreed to send {} inspectors to {one} next month.\n",
        n * 13 + 7,
        n + 2
    );
    json!({"id": format!("page-{n}"), "url": format!("https://example.org/{n}"), "text": text, "date": "2024-03-30"})
        .to_string()
}

fn lines(numbers: impl Iterator<Item = usize>) -> String {
    numbers.map(|n| format!("{}\n", line(n))).collect()
}

fn ingest(store: &str, lines: String) -> Run {
    let run = run_with(&["ingest", "--jsonl", "--store", store], lines);
    assert_eq!(run.status, 0, "{}", run.err);
    run
}

fn ask(store: &str, question: &[&str]) -> Value {
    let run = run(&[question, &["--store", store, "--format", "json"]].concat());
    assert!(run.status <= 1, "{}", run.err);
    serde_json::from_str(&run.out).expect("one JSON value")
}

fn kept(run: &Run) -> Vec<String> {
    run.values().iter().map(|line| line["kept"].as_str().unwrap_or_default().to_owned()).collect()
}

/// The acts of a store without the numbers of their rows.
fn acts(store: &str) -> Vec<String> {
    let mut rows: Vec<Value> = ask(store, &["timeline", "--size", "0"])["rows"].as_array().cloned().unwrap_or_default();
    for row in &mut rows {
        row["act"] = Value::Null;
        row["contradicted_by"] = json!(row["contradicted_by"].as_array().map_or(0, Vec::len));
    }
    let mut rows: Vec<String> = rows.iter().map(Value::to_string).collect();
    rows.sort();
    rows
}

#[test]
fn a_page_fed_twice_is_one_page_and_a_changed_one_is_a_new_version() {
    let folder = Folder::new();
    let store = folder.path().join("my.db").display().to_string();
    assert_eq!(kept(&ingest(&store, lines(0..3))), ["new", "new", "new"]);
    let before = ask(&store, &["timeline"]);
    let old_key = before["rows"][0]["key"].as_str().expect("a key").to_owned();
    assert_eq!(kept(&ingest(&store, lines(0..4))), ["known", "known", "known", "new"]);
    let page = before["rows"][0]["page"].as_str().expect("a page").to_owned();
    let changed =
        json!({"id": "x", "url": page, "date": "2024-03-30", "text": "Japan thanked Kenya on March 3, 2024."});
    assert_eq!(kept(&ingest(&store, format!("{changed}\n"))), ["changed"]);
    let told: Vec<Value> = ask(&store, &["timeline"])["rows"].as_array().cloned().unwrap_or_default();
    let of_page: Vec<&Value> = told.iter().filter(|row| row["page"] == page.as_str()).collect();
    assert_eq!(of_page.len(), 1, "only the acts of the newest version are told");
    assert_eq!(ask(&store, &["show", &page])["article"]["text"], "Japan thanked Kenya on March 3, 2024.");
    let old = ask(&store, &["show", &old_key]);
    assert!(old["article"]["text"].as_str().is_some_and(|text| text.contains("ship number")), "the older one stays");
    assert_eq!(run(&["why", &old_key, "--store", &store]).status, 0);
    assert_eq!(run(&["why", "0000000000000000", "--store", &store]).status, 1);
}

#[test]
fn the_order_of_pages_changes_nothing() {
    let folder = Folder::new();
    let (one, other) = (folder.path().join("a.db"), folder.path().join("b.db"));
    let (one, other) = (one.display().to_string(), other.display().to_string());
    ingest(&one, lines(0..40));
    ingest(&other, lines((20..40).rev()));
    ingest(&other, lines((0..20).rev()));
    assert_eq!(acts(&one), acts(&other));
    assert!(acts(&one).len() > 40, "{}", acts(&one).len());
}

/// Kills the program while it fills a store, again and again: what it reported is there, and at the end every page once.
#[test]
fn killed_at_any_moment_nothing_is_lost_or_doubled() {
    let kills: u64 = std::env::var("LEGATION_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(8);
    let folder = Folder::new();
    let path = folder.path().join("my.db");
    let store = path.display().to_string();
    let pages = 150 + usize::try_from(kills).expect("few kills") * 40;
    let file = folder.file("pages.jsonl", lines(0..pages));
    let mut reported = BTreeSet::new();
    for kill in 0..kills {
        let mut child = program(&["ingest", &file, "--store", &store]).spawn().expect("the program starts");
        let out = child.stdout.take().expect("piped");
        let reader = thread::spawn(move || BufReader::new(out).lines().map_while(Result::ok).collect::<Vec<_>>());
        thread::sleep(Duration::from_millis(20 + kill * 97 % 500));
        let _ = child.kill();
        let _ = child.wait();
        for line in reader.join().expect("the reader ends") {
            if let Ok(line) = serde_json::from_str::<Value>(&line) {
                reported.insert(line["page"].as_str().unwrap_or_default().to_owned());
            }
        }
        if path.exists() && fs::metadata(&path).is_ok_and(|file| file.len() > 0) {
            let rows = pages_of(&store);
            assert!(reported.iter().all(|page| rows.contains(page)), "a page that was reported is there");
        }
    }
    assert_eq!(run(&["ingest", &file, "--store", &store]).status, 0);
    let there = Connection::open(&path).expect("a database");
    let check: String = there.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("an answer");
    assert_eq!(check, "ok");
    let count: i64 = there.query_row("SELECT count(*) FROM page", [], |row| row.get(0)).expect("an answer");
    assert_eq!(count, i64::try_from(pages).expect("few pages"));
    let whole = folder.path().join("whole.db").display().to_string();
    ingest(&whole, lines(0..pages));
    assert_eq!(acts(&store), acts(&whole), "the same store as one that was never killed");
}

fn pages_of(store: &str) -> BTreeSet<String> {
    let run = run(&["export", "--store", store, "--format", "jsonl"]);
    if run.err.contains("nothing was ingested into it yet") {
        return BTreeSet::new();
    }
    assert_eq!(run.status, 0, "{}", run.err);
    run.values().iter().map(|record| record["page"]["url"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_second_writer_is_told_and_readers_go_on() {
    let folder = Folder::new();
    let store = folder.path().join("my.db").display().to_string();
    ingest(&store, lines(0..2));
    let mut first =
        program(&["ingest", "--jsonl", "--store", &store]).stdin(Stdio::piped()).spawn().expect("the program starts");
    let mut pipe = first.stdin.take().expect("piped");
    pipe.write_all(lines(2..3).as_bytes()).expect("it reads");
    pipe.flush().expect("it reads");
    let told = (0..100).find_map(|_| {
        thread::sleep(Duration::from_millis(20));
        let second = run_with(&["ingest", "--jsonl", "--store", &store], "");
        (second.status == 2).then_some(second.err)
    });
    assert!(told.expect("the second writer is refused").contains("another program is filling this store"));
    assert!(ask(&store, &["timeline"])["count"].as_u64().is_some_and(|count| count > 0));
    drop(pipe);
    assert!(first.wait().expect("it ends").success());
}

#[test]
fn files_that_are_no_stores_or_were_altered_are_refused_and_left_alone() {
    let folder = Folder::new();
    let good = folder.path().join("good.db").display().to_string();
    ingest(&good, lines(0..3));
    let altered = |name: &str, sql: &str| {
        let path = folder.file(name, fs::read(&good).expect("the store can be read"));
        Connection::open(&path).and_then(|store| store.execute_batch(sql)).expect("it can be altered");
        path
    };
    let foreign = folder.path().join("foreign.db");
    Connection::open(&foreign).and_then(|other| other.execute_batch("CREATE TABLE t (x)")).expect("a database");
    let mut cut = fs::read(&good).expect("the store can be read");
    cut.truncate(cut.len() / 2);
    for (path, what) in [
        (folder.file("text.db", "just words, and more of them"), "is no store"),
        (foreign.display().to_string(), "no store of Legation"),
        (altered("view.db", "CREATE VIEW v AS SELECT 1"), "its view v is not as this program makes it"),
        (altered("trigger.db", "CREATE TRIGGER t AFTER INSERT ON page BEGIN SELECT 1; END"), "its trigger t is not"),
        (altered("table.db", "PRAGMA foreign_keys = 0; DROP TABLE quote"), "is not as this program makes it"),
        (altered("future.db", "PRAGMA user_version = 99"), "use a newer program"),
        (folder.file("cut.db", cut), "damaged"),
        (folder.path().join("none.db").display().to_string(), "no such store"),
    ] {
        let before = fs::read(&path).unwrap_or_default();
        let asked = run(&["timeline", "--size", "0", "--store", &path]);
        assert_eq!(asked.status, 2, "{path}");
        assert!(asked.err.contains(what), "{path}: {}", asked.err);
        assert_eq!(fs::read(&path).unwrap_or_default(), before, "{path} is left alone");
    }
}

#[test]
fn words_are_found_in_every_script() {
    let folder = Folder::new();
    let store = folder.path().join("my.db").display().to_string();
    let texts = [
        ("ja", "日本の防衛相が韓国を訪問した。"),
        ("ko", "일본 방위상은 국방부를 방문했다."),
        ("vi", "Bộ trưởng Quốc phòng Nhật Bản thăm Hàn Quốc."),
        ("th", "รัฐมนตรีว่าการกระทรวงกลาโหมเดินทางเยือน"),
        ("ar", "زار وزيرُ الدفاع اليابانيّ كوريا"),
        ("ru", "Министр обороны Японии Ёсида прибыл в Сеул."),
    ];
    let pages = texts.iter().map(|(id, text)| format!("{}\n", json!({"id": id, "text": text})));
    ingest(&store, pages.collect());
    for (words, found) in [
        (&["韓国"][..], &["ja"][..]),
        (&["防衛相"], &["ja"]),
        (&["国"], &["ja"]),
        (&["국방"], &["ko"]),
        (&["quoc phong"], &["vi"]),
        (&["Quốc", "phòng"], &["vi"]),
        (&["กลาโหม"], &["th"]),
        (&["وزير"], &["ar"]),
        (&["ёсида"], &["ru"]),
        (&["есида", "сеул"], &["ru"]),
        (&["минист*"], &["ru"]),
        (&["министерство"], &[]),
        (&["phong quoc"], &[]),
        (&["NOT", "AND", "("], &[]),
    ] {
        let answer = ask(&store, &[&["search"], words].concat());
        let pages: Vec<&str> =
            answer["rows"].as_array().into_iter().flatten().filter_map(|row| row["page"].as_str()).collect();
        assert_eq!(pages, found, "{words:?}");
    }
}

#[test]
fn a_store_without_texts_keeps_facts_with_their_sentences() {
    let folder = Folder::new();
    let (with, without) = (folder.path().join("a.db"), folder.path().join("b.db"));
    let (with, without) = (with.display().to_string(), without.display().to_string());
    ingest(&with, lines(0..5));
    let run = run_with(&["ingest", "--jsonl", "--no-text", "--store", &without], lines(0..5));
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(acts(&with), acts(&without));
    assert_eq!(ask(&without, &["show", "https://example.org/1"])["article"]["text"], "");
    assert_eq!(ask(&without, &["search", "sailors"])["count"], 5);
}

#[test]
fn exports_hold_every_row_that_a_question_tells_of() {
    let folder = Folder::new();
    let store = folder.path().join("my.db").display().to_string();
    ingest(&store, lines(0..30));
    let filters: [&[&str]; 4] = [&[], &["--actor", "JPN"], &["--actor", "JPN", "--with", "KEN"], &["--type", "ACCUSE"]];
    for filter in filters {
        let rows = run(&[&["export", "--store", &store, "--format", "csv", "--kind", "event"], filter].concat()).out;
        let accounts: u64 = ask(&store, &[&["timeline", "--size", "0"], filter].concat())["rows"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|row| row["witnesses"].as_u64())
            .sum();
        assert_eq!(rows.lines().count() as u64, accounts + 1, "{filter:?}");
    }
    let parquet = folder.path().join("facts.parquet");
    let path = parquet.display().to_string();
    assert_eq!(run(&["export", "--store", &store, "--format", "parquet", "-o", &path]).status, 0);
    let bytes = fs::read(&parquet).expect("it was written");
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    let gdelt = run(&["export", "--store", &store, "--format", "gdelt"]).out;
    assert!(gdelt.lines().count() > 20 && gdelt.lines().all(|row| row.split('\t').count() == 61));
    for record in run(&["export", "--store", &store, "--format", "plover"]).values() {
        assert!(record["id"].is_string() && record["date"].is_string() && record["event"].is_array(), "{record}");
    }
    let calendar = run(&["export", "--store", &store, "--format", "ics"]).out;
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75), "lines are folded");
}

#[test]
fn a_yearly_promise_is_kept_by_a_later_visit_and_overdue_without_one() {
    let folder = Folder::new();
    let store = folder.path().join("my.db").display().to_string();
    let page = |id: &str, date: &str, text: &str| format!("{}\n", json!({"id": id, "date": date, "text": text}));
    let promise = "Japan and South Korea agreed on Monday to hold annual meetings of their defence ministers.";
    let meeting =
        "Japanese Defence Minister Gen Nakatani met South Korean Defence Minister Ahn Gyu-back in Seoul on Tuesday.";
    ingest(&store, page("a", "2025-09-08", promise));
    let state = || ask(&store, &["commitments", "--actor", "JPN"])["rows"][0].clone();
    assert_eq!(state()["state"], "open", "{}", state());
    ingest(&store, page("b", "2026-05-13", meeting));
    assert_eq!(state()["state"], "kept", "{}", state());
    assert!(state()["outcomes"][0]["sentence"].as_str().is_some_and(|sentence| sentence.contains("met")));
    ingest(&store, page("c", "2028-01-05", "Chile thanked Norway on Monday."));
    assert_eq!(state()["state"], "overdue", "{}", state());
}
