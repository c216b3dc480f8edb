//! From likely pairs to groups: copies first, then the most likely pairs, as long as the groups agree on the whole.

use std::collections::{BTreeMap, HashMap};

/// Odds counted for a pair of pages that was never compared or is hardly alike.
const UNKNOWN: f64 = -3.0;
/// Most pages that speak for a group when two groups are compared.
const SPEAKERS: usize = 12;

/// A pair of pages and the natural logarithm of the odds that they tell the same article.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    /// One page.
    pub a: u32,
    /// The other page.
    pub b: u32,
    /// Logarithm of the odds.
    pub odds: f64,
    /// Whether they share their wording.
    pub copied: bool,
}

/// Groups of pages, by their places in an order that does not depend on how they came.
pub(super) fn cluster<'l>(pages: usize, edges: Vec<Edge>, language: impl Fn(u32) -> &'l str) -> Vec<Vec<u32>> {
    let mut groups = Groups::new(pages);
    let mut edges = edges;
    edges.sort_unstable_by(|x, y| {
        (y.copied, y.odds)
            .partial_cmp(&(x.copied, x.odds))
            .unwrap_or(std::cmp::Ordering::Equal)
            .then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    edges.iter().filter(|edge| edge.copied).for_each(|edge| groups.join(edge.a, edge.b));
    // Copies speak with one voice: the strongest pair between two families stands for both.
    let mut known: HashMap<(u32, u32), f64> = HashMap::new();
    for edge in edges.iter().filter(|edge| !edge.copied) {
        let pair = ordered(groups.root(edge.a), groups.root(edge.b));
        known.entry(pair).and_modify(|odds| *odds = odds.max(edge.odds)).or_insert(edge.odds);
    }
    groups.begin_families();
    let mut likely: Vec<((u32, u32), f64)> =
        known.iter().filter(|(_, odds)| **odds > 0.0).map(|(k, v)| (*k, *v)).collect();
    likely.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    for ((a, b), _) in likely {
        if groups.root(a) != groups.root(b) && groups.agree(a, b, &known, &language) {
            groups.join(a, b);
        }
    }
    groups.all()
}

fn ordered(a: u32, b: u32) -> (u32, u32) {
    (a.min(b), a.max(b))
}

/// Groups that are joined step by step.
struct Groups {
    parent: Vec<u32>,
    /// The families of each group, by its root.
    families: HashMap<u32, Vec<u32>>,
}

impl Groups {
    fn new(pages: usize) -> Groups {
        Groups { parent: (0..u32::try_from(pages).unwrap_or(u32::MAX)).collect(), families: HashMap::new() }
    }

    fn root(&mut self, page: u32) -> u32 {
        let mut at = page;
        while let Some(up) = self.parent.get(at as usize).copied().filter(|up| *up != at) {
            let above = self.parent.get(up as usize).copied().unwrap_or(up);
            if let Some(parent) = self.parent.get_mut(at as usize) {
                *parent = above;
            }
            at = up;
        }
        at
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = ordered(self.root(a), self.root(b));
        if a == b {
            return;
        }
        if let Some(parent) = self.parent.get_mut(b as usize) {
            *parent = a;
        }
        if let Some(more) = self.families.remove(&b) {
            self.families.entry(a).or_default().extend(more);
        }
    }

    /// From now on groups remember the families they were made of.
    fn begin_families(&mut self) {
        let pages = u32::try_from(self.parent.len()).unwrap_or(u32::MAX);
        let roots: Vec<u32> = (0..pages).filter(|page| self.root(*page) == *page).collect();
        self.families = roots.into_iter().map(|root| (root, vec![root])).collect();
    }

    /// Whether two groups tell the same on the whole: the mean of all pairs between them speaks for it.
    fn agree<'l>(
        &mut self,
        a: u32,
        b: u32,
        known: &HashMap<(u32, u32), f64>,
        language: &impl Fn(u32) -> &'l str,
    ) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        let speakers =
            |root: u32| self.families.get(&root).map_or(&[][..], Vec::as_slice).iter().take(SPEAKERS).copied();
        let (mut sum, mut count) = (0.0, 0.0);
        for left in speakers(a) {
            for right in speakers(b) {
                let odds = known.get(&ordered(left, right)).copied().unwrap_or(UNKNOWN);
                // Two texts of one language are the best witnesses against each other.
                let weight = if language(left) == language(right) { 2.0 } else { 1.0 };
                sum += weight * odds;
                count += weight;
            }
        }
        sum > 0.0 && count > 0.0
    }

    fn all(mut self) -> Vec<Vec<u32>> {
        let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for page in 0..u32::try_from(self.parent.len()).unwrap_or(u32::MAX) {
            let root = self.root(page);
            groups.entry(root).or_default().push(page);
        }
        groups.into_values().collect()
    }
}
