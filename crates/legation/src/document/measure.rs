//! How much of what stands below each node: the figures by which the article is found.

use super::entities;
use super::tags::Tag;
use super::tokens::Key;
use super::tree::Tree;

/// What stands in a node and below, without what was taken out.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    /// Columns of text: white space collapsed, wide characters count two.
    pub width: u32,
    /// Columns inside links, times ten; links inside the page count three.
    pub link: u32,
    /// Columns inside headings.
    pub heading: u32,
    /// Columns inside lists.
    pub list: u32,
    /// Commas of any script.
    pub commas: u32,
    /// Paragraphs, also those without an element of their own.
    pub paragraphs: u32,
    /// Pictures.
    pub pictures: u32,
    /// List items.
    pub items: u32,
    /// Input fields.
    pub inputs: u32,
    /// Frames and plug-ins.
    pub embeds: u32,
    /// Table cells of tables.
    pub cells: u32,
    /// Tables that hold data, not layout.
    pub data_tables: u32,
    /// Holds a block, so it is no paragraph itself.
    pub block: bool,
    /// Holds an element that usually holds text.
    pub textish: bool,
    /// Holds a table.
    pub table: bool,
    /// Holds what only tables of data have.
    pub table_head: bool,
}

impl Sum {
    /// Share of the text that is inside links, 0 to 1.
    pub(super) fn link_density(self) -> f32 {
        if self.width == 0 { 0.0 } else { self.link as f32 / 10.0 / self.width as f32 }
    }

    fn add(&mut self, child: Sum) {
        self.width += child.width;
        self.link += child.link;
        self.heading += child.heading;
        self.list += child.list;
        self.commas += child.commas;
        self.paragraphs += child.paragraphs;
        self.pictures += child.pictures;
        self.items += child.items;
        self.inputs += child.inputs;
        self.embeds += child.embeds;
        self.cells += child.cells;
        self.data_tables += child.data_tables;
        self.block |= child.block;
        self.textish |= child.textish;
        self.table |= child.table;
        self.table_head |= child.table_head;
    }
}

/// Width and commas of every run of text on a page, counted once.
pub(super) fn texts(tree: &Tree<'_>) -> Vec<(u32, u32)> {
    let mut texts = vec![(0, 0); tree.nodes.len()];
    let mut at = 0;
    while let Some(node) = tree.nodes.get(at) {
        if node.tag == Tag::Text {
            if let Some(slot) = texts.get_mut(at) {
                *slot = text(node.span.of(tree.source));
            }
        } else if node.tag.is_hidden() {
            at = (node.end as usize).max(at + 1);
            continue;
        }
        at += 1;
    }
    texts
}

fn text(source: &str) -> (u32, u32) {
    let (mut width, mut commas, mut gap) = (0, 0, false);
    for (c, _, _) in entities::characters(source) {
        if c.is_whitespace() {
            gap = width > 0;
            continue;
        }
        width += u32::from(std::mem::take(&mut gap)) + if c >= '\u{2e80}' { 2 } else { 1 };
        commas += u32::from(is_comma(c));
    }
    (width, commas)
}

/// Commas of the world's scripts.
fn is_comma(c: char) -> bool {
    matches!(
        c,
        ',' | '\u{60c}'
            | '\u{2e32}'
            | '\u{2e34}'
            | '\u{2e41}'
            | '\u{3001}'
            | '\u{fe10}'
            | '\u{fe11}'
            | '\u{fe50}'
            | '\u{ff0c}'
            | '\u{ff64}'
    )
}

/// Sums a page from its leaves up. Asks for each element, with the sum of what it holds, whether it goes.
pub(super) struct Measure<'t, 's> {
    pub tree: &'t Tree<'s>,
    pub texts: &'t [(u32, u32)],
    pub sums: Vec<Sum>,
}

impl<'t, 's> Measure<'t, 's> {
    pub(super) fn new(tree: &'t Tree<'s>, texts: &'t [(u32, u32)]) -> Measure<'t, 's> {
        Measure { tree, texts, sums: vec![Sum::default(); tree.nodes.len()] }
    }

    pub(super) fn sum(&self, at: usize) -> Sum {
        self.sums.get(at).copied().unwrap_or_default()
    }

