//! Tab-separated tables: rows with their line numbers, columns by position, errors with file and line.

use crate::error::Error;

/// One row of a table.
#[derive(Clone, Debug)]
pub struct Row<'t> {
    /// Line in the file, counted from 1.
    pub line: usize,
    columns: Vec<&'t str>,
}

impl<'t> Row<'t> {
    /// The column at `index`; empty where the row ends before it.
    pub fn get(&self, index: usize) -> &'t str {
        self.columns.get(index).copied().unwrap_or("")
    }

    /// The column's parts, cut at `separator`, trimmed, without empty ones.
    pub fn list(&self, index: usize, separator: char) -> impl Iterator<Item = &'t str> {
        self.get(index).split(separator).map(str::trim).filter(|part| !part.is_empty())
    }
}

/// Reads a table with a heading line; comment lines (`#`) and empty lines are passed over.
///
/// # Errors
/// When the text is not UTF-8 or a row has more than `columns` columns.
pub fn rows<'t>(file: &str, bytes: &'t [u8], columns: usize) -> Result<Vec<Row<'t>>, Error> {
    let text = std::str::from_utf8(bytes).map_err(|e| Error::new("not UTF-8 text").in_file(file).because(e))?;
    let mut out = Vec::new();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    for (at, line) in lines.skip(1) {
        let row = Row { line: at + 1, columns: line.split('\t').map(str::trim).collect() };
        if row.columns.len() > columns {
            let message = format!("{} columns where at most {columns} belong", row.columns.len());
            return Err(Error::new(message).in_file(file).at_line(at + 1));
        }
        out.push(row);
    }
    Ok(out)
}
