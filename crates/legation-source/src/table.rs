//! Tables of pages in Parquet, as data sets are published: one page a row.

use crate::Give;
use crate::bulk;
use crate::input::Input;
use crate::place::Place;
use legation::page::Page;
use legation::record::RecordId;
use parquet::file::reader::FileReader;
use parquet::file::serialized_reader::SerializedFileReader;
use parquet::record::reader::TreeBuilder;
use parquet::record::{Field, Row};
use parquet::schema::types::{SchemaDescriptor, Type};
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Columns that hold what a page is; the first one that a table has is taken.
const TEXTS: [&str; 4] = ["html", "text", "content", "body"];
/// Columns that say something about it.
const ABOUT: [&str; 6] = ["id", "url", "date", "language", "fetched", "charset"];
/// Rows that are unpacked at once.
const ROWS: usize = 16;

const REMEDY: &str = "check the file";

/// Gives the pages of a table, row group by row group.
pub fn read(file: File, place: &Place, give: &mut Give<'_>) -> bool {
    // The reader is not made for damaged files everywhere; a net keeps the other inputs.
    let read = catch_unwind(AssertUnwindSafe(|| rows(file, place, give)));
    match read {
        Ok(Ok(more)) => more,
        Ok(Err(what)) => give(Input::unreadable(place.failure(what, REMEDY))),
        Err(_) => give(Input::unreadable(place.failure("is damaged", REMEDY))),
    }
}

