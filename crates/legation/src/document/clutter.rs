//! Lines of an article that are furniture all the same: told by links, repetition and place, not by words.

use super::lines::{Line, Lines};
use super::title::Core;
use super::{BlockKind, closes_sentence, plain};
use std::collections::HashMap;

/// A line shorter than this is no running text; in characters.
const SHORT: usize = 60;
/// How many lines from the start may repeat the title.
const OPENING: usize = 8;

/// Marks furniture as such and drops the title where it is said again.
pub(super) fn mark(body: &mut Lines, title: &str) {
    let Lines { text, lines, .. } = body;
    let title = Core::of(title);
    let mut place = 0;
    lines.retain(|line| {
        place += 1;
        let may_repeat = line.kind == BlockKind::Heading || (line.kind == BlockKind::Paragraph && place <= OPENING);
        !(may_repeat && title.is_shown_by(line.span.of(text)))
    });
    mark_links(text, lines);
    mark_repeated(text, lines);
    mark_tail(text, lines);
    for line in lines.iter_mut().filter(|line| line.kind == BlockKind::Paragraph) {
        let line_text = line.span.of(text);
        if line_text.starts_with('\u{a9}') && line_text.chars().take(SHORT * 2).count() < SHORT * 2 {
            line.kind = BlockKind::Credit;
        }
    }
}

fn is_text(line: &Line) -> bool {
    matches!(line.kind, BlockKind::Paragraph | BlockKind::Heading)
}

/// Whether nearly all of a line is a link.
fn is_link(line: &Line) -> bool {
    line.link * 10 >= line.span.len() * 8
}

fn mark_links(text: &str, lines: &mut [Line]) {
    let mut after_linked_item = false;
    for at in 0..lines.len() {
        let before_linked_item = lines.get(at + 1).is_some_and(is_linked_item);
        let Some(line) = lines.get_mut(at).filter(|line| is_text(line)) else { continue };
        let linked_item = is_linked_item(line);
        if plain::is_address(line.span.of(text)) {
            line.kind = BlockKind::Source;
        } else if is_link(line) && (!line.item || after_linked_item || before_linked_item) {
            // One item that is a link may be part of a list of the article; many are a list of links.
            line.kind = BlockKind::Boilerplate;
        }
        after_linked_item = linked_item;
    }
}

fn is_linked_item(line: &Line) -> bool {
    line.item && is_link(line)
}

/// Short lines that stand on the page again and again and end no sentence. Where many lines do, that is its style.
fn mark_repeated(text: &str, lines: &mut [Line]) {
    let may_repeat = |line: &Line| {
        let line_text = line.span.of(text);
        let ends = line_text.ends_with(closes_sentence) || line_text.ends_with([':', '\u{ff1a}']);
        is_text(line) && !line.cell && !ends && line_text.chars().take(SHORT).count() < SHORT
    };
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for line in lines.iter().filter(|line| may_repeat(line)) {
        *seen.entry(line.span.of(text)).or_default() += 1;
    }
    let repeated: usize = seen.iter().filter(|(_, count)| **count > 1).map(|(line, count)| line.len() * count).sum();
    if repeated * 5 > text.len() {
        return;
    }
    for line in lines.iter_mut().filter(|line| may_repeat(line)) {
        if seen.get(line.span.of(text)).is_some_and(|count| *count > 1) {
            line.kind = BlockKind::Boilerplate;
        }
    }
}

/// Whether a line is running text: long, and ends as a sentence does.
fn is_running(text: &str, line: &Line) -> bool {
    let line_text = line.span.of(text);
    line.kind == BlockKind::Paragraph
        && line.link * 2 < line.span.len().max(1)
        && line_text.ends_with(closes_sentence)
        && line_text.len() >= SHORT
}

/// After the last running text, from the first heading or link on, if that is headings alone or mostly links.
fn mark_tail(text: &str, lines: &mut [Line]) {
    let Some(last) = lines.iter().rposition(|line| is_running(text, line)) else { return };
    let opens = |line: &Line| matches!(line.kind, BlockKind::Heading | BlockKind::Boilerplate);
    let Some(first) = lines.iter().skip(last + 1).position(opens) else { return };
    let tail = lines.get_mut(last + 1 + first..).unwrap_or(&mut []);
    let total: usize = tail.iter().map(|line| line.span.len()).sum();
    let links: usize = tail.iter().map(|line| line.link).sum();
    if links * 3 >= total || tail.iter().all(|line| line.kind != BlockKind::Paragraph) {
        tail.iter_mut().filter(|line| is_text(line)).for_each(|line| line.kind = BlockKind::Boilerplate);
    }
}
