//! Unpacking through counters: what is packed may say anything, and must not unpack without end.

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::{self, BufRead, Read};

/// Most bytes that one page may have when it is unpacked.
pub const LARGEST: usize = 20_000_000;
/// Most bytes that one packed byte may become.
pub const RATIO: u64 = 200;
/// So much may come out of a few bytes: small things that repeat themselves are no bombs.
const FREE: u64 = 1 << 20;

/// Whether so much from so little is a bomb.
pub fn is_bomb(packed: u64, unpacked: u64) -> bool {
    unpacked > FREE && unpacked / RATIO > packed
}

/// How a body is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// Gzip, in one member or several.
    Gzip,
    /// Deflate, in the zlib wrapping or, as some servers send it, without.
    Deflate,
}

/// What came out.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Unpacked {
    /// The bytes, up to the first damage.
    pub bytes: Vec<u8>,
    /// What was damaged.
    pub damage: Option<String>,
}

/// Unpacks a body; an error says why it is not unpacked at all.
pub fn body(coding: Coding, packed: &[u8]) -> Result<Unpacked, String> {
    match coding {
        Coding::Gzip => counted(MultiGzDecoder::new(packed), packed.len()),
        Coding::Deflate => {
            let wrapped = counted(ZlibDecoder::new(packed), packed.len())?;
            let bare = wrapped.damage.is_some() && wrapped.bytes.is_empty();
            if bare { counted(DeflateDecoder::new(packed), packed.len()) } else { Ok(wrapped) }
        }
    }
}

fn counted(mut from: impl Read, packed: usize) -> Result<Unpacked, String> {
    let mut unpacked = Unpacked::default();
    let mut chunk = [0; 1 << 14];
    loop {
        match from.read(&mut chunk) {
            Ok(0) => return Ok(unpacked),
            Ok(read) => unpacked.bytes.extend_from_slice(chunk.get(..read).unwrap_or(&chunk)),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => {
                unpacked.damage = Some(error.to_string());
                return Ok(unpacked);
            }
        }
        if unpacked.bytes.len() > LARGEST {
            return Err("unpacks to more than 20 MB".to_owned());
        }
        if is_bomb(packed as u64, unpacked.bytes.len() as u64) {
            return Err(format!("unpacks to more than {RATIO} times its size"));
        }
    }
}

/// What the first bytes of a gzip file unpack to, to tell what is in it.
pub fn head(packed: &[u8]) -> Vec<u8> {
    let mut head = Vec::new();
    // A cut or damaged beginning leaves what came before the damage.
    let _ = MultiGzDecoder::new(packed).take(1024).read_to_end(&mut head);
    head
}

/// Whether bytes begin like gzip with deflate in it.
pub fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1F\x8B\x08")
}

/// A gzip stream that ends with an error where it unpacks to too much.
pub struct Gunzip<R> {
    decoder: flate2::bufread::MultiGzDecoder<Counted<R>>,
    unpacked: u64,
}

impl<R: BufRead> Gunzip<R> {
    /// Unpacks a stream of any length.
    pub fn new(packed: R) -> Gunzip<R> {
        Gunzip { decoder: flate2::bufread::MultiGzDecoder::new(Counted { inner: packed, count: 0 }), unpacked: 0 }
    }
}

impl<R: BufRead> Read for Gunzip<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.decoder.read(to)?;
        self.unpacked = self.unpacked.saturating_add(read as u64);
        if is_bomb(self.decoder.get_ref().count, self.unpacked) {
            return Err(io::Error::other(format!("unpacks to more than {RATIO} times its size")));
        }
        Ok(read)
    }
}

/// Counts the bytes that were taken.
struct Counted<R> {
    inner: R,
    count: u64,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(to)?;
        self.count = self.count.saturating_add(read as u64);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.count = self.count.saturating_add(amount as u64);
        self.inner.consume(amount);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use std::io::Write as _;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn bodies_come_out_whole_or_up_to_their_damage() {
        let whole = Unpacked { bytes: b"some words".to_vec(), damage: None };
        assert_eq!(body(Coding::Gzip, &gzip(b"some words")).unwrap(), whole);
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(b"some words").unwrap();
        assert_eq!(body(Coding::Deflate, &zlib.finish().unwrap()).unwrap(), whole);
        let mut bare = DeflateEncoder::new(Vec::new(), Compression::default());
        bare.write_all(b"some words").unwrap();
        assert_eq!(body(Coding::Deflate, &bare.finish().unwrap()).unwrap(), whole);
        let mut cut = gzip(b"some words");
        cut.truncate(cut.len() - 6);
        let cut = body(Coding::Gzip, &cut).unwrap();
        assert!(cut.bytes == b"some words" && cut.damage.is_some(), "{cut:?}");
    }

    #[test]
    fn bombs_are_not_unpacked() {
        let bomb = gzip(&vec![b' '; 30_000_000]);
        assert!(body(Coding::Gzip, &bomb).unwrap_err().contains("200 times"));
        let mut read = Gunzip::new(&bomb[..]);
        assert!(io::copy(&mut read, &mut io::sink()).unwrap_err().to_string().contains("200 times"));
    }
}
