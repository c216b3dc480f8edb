//! What two pages share, and how unlikely that is by chance.

use super::marks::{Mark, MarkKind};
use super::names::{Name, SHORTEST};
use super::rarity::Rarity;
use super::sketch::Sketch;
use super::sound;

/// How far apart, as a share of the text, the same thing may stand in two languages.
const NEAR: f64 = 0.07;
/// Most that one shared thing can say.
const MOST: f64 = 5.0;

/// How places in one text lie in the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lay {
    /// Factor from places in the first text to places in the second.
    pub scale: f64,
    /// How much of both is compared, as places in the first text.
    pub extent: f64,
}

/// What questions of one kind say together, in natural logarithms of odds.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    /// What is said by their being in both pages: that they tell of the same things.
    pub topic: f64,
    /// What is said by where they stand: that they tell it in the same order.
    pub place: f64,
    /// How many could have been found again.
    pub asked: f64,
    /// How many stand at the same place in both.
    pub near: f64,
}

impl Sum {
    fn add(&mut self, kind: MarkKind, seen: Seen, chance: f64, near: f64, share: f64) {
        let (topic, place) = says(kind, seen, chance, near);
        self.topic += share * topic;
        self.place += share * place;
        self.asked += share;
        self.near += if seen == Seen::Near { share } else { 0.0 };
    }

    /// Two sums in one.
    pub fn with(self, other: Sum) -> Sum {
        Sum {
            topic: self.topic + other.topic,
            place: self.place + other.place,
            asked: self.asked + other.asked,
            near: self.near + other.near,
        }
    }
}

/// What marks and names say.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Weight {
    /// What marks say.
    pub marks: Sum,
    /// What names say.
    pub names: Sum,
}

/// How often something is found again where one text tells the same as the other: at its place, elsewhere.
struct Found {
    near: f64,
    far: f64,
}

fn found(kind: MarkKind) -> Found {
    match kind {
        MarkKind::Number => Found { near: 0.80, far: 0.05 },
        MarkKind::Small => Found { near: 0.65, far: 0.10 },
        MarkKind::Time => Found { near: 0.55, far: 0.10 },
        MarkKind::Actor => Found { near: 0.60, far: 0.15 },
        MarkKind::Name => Found { near: 0.55, far: 0.10 },
        MarkKind::Office | MarkKind::Event | MarkKind::Place => Found { near: 0.30, far: 0.15 },
    }
}

/// What one question says by being found at all, and by where; `chance` and `near` tell how likely that is on any
/// page, and on a page that has it.
fn says(kind: MarkKind, seen: Seen, chance: f64, near: f64) -> (f64, f64) {
    let same = found(kind);
    let (chance, near) = (chance.clamp(0.0005, 0.95), near.clamp(0.02, 0.95));
    let any = same.near + same.far;
    let topic = if seen == Seen::Nowhere { (1.0 - any) / (1.0 - chance) } else { any / chance };
    let place = match seen {
        Seen::Near => same.near / any / near,
        Seen::Far => same.far / any / (1.0 - near),
        Seen::Nowhere => 1.0,
    };
    (topic.ln().clamp(-MOST, MOST), place.ln().clamp(-MOST, MOST))
}

#[derive(Clone, Copy, PartialEq)]
enum Seen {
    Near,
    Far,
    Nowhere,
}

/// Where a place stands in the other text.
fn seen(places: impl Iterator<Item = u32>, at: u32, lay: Lay, window: f64) -> Seen {
    let want = f64::from(at) * lay.scale;
    let apart = places.map(|place| (f64::from(place) - want).abs()).min_by(f64::total_cmp);
    match apart {
        Some(apart) if apart <= window => Seen::Near,
        Some(_) => Seen::Far,
        None => Seen::Nowhere,
    }
}

/// What the left page's marks and names say about the right one.
pub(super) fn weigh(left: &Sketch, right: &Sketch, lay: Lay, rarity: &Rarity) -> Weight {
    let mut weight = Weight::default();
    let length = (lay.extent * lay.scale).max(1.0);
    let window = NEAR * length + 40.0;
    weigh_marks(left, right, lay, rarity, window, length, &mut weight.marks);
    weigh_names(left, right, lay, rarity, window, length, &mut weight.names);
    weight
}

