//! What stands inside an article and is no part of it: lists of links, forms, share buttons.

use super::{Search, Shape};
use crate::document::hints;
use crate::document::measure::{self, Sum};
use crate::document::tags::Tag;
use crate::document::tokens::Key;

const IN_FIGURE: u8 = 1;
/// In code or a table of data, where nothing is cleaned.
const IN_KEPT: u8 = 2;

impl<'p, 't: 'p, 's> Search<'p, 't, 's> {
    /// Takes out of a root what looks like lists of links, forms, share buttons.
    pub(super) fn clean(&mut self, root: usize) {
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
