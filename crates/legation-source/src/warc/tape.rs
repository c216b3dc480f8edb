//! The unpacked bytes of an archive, kept so that a record with a wrong length can be looked through again.

use super::members::{Members, Step};
use std::collections::VecDeque;
use std::io::{self, BufRead};

/// Dead bytes in front that are worth moving the others for.
const DEAD: usize = 1 << 20;

/// Where a tape comes from.
enum Reel<R> {
    Plain(R),
    Packed(Box<Members<R>>),
}

/// Damage on the tape; what follows it begins anew.
#[derive(Debug, PartialEq, Eq)]
pub struct Damage {
    /// Byte of the file.
    pub offset: u64,
    /// What is wrong.
    pub what: String,
}

/// Bytes in order, with the damages between them.
pub struct Tape<R> {
    reel: Reel<R>,
    kept: Vec<u8>,
    at: usize,
    /// Offset of `kept` among the unpacked bytes.
    base: u64,
    /// Where members begin: unpacked, packed. The first one is the member that holds `at`.
    begins: VecDeque<(u64, u64)>,
    damage: Option<Damage>,
    ended: bool,
}

impl<R: BufRead> Tape<R> {
    /// A tape of a plain file.
    pub fn plain(input: R) -> Tape<R> {
        Tape::new(Reel::Plain(input))
    }

    /// A tape of a gzip file.
    pub fn packed(input: R) -> Tape<R> {
        Tape::new(Reel::Packed(Box::new(Members::new(input))))
    }

    fn new(reel: Reel<R>) -> Tape<R> {
        Tape { reel, kept: Vec::new(), at: 0, base: 0, begins: VecDeque::new(), damage: None, ended: false }
    }

    /// At least so many bytes from here on, unless damage or the end comes before.
    pub fn fill(&mut self, wanted: usize) -> &[u8] {
        while self.kept.len().saturating_sub(self.at) < wanted && self.damage.is_none() && !self.ended {
            if let Err(error) = self.pull() {
                let offset = self.offset();
                self.damage = Some(Damage { offset, what: format!("cannot be read on: {error}") });
                self.ended = true;
            }
        }
        self.view()
    }

    /// The bytes from here on that were filled already.
    pub fn view(&self) -> &[u8] {
        self.kept.get(self.at..).unwrap_or_default()
    }

    fn pull(&mut self) -> io::Result<()> {
        match &mut self.reel {
            Reel::Plain(input) => {
                let chunk = match input.fill_buf() {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(()),
                    chunk => chunk?,
                };
                let length = chunk.len();
                self.kept.extend_from_slice(chunk);
                input.consume(length);
                self.ended = length == 0;
            }
            Reel::Packed(members) => match members.step(&mut self.kept)? {
                Step::Bytes => {}
                Step::Begin(packed) => {
                    self.begins.push_back((self.base.saturating_add(self.kept.len() as u64), packed));
                }
                Step::Damage(offset, what) => self.damage = Some(Damage { offset, what }),
                Step::End => self.ended = true,
            },
        }
        Ok(())
    }

    /// Goes on by so many bytes; they are gone once [`Tape::forget`] is called.
    pub fn take(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.kept.len());
    }

    /// Gives up what was taken.
    pub fn forget(&mut self) {
        let here = self.base.saturating_add(self.at as u64);
        while self.begins.get(1).is_some_and(|(unpacked, _)| *unpacked <= here) {
            self.begins.pop_front();
        }
        if self.at > DEAD && self.at > self.kept.len() / 2 {
            self.kept.drain(..self.at);
            self.base = here;
            self.at = 0;
        }
    }

    /// The byte of the file where this stands: for packed files, where its member begins.
    pub fn offset(&self) -> u64 {
        match self.begins.front() {
            Some((_, packed)) => *packed,
            None => self.base.saturating_add(self.at as u64),
        }
    }

    /// How far into its member this stands, where that is not the beginning.
    pub fn depth(&self) -> Option<u64> {
        let (unpacked, _) = self.begins.front()?;
        let here = self.base.saturating_add(self.at as u64);
        Some(here.saturating_sub(*unpacked)).filter(|depth| *depth > 0)
    }

    /// The first member that begins within the next `length` bytes, counted from here.
    pub fn member_within(&self, length: usize) -> Option<usize> {
        let here = self.base.saturating_add(self.at as u64);
        let begins = self.begins.iter().map(|(unpacked, _)| unpacked.saturating_sub(here));
        begins.filter_map(|from| usize::try_from(from).ok()).find(|from| *from > 0 && *from < length)
    }

    /// Whether damage comes right behind the filled bytes, and takes the member with it that this stands in.
    pub fn is_damaged_here(&self) -> bool {
        self.damage.as_ref().is_some_and(|damage| damage.offset == self.offset())
    }

    /// Passes over the damage behind the filled bytes.
    pub fn pass_damage(&mut self) -> Option<Damage> {
        self.damage.take()
    }
}
