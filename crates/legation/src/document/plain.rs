//! Blocks of a plain text: its lines, and what can be told of them without knowing a language.

use super::{Block, BlockKind, Document, closes_sentence};
use crate::span::Span;

/// Longest line that can be a headline, in characters.
const LONGEST_HEADLINE: usize = 150;

/// The blocks of a text: one for each line that is not empty.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let lines: Vec<Span> = lines(text).collect();
    let headline = has_headline(text, &lines);
    let kind = |at: usize, span: Span| match () {
        () if at == 0 && headline => BlockKind::Headline,
        () if is_address(span.of(text)) => BlockKind::Source,
        () if is_copyright(span.of(text)) => BlockKind::Boilerplate,
        () => BlockKind::Paragraph,
    };
    lines.iter().enumerate().map(|(at, span)| Block { kind: kind(at, *span), span: *span }).collect()
}

/// The non-empty lines of a text, without white space at their ends.
fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    text.split('\n').filter_map(move |line| {
        let span = Span::new(at, at + line.len()).trimmed(text);
        at += line.len() + 1;
        (!span.is_empty()).then_some(span)
    })
}

/// Whether the first line is a headline: short, no sentence's end, and a longer line follows soon.
fn has_headline(text: &str, lines: &[Span]) -> bool {
    let [first, rest @ ..] = lines else { return false };
    let first = first.of(text);
    let length = first.chars().take(LONGEST_HEADLINE + 1).count();
    let ends = without_remark(first)
        .trim_end_matches(is_closing_mark)
        .chars()
        .next_back()
        .is_some_and(|c| super::is_stop(c) && c != '?' && c != '!');
    // Scripts that end no sentence with a sign are known by length alone.
    let longer = |line: &Span| {
        let line = line.of(text);
        let longer = line.chars().count();
        let sentence = line.trim_end_matches(is_closing_mark).ends_with(super::is_stop);
        longer > length && (sentence || longer >= length.max(20) * 3)
    };
    length <= LONGEST_HEADLINE
        && !ends
        && !first.ends_with([',', ':', ';', '\u{ff1a}', '\u{3001}', '\u{ff0c}'])
        && !is_address(first)
        && rest.iter().take(8).any(longer)
}

/// A line without a remark in brackets at its end, such as the credit of a caption.
fn without_remark(line: &str) -> &str {
    let open = line.ends_with([')', '\u{ff09}']).then(|| line.rfind(['(', '\u{ff08}'])).flatten();
    open.and_then(|open| line.get(..open)).unwrap_or(line).trim_end()
}

fn is_closing_mark(c: char) -> bool {
    !super::is_stop(c) && closes_sentence(c)
}

/// Whether a line is nothing but an address of the web.
pub(super) fn is_address(line: &str) -> bool {
    let rest = ["https://", "http://", "www."].iter().find_map(|start| line.strip_prefix(start));
    rest.is_some_and(|rest| rest.contains('.') && !rest.contains(char::is_whitespace))
}

/// Whether a short line begins with the sign of copyright.
fn is_copyright(line: &str) -> bool {
    line.starts_with('\u{a9}') && line.chars().take(201).count() <= 200
}

/// The number in a line that is only a word and a number in brackets, as under an article: `Comments (0)`.
pub(super) fn counter(line: &str) -> Option<u32> {
    let (word, number) = line.trim().strip_suffix([')', '\u{ff09}'])?.rsplit_once(['(', '\u{ff08}'])?;
    let word = word.trim_end();
    let one_word = !word.is_empty() && word.chars().count() <= 30 && word.chars().all(char::is_alphabetic);
    let plain = !number.is_empty() && number.len() <= 9 && number.bytes().all(|c| c.is_ascii_digit());
    if one_word && plain { number.parse().ok() } else { None }
}

/// Takes a comment counter among the last lines for what it is.
pub(super) fn mark_counter(document: &mut Document) {
    let text = &document.text;
    for block in document.blocks.iter_mut().skip(1).rev().take(5) {
        if let Some(count) = counter(block.span.of(text)) {
            block.kind = BlockKind::Boilerplate;
            document.metadata.comments = document.metadata.comments.or(Some(count));
        }
    }
}