fn weigh_marks(left: &Sketch, right: &Sketch, lay: Lay, rarity: &Rarity, window: f64, length: f64, sum: &mut Sum) {
    let mut places: Vec<(u64, u32)> = right.marks.iter().map(|mark| (mark.2, mark.0)).collect();
    places.sort_unstable();
    let mut asked: Vec<(u64, f64)> = Vec::with_capacity(left.marks.len());
    for Mark(at, kind, value) in left.marks.iter().filter(|mark| f64::from(mark.0) <= lay.extent) {
        let from = places.partition_point(|(other, _)| other < value);
        let there = places.get(from..).unwrap_or_default();
        let there = there.get(..there.iter().take_while(|(other, _)| other == value).count()).unwrap_or_default();
        let hit = seen(there.iter().map(|place| place.1), *at, lay, window);
        let near = 2.0 * window * there.len().max(1) as f64 / length;
        // The second mention of one thing says less than the first.
        let times = match asked.iter_mut().find(|(other, _)| other == value) {
            Some((_, times)) => {
                *times += 1.0;
                *times
            }
            None => {
                asked.push((*value, 1.0));
                1.0
            }
        };
        let share = 1.0 / times;
        sum.add(*kind, hit, rarity.chance(*kind, *value), near, share);
    }
}

fn weigh_names(left: &Sketch, right: &Sketch, lay: Lay, rarity: &Rarity, window: f64, length: f64, sum: &mut Sum) {
    let ears = Ears::of(right);
    for name in &left.names {
        let Some(at) = name.at.first().copied().filter(|at| f64::from(*at) <= lay.extent) else { continue };
        let rare = rarity.chance(MarkKind::Name, name.value());
        let Some((places, chance)) = ears.places(name) else { continue };
        let (chance, near) = match chance {
            // Any other words may sound so: how many do is counted, and as many stand near by chance.
            Some(expected) => {
                let near = 1.0 - (-expected * 2.0 * window / f64::from(right.length.max(1))).exp();
                let any = 1.0 - (-expected).exp();
                (any.max(rare), (near / any.max(1e-6)).max(2.0 * window / length))
            }
            None => (rare, 2.0 * window * places.len().max(1) as f64 / length),
        };
        let hits = name.at.iter().map(|at| seen(places.iter().copied(), *at, lay, window));
        let hit = if hits.clone().any(|hit| hit == Seen::Near) {
            Seen::Near
        } else {
            seen(places.iter().copied(), at, lay, window)
        };
        sum.add(MarkKind::Name, hit, chance, near, 1.0);
    }
}

/// Finds names in a page: among its names, or in the sound of its whole text.
struct Ears<'s> {
    sketch: &'s Sketch,
    share: [f64; sound::CLASSES],
}

impl<'s> Ears<'s> {
    fn of(sketch: &'s Sketch) -> Ears<'s> {
        let mut share = [1.0; sound::CLASSES];
        for letter in sketch.stream.bytes() {
            if let Some(count) = share.get_mut(sound::class(letter)) {
                *count += 1.0;
            }
        }
        let all: f64 = share.iter().sum();
        Ears { sketch, share: share.map(|count| count / all) }
    }

    /// Where a name is heard, and in a stream of sounds how often it would be by chance. None where it is too short
    /// to be told from other words.
    fn places(&self, name: &Name) -> Option<(Vec<u32>, Option<f64>)> {
        if self.sketch.stream.is_empty() {
            let alike = self.sketch.names.iter().filter(|other| alike(name, other));
            return Some((alike.flat_map(|other| other.at.iter().copied()).collect(), None));
        }
        let expected =
            self.expected(&name.sound) + if name.soft == name.sound { 0.0 } else { self.expected(&name.soft) };
        if name.soft.len() < SHORTEST || expected > 12.0 {
            return None;
        }
        let mut places = self.heard(&name.sound);
        if name.soft != name.sound {
            places.extend(self.heard(&name.soft));
        }
        Some((places, Some(expected)))
    }

    fn expected(&self, sound: &str) -> f64 {
        let one: f64 =
            sound.bytes().map(|letter| self.share.get(sound::class(letter)).copied().unwrap_or(0.0)).product();
        one * self.sketch.stream.len() as f64
    }

    fn heard(&self, sound: &str) -> Vec<u32> {
        let stream = &self.sketch.stream;
        let letters = f64::from(self.sketch.length) / stream.len().max(1) as f64;
        stream.match_indices(sound).map(|(at, _)| (at as f64 * letters) as u32).collect()
    }
}

/// Whether two names sound alike: one may have an ending that the other lacks.
fn alike(left: &Name, right: &Name) -> bool {
    let prefix = |a: &str, b: &str| {
        let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
        short.len() >= SHORTEST && long.starts_with(short) && long.len() - short.len() <= 1
    };
    prefix(&left.sound, &right.sound) || prefix(&left.soft, &right.soft)
}
