//! What one page may cost. Beyond a limit the page is cut or flattened, and a note says so.

/// Most bytes of a page that are read.
pub const PAGE_BYTES: usize = 20_000_000;
/// Deepest nesting of elements; browsers stop here too.
pub const DEPTH: usize = 512;
/// Most attributes kept of one tag.
pub const ATTRIBUTES: usize = 256;
/// Most elements and texts of one page.
pub const NODES: usize = 1_000_000;
/// Longest JSON-LD script that is read, in bytes.
pub const JSON_BYTES: usize = 2_000_000;
/// Most JSON-LD scripts that are read.
pub const JSON_SCRIPTS: usize = 64;
/// Most values visited in all JSON-LD of a page.
pub const JSON_VALUES: usize = 50_000;
/// Most entries of any list of metadata.
pub const METADATA_ENTRIES: usize = 200;
/// Longest single value of metadata, in characters.
pub const METADATA_CHARACTERS: usize = 1_000;
/// Longest article taken from metadata, in characters.
pub const BODY_CHARACTERS: usize = 500_000;