fn rows(file: File, place: &Place, give: &mut Give<'_>) -> Result<bool, String> {
    let reader = SerializedFileReader::new(file).map_err(|error| format!("is no table that can be read: {error}"))?;
    let schema = reader.metadata().file_metadata().schema();
    let columns = columns(schema)?;
    let mut number = 0;
    for group in 0..reader.num_row_groups() {
        let group = reader.get_row_group(group).map_err(|error| format!("is damaged: {error}"))?;
        let rows = TreeBuilder::new().with_batch_size(ROWS).as_iter(Arc::clone(&columns), group.as_ref());
        for row in rows.map_err(|error| format!("is damaged: {error}"))? {
            number += 1;
            let place = place.line(number);
            let input = match row.map_err(|error| error.to_string()).and_then(page) {
                Ok((page, id)) => Input { id, ..Input::page(place, page, Vec::new()) },
                Err(what) => {
                    let damaged = format!("the row cannot be read: {what}");
                    if !give(Input::unreadable(place.failure(damaged, REMEDY))) {
                        return Ok(false);
                    }
                    continue;
                }
            };
            if !give(input) {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// The columns that are read.
fn columns(schema: &Type) -> Result<Arc<SchemaDescriptor>, String> {
    let find = |name: &str| schema.get_fields().iter().find(|field| field.is_primitive() && field.name() == name);
    let Some(text) = TEXTS.iter().find_map(|name| find(name)) else {
        let names: Vec<_> = schema.get_fields().iter().map(|field| field.name()).collect();
        return Err(format!("has no column `html` or `text`; it has {}", names.join(", ")));
    };
    let mut fields: Vec<Arc<Type>> = ABOUT.iter().filter_map(|name| find(name)).cloned().collect();
    fields.push(Arc::clone(text));
    let group = Type::group_type_builder(schema.name()).with_fields(fields).build();
    let group = group.map_err(|error| format!("has columns that cannot be read: {error}"))?;
    Ok(Arc::new(SchemaDescriptor::new(Arc::new(group))))
}

fn page(row: Row) -> Result<(Page, Option<RecordId>), String> {
    let mut page = Page::text("");
    let (mut any, mut id) = (false, None);
    for (name, field) in row.into_columns() {
        let bytes = match field {
            Field::Str(text) => text.into_bytes(),
            Field::Bytes(bytes) => bytes.data().to_vec(),
            Field::Null => continue,
            other => other.to_string().into_bytes(),
        };
        let text = || String::from_utf8_lossy(&bytes).trim().to_owned();
        match name.as_str() {
            "url" => page.url = Some(text()).filter(|url| !url.is_empty()),
            "fetched" => page.fetched = Some(text()),
            "charset" => page.charset = Some(text()),
            "language" => page.language = bulk::language(&text()).ok(),
            // Numbers of days since 1970 are printed as dates.
            "date" => page.date = bulk::date(&text()).ok(),
            "id" => id = Some(RecordId::Text(text())),
            _ => {
                any = true;
                let html = name == "html" || crate::kind::is_html(&bytes);
                page = Page { bytes, ..page };
                page.media_type = if html { Page::html("").media_type } else { page.media_type };
            }
        }
    }
    if any { Ok((page, id)) } else { Err("it has no text".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Opened;
    use parquet::basic::{Compression, ZstdLevel};
    use parquet::column::writer::ColumnWriter;
    use parquet::data_type::ByteArray;
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;
    use std::io::{Seek as _, Write as _};

    /// A table of two row groups with a row each and one that has no text.
    fn table(compression: Compression) -> File {
        let schema =
            "message pages { required binary id (UTF8); optional binary text (UTF8); optional int32 date (DATE);
            optional group more { optional binary x; } }";
        let schema = Arc::new(parse_message_type(schema).unwrap());
        let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
        let mut bytes = Vec::new();
        let mut writer = SerializedFileWriter::new(&mut bytes, schema, properties).unwrap();
        for (id, text) in [("a", Some("Words of a.")), ("b", None), ("c", Some("<html><p>Words of c."))] {
            let mut group = writer.next_row_group().unwrap();
            let mut number = 0;
            while let Some(mut column) = group.next_column().unwrap() {
                match (column.untyped(), number) {
                    (ColumnWriter::ByteArrayColumnWriter(column), 0) => {
                        column.write_batch(&[ByteArray::from(id)], None, None).unwrap();
                    }
                    (ColumnWriter::ByteArrayColumnWriter(column), 1) => {
                        let values: Vec<_> = text.map(ByteArray::from).into_iter().collect();
                        column.write_batch(&values, Some(&[i16::from(text.is_some())]), None).unwrap();
                    }
                    (ColumnWriter::Int32ColumnWriter(column), _) => {
                        column.write_batch(&[19_857], Some(&[1]), None).unwrap();
                    }
                    (ColumnWriter::ByteArrayColumnWriter(column), _) => {
                        column.write_batch(&[], Some(&[0]), None).unwrap();
                    }
                    _ => unreachable!(),
                }
                column.close().unwrap();
                number += 1;
            }
            group.close().unwrap();
        }
        writer.close().unwrap();
        file(&bytes)
    }

    fn file(bytes: &[u8]) -> File {
        static NEXT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let number = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("legation-table-{}-{number}", std::process::id()));
        let mut file = File::options().read(true).write(true).create(true).truncate(true).open(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        file.write_all(bytes).unwrap();
        file.rewind().unwrap();
        file
    }

    fn opened(file: File) -> Vec<Opened> {
        let mut found = Vec::new();
        read(file, &Place::whole("t.parquet"), &mut |input| {
            found.push(input.open());
            true
        });
        found
    }

    #[test]
    fn rows_are_pages_however_they_are_packed() {
        let zstd = Compression::ZSTD(ZstdLevel::default());
        for compression in [Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::GZIP(Default::default()), zstd]
        {
            let found = opened(table(compression));
            assert_eq!(found.len(), 3);
            let Opened::Page(first) = &found[0] else { unreachable!("{found:?}") };
            assert_eq!((first.name.as_str(), first.page.bytes.as_slice()), ("a", &b"Words of a."[..]));
            assert_eq!(first.page.date, Some(jiff::civil::date(2024, 5, 14)));
            let Opened::Refused(refused) = &found[1] else { unreachable!("{found:?}") };
            assert_eq!(refused.failure.place.line, Some(2));
            let Opened::Page(last) = &found[2] else { unreachable!("{found:?}") };
            assert_eq!(last.page.media_type, Page::html("").media_type);
        }
    }

    #[test]
    fn what_is_no_table_is_told() {
        for bytes in [&b"PAR1"[..], b"PAR1 and other words PAR1", b"PAR1\x15\x04\x19\xff\xff\xff\x00\x00\x00PAR1"] {
            let found = opened(file(bytes));
            assert!(matches!(found.as_slice(), [Opened::Refused(_)]), "{found:?}");
        }
    }
}
