//! Reads the text files of a `.tar.gz`.

use std::fs;
use std::path::Path;

use crate::Failure;

/// Size of a header, and of what sizes are rounded up to.
const BLOCK: usize = 512;

/// Names and texts, in the order of the archive; files that are no UTF-8 are left out.
pub fn read(path: &Path) -> Result<Vec<(String, String)>, Failure> {
    let packed = fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let broken = || format!("{}: not a gzip file", path.display());
    let body = gzip_body(&packed).ok_or_else(broken)?;
    let bytes = miniz_oxide::inflate::decompress_to_vec(body).map_err(|_| broken())?;
    let mut files = Vec::new();
    let mut at = 0;
    while let Some(header) = bytes.get(at..at + BLOCK).filter(|h| h[0] != 0) {
        let field = |from: usize, to: usize| header[from..to].split(|b| *b == 0).next().unwrap_or(&[]);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        let size = usize::from_str_radix(&text(field(124, 136)), 8)?;
        let content = bytes.get(at + BLOCK..at + BLOCK + size).ok_or_else(broken)?;
        if let Ok(content) = std::str::from_utf8(content) {
            files.push((text(field(0, 100)), content.to_owned()));
        }
        at += BLOCK + size.div_ceil(BLOCK) * BLOCK;
    }
    Ok(files)
}

/// What follows the head of a gzip file (RFC 1952).
fn gzip_body(file: &[u8]) -> Option<&[u8]> {
    let flags = *file.get(3).filter(|_| file.starts_with(&[0x1F, 0x8B, 8]))?;
    let mut at = 10;
    if flags & 4 != 0 {
        at += 2 + usize::from(u16::from_le_bytes([*file.get(at)?, *file.get(at + 1)?]));
    }
    for text in [8, 16] {
        if flags & text != 0 {
            at += file.get(at..)?.iter().position(|b| *b == 0)? + 1;
        }
    }
    file.get(at + if flags & 2 != 0 { 2 } else { 0 }..)
}
