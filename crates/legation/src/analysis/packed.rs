//! The model file: a head, a checksum and one compressed body of numbers, texts and byte planes.

use crate::error::Error;

const MAGIC: &[u8; 4] = b"LGNM";
const VERSION: u8 = 3;
/// Magic, version, length of the unpacked body, checksum of the packed body.
const HEAD: usize = 4 + 1 + 8 + 8;
/// No body may ask for more memory than this.
const LARGEST_BODY: u64 = 1 << 28;

/// Writes a body.
#[derive(Default)]
pub(super) struct Packer {
    body: Vec<u8>,
}

impl Packer {
    #[cfg(test)]
    pub(super) fn of(body: Vec<u8>) -> Packer {
        Packer { body }
    }

    /// A number in as few bytes as it needs (LEB128).
    pub(super) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.body.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.body.push(number as u8);
    }

    /// Bytes with their length before them.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.body.extend_from_slice(bytes);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// The whole file.
    pub(super) fn finish(self) -> Vec<u8> {
        let packed = miniz_oxide::deflate::compress_to_vec(&self.body, 9);
        let mut file = Vec::with_capacity(HEAD + packed.len());
        file.extend_from_slice(MAGIC);
        file.push(VERSION);
        file.extend_from_slice(&(self.body.len() as u64).to_le_bytes());
        file.extend_from_slice(&checksum(&packed).to_le_bytes());
        file.extend_from_slice(&packed);
        file
    }
}

/// The body of a file, if head and checksum hold.
pub(super) fn open(file: &[u8]) -> Result<Vec<u8>, Error> {
    let (head, packed) = file.split_at_checked(HEAD).ok_or_else(|| Error::new("model file is too short"))?;
    if !head.starts_with(MAGIC) {
        return Err(Error::new("not a model file"));
    }
    if head.get(4) != Some(&VERSION) {
        return Err(Error::new(format!("model file has another format than {VERSION}, train the model again")));
    }
    let number = |at: usize| head.get(at..at + 8).and_then(|b| b.try_into().ok()).map_or(0, u64::from_le_bytes);
    let (length, sum) = (number(5), number(13));
    if length > LARGEST_BODY || checksum(packed) != sum {
        return Err(Error::new("model file is damaged"));
    }
    let mut body = vec![0; length as usize];
    let written = miniz_oxide::inflate::decompress_slice_iter_to_slice(&mut body, [packed].into_iter(), false, true)
        .map_err(|status| Error::new(format!("model file cannot be unpacked ({status:?})")))?;
    if written != body.len() {
        return Err(Error::new("model file is cut short"));
    }
    Ok(body)
}

/// FNV-1a over words of eight bytes: finds damage, not malice.
fn checksum(bytes: &[u8]) -> u64 {
    let step = |hash: u64, word: u64| (hash ^ word).wrapping_mul(0x100_0000_01b3).rotate_left(29);
    let words = bytes.chunks(8).map(|chunk| chunk.iter().rev().fold(0u64, |word, b| word << 8 | u64::from(*b)));
    words.fold(0xcbf2_9ce4_8422_2325 ^ bytes.len() as u64, step)
}

/// Reads a body from its start.
pub(super) struct Unpacker<'b> {
    rest: &'b [u8],
}

impl<'b> Unpacker<'b> {
    pub(super) fn new(body: &'b [u8]) -> Unpacker<'b> {
        Unpacker { rest: body }
    }

    pub(super) fn number(&mut self) -> Result<u64, Error> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.rest.split_first().ok_or_else(cut_short)?;
            self.rest = rest;
            number |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(Error::new("model file holds a number that is too long"))
    }

    /// Whether nothing is left.
    pub(super) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    /// A number of things to come, each of at least one byte.
    pub(super) fn count(&mut self) -> Result<usize, Error> {
        let count = self.number()?;
        if count > self.rest.len() as u64 { Err(cut_short()) } else { Ok(count as usize) }
    }

    pub(super) fn bytes(&mut self) -> Result<&'b [u8], Error> {
        let length = self.count()?;
        let (bytes, rest) = self.rest.split_at_checked(length).ok_or_else(cut_short)?;
        self.rest = rest;
        Ok(bytes)
    }

    pub(super) fn text(&mut self) -> Result<&'b str, Error> {
        std::str::from_utf8(self.bytes()?).map_err(|e| Error::new("model file holds broken text").because(e))
    }
}

fn cut_short() -> Error {
    Error::new("model file is cut short")
}
