//! Trains tagger, lemmatiser and parser of one language from its treebanks.

use std::collections::BTreeMap;

use legation::analysis::{ArcParser, Cuts, Lemmatiser, Lexicon, Nodes, RelationLabeller, Syntax, Tagger, Word};

use crate::Failure;
use crate::arcs::{self, Headed};
use crate::lemmas;
use crate::relations::{self, Related};
use crate::table::Table;
use crate::tagger::{self, Tagged};
use crate::treebank::Sentence;

/// Rows of the tables, as powers of two.
const TAGGER_BITS: u32 = 18;
const ARC_BITS: u32 = 21;
const RELATION_BITS: u32 = 18;
const LEMMA_BITS: u32 = 17;
const EPOCHS: usize = 10;
/// Parts of the jackknife: each is tagged by a tagger that did not see it.
const FOLDS: usize = 5;
const FOLD_EPOCHS: usize = 5;
/// How coarsely weights are rounded; what these cost in points stands in the model cards.
const TAGGER_STEP: f32 = 0.12;
const ARC_STEP: f32 = 0.12;
const RELATION_STEP: f32 = 0.12;
const LEMMA_STEP: f32 = 0.06;
const COARSER: f32 = 2.5;

/// Everything learned, before rounding.
pub struct Learned {
    tags: Vec<String>,
    relation_names: Vec<String>,
    tagger: Table,
    arcs: Table,
    relations: Table,
    lemmas: Lemmatiser,
    ranking: Table,
    /// How much more coarsely than usual weights are rounded: means of several trainings have many small ones.
    coarser: f32,
}

/// Names and their numbers.
struct Numbers {
    names: Vec<String>,
    numbers: BTreeMap<String, usize>,
}

impl Numbers {
    fn of<'a>(names: impl Iterator<Item = &'a String>) -> Numbers {
        let mut names: Vec<String> = names.cloned().collect();
        names.sort_unstable();
        names.dedup();
        let numbers = names.iter().cloned().zip(0..).collect();
        Numbers { names, numbers }
    }

    fn number(&self, name: &str) -> usize {
        self.numbers.get(name).copied().unwrap_or(0)
    }
}

/// Learns from sentences in today's scheme; from those in an older one, only heads.
pub fn learn(today: &[Sentence], older: &[Sentence], lexicon: &Lexicon, trainings: u64) -> Result<Learned, Failure> {
    let tags = Numbers::of(today.iter().flat_map(|s| s.words.iter().map(|w| &w.label)));
    let relation_names = Numbers::of(today.iter().flat_map(|s| s.words.iter().map(|w| &w.relation)));
    let words: Vec<Vec<Word>> = today.iter().map(|s| words_of(s, lexicon)).collect();
    let labels: Vec<Vec<usize>> =
        today.iter().map(|s| s.words.iter().map(|w| tags.number(&w.label)).collect()).collect();
    let tagged = |at: usize| Tagged { words: &words[at], labels: &labels[at] };

    let all: Vec<Tagged> = (0..today.len()).map(tagged).collect();
    let tagger = tagger::train(&all, tags.names.len(), TAGGER_BITS, EPOCHS, trainings);
    let mut said: Vec<Vec<u8>> = vec![Vec::new(); today.len()];
    for fold in 0..FOLDS {
        let others: Vec<Tagged> = (0..today.len()).filter(|at| at % FOLDS != fold).map(tagged).collect();
        let table = tagger::train(&others, tags.names.len(), TAGGER_BITS, FOLD_EPOCHS, 1);
        let tagger = Tagger::new(tags.names.clone(), table.fine())?;
        for at in (fold..today.len()).step_by(FOLDS) {
            said[at] = tagger.run(&words[at]);
        }
    }

    let whole = Tagger::new(tags.names.clone(), tagger.fine())?;
    let mut headed: Vec<Headed> = Vec::new();
    for (at, sentence) in today.iter().enumerate() {
        headed.push(Headed { nodes: Nodes::new(&words[at], &said[at]), heads: sentence.heads() });
    }
    for sentence in older {
        let words = words_of(sentence, lexicon);
        headed.push(Headed { nodes: Nodes::new(&words, &whole.run(&words)), heads: sentence.heads() });
    }
    let arcs = arcs::train(&headed, ARC_BITS, EPOCHS, trainings);

    let related: Vec<Related> = (0..today.len())
        .map(|at| Related {
            words: &words[at],
            tags: &said[at],
            heads: today[at].heads(),
            relations: today[at].words.iter().map(|w| relation_names.number(&w.relation)).collect(),
        })
        .collect();
    let relations = relations::train(&related, relation_names.names.len(), RELATION_BITS, EPOCHS, trainings);
    let (lemmas, ranking) = lemmas::train(today, LEMMA_BITS, EPOCHS);
    let coarser = if trainings > 1 { COARSER } else { 1.0 };
    Ok(Learned {
        tags: tags.names,
        relation_names: relation_names.names,
        tagger,
        arcs,
        relations,
        lemmas,
        ranking,
        coarser,
    })
}

