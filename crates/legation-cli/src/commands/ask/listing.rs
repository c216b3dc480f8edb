//! Rows of an answer, written for people and for programs.

use super::{Asking, Format};
use crate::failure::{Outcome, Stop};
use crate::output::{Style, Target, columns, csv, cut, table, terminal_width, visible};
use legation_store::ask::Rows;
use serde::Serialize;

/// A row that can be shown in a table.
pub trait Tabled: Serialize + Default {
    /// Headings of its columns.
    fn headings() -> Vec<&'static str>;
    /// Its cells; the last column takes what is left of the width.
    fn cells(&self) -> Vec<String>;
}

impl Asking {
    /// The format asked for, else the usual one.
    pub fn usual(&self) -> Format {
        self.listing.format.unwrap_or(if Target::is_terminal(None) { Format::Text } else { Format::Json })
    }

    /// Writes rows.
    pub fn list<R: Tabled>(&self, rows: &Rows<R>, color: crate::output::Color) -> Result<Outcome, Stop> {
        let mut target = Target::open(None)?;
        match self.usual() {
            Format::Json => target.json(rows)?,
            Format::Jsonl => rows.rows.iter().try_for_each(|row| target.json(row))?,
            Format::Csv => target.write(&csv::table(&rows.rows))?,
            Format::Text => {
                let style = Style { on: color.on(Target::is_terminal(None)) };
                target.write(&text(&rows.rows, style))?;
                target.write(&foot(rows))?;
            }
        }
        target.finish()?;
        Ok(Outcome::Done)
    }
}

/// A table fitted to the terminal.
fn text<R: Tabled>(rows: &[R], style: Style) -> String {
    let clean = |row: &R| row.cells().iter().map(|cell| visible::one_line(cell).into_owned()).collect::<Vec<_>>();
    let mut cells: Vec<Vec<String>> = rows.iter().map(clean).collect();
    let last = R::headings().len().saturating_sub(1);
    let widest = |column: usize| {
        let widths = cells.iter().filter_map(|row| row.get(column)).map(|cell| columns(cell));
        widths.chain(R::headings().get(column).map(|heading| columns(heading))).max().unwrap_or(0)
    };
    let taken: usize = (0..last).map(|column| widest(column) + 2).sum();
    let left = terminal_width().saturating_sub(taken).max(24);
    for cell in cells.iter_mut().filter_map(|row| row.get_mut(last)) {
        *cell = cut(cell, left);
    }
    table(&R::headings(), &cells, style)
}

fn foot<R>(rows: &Rows<R>) -> String {
    match rows.next {
        Some(next) => format!("\n{} in all; --skip {next} shows the next ones\n", rows.count),
        None => format!("\n{} in all\n", rows.count),
    }
}
