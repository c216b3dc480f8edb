//! A gzip file member by member: a damaged member does not take the others with it.

use crate::unpack;
use flate2::{Crc, Decompress, FlushDecompress, Status};
use std::io::{self, BufRead};

/// Bytes unpacked at once.
const CHUNK: usize = 1 << 16;
/// Packed bytes of one member that are kept to look through them again when it is damaged.
const KEPT: usize = 32 << 20;
/// Packed bytes looked at to tell whether a member begins here.
const GLANCE: usize = 4096;
/// Flags of a header that mean nothing in gzip.
const UNKNOWN_FLAGS: u8 = 0xE0;

/// What comes next.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// More unpacked bytes.
    Bytes,
    /// A member begins at this packed byte.
    Begin(u64),
    /// Something is damaged, from this packed byte on; what follows begins anew.
    Damage(u64, String),
    /// Nothing more.
    End,
}

/// The members of a gzip stream.
pub struct Members<R> {
    raw: Raw<R>,
    inside: Option<Member>,
    /// Looking for the next member after damage.
    lost: bool,
}

struct Member {
    inflate: Decompress,
    crc: Crc,
    begin: u64,
}

impl<R: BufRead> Members<R> {
    /// Reads a stream from its beginning.
    pub fn new(input: R) -> Members<R> {
        Members { raw: Raw::new(input), inside: None, lost: false }
    }

    /// The next step; unpacked bytes are put behind those in `out`.
    pub fn step(&mut self, out: &mut Vec<u8>) -> io::Result<Step> {
        match self.inside.take() {
            Some(member) => self.go_on(member, out),
            None => self.begin(),
        }
    }

    fn begin(&mut self) -> io::Result<Step> {
        loop {
            let data = self.raw.fill(GLANCE)?;
            let Some(first) = data.first().copied() else { return Ok(Step::End) };
            let header = header(data);
            // After damage only what unpacks to a record is believed to be a member.
            let member = header.filter(|length| !self.lost || opens(data.get(*length..).unwrap_or_default()));
            if let Some(length) = member {
                let begin = self.raw.offset();
                self.raw.mark();
                self.raw.take(length);
                self.lost = false;
                self.inside = Some(Member { inflate: Decompress::new(false), crc: Crc::new(), begin });
                return Ok(Step::Begin(begin));
            }
            if !self.lost && first != 0 {
                let at = self.raw.offset();
                self.lost = true;
                return Ok(Step::Damage(at, "is not packed as gzip".to_owned()));
            }
            let next = data.iter().skip(1).position(|byte| *byte == 0x1F || (*byte == 0 && !self.lost));
            let gap = next.map_or(data.len(), |gap| gap + 1);
            self.raw.take(gap);
        }
    }

    fn go_on(&mut self, mut member: Member, out: &mut Vec<u8>) -> io::Result<Step> {
        let data = self.raw.fill(1)?;
        let flush = if data.is_empty() { FlushDecompress::Finish } else { FlushDecompress::None };
        let (before, packed, held) = (member.inflate.total_in(), member.inflate.total_out(), out.len());
        out.reserve(CHUNK);
        let status = member.inflate.decompress_vec(data, out, flush);
        let used = usize::try_from(member.inflate.total_in() - before).unwrap_or(usize::MAX);
        let stuck = used == 0 && member.inflate.total_out() == packed;
        self.raw.take(used);
        member.crc.update(out.get(held..).unwrap_or_default());
        match status {
            Err(_) => Ok(self.damage(&member, "is damaged")),
            Ok(Status::StreamEnd) => self.end(&member),
            Ok(_) if stuck => Ok(self.damage(&member, "is cut off")),
            Ok(_) if unpack::is_bomb(member.inflate.total_in(), member.inflate.total_out()) => {
                // What is left of it is looked through, not unpacked.
                self.lost = true;
                let what = format!("unpacks to more than {} times its size", unpack::RATIO);
                Ok(Step::Damage(member.begin, what))
            }
            Ok(_) => {
                self.inside = Some(member);
                Ok(Step::Bytes)
            }
        }
    }

