//! From a document's blocks to sentences and tokens.

use std::collections::HashSet;

use super::letters::Letters;
use super::models::Models;
use super::token::Words;
use super::{Analysis, Clitics, Deprel, Sentence, Subtype, Tense, Token, Upos, VerbForm, sentence, token};
use crate::span::Span;

/// What a language's pack says about where words and sentences end.
#[derive(Clone, Debug, Default)]
pub struct Segmentation {
    /// Lower-cased abbreviations without their last full stop.
    abbreviations: HashSet<String>,
    /// What is glued to words, where no treebank teaches how words are cut.
    pub clitics: Option<Clitics>,
    /// Whether known names and words are tokens as they are, not only cut out of their surroundings.
    pub whole: bool,
}

impl Segmentation {
    /// Settings from the pack's list of abbreviations, each with or without its full stop.
    ///
    /// ```
    /// use legation::analysis::{Analysis, Segmentation};
    /// use legation::span::Span;
    /// let settings = Segmentation::new(["gen."]);
    /// let text = "Gen. Park left. He said nothing.";
    /// let analysis = Analysis::segment(text, &[Span::new(0, text.len())], &settings, None, &[]);
    /// assert_eq!(analysis.sentences.len(), 2);
    /// assert_eq!(analysis.tokens[0].span.of(text), "Gen.");
    /// ```
    pub fn new<S: AsRef<str>>(abbreviations: impl IntoIterator<Item = S>) -> Segmentation {
        let bare = |a: S| a.as_ref().trim_end_matches('.').to_lowercase();
        let abbreviations = abbreviations.into_iter().map(bare).filter(|a| !a.is_empty()).collect();
        Segmentation { abbreviations, clitics: None, whole: false }
    }

    /// The form under which word tables may have a word, as far as its letters tell.
    fn dictionary_form(&self, word: &str) -> String {
        let lower = word.to_lowercase();
        self.clitics.as_ref().and_then(|clitics| clitics.dictionary_form(&lower)).unwrap_or(lower)
    }

    /// Whether a full stop after `word` belongs to it.
    pub(super) fn is_abbreviation(&self, word: &str) -> bool {
        !self.abbreviations.is_empty() && self.abbreviations.contains(&word.to_lowercase())
    }
}

impl Analysis {
    /// Cuts `blocks` of `text` into sentences and tokens, in the order given; nothing is tagged or parsed yet.
    ///
    /// Tokens joined with the white space between them equal the sentence. `models` know how the language's treebank
    /// cuts clitics and hyphens, and where words end that no white space parts; without them only white space and
    /// punctuation count. `fixed` are names that are known, in order of the text and without overlap: where words stand
    /// without white space, the edges of names are edges of tokens.
    pub fn segment(
        text: &str,
        blocks: &[Span],
        settings: &Segmentation,
        models: Option<&Models>,
        fixed: &[Span],
    ) -> Analysis {
        let cuts = models.map(|m| &m.cuts);
        let words = Words::new(settings, models, fixed);
        let mut analysis = Analysis::default();
        let mut spans = Vec::new();
        for block in blocks {
            spans.clear();
            token::tokens(text, *block, &words, &mut spans);
            sentence::sentences(text, &spans, cuts, |first, last| {
                analysis.add(text, &spans[first..last], settings, words.letters);
            });
        }
        analysis
    }

    fn add(&mut self, text: &str, spans: &[Span], settings: &Segmentation, letters: Option<&Letters>) {
        let (Some(start), Some(end)) = (spans.first(), spans.last()) else { return };
        let first = self.tokens.len() as u32;
        for (at, span) in spans.iter().enumerate() {
            self.tokens.push(Token {
                span: *span,
                lemma: match letters {
                    Some(letters) => letters.folded(span.of(text)).to_lowercase().into(),
                    None => settings.dictionary_form(span.of(text)).into(),
                },
                upos: Upos::X,
                head: first + at as u32,
                deprel: Deprel::Dep,
                subtype: Subtype::None,
                tense: Tense::None,
                verb_form: VerbForm::None,
                passive: false,
                lowered: false,
            });
        }
        let last = self.tokens.len() as u32;
        self.sentences.push(Sentence { span: start.cover(*end), first, last, parsed: false });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Classes, Cuts, Cutter, Lexicon, Weights};

    /// Numbers that look random and are the same every time (xorshift).
    struct Dice(u64);

    impl Dice {
        fn below(&mut self, limit: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            (self.0 % limit as u64) as usize
        }
    }

    fn whole(text: &str, models: Option<&Models>) -> Analysis {
        let settings = Segmentation::new(["gen.", "no"]);
        Analysis::segment(text, &[Span::new(0, text.len())], &settings, models, &[])
    }

