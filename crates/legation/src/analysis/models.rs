//! The trained models of one language, and running them over an analysis.

use super::arcs::ArcParser;
use super::cuts::Cuts;
use super::cutter::Cutter;
use super::lemma::Lemmatiser;
use super::letters::Letters;
use super::lexicon::Lexicon;
use super::names::NameFinder;
use super::packed::{self, Packer, Unpacker};
use super::relations::RelationLabeller;
use super::tagger::Tagger;
use super::word::Word;
use super::{Analysis, LONGEST_PARSED, Upos, VerbForm};
use crate::error::Error;
use crate::span::Span;
use std::collections::{HashMap, HashSet};

/// Tagger, lemmatiser and parser; they are trained on each other and go together.
#[derive(Clone, Debug)]
pub struct Syntax {
    /// Parts of speech.
    pub tagger: Tagger,
    /// Dependency heads.
    pub arcs: ArcParser,
    /// Relations to the heads.
    pub relations: RelationLabeller,
    /// Dictionary forms.
    pub lemmas: Lemmatiser,
}

/// The models of one language.
#[derive(Clone, Debug, Default)]
pub struct Models {
    /// How words are cut.
    pub cuts: Cuts,
    /// Where words end that no white space parts, for languages that write so.
    pub cutter: Option<Cutter>,
    /// What words were seen as.
    pub lexicon: Lexicon,
    /// Tags, lemmas and trees, where there is a treebank.
    pub syntax: Option<Syntax>,
    /// Names, where there is a corpus.
    pub names: Option<NameFinder>,
}

impl Models {
    /// Reads a model file. A damaged file is an error.
    pub fn load(bytes: &[u8]) -> Result<Models, Error> {
        let body = packed::open(bytes)?;
        let unpacker = &mut Unpacker::new(&body);
        let cuts = Cuts::unpack(unpacker)?;
        let mut lexicon = Lexicon::unpack(unpacker)?;
        let syntax = match unpacker.number()? {
            0 => None,
            _ => Some(Syntax {
                tagger: Tagger::unpack(unpacker)?,
                arcs: ArcParser::unpack(unpacker)?,
                relations: RelationLabeller::unpack(unpacker)?,
                lemmas: Lemmatiser::unpack(unpacker)?,
            }),
        };
        let names = match unpacker.number()? {
            0 => None,
            _ => Some(NameFinder::unpack(unpacker)?),
        };
        // Files of languages that need neither folding nor a cutter end here.
        let mut cutter = None;
        if !unpacker.is_done() {
            lexicon.letters = Letters::unpack(unpacker)?;
            if unpacker.number()? != 0 {
                cutter = Some(Cutter::unpack(unpacker)?);
            }
        }
        Ok(Models { cuts, cutter, lexicon, syntax, names })
    }

    /// With words that are preferred as lemmas of words that were not seen in training.
    pub fn favouring(mut self, words: HashSet<String>) -> Models {
        if let Some(syntax) = &mut self.syntax {
            syntax.lemmas.favour(words);
        }
        self
    }

    /// With parts of speech of dictionary forms, for words that training has not shown.
    pub fn favouring_classes(mut self, classes: HashMap<String, Upos>) -> Models {
        if let Some(syntax) = &mut self.syntax {
            syntax.lemmas.favour_classes(classes);
        }
        self
    }

    /// The model file's bytes; the same models give the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut packer = Packer::default();
        self.cuts.pack(&mut packer);
        self.lexicon.pack(&mut packer);
        packer.number(u64::from(self.syntax.is_some()));
        if let Some(syntax) = &self.syntax {
            syntax.tagger.pack(&mut packer);
            syntax.arcs.pack(&mut packer);
            syntax.relations.pack(&mut packer);
            syntax.lemmas.pack(&mut packer);
        }
        packer.number(u64::from(self.names.is_some()));
        if let Some(names) = &self.names {
            names.pack(&mut packer);
        }
        if self.cutter.is_some() || !self.lexicon.letters.is_plain() {
            self.lexicon.letters.pack(&mut packer);
            packer.number(u64::from(self.cutter.is_some()));
            if let Some(cutter) = &self.cutter {
                cutter.pack(&mut packer);
            }
        }
        packer.finish()
    }
}

impl Analysis {
    /// Finds names in all sentences; does nothing where the language has no model of names.
    pub fn tag_names(&mut self, text: &str, models: &Models) {
        self.tag_names_where(text, models, |_| true);
    }

    /// Finds names in the sentences that are wanted, by their numbers.
    pub fn tag_names_where(&mut self, text: &str, models: &Models, wanted: impl Fn(usize) -> bool) {
        let Some(finder) = &models.names else { return };
        self.names.clear();
        for (_, sentence) in self.sentences.iter().enumerate().filter(|(index, _)| wanted(*index)) {
            let tokens = self.tokens.get(sentence.tokens()).unwrap_or(&[]);
            let spans: Vec<Span> = tokens.iter().map(|t| t.span).collect();
            let words: Vec<Word> = tokens.iter().map(|t| Word::new(&t.form(text), &models.lexicon)).collect();
            NameFinder::names(&finder.run(&words), &spans, &mut self.names);
        }
    }

