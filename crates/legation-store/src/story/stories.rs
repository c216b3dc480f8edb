//! Pages into stories, in time linear in their number.
//!
//! The grouping is a function of the set of pages: pages are put into an order of their own before anything is
//! decided, so the order in which they came cannot matter.

use super::candidates::{CANDIDATES, CROWD, SHARED, candidates, worth};
use super::cluster::{Edge, cluster};
use super::rarity::Rarity;
use super::resemblance::{Kind, Odds, Resemblance, resemblance};
use super::sketch::Sketch;
use std::collections::HashMap;

/// Odds below which a pair is as good as strangers.
const LEAST: f64 = -6.0;

/// Pages and the stories they tell.
#[derive(Default)]
pub struct Stories {
    sketches: Vec<Sketch>,
    rarity: Rarity,
    /// Pages by key, since the beginning.
    keys: HashMap<u64, Crowd>,
    /// The story of each page: the number of one of its pages.
    story: Vec<usize>,
}

/// The pages that share a key, as far as they are followed.
type Crowd = Vec<u32>;

impl Stories {
    /// No page yet.
    pub fn new() -> Stories {
        Stories::default()
    }

    /// Adds a page and says which story it seems to tell: the number of one of that story's pages, the page's own
    /// where it is the first. [`Stories::settle`] decides for good.
    pub fn add(&mut self, sketch: Sketch) -> usize {
        self.rarity.add(&sketch);
        let page = self.sketches.len();
        let mut votes: HashMap<u32, u32> = HashMap::new();
        for key in sketch.keys() {
            let crowd = self.keys.entry(key).or_default();
            let worth = worth(crowd.len());
            crowd.iter().for_each(|other| *votes.entry(*other).or_default() += worth);
            if crowd.len() < CROWD {
                crowd.push(u32::try_from(page).unwrap_or(u32::MAX));
            }
        }
        let best = self.best(&sketch, votes);
        let story = best.and_then(|other| self.story.get(other)).copied().unwrap_or(page);
        self.sketches.push(sketch);
        self.story.push(story);
        story
    }

    /// Adds a page without asking which story it tells: for batches that are settled anyway. Gives the page's number.
    pub fn keep(&mut self, sketch: Sketch) -> usize {
        self.rarity.add(&sketch);
        let page = self.sketches.len();
        self.sketches.push(sketch);
        self.story.push(page);
        page
    }

    /// The page that tells most likely the same, if any is likely.
    fn best(&self, sketch: &Sketch, votes: HashMap<u32, u32>) -> Option<usize> {
        let mut votes: Vec<(u32, u32)> = votes.into_iter().map(|(page, votes)| (votes, page)).collect();
        votes.sort_unstable_by(|a, b| b.cmp(a));
        let likely =
            votes.into_iter().filter(|(votes, _)| *votes >= SHARED).take(CANDIDATES).filter_map(|(_, page)| {
                let odds = Odds::of(self.sketches.get(page as usize)?, sketch, &self.rarity).value;
                (odds > 0.0).then_some((odds, page as usize))
            });
        likely.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, page)| page)
    }

    /// Groups all pages anew, now that all are known. The grouping depends on the pages only, not on their order.
    pub fn settle(&mut self) {
        let order = self.order();
        let pairs = candidates(&self.sketches, &order);
        let sketch = |place: u32| order.get(place as usize).and_then(|page| self.sketches.get(*page));
        let weigh = |(a, b): (u32, u32)| {
            let odds = Odds::of(sketch(a)?, sketch(b)?, &self.rarity);
            (odds.value > LEAST).then_some(Edge { a, b, odds: odds.value, copied: odds.copied })
        };
        let edges: Vec<Edge> = pairs.into_iter().filter_map(weigh).collect();
        let language = |place: u32| sketch(place).map_or("", |sketch| sketch.language.as_str());
        let groups = cluster(order.len(), edges, language);
        for group in groups {
            let pages = || group.iter().filter_map(|place| order.get(*place as usize)).copied();
            let Some(first) = pages().min() else { continue };
            for page in pages() {
                if let Some(story) = self.story.get_mut(page) {
                    *story = first;
                }
            }
        }
    }

    /// The pages in an order that does not depend on how they came.
    fn order(&self) -> Vec<usize> {
        let key = |page: &usize| self.sketches.get(*page).map(|s| (s.day, s.id, s.length, s.marks.len(), *page));
        let mut order: Vec<usize> = (0..self.sketches.len()).collect();
        order.sort_by_key(key);
        order
    }

    /// The story of a page: the number of its first page.
    pub fn story(&self, page: usize) -> Option<usize> {
        self.story.get(page).copied()
    }

    /// The stories: numbers of their pages, as they were added.
    pub fn groups(&self) -> Vec<Vec<usize>> {
        let mut groups: HashMap<usize, Vec<usize>> = HashMap::new();
        for (page, story) in self.story.iter().enumerate() {
            groups.entry(*story).or_default().push(page);
        }
        let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
        groups.sort_unstable();
        groups
    }

    /// The sketch of a page.
    pub fn sketch(&self, page: usize) -> Option<&Sketch> {
        self.sketches.get(page)
    }

    /// What two pages share; none where one of them is not there.
    pub fn resemblance(&self, left: usize, right: usize) -> Option<Resemblance> {
        Some(resemblance(self.sketches.get(left)?, self.sketches.get(right)?, &self.rarity))
    }

    /// Whether two pages share their wording.
    pub fn is_copy(&self, left: usize, right: usize) -> bool {
        self.resemblance(left, right).is_some_and(|r| r.kind == Kind::Copy)
    }
}