    fn check(text: &str, analysis: &Analysis) {
        let mut at = 0;
        let gap = |from: u32, to: u32| Span { start: from, end: to }.of(text).trim().is_empty();
        for sentence in &analysis.sentences {
            let tokens = &analysis.tokens[sentence.tokens()];
            assert_eq!(sentence.span.start, tokens[0].span.start, "{text:?}");
            assert_eq!(sentence.span.end, tokens[tokens.len() - 1].span.end, "{text:?}");
            for token in tokens {
                assert!(text.get(token.span.range()).is_some_and(|t| !t.is_empty()), "{text:?} {token:?}");
                assert!(token.span.start >= at && gap(at, token.span.start), "{text:?}");
                at = token.span.end;
            }
        }
        assert!(gap(at, text.len() as u32), "{text:?}");
    }

    #[test]
    fn tokens_joined_equal_the_text() {
        let odd = [
            "a",
            "B",
            "Gen",
            ".",
            ",",
            "'",
            "\u{2019}",
            "s",
            "n't",
            " ",
            "\n",
            "\n\n",
            "\u{a0}",
            "\u{3000}",
            "-",
            "--",
            "\"",
            "\u{201c}",
            "\u{201d}",
            "\u{e9}",
            "e\u{301}",
            "\u{130}",
            "\u{df}",
            "\u{65e5}\u{672c}",
            "\u{3002}",
            "\u{300c}",
            "\u{300d}",
            "\u{ff08}",
            "\u{ff09}",
            "\u{1f600}",
            "\u{200d}",
            "\u{fe0f}",
            "\u{627}\u{644}",
            "\u{61f}",
            "3",
            "1.5",
            "://",
            "@",
            "www.",
            "/",
            "?",
            "!",
            "\u{2026}",
            "\0",
            "\u{ffff}",
            "\u{10ffff}",
            "nya",
            "U.S.",
            "\u{AC00}\u{B098}",
            "\u{4E00}\u{4E01}",
            "\u{30AB}\u{30FC}",
            "\u{FF11}\u{FF0C}",
            "l'",
        ];
        let cuts = Cuts {
            splits_hyphens: true,
            endings: ["'s", "n't", "nya", "a"].map(str::to_owned).into(),
            words: [("aaa".to_owned(), vec![1, 9]), ("b".to_owned(), vec![])].into(),
            ..Cuts::default()
        };
        let elided = Cuts { beginnings: ["l'", "'"].map(str::to_owned).into(), ..cuts.clone() };
        let models = Models { cuts, ..Models::default() };
        let elided = Models { cuts: elided, ..Models::default() };
        let dense = dense();
        let settings = Segmentation::default();
        let mut dice = Dice(7);
        for _ in 0..3000 {
            let length = dice.below(40);
            let text: String = (0..length).map(|_| odd[dice.below(odd.len())]).collect();
            check(&text, &whole(&text, None));
            for models in [&models, &elided, &dense] {
                check(&text, &whole(&text, Some(models)));
            }
            let any = Span::new(dice.below(40), dice.below(80));
            check(&text, &Analysis::segment(&text, &[Span::new(0, text.len())], &settings, Some(&dense), &[any]));
        }
    }

    /// Models with a cutter that has learned nothing sensible.
    fn dense() -> Models {
        let table = (0..1 << 6).map(|at| at % 5 - 2).collect();
        let word = ("\u{4E00}\u{4E01}", Classes { tags: 1, names: 0 });
        let cutter = Cutter::new(Weights::new(6, 1, table).unwrap(), Lexicon::new(16, [word])).unwrap();
        let mut models = Models { cutter: Some(cutter), ..Models::default() };
        models.lexicon.letters = Letters::new(true, Vec::new());
        models
    }

    #[test]
    fn known_names_are_cut_at_their_edges() {
        // A cutter that never cuts.
        let cutter = Cutter::new(Weights::new(1, 1, vec![0; 2]).unwrap(), Lexicon::default()).unwrap();
        let models = Models { cutter: Some(cutter), ..Models::default() };
        let text = "\u{4E00}\u{4E01}\u{4E02}\u{4E03} EU";
        let fixed = [Span::new(3, 9)];
        let blocks = [Span::new(0, text.len())];
        let analysis = Analysis::segment(text, &blocks, &Segmentation::default(), Some(&models), &fixed);
        let ends: Vec<u32> = analysis.tokens.iter().map(|t| t.span.end).collect();
        assert_eq!(ends, [3, 9, 12, 15]);
    }

    #[test]
    fn sentences_stay_in_their_blocks() {
        let text = "A headline\nThe text";
        let blocks = [Span::new(0, 10), Span::new(11, text.len())];
        let analysis = Analysis::segment(text, &blocks, &Segmentation::default(), None, &[]);
        let spans: Vec<Span> = analysis.sentences.iter().map(|s| s.span).collect();
        assert_eq!(spans, blocks);
    }
}
