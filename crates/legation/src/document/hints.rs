//! What the class and id names of an element tell about it.

use super::tokens::Key;
use super::tree::{Node, Tree};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::sync::LazyLock;

/// Pieces of names and their groups.
const TABLE: &str = include_str!("class_words.tsv");
/// How much of one attribute is looked at, in bytes.
const WINDOW: usize = 500;

/// Not the article, by its name.
pub(super) const UNLIKELY: u16 = 1;
/// May be the article all the same.
pub(super) const MAYBE: u16 = 1 << 1;
const POSITIVE: u16 = 1 << 2;
const NEGATIVE: u16 = 1 << 3;
/// Names the author.
pub(super) const BYLINE: u16 = 1 << 4;
/// Share buttons.
pub(super) const SHARE: u16 = 1 << 5;
/// Words under a picture.
pub(super) const CAPTION: u16 = 1 << 6;
/// Who made a picture.
pub(super) const CREDIT: u16 = 1 << 7;
/// Place and date of a report.
pub(super) const DATELINE: u16 = 1 << 8;

const GROUPS: &[(&str, u16)] = &[
    ("unlikely", UNLIKELY),
    ("maybe", MAYBE),
    ("positive", POSITIVE),
    ("negative", NEGATIVE),
    ("byline", BYLINE),
    ("share", SHARE),
    ("caption", CAPTION),
    ("credit", CREDIT),
    ("dateline", DATELINE),
];

struct Words {
    find: Option<AhoCorasick>,
    groups: Vec<u16>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
    let rows: Vec<(&str, u16)> = rows.filter_map(|line| line.split_once('\t')).filter_map(group).collect();
    let find = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::Standard)
        .kind(Some(AhoCorasickKind::DFA))
        .build(rows.iter().map(|row| row.0))
        .ok();
    Words { find, groups: rows.iter().map(|row| row.1).collect() }
});

fn group((piece, name): (&'static str, &str)) -> Option<(&'static str, u16)> {
    GROUPS.iter().find(|(known, _)| *known == name).map(|(_, bit)| (piece, *bit))
}

/// The groups found in an element's names.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hints {
    class: u16,
    id: u16,
}

impl Hints {
    pub(super) fn of(tree: &Tree<'_>, node: Node) -> Hints {
        Hints { class: groups(tree.attribute(node, Key::Class)), id: groups(tree.attribute(node, Key::Id)) }
    }

    /// Whether class or id belong to the group.
    pub(super) fn has(self, group: u16) -> bool {
        (self.class | self.id) & group != 0
    }

    /// 25 for a name that promises text, -25 for one that promises none; class and id add up.
    pub(super) fn weight(self) -> i32 {
        let one = |names: u16| 25 * (i32::from(names & POSITIVE != 0) - i32::from(names & NEGATIVE != 0));
        one(self.class) + one(self.id)
    }
}

fn groups(names: Option<&str>) -> u16 {
    let Some(names) = names.map(str::trim).filter(|names| !names.is_empty()) else { return 0 };
    let names = names.get(..WINDOW).unwrap_or(names);
    let mut found = 0;
    let mut bounded = [b' '; WINDOW + 2];
    let length = names.len().min(WINDOW);
    for (to, from) in bounded.iter_mut().skip(1).zip(names.bytes().take(WINDOW)) {
        *to = if from.is_ascii_whitespace() { b' ' } else { from };
    }
    let bounded = bounded.get(..length + 2).unwrap_or(&[]);
    if let Some(find) = &WORDS.find {
        for hit in find.find_overlapping_iter(bounded) {
            found |= WORDS.groups.get(hit.pattern().as_usize()).copied().unwrap_or(0);
        }
    }
    found
}
