//! `legation stories`: the story of each page.

#![allow(clippy::unwrap_used)]

mod common;

use common::{run, run_with};
use serde_json::{Value, json};
use std::path::Path;

fn example(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/pages").join(name);
    std::fs::read_to_string(path).unwrap()
}

/// The pages of our own writing: one visit in four languages, and two others.
fn lines() -> Vec<Value> {
    let pages = [
        ("flood", "en-flood-relief.txt"),
        ("vi", "vi-tham-quoc-phong.txt"),
        ("en", "en-defence-visit.txt"),
        ("bridge", "id-jembatan-sungai.txt"),
        ("ja", "ja-boei-homon.txt"),
        ("ko", "ko-gukbang-bangmun.txt"),
    ];
    pages.map(|(id, name)| json!({"id": id, "text": example(name)})).into()
}

fn text(lines: &[Value]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

#[test]
fn one_visit_told_in_four_languages_is_one_story_named_by_its_first_page() {
    let told = run_with(&["stories", "--jsonl"], text(&lines()));
    assert_eq!(told.status, 0, "{}", told.err);
    let expected = [("flood", "flood"), ("vi", "vi"), ("en", "vi"), ("bridge", "bridge"), ("ja", "vi"), ("ko", "vi")];
    assert_eq!(told.values(), expected.map(|(id, story)| json!({"id": id, "story": story})));
}

#[test]
fn the_grouping_does_not_depend_on_the_order_of_the_lines() {
    let mut lines = lines();
    lines.reverse();
    let told = run_with(&["stories", "--jsonl", "--threads", "3"], text(&lines));
    let expected = [("ko", "ko"), ("ja", "ko"), ("bridge", "bridge"), ("en", "ko"), ("vi", "ko"), ("flood", "flood")];
    assert_eq!(told.values(), expected.map(|(id, story)| json!({"id": id, "story": story})));
}

#[test]
fn a_bad_line_has_no_story_and_spoils_no_other() {
    let input = format!(
        "{}{{\"id\": 7}}\nnonsense\n{}",
        json!({"id": 1, "text": "A few words."}).to_string() + "\n",
        json!({"id": 2, "text": ""})
    );
    let told = run_with(&["stories", "--jsonl"], input);
    assert_eq!(told.status, 3);
    let rows = told.values();
    assert_eq!(rows.len(), 4, "{}", told.out);
    assert_eq!((&rows[0], &rows[3]), (&json!({"id": 1, "story": 1}), &json!({"id": 2, "story": 2})));
    assert_eq!((&rows[1]["id"], &rows[1]["story"]), (&json!(7), &Value::Null));
    assert!(rows[1]["error"].as_str().is_some_and(|error| error.contains("neither `html` nor `text`")), "{}", rows[1]);
    assert_eq!(rows[2]["id"], Value::Null);
    assert!(told.err.contains("stdin:2: "), "{}", told.err);
}

#[test]
fn wrong_usage_ends_with_2() {
    assert_eq!(run(&["stories"]).status, 2);
}
