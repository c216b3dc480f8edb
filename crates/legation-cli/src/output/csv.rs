//! Rows as CSV (RFC 4180): one heading line, lists joined by a semicolon.

use serde::Serialize;
use serde_json::Value;

/// Rows below their headings; the headings alone where there are no rows.
pub fn table<R: Serialize + Default>(rows: &[R]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let headings = fields(&R::default()).into_iter().map(|(name, _)| name);
    let lines = rows.iter().map(|row| fields(row).into_iter().map(|(_, cell)| cell).collect::<Vec<_>>());
    for line in std::iter::once(headings.collect()).chain(lines) {
        // Memory takes every line, and all have as many cells as the headings.
        let _ = writer.write_record(line);
    }
    writer.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// The headings of rows of this type, and a line for each row.
pub fn heading<R: Serialize + Default>() -> String {
    table::<R>(&[])
}

/// One row without headings.
pub fn line(row: &impl Serialize) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let _ = writer.write_record(fields(row).into_iter().map(|(_, cell)| cell));
    writer.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// Names and cells in the order of the row.
fn fields(row: &impl Serialize) -> Vec<(String, String)> {
    match serde_json::to_value(row) {
        Ok(Value::Object(fields)) => fields.into_iter().map(|(name, value)| (name, cell(&value))).collect(),
        _ => Vec::new(),
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => harmless(text),
        Value::Array(items) => items.iter().map(cell).collect::<Vec<_>>().join(";"),
        Value::Object(fields) => fields.values().map(cell).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

/// Spreadsheets take cells with these beginnings for formulas; an apostrophe keeps them texts.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}
