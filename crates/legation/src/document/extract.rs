//! Finds the article on a page.
//!
//! After Mozilla's Readability: strip what by its name is furniture, give points to the ancestors of paragraphs, take
//! the best and its like neighbours, clean what looks like lists of links. If little is left, try again less strictly.
//! Every step is one pass over the nodes.

use super::hints::{self, Hints};
use super::measure::{self, Measure, Sum};
use super::tags::Tag;
use super::tokens::Key;
use super::tree::Tree;

/// An article shorter than this is looked for again, less strictly; in columns.
const ENOUGH: u32 = 500;
/// An article of this many columns may be a short report.
const SOME: u32 = 100;
/// How many times more text makes a less strict search the better one.
const FAR_MORE: u32 = 3;

/// What of a page is its article.
pub(super) struct Article {
    /// Nodes that hold it, in order, none inside another.
    pub roots: Vec<usize>,
    /// Nodes that do not belong to it, with all below them.
    pub gone: Vec<bool>,
    /// Columns of its text that are not in links.
    width: u32,
}

/// How strict a search is.
#[derive(Clone, Copy)]
struct Strictness {
    /// Take out what its name says is furniture.
    names: bool,
    /// Let names weigh in the score.
    weights: bool,
    /// Clean the result.
    clean: bool,
}

const ATTEMPTS: [Strictness; 4] = [
    Strictness { names: true, weights: true, clean: true },
    Strictness { names: false, weights: true, clean: true },
    Strictness { names: false, weights: false, clean: true },
    Strictness { names: false, weights: false, clean: false },
];

/// The article of a page, or the best there is.
///
/// A less strict search sees more of the page's furniture, so it must find far more to be believed.
pub(super) fn article(tree: &Tree<'_>) -> Article {
    let page = Shape::of(tree);
    let mut best: Option<Article> = None;
    for strictness in ATTEMPTS {
        let found = Search::new(&page, strictness).run();
        let needed = match &best {
            Some(best) if best.width >= SOME => best.width * FAR_MORE,
            Some(best) => best.width,
            None => 0,
        };
        if best.is_none() || found.width > needed {
            let enough = found.width >= ENOUGH;
            best = Some(found);
            if enough {
                break;
            }
        }
    }
    best.unwrap_or(Article { roots: Vec::new(), gone: Vec::new(), width: 0 })
}

/// What all searches of a page share.
struct Shape<'t, 's> {
    tree: &'t Tree<'s>,
    texts: Vec<(u32, u32)>,
    hints: Vec<Hints>,
}

impl<'t, 's> Shape<'t, 's> {
    fn of(tree: &'t Tree<'s>) -> Shape<'t, 's> {
        let hints = tree.nodes.iter().map(|node| Hints::of(tree, *node)).collect();
        Shape { tree, texts: measure::texts(tree), hints }
    }

    fn hints(&self, at: usize) -> Hints {
        self.hints.get(at).copied().unwrap_or_default()
    }
}

struct Search<'p, 't, 's> {
    page: &'p Shape<'t, 's>,
    strictness: Strictness,
    gone: Vec<bool>,
    measure: Measure<'p, 's>,
    scores: Vec<Option<f32>>,
    candidates: Vec<usize>,
}

