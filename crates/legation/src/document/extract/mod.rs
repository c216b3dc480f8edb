//! Finds the article on a page.
//!
//! After Mozilla's Readability: strip what by its name is furniture, give points to the ancestors of paragraphs, take
//! the best and its like neighbours, clean what looks like lists of links. If little is left, try again less strictly.
//! Every step is one pass over the nodes.

mod clean;
mod score;

use crate::document::hints::{self, Hints};
use crate::document::measure::{self, Measure};
use crate::document::tags::Tag;
use crate::document::tokens::Key;
use crate::document::tree::Tree;

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
                if tag.is_hidden() || self.is_invisible(at) || unlikely {
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
}

/// Whether an inline style hides its element.
fn hides(style: &str) -> bool {
    let style: String = style.chars().take(500).filter(|c| !c.is_whitespace()).collect();
    let style = style.to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}