fn words_of(sentence: &Sentence, lexicon: &Lexicon) -> Vec<Word> {
    sentence.forms().map(|form| Word::new(form, lexicon)).collect()
}

impl Learned {
    /// As fine as 16 bits allow.
    pub fn fine(&self) -> Result<Syntax, Failure> {
        self.models(Table::fine, Table::fine, Table::fine, Table::fine)
    }

    /// Rounded for shipping.
    pub fn rounded(&self) -> Result<Syntax, Failure> {
        self.models(
            |t| t.rounded(TAGGER_STEP * self.coarser),
            |t| t.rounded(ARC_STEP * self.coarser),
            |t| t.rounded(RELATION_STEP * self.coarser),
            |t| t.rounded(LEMMA_STEP),
        )
    }

    fn models(
        &self,
        tagger: impl Fn(&Table) -> legation::analysis::Weights,
        arcs: impl Fn(&Table) -> legation::analysis::Weights,
        relations: impl Fn(&Table) -> legation::analysis::Weights,
        ranking: impl Fn(&Table) -> legation::analysis::Weights,
    ) -> Result<Syntax, Failure> {
        Ok(Syntax {
            tagger: Tagger::new(self.tags.clone(), tagger(&self.tagger))?,
            arcs: ArcParser::new(arcs(&self.arcs))?,
            relations: RelationLabeller::new(self.relation_names.clone(), relations(&self.relations))?,
            lemmas: self.lemmas.clone().with_weights(ranking(&self.ranking)),
        })
    }
}

/// Cuts the words of an older scheme as today's does; the pieces cut off depend on the first.
pub fn cut_as_today(sentences: &[Sentence], cuts: &Cuts) -> Vec<Sentence> {
    sentences.iter().map(|sentence| cut_sentence(sentence, cuts)).collect()
}

fn cut_sentence(sentence: &Sentence, cuts: &Cuts) -> Sentence {
    let mut words = Vec::new();
    let mut places = Vec::new();
    for word in &sentence.words {
        places.push(words.len() as u32 + 1);
        let mut lengths = cuts.of(&word.form);
        if lengths.len() < 2 {
            lengths = vec![usize::MAX];
        }
        let mut rest = word.form.chars();
        for (piece, length) in lengths.into_iter().enumerate() {
            let form: String = rest.by_ref().take(length).collect();
            // Heads of the words themselves are numbered anew below.
            let head = if piece == 0 { word.head } else { u32::MAX };
            words.push(crate::treebank::Word { form, head, ..word.clone() });
        }
    }
    let mut first = 0;
    for (at, word) in words.iter_mut().enumerate() {
        match word.head {
            u32::MAX => word.head = first,
            0 => first = at as u32 + 1,
            head => {
                word.head = places[head as usize - 1];
                first = at as u32 + 1;
            }
        }
    }
    Sentence { words, cut: Vec::new(), groups: Vec::new(), begins_paragraph: sentence.begins_paragraph }
}
