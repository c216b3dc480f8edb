//! Feature templates hashed to numbers: the only language that the perceptrons understand.

/// Mixes `value` into `hash` (the multiply-rotate step of FxHash).
#[inline(always)]
pub(super) fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(5) ^ value).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// Hash of a text (FNV-1a).
pub(super) fn hash(text: &str) -> u64 {
    let mut hash = Hash::default();
    hash.add(text);
    hash.finish()
}

/// The hash of a text that grows.
#[derive(Clone, Copy)]
pub(super) struct Hash(u64);

impl Default for Hash {
    fn default() -> Hash {
        Hash(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    pub fn add(&mut self, text: &str) {
        self.0 = text.bytes().fold(self.0, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
    }

    /// The hash of all that was added.
    pub fn finish(self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

/// The features of one decision; templates are told apart by the order in which they are added.
#[derive(Clone, Debug, Default)]
pub struct Features {
    hashes: Vec<u64>,
}

impl Features {
    /// Hashes of the features, in the order of their templates.
    pub fn hashes(&self) -> &[u64] {
        &self.hashes
    }

    #[inline]
    pub(super) fn clear(&mut self) {
        self.hashes.clear();
    }

    /// Adds the next template, made of `parts` together.
    #[inline(always)]
    pub(super) fn add<const N: usize>(&mut self, parts: [u64; N]) {
        let template = (self.hashes.len() as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.hashes.push(parts.into_iter().fold(template, mix));
    }
}
