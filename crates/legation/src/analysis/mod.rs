//! Sentences, tokens, lemmas, parts of speech and dependency heads (Universal Dependencies), and name spans.
//!
//! Must never name an actor.

mod arcs;
mod clauses;
mod clitics;
mod cuts;
mod cutter;
mod features;
mod glued;
mod headline;
mod isolating;
mod labels;
mod lemma;
mod letters;
mod lexicon;
mod models;
mod names;
mod packed;
mod particles;
mod relations;
mod script;
mod segment;
mod sentence;
mod shallow;
mod spelt;
mod tagger;
mod token;
mod tree;
mod units;
mod weights;
mod word;

pub use arcs::{ArcParser, ArcState, Move, Nodes};
pub use clauses::{Ending, Part, Piece};
pub use clitics::Clitics;
pub use cuts::Cuts;
pub use cutter::{Cutter, Run};
pub use features::Features;
pub use isolating::Isolating;
pub use labels::Tag;
pub use lemma::{Ends, Guess, Known, Lemmatiser};
pub use letters::{Kind, Letters};
pub use lexicon::{Classes, Lexicon};
pub use models::{Models, Syntax};
pub use names::NameFinder;
pub use particles::RoleMark;
pub use relations::{Arcs, RelationLabeller};
pub use segment::Segmentation;
pub use shallow::{Gender, Grammar, Order, Shape};
pub use tagger::Tagger;
pub use tree::Tree;
pub use units::{Unit, Verbal};
pub use weights::Weights;
pub use word::Word;

use crate::span::Span;

/// Sentences with more tokens are neither tagged nor parsed.
pub const LONGEST_PARSED: usize = 2000;

/// Universal part of speech (UD v2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

/// Universal dependency relation (UD v2), without its subtype.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Deprel {
    Acl,
    Advcl,
    Advmod,
    Amod,
    Appos,
    Aux,
    Case,
    Cc,
    Ccomp,
    Clf,
    Compound,
    Conj,
    Cop,
    Csubj,
    Dep,
    Det,
    Discourse,
    Dislocated,
    Expl,
    Fixed,
    Flat,
    Goeswith,
    Iobj,
    List,
    Mark,
    Nmod,
    Nsubj,
    Nummod,
    Obj,
    Obl,
    Orphan,
    Parataxis,
    Punct,
    Reparandum,
    Root,
    Vocative,
    Xcomp,
}

/// The subtypes of relations that later rooms ask for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Subtype {
    /// No subtype, or one nobody asks for.
    #[default]
    None,
    /// `:pass`
    Pass,
    /// `:agent`
    Agent,
    /// `:poss`
    Poss,
    /// `:tmod`
    Tmod,
    /// `:relcl`
    Relcl,
}

/// Tense of a verb form, where the language marks it on the word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Tense {
    #[default]
    None,
    Past,
    Present,
    Future,
}

/// Form of a verb.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum VerbForm {
    #[default]
    None,
    Finite,
    Infinitive,
    Participle,
    Gerund,
}

/// One syntactic word.
#[derive(Clone, Debug)]
pub struct Token {
    /// Its characters.
    pub span: Span,
    /// Its lemma, in lower case unless it is a proper noun; the lower-cased form where no model knows better.
    pub lemma: Box<str>,
    /// Part of speech; `X` where the sentence was not tagged.
    pub upos: Upos,
    /// Index of its head in [`Analysis::tokens`]; its own index for a root and in sentences that were not parsed.
    pub head: u32,
    /// Relation to the head; `Root` for a root, `Dep` where not parsed.
    pub deprel: Deprel,
    /// Subtype of the relation.
    pub subtype: Subtype,
    /// Tense, if marked.
    pub tense: Tense,
    /// Verb form, if marked.
    pub verb_form: VerbForm,
    /// Whether the form is marked as passive voice (`Voice=Pass`).
    pub passive: bool,
    /// Whether its capital comes from a headline that writes every word with one.
    pub lowered: bool,
}

impl Token {
    /// Its form as it would stand in a plain sentence.
    pub fn form<'t>(&self, text: &'t str) -> std::borrow::Cow<'t, str> {
        let form = self.span.of(text);
        if self.lowered { form.to_lowercase().into() } else { form.into() }
    }

    /// Its lower-cased form as word tables have it: a curved apostrophe stands for the plain one.
    pub fn lower(&self, text: &str) -> String {
        plain(&self.span.of(text).to_lowercase())
    }
}

/// A word with plain apostrophes: typesetters curve them, word tables do not.
pub fn plain(word: &str) -> String {
    word.replace('\u{2019}', "'")
}

/// One sentence.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Its characters, without white space around.
    pub span: Span,
    /// Its first token in [`Analysis::tokens`].
    pub first: u32,
    /// One past its last token.
    pub last: u32,
    /// Whether heads and relations are those of a parser.
    pub parsed: bool,
}

impl Sentence {
    /// Indices of its tokens.
    pub fn tokens(&self) -> std::ops::Range<usize> {
        self.first as usize..self.last as usize
    }
}

/// What kind of thing a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum NameKind {
    Person,
    Organisation,
    Place,
}

/// A name found by the name model.
#[derive(Clone, Debug)]
pub struct Name {
    /// Its characters.
    pub span: Span,
    /// What it names.
    pub kind: NameKind,
}

/// A document's sentences and tokens; tokens of all sentences stand in one list, in order of the text.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// In order; a sentence never crosses a block.
    pub sentences: Vec<Sentence>,
    /// Of all sentences.
    pub tokens: Vec<Token>,
    /// Names found by the model, in order, not overlapping.
    pub names: Vec<Name>,
}