    /// Compares what the member says about itself with what came out.
    fn end(&mut self, member: &Member) -> io::Result<Step> {
        let trailer = self.raw.fill(8)?;
        let Some((trailer, _)) = trailer.split_first_chunk::<8>() else {
            return Ok(self.damage(member, "is cut off"));
        };
        let [a, b, c, d, e, f, g, h] = *trailer;
        let sum = u32::from_le_bytes([a, b, c, d]);
        let length = u32::from_le_bytes([e, f, g, h]);
        if sum != member.crc.sum() || length != member.crc.amount() {
            return Ok(self.damage(member, "is damaged: its checksum is wrong"));
        }
        self.raw.take(8);
        Ok(Step::Bytes)
    }

    fn damage(&mut self, member: &Member, what: &str) -> Step {
        self.lost = true;
        self.raw.rewind();
        Step::Damage(member.begin, what.to_owned())
    }
}

/// Length of the gzip header that bytes begin with.
fn header(data: &[u8]) -> Option<usize> {
    let flags = *data.get(3)?;
    if !unpack::is_gzip(data) || flags & UNKNOWN_FLAGS != 0 {
        return None;
    }
    let mut length = 10;
    if flags & 4 != 0 {
        let extra = u16::from_le_bytes([*data.get(length)?, *data.get(length + 1)?]);
        length += 2 + usize::from(extra);
    }
    for flag in [8, 16] {
        if flags & flag != 0 {
            length += data.get(length..)?.iter().position(|byte| *byte == 0)? + 1;
        }
    }
    length += if flags & 2 == 0 { 0 } else { 2 };
    (length <= data.len()).then_some(length)
}

/// Whether packed bytes unpack to the beginning of a record.
fn opens(data: &[u8]) -> bool {
    let mut head = [0; 5];
    let mut inflate = Decompress::new(false);
    inflate.decompress(data, &mut head, FlushDecompress::None).is_ok() && &head == b"WARC/"
}

/// Packed bytes, kept back to the beginning of the member.
struct Raw<R> {
    input: R,
    kept: Vec<u8>,
    at: usize,
    /// Offset of `kept` in the stream.
    base: u64,
    mark: Option<usize>,
    read: u64,
    rewound: u64,
}

impl<R: BufRead> Raw<R> {
    fn new(input: R) -> Raw<R> {
        Raw { input, kept: Vec::new(), at: 0, base: 0, mark: None, read: 0, rewound: 0 }
    }

    fn offset(&self) -> u64 {
        self.base.saturating_add(self.at as u64)
    }

    /// At least so many bytes, unless the stream ends before.
    fn fill(&mut self, wanted: usize) -> io::Result<&[u8]> {
        while self.kept.len().saturating_sub(self.at) < wanted {
            let chunk = match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                chunk => chunk?,
            };
            let length = chunk.len();
            if length == 0 {
                break;
            }
            self.kept.extend_from_slice(chunk);
            self.input.consume(length);
            self.read = self.read.saturating_add(length as u64);
        }
        Ok(self.kept.get(self.at..).unwrap_or_default())
    }

    fn take(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.kept.len());
        if self.mark.is_some_and(|mark| self.at - mark > KEPT) {
            self.mark = None;
        }
        let dead = self.mark.unwrap_or(self.at);
        if dead > CHUNK && dead > self.kept.len() / 2 {
            self.kept.drain(..dead);
            self.at -= dead;
            self.base = self.base.saturating_add(dead as u64);
            self.mark = self.mark.map(|mark| mark - dead);
        }
    }

    /// A member begins here.
    fn mark(&mut self) {
        self.mark = Some(self.at);
    }

    /// Back to the byte behind the beginning of the member, as long as that does not cost more than reading did.
    fn rewind(&mut self) {
        let Some(mark) = self.mark.take() else { return };
        let back = (self.at - mark) as u64;
        if self.rewound.saturating_add(back) <= self.read.saturating_mul(2) {
            self.rewound = self.rewound.saturating_add(back);
            self.at = mark.saturating_add(1).min(self.at);
        }
    }
}
