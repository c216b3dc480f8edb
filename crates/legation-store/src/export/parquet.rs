//! Facts as Parquet: the columns of [`FactRow`], lists joined by a semicolon, row groups of bounded size.

use super::rows::{FactKind, FactRow, facts};
use crate::ask::Filter;
use crate::error::{Result, StoreError};
use crate::store::Store;
use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::io::Write;
use std::sync::Arc;

/// Rows of one group.
const GROUP: usize = 50_000;
/// The columns; docs/store.md tells what stands in each.
const SCHEMA: &str = "message fact {
  required binary kind (UTF8); required binary key (UTF8); optional int64 same; optional binary date (UTF8);
  optional binary type (UTF8); optional binary mode (UTF8); optional binary cameo (UTF8); optional binary status (UTF8);
  required binary source (UTF8); required binary source_names (UTF8); required binary target (UTF8);
  required binary target_names (UTF8); optional binary text (UTF8); optional boolean direct;
  optional binary strength (UTF8); optional binary cadence (UTF8); optional binary place (UTF8);
  optional binary place_country (UTF8); optional double lat; optional double lon; optional binary reported_by (UTF8);
  optional double confidence; required binary sentence (UTF8); required binary language (UTF8);
  required binary page (UTF8); optional binary page_date (UTF8); optional binary title (UTF8);
  optional binary publisher (UTF8); optional binary agency (UTF8); required int64 story;
}";

impl From<ParquetError> for StoreError {
    fn from(error: ParquetError) -> StoreError {
        StoreError::new(format!("the table cannot be written: {error}"), "choose another file")
    }
}

/// Writes the facts that a filter leaves.
pub fn parquet(store: &Store, filter: &Filter, kinds: &[FactKind], out: &mut (dyn Write + Send)) -> Result<u64> {
    let schema = Arc::new(parse_message_type(SCHEMA)?);
    let properties = Arc::new(WriterProperties::builder().set_compression(Compression::SNAPPY).build());
    let mut writer = SerializedFileWriter::new(out, schema, properties)?;
    let mut group = Vec::new();
    let mut written = 0;
    facts(store, filter, kinds, &mut |fact| {
        group.push(fact);
        written += 1;
        if group.len() >= GROUP { lay(&mut writer, &std::mem::take(&mut group)) } else { Ok(()) }
    })?;
    // A table without rows still has its columns.
    lay(&mut writer, &group)?;
    writer.close()?;
    Ok(written)
}

fn lay<W: Write + Send>(writer: &mut SerializedFileWriter<W>, rows: &[FactRow]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut group = writer.next_row_group()?;
    let mut columns = COLUMNS.iter();
    while let (Some(mut column), Some(read)) = (group.next_column()?, columns.next()) {
        write(column.untyped(), rows, read)?;
        column.close()?;
    }
    group.close()?;
    Ok(())
}

/// One cell.
enum Cell {
    /// A text that is always there.
    Text(String),
    /// A text.
    Maybe(Option<String>),
    /// A whole number that is always there.
    Number(i64),
    /// A whole number.
    MaybeNumber(Option<i64>),
    /// A number.
    MaybeReal(Option<f64>),
    /// Yes or no.
    MaybeTrue(Option<bool>),
}

/// The cells of a row, in the order of the schema.
const COLUMNS: [fn(&FactRow) -> Cell; 30] = [
    |f| Cell::Text(f.kind.clone()),
    |f| Cell::Text(f.key.clone()),
    |f| Cell::MaybeNumber(f.same),
    |f| Cell::Maybe(f.date.clone()),
    |f| Cell::Maybe(f.event_type.clone()),
    |f| Cell::Maybe(f.mode.clone()),
    |f| Cell::Maybe(f.cameo.clone()),
    |f| Cell::Maybe(f.status.clone()),
    |f| Cell::Text(f.source.join(";")),
    |f| Cell::Text(f.source_names.clone()),
    |f| Cell::Text(f.target.join(";")),
    |f| Cell::Text(f.target_names.clone()),
    |f| Cell::Maybe(f.text.clone()),
    |f| Cell::MaybeTrue(f.direct),
    |f| Cell::Maybe(f.strength.clone()),
    |f| Cell::Maybe(f.cadence.clone()),
    |f| Cell::Maybe(f.place.clone()),
    |f| Cell::Maybe(f.place_country.clone()),
    |f| Cell::MaybeReal(f.lat),
    |f| Cell::MaybeReal(f.lon),
    |f| Cell::Maybe(f.reported_by.clone()),
    |f| Cell::MaybeReal(f.confidence),
    |f| Cell::Text(f.sentence.clone()),
    |f| Cell::Text(f.language.clone()),
    |f| Cell::Text(f.page.clone()),
    |f| Cell::Maybe(f.page_date.clone()),
    |f| Cell::Maybe(f.title.clone()),
    |f| Cell::Maybe(f.publisher.clone()),
    |f| Cell::Maybe(f.agency.clone()),
    |f| Cell::Number(f.story),
];

/// Writes one column: the values that are there, and for each row whether it has one.
fn write(column: &mut ColumnWriter<'_>, rows: &[FactRow], read: &fn(&FactRow) -> Cell) -> Result<()> {
    let (mut texts, mut numbers, mut reals, mut truths, mut levels) = (vec![], vec![], vec![], vec![], vec![]);
    for row in rows {
        let there = match read(row) {
            Cell::Text(text) | Cell::Maybe(Some(text)) => {
                texts.push(ByteArray::from(text.into_bytes()));
                true
            }
            Cell::Number(number) | Cell::MaybeNumber(Some(number)) => {
                numbers.push(number);
                true
            }
            Cell::MaybeReal(Some(real)) => {
                reals.push(real);
                true
            }
            Cell::MaybeTrue(Some(truth)) => {
                truths.push(truth);
                true
            }
            Cell::Maybe(None) | Cell::MaybeNumber(None) | Cell::MaybeReal(None) | Cell::MaybeTrue(None) => false,
        };
        levels.push(i16::from(there));
    }
    match column {
        ColumnWriter::ByteArrayColumnWriter(writer) => writer.write_batch(&texts, Some(&levels), None),
        ColumnWriter::Int64ColumnWriter(writer) => writer.write_batch(&numbers, Some(&levels), None),
        ColumnWriter::DoubleColumnWriter(writer) => writer.write_batch(&reals, Some(&levels), None),
        ColumnWriter::BoolColumnWriter(writer) => writer.write_batch(&truths, Some(&levels), None),
        _ => Ok(0),
    }?;
    Ok(())
}
