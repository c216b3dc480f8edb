//! A page as quotes are looked for on it: its marked stretches, its words of saying, its tokens.

use super::cue::{self, Cue};
use super::marks::{self, Piece};
use crate::analysis::{Sentence, Token, Upos};
use crate::document::{Block, BlockKind};
use crate::language::phrases::Word;
use crate::mention::{Mention, Mentions, Setting};
use crate::span::Span;
use std::ops::Range;

/// Everything that the readers of quotes ask.
pub struct Scene<'a> {
    /// The page.
    pub setting: &'a Setting<'a>,
    /// Its actors.
    pub mentions: &'a Mentions,
    /// Blocks of running text.
    pub blocks: Vec<Block>,
    /// Marked stretches, in order.
    pub pieces: Vec<Piece>,
    /// Words of saying, in order.
    pub cues: Vec<Cue<'a>>,
    /// Lower-cased forms of all tokens.
    pub lower: Vec<String>,
    /// For each token one more than the number of the piece it stands in; 0 outside.
    inside: Vec<u32>,
}

impl<'a> Scene<'a> {
    /// Reads marks and words of saying.
    pub fn new(setting: &'a Setting<'a>, blocks: &[Block], mentions: &'a Mentions) -> Scene<'a> {
        let running = |b: &&Block| !matches!(b.kind, BlockKind::Boilerplate | BlockKind::Source | BlockKind::Credit);
        let blocks: Vec<Block> = blocks.iter().filter(running).copied().collect();
        let spans: Vec<Span> = blocks.iter().map(|b| b.span).collect();
        let pieces = marks::find(setting.text, &spans, &setting.language.settings.quotes);
        let tokens = &setting.analysis.tokens;
        let mut inside = vec![0; tokens.len()];
        for (number, piece) in pieces.iter().enumerate() {
            let range = setting.analysis.tokens_in(piece.outer);
            inside.get_mut(range).into_iter().flatten().for_each(|slot| *slot = number as u32 + 1);
        }
        let lower = tokens.iter().map(|t| t.lower(setting.text)).collect();
        let mut scene = Scene { setting, mentions, blocks, pieces, cues: Vec::new(), lower, inside };
        scene.cues = cue::find(&scene);
        scene
    }

    /// A token.
    pub fn token(&self, at: usize) -> Option<&'a Token> {
        self.setting.analysis.tokens.get(at)
    }

    /// Its part of speech; `X` where unknown.
    pub fn upos(&self, at: usize) -> Upos {
        self.token(at).map_or(Upos::X, |t| t.upos)
    }

