//! The record keeps to its JSON Schema, and its manual names every field.

// Samples and schema are ours: a damaged one may end the test.
#![allow(clippy::unwrap_used)]

mod common;

use common::run_with;
use serde_json::{Map, Value, json};

const SCHEMA: &str = include_str!("../../../docs/record.schema.json");
const MANUAL: &str = include_str!("../../../docs/record.md");
const SAMPLES: [&str; 3] =
    [include_str!("data/japanese.json"), include_str!("data/arabic.json"), include_str!("data/crossing.json")];

/// What speaks against a value, by the few words of JSON Schema that our schema uses; any other word is an error.
fn faults(value: &Value, schema: &Value, root: &Value, at: &str, faults: &mut Vec<String>) {
    for (word, wanted) in schema.as_object().unwrap() {
        let kept = match word.as_str() {
            "$ref" => {
                let pointer = wanted.as_str().unwrap().trim_start_matches('#');
                self::faults(value, root.pointer(pointer).unwrap(), root, at, faults);
                true
            }
            "type" => types(wanted).any(|name| is(value, name)),
            "const" => value == wanted,
            "enum" => wanted.as_array().unwrap().contains(value),
            "minimum" => value.as_f64().is_none_or(|number| number >= wanted.as_f64().unwrap()),
            "maximum" => value.as_f64().is_none_or(|number| number <= wanted.as_f64().unwrap()),
            "required" => fields(value).is_none_or(|fields| types(wanted).all(|name| fields.contains_key(name))),
            "additionalProperties" => {
                fields(value).is_none_or(|f| f.keys().all(|k| schema["properties"].get(k).is_some()))
            }
            "properties" => {
                for (name, field) in fields(value).into_iter().flatten() {
                    if let Some(schema) = wanted.get(name) {
                        self::faults(field, schema, root, &format!("{at}/{name}"), faults);
                    }
                }
                true
            }
            "items" => {
                for (number, item) in value.as_array().into_iter().flatten().enumerate() {
                    self::faults(item, wanted, root, &format!("{at}/{number}"), faults);
                }
                true
            }
            "$schema" | "$defs" | "title" | "description" => true,
            _ => false,
        };
        if !kept {
            faults.push(format!("{at}: {value} breaks {word}: {wanted}"));
        }
    }
}

fn fields(value: &Value) -> Option<&Map<String, Value>> {
    value.as_object()
}

/// One text or a list of texts.
fn types(value: &Value) -> impl Iterator<Item = &str> {
    value.as_str().into_iter().chain(value.as_array().into_iter().flatten().filter_map(Value::as_str))
}

fn is(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "null" => value.is_null(),
        _ => false,
    }
}

fn check(record: &Value) {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let mut found = Vec::new();
    faults(record, &schema, &schema, "", &mut found);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn samples_and_records_of_the_program_are_valid() {
    for sample in SAMPLES {
        check(&serde_json::from_str(sample).unwrap());
    }
    let lines = [
        json!({"id": "a", "url": "https://news.example/2025/09/08/a", "text": "Title\n\nOn Monday France met Spain."})
            .to_string(),
        json!({"id": 7, "html": "<title>Title</title><p>Words.", "language": "en", "date": "2025-09-08"}).to_string(),
        "broken".to_owned(),
    ];
    let read = run_with(&["read", "--jsonl"], lines.join("\n"));
    let records = read.values();
    assert_eq!(records.len(), 3);
    records.iter().for_each(check);
}

#[test]
fn fields_stand_in_the_order_of_the_schema() {
    let read = run_with(&["read", "-"], "Words.");
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let places: Vec<_> = types(&schema["required"]).map(|name| read.out.find(&format!("\"{name}\":"))).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{}", read.out);
}

#[test]
fn a_wrong_record_is_found_out() {
    let mut record: Value = serde_json::from_str(SAMPLES[0]).unwrap();
    for (pointer, wrong) in [("/events/0/type", json!("MEET")), ("/article/title", json!(1)), ("/quotes/0", json!({}))]
    {
        let right = record.pointer(pointer).unwrap().clone();
        *record.pointer_mut(pointer).unwrap() = wrong;
        assert!(std::panic::catch_unwind(|| check(&record)).is_err(), "{pointer}");
        *record.pointer_mut(pointer).unwrap() = right;
    }
}

#[test]
fn the_manual_names_every_field() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let mut waiting = vec![&schema];
    while let Some(schema) = waiting.pop() {
        for (name, below) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            assert!(MANUAL.contains(&format!("`{name}`")), "docs/record.md does not name `{name}`");
            waiting.push(below);
        }
        waiting.extend(schema.get("items"));
    }
    let properties = schema["properties"].as_object().unwrap();
    for name in properties.keys() {
        let headed = MANUAL.lines().any(|line| line.starts_with("## ") && line.contains(&format!("`{name}`")));
        assert!(headed, "docs/record.md has no heading for `{name}`");
    }
}
