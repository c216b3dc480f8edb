//! Time and memory for many pages, made from a seed: a third alone, the others in families of copies and translations.
//!
//!     cargo run --release -p legation-store --example scale -- 10000 100000

use legation_store::story::{Mark, MarkKind, Name, Sketch, Stories};
use std::collections::HashMap;
use std::error::Error;
use std::time::Instant;

const LANGUAGES: [&str; 8] = ["l1", "l2", "l3", "l4", "l5", "l6", "l7", "l8"];

/// A small generator of numbers.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let x = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// Small numbers are much more likely than large ones, as words are in news.
    fn common(&mut self, end: u64) -> u64 {
        let share = self.below(1 << 20) as f64 / f64::from(1 << 20);
        (end as f64).powf(share) as u64
    }
}

fn mark(random: &mut Random, at: u32) -> Mark {
    let (kind, pool) = match random.below(10) {
        0..5 => (MarkKind::Actor, 300),
        5..7 => (MarkKind::Time, 4000),
        7..9 => (MarkKind::Small, 99),
        _ => (MarkKind::Number, 100_000),
    };
    Mark(at, kind, (kind as u64) << 32 | random.common(pool))
}

fn name(random: &mut Random, at: u32) -> Name {
    let mut sound = String::new();
    let mut which = random.common(3_000_000) + 300;
    while which > 0 {
        sound.extend("PTKSNL".chars().nth((which % 6) as usize));
        which /= 6;
    }
    Name { soft: sound.clone(), sound, at: vec![at] }
}

/// A page that nobody has copied yet.
fn page(random: &mut Random, days: u64) -> Sketch {
    let paragraphs: Vec<u32> = (0..6 + random.below(20)).map(|_| 60 + random.below(240) as u32).collect();
    let length: u32 = paragraphs.iter().sum();
    let mut places: Vec<u32> = (0..length / 60).map(|_| random.below(u64::from(length)) as u32).collect();
    places.sort_unstable();
    Sketch {
        id: random.next(),
        language: LANGUAGES[random.below(8) as usize].to_owned(),
        day: Some(random.below(days) as i32),
        length,
        marks: places.iter().map(|at| mark(random, *at)).collect(),
        names: places.iter().step_by(3).map(|at| name(random, *at)).collect(),
        prints: prints(random, length),
        paragraphs,
        quotes: random.below(6) as u32,
        ..Sketch::default()
    }
}

fn prints(random: &mut Random, length: u32) -> Vec<u32> {
    let mut prints: Vec<u32> = (0..length / 40).map(|_| random.next() as u32).collect();
    prints.sort_unstable();
    prints
}

/// The same article on another page: copied with some changes, or translated.
fn relative(random: &mut Random, of: &Sketch) -> Sketch {
    let mut page = of.clone();
    page.id = random.next();
    page.day = of.day.map(|day| day + random.below(3) as i32);
    if random.below(3) == 0 {
        page.prints.retain(|_| random.below(10) > 0);
        return page;
    }
    let language = LANGUAGES.iter().position(|l| *l == of.language).unwrap_or(0);
    page.language = LANGUAGES[(language + 1 + random.below(7) as usize) % 8].to_owned();
    page.prints = prints(random, page.length);
    page.marks.retain_mut(|mark| {
        mark.0 += random.below(60) as u32;
        random.below(4) > 0
    });
    page.names.retain(|_| random.below(4) > 0);
    page.paragraphs.iter_mut().for_each(|length| *length = *length * (85 + random.below(30) as u32) / 100);
    page
}

fn memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

fn main() -> Result<(), Box<dyn Error>> {
    for count in std::env::args().skip(1) {
        let count: usize = count.parse()?;
        let (mut random, mut stories, mut truth) = (Random(7), Stories::new(), Vec::new());
        let mut article = 0usize;
        // A hundred thousand pages are a month of news.
        let days = 1 + count as u64 / 3000;
        while truth.len() < count {
            let first = page(&mut random, days);
            let relatives = if random.below(3) == 0 { 0 } else { random.common(12) };
            for _ in 0..relatives {
                let sketch = relative(&mut random, &first);
                stories.keep(sketch);
                truth.push(article);
            }
            stories.keep(first);
            truth.push(article);
            article += 1;
        }
        let start = Instant::now();
        stories.settle();
        let took = start.elapsed().as_secs_f64();
        let (p, r) = score(&stories, &truth);
        let pages = truth.len();
        println!(
            "{pages} pages: {took:.1} s, {:.0} pages/s, {:.0} MB at most, pairs P {p:.3} R {r:.3}",
            pages as f64 / took,
            memory()
        );
    }
    Ok(())
}

fn score(stories: &Stories, truth: &[usize]) -> (f64, f64) {
    let pairs = |n: usize| n * n.saturating_sub(1) / 2;
    let (mut by_story, mut by_truth, mut by_both) = (HashMap::new(), HashMap::new(), HashMap::new());
    for (page, article) in truth.iter().enumerate() {
        let story = stories.story(page);
        *by_story.entry(story).or_insert(0) += 1;
        *by_truth.entry(article).or_insert(0) += 1;
        *by_both.entry((story, article)).or_insert(0) += 1;
    }
    let sum = |counts: Vec<usize>| counts.into_iter().map(pairs).sum::<usize>() as f64;
    let hit = sum(by_both.into_values().collect());
    (hit / sum(by_story.into_values().collect()).max(1.0), hit / sum(by_truth.into_values().collect()).max(1.0))
}
