//! Questions to a sentence's tree.

use super::{Analysis, Sentence, Token};
use crate::span::Span;

/// The dependents of each token of one sentence. Tokens are numbered as in [`Analysis::tokens`].
#[derive(Clone, Debug)]
pub struct Tree {
    first: usize,
    /// Dependents of the sentence's tokens, one token after another.
    dependents: Vec<u32>,
    /// Where in `dependents` those of each token begin; one more at the end.
    starts: Vec<u32>,
}

impl Tree {
    /// Dependents of a token, in order of the text; none for a token of another sentence.
    pub fn children(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let at = token.checked_sub(self.first);
        let bounds = at.and_then(|at| Some(*self.starts.get(at)? as usize..*self.starts.get(at + 1)? as usize));
        bounds.and_then(|b| self.dependents.get(b)).unwrap_or(&[]).iter().map(|d| *d as usize)
    }

    /// A token and everything below it, in order of the text.
    pub fn subtree(&self, token: usize) -> Vec<usize> {
        let mut found = vec![token];
        let mut at = 0;
        while at < found.len() && found.len() <= self.dependents.len() + 1 {
            found.extend(self.children(found[at]));
            at += 1;
        }
        found.sort_unstable();
        found
    }
}

impl Analysis {
    /// The tree of one sentence; without dependents where it was not parsed.
    pub fn tree(&self, sentence: &Sentence) -> Tree {
        let tokens = self.tokens.get(sentence.tokens()).unwrap_or(&[]);
        let first = sentence.first as usize;
        let head = |at: usize| (tokens[at].head as usize).checked_sub(first).filter(|h| *h != at && *h < tokens.len());
        let mut starts = vec![0u32; tokens.len() + 1];
        for head in (0..tokens.len()).filter_map(head) {
            starts[head + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut filled = starts.clone();
        let mut dependents = vec![0; starts.last().map_or(0, |n| *n as usize)];
        for (at, head) in (0..tokens.len()).filter_map(|at| Some((at, head(at)?))) {
            dependents[filled[head] as usize] = (first + at) as u32;
            filled[head] += 1;
        }
        Tree { first, dependents, starts }
    }

    /// The token's head, its head's head and so on up to the root.
    pub fn path_to_root(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let up = move |at: &usize| {
            let head = self.tokens.get(*at)?.head as usize;
            (head != *at).then_some(head)
        };
        // No tree is deeper than it has tokens; that also ends a walk through a broken one.
        std::iter::successors(up(&token), up).take(self.tokens.len())
    }

    /// The sentence that holds a token.
    pub fn sentence_of(&self, token: usize) -> Option<&Sentence> {
        let at = self.sentences.partition_point(|s| s.last as usize <= token);
        self.sentences.get(at).filter(|s| s.tokens().contains(&token))
    }

    /// Tokens of one sentence, with their numbers.
    pub fn tokens_of(&self, sentence: &Sentence) -> impl DoubleEndedIterator<Item = (usize, &Token)> {
        let tokens = self.tokens.get(sentence.tokens()).unwrap_or(&[]);
        tokens.iter().enumerate().map(|(at, token)| (sentence.first as usize + at, token))
    }

    /// The tokens that share a byte with `span`; blocks must have been given in order of the text.
    pub fn tokens_in(&self, span: Span) -> std::ops::Range<usize> {
        let first = self.tokens.partition_point(|t| t.span.end <= span.start);
        let last = self.tokens.partition_point(|t| t.span.start < span.end);
        first..last.max(first)
    }
}
