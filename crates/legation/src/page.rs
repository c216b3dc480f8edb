//! What arrived: bytes, address, headers; not a word of it read yet.

use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

/// How the bytes are to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaType {
    /// An HTML page.
    Html,
    /// Plain text, kept character for character.
    Text,
}

/// One page as it arrived, with what the caller knows about it.
#[derive(Clone, Debug)]
pub struct Page {
    /// Address it was fetched from, if known.
    pub url: Option<String>,
    /// When it was fetched, as the caller wrote it.
    pub fetched: Option<String>,
    /// How to take the bytes.
    pub media_type: MediaType,
    /// Character set named outside the page (HTTP header, WARC), if any.
    pub charset: Option<String>,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Language tag given by the caller; it wins over everything found.
    pub language: Option<String>,
    /// Date given by the caller; it wins over everything found.
    pub date: Option<Date>,
}

impl Page {
    /// A plain text, already decoded.
    pub fn text(text: impl Into<String>) -> Page {
        Page::new(MediaType::Text, text.into().into_bytes())
    }

    /// An HTML page, as bytes in any encoding.
    pub fn html(bytes: impl Into<Vec<u8>>) -> Page {
        Page::new(MediaType::Html, bytes.into())
    }

    /// SHA-256 of the bytes, 64 hexadecimal digits in lower case.
    pub fn fingerprint(&self) -> String {
        hex(&Sha256::digest(&self.bytes))
    }

    fn new(media_type: MediaType, bytes: Vec<u8>) -> Page {
        Page { url: None, fetched: None, media_type, charset: None, bytes, language: None, date: None }
    }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The host of an address.
pub fn host(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|h| !h.is_empty())
}
