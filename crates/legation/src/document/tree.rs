//! A page's elements as a flat tree: parents before children, each node knowing where its descendants end.
//!
//! The rules are those of the HTML standard as far as they decide what text stands in what block: implied end tags, void
//! and raw elements, scopes. Formatting elements are not reopened and tables do not foster text, so building takes
//! linear time and a bounded stack whatever the page holds.

use super::tags::{TAGS, Tag};
use super::tokens::{Attribute, Key, Token, Tokens};
use super::{Note, entities, limits};
use crate::span::Span;
use std::collections::HashMap;

/// An element or a run of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub tag: Tag,
    /// The element that holds it; the root holds itself.
    pub parent: u32,
    /// One past its last descendant.
    pub end: u32,
    /// The characters of a text, or the name of an element, in the source.
    pub span: Span,
    /// Its attributes: first and one past the last.
    attributes: (u32, u32),
}

/// All nodes of a page, in the order of the page. The first is the root.
pub(super) struct Tree<'s> {
    pub source: &'s str,
    pub nodes: Vec<Node>,
    attributes: Vec<Attribute>,
}

impl<'s> Tree<'s> {
    /// Reads a page. Adds a note where it had to be flattened or cut.
    pub(super) fn read(source: &'s str, notes: &mut Vec<Note>) -> Tree<'s> {
        let mut builder = Builder::new(source);
        let mut tokens = Tokens::new(source);
        while let Some(token) = tokens.next() {
            if builder.tree.nodes.len() >= limits::NODES {
                let message = format!("more than {} elements; the page was read up to there", limits::NODES);
                notes.push(Note::plain("cut", message));
                break;
            }
            builder.take(token, &tokens.attributes);
        }
        if builder.flattened > 0 {
            let message = format!("{} elements deeper than {} were flattened", builder.flattened, limits::DEPTH);
            notes.push(Note::plain("flattened", message));
        }
        if tokens.surplus > 0 {
            let message = format!("{} attributes beyond {} of a tag were left out", tokens.surplus, limits::ATTRIBUTES);
            notes.push(Note::plain("cut", message));
        }
        builder.finish()
    }

    /// A node; the root for a number that is none.
    pub(super) fn node(&self, at: usize) -> Node {
        const NONE: Node =
            Node { tag: Tag::Html, parent: 0, end: 0, span: Span { start: 0, end: 0 }, attributes: (0, 0) };
        self.nodes.get(at).copied().unwrap_or(NONE)
    }

    /// The value of an attribute as written.
    pub(super) fn attribute(&self, node: Node, key: Key) -> Option<&'s str> {
        let range = node.attributes.0 as usize..node.attributes.1 as usize;
        let found = self.attributes.get(range)?.iter().find(|attribute| attribute.key == key)?;
        Some(found.value.of(self.source))
    }

    /// The value of an attribute with references resolved, cut to a bounded length.
    pub(super) fn value(&self, node: Node, key: Key) -> Option<String> {
        Some(entities::clean(self.attribute(node, key)?, limits::METADATA_CHARACTERS))
    }

    /// Numbers of the children of a node.
    pub(super) fn children(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.node(at).end as usize;
        let mut child = at + 1;
        std::iter::from_fn(move || {
            if child >= end {
                return None;
            }
            let this = child;
            child = (self.node(this).end as usize).max(this + 1);
            Some(this)
        })
    }

    /// The text of a node and all below, cleaned, up to `most` characters.
    pub(super) fn text_of(&self, at: usize, most: usize) -> String {
        let mut out = String::new();
        for node in self.nodes.get(at..self.node(at).end as usize).unwrap_or(&[]) {
            if node.tag == Tag::Text {
                out.push_str(node.span.of(self.source));
            } else if !node.tag.is_inline() || node.tag == Tag::Br {
                out.push(' ');
            }
            if out.len() > most.saturating_mul(8) {
                break;
            }
        }
        entities::clean(&out, most)
    }
}

/// An open element.
struct Open {
    node: u32,
    tag: Tag,
    name: Name,
    /// Whether its end tag came while blocks inside were still open; it no longer counts as open.
    ended: bool,
}

/// A number for each name of an element: the tag, or beyond all tags a number for names that HTML does not know.
type Name = usize;

/// Most unknown names of a page that are told apart.
const UNKNOWN_NAMES: usize = 1_000;