    /// Sums `range` of the nodes; `goes` may mark further elements in `gone` while it works up.
    pub(super) fn run(
        &mut self,
        range: std::ops::Range<usize>,
        gone: &mut [bool],
        mut goes: impl FnMut(usize, Sum) -> bool,
    ) {
        if let Some(sums) = self.sums.get_mut(range.clone()) {
            sums.fill(Sum::default());
        }
        let first = range.start;
        for at in range.rev() {
            let node = self.tree.node(at);
            let below = self.below(at);
            if let Some(sum) = self.sums.get_mut(at) {
                *sum = below;
            }
            let is_gone = gone.get(at).copied().unwrap_or(true);
            if !is_gone && node.tag != Tag::Text && goes(at, below) {
                if let Some(mark) = gone.get_mut(at) {
                    *mark = true;
                }
                continue;
            }
            if is_gone {
                let parent = self.sums.get_mut(node.parent as usize).filter(|_| is_embed(node.tag));
                if let Some(parent) = parent {
                    parent.embeds += 1;
                }
                continue;
            }
            let up = self.seen_from_above(at, below);
            if let Some(parent) = self.sums.get_mut(node.parent as usize).filter(|_| at > first) {
                parent.add(up);
            }
        }
    }

    /// The sum of a node's content, which its children have added up already.
    fn below(&self, at: usize) -> Sum {
        let node = self.tree.node(at);
        let mut sum = self.sum(at);
        if node.tag == Tag::Text {
            let (width, commas) = self.texts.get(at).copied().unwrap_or_default();
            sum.width = width;
            sum.commas = commas;
        }
        sum
    }

    /// What a node adds to its parent's sum.
    fn seen_from_above(&self, at: usize, below: Sum) -> Sum {
        let node = self.tree.node(at);
        let mut sum = below;
        match node.tag {
            Tag::A => {
                let inside = self.tree.attribute(node, Key::Href).is_some_and(|href| href.starts_with('#'));
                sum.link = below.width * if inside { 3 } else { 10 };
            }
            Tag::Ul | Tag::Ol => sum.list = below.width,
            Tag::Li => sum.items += 1,
            Tag::Img | Tag::Image => sum.pictures += 1,
            Tag::Input => sum.inputs += 1,
            Tag::P => sum.paragraphs += 1,
            Tag::Td | Tag::Th => sum.cells += 1,
            Tag::Table => {
                sum.data_tables += u32::from(is_data_table(self.tree.attribute(node, Key::Role), below));
                sum.table = true;
                sum.table_head = false;
                sum.cells = 0;
            }
            tag if tag.is_heading() => sum.heading = below.width,
            _ => {}
        }
        sum.table_head |= matches!(node.tag, Tag::Th | Tag::Thead | Tag::Tfoot | Tag::Caption | Tag::Colgroup);
        if node.tag == Tag::Div && below.width > 0 {
            sum.paragraphs += if below.block { self.loose_runs(at) } else { 1 };
        }
        sum.textish |= below.width > 0 && (is_block(node.tag) || matches!(node.tag, Tag::Span | Tag::Li | Tag::Td));
        sum.block |= is_block(node.tag);
        sum
    }

    /// Runs of text and inline elements between the blocks of a node: paragraphs without an element.
    fn loose_runs(&self, at: usize) -> u32 {
        let (mut runs, mut inside) = (0, false);
        for child in self.tree.children(at) {
            let sum = self.sum(child);
            if !self.tree.node(child).tag.is_inline() || sum.block {
                inside = false;
            } else if sum.width > 0 && !inside {
                inside = true;
                runs += 1;
            }
        }
        runs
    }
}

/// Whether a table holds data, by its role, its parts or its size (after Readability).
pub(super) fn is_data_table(role: Option<&str>, below: Sum) -> bool {
    role != Some("presentation") && !below.table && (below.table_head || below.cells > 10)
}

/// Elements that make their parent more than a paragraph.
fn is_block(tag: Tag) -> bool {
    use Tag::*;
    matches!(tag, Blockquote | Dl | Div | Img | Ol | P | Pre | Table | Ul)
}

fn is_embed(tag: Tag) -> bool {
    matches!(tag, Tag::Iframe | Tag::Object | Tag::Embed)
}
