//! Scores on running text that the program cuts by itself.

use std::collections::{BTreeMap, BTreeSet};

use legation::analysis::{Analysis, Deprel, Models, Segmentation, Subtype, Upos};
use legation::span::Span;

use crate::score::Found;
use crate::treebank::Sentence;

/// F1 of all that can be found in running text.
#[derive(Clone, Copy, Default)]
pub struct RawScores {
    pub tokens: Found,
    pub sentences: Found,
    /// Tokens with the right ends and part of speech, head, head and relation; nothing where `syntax` was not asked for.
    pub upos: Found,
    pub unlabelled: Found,
    pub labelled: Found,
}

/// A test part as running text, a paragraph a block.
#[derive(Default)]
struct Running {
    text: String,
    blocks: Vec<Span>,
    /// Bytes of the tokens of each sentence.
    tokens: Vec<Vec<(usize, usize)>>,
}

impl Running {
    fn new(sentences: &[Sentence]) -> Running {
        let mut running = Running::default();
        let mut start = 0;
        for (at, sentence) in sentences.iter().enumerate() {
            let mut tokens = Vec::new();
            for word in &sentence.words {
                let from = running.text.len();
                running.text.push_str(&word.form);
                tokens.push((from, running.text.len()));
                if word.space_after {
                    running.text.push(' ');
                }
            }
            running.tokens.push(tokens);
            if sentences.get(at + 1).is_none_or(|next| next.begins_paragraph) {
                running.blocks.push(Span::new(start, running.text.len()));
                running.text.push('\n');
                start = running.text.len();
            }
        }
        running
    }
}

/// Head, by its bytes; none for the root.
type Head = Option<(usize, usize)>;
/// Everything said of the token with these bytes.
type Said = BTreeMap<(usize, usize), (Upos, Head, (Deprel, Subtype))>;

/// Cuts the running text of a test part, and parses it where `syntax` says so.
pub fn scores(models: &Models, sentences: &[Sentence], syntax: bool) -> RawScores {
    let running = Running::new(sentences);
    let settings = Segmentation::default();
    let mut analysis = Analysis::segment(&running.text, &running.blocks, &settings, Some(models), &[]);
    let mut scores = RawScores::default();
    let range = |span: Span| (span.start as usize, span.end as usize);
    let found: BTreeSet<_> = analysis.tokens.iter().map(|t| range(t.span)).collect();
    scores.tokens.add(&found, &running.tokens.iter().flatten().copied().collect());
    let ends = |tokens: &Vec<(usize, usize)>| Some((tokens.first()?.0, tokens.last()?.1));
    let found: BTreeSet<_> = analysis.sentences.iter().map(|s| range(s.span)).collect();
    scores.sentences.add(&found, &running.tokens.iter().filter_map(ends).collect());
    if syntax {
        for index in 0..analysis.sentences.len() {
            analysis.parse_sentence(index, &running.text, models);
        }
        let (said, wanted) = (said(&analysis), wanted(sentences, &running));
        count(&mut scores.upos, &said, &wanted, |(upos, _, _)| *upos);
        count(&mut scores.unlabelled, &said, &wanted, |(_, head, _)| *head);
        count(&mut scores.labelled, &said, &wanted, |(_, head, (relation, _))| (*head, *relation));
    }
    scores
}

fn said(analysis: &Analysis) -> Said {
    let range = |span: Span| (span.start as usize, span.end as usize);
    let token = |(at, token): (usize, &legation::analysis::Token)| {
        let head = analysis.tokens.get(token.head as usize).filter(|_| token.head as usize != at);
        (range(token.span), (token.upos, head.map(|h| range(h.span)), (token.deprel, token.subtype)))
    };
    analysis.tokens.iter().enumerate().map(token).collect()
}

fn wanted(sentences: &[Sentence], running: &Running) -> Said {
    let mut wanted = Said::new();
    for (sentence, tokens) in sentences.iter().zip(&running.tokens) {
        for (word, bytes) in sentence.words.iter().zip(tokens) {
            let upos = Upos::from_name(&word.upos).unwrap_or(Upos::X);
            let head = word.head.checked_sub(1).and_then(|head| tokens.get(head as usize)).copied();
            let relation = Deprel::from_name(&word.relation).unwrap_or((Deprel::Dep, Subtype::None));
            wanted.insert(*bytes, (upos, head, relation));
        }
    }
    wanted
}

/// Counts tokens of which both say the same.
fn count<T: Eq>(found: &mut Found, said: &Said, wanted: &Said, of: impl Fn(&(Upos, Head, (Deprel, Subtype))) -> T) {
    let same = said.iter().filter(|(bytes, said)| wanted.get(bytes).is_some_and(|wanted| of(said) == of(wanted)));
    found.count(said.len(), wanted.len(), same.count());
}