struct Builder<'s> {
    tree: Tree<'s>,
    open: Vec<Open>,
    /// Places in `open` of each name, innermost last.
    places: Vec<Vec<usize>>,
    /// Places in `open` of the elements that end tags do not reach beyond.
    boundaries: Vec<usize>,
    /// Start tags left out at the depth limit whose end tags are still to come, of each name.
    dropped: Vec<u32>,
    /// Numbers of unknown names, by the name in lower case.
    unknown: HashMap<String, Name>,
    flattened: usize,
}

impl<'s> Builder<'s> {
    fn new(source: &'s str) -> Builder<'s> {
        let tree = Tree { source, nodes: Vec::with_capacity(source.len() / 40), attributes: Vec::new() };
        let names = TAGS + UNKNOWN_NAMES;
        let mut builder = Builder {
            tree,
            open: Vec::new(),
            places: vec![Vec::new(); names],
            boundaries: Vec::new(),
            dropped: vec![0; names],
            unknown: HashMap::new(),
            flattened: 0,
        };
        let root = builder.push(Tag::Html, Span::default(), &[]);
        builder.enter(Tag::Html, Tag::Html as usize, root);
        builder
    }

    fn top(&self) -> Tag {
        self.open.last().map_or(Tag::Html, |open| open.tag)
    }

    fn name(&mut self, tag: Tag, name: Span) -> Name {
        if tag != Tag::Other {
            return tag as usize;
        }
        let name = name.of(self.tree.source).to_ascii_lowercase();
        let next = TAGS + self.unknown.len();
        if next >= TAGS + UNKNOWN_NAMES {
            return self.unknown.get(&name).copied().unwrap_or(Tag::Other as usize);
        }
        *self.unknown.entry(name).or_insert(next)
    }

    /// The place in `open` of the innermost element of a name.
    fn place(&self, name: Name) -> Option<usize> {
        self.places.get(name)?.last().copied()
    }

    fn is_open(&self, tag: Tag) -> bool {
        self.place(tag as usize).is_some()
    }

    fn push(&mut self, tag: Tag, span: Span, attributes: &[Attribute]) -> u32 {
        let node = u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX);
        let first = u32::try_from(self.tree.attributes.len()).unwrap_or(u32::MAX);
        self.tree.attributes.extend_from_slice(attributes);
        let last = u32::try_from(self.tree.attributes.len()).unwrap_or(u32::MAX);
        let parent = self.open.last().map_or(0, |open| open.node);
        self.tree.nodes.push(Node { tag, parent, end: node + 1, span, attributes: (first, last) });
        node
    }

    fn enter(&mut self, tag: Tag, name: Name, node: u32) {
        if let Some(places) = self.places.get_mut(name) {
            places.push(self.open.len());
        }
        if tag.is_boundary() {
            self.boundaries.push(self.open.len());
        }
        self.open.push(Open { node, tag, name, ended: false });
    }

    fn take(&mut self, token: Token, attributes: &[Attribute]) {
        match token {
            Token::Text(span) => {
                let blank = span.of(self.tree.source).trim().is_empty();
                if self.top() == Tag::Head && !blank {
                    self.close_to(Tag::Head, |_| false);
                }
                self.push(Tag::Text, span, &[]);
            }
            Token::Start { tag, name, closed } => self.start(tag, name, closed, attributes),
            Token::End { tag, name } => self.end(tag, name),
        }
    }

    fn start(&mut self, tag: Tag, name: Span, closed: bool, attributes: &[Attribute]) {
        match tag {
            Tag::Html => return self.root_attributes(attributes),
            Tag::Head if self.open.len() > 1 => return,
            Tag::Body if self.is_open(Tag::Body) => return,
            Tag::Frameset => return,
            _ => {}
        }
        if self.is_open(Tag::Head) && !in_head(tag) {
            self.close_to(Tag::Head, |_| false);
        }
        self.imply_ends(tag);
        let foreign = self.is_open(Tag::Svg) || self.is_open(Tag::Math);
        if tag.is_void() || (closed && (foreign || matches!(tag, Tag::Svg | Tag::Math))) {
            self.push(tag, name, attributes);
            return;
        }
        let number = self.name(tag, name);
        if self.open.len() >= limits::DEPTH {
            self.flattened += 1;
            if let Some(dropped) = self.dropped.get_mut(number) {
                *dropped += 1;
            }
            return;
        }
        let node = self.push(tag, name, attributes);
        self.enter(tag, number, node);
    }