    /// Its characters; marks of other scripts as their equals of this one.
    pub fn form(&self, at: usize) -> &'a str {
        plain_mark(self.token(at).map_or("", |t| t.span.of(self.setting.text)))
    }

    /// Its lower-cased form.
    pub fn lower(&self, at: usize) -> &str {
        self.lower.get(at).map_or("", String::as_str)
    }

    /// The characters of a range of tokens.
    pub fn span(&self, tokens: Range<usize>) -> Option<Span> {
        let (first, last) = (self.token(tokens.start)?, self.token(tokens.end.checked_sub(1)?)?);
        (tokens.start < tokens.end).then(|| first.span.cover(last.span))
    }

    /// The sentence that holds a token, with its number.
    pub fn sentence(&self, token: usize) -> Option<(usize, &'a Sentence)> {
        let sentences = &self.setting.analysis.sentences;
        let at = sentences.partition_point(|s| s.last as usize <= token);
        sentences.get(at).filter(|s| s.tokens().contains(&token)).map(|s| (at, s))
    }

    /// The piece that a token stands in.
    pub fn piece_at(&self, token: usize) -> Option<usize> {
        (self.inside.get(token).copied().unwrap_or(0) as usize).checked_sub(1)
    }

    /// Whether a token is punctuation: no letter or digit in it.
    pub fn is_punctuation(&self, at: usize) -> bool {
        !self.form(at).chars().any(char::is_alphanumeric)
    }

    /// Whether a token introduces a phrase of place, direction or the like, and so cannot begin a subject.
    pub fn is_marker(&self, at: usize) -> bool {
        match self.upos(at) {
            Upos::Adp | Upos::Sconj => true,
            Upos::Noun | Upos::Propn | Upos::Verb | Upos::Pron | Upos::Det | Upos::Num => false,
            _ => self.is_listed(at),
        }
    }

    fn is_listed(&self, at: usize) -> bool {
        self.setting.language.settings.markers.values().flatten().any(|w| w == self.lower(at))
    }

    /// Whether a token introduces a reported clause: by the pack, or as a subordinator that says neither when nor why.
    pub fn is_complementiser(&self, at: usize) -> bool {
        self.setting.language.marks("that", self.lower(at)) || self.upos(at) == Upos::Sconj && !self.is_listed(at)
    }

    /// Whether a token closes what is said, as a particle or by its ending.
    pub fn is_that(&self, at: usize) -> bool {
        self.setting.language.marks("that", self.lower(at)) || self.that_ending(at)
    }

    /// Whether a token ends in what closes something said: markers that are written with a hyphen before them.
    pub fn that_ending(&self, at: usize) -> bool {
        let endings = self.setting.language.settings.markers.get("that");
        let lower = self.lower(at);
        let mut endings = endings.into_iter().flatten().filter_map(|word| word.strip_prefix('-'));
        endings.any(|end| lower.len() > end.len() && lower.ends_with(end))
    }

    /// Whether a token begins with a capital, in a script that has them.
    pub fn capital(&self, at: usize) -> bool {
        self.form(at).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether a token ends a sentence.
    pub fn is_sentence_end(&self, at: usize) -> bool {
        matches!(self.form(at), "." | "?" | "!" | "\u{3002}")
    }

    /// Whether the token says whose something is, as `of` does.
    pub fn is_of(&self, at: usize) -> bool {
        self.setting.language.marks("of", self.lower(at))
    }

    /// The words of a range of tokens as phrases are matched on them.
    pub fn words(&self, tokens: Range<usize>) -> Vec<Word<'_>> {
        let range = tokens.start..tokens.end.min(self.setting.analysis.tokens.len());
        let of = |t: usize| {
            let before = t.checked_sub(1).filter(|b| range.contains(b)).and_then(|b| self.token(b));
            self.token(t).map(|token| Word {
                form: self.form(t),
                lower: self.lower(t),
                lemma: &token.lemma,
                glued: before.is_some_and(|b| b.span.end == token.span.start),
            })
        };
        range.clone().filter_map(of).collect()
    }

    /// The mentions that share a token with a range of one sentence.
    pub fn mentions_in(&self, tokens: Range<usize>) -> impl DoubleEndedIterator<Item = &'a Mention> + use<'a> {
        let all = &self.mentions.mentions;
        let from = all.partition_point(|m| m.last <= tokens.start);
        let to = all.partition_point(|m| m.first < tokens.end);
        all.get(from..to.max(from)).unwrap_or(&[]).iter()
    }

    /// Words of saying that begin in a range of tokens.
    pub fn cues_in(&self, tokens: Range<usize>) -> Range<usize> {
        let from = self.cues.partition_point(|c| c.first < tokens.start);
        let to = self.cues.partition_point(|c| c.first < tokens.end);
        from..to.max(from)
    }

    /// Whether a single token is a pronoun, by its tag or by the table of groups.
    pub fn is_pronoun(&self, at: usize) -> bool {
        self.upos(at) == Upos::Pron || {
            let words = self.words(at..at + 1);
            !self.setting.language.groups.at(&words, 0).is_empty()
        }
    }
}

/// A comma, colon, stop or bracket of another script as its equal in this one.
fn plain_mark(form: &str) -> &str {
    match form {
        "\u{FF0C}" | "\u{60C}" => ",",
        "\u{FF1A}" => ":",
        "\u{FF08}" => "(",
        "\u{FF09}" => ")",
        "\u{FF1F}" | "\u{61F}" => "?",
        "\u{FF01}" => "!",
        other => other,
    }
}
