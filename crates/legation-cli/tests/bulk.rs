//! `legation read --jsonl`: every line gets its record, whatever it holds.

mod common;

use common::{Folder, run, run_with};
use serde_json::{Value, json};

fn kinds(record: &Value) -> Vec<&str> {
    record["notes"].as_array().into_iter().flatten().filter_map(|note| note["kind"].as_str()).collect()
}

#[test]
fn records_come_in_the_order_of_the_lines_with_the_same_ids() {
    let lines: String =
        (0..300).map(|n| format!("{}\n", json!({"id": n, "text": "a ".repeat((n * 37) % 900)}))).collect();
    let read = run_with(&["read", "--jsonl", "--threads", "4"], lines);
    assert_eq!(read.status, 0, "{}", read.err);
    let ids: Vec<u64> = read.values().iter().map(|record| record["id"].as_u64().unwrap()).collect();
    assert_eq!(ids, (0..300).collect::<Vec<_>>());
}

#[test]
fn a_line_that_holds_no_page_gets_a_record_and_is_told_with_its_place() {
    let lines = [
        r#"{"id": "good", "text": "Words."}"#,
        r#"{"id": "torn", "text": "#,
        "",
        r#"["id", "x"]"#,
        r#"{"id": "none"}"#,
        r#"{"text": "no name"}"#,
        r#"{"id": {"a": 1}, "text": "x"}"#,
        r#"{"id": "dated", "text": "x", "date": "2025-13-01"}"#,
        "\u{0}\u{1}",
        r#"{"id": "also good", "text": "Words."}"#,
    ];
    let read = run_with(&["read", "--jsonl"], lines.join("\n"));
    assert_eq!(read.status, 3);
    let records = read.values();
    let expected = [
        (json!("good"), false),
        (json!(null), true),
        (json!(null), true),
        (json!("none"), true),
        (json!(null), true),
        (json!(null), true),
        (json!("dated"), true),
        (json!(null), true),
        (json!("also good"), false),
    ];
    assert_eq!(records.len(), expected.len());
    for (record, (id, failed)) in records.iter().zip(expected) {
        assert_eq!(record["id"], id);
        assert_eq!(kinds(record).contains(&"error"), failed, "{record}");
        assert_eq!(record["schema"], "legation.record/1");
    }
    for (line, told) in [(2, "stdin:2: "), (4, "stdin:4: "), (5, "neither `html` nor `text`"), (8, "write YYYY-MM-DD")]
    {
        assert!(read.err.contains(told), "line {line}: {}", read.err);
    }
    assert_eq!(read.err.lines().count(), 7);
}

#[test]
fn broken_characters_are_replaced_and_noted() {
    for (line, text) in [
        (&br#"{"id": 1, "language": "en", "text": "a \ud800 b"}"#[..], "a \u{fffd} b"),
        (b"{\"id\": 1, \"language\": \"en\", \"text\": \"a \xff b\"}", "a \u{fffd} b"),
    ] {
        let read = run_with(&["read", "--jsonl"], line);
        assert_eq!(read.status, 0, "{}", read.err);
        let record = &read.values()[0];
        assert_eq!(record["article"]["text"], text);
        assert_eq!(kinds(record), ["encoding"]);
    }
}

#[test]
fn the_text_comes_back_character_for_character() {
    for text in
        ["", "one\ntwo\n", " \t indented", "\u{65e5}\u{672c} \u{1f600} e\u{301}", "\u{202e}turned", "nul \u{0} inside"]
    {
        let read = run_with(&["read", "--jsonl"], json!({"id": "x", "text": text}).to_string());
        assert_eq!(read.values()[0]["article"]["text"], text);
    }
}

#[test]
fn many_files_are_one_stream_and_a_missing_one_does_not_stop_it() {
    let folder = Folder::new();
    let first = folder.file("first.jsonl", "{\"id\": 1, \"text\": \"a\"}\n");
    let second = folder.file("second.jsonl", "\u{feff}{\"id\": 2, \"text\": \"b\"}");
    let missing = folder.path().join("missing.jsonl").display().to_string();
    let read = run(&["read", "--jsonl", &first, &missing, &second]);
    assert_eq!(read.status, 3);
    assert_eq!(read.values().iter().map(|record| record["id"].clone()).collect::<Vec<_>>(), [json!(1), json!(2)]);
    assert!(read.err.contains("missing.jsonl: cannot be read") && read.err.contains("check the name"), "{}", read.err);
}

#[test]
fn a_line_over_the_limit_is_passed_over() {
    let mut lines = b"{\"id\": 1, \"text\": \"".to_vec();
    lines.resize(65 << 20, b'x');
    lines.extend_from_slice(b"\"}\n{\"id\": 2, \"text\": \"b\"}\n");
    let read = run_with(&["read", "--jsonl"], lines);
    assert_eq!(read.status, 3);
    assert_eq!(read.values().iter().map(|record| record["id"].clone()).collect::<Vec<_>>(), [json!(null), json!(2)]);
    assert!(read.err.contains("stdin:1: the line has"), "{}", read.err);
}

#[test]
fn the_caller_decides_about_language_and_date() {
    let line = json!({"id": 1, "text": "Words.", "language": "en", "date": "2025-01-01"}).to_string();
    let read = run_with(&["read", "--jsonl", "--language", "id"], line);
    assert_eq!(read.values()[0]["article"]["language"], "id");
}

#[test]
fn an_empty_stream_gives_nothing() {
    let read = run_with(&["read", "--jsonl"], "\n\n");
    assert_eq!((read.status, read.out.as_str(), read.err.as_str()), (0, "", ""));
}