impl<'p, 't: 'p, 's> Search<'p, 't, 's> {
    fn new(page: &'p Shape<'t, 's>, strictness: Strictness) -> Search<'p, 't, 's> {
        let nodes = page.tree.nodes.len();
        Search {
            page,
            strictness,
            gone: vec![false; nodes],
            measure: Measure::new(page.tree, &page.texts),
            scores: vec![None; nodes],
            candidates: Vec::new(),
        }
    }

    fn run(mut self) -> Article {
        self.strip();
        let all = 0..self.page.tree.nodes.len();
        self.measure.run(all, &mut self.gone, |_, _| false);
        self.score();
        let roots = self.choose();
        let mut width = 0;
        for root in &roots {
            if self.strictness.clean {
                self.clean(*root);
            }
            let sum = self.measure.sum(*root);
            width += sum.width.saturating_sub(sum.link / 10);
        }
        Article { roots, gone: self.gone, width }
    }

    fn is_gone(&self, at: usize) -> bool {
        self.gone.get(at).copied().unwrap_or(true)
    }

    /// Takes out what nobody sees and, if strict, what its name or role says is furniture.
    fn strip(&mut self) {
        let mut table_until = 0;
        let mut at = 1;
        while let Some(node) = self.page.tree.nodes.get(at) {
            let tag = node.tag;
            let mut next = at + 1;
            if tag != Tag::Text {
                let unlikely = self.strictness.names && at >= table_until && self.is_unlikely(at);
                if tag.is_hidden() || self.is_invisible(at) || unlikely || self.is_byline(at) {
                    if let Some(gone) = self.gone.get_mut(at) {
                        *gone = true;
                    }
                    next = (node.end as usize).max(next);
                } else if matches!(tag, Tag::Table | Tag::Code) {
                    table_until = table_until.max(node.end as usize);
                }
            }
            at = next;
        }
    }

    fn is_invisible(&self, at: usize) -> bool {
        let tree = self.page.tree;
        let node = tree.node(at);
        tree.attribute(node, Key::Hidden).is_some()
            || tree.attribute(node, Key::AriaHidden) == Some("true")
            || tree.attribute(node, Key::AriaModal) == Some("true")
            || tree.attribute(node, Key::Style).is_some_and(hides)
    }

    fn is_unlikely(&self, at: usize) -> bool {
        const ROLES: &[&str] =
            &["menu", "menubar", "complementary", "navigation", "alert", "alertdialog", "dialog", "contentinfo"];
        let tree = self.page.tree;
        let node = tree.node(at);
        let hints = self.page.hints(at);
        let by_name = hints.has(hints::UNLIKELY) && !hints.has(hints::MAYBE) && !matches!(node.tag, Tag::Body | Tag::A);
        by_name || tree.attribute(node, Key::Role).is_some_and(|role| ROLES.contains(&role))
    }

    /// Whether an element only names the author.
    fn is_byline(&self, at: usize) -> bool {
        let tree = self.page.tree;
        let node = tree.node(at);
        let named = self.page.hints(at).has(hints::BYLINE)
            || tree.attribute(node, Key::Rel) == Some("author")
            || tree.attribute(node, Key::Itemprop).is_some_and(|property| property.contains("author"));
        named && {
            let below = self.page.texts.get(at..node.end as usize).unwrap_or(&[]);
            let mut width = 0;
            // Looks at few nodes: an author's name stands in few.
            below.len() < 60 && {
                below.iter().for_each(|text| width += text.0);
                width > 0 && width < 100
            }
        }
    }

    /// Gives points for every paragraph to the elements that hold it.
    fn score(&mut self) {
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
    fn choose(&mut self) -> Vec<usize> {
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
        sum.width > 0 && density == 0.0 && self.page.tree.text_of(at, 200).ends_with(super::is_stop)
    }

    /// Takes out of a root what looks like lists of links, forms, share buttons.
    fn clean(&mut self, root: usize) {
        let tree = self.page.tree;
        let end = (tree.node(root).end as usize).max(root + 1);
        let inside = self.surroundings(root, end);
        let (page, strictness) = (self.page, self.strictness);
        let weight = |at: usize| if strictness.weights { page.hints(at).weight() } else { 0 };
        self.measure.run(root..end, &mut self.gone, |at, sum| {
            let surroundings = inside.get(at - root).copied().unwrap_or(0);
            at != root && is_clutter(page, at, sum, weight(at), surroundings)
        });
    }

    /// For each node from `root` to `end`, whether it stands in a figure, code or a table of data.
    fn surroundings(&self, root: usize, end: usize) -> Vec<u8> {
        let tree = self.page.tree;
        let mut inside = vec![0u8; end - root];
        for at in root + 1..end {
            let parent = (tree.node(at).parent as usize).max(root);
            let holder = tree.node(parent);
            let own = match holder.tag {
                Tag::Figure => IN_FIGURE,
                Tag::Code | Tag::Pre => IN_KEPT,
                Tag::Table => {
                    let role = tree.attribute(holder, Key::Role);
                    if measure::is_data_table(role, self.measure.sum(parent)) { IN_KEPT } else { 0 }
                }
                _ => 0,
            };
            let above = inside.get(parent - root).copied().unwrap_or(0);
            if let Some(slot) = inside.get_mut(at - root) {
                *slot = above | own;
            }
        }
        inside
    }
}

const IN_FIGURE: u8 = 1;
/// In code or a table of data, where nothing is cleaned.
const IN_KEPT: u8 = 2;

/// Whether an inline style hides its element.
fn hides(style: &str) -> bool {
    let style: String = style.chars().take(500).filter(|c| !c.is_whitespace()).collect();
    let style = style.to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}

/// Whether an element inside the article is no part of it. `sum` holds what is left of its content.
fn is_clutter(page: &Shape<'_, '_>, at: usize, sum: Sum, weight: i32, surroundings: u8) -> bool {
    use Tag::*;
    let node = page.tree.node(at);
    let tag = node.tag;
    if matches!(tag, Footer | Aside | Nav) || (page.hints(at).has(hints::SHARE) && sum.width < 500) {
        return true;
    }
    if matches!(tag, H1 | H2) {
        return weight < 0;
    }
    let paragraph = tag == Div && !sum.block;
    if paragraph || !matches!(tag, Form | Fieldset | Table | Ul | Ol | Div) || surroundings & IN_KEPT != 0 {
        return false;
    }
    let data_table = tag == Table && measure::is_data_table(page.tree.attribute(node, Key::Role), sum);
    if data_table || sum.data_tables > 0 {
        return false;
    }
    let reads = sum.width >= 80 && sum.paragraphs > 0 && sum.pictures == 0 && sum.link_density() < 0.3;
    (weight < 0 && !reads) || (sum.commas < 10 && looks_wrong(tag, sum, weight, surroundings & IN_FIGURE != 0))
}

/// The ominous signs of Readability's conditional cleaning.
fn looks_wrong(tag: Tag, sum: Sum, weight: i32, in_figure: bool) -> bool {
    let share = |part: u32| if sum.width == 0 { 0.0 } else { part as f32 / sum.width as f32 };
    let list = matches!(tag, Tag::Ul | Tag::Ol) || share(sum.list) > 0.9;
    let density = sum.link_density();
    let items = i64::from(sum.items) - 100;
    let (paragraphs, pictures) = (i64::from(sum.paragraphs), i64::from(sum.pictures));
    let wrong = (!in_figure && pictures > 1 && paragraphs * 2 < pictures)
        || (!list && items > paragraphs)
        || i64::from(sum.inputs) > paragraphs / 3
        || (!list
            && !in_figure
            && share(sum.heading) < 0.9
            && sum.width < 25
            && (pictures == 0 || pictures > 2)
            && density > 0.0)
        || (!list && weight < 25 && density > 0.2)
        || (weight >= 25 && density > 0.5)
        || (sum.embeds == 1 && sum.width < 75)
        || sum.embeds > 1
        || (pictures == 0 && !sum.textish);
    // A list that only holds pictures stays.
    wrong && !(list && pictures > 0 && pictures == i64::from(sum.items))
}