    /// Later `html` tags only add attributes; the root is always there.
    fn root_attributes(&mut self, attributes: &[Attribute]) {
        let first = u32::try_from(self.tree.attributes.len()).unwrap_or(u32::MAX);
        self.tree.attributes.extend_from_slice(attributes);
        let last = u32::try_from(self.tree.attributes.len()).unwrap_or(u32::MAX);
        if let Some(root) = self.tree.nodes.first_mut().filter(|root| root.attributes.0 == root.attributes.1) {
            root.attributes = (first, last);
        }
    }

    /// Closes what a start tag ends by itself.
    fn imply_ends(&mut self, tag: Tag) {
        use Tag::*;
        if tag.ends_paragraph() {
            self.close_to(P, Tag::is_boundary);
        }
        let list = |open: Tag| open.is_boundary() || matches!(open, Ul | Ol | Menu | Dir | Div | Section | Article);
        match tag {
            Li => self.close_to(Li, list),
            Dt | Dd => {
                let scope = |open: Tag| open.is_boundary() || matches!(open, Dl | Div);
                self.close_to(Dt, scope);
                self.close_to(Dd, scope);
            }
            A => self.close_to(A, Tag::is_boundary),
            Option | Optgroup if self.top() == Option => self.close_to(Option, Tag::is_boundary),
            Rb | Rp | Rt if matches!(self.top(), Rb | Rp | Rt) => self.close_to(self.top(), Tag::is_boundary),
            Td | Th => {
                self.close_to(Td, |open| open == Table);
                self.close_to(Th, |open| open == Table);
            }
            Tr => self.close_to(Tr, |open| open == Table),
            Thead | Tbody | Tfoot => {
                for section in [Tr, Thead, Tbody, Tfoot, Caption, Colgroup] {
                    self.close_to(section, |open| open == Table);
                }
            }
            _ if tag.is_heading() && self.top().is_heading() => self.close_to(self.top(), Tag::is_boundary),
            _ => {}
        }
    }

    /// Closes the innermost open `tag` and all inside it, unless an element that `stops` stands before.
    fn close_to(&mut self, tag: Tag, stops: impl Fn(Tag) -> bool) {
        let Some(at) = self.place(tag as usize) else { return };
        if !self.open.iter().skip(at + 1).any(|open| stops(open.tag)) {
            self.leave(at);
        }
    }

    fn leave(&mut self, at: usize) {
        for (place, open) in self.open.drain(at..).enumerate().rev() {
            if !open.ended
                && let Some(places) = self.places.get_mut(open.name)
            {
                places.pop();
            }
            self.boundaries.pop_if(|boundary| *boundary == at + place);
        }
    }

    fn end(&mut self, tag: Tag, name: Span) {
        if matches!(tag, Tag::Html | Tag::Body) {
            return;
        }
        if tag == Tag::Br {
            self.push(Tag::Br, name, &[]);
            return;
        }
        let name = self.name(tag, name);
        if let Some(dropped) = self.dropped.get_mut(name).filter(|dropped| **dropped > 0) {
            *dropped -= 1;
            return;
        }
        let Some(at) = self.place(name) else { return };
        let table_part = matches!(tag, Tag::Table | Tag::Thead | Tag::Tbody | Tag::Tfoot | Tag::Tr);
        let stop = if table_part { self.place(Tag::Table as usize) } else { self.boundaries.last().copied() };
        if stop.is_some_and(|stop| stop > at) {
            return;
        }
        let crosses = tag.is_inline() && self.open.iter().skip(at + 1).any(|open| !open.tag.is_inline());
        if !crosses {
            self.leave(at);
        } else if let Some(open) = self.open.get_mut(at) {
            // Misnested: the inline element ends, the blocks inside it go on.
            open.ended = true;
            self.places.get_mut(name).and_then(Vec::pop);
        }
    }

    fn finish(mut self) -> Tree<'s> {
        for at in (1..self.tree.nodes.len()).rev() {
            let node = self.tree.node(at);
            if let Some(parent) = self.tree.nodes.get_mut(node.parent as usize) {
                parent.end = parent.end.max(node.end);
            }
        }
        self.tree
    }
}

/// Elements that may stand in a page's head.
fn in_head(tag: Tag) -> bool {
    use Tag::*;
    matches!(tag, Title | Meta | Link | Script | Style | Base | Noscript | Template)
}