    /// Tags, lemmatises and parses one sentence in place. Sentences of more than [`LONGEST_PARSED`] tokens and those
    /// of languages without a model stay as they are.
    pub fn parse_sentence(&mut self, index: usize, text: &str, models: &Models) {
        let (Some(syntax), Some(sentence)) = (&models.syntax, self.sentences.get_mut(index)) else { return };
        let Some(tokens) = self.tokens.get_mut(sentence.tokens()) else { return };
        if tokens.len() > LONGEST_PARSED {
            return;
        }
        let words: Vec<Word> = tokens.iter().map(|t| Word::new(&t.form(text), &models.lexicon)).collect();
        let mut labels = syntax.tagger.run(&words);
        let mark = |t: &super::Token| !t.span.of(text).ends_with(char::is_alphanumeric);
        for (at, (label, token)) in labels.iter_mut().zip(tokens.iter()).enumerate() {
            let opens = at.checked_sub(1).and_then(|before| tokens.get(before)).is_none_or(mark);
            let tag = syntax.tagger.tag(*label);
            if syntax.lemmas.is_name(&token.form(text), tag.upos, opens) {
                *label = syntax.tagger.label_of(Upos::Propn).unwrap_or(*label);
                continue;
            }
            // Where verbs do not show their form, nouns and verbs are too much alike.
            if tag.upos != Upos::Verb || tag.verb_form != VerbForm::None {
                let mended = syntax.lemmas.mended(&token.form(text), tag.upos);
                *label = mended.and_then(|upos| syntax.tagger.label_of(upos)).unwrap_or(*label);
            }
        }
        let heads = syntax.arcs.run(&words, &labels);
        let relations = syntax.relations.run(&words, &labels, &heads);
        for (at, token) in tokens.iter_mut().enumerate() {
            let tag = syntax.tagger.tag(labels[at]);
            (token.upos, token.tense, token.verb_form, token.passive) =
                (tag.upos, tag.tense, tag.verb_form, tag.passive);
            (token.deprel, token.subtype) = syntax.relations.relation(relations[at]);
            token.head = sentence.first + heads[at].checked_sub(1).unwrap_or(at as u32);
            token.lemma = syntax.lemmas.lemma(&models.lexicon.letters.folded(&token.form(text)), tag.upos);
        }
        sentence.parsed = true;
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Classes;
    use super::super::weights::Weights;
    use super::*;

    fn small() -> Models {
        let weights = |classes: usize| {
            let table = (0..classes << 3).map(|at| (at as i16 % 7) - 3).collect();
            Weights::new(3, classes, table).unwrap()
        };
        let names = |names: [&str; 3]| names.map(str::to_owned).to_vec();
        let words = [("aa", super::super::Upos::Noun, "ab", 3), ("cca", super::super::Upos::Verb, "c", 1)];
        let syntax = Syntax {
            tagger: Tagger::new(names(["NOUN", "VERB|Past", "X"]), weights(3)).unwrap(),
            arcs: ArcParser::new(weights(3)).unwrap(),
            relations: RelationLabeller::new(names(["obj", "nsubj:pass", "root"]), weights(3)).unwrap(),
            lemmas: Lemmatiser::learn(words.into_iter()),
        };
        let cuts =
            Cuts { endings: ["x".to_owned()].into(), words: [("yx".to_owned(), vec![2])].into(), ..Cuts::default() };
        let names = Some(NameFinder::new(weights(NameFinder::CLASSES)).unwrap());
        let class = Classes { tags: 1, names: 0 };
        let dictionary = Lexicon::new(8, [("\u{4E00}\u{4E01}", class)]);
        let cutter = Some(Cutter::new(weights(1), dictionary).unwrap());
        let mut lexicon = Lexicon::new(8, [("aa", class)]);
        lexicon.letters = Letters::new(true, vec![('\u{4E02}', '\u{4E01}'), ('\u{2019}', '\'')]);
        Models { cuts, cutter, lexicon, syntax: Some(syntax), names }
    }

    #[test]
    fn a_file_holds_all_that_was_packed() {
        let bytes = small().to_bytes();
        assert_eq!(Models::load(&bytes).unwrap().to_bytes(), bytes);
    }

    #[test]
    fn a_body_of_wrong_content_never_panics() {
        let body = packed::open(&small().to_bytes()).unwrap();
        let text = "aa bx cca. Aa yx \u{4E00}\u{4E02}b\u{4E00}\u{FF11}";
        for at in 0..body.len() {
            for change in [1, 0x55, 0x80, 0xFF] {
                let mut damaged = body.clone();
                damaged[at] ^= change;
                // The checksum fits, so only the checks of the content are left.
                let Ok(models) = Models::load(&Packer::of(damaged).finish()) else { continue };
                let blocks = [Span::new(0, text.len())];
                let mut analysis = Analysis::segment(text, &blocks, &Default::default(), Some(&models), &[]);
                analysis.tag_names(text, &models);
                analysis.parse_sentence(0, text, &models);
            }
        }
    }
}
