//! The words of an article and how far each stands from its beginning, measured alike in every script.

use super::sound;
use super::words::{self, Word};
use legation::record::{BlockKind, Record};

/// Longest part of an article that is looked at, in characters.
const LONGEST: usize = 60_000;

/// The text of an article without captions, credits and furniture.
pub(super) struct Body {
    /// The whole text as characters.
    pub text: Vec<char>,
    /// Its stretches: first character, one past the last.
    pub blocks: Vec<(usize, usize)>,
    /// Latin letters before each character, counting only those inside the stretches.
    before: Vec<u32>,
    /// Whether most of its letters know capitals.
    pub cased: bool,
}

impl Body {
    /// The body of a record's article.
    pub fn of(record: &Record) -> Body {
        let text: Vec<char> = record.article.text.chars().take(LONGEST).collect();
        let kept = |kind: BlockKind| matches!(kind, BlockKind::Headline | BlockKind::Heading | BlockKind::Paragraph);
        let blocks = record.article.blocks.iter().filter(|block| kept(block.kind));
        let clamp = |at: u32| (at as usize).min(text.len());
        let blocks: Vec<_> = blocks.map(|b| (clamp(b.start), clamp(b.end))).filter(|(a, b)| a < b).collect();
        let before = lengths(&text, &blocks);
        let letters =
            || blocks.iter().flat_map(|(a, b)| text.get(*a..*b).unwrap_or_default()).filter(|c| c.is_alphabetic());
        let cased = letters().filter(|c| words::has_case(**c)).count() * 2 > letters().count();
        Body { text, blocks, before, cased }
    }

    /// How far a character stands from the beginning.
    pub fn at(&self, character: usize) -> u32 {
        self.before.get(character).or(self.before.last()).copied().unwrap_or(0)
    }

    /// The length of the whole.
    pub fn length(&self) -> u32 {
        self.before.last().copied().unwrap_or(0)
    }

    /// Whether a character stands in the article's own words.
    pub fn holds(&self, character: usize) -> bool {
        let at = self.blocks.partition_point(|(start, _)| *start <= character);
        at.checked_sub(1).and_then(|at| self.blocks.get(at)).is_some_and(|(_, end)| character < *end)
    }

    /// The words of each stretch.
    pub fn words(&self) -> impl Iterator<Item = Vec<Word>> + '_ {
        self.blocks.iter().map(|(start, end)| words::words(&self.text, *start, *end))
    }

    /// Some of its characters.
    pub fn slice(&self, word: Word) -> String {
        self.text.get(word.start..word.end).unwrap_or_default().iter().collect()
    }
}

fn lengths(text: &[char], blocks: &[(usize, usize)]) -> Vec<u32> {
    let (mut sum, mut before, mut block) = (0u32, Vec::with_capacity(text.len() + 1), blocks.iter().peekable());
    for (at, c) in text.iter().enumerate() {
        before.push(sum);
        while block.next_if(|(_, end)| *end <= at).is_some() {}
        if block.peek().is_some_and(|(start, _)| *start <= at) {
            sum = sum.saturating_add(sound::length(*c));
        }
    }
    before.push(sum);
    before
}
