//! Points for paragraphs, and the elements that have most of them.

use super::Search;
use crate::document::measure::Sum;
use crate::document::tags::Tag;
use crate::document::tokens::Key;

impl<'p, 't: 'p, 's> Search<'p, 't, 's> {
    /// Gives points for every paragraph to the elements that hold it.
    pub(super) fn score(&mut self) {
        let tree = self.page.tree;
        let mut lifted = Vec::new();
        let mut at = 0;
        while at < tree.nodes.len() {
            let node = tree.node(at);
            if self.is_gone(at) {
                at = (node.end as usize).max(at + 1);
                continue;
            }
            let parent = match lifted.last() {
                Some((child, parent)) if *child == at => *parent,
                _ => node.parent as usize,
            };
            match node.tag {
                Tag::Section | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 | Tag::P | Tag::Td | Tag::Pre => {
                    let sum = self.measure.sum(at);
                    self.paragraph(sum.width, sum.commas, parent);
                }
                Tag::Div => {
                    if let Some(single) = self.single_paragraph(at) {
                        lifted.push((single, parent));
                    } else {
                        self.score_div(at, parent);
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }

    /// A `div` without blocks is a paragraph; runs of text between the blocks of another are paragraphs too.
    fn score_div(&mut self, at: usize, parent: usize) {
        let sum = self.measure.sum(at);
        if !sum.block {
            self.paragraph(sum.width, sum.commas, parent);
            return;
        }
        let tree = self.page.tree;
        let (mut width, mut commas) = (0, 0);
        for child in tree.children(at) {
            let sum = self.measure.sum(child);
            if self.is_gone(child) {
                continue;
            }
            if tree.node(child).tag.is_inline() && !sum.block {
                width += sum.width;
                commas += sum.commas;
            } else {
                self.paragraph(std::mem::take(&mut width), std::mem::take(&mut commas), at);
            }
        }
        self.paragraph(width, commas, at);
    }

    /// The only thing in a `div`, if it is a paragraph without many links.
    fn single_paragraph(&self, at: usize) -> Option<usize> {
        let tree = self.page.tree;
        let mut only = None;
        for child in tree.children(at).filter(|child| !self.is_gone(*child)) {
            let node = tree.node(child);
            match node.tag {
                Tag::Text if self.measure.sum(child).width == 0 => {}
                Tag::P if only.is_none() => only = Some(child),
                _ => return None,
            }
        }
        only.filter(|_| self.measure.sum(at).link_density() < 0.25)
    }

    fn paragraph(&mut self, width: u32, commas: u32, parent: usize) {
        if width < 25 {
            return;
        }
        let points = 2.0 + commas as f32 + (width as f32 / 100.0).floor().min(3.0);
        let mut ancestor = parent;
        for level in 0..5u8 {
            if ancestor == 0 {
                break;
            }
            let divider = if level < 2 { f32::from(level) + 1.0 } else { f32::from(level) * 3.0 };
            let start = self.start_score(ancestor);
            if let Some(score) = self.scores.get_mut(ancestor) {
                if score.is_none() {
                    self.candidates.push(ancestor);
                }
                *score = Some(score.unwrap_or(start) + points / divider);
            }
            ancestor = self.page.tree.node(ancestor).parent as usize;
        }
    }

    fn weight(&self, at: usize) -> i32 {
        if self.strictness.weights { self.page.hints(at).weight() } else { 0 }
    }

    fn start_score(&self, at: usize) -> f32 {
        use Tag::*;
        let by_tag = match self.page.tree.node(at).tag {
            Div => 5,
            Pre | Td | Blockquote => 3,
            Address | Ol | Ul | Dl | Dd | Dt | Li | Form => -3,
            H1 | H2 | H3 | H4 | H5 | H6 | Th => -5,
            _ => 0,
        };
        (by_tag + self.weight(at)) as f32
    }

    fn score_of(&self, at: usize) -> Option<f32> {
        self.scores.get(at).copied().flatten()
    }

    /// The best element and those beside it that belong to it.
    pub(super) fn choose(&mut self) -> Vec<usize> {
        for at in &self.candidates {
            let factor = 1.0 - self.measure.sum(*at).link_density();
            if let Some(Some(score)) = self.scores.get_mut(*at) {
                *score *= factor;
            }
        }
        let mut best = self.candidates.clone();
        best.sort_by(|a, b| {
            let (a_score, b_score) = (self.score_of(*a).unwrap_or(0.0), self.score_of(*b).unwrap_or(0.0));
            b_score.total_cmp(&a_score).then(a.cmp(b))
        });
        best.truncate(5);
        let Some(top) = best.first().copied() else {
            return vec![self.body()];
        };
        let top = self.widen(self.common_ancestor(top, &best));
        self.with_siblings(top)
    }

    /// The page's body, or its root.
    fn body(&self) -> usize {
        self.page.tree.children(0).find(|child| self.page.tree.node(*child).tag == Tag::Body).unwrap_or(0)
    }

    fn is_body(&self, at: usize) -> bool {
        at == 0 || self.page.tree.node(at).tag == Tag::Body
    }

    /// An element that holds three or more of the best is better than any of them.
    fn common_ancestor(&self, top: usize, best: &[usize]) -> usize {
        let tree = self.page.tree;
        let least = self.score_of(top).unwrap_or(0.0) * 0.75;
        let others: Vec<usize> =
            best.iter().skip(1).copied().filter(|at| self.score_of(*at).unwrap_or(0.0) >= least).collect();
        if others.len() < 3 {
            return top;
        }
        let mut parent = tree.node(top).parent as usize;
        while !self.is_body(parent) {
            let end = tree.node(parent).end as usize;
            if others.iter().filter(|at| parent < **at && **at < end).count() >= 3 {
                return parent;
            }
            parent = tree.node(parent).parent as usize;
        }
        top
    }

    /// Goes up while the parent scores better, then while the element is alone in its parent.
    fn widen(&self, mut top: usize) -> usize {
        let tree = self.page.tree;
        let mut last = self.score_of(top).unwrap_or(0.0);
        let least = last / 3.0;
        let mut parent = tree.node(top).parent as usize;
        while !self.is_body(parent) {
            if let Some(score) = self.score_of(parent) {
                if score < least {
                    break;
                }
                if score > last {
                    top = parent;
                    break;
                }
                last = score;
            }
            parent = tree.node(parent).parent as usize;
        }
        let mut parent = tree.node(top).parent as usize;
        while !self.is_body(parent) {
            let mut elements = tree.children(parent).filter(|at| tree.node(*at).tag != Tag::Text && !self.is_gone(*at));
            if elements.nth(1).is_some() {
                break;
            }
            top = parent;
            parent = tree.node(top).parent as usize;
        }
        top
    }

    fn with_siblings(&self, top: usize) -> Vec<usize> {
        let tree = self.page.tree;
        if self.is_body(top) {
            return vec![top];
        }
        let parent = tree.node(top).parent as usize;
        let score = self.score_of(top).unwrap_or(0.0);
        let class = tree.attribute(tree.node(top), Key::Class).unwrap_or("");
        let least = (score * 0.2).max(10.0);
        let belongs = |at: usize| {
            let node = tree.node(at);
            let alike = !class.is_empty() && tree.attribute(node, Key::Class) == Some(class);
            let bonus = if alike { score * 0.2 } else { 0.0 };
            let sum = self.measure.sum(at);
            let paragraph = matches!(node.tag, Tag::P | Tag::Text) || (node.tag == Tag::Div && !sum.block);
            at == top
                || self.score_of(at).is_some_and(|score| score + bonus >= least)
                || (paragraph && self.reads_like_text(at, sum))
        };
        tree.children(parent).filter(|at| !self.is_gone(*at) && belongs(*at)).collect()
    }

    /// Long with few links, or short without any and a full stop at the end.
    fn reads_like_text(&self, at: usize, sum: Sum) -> bool {
        let density = sum.link_density();
        if sum.width > 80 {
            return density < 0.25;
        }
        sum.width > 0 && density == 0.0 && self.page.tree.text_of(at, 200).ends_with(crate::document::is_stop)
    }
}
