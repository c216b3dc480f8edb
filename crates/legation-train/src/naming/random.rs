//! Numbers that look random and are the same each time (SplitMix64).

pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// At least 0, less than 1.
    pub fn part(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// Draws from things of different weight.
pub struct Urn<T> {
    things: Vec<(f64, T)>,
}

impl<T: Copy> Urn<T> {
    pub fn new(weights: impl IntoIterator<Item = (f64, T)>) -> Urn<T> {
        let mut sum = 0.0;
        let kept = weights.into_iter().filter(|(w, _)| *w > 0.0);
        Urn {
            things: kept
                .map(|(w, thing)| {
                    sum += w;
                    (sum, thing)
                })
                .collect(),
        }
    }

    pub fn draw(&self, random: &mut Random) -> Option<T> {
        let (sum, _) = self.things.last()?;
        let point = random.part() * sum;
        let at = self.things.partition_point(|(until, _)| *until <= point);
        self.things.get(at).or(self.things.last()).map(|(_, thing)| *thing)
    }

    pub fn is_empty(&self) -> bool {
        self.things.is_empty()
    }
}
