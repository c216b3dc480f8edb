//! Plain tables for terminals.

use super::layout::columns;
use super::style::Style;

/// Rows below their headings, each column as wide as it must be, two spaces between.
pub fn table(headings: &[&str], rows: &[Vec<String>], style: Style) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| columns(cell));
        cells.max().unwrap_or(0).max(headings.get(column).map_or(0, |heading| columns(heading)))
    };
    let widths: Vec<usize> = (0..headings.len()).map(width).collect();
    let mut table = style.strong(&line(headings.iter().copied(), &widths));
    table.push('\n');
    for row in rows {
        table.push_str(&line(row.iter().map(String::as_str), &widths));
        table.push('\n');
    }
    table
}

fn line<'c>(cells: impl Iterator<Item = &'c str>, widths: &[usize]) -> String {
    let padded =
        cells.zip(widths).map(|(cell, width)| format!("{cell}{}", " ".repeat(width.saturating_sub(columns(cell)))));
    padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}
